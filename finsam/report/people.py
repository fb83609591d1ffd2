"""The participants of an association in detail: who sends them, how long they wait, who they are, how it goes after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from finsam.charts.bars import Value, bars
from finsam.charts.drawing import Caption
from finsam.published import Row
from finsam.report.cells import Cell
from finsam.report.costs import SHARED
from finsam.report.drawings import Chart
from finsam.report.participants import exits, flows
from finsam.report.reading import Association, Reading
from finsam.report.trends import trends

_CARDS = (
    "participants_registered",
    "women_share_of_participants",
    "applications",
    "waiting_within_14_days_share",
    "waiting_days_median",
)
_WAITING_TRENDS = ("applications", "waiting_within_14_days_share", "waiting_days_median")
_SEX_TRENDS = ("women_share_of_participants",)
_CUTS = ("municipality", "sex", "municipality_sex")
_WAITING = (
    ("application_count", "cases"),
    ("offered_count", "cases"),
    ("assessable_count", "cases"),
    ("within_14_days_count", "cases"),
    ("median_days", "days"),
)
_ASKED = (
    ("completed_count", "persons"),
    ("consented_count", "persons"),
    ("consent_rate_of_completed", "fraction"),
    ("answered_count", "persons"),
    ("response_rate_of_consented", "fraction"),
)
_FOUND = (("status_count", "persons"), ("share_of_answered", "fraction"))
_FEWEST_BARS = 3


def people(one: Association) -> Callable[[Reading], dict[str, Any]]:
    """Return what asks the questions of the page of an association's participants."""
    return lambda reading: _people(reading, one)


def _people(reading: Reading, one: Association) -> dict[str, Any]:
    facts, code = reading.facts, one.code
    year = facts.year_of(code)
    referrals = _referrals(reading, code)
    cards = {name: reading.indicator(name, code, year, SHARED) for name in _CARDS}
    return {
        "one": one,
        "code": code,
        "year": year,
        "cards": {name: cell for name, cell in cards.items() if cell.state != "missing"},
        "referrals": referrals,
        "referral_charts": lambda title, says: _referral_charts(reading, referrals, title, says),
        "waiting": _waiting(reading, code),
        "waiting_trends": trends(reading, code, _WAITING_TRENDS),
        "cuts": {cut: _told(flows(reading, code, cut)) for cut in _CUTS},
        "sex_trends": trends(reading, code, _SEX_TRENDS),
        "exits": [(row, cell) for cut in _CUTS for row, cell in exits(reading, code, cut)],
        "asked": _follow_up(reading, code, _ASKED, is_status=False),
        "found": _follow_up(reading, code, _FOUND, is_status=True),
        "delivered": facts.delivered_by(code),
        "fitness": facts.fitness_of(code),
    }


def _told(rows: list[tuple[Row, dict[str, Cell]]]) -> list[tuple[Row, dict[str, Cell]]]:
    """Leave out the columns that no source has told for any row."""
    told = {name for _, cells in rows for name, cell in cells.items() if cell.state != "missing"}
    return [(row, {name: cell for name, cell in cells.items() if name in told}) for row, cells in rows]


def _referrals(reading: Reading, code: str) -> list[tuple[Row, Cell]]:
    """Who sent how many to each programme, the latest year first; hidden ones last."""
    rows = reading.facts.rows(
        """
        select *,
            period_from > make_date(fiscal_year, 1, 1) or period_to < make_date(fiscal_year, 12, 31) as is_part_of_year
        from published.referral
        order by fiscal_year desc, programme_code, referral_count desc nulls last, fact_key
        """
    )
    return [
        (row, reading.cell(row, "referral", "referral_count", "persons", ("fact_key",), href=_file(reading, row)))
        for row in rows
        if row["association_code"] == code
    ]


def _file(reading: Reading, row: Row) -> str:
    """The files a referral can be in: those of the system it comes from, else those that list referrals."""
    code, system = row["association_code"], row["source_system"]
    listed = system if system in reading.facts.delivered_by(code) else "referrals"
    return reading.delivered_link(code, listed)


def _referral_charts(reading: Reading, referrals: Sequence[tuple[Row, Cell]], title: str, says: str) -> list[Chart]:
    """Draw the referrers of each programme in the latest year, where enough of them are shown."""
    found: list[Chart] = []
    latest = [(row, cell) for row, cell in referrals if row["fiscal_year"] == referrals[0][0]["fiscal_year"]]
    for programme, own in groupby(latest, key=lambda pair: pair[0]["programme_code"]):
        values = [Value(_referrer(reading, row), cell.amount(), cell.text(reading.language)) for row, cell in own]
        if sum(bool(value.amount) for value in values) >= _FEWEST_BARS:
            name = f"{title} {reading.programme(referrals[0][0]['association_code'], programme)}"
            caption = Caption(f"referrals-{len(found) + 1}", name, f"{latest[0][0]['fiscal_year']}. {says}")
            found.append(Chart(caption, bars(caption, values).svg()))
    return found


def _referrer(reading: Reading, row: Row) -> str:
    name = reading.name("referrer", row["referrer"])
    return f"{name}, {row['period_from']} – {row['period_to']}" if row["is_part_of_year"] else name


def _waiting(reading: Reading, code: str) -> list[tuple[Row, dict[str, Cell]]]:
    """Applications and offers of each programme, all routes before each of them."""
    found = []
    for row in reading.facts.rows(
        "select * from published.waiting_time order by fiscal_year desc, programme_code, route, fact_key"
    ):
        if row["association_code"] == code:
            cells = {name: reading.traced(row, "waiting_time", name, unit) for name, unit in _WAITING}
            share = reading.cell(
                row,
                "waiting_time",
                "within_14_days_share",
                "fraction",
                ("fact_key",),
                href=reading.source_link(code, "waiting_time", row["fact_key"]),
            )
            found.append((row, {**cells, "within_14_days_share": share}))
    return found


def _follow_up(
    reading: Reading, code: str, columns: Sequence[tuple[str, str]], *, is_status: bool
) -> list[tuple[Row, dict[str, Cell]]]:
    """The exit periods that were followed up, or what the persons of each did then."""
    found = []
    for row in reading.facts.rows(
        """
        select *, status_at_followup <> '' as is_status,
            string_agg(fact_key) filter (where status_at_followup = '')
                over (partition by association_code, programme_code, exit_from, exit_to, months_after) as period_key
        from published.follow_up
        order by fiscal_year desc, programme_code, exit_from, exit_to, months_after, status_count desc nulls last,
            status_at_followup
        """
    ):
        if row["association_code"] == code and row["is_status"] == is_status:
            link = reading.source_link(code, "follow_up", row["period_key"] or "")
            link = link or reading.delivered_link(code, "followup")
            cells = {
                name: reading.cell(row, "follow_up", name, unit, ("fact_key",), href=link) for name, unit in columns
            }
            found.append((row, cells))
    return found
