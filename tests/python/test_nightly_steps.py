"""The steps around dbt, with a fake dbt: what is published, when, and what readers see meanwhile."""

from __future__ import annotations

import io
import json
import os
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest
from nightly_fakes import BUDGET, FUNDING, FakeDbt, deliver, make_project, open_files

from finsam.console import Screen
from finsam.errors import BlockedError, BusyError, FinsamError, InputError, UsageError
from finsam.findings.look import Choice, list_findings, show_finding
from finsam.lock import writing
from finsam.nightly import nightly
from finsam.publish import current_build, finished_builds
from finsam.rollback import list_builds, rollback
from finsam.settings import Settings
from finsam.status import status


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_project(tmp_path)


def run(settings: Settings, dbt: FakeDbt | None = None) -> dict[str, object]:
    return nightly(settings, Screen(machine=True, out=io.StringIO(), err=io.StringIO()), dbt or FakeDbt())


def test_a_first_night_publishes_everything_it_promises(settings: Settings) -> None:
    outcome = run(settings)
    build = settings.builds / str(outcome["build_id"])
    assert outcome["status"] == "published"
    assert settings.current.resolve() == build
    assert os.fspath(settings.current.readlink()) == f"builds/{outcome['build_id']}"
    kept = {"finsam.duckdb", "controller.duckdb", "open", "receipt.json", "recipe.json"}
    assert {path.name for path in build.iterdir()} == kept
    assert stat.S_IMODE((build / "controller.duckdb").stat().st_mode) == 0o600
    with duckdb.connect(str(build / "finsam.duckdb"), read_only=True) as connection:
        schemas = {row[0] for row in connection.execute("select distinct schema_name from duckdb_tables()").fetchall()}
        comments = connection.execute(
            "select comment from duckdb_columns() where table_name = 'budget_outcome' and column_name = 'amount_sek'"
        ).fetchone()
        clock = connection.execute("select started is not null, finished is not null from published.build").fetchone()
    assert (schemas, comments, clock) == ({"published"}, ("SEK",), (True, True))
    receipt = json.loads((build / "receipt.json").read_text(encoding="utf-8"))
    assert receipt["as_of"] == "2021-11-23"
    assert receipt["relations"]["budget_outcome"] == 2
    assert receipt["deliveries"]["rows_in"] == 3
    assert receipt["deliveries"]["control_total_sek"] == "4000000.50"
    assert set(receipt["seconds"]) >= {"receive", "read", "check", "build", "audit"}


def test_the_open_files_have_no_clock_and_exact_decimals(settings: Settings) -> None:
    run(settings)
    files = open_files(settings)
    assert files["budget_outcome.csv"].decode("utf-8") == (
        "association_code,fiscal_year,line_text,amount_sek\nalfa,2022,Chef,1000000.50\nalfa,2022,Coacher,2000000.00\n"
    )
    assert files["build.csv"].startswith(b"build_id,as_of,code_revision,definitions_sha256,inputs_sha256,file_count\n")
    assert "budget_outcome.parquet" in files


def test_the_same_inputs_in_another_place_and_order_give_the_same_bytes(settings: Settings, tmp_path: Path) -> None:
    run(settings)
    other = replace(settings, exports=tmp_path / "elsewhere", var=tmp_path / "var2")
    deliver(other, "alfa/funding/funding_2021.csv", FUNDING)
    deliver(other, "alfa/budget/budget_2022.csv", BUDGET)
    deliver(other, "alfa/budget/budget_2022 - kopia.csv", BUDGET)
    outcome = run(other)
    assert len(outcome["duplicates"]) == 1  # type: ignore[arg-type]
    assert open_files(other) == open_files(settings)


def test_a_night_without_news_runs_nothing(settings: Settings) -> None:
    dbt = FakeDbt()
    first = run(settings, dbt)
    deliver(settings, "alfa/budget/budget_2022 (1).csv", BUDGET)
    second = run(settings, dbt)
    assert (second["status"], second["build_id"], dbt.runs) == ("unchanged", first["build_id"], 1)


def test_a_changed_amount_makes_a_new_build_and_status_says_what_changed(settings: Settings) -> None:
    first = run(settings)
    deliver(settings, "alfa/budget/budget_2022.csv", BUDGET.replace("2 000 000", "3 000 000"))
    second = run(settings)
    assert second["build_id"] != first["build_id"]
    content = status(settings)
    assert content["previous_build"] == first["build_id"]
    assert [(str(row["old"]), str(row["new"])) for row in content["changes"]] == [("0.333333", "0.250000")]


