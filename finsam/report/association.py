"""One association on one page: the tables of the annual report, what came of the money, and how sure we are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from finsam.charts.bars import Value, bars
from finsam.charts.drawing import Caption
from finsam.charts.waterfall import Step, waterfall
from finsam.published import Row
from finsam.report import costs
from finsam.report.cells import Cell
from finsam.report.certainty import FINDINGS, certainty
from finsam.report.drawings import Chart
from finsam.report.equity import equity_chart, equity_rows
from finsam.report.participants import COUNTS, exits, flows
from finsam.report.reading import Association, Reading, indicator_path
from finsam.report.staffing import staffing
from finsam.report.statements import statements
from finsam.report.trends import trends

_TRENDS = (
    "total_cost",
    "result",
    "admin_share_of_cost",
    "external_funds_used",
    "participants_registered",
    "step_forward_share_of_completed",
    "full_time_positions",
)
_BUDGET_KEYS = (
    "association_code",
    "fiscal_year",
    "budget_version",
    "definition_set",
    "cost_category",
    "programme_code",
)


def association(one: Association) -> Callable[[Reading], dict[str, Any]]:
    """Return what asks the questions of the page of an association."""
    return lambda reading: _association(reading, one)


def _association(reading: Reading, one: Association) -> dict[str, Any]:
    facts, code = reading.facts, one.code
    year = facts.year_of(code)
    parts, split = costs.split(reading, [code], year)
    bridges = costs.bridges(reading, [code], year)
    equity = equity_rows(reading, code)
    whole = flows(reading, code, "total", "budgeted")
    flow = _whole_flow(whole)
    goals = _goals(reading, code)

    grades, counts = certainty(reading, code)

    def of(indicator: str, definition_set: str = costs.SHARED) -> Cell:
        return reading.indicator(indicator, code, year, definition_set)

    return {
        "one": one,
        "code": code,
        "year": year,
        "members": facts.rows(_MEMBERS, association=code),
        "of": of,
        "booked": lambda indicator: of(indicator, costs.BOOKED),
        "statements": statements(reading, code),
        "parts": parts,
        "split": split,
        "split_chart": lambda title, says: costs.split_chart(reading, Caption("split", title, says), parts, split),
        "bridges": bridges,
        "bridge_chart": lambda title, says: costs.bridge_chart(reading, Caption("bridge", title, says), bridges),
        "trends": trends(reading, code, _TRENDS),
        "budget": _budget(reading, code),
        "funding": _funding(reading, code),
        "staff": staffing(reading, code),
        "delivered": facts.delivered_by(code),
        "equity": equity,
        "equity_chart": lambda title, says, cap, forecast: equity_chart(
            reading, equity, Caption("equity-trend", title, says), cap, forecast
        ),
        "flows": whole,
        "flow": flow,
        "flow_chart": lambda title, says: _flow_chart(reading, flow, Caption("flow", title, says)),
        "exits": exits(reading, code, "total"),
        "goals": goals,
        "goal_chart": lambda title, says, mark: _goal_chart(reading, goals, Caption("goals", title, says), mark),
        "surveys": _surveys(reading, code),
        "findings": [
            row for row in facts.rows(FINDINGS) if row["association_code"] == code and row["severity"] != "note"
        ],
        "finding_counts": counts,
        "grades": grades,
        "fitness": facts.fitness_of(code),
    }


_MEMBERS = """
    select municipality_name from published.municipality_membership
    where association_code = $association and is_latest and is_member order by municipality_name
