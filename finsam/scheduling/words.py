"""How the nights are worded for people and for monitoring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from finsam.console import Section, shorten
from finsam.findings.finding import ERROR
from finsam.scheduling import health as states
from finsam.scheduling.health import Health, outcome
from finsam.scheduling.record import INTERRUPTED, RUNNING

if TYPE_CHECKING:
    from datetime import datetime

    from finsam.scheduling.record import Run

_OUTCOMES = {
    "running": "pågår / running",
    "published": "publicerat / published",
    "unchanged": "inget nytt / unchanged",
    "reused": "tidigare bygge / reused",
    "set_aside": "bortvalt bygge / set aside",
    "blocked": "stoppad / blocked",
    "failed": "misslyckad / failed",
    "interrupted": "avbruten / interrupted",
    "busy": "upptaget / busy",
}
_STATES = {
    states.OK: ("allt väl", "all is well"),
    states.NO_BUILD: ("inget är publicerat ännu. Kör finsam nightly", "nothing is published yet. Run finsam nightly"),
    states.LAST_RUN_BAD: (
        "den senaste natten gick inte bra. Se finsam finding list --failed och var/logs/finsam.log, rätta och kör "
        "finsam nightly",
        "the last night did not go well. See finsam finding list --failed and var/logs/finsam.log, correct it and run "
        "finsam nightly",
    ),
    states.TOO_OLD: (
        "ingen natt har gått bra på länge. Körs schemat? Se docs/operations.md, kör finsam nightly",
        "no night has gone well for long. Does the schedule run? See docs/operations.md, run finsam nightly",
    ),
    states.TOO_LONG: (
        "en natt har pågått för länge. Se var/logs; avsluta den och kör finsam nightly",
        "a night has been running for too long. See var/logs; end it and run finsam nightly",
    ),
    states.CLOCK: (
        "den senaste natten ligger i framtiden. Ställ datorns klocka rätt",
        "the last night lies in the future. Set the clock of the machine right",
    ),
}


def health_line(found: Health) -> str:
    """Return one line as monitoring tools of the Nagios kind read it, figures after the bar."""
    sv, en = _STATES[found.state]
    word = "OK" if found.state == states.OK else "CRITICAL"
    parts = [f"FINSAM {word} - {sv} / {en}"]
    if found.last_run is not None:
        parts.append(f"{outcome(found.last_run)} {moment(found.last_run.finished or found.last_run.started)}")
    if found.running is not None:
        parts.append(f"pågår sedan / running since {moment(found.running.started)}")
    if found.build_id:
        parts.append(f"bygge / build {found.build_id}")
    figures = []
    if found.age_hours is not None:
        figures.append(f"age_hours={found.age_hours};;{found.max_age_hours:g}")
    if found.last_run is not None and ERROR in found.last_run.findings:
        figures.append(f"errors={found.last_run.findings[ERROR]}")
    return "; ".join(parts) + (f" | {' '.join(figures)}" if figures else "")


def health_content(found: Health) -> dict[str, Any]:
    """Return the answer for a machine."""
    sv, en = _STATES[found.state]
    return {
        "status": "ok" if found.state == states.OK else "critical",
        "state": found.state,
        "message_sv": sv,
        "message_en": en,
        "build_id": found.build_id,
        "last_good": found.last_good,
        "age_hours": found.age_hours,
        "max_age_hours": found.max_age_hours,
        "last_run": found.last_run and run_content(found.last_run),
        "running_since": found.running and found.running.started,
    }


def run_content(run: Run) -> dict[str, Any]:
    """Return one run for a machine."""
    return {**vars(run), "stopped_by": list(run.stopped_by)}


def runs_section(known: Sequence[Mapping[str, Any]], running_since: datetime | None) -> Section:
    """The last runs, the newest first.

    Args:
        known: What run_content says of each.
        running_since: When the run began that is running now; None where none is.
    """
    rows = []
    for run in known:
        killed = run["status"] == RUNNING and run["started"] != running_since
        duration = "–" if run["duration_seconds"] is None else f"{run['duration_seconds']:.1f} s".replace(".", ",")
        first = (run["stopped_sv"] or "").split("\n")[0]
        status = _OUTCOMES[INTERRUPTED if killed else run["status"]]
        rows.append([run["run_id"], moment(run["started"]), duration, status, run["build_id"] or "–", shorten(first)])
    header = ("natt / run", "började / began", "tid / time", "hur / outcome", "bygge / build", "vad / what")
    return Section("Senaste körningarna / last runs", rows, header if rows else (), frozenset({2}))


def moment(value: datetime) -> str:
    """Write a time to the minute."""
    return f"{value:%Y-%m-%d %H:%M} UTC"
