"""How results are worded for people: Swedish with English beside it, on one screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from finsam.console import Section, money, shorten
from finsam.front_page import WIDTH, front_page_content, front_page_sections, place, reason
from finsam.receive import ACCEPTED, Inputs
from finsam.scheduling.words import runs_section
from finsam.settings import Settings
from finsam.tombstones import RETENTION_PASSED

if TYPE_CHECKING:
    from pathlib import Path

    from finsam.checks import CheckOutcome
    from finsam.erase import Plan
    from finsam.quarantine import Readmission

_SHOWN = 8
_BUILD_REMARKS = {
    "set_aside": "bortvalt / set aside",
    "rows_erased": "rader raderade, bara det publicerade kvar / rows erased, only what was published is left",
}
_ERASED = {
    "planned": "Skulle raderas / would be erased",
    "erased": "Raderat / erased",
    "nothing": "Inget att radera / nothing to erase",
}
_QUARANTINE_HELP = (
    "Fel i filen: rätta i källsystemet och lägg den nya filen bredvid den gamla; natten tar den. / "
    "A fault of the file: correct it at the source and put the new file beside the old one; the night takes it.",
    "Fel hos oss (en kod, en regel, personnyckeln): rätta, se finsam quarantine readmit FIL, kör finsam nightly. / "
    "A fault of ours (a code, a rule, the person key): correct it, see finsam quarantine readmit FILE, then nightly.",
)
_STATUS = {
    "published": "Publicerat / published",
    "unchanged": "Inget har ändrats sedan förra natten / nothing changed since the last night",
    "reused": "Ett tidigare bygge gjordes av exakt detta och gäller nu / an earlier build of exactly this is current",
    "set_aside": "Detta leder till ett bygge som någon valt bort; det gällande ligger kvar / "
    "this leads to a build that was rolled back from; the current one stays",
}


def erase_content(status: str, plan: Plan) -> dict[str, Any]:
    """Return what is or would be erased for a machine."""
    return {
        "status": status,
        "as_of": plan.as_of,
        "files": [
            {
                "file_sha256": target.file_sha256,
                "reason_code": target.reason_code,
                "deliveries": [vars(delivered) for delivered in target.deliveries],
                "in_exports": len(target.delivered),
                "landed": target.landed,
                "in_raw": len(target.raw),
            }
            for target in plan.targets
        ],
        "undated": [vars(delivered) for delivered in plan.undated],
        "builds": plan.builds,
        "waiting_build": plan.waiting,
    }


def erase_sections(status: str, plan: Plan) -> list[Section]:
    """Say what is or would be erased, and what remains until the next night."""
    rows = [
        [
            place(vars(target.deliveries[0])) if target.deliveries else "–",
            target.file_sha256[:12],
            "gallring / retention" if target.reason_code == RETENTION_PASSED else "begäran / request",
            str(len(target.delivered)),
            "1" if target.landed else "0",
            str(len(target.raw)),
        ]
        for target in plan.targets
    ]
    header = ("fil / file", "sha256", "skäl / reason", "exports", "landing", "raw")
    day = f" (per / as of {plan.as_of})" if plan.as_of else ""
    sections = [Section(f"{_ERASED[status]}: {len(rows)}{day}", rows, header if rows else (), frozenset({3, 4, 5}))]
    notes = []
    if plan.builds:
        notes.append(f"Tidigare byggen som berörs / earlier builds affected: {', '.join(plan.builds)}")
    if plan.waiting:
        notes.append(
            f"Det gällande bygget {plan.waiting} vilar på filerna tills finsam nightly har publicerat ett nytt. / "
            "The current build rests on the files until finsam nightly has published a new one."
        )
    notes += [
        f"Ingen dag att räkna från, behålls / no date to count from, kept: {place(vars(delivered))}"
        for delivered in plan.undated
    ]
    return [*sections, *([Section("Att veta / note", [[note] for note in notes])] if notes else [])]


def received_content(inputs: Inputs) -> dict[str, Any]:
    """Return the frozen list for a machine."""
    return {
        "status": "ok",
        "files": [
            {
                "association_code": file.association_code,
                "source": file.source,
                "file_name": file.file_name,
                "file_sha256": file.file_sha256,
                "status": file.status,
                "reason_code": file.reason_code,
                "reason_sv": file.reason_sv,
                "reason_en": file.reason_en,
                "duplicates": file.duplicates,
            }
            for file in inputs.files
        ],
    }


def received_sections(inputs: Inputs) -> list[Section]:
    """Say how many files were taken, refused or delivered twice."""
    refused = [file for file in inputs.files if file.status != ACCEPTED]
    title = (
        f"Mottaget / received: {len(inputs.files)} filer / files, {len(refused)} avvisade / refused, "
        f"{len(inputs.duplicates)} dubbletter / duplicates"
    )
    rows = [[f"{place(vars(file))}: {file.reason_sv} / {file.reason_en}"] for file in refused[:_SHOWN]]
    rows += [[f"{copy} = {file.file_name}"] for file, copy in inputs.duplicates[:_SHOWN]]
    return [Section(title, rows)]


def delivery_sections(deliveries: Sequence[Mapping[str, Any]]) -> list[Section]:
    """Deliveries per association, and the reasons of those not loaded in full."""
    table = []
    for code in sorted({row["association_code"] for row in deliveries}):
        rows = [row for row in deliveries if row["association_code"] == code]
        by_status = Counter(row["status"] for row in rows)
        table.append(
            [
                code or "–",
                ", ".join(sorted({row["source"] or "–" for row in rows})),
                *(str(by_status[status]) for status in ("loaded", "partly_loaded", "refused")),
                str(sum(row["rows_in"] for row in rows)),
                str(sum(row["rows_quarantined"] for row in rows)),
            ]
        )
    title = "Leveranser: hela, delvis eller inte alls inlästa / deliveries: loaded, partly loaded, refused"
    header = ("förbund", "leveransslag / sources", "hela", "delvis", "avvisade", "rader", "karantän")
    sections = [Section(title, table, header, frozenset(range(2, 7)))]
    bad = [row for row in deliveries if row["status"] != "loaded"]
    if bad:
        lines = [[shorten(f"{row['status']}: {place(row)}: {reason(row)}", 160)] for row in bad[:_SHOWN]]
        if len(bad) > _SHOWN:
            lines.append([f"... {len(bad) - _SHOWN} till / more: finsam quarantine list"])
        sections.append(Section("Inte inläst i sin helhet / not loaded in full", lines))
    return sections


def check_content(outcome: CheckOutcome, seconds: float, page: Path | None) -> dict[str, Any]:
    """Return what the expectations said for a machine: per suite, per file, and the lines that do not hold."""
    from finsam.findings.finding import SEVERITIES  # noqa: PLC0415

    by_suite: dict[str, list[dict[str, Any]]] = {}
    for row in outcome.rows:
        by_suite.setdefault(row["suite"], []).append(row)
    suites = [
        {
            "suite": name,
            "expectations": len({row["expectation"] for row in rows}),
            "files": len({(row["source"], row["file_sha256"]) for row in rows}),
            "rows": sum({(row["source"], row["file_sha256"]): row["evaluated_rows"] for row in rows}.values()),
            **{
                severity: len(
                    {row["expectation"] for row in rows if row["severity"] == severity and not row["success"]}
                )
                for severity in SEVERITIES
            },
        }
        for name, rows in by_suite.items()
    ]
    return {
        "status": "ok",
        "seconds": seconds,
        "evaluated": outcome.evaluated,
        "data_docs": None if page is None else str(page),
        "suites": suites,
        "results": outcome.rows,
        "lines": outcome.lines,
        "files": outcome.files,
    }


def check_sections(content: Mapping[str, Any]) -> list[Section]:
    """One line per suite, then what does not hold: file, lines and what to do."""
    from finsam.findings.finding import SEVERITIES  # noqa: PLC0415

    suites = content["suites"]
    table = [
        [suite["suite"], *(str(suite[key]) for key in ("expectations", "files", "rows", *SEVERITIES))]
        for suite in suites
    ]
    header = ("svit / suite", "regler", "filer", "rader", "spärr", "fel", "varning", "not")
    failed = [row for row in content["results"] if not row["success"]]
    number = sum(suite["expectations"] for suite in suites)
    title = (
        f"Förväntningar / expectations: {number} i {len(suites)} sviter / suites, {len(failed)} håller inte / do not "
        f"hold ({content['seconds']:.1f} s)"
    )
    sections = [Section(title, table, header if table else (), frozenset(range(1, 8)))]
    places = {(file["source"], file["file_sha256"]): place(file) for file in content["files"]}
    for row in sorted(failed, key=lambda row: SEVERITIES.index(row["severity"])):
        key = ("source", "suite", "expectation", "file_sha256")
        lines = [str(line["line_no"]) for line in content["lines"] if all(line[name] == row[name] for name in key)]
        more = " ..." if (row["unexpected_rows"] or 0) > _SHOWN else ""
        where = f"rad / line {', '.join(lines[:_SHOWN])}{more}" if lines else "hela filen / the whole file"
        sections.append(
            Section(
                f"{row['severity']}: {places.get((row['source'], row['file_sha256']), row['source'])}: {where}",
                [[row["message_sv"]], [row["message_en"]]],
            )
        )
    if content["data_docs"]:
        sections.append(Section(f"Sidor / pages: {content['data_docs']}", []))
    return sections


def night_content(settings: Settings, outcome: dict[str, Any]) -> dict[str, Any]:
    """Return everything about a night for a machine."""
    return {**outcome, "place": str(settings.current), **front_page_content(settings, outcome["build_id"])}


def night_sections(settings: Settings, outcome: dict[str, Any]) -> list[Section]:
    """The summary of a night: one screen."""
    content = night_content(settings, outcome)
    steps = ", ".join(f"{step} {value:.1f}" for step, value in outcome["seconds"].items())
    seconds = wrap(f"sekunder / seconds: {steps}; {outcome['peak_memory_mb']} MB", WIDTH, subsequent_indent="  ")
    title = f"{_STATUS[outcome['status']]}: {outcome['build_id']}, per / as of {outcome['receipt']['as_of']}"
    rows = [*_where(settings), *([line] for line in seconds)]
    return [
        *front_page_sections(content),
        *_duplicates(outcome["duplicates"]),
        Section(title, rows),
    ]


def _where(settings: Settings) -> list[list[str]]:
    """Where to read on."""
    return [
        [f"{settings.current}/: finsam.duckdb, open/*.csv, receipt.json"],
        ["finsam status | quarantine list | explain INDICATOR --association A --year Y"],
    ]


def unchanged_sections(settings: Settings, outcome: dict[str, Any]) -> list[Section]:
    """The summary of a night without news; it opens no database."""
    receipt = outcome["receipt"]
    totals = receipt["deliveries"]
    return [
        Section(
            _STATUS["unchanged"],
            [
                [f"Bygge / build {outcome['build_id']} (per / as of {receipt['as_of']}), {settings.current}"],
                [f"{totals['files']} leveranser / deliveries, {totals['refused']} avvisade / refused"],
            ],
        ),
        *_duplicates(outcome["duplicates"]),
    ]


def status_sections(content: dict[str, Any]) -> list[Section]:
    """The answer of `finsam status`."""
    changed = content["changes"]
    header = ("tal / indicator", "förbund", "enhet", "period", "regler / set", "förut", "nu")
    rows = [
        [
            row["indicator_code"],
            row["association_code"],
            " ".join(filter(None, (row["unit_code"], row["breakdown_value"]))),
            f"{row['period_start']}–{row['period_end']}",
            row["definition_set"] or "",
            _plain(row["old"]),
            _plain(row["new"]),
        ]
        for row in changed[: 2 * _SHOWN]
    ]
    before = content["previous_build"] or "inget / none"
    title = f"Ändrat sedan förra bygget / changed since the previous build ({before}): {len(changed)}"
    age = f"{content['age_hours']:.1f} h sedan / ago".replace(".", ",")
    return [
        Section(
            f"Bygge / build {content['build_id']}, per / as of {content['as_of']}",
            [[f"publicerat / published {_moment(content['finished'])} ({age})"]],
        ),
        *front_page_sections(content),
        Section(title, rows, header if rows else (), frozenset({5, 6})),
        runs_section(content["runs"], content["running_since"]),
    ]


def builds_sections(builds: Sequence[Mapping[str, Any]]) -> list[Section]:
    """The builds that can be made current."""
    rows = [
        [
            "*" if row["current"] else "",
            row["build_id"],
            str(row["as_of"]),
            _moment(row["finished"]),
            str(row["files"]),
            ", ".join(words for key, words in _BUILD_REMARKS.items() if row[key]),
        ]
        for row in builds
    ]
    header = ("", "bygge / build", "per / as of", "färdigt / finished", "filer / files", "")
    return [Section("Byggen / builds (* gäller nu / is current)", rows, header, frozenset({4}))]


def quarantine_content(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what is in quarantine for a machine: the list and its totals."""
    amounts = [row["amount_sek"] for row in rows if row["amount_sek"] is not None]
    return {
        "status": "ok",
        "rows": sum(row["rows"] for row in rows),
        "open": sum(row["open"] for row in rows),
        "amount_sek": sum(amounts) if amounts else None,
        "quarantine": rows,
    }


