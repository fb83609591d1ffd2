"""The history of runs: every night leaves one record, whatever becomes of it, and published.run has them all."""

from __future__ import annotations

import errno
import io
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from nightly_fakes import BUDGET, RUN_TABLE, FakeDbt, deliver, make_project, open_files
from test_lock import hold
from typer.testing import CliRunner

from finsam import build
from finsam.cli import app
from finsam.console import Screen
from finsam.errors import BusyError, InputError
from finsam.nightly import nightly
from finsam.published import opened
from finsam.scheduling import record
from finsam.scheduling.health import CLOCK, LAST_RUN_BAD, NO_BUILD, OK, TOO_LONG, TOO_OLD, Health, health
from finsam.scheduling.record import RUNNING, Run, alive, runs, save
from finsam.settings import Settings
from finsam.status import status

BLOCKS = """
insert into published.finding values ('blocks', 'closed_period', 'continuity', 'blocking', 'alfa', 2022, 'it', 1, 2, 1,
    'ändrad', 'changed', '', '', 'controller', 'open')
"""
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_project(tmp_path)


def run(settings: Settings, dbt: FakeDbt | None = None) -> dict[str, Any]:
    return nightly(settings, Screen(machine=True, out=io.StringIO(), err=io.StringIO()), dbt or FakeDbt())


def stopped(settings: Settings, dbt: FakeDbt) -> Run:
    deliver(settings, "alfa/budget/budget_2022.csv", BUDGET.replace("Chef", "Chefen"))
    with pytest.raises(BaseException):  # noqa: B017 - each test says which
        run(settings, dbt)
    return runs(settings)[0]


def published_runs(settings: Settings) -> list[dict[str, Any]]:
    with opened(settings) as published:
        return published.rows("select * from published.run order by run_id desc")


def statuses(settings: Settings) -> list[str]:
    return [run.status for run in runs(settings)]


def test_a_night_that_published_says_what_it_did(settings: Settings) -> None:
    outcome = run(settings)
    (made,) = runs(settings)
    assert (made.run_id, made.status, made.exit_code, made.build_id) == ("000001", "published", 0, outcome["build_id"])
    assert (made.files, made.files_new, made.files_changed) == (2, 2, 0)
    assert (made.rows_read, made.rows_quarantined, made.as_of) == (3, 0, "2021-11-23")
    assert made.findings == {"blocking": 0, "error": 0, "warning": 0, "note": 1}
    assert set(made.seconds) == {"receive", "definitions", "read", "check", "build", "audit", "publish"}
    assert made.finished == made.started + timedelta(seconds=made.duration_seconds or 0)
    assert (made.peak_memory_mb or 0) > 0
    assert (made.stopped_at, made.stopped_sv) == (None, None)


def test_each_way_to_end_is_recorded(settings: Settings) -> None:
    run(settings)
    run(settings)
    assert statuses(settings) == ["unchanged", "published"]
    blocked = stopped(settings, FakeDbt(also=BLOCKS))
    assert (blocked.status, blocked.exit_code, blocked.stopped_at) == ("blocked", 3, "audit")
    assert (blocked.files_new, blocked.files_changed) == (0, 1)
    assert (blocked.findings, len(blocked.stopped_by)) == ({"blocking": 1}, 1)
    assert "changed" in str(blocked.stopped_en)
    failed = stopped(settings, FakeDbt(before=lambda: _raise(RuntimeError("19640823-3234 in a row"))))
    assert (failed.status, failed.exit_code, failed.stopped_at) == ("failed", 1, "build")
    assert "RuntimeError" in str(failed.stopped_sv)
    assert "in a row" not in f"{failed.stopped_sv} {failed.stopped_en}"
    interrupted = stopped(settings, FakeDbt(before=lambda: _raise(KeyboardInterrupt())))
    assert (interrupted.status, interrupted.exit_code) == ("interrupted", 130)
    deliver(settings, "alfa/budget/budget_2022.csv", BUDGET)
    assert run(settings)["status"] == "unchanged"


def _raise(error: BaseException) -> None:
    raise error


def test_a_night_that_is_turned_away_leaves_a_record_and_closes_none(settings: Settings) -> None:
    run(settings)
    child = hold(settings.var)
    try:
        save(settings, Run("000002", RUNNING, NOON))
        with pytest.raises(BusyError):
            run(settings)
    finally:
        child.kill()
        child.communicate()
    assert statuses(settings) == ["busy", "running", "published"]
    assert (runs(settings)[0].exit_code, runs(settings)[0].files) == (75, None)


def test_what_may_not_be_seen_is_not_in_the_record(settings: Settings) -> None:
    persons = """
        drop view controller.controller.finding;
        create view controller.controller.finding as select *, true as about_persons,
            'för få' as short_sv, 'too few' as short_en from published.finding;
    """
    made = stopped(settings, FakeDbt(also=BLOCKS.replace("'changed'", "'4 persons'") + ";" + persons))
    assert "too few" in str(made.stopped_en)
    assert "4 persons" not in json.dumps(made.stopped_en)
    assert str(settings.var) not in f"{made.stopped_sv} {made.stopped_en}"


