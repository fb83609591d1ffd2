"""Great Expectations on raw rows: what holds, what does not, and what stops the night."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from nightly_fakes import BUDGET, REPOSITORY, deliver, make_project

from finsam import checks
from finsam.checks import check
from finsam.checks.suites import load_suites
from finsam.errors import BlockedError, InputError
from finsam.raw import raw_schemas
from finsam.read import read
from finsam.receive import receive
from finsam.settings import Settings

_SUITE = """
source: budget
table: budget
expectations:
  - name: lines_are_cheap
    expect: expect_column_values_to_be_between
    with: {{column: amount_sek, max_value: 1500000}}
    severity: {severity}
    message_sv: En rad är dyr.
    message_en: A line is dear.
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_project(tmp_path)


def prepare(settings: Settings, severity: str) -> None:
    folder = settings.project / "expectations"
    folder.mkdir(exist_ok=True)
    (folder / "budget.yml").write_text(_SUITE.format(severity=severity), encoding="utf-8")
    read(settings, receive(settings))


def written(settings: Settings) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.ParquetFile(settings.raw / "check_result" / "all.parquet").read().to_pylist()
    return rows


def test_a_failed_expectation_is_counted_and_handed_to_dbt(settings: Settings) -> None:
    prepare(settings, "warning")
    outcome = check(settings)
    assert list(outcome.rows) == written(settings)
    (row,) = outcome.rows
    assert (row["success"], row["evaluated_rows"], row["unexpected_rows"]) == (False, 2, 1)
    assert (row["severity"], row["column_name"], row["message_sv"]) == ("warning", "amount_sek", "En rad är dyr.")


def test_a_blocking_expectation_stops_and_says_why(settings: Settings) -> None:
    prepare(settings, "blocking")
    for _ in range(2):  # remembered results block as well
        with pytest.raises(BlockedError) as caught:
            check(settings)
        assert "A line is dear." in caught.value.message_en
        assert caught.value.exit_code == 3


def test_only_what_changed_is_checked_again(settings: Settings) -> None:
    prepare(settings, "note")
    assert check(settings).evaluated == 1
    assert check(settings).evaluated == 0
    prepare(settings, "warning")
    assert check(settings).evaluated == 1
    deliver(settings, "alfa/budget/next.csv", BUDGET.replace("2 000 000", "1"))
    prepare(settings, "warning")
    outcome = check(settings)
    assert (outcome.evaluated, outcome.rows[0]["evaluated_rows"]) == (1, 4)


def test_large_tables_are_checked_file_by_file_with_the_same_result(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(settings, "alfa/budget/next.csv", BUDGET.replace("2022", "2023"))
    prepare(settings, "note")
    at_once = check(settings).rows
    monkeypatch.setattr(checks, "_BATCH_ROWS", 1)
    monkeypatch.setattr(checks, "_code", lambda: "other")
    assert check(settings).rows == at_once


def test_a_source_that_was_not_delivered_is_not_checked(settings: Settings) -> None:
    (settings.exports / "alfa/budget/budget_2022.csv").unlink()
    prepare(settings, "blocking")
    assert check(settings).rows == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [("severity: note", "severity: fatal"), ("amount_sek", "no_such_column"), ("expectations:", "expectation:")],
)
def test_a_suite_that_cannot_be_understood_is_named(settings: Settings, old: str, new: str) -> None:
    prepare(settings, "note")
    path = settings.project / "expectations" / "budget.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        check(settings)
    assert "budget.yml" in caught.value.message_en


def test_the_shipped_suites_name_existing_columns_and_say_what_to_do() -> None:
    suites = load_suites(REPOSITORY / "expectations")
    schemas = raw_schemas()
    assert {suite.name for suite in suites} == {
        "sie_transaction",
        "budget",
        "forecast",
        "funding",
        "staffing",
        "programmes",
        "published",
    }
    for suite in suites:
        assert set(suite.columns) <= set(schemas[suite.table].names)
        assert all(e.message_sv.endswith(".") and e.message_en.endswith(".") for e in suite.expectations)
        assert len({(e.kind, e.columns) for e in suite.expectations}) == len(suite.expectations)


def test_the_shipped_suites_run_and_pass_on_good_rows(tmp_path: Path) -> None:
    settings = make_project(tmp_path, suites=True)
    read(settings, receive(settings))
    outcome = check(settings)
    assert {row["source"] for row in outcome.rows} == {"budget", "funding"}
    assert [row["expectation"] for row in outcome.rows if not row["success"]] == []


def test_each_shipped_warning_can_fire(tmp_path: Path) -> None:
    settings = make_project(tmp_path, suites=True)
    deliver(
        settings, "alfa/budget/dear.csv", BUDGET.replace("2 000 000", "200 000 000").replace("2021-11-23;line", ";line")
    )
    deliver(settings, "alfa/staffing/s.csv", "År;Roll;Heltidstjänster;Betalas av\n2019;manager;400;förbundet\n")
    deliver(
        settings,
        "alfa/funding/f.csv",
        "År;Finansiär;Finansiärstyp;Mottaget;Förbrukat\n2019;FK;state;-1;\n2019;FK;state;;\n",
    )
    read(settings, receive(settings))
    failed = {(row["source"], row["expectation"]) for row in check(settings).rows if not row["success"]}
    assert failed == {
        ("budget", "no_amount_is_a_hundred_million"),
        ("budget", "the_day_of_decision_is_given"),
        ("staffing", "positions_are_plausible"),
        ("funding", "received_is_not_negative"),
        ("funding", "received_or_used_is_given"),
    }
