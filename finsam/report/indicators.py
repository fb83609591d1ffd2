"""The indicators: a list of all, and one page for each with its definition, its values and how they came to be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from finsam.charts.drawing import Caption
from finsam.published import Row
from finsam.report.cells import anchor
from finsam.report.costs import SHARED
from finsam.report.drawings import Chart, indicator_bars
from finsam.report.reading import Reading
from finsam.report.sources import sources_of


def indicator_list(reading: Reading) -> dict[str, Any]:
    """Return what the list of all indicators says."""
    facts = reading.facts
    areas: dict[str, list[Row]] = {}
    for row in sorted(facts.indicators.values(), key=lambda row: reading.said(row, "name").lower()):
        areas.setdefault(row["issue_area"], []).append(row)
    county = facts.county_code
    return {
        "year": facts.year,
        "county": county,
        "areas": sorted(areas.items()),
        "of": lambda code: reading.indicator(code, county, facts.year, SHARED),
    }


def indicator(code: str) -> Callable[[Reading], dict[str, Any]]:
    """Return what asks the questions of the page of one indicator."""
    return lambda reading: _indicator(reading, code)


def _indicator(reading: Reading, code: str) -> dict[str, Any]:
    facts = reading.facts
    known = sources_of(facts)
    own = [row for row in facts.values if row["indicator_code"] == code]
    examples = {one.code for one in facts.examples}
    own.sort(
        key=lambda row: (
            row["association_code"] in examples,
            bool(row["unit_code"]) or bool(row["breakdown"]),
            -row["fiscal_year"],
            row["definition_set"] != SHARED,
        )
    )
    values = [
        {
            "row": row,
            "place": anchor(row["fact_key"]),
            "value": reading.value_cell(row),
            "numerator": reading.value_cell(row, "numerator"),
            "denominator": reading.value_cell(row, "denominator"),
            "reasons": facts.reasons.get(row["fact_key"], []),
            "unit_name": reading.programme(row["association_code"], row["unit_code"]) if row["unit_code"] else "",
            "breakdown": reading.of_breakdown(row),
            "is_example": row["association_code"] in examples,
            "command": _command(row),
            "sources": known.get(("indicator_value", row["fact_key"]), {}),
        }
        for row in own
    ]
    return {
        "code": code,
        "row": facts.indicators[code],
        "values": values,
        "year": facts.year,
        "county": facts.county_code,
        "chart": lambda missing, weaker: _chart(reading, code, missing, weaker),
        "history": facts.rows(
            """
            select * from published.definition
            where (definition_table = 'indicator' and row_key = $code)
                or (
                    definition_table in ('indicator_term', 'comparability')
                    and list_contains(string_split(row_key, ' / '), $code)
                )
            order by definition_table, row_key, version_no
            """,
            code=code,
        ),
        "printed": [row for row in facts.rows(PRINTED) if row["indicator_code"] == code],
    }


PRINTED = "select * from published.printed_comparison order by is_within_tolerance, indicator_code, fact_key, figure_no"


def _chart(reading: Reading, code: str, missing: str, weaker: str) -> Chart | None:
    facts = reading.facts
    codes = [one.code for one in facts.county]
    values = [
        (reading.name("association", one), reading.indicator(code, one, facts.year, SHARED))
        for one in [*codes, *([facts.county_code] if facts.county_code else [])]
    ]
    if all(cell.state == "missing" for _, cell in values):
        return None
    by = reading.name("definition_set", SHARED)
    caption = Caption("values", f"{reading.indicator_name(code)} {facts.year}", f"{by}.")
    return indicator_bars(reading, caption, values, missing=missing, weaker=weaker)


def _command(row: Row) -> str:
    """The command that leads a value to its vouchers."""
    words = [
        f"finsam explain {row['indicator_code']}",
        f"--association {row['association_code']}",
        f"--year {row['fiscal_year']}",
        f"--set {row['definition_set']}",
    ]
    if row["unit_code"]:
        words.append(f"--unit {row['unit_code']}")
    if row["breakdown"]:
        words.append(f"--breakdown {row['breakdown']}={row['breakdown_value']}")
    return " ".join(words)
