"""The night as Dagster assets: dagster dev -m finsam.scheduling.dagster. Dagster is installed by finsam[dagster].

One `finsam nightly` makes all of the steps, so that a night has one lock, one record and one exit code whoever starts
it, and ends at once where nothing is new. Its steps are the assets; those that did not run are not materialised.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

os.environ.setdefault("DAGSTER_DISABLE_TELEMETRY", "1")  # nothing of a night is sent anywhere

import dagster as dg

from finsam.errors import BusyError
from finsam.scheduling.record import BAD, GOOD, PUBLISHED, REUSED, Run, runs
from finsam.settings import load_settings

COMMAND = (sys.executable, "-m", "finsam")
STEPS = ("receive", "read", "check", "build", "audit", "publish")
REPORT = "report"
_CRON = "30 2 * * *"
_TIMEZONE = "Europe/Stockholm"
_WAITS, _SECONDS = 6, 600


def call(context: Any, step: str) -> int:
    """Run one command of finsam and pass on what it says; it is ended politely when Dagster ends the run.

    Args:
        context: Dagster's context, for its log.
        step: The command.

    Returns:
        Its exit code.
    """
    with subprocess.Popen(
        [*COMMAND, step], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
    ) as child:
        try:
            for line in child.stdout or ():
                context.log.info(line.rstrip())
            return child.wait()
        except BaseException:
            child.terminate()
            raise


def night(context: dg.AssetExecutionContext) -> Iterator[Any]:
    """Run the night and say which steps were taken.

    Raises:
        RetryRequested: Another run is at work (exit code 75).
        Failure: Nothing was published (any other exit code but 0).
    """
    code = call(context, "nightly")
    if code == BusyError.exit_code:
        raise dg.RetryRequested(max_retries=_WAITS, seconds_to_wait=_SECONDS)
    ended = GOOD if code == 0 else BAD
    run = next((run for run in runs(load_settings()) if run.status in ended), None)
    for step in _taken(run):
        yield dg.MaterializeResult(asset_key=step, metadata=_metadata(run, step))
    if code != 0:
        said = f"{run.stopped_sv}\n{run.stopped_en}" if run else "finsam status"
        raise dg.Failure(said, metadata={"exit_code": code}, allow_retries=False)


def report(context: dg.AssetExecutionContext) -> None:
    """Make the reports of what is published.

    Raises:
        Failure: They could not be made.
    """
    code = call(context, REPORT)
    if code != 0:
        raise dg.Failure("finsam report", metadata={"exit_code": code}, allow_retries=False)


def _taken(run: Run | None) -> list[str]:
    """The steps that were finished; a build that was made earlier is published without them."""
    if run is None:
        return []
    finished = {step for step in run.seconds if step != run.stopped_at}
    if run.status in {PUBLISHED, REUSED}:
        finished.add("publish")
    return [step for step in STEPS if step in finished]


def _metadata(run: Run | None, step: str) -> dict[str, Any]:
    if run is None:
        return {}
    known = {"seconds": run.seconds.get(step), "run_id": run.run_id, "status": run.status, "build_id": run.build_id}
    if step == "publish":
        known |= {f"findings_{severity}": number for severity, number in run.findings.items()}
    return {name: value for name, value in known.items() if value is not None}


assets = [
    dg.multi_asset(
        name="night",
        group_name="finsam",
        specs=[
            dg.AssetSpec(step, deps=[before] if before else [], skippable=True)
            for before, step in zip((None, *STEPS), STEPS, strict=False)
        ],
    )(night),
    dg.asset(name=REPORT, group_name="finsam", deps=[STEPS[-1]])(report),
]
job = dg.define_asset_job("finsam_nightly", selection=dg.AssetSelection.groups("finsam"))
defs = dg.Definitions(
    assets=assets,
    jobs=[job],
    schedules=[dg.ScheduleDefinition(job=job, cron_schedule=_CRON, execution_timezone=_TIMEZONE)],
)