def test_going_back_to_earlier_inputs_uses_the_earlier_build(settings: Settings) -> None:
    dbt = FakeDbt()
    first = run(settings, dbt)
    deliver(settings, "alfa/budget/budget_2022.csv", BUDGET.replace("Chef", "Chefen"))
    run(settings, dbt)
    deliver(settings, "alfa/budget/budget_2022.csv", BUDGET)
    third = run(settings, dbt)
    assert (third["status"], third["build_id"], dbt.runs) == ("reused", first["build_id"], 2)


def test_another_as_of_is_another_build(settings: Settings) -> None:
    first = run(settings)
    second = run(replace(settings, as_of=date(2022, 6, 30)))
    assert second["build_id"] != first["build_id"]
    assert second["receipt"]["as_of"] == "2022-06-30"  # type: ignore[index]


CHANGED_IN_A_CLOSED_PERIOD = """
insert into published.finding values ('blocks', 'closed_period', 'continuity', 'blocking', 'alfa', 2022, 'it', 1, 2, 1,
    'ändrad', 'changed', '', '', 'controller', 'open')
"""


@pytest.mark.parametrize(
    ("dbt", "words"),
    [
        (FakeDbt(statuses={"test.finsam.money_in_is_money_out.abc": "fail"}), "money in is money out (2 rows)"),
        (FakeDbt(statuses={"model.finsam.delivery": "error"}), "model delivery could not run: no"),
        (FakeDbt(missing=frozenset({"seed.finsam.cost_rule"})), "ran 3 of 4 nodes"),
        (
            FakeDbt(also=CHANGED_IN_A_CLOSED_PERIOD),
            "closed_period: changed",
        ),
    ],
)
def test_a_failed_audit_publishes_nothing_and_says_why(settings: Settings, dbt: FakeDbt, words: str) -> None:
    first = run(settings)
    deliver(settings, "alfa/budget/budget_2022.csv", BUDGET.replace("Chef", "Chefen"))
    with pytest.raises(BlockedError) as caught:
        run(settings, dbt)
    assert words in caught.value.message_en
    assert caught.value.exit_code == 3
    assert current_build(settings) == first["build_id"]
    assert run(settings)["status"] == "published"


def test_only_the_last_failed_build_is_kept_for_inspection(settings: Settings) -> None:
    for name in ("A", "B"):
        deliver(settings, "alfa/budget/budget_2022.csv", BUDGET.replace("Chef", name))
        with pytest.raises(BlockedError):
            run(settings, FakeDbt(statuses={"model.finsam.delivery": "error"}))
    assert len(list(settings.builds.glob(".failed-*"))) == 1


def test_a_warning_of_dbt_stands_in_the_receipt(settings: Settings) -> None:
    outcome = run(settings, FakeDbt(statuses={"test.finsam.money_in_is_money_out.abc": "warn"}))
    assert outcome["receipt"]["warnings"] == ["money in is money out"]  # type: ignore[index]
    (warning,) = list_findings(settings, Choice(severity="warning")).findings
    assert (warning["check_code"], warning["status"]) == ("money_in_is_money_out", "open")
    assert "money in is money out (2 rows)" in warning["message_en"]
    assert b"money_in_is_money_out" in open_files(settings)["finding.csv"]


def test_an_accepted_finding_does_not_stop_the_night(settings: Settings) -> None:
    accepted = CHANGED_IN_A_CLOSED_PERIOD.replace("'open'", "'accepted'")
    assert run(settings, FakeDbt(also=accepted))["status"] == "published"
    (finding,) = list_findings(settings, Choice(status="accepted")).findings
    assert finding["severity"] == "blocking"


def test_what_stopped_a_night_is_listed_as_findings(settings: Settings) -> None:
    with pytest.raises(InputError):
        list_findings(settings, Choice(), failed=True)
    failing = FakeDbt(also=CHANGED_IN_A_CLOSED_PERIOD, statuses={"test.finsam.money_in_is_money_out.abc": "fail"})
    with pytest.raises(BlockedError):
        run(settings, failing)
    found = list_findings(settings, Choice(), failed=True).findings
    assert [(row["check_code"], row["severity"]) for row in found] == [
        ("money_in_is_money_out", "blocking"),
        ("closed_period", "blocking"),
        ("demo", "note"),
    ]
    assert [row["check_code"] for row in list_findings(settings, Choice(severity="note"), failed=True).findings] == [
        "demo"
    ]
    shown = show_finding(settings, "blo", failed=True)
    assert (shown["message_en"], shown["difference"], shown["rows"]) == ("changed", 1, [])