"""


def _budget(reading: Reading, code: str) -> dict[str, Any]:
    """Budget and outcome by category and programme as booked, for the latest year with a budget."""
    rows = [
        row
        for row in reading.facts.rows("select * from published.budget_outcome order by all")
        if row["association_code"] == code and row["definition_set"] == costs.BOOKED
    ]
    if not rows:
        return {"rows": []}
    year = max(row["fiscal_year"] for row in rows)
    rows = [row for row in rows if row["fiscal_year"] == year]
    rows.sort(key=lambda row: (reading.words.order("cost_category", row["cost_category"]), row["programme_code"]))
    found = []
    for row in rows:
        key = "/".join(str(row[name]) or "-" for name in _BUDGET_KEYS)
        link = reading.source_link(code, "budget_outcome", key)
        cells = [
            reading.cell(row, "budget_outcome", column, "sek", _BUDGET_KEYS, href=link)
            for column in ("budget_sek", "outcome_sek", "variance_sek")
        ]
        found.append((row, cells))
    return {"rows": found, "year": year, "version": rows[0]["budget_version"]}


def _funding(reading: Reading, code: str) -> list[tuple[Row, list[Cell]]]:
    keys = ("association_code", "fiscal_year", "funder", "funder_type", "is_allocation", "provenance")
    rows = [
        row
        for row in reading.facts.rows(
            "select * from published.funding order by fiscal_year desc, is_allocation desc, received_sek desc, funder"
        )
        if row["association_code"] == code
    ]
    year = max((row["fiscal_year"] for row in rows), default=0)
    allocation = indicator_path("allocation")
    return [
        (
            row,
            [
                reading.cell(row, "funding", "received_sek", "sek", keys, href=allocation),
                reading.cell(row, "funding", "used_sek", "sek", keys, href=allocation),
                reading.cell(row, "funding", "share_of_allocation", "fraction", keys, href=allocation),
            ],
        )
        for row in rows
        if row["fiscal_year"] == year
    ]


def _whole_flow(flows: Sequence[tuple[Row, dict[str, Cell]]]) -> tuple[Row, dict[str, Cell]] | None:
    """The largest programme, or sum, of the latest year whose four counts are all known."""
    whole = [flow for flow in flows if all(flow[1][name].state == "value" for name in COUNTS[:4])]
    return max(whole, key=lambda flow: (flow[0]["fiscal_year"], flow[0]["total"] or 0), default=None)


def _flow_chart(reading: Reading, flow: tuple[Row, dict[str, Cell]] | None, caption: Caption) -> Chart | None:
    if flow is None:
        return None
    steps, rows = [], []
    for name in COUNTS[:4]:
        cell = flow[1][name]
        label = reading.name("column", name)
        sign = {"new": 1, "completed": -1}.get(name, 0)
        text = cell.text(reading.language)
        mark = {1: "+", -1: "\N{MINUS SIGN}"}.get(sign, "")
        steps.append(Step(label, float(cell.value) * (sign or 1), mark + text, is_level=not sign))
        rows.append([label, cell])
    header = (reading.name("relation", "participant_flow"), reading.name("unit", "persons"))
    return Chart(caption, waterfall(caption, steps).svg(), header, rows)


def _goals(reading: Reading, code: str) -> list[tuple[Row, dict[str, Cell]]]:
    keys = ("fact_key",)
    found = []
    for row in reading.facts.rows(
        "select * from published.goal_result order by fiscal_year desc, held_against, goal_area, goal_code, fact_key"
    ):
        if row["association_code"] != code:
            continue
        own = reading.facts.indicators.get(row["indicator_code"] or "")
        unit = own["unit"] if own else ""
        link = indicator_path(row["indicator_code"]) if own else "definition/goal_definition.html"
        cells = {
            name: reading.cell(row, "goal_result", name, unit, keys, href=link)
            for name in ("target_value", "outcome_value")
        }
        if row["target_value"] is None:  # a goal without a level hides nothing
            cells["target_value"] = Cell(None, unit, "goal_result", "target_value", {"fact_key": row["fact_key"]})
        found.append((row, cells))
    return found


def _goal_chart(
    reading: Reading, goals: Sequence[tuple[Row, dict[str, Cell]]], caption: Caption, mark: str
) -> Chart | None:
    """Draw the goals whose target and outcome are both shares."""
    shown = [
        (row, cells)
        for row, cells in goals
        if cells["target_value"].state == "value"
        and cells["outcome_value"].state == "value"
        and cells["target_value"].unit == "fraction"
    ]
    if not shown:
        return None
    values = [
        Value(
            row["goal_text"],
            cells["outcome_value"].amount(),
            cells["outcome_value"].text(reading.language),
            cells["target_value"].amount(),
        )
        for row, cells in shown
    ]
    rows = [[row["goal_text"], cells["target_value"], cells["outcome_value"]] for row, cells in shown]
    header = [reading.name("column", name) for name in ("goal_text", "target_value", "outcome_value")]
    return Chart(caption, bars(caption, values, mark_label=mark, whole=1.0).svg(), header, rows)


def _surveys(reading: Reading, code: str) -> list[tuple[Row, list[Cell]]]:
    """Answers and means per survey and programme, whole questionnaires before their questions."""
    found = []
    for row in reading.facts.rows(
        """
        select * from published.survey_result where sex = 'all'
        order by fiscal_year desc, survey_round, survey, programme_code, question_no, fact_key
        """
    ):
        if row["association_code"] != code:
            continue
        link = reading.source_link(code, "survey_result", row["fact_key"])
        cells = [
            reading.cell(row, "survey_result", name, unit, ("fact_key",), href=link)
            for name, unit in (
                ("asked_count", "persons"),
                ("answered_count", "persons"),
                ("response_rate_of_asked", "fraction"),
                ("coverage_of_participants", "fraction"),
                ("mean_score", "scale"),
            )
        ]
        found.append((row, cells))
    return found