_KILLED = """
import io, os, pathlib, signal, sys
sys.path.insert(0, sys.argv[1])
from nightly_fakes import FakeDbt
from finsam.console import Screen
from finsam.nightly import nightly
from finsam.settings import Settings

def die():
    os.kill(os.getpid(), int(sys.argv[3]))

folder = pathlib.Path(sys.argv[2])
settings = Settings(project=folder / "project", exports=folder / "exports", var=folder / "var")
nightly(settings, Screen(machine=True, out=io.StringIO(), err=io.StringIO()), FakeDbt(before=die))
"""


def test_a_killed_night_is_closed_by_the_next_and_seen_at_once(settings: Settings, tmp_path: Path) -> None:
    command = [sys.executable, "-c", _KILLED, str(Path(__file__).parent), str(tmp_path), str(int(signal.SIGKILL))]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert statuses(settings) == ["running"]
    (settings.runs / ".000001.json.1.tmp").touch()
    found = health(settings)
    assert (found.running, found.state) == (None, NO_BUILD)
    run(settings)
    assert statuses(settings) == ["published", "interrupted"]
    assert "kill -9" in str(runs(settings)[1].stopped_en)
    assert (runs(settings)[1].exit_code, runs(settings)[1].files) == (None, 2)
    assert not list(settings.runs.glob(".*.tmp"))


