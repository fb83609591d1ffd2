"""What is said of a night to those who are not there: whether there is anything to say, and the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from finsam.masking import mask
from finsam.scheduling.record import BAD, BLOCKED, GOOD, INTERRUPTED, PUBLISHED, Run, runs

if TYPE_CHECKING:
    from finsam.settings import Settings

NEW_BLOCKING, NEW_ERRORS, RECOVERED, TEST = "new_blocking", "new_errors", "recovered", "test"
_SHOWN = 5
_TITLES = {
    NEW_BLOCKING: (
        "Natten stoppades av nya spärrande fel; inget publicerades och det förra bygget ligger kvar.",
        "New blocking findings stopped the night; nothing was published and the previous build is still there.",
    ),
    BLOCKED: (
        "Natten stoppades igen av samma spärrande fel; det förra bygget ligger kvar.",
        "The same blocking findings stopped the night again; the previous build is still there.",
    ),
    "failed": (
        "Natten misslyckades; inget publicerades och det förra bygget ligger kvar.",
        "The night failed; nothing was published and the previous build is still there.",
    ),
    INTERRUPTED: (
        "Natten avbröts; det förra bygget ligger kvar.",
        "The night was interrupted; the previous build is still there.",
    ),
    RECOVERED: ("Natten gick bra igen.", "The night went well again."),
    NEW_ERRORS: ("Natten publicerades, med nya fel att rätta.", "The night was published, with new errors to correct."),
    TEST: (
        "Ett provmeddelande: så här ser det ut när finsam hör av sig.",
        "A test message: this is how it looks when finsam writes.",
    ),
}
_SEE = {
    NEW_BLOCKING: "finsam finding list --failed",
    BLOCKED: "finsam finding list --failed",
    "failed": "finsam status; var/logs/finsam.log",
    INTERRUPTED: "finsam status; var/logs/finsam.log",
    RECOVERED: "finsam status",
    NEW_ERRORS: "finsam finding list --severity error",
    TEST: "finsam status",
}


def message_of(settings: Settings, run: Run, errors_too: bool) -> dict[str, Any] | None:
    """Return what is to be said of a run that has ended; None where there is nothing to say.

    Args:
        settings: The run's places.
        run: The run.
        errors_too: Whether new errors of a published night are news.
    """
    earlier = [other for other in runs(settings) if other.run_id < run.run_id and other.status in GOOD | BAD]
    event, found = None, []
    if run.status in BAD:
        known = {name for other in _bad_since_the_last_good(earlier) for name in other.stopped_by}
        event = NEW_BLOCKING if set(run.stopped_by) - known else run.status
    elif run.status in GOOD:
        found = _new_errors(settings, run) if errors_too and run.status == PUBLISHED else []
        recovered = bool(earlier) and earlier[0].status in BAD
        event = RECOVERED if recovered else NEW_ERRORS if found else None
    return None if event is None else message(event, run, found, earlier[0] if earlier else None)


def message(event: str, run: Run, found: Sequence[tuple[str, str]] = (), before: Run | None = None) -> dict[str, Any]:
    """Return a message: plain values for a program, `text` for people and for chats that show that field.

    Args:
        event: What happened.
        run: The run it is about.
        found: New findings as sentences, Swedish and English.
        before: The run before it.
    """
    sv, en = _TITLES[event]
    lines_sv = [*(run.stopped_sv or "").splitlines(), *(f"- {first}" for first, _ in found[:_SHOWN])]
    lines_en = [*(run.stopped_en or "").splitlines(), *(f"- {second}" for _, second in found[:_SHOWN])]
    more = [f"... och {len(found) - _SHOWN} till / and more"] if len(found) > _SHOWN else []
    parts = [sv, *lines_sv, en, *lines_en, *more, f"Se / see: {_SEE[event]}"]
    return {
        "event": event,
        "text": "\n".join(mask(part) for part in parts),
        "title_sv": sv,
        "title_en": en,
        "lines_sv": [mask(line) for line in lines_sv],
        "lines_en": [mask(line) for line in lines_en],
        "see": _SEE[event],
        "run_id": run.run_id,
        "status": run.status,
        "exit_code": run.exit_code,
        "started": run.started.isoformat(timespec="seconds"),
        "duration_seconds": run.duration_seconds,
        "stopped_at": run.stopped_at,
        "build_id": run.build_id,
        "as_of": run.as_of,
        "files": run.files,
        "files_new": run.files_new,
        "files_changed": run.files_changed,
        "rows_read": run.rows_read,
        "rows_quarantined": run.rows_quarantined,
        "findings": run.findings,
        "new_errors": len(found),
        "previous_run": before and {"run_id": before.run_id, "status": before.status},
    }


def _bad_since_the_last_good(earlier: Sequence[Run]) -> Iterator[Run]:
    for run in earlier:
        if run.status in GOOD:
            return
        yield run


def _new_errors(settings: Settings, run: Run) -> list[tuple[str, str]]:
    """The open errors that the published build has and the one before it had not, as sentences."""
    from finsam.facts import new_errors  # noqa: PLC0415

    return new_errors(settings, str(run.build_id))