def quarantine_sections(rows: Sequence[Mapping[str, Any]]) -> list[Section]:
    """Files and reasons in quarantine: what is open, what a corrected delivery has put right, and what to do."""
    table = [
        [
            place(row),
            row["code"],
            str(row["rows"]),
            str(row["open"]),
            str(row["first_line"]),
            money(row["amount_sek"]),
            shorten(", ".join(row["resolved_by"]), 40),
        ]
        for row in rows
    ]
    header = (
        "fil / file",
        "orsak / reason",
        "rader",
        "öppna / open",
        "första / first",
        "kr",
        "rättat av / resolved by",
    )
    reasons = {row["code"]: f"{row['reason_sv']} / {row['reason_en']}" for row in rows}
    number, still = sum(row["rows"] for row in rows), sum(row["open"] for row in rows)
    title = (
        f"Karantän / quarantine: {number} rader / rows, {still} öppna / open"
        if rows
        else "Karantän / quarantine: tom / empty"
    )
    sections = [Section(title, table, header if rows else (), frozenset({2, 3, 4, 5}))]
    if reasons:
        sections.append(Section("Orsaker / reasons", [[code, text] for code, text in sorted(reasons.items())]))
    if still:
        sections.append(Section("Att göra / what to do", [[text] for text in _QUARANTINE_HELP]))
    return sections


