"""From a figure to the rows that add up to it and back, on the bundled night and on a small made-up build."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from nights import PROJECT, Night, published_only
from typer.testing import CliRunner, Result

from finsam.cli import app
from finsam.explain.feeds import feeds_of_file
from finsam.explain.place import Place
from finsam.explain.tree import Node
from finsam.explain.words import amount_text, exact, file_tree
from finsam.settings import Settings

ADMIN = ("admin_share_of_cost", "--association", "sydnarke", "--year", "2019")


@pytest.fixture(scope="module")
def public(night: Night, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a var folder of which only the published file can be read."""
    var = tmp_path_factory.mktemp("public") / "var"
    published_only(night, var)
    return var


def call(var: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["explain", *words, "--var", str(var)])


def asked(var: Path, *words: str) -> dict[str, Any]:
    result = call(var, *words, "--json")
    assert result.exit_code == 0, result.output
    content: dict[str, Any] = json.loads(result.stdout)
    return content


def rows_of(part: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for measure in part["measures"] for row in measure["rows"]]


def texts(node: Node) -> list[str]:
    return [node.text, *(text for child in node.children for text in texts(child))]


# --- down ------------------------------------------------------------------------------------------------------------


def test_the_administration_of_sydnarke_ends_in_voucher_lines(night: Night) -> None:
    numerator, denominator = asked(night.var, *ADMIN)["parts"]
    lines = rows_of(numerator)
    assert {line["source_kind"] for line in lines} == {"voucher_line"}
    assert sum(Decimal(line["amount"]) for line in lines) == Decimal("1340863.00")
    assert (numerator["amount"], numerator["control_total"]) == ("1340863.00", "1340863.00")
    assert denominator["control_total"] == "5724755.00"
    delivered = (PROJECT / "exports/sydnarke/sie/sydnarke_2019.se").read_bytes().splitlines()
    assert all(line["account"].encode() in delivered[line["line_no"] - 1] for line in lines)


def test_the_tree_says_the_sum_beside_the_figure_and_what_decided_it(night: Night) -> None:
    text = call(night.var, *ADMIN).stdout
    assert "Summa 1 340 863,00 = täljaren / equals the numerator" in text
    assert "= 23,42 %" in text
    assert "och 10 till" in text
    assert "manager (sydnarke): → administration share 1" in text
    assert "till" not in call(night.var, *ADMIN, "--lines", "0").stdout.split("Nämnare")[0].split("Levererade")[1]


@pytest.mark.parametrize(
    "words",
    [
        "admin_share_of_cost --association sofint --set shared",
        "admin_share_of_cost_manager_25 --association orebro_lan --set shared",
        "total_cost --association lekeberg_orebro --breakdown amount_basis=budget",
        "cost_per_participant --association sydnarke",
        "step_forward_share_of_completed --association lekeberg_orebro --set orebro_goal",
        "participants_registered --association exempel --year 2022",
        "women_share_of_participants --association exempel",
        "survey_mean_score --association exempel --breakdown survey=participants_ongoing",
        "waiting_within_14_days_share --association exempel",
        "reach_share_5pct --association orebro_lan",
        "equity_share_of_allocation --association sydnarke",
    ],
)
def test_every_kind_of_figure_is_the_sum_of_its_rows(night: Night, words: str) -> None:
    content = asked(night.var, *words.split())
    parts = {part["part"]: part for part in content["parts"]}
    assert parts["numerator"]["is_equal"] is True
    assert all(rows_of(part) for part in content["parts"])
    assert all(row["line_no"] or row["source_kind"].endswith("_rows") for row in rows_of(parts["numerator"]))
    assert {"indicator", "definition_set"} <= {row["definition"] for row in content["definitions"]}


def test_a_figure_that_is_no_sum_says_why(night: Night) -> None:
    content = asked(night.var, "median_stay_days", "--association", "exempel")
    assert content["parts"][0]["control_total"] is None
    assert content["parts"][0]["measures"][0]["no_amount_reasons"] == ["median"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("admin_share_of_cots --association sydnarke", "Menade du admin_share_of_cost"),
        ("admin_share_of_cost --association sydnärke", "Menade du sydnarke"),
        ("admin_share_of_cost --association sydnarke --year 2020", "Det finns: 2019"),
        ("admin_share_of_cost --association sydnarke --set shred", "Menade du shared"),
        ("participants_registered --association sydnarke --unit vaxxa", "Menade du --unit vaxa"),
        ("survey_mean_score --association exempel", "--breakdown survey=participants_ongoing"),
        ("total_cost --association sydnarke --breakdown budget", "NAMN=VÄRDE"),
        ("total_cost", "Vilket förbund?"),
        ("total_cost --file x", "Ange ett mått, en fil"),
        ("total_cost --association sydnarke --line 3", "--line gäller bara med --file"),
        ("--file sydnark_2019.se", "Menade du: sydnarke_2019.se"),
        ("--voucher 12 --association sydnarke --year 2019", "SERIE/NUMMER"),
        ("--voucher A/999 --association sydnarke --year 2019", "2019: A/1–A/10"),
    ],
)
def test_a_wrong_question_gets_what_there_is(night: Night, words: str, said: str) -> None:
    result = call(night.var, *words.split())
    assert result.exit_code == 2
    assert said in result.stderr


