"""Indicators of one association over the years."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from finsam.charts.drawing import Caption
from finsam.report.cells import Cell
from finsam.report.costs import BOOKED
from finsam.report.drawings import Chart, years_chart
from finsam.report.reading import Reading


def trends(reading: Reading, association: str, indicators: Sequence[str]) -> list[Callable[[str], Chart]]:
    """Return a chart for each indicator that has more than one year.

    Args:
        reading: The language.
        association: Whose.
        indicators: Which, in the order to show them.
    """
    found: list[Callable[[str], Chart]] = []
    for indicator in indicators:
        years = sorted(
            key[2]
            for key, row in reading.facts.year_values.items()
            if key[:2] == (indicator, association) and key[3:] == (BOOKED, "") and row["value"] is not None
        )
        values = [(year, reading.indicator(indicator, association, year, BOOKED)) for year in years]
        if len(values) > 1:
            found.append(_chart(reading, f"trend-{indicator}", reading.indicator_name(indicator), values))
    return found


def _chart(reading: Reading, name: str, title: str, values: Sequence[tuple[int, Cell]]) -> Callable[[str], Chart]:
    text = ", ".join(f"{year}: {cell.text(reading.language)}" for year, cell in (values[0], values[-1]))
    return lambda lead: years_chart(reading, Caption(name, title, f"{lead} {text}.".strip()), values)
