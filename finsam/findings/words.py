"""Findings in words: Swedish with English beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from finsam.console import Section, number, shorten
from finsam.findings.finding import SEVERITIES
from finsam.findings.look import Found

_NAME = 8
_MESSAGE = 110
_HIDDEN = "dolt / hidden"


def list_sections(found: Found, shown: int | None) -> list[Section]:
    """The list on one screen, the worst first."""
    counts = Counter(str(row["severity"]) for row in found.findings)
    told = ", ".join(f"{severity} {counts[severity]}" for severity in SEVERITIES if counts[severity])
    accepted = sum(row.get("status") == "accepted" for row in found.findings)
    title = f"Iakttagelser / findings, {found.build_id}: {told or 'inga / none'}"
    if accepted:
        title += f" (godtagna / accepted {accepted})"
    rows = [
        [
            str(row["finding_id"])[:_NAME],
            str(row["severity"]) + (" *" if row.get("status") == "accepted" else ""),
            " ".join(str(part) for part in (row["association_code"], row["fiscal_year"]) if part) or "–",
            str(row["check_code"]),
            shorten(str(row["message_sv"]).splitlines()[0], _MESSAGE),
        ]
        for row in found.findings[:shown]
    ]
    header = ("id", "grad", "förbund, år", "kontroll / check", "")
    sections = [Section(title, rows, header if rows else ())]
    left = len(found.findings) - len(rows)
    notes = [[f"... {left} till / more: --rows 0"]] if left else []
    if rows:
        notes.append(["En iakttagelse med sina rader / one finding with its rows: finsam finding show ID"])
    return [*sections, *([Section("", notes)] if notes else [])]


def show_sections(finding: Mapping[str, Any], shown: int | None) -> list[Section]:
    """One finding: what was found, what to do, why it is accepted, and the rows it rests on."""
    about = " ".join(str(part) for part in (finding["association_code"], finding["fiscal_year"]) if part)
    head = [
        [finding["message_sv"]],
        [finding["message_en"]],
        *_amounts(finding),
        [f"Att göra / to do ({finding['owner']}): {finding['guidance_sv']} / {finding['guidance_en']}"],
    ]
    if finding.get("exception_id"):
        head.append(
            [
                f"Godtagen till och med / accepted until {finding['accepted_until']} ({finding['exception_id']}): "
                f"{finding['accepted_sv']} / {finding['accepted_en']}"
            ]
        )
    title = f"{finding['finding_id']} {finding['severity']} {finding['check_code']} {about} ({finding['status']})"
    return [Section(title, [row for row in head if row[0]]), *_places(finding["rows"], shown)]


def _amounts(finding: Mapping[str, Any]) -> list[list[str]]:
    if finding.get("expected") is None and finding.get("actual") is None:
        return []
    expected, actual, difference = (_plain(finding.get(name)) for name in ("expected", "actual", "difference"))
    return [[f"väntat / expected {expected}, är / actual {actual}, skillnad / difference {difference}"]]


def _places(rows: Sequence[Mapping[str, Any]], shown: int | None) -> list[Section]:
    if not rows:
        return [Section("Inga rader under denna iakttagelse / no rows below this finding", [])]
    table = [
        [
            "/".join(part for part in (row["association_code"], row["source"], row["file_name"]) if part)
            or str(row["relation"]),
            "" if row["line_no"] is None else str(row["line_no"]),
            shorten(str(row["row_key"] or "")),
            _HIDDEN if row["is_suppressed"] and row["amount"] is None else _plain(row["amount"], ""),
        ]
        for row in rows[:shown]
    ]
    header = ("fil eller tabell / file or table", "rad / line", "nyckel / key", "värde / value")
    sections = [Section(f"Vilar på / rests on: {len(rows)}", table, header, frozenset({1, 3}))]
    left = len(rows) - len(table)
    return [*sections, *([Section(f"... {left} till / more: --rows 0", [])] if left else [])]


def _plain(value: Any, empty: str = "–") -> str:
    if value is None:
        return empty
    decimals = max(0, -Decimal(value).normalize().as_tuple().exponent)  # type: ignore[operator]
    return number(value, decimals)