def quarantined_line_sections(rows: Sequence[Mapping[str, Any]]) -> list[Section]:
    """The refused lines of one file."""
    table = [
        [
            str(row["line_no"]),
            row["record"] or "",
            row["code"],
            money(row["amount_sek"]),
            _resolution(row),
            shorten(row["content"] or ""),
        ]
        for row in rows
    ]
    header = ("rad / line", "post / record", "orsak / reason", "kr", "läge / state", "innehåll / content")
    reasons = {row["code"]: f"{row['reason_sv']} / {row['reason_en']}" for row in rows}
    return [
        Section(place(rows[0]), table, header, frozenset({0, 3})),
        Section("Orsaker / reasons", [[code, text] for code, text in sorted(reasons.items())]),
    ]


def _resolution(row: Mapping[str, Any]) -> str:
    if row["resolved_by"] is None:
        return "öppen / open"
    line = "" if row["resolved_by_line"] is None else f":{row['resolved_by_line']}"
    return f"rättad / resolved: {shorten(row['resolved_by'], 40)}{line}"


def readmission_content(found: Sequence[Readmission]) -> dict[str, Any]:
    """Return what a night would now make of quarantined files for a machine."""
    return {
        "status": "ok" if all(entry.status == "loaded" for entry in found) else "remaining",
        "files": [
            {
                "association_code": entry.file.association_code,
                "source": entry.file.source,
                "file_name": entry.file.file_name,
                "file_sha256": entry.file.file_sha256,
                "would_be": entry.status,
                "rows_in": entry.rows_in,
                "rows_read": entry.rows_read,
                "passing_lines": entry.passing,
                "remaining": entry.remaining,
            }
            for entry in found
        ],
    }


