"""The night on one screen: deliveries, quarantine, conservation, findings, grades, and where to read on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from textwrap import wrap
from typing import Any

from finsam import facts
from finsam.console import Section, money, number, shorten
from finsam.errors import InputError
from finsam.findings.finding import ERROR, SEVERITIES
from finsam.published import opened
from finsam.settings import Settings

WIDTH = 78
_WORST = 3
_ASSOCIATIONS = 10
_PLACES = 3
_LAYERS = {
    "read": "inläst / read",
    "staged": "i databasen / staged",
    "in_force": "gäller / in force",
    "counted": "räknas / counted",
}
_REMAINDERS = {
    "quarantined": "karantän / quarantined",
    "refused": "avvisat / refused",
    "replaced_or_repeated": "ersatt, upprepat / replaced, repeated",
    "not_the_ledger_of_its_year": "ersatt bokföring / replaced ledger",
    "heading_or_sum": "rubriker, summor / headings, sums",
    "no_participation": "inget deltagande / no participation",
}
_GRADES = ("a", "b", "c", "not_published")
_VERDICTS = ("fit", "fit_with_care", "not_fit")


def front_page_content(settings: Settings, name: str) -> dict[str, Any]:
    """Return what the front page of a finished build says, for a machine as for the screen.

    Args:
        settings: The run's places.
        name: The build.
    """
    with opened(settings, name) as published:
        found = facts.findings(published)
        worst = facts.worst_findings(published)
        return {
            "deliveries": facts.deliveries(published),
            "quarantine": _quarantine(settings),
            "conservation": facts.conservation(published),
            "findings": {
                severity: number
                for severity in SEVERITIES
                if (number := sum(row["findings"] for row in found if row["severity"] == severity))
            },
            "findings_by_association": found,
            "errors": [row for row in worst if row["severity"] == ERROR],
            "worst_findings": worst,
            "grades": facts.grades(published),
            "fit_for_use": facts.fitness(published),
            "key_figures": facts.key_figures(published),
        }


def front_page_sections(content: Mapping[str, Any]) -> list[Section]:
    """Lay the front page out for 80 columns and some 40 lines."""
    return [
        _deliveries(content["deliveries"], content["quarantine"]),
        *_not_loaded(content["deliveries"]),
        *_conservation(content["conservation"]),
        *_judgement(content),
        *_worst(content["worst_findings"]),
    ]


def _quarantine(settings: Settings) -> list[dict[str, Any]]:
    """What lies in quarantine as last read; nothing where the raw rows are gone."""
    from finsam.quarantine import list_quarantine  # noqa: PLC0415

    try:
        return list_quarantine(settings)
    except InputError:
        return []


def _deliveries(deliveries: Sequence[Mapping[str, Any]], quarantine: Sequence[Mapping[str, Any]]) -> Section:
    """Deliveries and quarantine per association, and their sum."""
    still = Counter[str]()
    for row in quarantine:
        still[row["association_code"]] += row["open"]

    def line(label: str, codes: Sequence[str]) -> list[str]:
        own = [row for row in deliveries if row["association_code"] in codes]
        return [*_delivered(label, own), str(sum(still[code] for code in codes))]

    codes = sorted({row["association_code"] for row in deliveries})
    trouble = Counter({row["association_code"]: 1 for row in deliveries if row["status"] != "loaded"}) + still
    rows = _lines(codes, lambda code: trouble[code], line)
    total = line("alla / all", codes)
    header = ("förbund", "filer", "hela", "delvis", "avvisade", "rader", "karantän", "kr", "öppna")
    return Section(
        "Leveranser och karantän / deliveries and quarantine", [*rows, total], header, frozenset(range(1, 9))
    )


def _lines(
    codes: Sequence[str], trouble: Callable[[str], Any], line: Callable[[str, Sequence[str]], list[str]]
) -> list[list[str]]:
    """One line per association; of many those with most trouble, and the others together."""
    shown = sorted(sorted(codes, key=trouble, reverse=True)[:_ASSOCIATIONS])
    others = [code for code in codes if code not in shown]
    rows = [line(code or "–", [code]) for code in shown]
    return [*rows, line(f"{len(others)} andra / others", others)] if others else rows


def _delivered(label: str, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    by_status = Counter(row["status"] for row in rows)
    held = [row["quarantined_sek"] for row in rows if row.get("quarantined_sek") is not None]
    return [
        label,
        str(len(rows)),
        *(str(by_status[status]) for status in ("loaded", "partly_loaded", "refused")),
        number(sum(row["rows_in"] for row in rows), 0),
        number(sum(row["rows_quarantined"] for row in rows), 0),
        number(sum(held), 0) if held else "–",
    ]


def _not_loaded(deliveries: Sequence[Mapping[str, Any]]) -> list[Section]:
    bad = [row for row in deliveries if row["status"] != "loaded"]
    if not bad:
        return []
    lines = [[shorten(f"{place(row)}: {reason(row)}", WIDTH)] for row in bad[:_PLACES]]
    if len(bad) > _PLACES:
        lines.append([f"... {len(bad) - _PLACES} till / more"])
    return [Section("Inte inläst i sin helhet / not loaded in full: se / see finsam quarantine list", lines)]


def place(row: Mapping[str, Any]) -> str:
    """Where a delivered file lies, short enough for a line."""
    return shorten("/".join(part for part in (row["association_code"], row["source"], row["file_name"]) if part), 70)


def reason(row: Mapping[str, Any]) -> str:
    """Why a delivery, of the published relation or as it was just read, was not loaded in full."""
    said = row["reason"] if "reason" in row else row["reason_sv"]
    if said:
        return f"{said} / {row['reason_en']}"
    return f"{row['rows_quarantined']} rader i karantän / rows in quarantine"


def _conservation(layers: Sequence[Mapping[str, Any]]) -> list[Section]:
    """Rows and money in = through + a named remainder, layer by layer."""
    if not layers:
        return []
    holds = all(layer["is_conserved"] for layer in layers)
    verdict = "håller / holds" if holds else "HÅLLER INTE / DOES NOT HOLD"
    rows = []
    for layer in layers:
        rows.append(
            [
                _LAYERS.get(layer["layer"], layer["layer"]),
                *(number(layer[key], 0) for key in ("rows_in", "rows_through", "rows_remainder")),
                *(money(layer[key]) for key in ("sek_in", "sek_through", "sek_remainder")),
            ]
        )
    header = ("in = igenom + rest", "rader in", "igenom", "rest", "kr in", "igenom", "rest")
    names = [name for layer in layers for name in layer["remainder_names"] or ()]
    notes = [f"Rest / remainder: {'; '.join(_REMAINDERS.get(name, name) for name in dict.fromkeys(names))}"] * bool(
        names
    )
    hidden = max(layer["hidden_rows"] for layer in layers)
    if hidden:
        notes.append(f"Utom {hidden} personrader, som är dolda / without {hidden} person rows, which are hidden")
    return [
        Section(f"Bevarande / conservation: {verdict}", rows, header, frozenset(range(1, 7))),
        *(Section(f"  {shorten(note, WIDTH)}", []) for note in notes),
    ]


def _judgement(content: Mapping[str, Any]) -> list[Section]:
    """Findings by severity and grades, per association."""
    found = {
        (row["association_code"] or "", row["severity"]): row["findings"] for row in content["findings_by_association"]
    }
    graded = {row["association_code"] or "": row for row in content["grades"]}
    fit = {(row["association_code"] or "", row["verdict"]): row["relations"] for row in content["fit_for_use"]}
    codes = sorted({code for code, _ in found} | set(graded) | {code for code, _ in fit})
    if not codes:
        return []
    header = ["förbund", "spärr", "fel", "varn.", "not"]
    header += ["A", "B", "C", "ej publ."] * bool(graded) + ["duger", "varsamt", "nej"] * bool(fit)

    def line(label: str, own: Sequence[str]) -> list[str]:
        numbers = [sum(found.get((code, severity), 0) for code in own) for severity in SEVERITIES]
        if graded:
            numbers += [sum(graded.get(code, {}).get(key, 0) for code in own) for key in _GRADES]
        if fit:
            numbers += [sum(fit.get((code, verdict), 0) for code in own) for verdict in _VERDICTS]
        return [label, *map(str, numbers)]

    def worst(code: str) -> tuple[int, ...]:
        return tuple(found.get((code, severity), 0) for severity in SEVERITIES)

    rows = _lines(codes, worst, line)
    total = line("alla / all", codes)
    title = "Iakttagelser / findings" + " – betyg / grades" * bool(graded) + " – duger till / fit for use" * bool(fit)
    return [Section(title, [*rows, total], tuple(header), frozenset(range(1, len(header))))]


def _worst(findings: Sequence[Mapping[str, Any]]) -> list[Section]:
    """The worst findings in full words, Swedish and then English."""
    if not findings:
        return []
    lines = []
    for finding in findings[:_WORST]:
        about = " ".join(
            str(part) for part in (finding["severity"], finding["association_code"], finding["fiscal_year"]) if part
        )
        for text, most in ((f"{about}: {finding['message_sv']}", 2), (f"  {finding['message_en']}", 1)):
            lines += [[line] for line in wrap(text, WIDTH, max_lines=most, placeholder=" …", subsequent_indent="  ")]
    left = len(findings) - len(findings[:_WORST])
    more = f" (+ {left} i / in published.finding)" if left else ""
    return [Section(f"Värst först / worst first{more}", lines)]
