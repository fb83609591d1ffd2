"""The county on one page: what it cost, what came of it, and how sure we are."""

from __future__ import annotations

from typing import Any

from finsam.charts.drawing import Caption
from finsam.report import costs
from finsam.report.cells import Cell
from finsam.report.certainty import certainty
from finsam.report.drawings import indicator_bars
from finsam.report.equity import equity_rows
from finsam.report.reading import Reading

_RESULTS = (
    "participants_registered",
    "completed_participants",
    "step_forward_count",
    "step_forward_share_of_completed",
    "step_forward_share_of_participants",
    "work_or_study_exits",
    "work_or_study_share_of_completed",
)
_COSTS = ("cost_per_participant", "cost_per_completed", "cost_per_step_forward", "cost_per_work_or_study_exit")
_REACH = ("target_group_5pct", "reach_share_5pct")


def overview(reading: Reading) -> dict[str, Any]:
    """Return what the county's page says."""
    facts = reading.facts
    year, county = facts.year, facts.county_code
    codes = [one.code for one in facts.county]
    both = [*codes, *([county] if county else [])]

    def of(indicator: str, association: str) -> Cell:
        return reading.indicator(indicator, association, year, costs.SHARED)

    def booked(indicator: str, association: str) -> Cell:
        return reading.indicator(indicator, association, year, costs.BOOKED)

    def chart(name: str, indicator: str, title: str, says: str, **look: Any) -> Any:
        values = [(reading.name("association", code), of(indicator, code)) for code in both]
        return indicator_bars(reading, Caption(name, title, says), values, **look)

    def table(indicators: tuple[str, ...]) -> dict[str, Any]:
        return {"codes": indicators, "rows": [(code, [of(one, code) for one in indicators]) for code in both]}

    sure = [(code, *certainty(reading, code)) for code in both]
    parts, split = costs.split(reading, codes, year)
    bridges = costs.bridges(reading, codes, year)
    equity = {code: equity_rows(reading, code, latest_only=True) for code in codes}
    return {
        "year": year,
        "county": county,
        "associations": facts.county,
        "of": of,
        "booked": booked,
        "parts": parts,
        "split": split,
        "split_chart": lambda title, says: costs.split_chart(reading, Caption("split", title, says), parts, split),
        "bridges": bridges,
        "bridge_chart": lambda title, says: costs.bridge_chart(reading, Caption("bridge", title, says), bridges),
        "results": table(_RESULTS),
        "costs": table(_COSTS),
        "reach": table(_REACH),
        "chart": chart,
        "sure": sure,
        "equity": [row for rows in equity.values() for row in rows],
        "without_equity": [code for code, rows in equity.items() if not rows],
    }
