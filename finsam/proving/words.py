"""The measurement as tables: for a terminal, and as Markdown for docs/."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from finsam.console import Section, percent
from finsam.proving.faults import Fault

_COUNT_HEADER = (
    "",
    "slag / kinds",
    "hittade / caught",
    "andel / share",
    "lika allvarligt / as serious",
    "missade / missed",
)
_NUMERIC = frozenset({1, 2, 3, 4, 5})


def kind_sections(kinds: Sequence[Fault]) -> list[Section]:
    """Return the catalogue of kinds."""
    counts = Counter(kind.severity for kind in kinds)
    said = ", ".join(f"{severity} {count}" for severity, count in sorted(counts.items()))
    rows = [(kind.code, kind.family, kind.severity, " ".join(kind.sources), f"{kind.sv} / {kind.en}") for kind in kinds]
    header = ("kod / code", "familj / family", "allvar / severity", "leveranser / sources", "vad / what")
    return [Section(f"{len(kinds)} felslag / kinds of faults ({said})", rows, header)]


def result_sections(content: dict[str, Any]) -> list[Section]:
    """Return a measurement for a person."""
    kinds, caught = content["kinds"], content["caught"]
    share = percent(caught / kinds) if kinds else "–"
    kept = f" {content['kept']} redan mätta / measured before." if content.get("kept") else ""
    sections = [
        Section(
            f"{caught} av {kinds} felslag hittade / of {kinds} kinds caught: {share}. "
            f"{content['seconds']:.0f} s, {content['seconds_per_fault']:.1f} s per fel / per fault.{kept}",
            _counts(content["by_severity"]),
            _COUNT_HEADER,
            _NUMERIC,
        ),
        Section("Per familj / by family", _counts(content["by_family"]), _COUNT_HEADER, _NUMERIC),
        _listed("Överlevande: ingen sade till / survivors: no one spoke up", content["survivors"]),
        _listed("Mildare än skadan / milder than the damage", content["milder"]),
        _listed("Någon annan pekades ut / someone else was blamed", content["blamed_others"]),
        _listed(
            f"Falska larm i {content['controls']} ofarliga ändringar / false alarms in {content['controls']} harmless "
            "changes",
            content["false_alarms"],
        ),
    ]
    worlds = content["clean_nights"]
    if worlds:
        rows = [
            (
                str(world["seed"]),
                str(world["alarms"]),
                f"{world['seconds']:.0f}",
                ", ".join(sorted({alarm["code"] for alarm in world["first"]})),
            )
            for world in worlds
        ]
        alarms = sum(world["alarms"] for world in worlds)
        title = (
            f"{alarms} falska larm i {len(worlds)} felfria nätter / false alarms in {len(worlds)} clean nights "
            f"({100 * alarms / len(worlds):.0f} per 100)"
        )
        header = ("värld / world", "larm / alarms", "sekunder / seconds", "kontroller / checks")
        sections.append(Section(title, rows, header, frozenset({1, 2})))
    if content["absent"]:
        title = "Utan plats i de här leveranserna / no place for them in these deliveries"
        sections.append(Section(title, [[", ".join(content["absent"])]]))
    return [section for section in sections if section.rows]


def markdown(sections: Iterable[Section]) -> str:
    """Return sections as Markdown."""
    parts = []
    for section in sections:
        lines = [f"### {section.title}", ""]
        if section.header:
            lines += [
                _row(section.header),
                _row(["--:" if at in section.numeric else "---" for at in range(len(section.header))]),
            ]
            lines += [_row(row) for row in section.rows]
        else:
            lines += [" ".join(row) for row in section.rows]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _counts(rows: Iterable[dict[str, Any]]) -> list[tuple[str, ...]]:
    return [
        (
            row["name"],
            str(row["kinds"]),
            str(row["caught"]),
            percent(row["caught"] / row["kinds"]),
            str(row["as_serious"]),
            str(row["missed"]),
        )
        for row in rows
        if row["kinds"]
    ]


def _listed(title: str, verdicts: Sequence[dict[str, Any]]) -> Section:
    rows = [
        (
            verdict["code"],
            verdict["severity"],
            verdict["loudest"] or "–",
            f"{'+'.join(verdict['associations'])}/{verdict['source']}/{verdict['file_name']}",
            f"{verdict['what_sv']} / {verdict['what_en']}",
            ", ".join(sorted({alarm["code"] for alarm in verdict["elsewhere"] or verdict["alarms"]})),
        )
        for verdict in verdicts
    ]
    header = ("kod / code", "allvar / severity", "larm / alarm", "fil / file", "vad / what", "kontroller / checks")
    return Section(f"{title}: {len(rows)}", rows, header)