@pytest.mark.parametrize("name", ["nothing", ""])
def test_a_finding_is_shown_only_by_a_name_that_is_its_own(settings: Settings, name: str) -> None:
    run(settings, FakeDbt(also=CHANGED_IN_A_CLOSED_PERIOD.replace("'open'", "'accepted'")))
    with pytest.raises(UsageError):
        show_finding(settings, name)
    with pytest.raises(UsageError):
        list_findings(settings, Choice(severity="fatal"))


def test_an_interrupted_night_leaves_the_last_build_and_needs_no_help(settings: Settings) -> None:
    first = run(settings)
    deliver(settings, "alfa/budget/budget_2022.csv", BUDGET.replace("Chef", "Chefen"))

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(settings, FakeDbt(before=stop))
    (settings.builds / "0123456789abcdef").mkdir()
    (settings.var / ".current.1.tmp").symlink_to("builds/nowhere")
    assert current_build(settings) == first["build_id"]
    second = run(settings)
    assert current_build(settings) == second["build_id"]
    assert sorted(path.name for path in settings.builds.iterdir()) == sorted(
        [str(first["build_id"]), str(second["build_id"])]
    )


def test_a_second_night_is_told_that_the_first_is_running(settings: Settings) -> None:
    with writing(settings), pytest.raises(BusyError) as caught:
        run(settings)
    assert caught.value.exit_code == 75
    assert str(os.getpid()) in caught.value.message_en


def test_old_builds_are_pruned_but_never_the_current_one(settings: Settings) -> None:
    few = replace(settings, keep=2)
    for name in ("A", "B", "C", "D"):
        deliver(settings, "alfa/budget/budget_2022.csv", BUDGET.replace("Chef", name))
        (settings.impact_reports / str(run(few)["build_id"])).mkdir(parents=True)
    assert {path.name for path in settings.impact_reports.iterdir()} == set(finished_builds(settings))
    assert len(finished_builds(settings)) == 2
    assert current_build(settings) in finished_builds(settings)
    kept = {str(file["file_sha256"]) for name in finished_builds(settings) for file in _inputs(settings, name)}
    assert {path.name for path in settings.landing.iterdir()} == kept


def _inputs(settings: Settings, name: str) -> list[dict[str, object]]:
    receipt = json.loads((settings.builds / name / "receipt.json").read_text(encoding="utf-8"))
    return list(receipt["inputs"])


def test_a_rollback_holds_until_something_changes(settings: Settings) -> None:
    first = str(run(settings)["build_id"])
    deliver(settings, "alfa/budget/budget_2022.csv", BUDGET.replace("Chef", "Chefen"))
    second = str(run(settings)["build_id"])
    assert rollback(settings, first[:6]) == second
    assert current_build(settings) == first
    assert run(settings)["status"] == "set_aside"
    assert current_build(settings) == first
    assert {row["build_id"] for row in list_builds(settings) if row["set_aside"]} == {second}
    assert rollback(settings, second) == first
    assert current_build(settings) == second
    with pytest.raises(UsageError):
        rollback(settings, "zzz")


def test_nothing_to_load_stops_the_night(settings: Settings) -> None:
    for path in settings.exports.rglob("*.csv"):
        path.write_bytes(b"<html>")
    with pytest.raises(InputError):
        run(settings)
    for path in settings.exports.rglob("*.csv"):
        path.unlink()
    with pytest.raises(InputError) as caught:
        run(settings)
    assert "no deliveries" in caught.value.message_en


def test_one_refused_file_does_not_stop_the_others(settings: Settings) -> None:
    deliver(settings, "beta/budget/x.csv", "<html><body>logga in</body></html>")
    deliver(settings, "gamma/budget/x.csv", BUDGET)
    outcome = run(settings)
    assert outcome["receipt"]["deliveries"]["refused"] == 2  # type: ignore[index]
    refused = {row["association_code"]: row["reason"] for row in status(settings)["deliveries"] if row["reason"]}
    assert refused["gamma"] == "unknown_association"


def test_status_and_rollback_without_a_build_say_so(settings: Settings) -> None:
    with pytest.raises(InputError):
        status(settings)
    with pytest.raises(InputError):
        rollback(settings, "a")


def test_a_build_without_published_relations_is_not_published(settings: Settings) -> None:
    with pytest.raises(FinsamError) as caught:
        run(settings, FakeDbt(also="drop schema published cascade; drop schema controller.controller cascade"))
    assert "no relations" in caught.value.message_en
    assert current_build(settings) is None


@pytest.mark.parametrize("name", ["kopia.se", "x - Copy.se", "x (2).se", "Kopia av x.se", "x_dup.se"])
def test_clock_free_code_is_not_fooled_by_copies(settings: Settings, name: str) -> None:
    first = run(settings)
    deliver(settings, f"alfa/funding/{name}", FUNDING)
    assert run(settings)["build_id"] == first["build_id"]
