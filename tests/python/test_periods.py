"""Closed periods: what was published stays, unless a decision restates it."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest
from nightly_fakes import BUDGET, FakeDbt, deliver, make_project
from typer.testing import CliRunner, Result

from finsam import build
from finsam.cli import app
from finsam.periods.figures import Figure
from finsam.periods.records import restatements
from finsam.settings import Settings

RELATIONS = """relation,key_columns,period_column,figure_columns
budget_outcome,association_code|fiscal_year|line_text,fiscal_year,amount_sek
survey_result,fact_key,measured_on,answered_count
"""
CLOSE = ("periods", "close", "--association", "alfa", "--year", "2022", "--decision", "B-010")
DECIDED = ("--decided-on", "2023-03-22", "--approver-role", "board")
RESTATE = ("periods", "restate", "--association", "alfa", "--year", "2022", "--decision", "B-011")


def figures_of(chef: str = "amount_sek", answered: str = "12", also: str = "") -> FakeDbt:
    """A build whose relations hold the budget lines of all associations and one survey, shown or hidden."""
    return FakeDbt(
        f"""
        create or replace table published.budget_outcome as
            select * replace (case when line_text = 'Chef' then {chef} else amount_sek end as amount_sek)
            from published.budget_outcome;
        create view controller.controller.budget_outcome as from published.budget_outcome;
        create table controller.controller.survey_result as
            select 'alfa/2022/open' as fact_key, 'alfa' as association_code, date '2022-05-01' as measured_on,
                {answered} as answered_count
            union all select 'alfa/2022/small', 'alfa', date '2022-12-31', 3
            union all select 'alfa/2023/next', 'alfa', date '2023-01-01', 20;
        create table published.survey_result as
            select * replace (case when answered_count > 4 then answered_count end as answered_count)
            from controller.controller.survey_result;
        {also}
        """
    )


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    made = make_project(tmp_path)
    (made.project / "seeds" / "reference" / "closed_relation.csv").write_text(RELATIONS, encoding="utf-8")
    monkeypatch.setenv("FINSAM_PROJECT", str(made.project))
    monkeypatch.setattr(build, "run_dbt", figures_of())
    assert call(made, "nightly").exit_code == 0
    return made


@pytest.fixture
def closed(settings: Settings) -> Settings:
    result = call(settings, *CLOSE, *DECIDED)
    assert result.exit_code == 0, result.output
    return settings


def call(settings: Settings, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--exports", str(settings.exports), "--var", str(settings.var)])


def said(result: Result) -> str:
    return " ".join((result.stdout + result.stderr).split())


def records(settings: Settings, name: str) -> list[dict[str, str]]:
    with (settings.project / "seeds" / "decisions" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files(settings: Settings) -> dict[str, bytes]:
    folder = settings.project / "seeds"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_closing_is_a_decision_a_period_and_its_published_figures(closed: Settings) -> None:
    (decision,) = records(closed, "decision.csv")
    (period,) = records(closed, "closed_period.csv")
    assert (decision["decision_id"], decision["status"], decision["restate"]) == ("B-010", "adopted", "false")
    assert (period["period_start"], period["period_end"], period["closed_on"]) == (
        *("2022-01-01", "2022-12-31"),
        "2023-03-22",
    )
    frozen = (closed.project / "seeds/decisions/closed/alfa_2022-01-01_2022-12-31.tsv").read_text(encoding="utf-8")
    assert frozen.splitlines() == [
        "relation\tfigure_key\tmeasure\tvalue",
        "budget_outcome\talfa/2022/Chef\tamount_sek\t1000000.5",
        "budget_outcome\talfa/2022/Coacher\tamount_sek\t2000000",
        "survey_result\talfa/2022/open\tanswered_count\t12",
    ]


def test_a_dry_run_writes_nothing(settings: Settings) -> None:
    before = files(settings)
    result = call(settings, *CLOSE, *DECIDED, "--dry-run", "--json")
    assert json.loads(result.stdout)["figures"] == {"budget_outcome": 2, "survey_result": 1}
    assert files(settings) == before


def test_a_night_with_the_same_figures_is_published(closed: Settings) -> None:
    assert call(closed, "nightly").exit_code == 0


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (figures_of(answered="13"), "survey_result alfa/2022/open answered_count: 12 -> 13"),
        (figures_of(also="delete from controller.controller.survey_result"), "answered_count: 12 -> –"),
        (figures_of(chef="1"), "budget_outcome alfa/2022/Chef amount_sek: 1000000.5 -> 1"),
    ],
)
def test_a_changed_figure_stops_the_night(
    closed: Settings, monkeypatch: pytest.MonkeyPatch, after: FakeDbt, words: str
) -> None:
    before = closed.current.readlink()
    monkeypatch.setattr(build, "run_dbt", after)
    result = call(closed, "nightly")
    assert result.exit_code == 3
    assert words in said(result)
    assert "Traceback" not in said(result)
    assert closed.current.readlink() == before


def test_what_was_not_published_may_come(closed: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    new = "update controller.controller.survey_result set answered_count = 4 where fact_key = 'alfa/2022/small'"
    monkeypatch.setattr(build, "run_dbt", figures_of(also=new))
    assert call(closed, "nightly").exit_code == 0


def test_the_cause_is_named_a_file_a_rule_or_the_code(closed: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert call(closed, "nightly").exit_code == 0
    deliver(closed, "alfa/budget/budget_2022.csv", BUDGET.replace("1 000 000,50", "1 000 001,50"))
    deliver(closed, "beta/budget/budget_2022.csv", BUDGET)
    by_file = said(call(closed, "nightly"))
    assert "cause: the file alfa/budget/budget_2022.csv has new content" in by_file
    assert "beta" not in by_file
    assert "the code has changed" not in by_file

    deliver(closed, "alfa/budget/budget_2022.csv", BUDGET)
    monkeypatch.setattr(build, "run_dbt", figures_of(chef="1"))
    (closed.project / "requirements.lock").write_text("another==1\n", encoding="utf-8")
    by_code = said(call(closed, "nightly"))
    assert "cause: the code has changed" in by_code
    assert "alfa/budget" not in by_code


def test_a_changed_definition_row_is_named(closed: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    table = "create schema definitions; create table definitions.allocation_key as select 'manager' as k, {} as share;"
    monkeypatch.setattr(build, "run_dbt", figures_of(also=table.format("0.0")))
    assert call(closed, "nightly").exit_code == 0
    (closed.project / "seeds" / "new.csv").write_text("a\n", encoding="utf-8")
    monkeypatch.setattr(build, "run_dbt", figures_of(chef="1", also=table.format("0.3")))
    words = said(call(closed, "nightly"))
    assert "allocation_key.csv, row gone or changed: manager, 0.0" in words
    assert "allocation_key.csv, row new or changed: manager, 0.3" in words


def test_a_decision_restates_and_leaves_no_door_open(closed: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "run_dbt", figures_of(chef="5"))
    assert call(closed, "nightly").exit_code == 3
    result = call(closed, *RESTATE, "--decided-on", "2024-01-10", "--approver-role", "board")
    assert result.exit_code == 0, result.output
    (row,) = restatements(closed.project)
    assert row.figure == Figure("budget_outcome", "alfa/2022/Chef", "amount_sek")
    assert (row.as_published, row.as_restated, row.decision_id) == (Decimal("1000000.5"), Decimal(5), "B-011")
    assert call(closed, "nightly").exit_code == 0

    monkeypatch.setattr(build, "run_dbt", figures_of(chef="6"))
    (closed.project / "requirements.lock").write_text("another==1\n", encoding="utf-8")
    again = call(closed, "nightly")
    assert again.exit_code == 3
    assert "alfa/2022/Chef amount_sek: 5 -> 6" in said(again)
    assert call(closed, *RESTATE).exit_code == 0
    assert [found.sequence_no for found in restatements(closed.project)] == [1, 2]
    assert call(closed, "nightly").exit_code == 0


def test_a_restatement_takes_in_the_rows_that_money_moves_to(closed: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    moved = "insert into published.budget_outcome select * replace (4 as amount_sek, 'Ny' as line_text) "
    moved += "from published.budget_outcome where line_text = 'Chef' and association_code = 'alfa'"
    monkeypatch.setattr(build, "run_dbt", figures_of(chef="5", also=moved))
    assert call(closed, "nightly").exit_code == 3
    assert call(closed, *RESTATE, "--decided-on", "2024-01-10", "--approver-role", "board").exit_code == 0
    found = {row.figure.key: (row.as_published, row.as_restated) for row in restatements(closed.project)}
    assert found == {"alfa/2022/Chef": (Decimal("1000000.5"), Decimal(5)), "alfa/2022/Ny": (None, Decimal(4))}
    assert call(closed, "nightly").exit_code == 0


def test_a_figure_that_a_decision_hides_or_removes_is_free(closed: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "run_dbt", figures_of(answered="2"))
    assert call(closed, "nightly").exit_code == 3
    assert call(closed, *RESTATE, "--decided-on", "2024-01-10", "--approver-role", "board").exit_code == 0
    (row,) = restatements(closed.project)
    assert row.as_restated is None
    assert call(closed, "nightly").exit_code == 0


def test_only_a_restating_decision_may_restate(closed: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "run_dbt", figures_of(chef="5"))
    assert call(closed, "nightly").exit_code == 3
    before = files(closed)
    result = call(closed, *RESTATE[:-1], "B-010")
    assert result.exit_code == 2
    assert "restate = false" in said(result)
    assert files(closed) == before


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        ((*CLOSE, "--decided-on", "2023-03-22"), 2, "--approver-role"),
        ((*CLOSE, *DECIDED[2:], "--decided-on", "22/3 2023"), 2, "--decided-on '22/3 2023' is not a date"),
        (("periods", "close", "--association", "alfa", "--decision", "B-010", *DECIDED), 2, "--year 2019"),
        (
            ("periods", "close", "--association", "gamma", "--year", "2022", "--decision", "B", *DECIDED),
            3,
            "gamma 2022",
        ),
        (("periods", "close", "--association", "alfa", "--year", "1999", "--decision", "B", *DECIDED), 3, "alfa 1999"),
        (RESTATE, 3, "alfa 2022 is not closed"),
    ],
)
def test_a_wrong_call_says_what_to_do(settings: Settings, words: tuple[str, ...], code: int, expected: str) -> None:
    before = files(settings)
    result = call(settings, *words)
    assert result.exit_code == code, result.output
    assert expected in said(result)
    assert files(settings) == before


def test_a_period_is_closed_once(closed: Settings) -> None:
    days = ("--from", "2022-07-01", "--to", "2023-06-30")
    result = call(closed, "periods", "close", "--association", "alfa", *days, "--decision", "B-012", *DECIDED)
    assert result.exit_code == 3
    assert "alfa 2022 is closed already" in said(result)


def test_edited_records_are_found(closed: Settings) -> None:
    frozen = closed.project / "seeds/decisions/closed/alfa_2022-01-01_2022-12-31.tsv"
    frozen.write_bytes(frozen.read_bytes().replace(b"2000000", b"2000001"))
    result = call(closed, "nightly")
    assert result.exit_code == 3
    assert "missing or edited" in said(result)


def test_a_date_that_cannot_be_read_names_file_line_and_column(closed: Settings) -> None:
    path = closed.project / "seeds/decisions/closed_period.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2022-12-31", "31/12 2022"), encoding="utf-8")
    result = call(closed, "periods", "list")
    assert result.exit_code == 3
    assert "closed_period.csv, line 2, column period_end: '31/12 2022' cannot be read" in said(result)


def test_the_list_says_what_is_closed(closed: Settings) -> None:
    (row,) = json.loads(call(closed, "periods", "list", "--json").stdout)["closed_periods"]
    assert (row["association_code"], row["decision_id"], row["restated_figures"]) == ("alfa", "B-010", 0)
