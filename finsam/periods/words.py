"""How closings and restatements are worded for people and machines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from finsam.console import Section
from finsam.periods.figures import Period
from finsam.periods.guard import Change
from finsam.periods.records import DECISIONS, RESTATED_FILE, plain
from finsam.periods.steps import Closed

_SHOWN = 20
_NEXT = (
    "Granska raderna och spara dem i versionshanteringen; kör sedan finsam nightly.",
    "Review the rows and commit them; then run finsam nightly.",
)


def list_sections(found: Sequence[dict[str, Any]]) -> list[Section]:
    """Say which periods are closed."""
    if not found:
        return [
            Section("Inga perioder är stängda / no periods are closed", [["Se / see: finsam periods close --help"]])
        ]
    header = (
        "förbund / association",
        "från / from",
        "till / to",
        "stängd / closed",
        "beslut / decision",
        "omräknade / restated",
    )
    rows = [
        [
            row["association_code"],
            str(row["period_start"]),
            str(row["period_end"]),
            str(row["closed_on"]),
            row["decision_id"],
            f"{row['restated_figures']} {' '.join(row['restated_by'])}".strip(),
        ]
        for row in found
    ]
    return [Section("Stängda perioder / closed periods", rows, header)]


def close_content(closed: Closed, dry_run: bool) -> dict[str, Any]:
    """Return what a closing wrote for a machine."""
    return {
        "status": "planned" if dry_run else "closed",
        "association_code": closed.period.association_code,
        "period_start": closed.period.start,
        "period_end": closed.period.end,
        "figures": closed.figures,
        "files": closed.files,
    }


def close_sections(closed: Closed, dry_run: bool) -> list[Section]:
    """Say what a closing wrote."""
    did = "Skulle stängas / would be closed" if dry_run else "Stängd / closed"
    total = sum(closed.figures.values())
    frozen = [[relation, str(count)] for relation, count in closed.figures.items()]
    files = [[str(DECISIONS / name), row] for name, row in closed.files.items()]
    sections = [
        Section(f"{did}: {closed.period}, {total} tal / figures", frozen, numeric=frozenset({1})),
        Section("Rader / rows", files),
    ]
    return sections if dry_run else [*sections, Section("Gör så här / next", [[_NEXT[0]], [_NEXT[1]]])]


def restate_content(period: Period, decision: str, changed: Sequence[Change], dry_run: bool) -> dict[str, Any]:
    """Return what a restatement wrote for a machine."""
    return {
        "status": "planned" if dry_run else "restated",
        "association_code": period.association_code,
        "period_start": period.start,
        "period_end": period.end,
        "decision_id": decision,
        "figures": [
            {
                "relation": change.figure.relation,
                "figure_key": change.figure.key,
                "measure": change.figure.measure,
                "as_published": plain(change.before),
                "as_restated": plain(change.after),
            }
            for change in changed
        ],
    }


def restate_sections(period: Period, changed: Sequence[Change], dry_run: bool) -> list[Section]:
    """Say what a restatement wrote."""
    did = "Skulle räknas om / would be restated" if dry_run else "Omräknad / restated"
    rows = [
        [
            change.figure.relation,
            change.figure.key,
            change.figure.measure,
            plain(change.before) or "–",
            plain(change.after) or "–",
        ]
        for change in changed[:_SHOWN]
    ]
    more = len(changed) - len(rows)
    sections = [
        Section(
            f"{did}: {period}, {len(changed)} tal / figures",
            [*rows, *([[f"... och {more} till / and {more} more"]] if more > 0 else [])],
            ("relation", "rad / row", "mått / measure", "som publicerat / as published", "omräknat / restated"),
            frozenset({3, 4}),
        )
    ]
    written = [[str(DECISIONS / RESTATED_FILE)], [_NEXT[0]], [_NEXT[1]]]
    return sections if dry_run else [*sections, Section("Skrivet och nästa steg / written and next", written)]