def readmission_sections(found: Sequence[Readmission]) -> list[Section]:
    """What would pass now, what would not and why, and that the next night takes it."""
    sections = []
    for entry in found:
        lines = ", ".join(map(str, entry.passing[:_SHOWN])) + (" ..." if len(entry.passing) > _SHOWN else "")
        rows = [
            [f"Skulle gå igenom nu / would pass now: {len(entry.passing)}{f' (rad / line {lines})' if lines else ''}"],
            [f"Rader som läses / rows read: {entry.rows_read} av / of {entry.rows_in}"],
        ]
        rows += [
            [f"rad / line {row['line_no']}: {row['reason_sv']} / {row['reason_en']}"]
            for row in entry.remaining[:_SHOWN]
        ]
        if len(entry.remaining) > _SHOWN:
            rows.append([f"... {len(entry.remaining) - _SHOWN} till / more"])
        sections.append(Section(f"{place(vars(entry.file))}: {entry.status}", rows))
    sections.append(
        Section(
            "Inget är ändrat. finsam nightly läser filen så nästa gång. / "
            "Nothing is changed. finsam nightly reads the file like this next time.",
            [],
        )
    )
    return sections


def _duplicates(duplicates: Sequence[Mapping[str, Any]]) -> list[Section]:
    if not duplicates:
        return []
    rows = [[f"{place(row)} = {row['of']}"] for row in duplicates[:_SHOWN]]
    return [Section(f"Levererat igen, ändrar inget / delivered again, changes nothing: {len(duplicates)}", rows)]


def _moment(text: str) -> str:
    return text[:19].replace("T", " ") + " UTC"


def _plain(value: Any) -> str:
    return "–" if value is None else str(value).rstrip("0").rstrip(".") if "." in str(value) else str(value)
