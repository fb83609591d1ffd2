"""How results are worded for people: Swedish with English beside it, on one screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from finsam import facts
from finsam.console import Section, money, percent, shorten
from finsam.receive import ACCEPTED, Inputs
from finsam.settings import Settings
from finsam.tombstones import RETENTION_PASSED

if TYPE_CHECKING:
    from finsam.erase import Plan

_SHOWN = 8
_ERRORS = 6
_BUILD_REMARKS = {
    "set_aside": "bortvalt / set aside",
    "rows_erased": "rader raderade, bara det publicerade kvar / rows erased, only what was published is left",
}
_ERASED = {
    "planned": "Skulle raderas / would be erased",
    "erased": "Raderat / erased",
    "nothing": "Inget att radera / nothing to erase",
}
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
            _place(vars(target.deliveries[0])) if target.deliveries else "–",
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
        f"Ingen dag att räkna från, behålls / no date to count from, kept: {_place(vars(delivered))}"
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
    rows = [[f"{_place(vars(file))}: {file.reason_sv} / {file.reason_en}"] for file in refused[:_SHOWN]]
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
        lines = [[shorten(f"{row['status']}: {_place(row)}: {_reason(row)}", 160)] for row in bad[:_SHOWN]]
        if len(bad) > _SHOWN:
            lines.append([f"... {len(bad) - _SHOWN} till / more: finsam quarantine list"])
        sections.append(Section("Inte inläst i sin helhet / not loaded in full", lines))
    return sections


def check_sections(rows: Sequence[Mapping[str, Any]]) -> list[Section]:
    """Which expectations did not hold."""
    failed = [row for row in rows if not row["success"]]
    title = f"Kontroller / expectations: {len(rows)}, håller inte / failed: {len(failed)}"
    lines = [[row["severity"], f"{row['source']}: {row['message_sv']} / {row['message_en']}"] for row in failed]
    return [Section(title, lines)]


def night_content(settings: Settings, outcome: dict[str, Any]) -> dict[str, Any]:
    """Return everything about a night for a machine."""
    with facts.opened(settings, outcome["build_id"]) as connection:
        return {
            **outcome,
            "place": str(settings.current),
            "deliveries": facts.deliveries(connection),
            "findings": facts.findings_by_severity(connection),
            "errors": facts.errors(connection),
            "key_figures": facts.key_figures(connection),
        }


def night_sections(settings: Settings, outcome: dict[str, Any]) -> list[Section]:
    """The summary of a night."""
    content = night_content(settings, outcome)
    receipt = outcome["receipt"]
    seconds = "  ".join(f"{step} {value:.2f} s" for step, value in outcome["seconds"].items())
    where = [
        [f"{settings.current}/finsam.duckdb", "databas för BI / database for BI"],
        [f"{settings.current}/open/", "öppna filer / open files, CSV + Parquet"],
        [f"{settings.logs}/", "loggar / logs"],
    ]
    return [
        *delivery_sections(content["deliveries"]),
        _totals(receipt["deliveries"]),
        *_duplicates(outcome["duplicates"]),
        _findings(content["findings"], content["errors"]),
        *_key_figures(content["key_figures"]),
        Section(f"{_STATUS[outcome['status']]}: {outcome['build_id']} (per / as of {receipt['as_of']})", where),
        Section(f"{seconds}  (minne / memory {outcome['peak_memory_mb']} MB)", []),
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
            f"Bygge / build {content['build_id']}",
            [[f"per / as of {content['as_of']}, publicerat / published {_moment(content['finished'])} ({age})"]],
        ),
        *delivery_sections(content["deliveries"]),
        _totals(content["totals"]),
        _findings(content["findings"], content["errors"]),
        *_key_figures(content["key_figures"]),
        Section(title, rows, header if rows else (), frozenset({5, 6})),
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


def quarantine_sections(rows: Sequence[Mapping[str, Any]]) -> list[Section]:
    """Files and reasons in quarantine."""
    table = [
        [_place(row), row["status"], row["code"], str(row["rows"]), str(row["first_line"]), money(row["amount_sek"])]
        for row in rows
    ]
    header = ("fil / file", "status", "orsak / reason", "rader / rows", "första / first", "kr")
    reasons = {row["code"]: f"{row['reason_sv']} / {row['reason_en']}" for row in rows}
    return [
        Section(
            f"Karantän / quarantine: {len(rows) or 'tom / empty'}", table, header if rows else (), frozenset({3, 4, 5})
        ),
        *([Section("Orsaker / reasons", [[code, text] for code, text in sorted(reasons.items())])] if reasons else []),
    ]


def quarantined_line_sections(rows: Sequence[Mapping[str, Any]]) -> list[Section]:
    """The refused lines of one file."""
    table = [
        [str(row["line_no"]), row["record"] or "", row["code"], money(row["amount_sek"]), shorten(row["content"] or "")]
        for row in rows
    ]
    header = ("rad / line", "post / record", "orsak / reason", "kr", "innehåll / content")
    reasons = {row["code"]: f"{row['reason_sv']} / {row['reason_en']}" for row in rows}
    return [
        Section(_place(rows[0]), table, header, frozenset({0, 3})),
        Section("Orsaker / reasons", [[code, text] for code, text in sorted(reasons.items())]),
    ]


def _place(row: Mapping[str, Any]) -> str:
    return shorten("/".join(part for part in (row["association_code"], row["source"], row["file_name"]) if part), 70)


def _reason(row: Mapping[str, Any]) -> str:
    """Why a delivery, of the published relation or as it was just read, was not loaded in full."""
    reason = row["reason"] if "reason" in row else row["reason_sv"]
    if reason:
        return f"{reason} / {row['reason_en']}"
    return f"{row['rows_quarantined']} rader i karantän / rows in quarantine"


def _totals(totals: Mapping[str, Any]) -> Section:
    quarantined = "–" if totals["quarantined_sek"] is None else money(_number(totals["quarantined_sek"]))
    line = (
        f"rader / rows: {totals['rows_in']} in = {totals['rows_read']} igenom / through + "
        f"{totals['rows_quarantined']} i karantän / quarantined; kontrollsumma / control total "
        f"{money(_number(totals['control_total_sek']))} kr, i karantän / quarantined {quarantined} kr"
    )
    return Section(line, [])


def _number(text: str | None) -> Any:
    from decimal import Decimal  # noqa: PLC0415

    return None if text is None else Decimal(text)


def _duplicates(duplicates: Sequence[Mapping[str, Any]]) -> list[Section]:
    if not duplicates:
        return []
    rows = [[f"{_place(row)} = {row['of']}"] for row in duplicates[:_SHOWN]]
    return [Section(f"Levererat igen, ändrar inget / delivered again, changes nothing: {len(duplicates)}", rows)]


def _findings(findings: Mapping[str, int], errors: Sequence[Mapping[str, Any]]) -> Section:
    """How many findings of each severity there are, and the words of the first errors."""
    text = ", ".join(f"{severity} {number}" for severity, number in findings.items()) or "inga / none"
    rows = [
        [shorten(f"{_about(error)}: {error['message_sv']} / {error['message_en']}", 200)] for error in errors[:_ERRORS]
    ]
    if len(errors) > len(rows):
        rows.append([f"... {len(errors) - len(rows)} till i / more in published.finding"])
    return Section(f"Iakttagelser / findings: {text}", rows)


def _about(finding: Mapping[str, Any]) -> str:
    parts = (finding["association_code"], finding["fiscal_year"], finding["check_code"])
    return " ".join(str(part) for part in parts if part)


def _key_figures(figures: Sequence[Mapping[str, Any]]) -> list[Section]:
    if not figures:
        return []
    sets = sorted({key for figure in figures for key in figure} - {"association_code", "fiscal_year"})
    rows = [
        [str(figure["association_code"]), str(figure["fiscal_year"]), *(percent(figure.get(name)) for name in sets)]
        for figure in figures[: 2 * _SHOWN]
    ]
    header = ("förbund / association", "år / year", *sets)
    title = "Administrationens andel av kostnaden / administration share of cost"
    return [Section(title, rows, header, frozenset(range(2, 2 + len(sets))))]


def _moment(text: str) -> str:
    return text[:19].replace("T", " ") + " UTC"


def _plain(value: Any) -> str:
    return "–" if value is None else str(value).rstrip("0").rstrip(".") if "." in str(value) else str(value)
