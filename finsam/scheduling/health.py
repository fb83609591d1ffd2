"""Is all well with the nights? One answer for monitoring, also while a night is running."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from finsam.publish import current_build, load_receipt
from finsam.scheduling.record import BAD, GOOD, INTERRUPTED, RUNNING, Run, is_alive, runs

if TYPE_CHECKING:
    from finsam.settings import Settings

MAX_AGE_HOURS = 26
OK = "ok"
NO_BUILD, LAST_RUN_BAD, TOO_OLD, TOO_LONG, CLOCK = "no_build", "last_run_bad", "too_old", "running_too_long", "clock"


@dataclass(frozen=True)
class Health:
    """The answer.

    Args:
        state: ok, or what is wrong: no_build, last_run_bad, too_old, running_too_long or clock.
        build_id: The current build.
        last_good: When a night last went well; without records, when the current build was published.
        age_hours: How long ago that is.
        max_age_hours: How long ago it may be.
        last_run: The last run that went well or badly.
        running: The run that is running now.
    """

    state: str
    build_id: str | None
    last_good: datetime | None
    age_hours: float | None
    max_age_hours: float
    last_run: Run | None
    running: Run | None


def health(settings: Settings, max_age_hours: float = MAX_AGE_HOURS, now: datetime | None = None) -> Health:
    """Judge the nights of a var folder; nothing is written and no lock of a night is taken.

    Args:
        settings: The run's places.
        max_age_hours: How long ago a night may last have gone well.
        now: The time; the clock where it is not given.
    """
    now = now or datetime.now(UTC)
    running = running_now(settings)
    known = runs(settings)
    last = next((run for run in known if _ended(run, running)), None)
    name = current_build(settings)
    published = datetime.fromisoformat(str(load_receipt(settings, name)["finished"])) if name else None
    good = max(
        (when for when in (published, *(run.finished for run in known if run.status in GOOD)) if when is not None),
        default=None,
    )
    age = None if good is None else now - good
    limit = timedelta(hours=max_age_hours)
    if name is None:
        state = NO_BUILD
    elif last is not None and last.status not in GOOD:
        state = LAST_RUN_BAD
    elif running is not None and now - running.started > limit:
        state = TOO_LONG
    elif age is not None and age > limit:
        state = TOO_OLD
    elif age is not None and -age > limit:
        state = CLOCK
    else:
        state = OK
    return Health(state, name, good, None if age is None else _hours(age), max_age_hours, last, running)


def age_hours(when: datetime) -> float:
    """Return how long ago something was."""
    return _hours(datetime.now(UTC) - when)


def _hours(age: timedelta) -> float:
    return round(age / timedelta(hours=1), 1)


def running_now(settings: Settings) -> Run | None:
    """Return the run that is running; None where none is, whatever a record left by a killed one says."""
    if not is_alive(settings):
        return None
    return next((run for run in runs(settings) if run.status == RUNNING), None)


def _ended(run: Run, running: Run | None) -> bool:
    """Whether a run went well or badly; one that says it is running, and is not, was killed."""
    return run.status in GOOD | BAD or (run.status == RUNNING and run != running)


def outcome(run: Run) -> str:
    """Return how a run that has ended went; one that never said so was killed."""
    return INTERRUPTED if run.status == RUNNING else run.status
