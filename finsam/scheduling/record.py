"""The history of runs: one small file per night in var/logs/runs, written when it begins and again when it ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from finsam.files import read_json, write_json
from finsam.settings import Settings

KEEP_RUNS = 400
RUNNING = "running"
PUBLISHED, UNCHANGED, REUSED, SET_ASIDE = "published", "unchanged", "reused", "set_aside"
BLOCKED, FAILED, INTERRUPTED = "blocked", "failed", "interrupted"
BUSY = "busy"
GOOD = frozenset({PUBLISHED, UNCHANGED, REUSED, SET_ASIDE})
BAD = frozenset({BLOCKED, FAILED, INTERRUPTED})
_DIGITS = 6
_ALIVE = ".alive"
_KILLED_SV = "Körningen dödades innan den var klar (minne, omstart eller kill -9)."
_KILLED_EN = "The run was killed before it was done (memory, a restart or kill -9)."


@dataclass(frozen=True)
class Run:
    """One run of the night, as far as it has come. What is not known is None: missing is not zero.

    Args:
        run_id: Its number, 000001 and up; the newest has the highest, whatever the clock said.
        status: running, one of GOOD, one of BAD, or busy.
        started: When it began, UTC.
        exit_code: Exit code of the command.
        finished: When it ended; counted from `started` by a clock that is never set back.
        duration_seconds: From beginning to end.
        build_id: The build that was current at its end, or that it was making.
        as_of: The day that build is seen from.
        files: Delivered files.
        files_new: Of those, files that the build before did not have.
        files_changed: Of those, files with another content than in the build before.
        rows_read: Rows of the deliveries of the build.
        rows_quarantined: Of those, rows in quarantine.
        findings: Severity -> open findings.
        seconds: Step -> seconds.
        peak_memory_mb: The most memory used.
        stopped_at: The step that stopped it.
        stopped_sv: What stopped it, in Swedish; safe to send away.
        stopped_en: The same in English.
        stopped_by: Ids of the findings that stopped it.
    """

    run_id: str
    status: str
    started: datetime
    exit_code: int | None = None
    finished: datetime | None = None
    duration_seconds: float | None = None
    build_id: str | None = None
    as_of: str | None = None
    files: int | None = None
    files_new: int | None = None
    files_changed: int | None = None
    rows_read: int | None = None
    rows_quarantined: int | None = None
    findings: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    peak_memory_mb: int | None = None
    stopped_at: str | None = None
    stopped_sv: str | None = None
    stopped_en: str | None = None
    stopped_by: tuple[str, ...] = ()


def runs(settings: Settings) -> list[Run]:
    """Return all runs that are known, the newest first; what cannot be read as one is passed over."""
    return [run for place in _places(settings) if (run := _load(place)) is not None]


def example(settings: Settings) -> Run:
    """Return the newest run, or one that never was, for a message that only shows how messages look."""
    return next(iter(runs(settings)), Run("0" * _DIGITS, PUBLISHED, datetime.now(UTC)))


@contextmanager
def alive(settings: Settings) -> Iterator[None]:
    """Hold the lock that says that a night is running; whoever looks at it holds it for a moment only, so wait.

    It is not the lock of the var folder: one who looked there could turn a night away that begins just then.

    Raises:
        OSError: The folder of the records cannot be written.
    """
    settings.runs.mkdir(parents=True, exist_ok=True)
    handle = os.open(settings.runs / _ALIVE, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def is_alive(settings: Settings) -> bool:
    """Whether a night is running now; the operating system knows, however an earlier one ended."""
    try:
        handle = os.open(settings.runs / _ALIVE, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def begin(settings: Settings, started: datetime) -> Run:
    """Take the next number and write that a run has begun.

    Args:
        settings: The run's places.
        started: When it began.

    Raises:
        OSError: The record cannot be written.
    """
    run = Run(_next_number(settings), RUNNING, started)
    save(settings, run)
    return run


def save(settings: Settings, run: Run) -> None:
    """Write a record, whole or not at all, and forget the oldest ones beyond the limit.

    Raises:
        OSError: The record cannot be written.
    """
    write_json(settings.runs / f"{run.run_id}.json", asdict(run))
    for place in _places(settings)[KEEP_RUNS:]:
        place.unlink(missing_ok=True)


def close_interrupted(settings: Settings) -> None:
    """Close the records of runs that were killed; the caller holds the lock, so none of them can still be running.

    Raises:
        OSError: A record cannot be written.
    """
    for half_written in settings.runs.glob(".*.tmp"):
        half_written.unlink(missing_ok=True)
    for run in runs(settings):
        if run.status == RUNNING:
            save(settings, replace(run, status=INTERRUPTED, stopped_sv=_KILLED_SV, stopped_en=_KILLED_EN))


@contextmanager
def guarded(what: str) -> Iterator[None]:
    """Let no trouble with a record or a message change the outcome of a night: it is logged, and the night goes on."""
    from finsam.log import LOGGER  # noqa: PLC0415

    try:
        yield
    except Exception:
        LOGGER.exception("could not %s", what)


def _places(settings: Settings) -> list[Path]:
    """The record files, the newest first."""
    found = (place for place in settings.runs.glob("*.json") if place.stem.isdecimal())
    return sorted(found, key=lambda place: int(place.stem), reverse=True)


def _next_number(settings: Settings) -> str:
    """Take a number that nobody else has, also where two runs begin at once."""
    settings.runs.mkdir(parents=True, exist_ok=True)
    number = max((int(place.stem) for place in _places(settings)), default=0)
    while True:
        number += 1
        name = str(number).zfill(_DIGITS)
        try:
            (settings.runs / f"{name}.json").touch(exist_ok=False)
        except FileExistsError:
            continue
        return name


def _load(place: Path) -> Run | None:
    content = read_json(place)
    if not isinstance(content, dict):
        return None
    try:
        known: dict[str, Any] = {
            name: content[name] for name in (field.name for field in fields(Run)) if name in content
        }
        times = [name for name in ("started", "finished") if known.get(name) is not None]
        known |= {name: datetime.fromisoformat(known[name]).astimezone(UTC) for name in times}
        return Run(**{**known, "stopped_by": tuple(known.get("stopped_by", ()))})
    except (TypeError, ValueError):
        return None
