"""The night as Dagster assets, loaded and executed where Dagster is installed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from nightly_fakes import make_project

from finsam.lock import writing
from finsam.scheduling.record import runs
from finsam.settings import Settings

dagster = pytest.importorskip("dagster", reason="dagster is not installed: pip install 'finsam[dagster]'")

# finsam with a dbt that is not dbt, and a report that only says that it was made
_FINSAM = """
import os, pathlib, sys
sys.path.insert(0, {tests!r})
from nightly_fakes import FakeDbt
from finsam import build, cli
build.run_dbt = FakeDbt(also=os.environ.get("ALSO", ""))
if sys.argv[1] == "report":
    pathlib.Path(os.environ["FINSAM_VAR"], "report").touch()
    sys.exit(int(os.environ.get("REPORT", "0")))
cli.main()
"""
STEPS = ["receive", "read", "check", "build", "audit", "publish"]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    from finsam.scheduling import dagster as night  # noqa: PLC0415

    made = make_project(tmp_path)
    program = tmp_path / "finsam.py"
    program.write_text(_FINSAM.format(tests=str(Path(__file__).parent)), encoding="utf-8")
    monkeypatch.setattr(night, "COMMAND", (sys.executable, "-P", str(program)))
    for name, place in (("PROJECT", made.project), ("EXPORTS", made.exports), ("VAR", made.var)):
        monkeypatch.setenv(f"FINSAM_{name}", str(place))
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    return made


def execute() -> Any:
    from finsam.scheduling.dagster import defs  # noqa: PLC0415

    return defs.resolve_job_def("finsam_nightly").execute_in_process(raise_on_error=False)


def materialised(result: Any) -> list[str]:
    return [event.asset_key.to_user_string() for event in result.get_asset_materialization_events()]


def test_the_definitions_load_with_a_daily_schedule() -> None:
    from finsam.scheduling.dagster import defs  # noqa: PLC0415

    dagster.Definitions.validate_loadable(defs)
    (schedule,) = defs.schedules
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("30 2 * * *", "Europe/Stockholm")
    graph = defs.resolve_asset_graph()
    keys = [dagster.AssetKey(step) for step in [*STEPS, "report"]]
    assert [graph.get(key).parent_keys for key in keys] == [set(), *({key} for key in keys[:-1])]


def test_a_night_materialises_its_steps_and_the_report(settings: Settings) -> None:
    result = execute()
    assert result.success
    assert materialised(result) == [*STEPS, "report"]
    assert (settings.var / "report").exists()
    (run,) = runs(settings)
    published = result.get_asset_materialization_events()[5].materialization.metadata
    assert published["build_id"].value == run.build_id
    assert published["findings_note"].value == 1
    again = execute()
    assert again.success
    assert materialised(again) == ["receive"]


def test_a_stopped_night_fails_with_its_reason_and_makes_no_report(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "ALSO",
        "insert into published.finding values ('b', 'c', 'continuity', 'blocking', 'alfa', 2022, 'it', 1, 2, 1, "
        "'ändrad', 'changed', '', '', 'controller', 'open')",
    )
    result = execute()
    assert not result.success
    assert materialised(result) == ["receive", "read", "check", "build"]
    (failed,) = result.get_step_failure_events()
    failure = failed.step_failure_data.user_failure_data
    assert "alfa 2022 c: changed" in failure.description
    assert failure.metadata["exit_code"].value == 3
    assert not (settings.var / "report").exists()


def test_a_busy_folder_is_tried_again_later(settings: Settings) -> None:
    with writing(settings):
        from finsam.scheduling.dagster import defs  # noqa: PLC0415

        with pytest.raises(dagster.RetryRequested):
            _call_night(defs)


def _call_night(defs: Any) -> None:
    from finsam.scheduling.dagster import night  # noqa: PLC0415

    list(night(dagster.build_asset_context()))


def test_a_report_that_fails_is_a_failure(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORT", "3")
    result = execute()
    assert not result.success
    assert materialised(result) == STEPS
