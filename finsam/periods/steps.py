"""Close a period, restate a closed one: rows written to seeds/decisions for someone to commit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from finsam.build import DATABASE, RUN_FILE
from finsam.errors import InputError, UsageError
from finsam.files import read_json, write_atomic
from finsam.findings.landing import last_failed
from finsam.periods.figures import Figure, Period, closed_relations, figures
from finsam.periods.guard import Change, additions, changes
from finsam.periods.records import (
    BETWEEN,
    CLOSED_FILE,
    DECISION_FILE,
    DECISIONS,
    RESTATED_FILE,
    append_rows,
    closings,
    frozen_bytes,
    frozen_place,
    plain,
    read_rows,
    restatements,
)
from finsam.publish import RECEIPT
from finsam.settings import Settings
from finsam.sql import literal, statement

if TYPE_CHECKING:
    import duckdb

PUBLISHED = "published"
_ADOPTED = "adopted"
_TRUE = "true"


@dataclass(frozen=True)
class Decision:
    """The decision behind a closing or restatement, as a row of decision.csv.

    Args:
        decision_id: Its id; an id that decision.csv has already needs nothing more.
        decided_on: When it was decided.
        approver_role: Who decided.
        proposer_role: Who proposed.
        title_sv: Title in Swedish; a plain one is written where none is given.
        title_en: Title in English.
        source: Where it is recorded, such as the minutes.
    """

    decision_id: str
    decided_on: date | None = None
    approver_role: str | None = None
    proposer_role: str = "controller"
    title_sv: str | None = None
    title_en: str | None = None
    source: str | None = None


@dataclass(frozen=True)
class Closed:
    """What a closing wrote, or would write: the files, and how many figures of which relations."""

    period: Period
    files: dict[str, str]
    figures: dict[str, int]


def close(settings: Settings, period: Period, decision: Decision, dry_run: bool) -> Closed:
    """Freeze the figures that the current build publishes for a period.

    Raises:
        InputError: Nothing is published for it, or it is closed already.
        UsageError: The decision is incomplete or no adopted one.
    """
    project = settings.project
    _demand_open(project, period)
    row, is_new = _decision_row(project, decision, restate=False, title=("Stängning av", "Closing of"), period=period)
    build = settings.current.resolve()
    receipt = read_json(build / RECEIPT)
    if not isinstance(receipt, dict):
        raise InputError(
            "Inget är publicerat än. Kör finsam nightly först; det är publicerade tal som stängs.",
            "Nothing has been published yet. Run finsam nightly first: published figures are what is closed.",
        )
    with _opened(build) as connection:
        found = figures(connection, PUBLISHED, period, closed_relations(project))
    if not found:
        raise InputError(
            f"Det finns inga publicerade tal för {period}. Se association_code i published.indicator_value.",
            f"There are no published figures for {period}. See association_code in published.indicator_value.",
        )
    content = frozen_bytes(found)
    known = [decided["decision_id"] for decided in read_rows(project, DECISION_FILE)]
    closed_row = {
        "association_code": period.association_code,
        "period_start": period.start,
        "period_end": period.end,
        "closed_on": row["decided_on"],
        "decision_id": row["decision_id"],
        "build_id": receipt["build_id"],
        "figures_sha256": hashlib.sha256(content).hexdigest(),
        "known_decisions": BETWEEN.join(dict.fromkeys([*known, str(row["decision_id"])])),
    }
    place = frozen_place(period)
    if not dry_run:
        if is_new:
            append_rows(project, DECISION_FILE, [row])
        write_atomic(project / place, content)
        append_rows(project, CLOSED_FILE, [closed_row])
    files = {
        **({DECISION_FILE: _line(row)} if is_new else {}),
        CLOSED_FILE: _line(closed_row),
        str(place.relative_to(DECISIONS)): f"{len(found)} tal / figures",
    }
    return Closed(period, files, _by_relation(found))


def restate(settings: Settings, period: Period, decision: Decision, dry_run: bool) -> list[Change]:
    """Record what a decision makes of the figures of a closed period: those of the build that was stopped.

    Returns:
        The figures that change.

    Raises:
        InputError: The period is not closed, no stopped build is there, or it changes nothing.
        UsageError: The decision is incomplete, or does not restate.
    """
    project = settings.project
    if period not in {closing.period for closing in closings(project)}:
        raise InputError(
            f"{period} är inte stängd. Det som inte är stängt räknas om av sig självt.",
            f"{period} is not closed. What is not closed is recomputed by itself.",
        )
    row, is_new = _decision_row(
        project, decision, restate=True, title=("Omräkning av", "Restatement of"), period=period
    )
    stopped = _stopped_build(settings)
    with _opened(stopped) as connection:
        changed = [change for change in changes(project, connection) if change.period == period]
        shown = figures(connection, PUBLISHED, period, closed_relations(project))
        changed += [new for new in additions(project, connection, changed) if new.figure in shown]
    if not changed:
        raise InputError(
            f"Det stoppade bygget {stopped.name} ändrar inget tal för {period}.",
            f"The stopped build {stopped.name} changes no figure of {period}.",
        )
    run = read_json(stopped / RUN_FILE)
    rows = [
        _restated_row(project, change, shown.get(change.figure), str(row["decision_id"]), run) for change in changed
    ]
    if not dry_run:
        if is_new:
            append_rows(project, DECISION_FILE, [row])
        append_rows(project, RESTATED_FILE, rows)
    return changed


def list_closed(project: Path) -> list[dict[str, Any]]:
    """Return the closed periods with how many figures were frozen and restated.

    Raises:
        InputError: A record cannot be read.
    """
    restated = restatements(project)
    return [
        {
            "association_code": closing.period.association_code,
            "period_start": closing.period.start,
            "period_end": closing.period.end,
            "closed_on": closing.closed_on,
            "decision_id": closing.decision_id,
            "build_id": closing.build_id,
            "restated_figures": sum(row.period == closing.period for row in restated),
            "restated_by": sorted({row.decision_id for row in restated if row.period == closing.period}),
        }
        for closing in closings(project)
    ]


def _restated_row(project: Path, change: Change, shown: Any, decision_id: str, run: Any) -> dict[str, object]:
    earlier = [
        row.sequence_no for row in restatements(project) if (row.period, row.figure) == (change.period, change.figure)
    ]
    return {
        "association_code": change.period.association_code,
        "period_start": change.period.start,
        "period_end": change.period.end,
        "relation": change.figure.relation,
        "figure_key": change.figure.key,
        "measure": change.figure.measure,
        "sequence_no": max(earlier, default=0) + 1,
        "as_published": plain(change.before),
        "as_restated": plain(shown),
        "decision_id": decision_id,
        "build_id": run["build_id"] if isinstance(run, dict) else "",
    }


def _demand_open(project: Path, period: Period) -> None:
    for closing in closings(project):
        other = closing.period
        if (
            other.association_code == period.association_code
            and other.start <= period.end
            and period.start <= other.end
        ):
            raise InputError(
                f"{other} är redan stängd ({closing.closed_on}, beslut {closing.decision_id}). "
                "Ändra den med finsam periods restate.",
                f"{other} is closed already ({closing.closed_on}, decision {closing.decision_id}). "
                "Change it with finsam periods restate.",
            )


def _decision_row(
    project: Path, decision: Decision, restate: bool, title: tuple[str, str], period: Period
) -> tuple[dict[str, Any], bool]:
    """Return the row of decision.csv, and whether it is still to be written."""
    for known in read_rows(project, DECISION_FILE):
        if known["decision_id"] == decision.decision_id:
            _demand_adopted(known, restate)
            return known, False
    missing = [
        f"--{field.name.replace('_', '-')}"
        for field in fields(decision)
        if field.name in {"decided_on", "approver_role"} and getattr(decision, field.name) is None
    ]
    if missing:
        raise UsageError(
            f"Beslutet {decision.decision_id} finns inte i {DECISIONS / DECISION_FILE}. Ange {' och '.join(missing)} "
            "så skrivs det, eller skriv raden själv.",
            f"The decision {decision.decision_id} is not in {DECISIONS / DECISION_FILE}. Give {' and '.join(missing)} "
            "and it is written, or write the row yourself.",
        )
    row = {
        "decision_id": decision.decision_id,
        "title_sv": decision.title_sv or f"{title[0]} {period}",
        "title_en": decision.title_en or f"{title[1]} {period}",
        "proposer_role": decision.proposer_role,
        "approver_role": decision.approver_role,
        "decided_on": decision.decided_on,
        "effective_from": period.start,
        "restate": _TRUE if restate else "false",
        "status": _ADOPTED,
        "text_sv": decision.title_sv or f"{title[0]} {period}.",
        "text_en": decision.title_en or f"{title[1]} {period}.",
        "source": decision.source or "finsam periods",
    }
    return row, True


def _demand_adopted(row: dict[str, str], restate: bool) -> None:
    name, place = row["decision_id"], DECISIONS / DECISION_FILE
    if row["status"] != _ADOPTED or not row["decided_on"]:
        raise UsageError(
            f"Beslutet {name} är inte fattat ({place}: status {row['status']}). Sätt status adopted och decided_on.",
            f"The decision {name} is not taken ({place}: status {row['status']}). Set status adopted and decided_on.",
        )
    if restate and row["restate"].lower() != _TRUE:
        raise UsageError(
            f"Beslutet {name} säger restate = {row['restate']}: det rör inte stängda perioder. "
            "Bara ett beslut med restate = true får ändra dem.",
            f"The decision {name} says restate = {row['restate']}: it leaves closed periods alone. "
            "Only a decision with restate = true may change them.",
        )


def _stopped_build(settings: Settings) -> Path:
    stopped = last_failed(settings)
    if stopped is None or not (stopped / DATABASE).is_file():
        raise InputError(
            "Det finns inget stoppat bygge att ta de nya talen ur. Kör finsam nightly: den stoppas och visar dem.",
            "There is no stopped build to take the new figures from. Run finsam nightly: it stops and shows them.",
        )
    return stopped


@contextmanager
def _opened(build: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    import duckdb  # noqa: PLC0415

    if not (build / DATABASE).is_file():
        raise InputError(
            f"Bygget {build.name} har ingen {DATABASE}. Kör finsam nightly igen.",
            f"The build {build.name} has no {DATABASE}. Run finsam nightly again.",
        )
    with duckdb.connect() as connection:
        connection.execute(statement("attach {} as controller (read_only)", literal(build / DATABASE)))
        yield connection


def _by_relation(found: dict[Figure, Any]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for figure in sorted(found):
        counts[figure.relation] = counts.get(figure.relation, 0) + 1
    return counts


def _line(row: dict[str, Any]) -> str:
    return ",".join("" if value is None else str(value) for value in row.values())
