"""The delivery contract: whole, unambiguous, and the same as what others rely on."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from finsam.contract import ContractError, contract_from_rows, header_key, load_contract
from finsam.contract.document import document
from finsam.readers.table import SCHEMAS

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "contracts" / "deliveries.csv"
ROW = {
    "source": "s", "column_sv": "Belopp", "column": "amount", "type": "text", "required": "yes", "values": "",
    "separator": "", "code_list": "", "pattern": "", "example": "", "minimum": "",
    "unit": "", "role": "", "description_sv": "", "description_en": "",
}  # fmt: skip


def test_every_column_that_others_rely_on_is_in_the_contract() -> None:
    if not SHARED.exists():
        pytest.skip("the shared contract is not here")
    sources = load_contract().sources
    with SHARED.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["source"].startswith("_"):
                continue
            assert row["source"] in sources
            if not row["column"]:
                continue
            column = sources[row["source"]].column(row["column"])
            assert (column.label_sv, column.declared_type) == (row["column_sv"], row["type"])
            assert column.required == (row["required"] == "yes")


def test_every_column_is_described_in_both_languages() -> None:
    for source in load_contract().sources.values():
        assert source.description_sv
        assert source.description_en
        for column in source.columns:
            assert column.description_sv, (source.name, column.name)
            assert column.description_en, (source.name, column.name)


def test_every_table_source_can_tell_its_provenance() -> None:
    for source in load_contract().tables:
        provenance = source.column("provenance")
        assert not provenance.required
        assert provenance.values == ("printed", "spread", "inferred", "assumed", "synthetic")


def test_schemas_follow_the_contract() -> None:
    assert set(SCHEMAS) == {source.name for source in load_contract().tables} | {"table_diagnostic"}
    budget = SCHEMAS["budget"]
    assert budget.names[:2] == ["file_sha256", "line_no"]
    assert budget.names[-2:] == ["provenance", "extra_columns"]
    assert str(budget.field("amount_sek").type) == "decimal128(18, 2)"
    assert str(SCHEMAS["published"].field("value").type) == "decimal128(24, 6)"


def test_the_control_total_is_the_first_money_column() -> None:
    sources = load_contract().sources
    totals = {name: source.money_column.name for name, source in sources.items() if source.money_column}
    assert totals == {
        "budget": "amount_sek",
        "forecast": "amount_sek",
        "funding": "received_sek",
        "uppfoljning": "budget_sek",
    }


def test_only_sus_has_persons() -> None:
    assert [source.name for source in load_contract().tables if source.person_column] == ["sus"]


def test_the_page_for_deliverers_is_the_contract() -> None:
    page = (ROOT / "docs" / "deliveries.md").read_text(encoding="utf-8")
    assert page == document(load_contract()), "run: python -m finsam.contract > docs/deliveries.md"


def test_an_unknown_source_column_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        load_contract().sources["budget"].column("nothing")


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ([ROW | {"type": "float"}], "float"),
        ([ROW | {"role": "x"}], "role 'x'"),
        ([ROW, ROW | {"column_sv": "Bélopp ", "column": "other"}], "same header"),
    ],
)
def test_a_contract_that_contradicts_itself_is_refused(rows: list[dict[str, str]], what: str) -> None:
    with pytest.raises(ContractError, match=what):
        contract_from_rows(rows)


def test_headers_are_compared_without_case_space_signs_and_diacritics() -> None:
    expected = header_key("Kvar från förra perioden")
    assert {header_key(text) for text in ("kvar  FRAN forra_perioden", "Kvar från förra perioden")} == {expected}


def test_national_tables_have_their_keys_and_forms() -> None:
    sources = load_contract().sources
    keys = {
        "target_groups": {"area_code", "method", "component", "fiscal_year", "person_count"},
        "uppfoljning_national": {
            "fiscal_year", "programme_type", "status", "registered_associations", "all_associations", "extraction_date",
        },
        "association_register": {
            "county_name", "county_code", "municipality_name", "municipality_code", "register_date",
        },
        "association_changes": {"change_type", "association_name", "fiscal_year"},
    }  # fmt: skip
    for name, required in keys.items():
        assert {column.name for column in sources[name].required} == required
        for column in sources[name].columns:
            if column.name.endswith("_share"):
                assert column.declared_type == "decimal(9.4)"
            if column.name == "municipality_code":
                assert column.pattern == "[0-9]{4}"