def test_a_request_to_end_is_an_interruption(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINSAM_PROJECT", str(settings.project))
    monkeypatch.setattr(build, "run_dbt", FakeDbt(before=lambda: os.kill(os.getpid(), signal.SIGTERM)))
    before = signal.getsignal(signal.SIGTERM)
    result = CliRunner().invoke(app, ["nightly", "--exports", str(settings.exports), "--var", str(settings.var)])
    assert (result.exit_code, statuses(settings)) == (130, ["interrupted"])
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.parametrize("writer", ["save", "begin", "close_interrupted", "alive"])
def test_a_disk_that_is_full_for_the_record_does_not_stop_the_night(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, writer: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(f"finsam.scheduling.journal.{writer}", full)
    assert run(settings)["status"] == "published"


def test_a_broken_or_foreign_record_is_passed_over_and_its_number_not_used_again(settings: Settings) -> None:
    settings.runs.mkdir(parents=True)
    for name, text in (("000001", ""), ("000002", "[]"), ("000003", '{"run_id": "000003"}'), ("notes", "{}")):
        (settings.runs / f"{name}.json").write_text(text, encoding="utf-8")
    (settings.runs / "000004.json").write_text(
        '{"run_id": "000004", "status": "published", "started": "2026-01-01T00:00:00+00:00", "of_later": 1}',
        encoding="utf-8",
    )
    run(settings)
    assert [run.run_id for run in runs(settings)] == ["000005", "000004"]


def test_only_so_many_records_are_kept(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "KEEP_RUNS", 2)
    for number in range(1, 5):
        save(settings, Run(f"{number:06d}", "unchanged", NOON))
    assert [run.run_id for run in runs(settings)] == ["000004", "000003"]


def test_published_run_has_the_nights_that_left_no_build(settings: Settings) -> None:
    run(settings, FakeDbt(also=RUN_TABLE))
    run(settings)
    failed = stopped(settings, FakeDbt(also=BLOCKS))
    rows = published_runs(settings)
    assert [row["status"] for row in rows] == ["blocked", "unchanged", "published"]
    assert rows[0]["stopped_en"] == failed.stopped_en
    assert rows[0]["findings_blocking"] == 1
    assert rows[0]["findings_error"] is None
    assert (
        rows[2]["started"] == failed.started.replace(tzinfo=None, microsecond=0) or rows[2]["started"].microsecond == 0
    )
    with opened(settings) as published:
        assert published.rows("select count(*) as number from published.budget_outcome") == [{"number": 2}]
        assert published.relations()["run"][:2] == ("run_id", "status")


def test_the_history_is_in_the_published_file_but_in_no_canonical_export(settings: Settings) -> None:
    dbt = FakeDbt(also=RUN_TABLE)
    first = run(settings, dbt)["build_id"]
    before = open_files(settings)
    with_history = stopped(settings, FakeDbt(also=BLOCKS + ";" + RUN_TABLE))
    assert with_history.status == "blocked"
    fresh = replace(settings, var=settings.var.parent / "other")
    deliver(settings, "alfa/budget/budget_2022.csv", BUDGET)
    assert run(fresh, dbt)["build_id"] == first
    assert open_files(fresh) == before
    assert not {name for name in before if name.startswith("run.")}


def test_a_build_that_does_not_know_the_relation_is_read_as_before(settings: Settings) -> None:
    run(settings)
    with opened(settings) as published:
        assert not published.has("run")
        assert published.rows("select count(*) as number from published.budget_outcome") == [{"number": 2}]


def with_runs(settings: Settings, *made: Run) -> None:
    for one in made:
        save(settings, one)


def ended(number: int, status: str, finished: datetime) -> Run:
    began = finished - timedelta(minutes=2)
    return Run(f"{number:06d}", status, began, exit_code=0, finished=finished, stopped_sv="nej", stopped_en="no")


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


@pytest.fixture
def built(settings: Settings) -> Settings:
    """A var folder with a build published at noon, and no records."""
    name = str(run(settings)["build_id"])
    receipt = settings.builds / name / "receipt.json"
    content = json.loads(receipt.read_text(encoding="utf-8"))
    receipt.write_text(json.dumps({**content, "finished": NOON.isoformat()}), encoding="utf-8")
    for place in settings.runs.glob("*.json"):
        place.unlink()
    return settings


@pytest.mark.parametrize(
    ("made", "now", "state"),
    [
        ([], NOON + hours(1), OK),
        ([], NOON + hours(27), TOO_OLD),
        ([ended(1, "unchanged", NOON + hours(24))], NOON + hours(49), OK),
        ([ended(1, "unchanged", NOON + hours(24))], NOON + hours(51), TOO_OLD),
        ([ended(1, "blocked", NOON + hours(24))], NOON + hours(25), LAST_RUN_BAD),
        ([ended(1, "failed", NOON), ended(2, "unchanged", NOON + hours(1))], NOON + hours(2), OK),
        # being turned away is neither good nor bad
        ([ended(1, "unchanged", NOON), ended(2, "busy", NOON + hours(1))], NOON + hours(2), OK),
        ([ended(1, "failed", NOON), ended(2, "busy", NOON + hours(1))], NOON + hours(2), LAST_RUN_BAD),
        # it says that it is running, and nothing is
        ([Run("000001", RUNNING, NOON)], NOON + hours(1), LAST_RUN_BAD),
        # the clock was set back: the number says which run is the last one
        ([ended(1, "failed", NOON + hours(5)), ended(2, "unchanged", NOON)], NOON + hours(1), OK),
        ([ended(1, "unchanged", NOON + hours(50))], NOON + hours(1), CLOCK),
    ],
)
def test_health(built: Settings, made: list[Run], now: datetime, state: str) -> None:
    with_runs(built, *made)
    assert health(built, now=now).state == state


def test_health_while_a_night_is_running(built: Settings) -> None:
    with_runs(built, ended(1, "unchanged", NOON), Run("000002", RUNNING, NOON + hours(1)))
    with alive(built):
        found = health(built, now=NOON + hours(2))
        late = health(built, now=NOON + hours(28))
        content = status(built)
    assert (found.state, found.running and found.running.run_id) == (OK, "000002")
    assert late.state == TOO_LONG
    assert content["running_since"] == NOON + hours(1)
    assert [row["run_id"] for row in content["runs"]] == ["000002", "000001"]


def call(settings: Settings, *words: str) -> Any:
    return CliRunner().invoke(app, [*words, "--exports", str(settings.exports), "--var", str(settings.var)])


def test_status_check_is_one_line_and_an_exit_code(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINSAM_PROJECT", str(settings.project))
    none = call(settings, "status", "--check")
    assert (none.exit_code, none.stdout.count("\n")) == (3, 1)
    assert none.stdout.startswith("FINSAM CRITICAL - inget är publicerat")
    run(settings)
    good = call(settings, "status", "--check")
    assert good.exit_code == 0
    assert good.stdout.startswith("FINSAM OK - allt väl / all is well; published 2")
    assert good.stdout.endswith("| age_hours=0.0;;26 errors=0\n")
    stopped(settings, FakeDbt(also=BLOCKS))
    bad = call(settings, "status", "--check", "--json")
    content = json.loads(bad.stdout)
    assert bad.exit_code == 3
    assert (content["state"], content["last_run"]["status"], content["last_run"]["stopped_at"]) == (
        "last_run_bad",
        "blocked",
        "audit",
    )
    assert "stoppad / blocked" in call(settings, "status").stdout
    assert call(settings, "status", "--max-age-hours", "3").exit_code == 2


def test_checking_health_writes_nothing(tmp_path: Path) -> None:
    nowhere = Settings(project=tmp_path, exports=tmp_path, var=tmp_path / "var")
    found = health(nowhere, now=NOON)
    assert isinstance(found, Health)
    assert not nowhere.var.exists()


def test_a_night_with_nothing_to_load_has_failed(settings: Settings) -> None:
    for place in settings.exports.rglob("*.csv"):
        place.unlink()
    with pytest.raises(InputError):
        run(settings)
    assert (statuses(settings), runs(settings)[0].exit_code) == (["failed"], 3)
