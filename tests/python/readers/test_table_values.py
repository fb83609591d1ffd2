"""What comes out of cells, headers, workbooks and totals."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from finsam.contract import load_contract
from finsam.readers import ReadResult
from finsam.readers.table import read_table
from finsam.readers.table.cells import parse_date, type_cells
from finsam.readers.table.problems import CELL_FAULTS
from finsam.readers.table.sheet import trimmed
from finsam.readers.table.xlsx_rows import number_text

FILES = Path(__file__).parents[2] / "exports" / "table"
SHA = "d" * 64
FUNDING = "År;Finansiär;Finansiärstyp;Mottaget;Förbrukat\n"


def read(text: str, source: str = "funding") -> ReadResult:
    return read_table(text.encode(), SHA, source)


def rows(result: ReadResult, source: str = "funding") -> list[dict[str, Any]]:
    return result.tables[source].to_pylist()


def cell(text: str, source: str, name: str) -> Any:
    """Type one cell: its value, or the code of its fault."""
    typed = type_cells(trimmed(pa.array([text])), load_contract().sources[source].column(name), {})
    fault = int(typed.faults[0])
    return CELL_FAULTS[fault - 1] if fault else typed.values[0].as_py()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234,50", "1234.50"),
        ("1234.5", "1234.50"),
        ("1 234,50", "1234.50"),
        ("1\u00a0234\u00a0567,50", "1234567.50"),
        ("1\u202f234", "1234.00"),
        (" 12 ", "12.00"),
        ("+7", "7.00"),
        ("-5", "-5.00"),
        ("\u22125,5", "-5.50"),
        ("\u20135", "-5.00"),
        ("0", "0.00"),
        ("-0,50", "-0.50"),
        ("000123,40", "123.40"),
        ("12,5000", "12.50"),
        ("9999999999999999,99", "9999999999999999.99"),
        ("12,345", "too_many_decimals"),
        ("12,000", "too_many_decimals"),
        ("1,23456", "too_many_decimals"),
        ("10000000000000000", "number_too_large"),
        ("1,234,567", "not_a_number"),
        ("1.234,5", "not_a_number"),
        ("12 34", "not_a_number"),
        ("1  234", "not_a_number"),
        ("- 5", "not_a_number"),
        ("--5", "not_a_number"),
        ("5-", "not_a_number"),
        ("(5)", "not_a_number"),
        (",5", "not_a_number"),
        ("5,", "not_a_number"),
        ("1e3", "not_a_number"),
        ("NaN", "not_a_number"),
        ("inf", "not_a_number"),
        ("٣", "not_a_number"),
        ("12 %", "not_a_number"),
        ("", "required_empty"),
        ("\u00a0", "required_empty"),
    ],
)
def test_money(text: str, value: str) -> None:
    found = cell(text, "budget", "amount_sek")
    assert found == (value if value in CELL_FAULTS else Decimal(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("1 234", 1234),
        ("12,0", 12),
        ("12.00", 12),
        ("-3", "below_minimum"),
        ("-0", 0),
        ("007", 7),
        ("999999999999999999", 999999999999999999),
        ("1,000", "not_an_integer"),
        ("1.000", "not_an_integer"),
        ("12,5", "not_an_integer"),
        ("tolv", "not_an_integer"),
        ("<5", "not_an_integer"),
        ("9999999999999999999", "number_too_large"),
        ("", None),
    ],
)
def test_integers(text: str, value: int | str | None) -> None:
    assert cell(text, "participants", "new_count") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2019-01-31", date(2019, 1, 31)),
        ("2019-1-3", date(2019, 1, 3)),
        ("20190131", date(2019, 1, 31)),
        ("2019/01/31", date(2019, 1, 31)),
        ("2019.01.31", date(2019, 1, 31)),
        ("2019-01-31 00:00:00", date(2019, 1, 31)),
        ("2019-01-31T00:00:00.000", date(2019, 1, 31)),
        ("31 januari 2019", date(2019, 1, 31)),
        ("den 1 Maj 2019", date(2019, 5, 1)),
        ("31 jan. 2019", date(2019, 1, 31)),
        ("3 sept 2019", date(2019, 9, 3)),
        ("2020-02-29", date(2020, 2, 29)),
        ("2019-02-29", "not_a_date"),
        ("2019-13-01", "not_a_date"),
        ("2019-01/31", "not_a_date"),
        ("2019-01-31 12:30", "not_a_date"),
        ("190131", "not_a_date"),
        ("43496", "not_a_date"),
        ("2019", "not_a_date"),
        ("31 janvier 2019", "not_a_date"),
        ("1019-01-31", "not_a_date"),
        ("31/1 2019", "ambiguous_date"),
        ("01/02/2019", "ambiguous_date"),
        ("31.1.2019", "ambiguous_date"),
        ("01-02-19", "ambiguous_date"),
    ],
)
def test_dates(text: str, value: date | str) -> None:
    found = cell(text, "participants", "period_from")
    assert found == value
    assert (parse_date(text) is None) == isinstance(value, str)


@pytest.mark.parametrize(
    ("text", "value"),
    [("woman", "woman"), (" Woman ", "woman"), ("kvinna", "code_unknown"), ("", "required_empty")],
)
def test_codes_of_a_closed_list(text: str, value: str) -> None:
    assert cell(text, "participants", "sex") == value


def test_an_open_code_keeps_its_case() -> None:
    assert cell("Arbetslivsinriktad", "programmes", "orientation") == "Arbetslivsinriktad"


def test_numbers_of_a_closed_list() -> None:
    assert cell("12", "time_reports", "month") == 12
    assert cell("13", "time_reports", "month") == "code_unknown"
    assert cell(">=", "goals", "comparator") == ">="


def test_other_scales() -> None:
    assert cell("0,125", "goals", "target_value") == Decimal("0.1250")
    assert cell("0,12345", "goals", "target_value") == "too_many_decimals"
    assert cell("999999999999999999,999999", "published", "value") == Decimal("999999999999999999.999999")
    assert cell("100000,00", "instruments", "mean_score") == "number_too_large"


def test_empty_is_null_and_zero_is_zero() -> None:
    result = read(FUNDING + "2019;Staten;state;;0\n")
    assert (rows(result)[0]["received_sek"], rows(result)[0]["used_sek"]) == (None, Decimal("0.00"))
    assert result.control_total_sek == Decimal("0.00")


def test_the_control_total_counts_readable_amounts_loaded_or_not() -> None:
    result = read(FUNDING + "2019;A;state;100,50;9\n2019;B;stat;1 000;9\n2019;C;state;x;9\n2019;D;state\n")
    assert (result.rows_read, result.rows_quarantined) == (1, 3)
    assert result.control_total_sek == Decimal("1100.50")
    assert result.quarantined_sek == Decimal("1000.00")
    amounts = result.tables["quarantine"].column("amount_sek").to_pylist()
    assert amounts == [Decimal("1000.00"), None, None]


def test_money_is_exact_where_floats_are_not() -> None:
    result = read(FUNDING + "2019;A;state;0,10;\n" * 10 + "2019;B;state;9999999999999999,99;\n")
    assert result.control_total_sek == Decimal("10000000000000000.99")


def test_a_source_without_money_has_no_control_total() -> None:
    result = read("Insats-id;Från;Till;Remittent;Antal\nct;2019-01-01;2019-12-31;AF;3\n", "referrals")
    assert (result.status, result.control_total_sek, result.quarantined_sek) == ("loaded", None, None)


def test_equal_rows_are_rows() -> None:
    assert read(FUNDING + "2019;A;state;1;1\n" * 3).rows_read == 3


def test_line_numbers_are_physical_lines() -> None:
    header = '"År";Finansiär;Finansiärstyp;Mottaget;Förbrukat'
    lines = ["", header, '2019;"A', 'B";state;1;', "", ";;;;", "2019;C;state;1;", ""]
    result = read("\r\n".join(lines))
    assert [(row["line_no"], row["funder"]) for row in rows(result)] == [(3, "A\r\nB"), (7, "C")]


def test_a_bad_row_is_kept_whole_in_quarantine() -> None:
    result = read("År;Finansiär;Finansiärstyp;Mottaget;Kommentar\n2019;Kumla kommun;kommun;x;åäö\n")
    (row,) = result.tables["quarantine"].to_pylist()
    assert (row["line_no"], row["code"], row["record"]) == (2, "code_unknown", "row")
    assert json.loads(row["content"]) == {
        "fiscal_year": "2019",
        "funder": "Kumla kommun",
        "funder_type": "kommun",
        "received_sek": "x",
        "Kommentar": "åäö",
    }
    assert "Finansiärstyp" in row["reason_sv"]
    diagnostics = result.tables["table_diagnostic"].to_pylist()[1:]
    assert [(d["column_name"], d["code"], d["excerpt"]) for d in diagnostics] == [
        ("funder_type", "code_unknown", "kommun"),
        ("received_sek", "not_a_number", "x"),
    ]
    assert result.reason_code == "no_row_loaded"


def test_unknown_columns_are_kept() -> None:
    result = read("År;Kommentar;Finansiär;;Finansiärstyp\n2019;se beslut;A;x;state\n2019;;B;;state\n")
    assert [row["extra_columns"] for row in rows(result)] == ['{"Kommentar": "se beslut", "kolumn 4": "x"}', None]
    codes = result.tables["table_diagnostic"].column("code").to_pylist()
    assert codes == ["column_renamed", "column_without_header"]


def test_an_unknown_column_is_a_note_where_nothing_is_missing() -> None:
    result = read("År;Finansiär;Finansiärstyp;Mottaget;Förbrukat;Kommentar\n2019;A;state;1;1;x\n")
    assert result.tables["table_diagnostic"].column("code").to_pylist() == ["unknown_column"]


def test_garbled_letters_are_told_once_a_column() -> None:
    result = read("År;Finansiär;Finansiärstyp\n2019;Åre;state\n2019;FÃ¶reningen;state\n2019;F\ufffdreningen;state\n")
    found = result.tables["table_diagnostic"].select(["line_no", "column_name", "code"]).to_pylist()
    assert found == [{"line_no": 3, "column_name": "funder", "code": "text_garbled"}]


@pytest.mark.parametrize(
    "header",
    [
        "  ÅR ;finansiär;FINANSIARSTYP",
        "Ar;Finansiär;finansiärs typ",
        "fiscal_year;FUNDER;Funder Type",
        "År;funder;Finansiärstyp",
    ],
)
def test_headers_in_many_spellings(header: str) -> None:
    assert read(f"{header}\n2019;A;state\n").status == "loaded"


def test_a_refusal_names_the_missing_columns_and_those_found() -> None:
    result = read("År;Belopp;189001019802\n2019;1;2\n")
    assert result.reason_code == "column_missing"
    assert result.reason_sv is not None
    assert "Finansiär, Finansiärstyp" in result.reason_sv
    assert "År, Belopp, [personnummer]" in result.reason_sv
    assert result.reason_en is not None
    assert "funder, funder_type" in result.reason_en


def test_an_unknown_source_is_refused() -> None:
    result = read_table(b"a;b\n", SHA, "nothing")
    assert (result.status, result.reason_code, set(result.tables)) == (
        "refused",
        "unknown_source",
        {"quarantine", "table_diagnostic"},
    )
    assert read_table(b"a;b\n", SHA, "sie").reason_code == "unknown_source"


def test_a_workbook_gives_what_its_cells_hold() -> None:
    result = read_table((FILES / "good_workbook.xlsx").read_bytes(), SHA, "budget")
    names = ("line_no", "account", "amount_sek", "decided_on")
    assert [tuple(row[name] for name in names) for row in rows(result, "budget")] == [
        (2, "0123", Decimal("1234.50"), date(2021, 11, 23)),
        (3, "1880", Decimal("1234.50"), date(2021, 11, 23)),
        (4, "0123", Decimal("0.30"), date(2021, 11, 23)),
    ]


def test_letters_are_composed() -> None:
    """A Macintosh writes å as a and a ring; joins would not find it."""
    result = read(unicodedata.normalize("NFD", "År;Finansiär;Finansiärstyp\n2019;Hällefors;state\n"))
    assert rows(result)[0]["funder"] == "Hällefors"


def test_the_first_visible_sheet_with_the_columns_is_read() -> None:
    result = read_table((FILES / "good_second_sheet.xlsx").read_bytes(), SHA, "budget")
    assert [row["budget_version"] for row in rows(result, "budget")] == ["v1"]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1880, "1880"),
        (1880.0, "1880"),
        (189001019802, "189001019802"),
        (1234.5, "1234.5"),
        (0.1 + 0.2, "0.3"),
        (1234.5699999999999, "1234.57"),
        (12345678901234.56, "12345678901234.56"),
        (1e16, "10000000000000000"),
        (1e-7, "0.0000001"),
        (-0.0, "0"),
        (1 / 3, "0.3333333333333333"),
        (float("inf"), "inf"),
    ],
)
def test_stored_numbers_as_text(number: float, text: str) -> None:
    assert number_text(number).removeprefix("-") == text
