"""How good the data is: what came, whether all of it is left, what was found, and how print compares."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from finsam import facts as night
from finsam.report.cells import COUNT, Cell, anchor
from finsam.report.certainty import FINDINGS, SEVERITIES
from finsam.report.indicators import PRINTED
from finsam.report.reading import Reading, indicator_path


def quality(reading: Reading) -> dict[str, Any]:
    """Return what the page about the quality of the data says."""
    facts = reading.facts
    published = facts.published
    deliveries = night.deliveries(published)
    findings = [row for row in facts.rows("select severity, status from published.finding") if row["status"] == "open"]
    by_severity = Counter(row["severity"] for row in findings)
    by_status = Counter(row["status"] for row in deliveries)
    checks = facts.rows("select * from published.check_result order by all")
    families: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in checks:
        families[row["family"]].append(row)
    fitness = facts.rows("select * from published.fit_for_use")
    return {
        "deliveries": [
            (
                row,
                [
                    reading.cell(
                        row, "delivery", column, COUNT, ("file_sha256", "association_code", "source", "file_name")
                    )
                    for column in ("rows_in", "rows_read", "rows_quarantined")
                ],
            )
            for row in deliveries
        ],
        "delivered": {
            status: Cell(number, COUNT, "delivery", "count(*)", {"status": status})
            for status, number in sorted(by_status.items())
        },
        "severities": {
            severity: Cell(
                by_severity[severity],
                COUNT,
                "finding",
                "count(*)",
                {"severity": severity, "status": "open"},
                "findings.html",
            )
            for severity in SEVERITIES
        },
        "layers": [
            (
                row,
                [
                    Cell(row[name], COUNT, "conservation", f"sum({name})", {"layer": row["layer"]})
                    for name in ("rows_in", "rows_through", "rows_remainder")
                ]
                + [
                    Cell(row[name], "sek", "conservation", f"sum({name})", {"layer": row["layer"]})
                    for name in ("sek_in", "sek_through", "sek_remainder")
                ],
            )
            for row in night.conservation(published)
        ],
        "families": [
            {
                "family": family,
                "checks": len({row["check_code"] for row in rows}),
                "tested": Cell(
                    sum(row["tested_count"] or 0 for row in rows),
                    COUNT,
                    "check_result",
                    "sum(tested_count)",
                    {"family": family},
                ),
                "open": Cell(
                    sum(row["open_count"] or 0 for row in rows),
                    COUNT,
                    "check_result",
                    "sum(open_count)",
                    {"family": family},
                ),
            }
            for family, rows in sorted(families.items())
        ],
        "checks": _checks(checks),
        "fitness": _fitness(reading, fitness),
        "associations": [one.code for one in (*facts.county, *facts.examples)],
        "year": facts.year,
        "printed": {
            verdict: Cell(
                number,
                COUNT,
                "printed_comparison",
                "count(*)",
                {"is_within_tolerance": verdict, "is_suppressed": False},
            )
            for verdict, number in Counter(
                row["is_within_tolerance"] for row in facts.rows(PRINTED) if not row["is_suppressed"]
            ).items()
            if verdict is not None
        },
    }


def _checks(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One line per check: what it asks, how often it was asked and how often it did not hold."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["check_code"]].append(row)
    lines = []
    for code, own in found.items():
        tested, left = sum(row["tested_count"] or 0 for row in own), sum(row["open_count"] or 0 for row in own)
        lines.append(
            {
                "code": code,
                "row": own[0],
                "tested": Cell(tested, COUNT, "check_result", "sum(tested_count)", {"check_code": code}),
                "open": Cell(left, COUNT, "check_result", "sum(open_count)", {"check_code": code}),
            }
        )
    return sorted(lines, key=lambda line: (-line["open"].value, line["code"]))


def _fitness(reading: Reading, rows: list[dict[str, Any]]) -> list[tuple[str, dict[str, dict[str, Any]]]]:
    """Relation -> association -> the verdict of its latest year."""
    found: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for row in sorted(rows, key=lambda row: row["fiscal_year"]):
        found[row["relation"]][row["association_code"]] = row
    return sorted(found.items(), key=lambda item: reading.words.order("relation", item[0]))


def findings(reading: Reading) -> dict[str, Any]:
    """Return all open findings with the delivered lines they are about."""
    facts = reading.facts
    lines: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in facts.rows(
        """
        select finding_id, file_name, line_no from published.finding_row
        where file_name <> '' and not about_persons group by all order by all
        """
    ):
        if row["line_no"] is not None:
            lines[row["finding_id"]][row["file_name"]].append(row["line_no"])
    explained = {row["fact_key"]: row["indicator_code"] for row in facts.values}
    rows = facts.rows(FINDINGS)
    return {
        "findings": [
            {
                "row": row,
                "lines": lines.get(row["finding_id"], {}),
                "href": f"{indicator_path(explained[row['fact_key']])}#{anchor(row['fact_key'])}"
                if row["fact_key"] in explained
                else "",
            }
            for row in rows
        ],
        "severities": {
            severity: Cell(
                sum(1 for row in rows if row["severity"] == severity),
                COUNT,
                "finding",
                "count(*)",
                {"severity": severity, "status": "open"},
            )
            for severity in SEVERITIES
        },
    }


def printed(reading: Reading) -> dict[str, Any]:
    """Return every printed figure beside ours."""
    keys = ("fact_key", "figure_no")
    found = []
    for row in reading.facts.rows(PRINTED):
        own = reading.facts.indicators.get(row["indicator_code"])
        unit = own["unit"] if own else ""
        link = f"{indicator_path(row['indicator_code'])}#{anchor(row['fact_key'])}"
        found.append(
            (
                row,
                [
                    reading.cell(row, "printed_comparison", "printed_as_indicator", unit, keys),
                    reading.cell(row, "printed_comparison", "computed_value", unit, keys, href=link),
                    reading.cell(row, "printed_comparison", "difference", unit, keys),
                ],
            )
        )
    return {"rows": found}