# --- up --------------------------------------------------------------------------------------------------------------


def test_a_line_of_a_file_and_its_voucher_feed_the_same_figures(night: Night) -> None:
    line = rows_of(asked(night.var, *ADMIN)["parts"][0])[0]
    by_line = asked(night.var, "--file", line["file_name"], "--line", str(line["line_no"]))["files"][0]["figures"]
    share = [
        row
        for row in by_line
        if (row["indicator_code"], row["association_code"], row["definition_set"], row["part"])
        == ("admin_share_of_cost", "sydnarke", "as_booked", "numerator")
    ]
    assert [row["amount"] for row in share] == [line["amount"]]
    name = f"{line['voucher_series']}/{line['voucher_number']}"
    voucher = asked(night.var, "--voucher", name, "--association", "sydnarke", "--year", "2019")
    assert [found["figures"] for found in voucher["lines"] if found["line_no"] == line["line_no"]] == [by_line]


def test_a_line_that_is_no_row_feeds_nothing(night: Night) -> None:
    assert "Matar inget tal / feeds no figure" in call(night.var, "--file", "sydnarke_2019.se", "--line", "1").stdout


def test_a_file_that_another_replaced_says_which(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            """
            create schema intermediate;
            create table delivery as select 'a' as association_code, 'sie' as source, 'old.se' as file_name,
                'f00' as file_sha256, 'loaded' as status, 0 as rows_quarantined, null as reason, null as reason_en;
            create table intermediate.int_ledger__file_rank as
                select 'a' as association_code, 2019 as fiscal_year, 'f00' as file_sha256;
            create table intermediate.int_ledger__effective_file as select 'a' as association_code,
                2019 as fiscal_year, 'new.se' as file_name, 'f01' as file_sha256;
            create table indicator_value as select '' as fact_key, '' as indicator_code, '' as association_code,
                '' as unit_code, date '2019-01-01' as period_start, '' as definition_set, '' as breakdown,
                '' as breakdown_value, '' as unit;
            create table figure_source as select 'indicator_value' as relation, '' as fact_key, '' as part,
                'f01' as file_sha256, 1 as line_no, 1.00 as amount, '' as source_key
            """
        )
        settings = Settings(project=tmp_path, exports=tmp_path, var=tmp_path / "var")
        content = feeds_of_file(Place(connection, "b", is_whole=True), settings, "old.se", None)
    said = texts(file_tree(content, 40))
    assert "Matar inget tal / feeds no figure" in said
    assert any("new.se gäller i stället / not used for 2019: new.se holds instead" in text for text in said)


# --- what everyone may see -------------------------------------------------------------------------------------------


def test_the_published_file_traces_money_with_one_simple_query(public: Path) -> None:
    query = """
        select sum(amount) from published.figure_source
        where relation = 'indicator_value' and part = 'numerator'
            and fact_key = 'admin_share_of_cost/sydnarke/-/2019/as_booked/-/-'
    """
    with duckdb.connect(str((public / "current").resolve() / "finsam.duckdb"), read_only=True) as connection:
        assert connection.execute(query).fetchone() == (Decimal(1340863),)


def test_without_the_controllers_database_texts_and_protected_counts_are_left_out(public: Path) -> None:
    text = call(public, *ADMIN, "--lines", "3").stdout
    assert "Svaret kommer ur den publicerade filen" in text
    assert "Summa 1 340 863,00 = täljaren" in text
    counts = asked(public, "participants_registered", "--association", "sydnarke")["parts"][0]
    assert counts["control_total"] is None
    assert {row["amount"] for row in rows_of(counts)} == {None}
    assert {row["text"] for row in rows_of(counts)} == {None}


def test_nothing_published_is_said(tmp_path: Path) -> None:
    result = call(tmp_path / "var", *ADMIN)
    assert result.exit_code == 3
    assert "Kör finsam nightly" in result.stderr


# --- words -----------------------------------------------------------------------------------------------------------


def test_numbers_are_written_the_swedish_way_and_exactly() -> None:
    assert amount_text(Decimal("1340863"), is_money=True) == "1 340 863,00"
    assert amount_text(Decimal("11.7500"), is_money=False) == "11,75"
    assert amount_text(None, is_money=False) == "–"
    assert exact({"a": [Decimal("1340863.000000"), Decimal("0.2342350000"), None]}) == {
        "a": ["1340863.00", "0.234235", None]
    }
