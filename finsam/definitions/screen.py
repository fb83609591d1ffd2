"""The impact of a proposal on the terminal and for a machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from finsam.console import Section, money, shorten
from finsam.definitions import words
from finsam.definitions.impact import Impact

_SHOWN = 20


def impact_content(found: Impact, files: Sequence[Path]) -> dict[str, Any]:
    """Return all of an impact for a machine."""
    return {
        "status": "nothing" if found.is_empty else "ok",
        "note_sv": words.INTERNAL[0],
        "note_en": words.INTERNAL[1],
        **asdict(found),
        "files": [str(path) for path in files],
    }


def impact_sections(found: Impact, files: Sequence[Path]) -> list[Section]:
    """Return the impact as a few tables; what is left out is counted, and stands in the files."""
    everything = f"allt i / all in {files[0]}" if files else "--json"
    heading = Section(
        f"Förslag / proposal {found.after['source']}, jämfört med / compared with {found.before['source']} "
        f"(per / as of {found.as_of})",
        [[text] for text in words.INTERNAL],
    )
    if found.is_empty:
        nothing = Section(" / ".join(words.NOTHING), [])
        return [heading, _definitions(found, everything), nothing, *_left_out(found)]
    return [
        heading,
        _definitions(found, everything),
        *_closed(found),
        *(
            section
            for section in (
                _flows(found, everything),
                _categories(found, everything),
                _indicators(found, everything),
                _lines(found, everything),
                _reconciliation(found, everything),
                _relations(found, everything),
            )
            if section.rows
        ),
        *_left_out(found),
        Section("Filer / files", [[str(path)] for path in files]),
    ]


def _cut(rows: list[list[str]], everything: str) -> list[list[str]]:
    left = len(rows) - _SHOWN
    return rows if left <= 0 else [*rows[:_SHOWN], [f"... {left} till / more: {everything}"]]


def _place(row: dict[str, Any]) -> list[str]:
    return [
        row["association_code"],
        str(row["fiscal_year"]),
        words.KINDS[row["subject_kind"]][0],
        row["definition_set"],
    ]


_PLACE = ("förbund", "år", "underlag", "regler / set")


def _definitions(found: Impact, everything: str) -> Section:
    known = {row["decision_id"]: row for row in found.decisions}
    rows = []
    for change in found.definitions:
        decision = change.decision_id or "–"
        if change.decision_id and change.decision_id not in known:
            decision += " (saknas / missing)"
        elif change.restate:
            decision += " (räknar om / restates)"
        altered = shorten(words.altered(change))
        rows.append([change.table, words.CHANGES[change.change][0], words.key(change), altered, decision])
    header = ("tabell / table", "", "rad / row", "innehåll / content", "beslut / decision")
    title = f"Rader som skiljer / definition rows that differ: {len(rows)}"
    return Section(title, _cut(rows, everything), header if rows else ())


def _closed(found: Impact) -> list[Section]:
    rows = [
        [f"{row['association_code']} {row['period_start']}–{row['period_end']} ({row['decision_id']})"]
        for row in found.closed
    ]
    title = "Stängda perioder ändras; det kräver ett beslut som räknar om / closed periods change; it takes a decision "
    return [Section(title + "that restates", rows)] if rows else []


def _relations(found: Impact, everything: str) -> Section:
    rows = [[row["relation"], str(row["rows_gone"]), str(row["rows_come"])] for row in found.relations]
    header = ("relation", "rader bort / gone", "rader till / come")
    title = "Allt som ändras / everything that changes (controller.*)"
    return Section(title, _cut(rows, everything), header, frozenset({1, 2}))


def _left_out(found: Impact) -> list[Section]:
    if not found.left_out:
        return []
    title = "Räknas först av finsam nightly / computed by finsam nightly only"
    return [Section(title, [[", ".join(found.left_out)]])]


def _flows(found: Impact, everything: str) -> Section:
    rows = [
        [
            *_place(row),
            f"{row['from_category'] or '–'} → {row['to_category'] or '–'}",
            money(row["amount_sek"]),
            str(row["lines"]),
        ]
        for row in found.flows
    ]
    header = (*_PLACE, "från → till / from → to", "kr", "rader / lines")
    return Section("Pengar som flyttas / money that moves", _cut(rows, everything), header, frozenset({5, 6}))


def _categories(found: Impact, everything: str) -> Section:
    rows = [
        [
            *_place(row),
            row["cost_category"],
            money(row["before_sek"]),
            money(row["after_sek"]),
            words.difference(row["difference_sek"]),
        ]
        for row in found.categories
    ]
    header = (*_PLACE, "kostnadsslag / category", "förut / before", "efter / after", "skillnad / difference")
    return Section("Kostnadsslag / cost categories", _cut(rows, everything), header, frozenset({5, 6, 7}))


def _indicators(found: Impact, everything: str) -> Section:
    rows = [
        [
            row["indicator_code"],
            row["association_code"],
            " ".join(part for part in (row["unit_code"], row["breakdown_value"]) if part),
            str(row["year"]),
            row["definition_set"] or "",
            words.figure(row["old_value"], row["unit"]),
            words.figure(row["new_value"], row["unit"]),
        ]
        for row in found.indicators
    ]
    header = ("tal / indicator", "förbund", "enhet / unit", "år", "regler / set", "förut / before", "efter / after")
    title = f"Indikatorer som ändras / indicators that change: {len(rows)}"
    return Section(title, _cut(rows, everything), header, frozenset({5, 6}))


def _lines(found: Impact, everything: str) -> Section:
    rows = [
        [
            f"{row['file_name']}:{row['line_no']}",
            words.voucher(row),
            str(row["voucher_date"] or ""),
            shorten(" ".join(part for part in (row["account"], row["account_name"]) if part), 34),
            shorten(row["line_text"] or "", 24),
            money(row["amount_sek"]),
            f"{words.cell(row['from_category'], row['from_programme'])} → "
            f"{words.cell(row['to_category'], row['to_programme'])}",
            f"{words.rule(row, 'old')} → {words.rule(row, 'new')}",
            f"{words.decision(row, 'old')} → {words.decision(row, 'new')}",
        ]
        for row in found.lines
    ]
    header = ("fil:rad / file:line", "ver.", "datum", "konto / account", "text", "kr", "", "regel / rule", "beslut")
    title = f"Rader som flyttas / lines that move: {len(rows)}"
    return Section(title, _cut(rows, everything), header, frozenset({5}))


def _reconciliation(found: Impact, everything: str) -> Section:
    rows = [
        [
            *_place(row),
            str(row["lines"]),
            money(row["moved_sek"]),
            money(row["total_difference_sek"]),
            "ja / yes",
        ]
        for row in found.reconciliation
    ]
    header = (*_PLACE, "rader", "flyttat / moved", "totalen ändras / total changes", "rader = kostnadsslag = mart")
    return Section(
        "Avstämning / reconciliation (på öret / to the öre)", _cut(rows, everything), header, frozenset({4, 5, 6})
    )
