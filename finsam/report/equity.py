"""Equity against its cap, as booked and as forecast."""

from __future__ import annotations

from dataclasses import dataclass

from finsam.charts.drawing import Caption
from finsam.charts.trend import Point, Series, trend
from finsam.report.cells import Cell
from finsam.report.drawings import Chart
from finsam.report.reading import Reading
from finsam.wording import share

_KEYS = ("association_code", "fiscal_year", "basis")
_BOOKED = "ledger"
_FORECAST = "definition/forecast_line_role.html"
_AMOUNTS = ("opening_sek", "result_sek", "closing_sek", "allocation_sek", "cap_sek")
_SHARES = ("closing_share_of_allocation", "cap_share")


@dataclass(frozen=True)
class Equity:
    """One year of one association.

    Args:
        association: Whose.
        year: Of which year.
        basis: What it rests on.
        is_forecast: Whether it is no outcome.
        is_above_cap: Whether it is above the cap; None where that is not known.
        cells: Column -> number.
    """

    association: str
    year: int
    basis: str
    is_forecast: bool
    is_above_cap: bool | None
    cells: dict[str, Cell]


def equity_rows(reading: Reading, association: str, latest_only: bool = False) -> list[Equity]:
    """Return the years of an association; of several forecasts for a year the first one by name."""
    rows = reading.facts.rows("select * from published.equity order by association_code, fiscal_year, basis desc")
    years: dict[int, Equity] = {}
    for row in rows:
        if row["association_code"] != association:
            continue
        forecast = row["basis"] != _BOOKED
        if row["fiscal_year"] in years and forecast:
            continue
        own = reading.source_link(association, "equity", f"{association}/{row['fiscal_year']}/closing_equity")
        link = _FORECAST if forecast else own
        cells = {column: reading.cell(row, "equity", column, "sek", _KEYS, href=link) for column in _AMOUNTS}
        cells |= {column: reading.cell(row, "equity", column, "fraction", _KEYS, href=link) for column in _SHARES}
        years[row["fiscal_year"]] = Equity(
            association, row["fiscal_year"], row["basis"], forecast, row["is_above_cap"], cells
        )
    found = list(years.values())
    if not latest_only or not found:
        return found
    booked = [row for row in found if not row.is_forecast]
    return booked[-1:] or found[:1]


def equity_chart(reading: Reading, rows: list[Equity], caption: Caption, cap: str, forecast: str) -> Chart:
    """Draw equity as a share of the allocation over the years, with the cap.

    Args:
        reading: The language.
        rows: The years.
        caption: What is said about it.
        cap: What the line of the cap is called.
        forecast: What a hollow marker means.
    """
    limit = next((row.cells["cap_share"] for row in rows if row.cells["cap_share"].state == "value"), None)
    points = [
        Point(row.year, amount, row.cells["closing_share_of_allocation"].text(reading.language), row.is_forecast)
        for row in rows
        if (amount := row.cells["closing_share_of_allocation"].amount()) is not None
    ]
    level = None if limit is None else limit.amount()
    label = "" if limit is None else f"{cap} {share(limit.value, reading.language, 0)}"
    drawing = trend(caption, [Series(caption.title, points)], limit=level, limit_label=label, open_label=forecast)
    return Chart(caption, drawing.svg())
