"""Whom the money employs: positions, who pays for them, what one costs, and what time is reported on."""

from __future__ import annotations

from typing import Any

from finsam.published import Row
from finsam.report.cells import COUNT, Cell
from finsam.report.costs import BOOKED, SHARED
from finsam.report.reading import Reading

POSITIONS, COST = "full_time_positions", "cost_per_position"
_STAFF = """
    select * from published.staffing order by fiscal_year desc, programme_code, role, funder
"""
_PAYERS = """
    select association_code, fiscal_year, funder, funder_type, sum(fte)::decimal(18, 2) as fte
    from published.staffing group by all order by fiscal_year desc, fte desc, funder, funder_type
"""
_TIME = """
    select * from published.time_report order by fiscal_year desc, role, hours desc, activity
"""


def staffing(reading: Reading, code: str) -> dict[str, Any]:
    """Return the positions of the latest year with any, and the time reported in the latest year with any."""
    positions = _latest(reading, code, _STAFF)
    year = positions[0]["fiscal_year"] if positions else 0
    times = _latest(reading, code, _TIME)
    return {
        "year": year,
        "units": _units(reading, code, year),
        "payers": [
            (row, _fte(reading, row, "sum(fte)", ("funder", "funder_type"), ""))
            for row in _latest(reading, code, _PAYERS)
        ],
        "positions": [
            (row, _fte(reading, row, "fte", ("programme_code", "role", "funder"), row["programme_code"]))
            for row in positions
        ],
        "times": [(row, _hours(reading, row)) for row in times],
        "time_year": times[0]["fiscal_year"] if times else 0,
    }


def _latest(reading: Reading, code: str, sql: str) -> list[Row]:
    own = [row for row in reading.facts.rows(sql) if row["association_code"] == code]
    return [row for row in own if row["fiscal_year"] == own[0]["fiscal_year"]]


def _units(reading: Reading, code: str, year: int) -> list[tuple[str, list[Cell]]]:
    """The association, then its programmes: positions, and what one costs by either definition."""
    units = sorted(key[4] for key in reading.facts.year_values if key[:4] == (POSITIONS, code, year, SHARED))
    wanted = ((POSITIONS, SHARED), (COST, BOOKED), (COST, SHARED))
    return [(unit, [reading.indicator(name, code, year, by, unit) for name, by in wanted]) for unit in units]


def _fte(reading: Reading, row: Row, column: str, keys: tuple[str, ...], unit: str) -> Cell:
    """A number of positions leads to the indicator of its unit, where the rows behind it are."""
    whole = reading.indicator(POSITIONS, row["association_code"], row["fiscal_year"], SHARED, unit)
    keys = ("association_code", "fiscal_year", *keys)
    return Cell(row["fte"], "fte", "staffing", column, {name: row[name] for name in keys}, whole.href)


def _hours(reading: Reading, row: Row) -> list[Cell]:
    link = reading.delivered_link(row["association_code"], "time_reports")
    keys = ("association_code", "fiscal_year", "role", "activity")
    return [
        reading.cell(row, "time_report", "hours", COUNT, keys, href=link),
        reading.cell(row, "time_report", "share_of_role", "fraction", keys, href=link),
    ]
