"""The cost split by two definitions side by side, and the bridge between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from finsam.charts.drawing import Caption
from finsam.charts.stacked import Bar, Part, stacked
from finsam.charts.waterfall import Step, waterfall
from finsam.published import Row
from finsam.report.cells import Cell
from finsam.report.drawings import Chart
from finsam.report.reading import Reading
from finsam.wording import money, share

BOOKED, SHARED = "as_booked", "shared"
_SPLIT_KEYS = ("association_code", "fiscal_year", "definition_set", "cost_category")
_STEP_KEYS = ("association_code", "fiscal_year", "from_set", "to_set", "cost_category", "step_code")


@dataclass(frozen=True)
class SplitRow:
    """The split of one association by one definition.

    Args:
        association: Whose costs.
        definition_set: By which definition.
        amounts: Cost category -> amount.
        shares: Cost category -> share of cost.
    """

    association: str
    definition_set: str
    amounts: dict[str, Cell]
    shares: dict[str, Cell]


def split(reading: Reading, associations: Sequence[str], year: int) -> tuple[list[str], list[SplitRow]]:
    """Return the categories that are parts of the cost, and the split of each association by both definitions."""
    rows = [
        row
        for row in reading.facts.rows("select * from published.cost_split order by all")
        if row["fiscal_year"] == year
        and row["association_code"] in associations
        and row["definition_set"] in (BOOKED, SHARED)
    ]
    parts = sorted(
        {row["cost_category"] for row in rows if row["share_of_cost"] is not None},
        key=lambda code: reading.words.order("cost_category", code),
    )
    found = []
    for association in associations:
        for definition_set in (BOOKED, SHARED):
            own = {
                row["cost_category"]: row
                for row in sorted(rows, key=lambda row: reading.words.order("cost_category", row["cost_category"]))
                if row["association_code"] == association and row["definition_set"] == definition_set
            }
            if own:
                found.append(
                    SplitRow(
                        association,
                        definition_set,
                        {code: _split_cell(reading, row, "amount_sek", "sek") for code, row in own.items()},
                        {code: _split_cell(reading, row, "share_of_cost", "fraction") for code, row in own.items()},
                    )
                )
    return parts, found


def _split_cell(reading: Reading, row: Row, column: str, unit: str) -> Cell:
    key = "/".join(str(row[name]) for name in _SPLIT_KEYS)
    return reading.cell(
        row,
        "cost_split",
        column,
        unit,
        _SPLIT_KEYS,
        href=reading.source_link(row["association_code"], "cost_split", key),
    )


def split_chart(reading: Reading, caption: Caption, parts: Sequence[str], rows: Sequence[SplitRow]) -> Chart:
    """Draw the split, each association as booked above shared."""
    names = [reading.name("cost_category", part) for part in parts]
    several = len({row.association for row in rows}) > 1
    bars = []
    for row in rows:
        own = [
            Part(place, float(cell.value), share(cell.value, reading.language, 0))
            for place, part in enumerate(parts)
            if (cell := row.shares.get(part)) is not None and cell.value is not None
        ]
        total = sum(row.amounts[part].value for part in parts if part in row.amounts)
        label = reading.name("definition_set", row.definition_set)
        if several:
            label = f"{reading.name('association', row.association)}: {label}"
        bars.append(
            Bar(label, f"{money(round(total), reading.language)}", own, several and row.definition_set == BOOKED)
        )
    return Chart(caption, stacked(caption, names, bars).svg())


@dataclass(frozen=True)
class Bridge:
    """The way of one cost category from one definition to the other.

    Args:
        association: Whose.
        start: The amount by the first definition.
        moves: What moves: the step's name and the amount.
        end: The amount by the second definition.
    """

    association: str
    start: Cell
    moves: list[tuple[str, Cell]]
    end: Cell

    @property
    def is_still(self) -> bool:
        """Whether nothing moves."""
        return not any(cell.value for _, cell in self.moves)


def bridges(reading: Reading, associations: Sequence[str], year: int, category: str = "administration") -> list[Bridge]:
    """Return the bridge of a cost category for each association that has both amounts."""
    found = []
    rows = reading.facts.rows("select * from published.cost_comparison order by sort_order, step_code")
    for association in associations:
        own = [
            row
            for row in rows
            if (row["association_code"], row["fiscal_year"], row["to_set"]) == (association, year, SHARED)
            and row["from_set"] == BOOKED
            and row["cost_category"] == category
        ]
        by_kind = {row["kind"]: _step_cell(reading, row) for row in own if row["kind"] != "move"}
        start, end = by_kind.get("from_amount"), by_kind.get("to_amount")
        if start is None or end is None or start.value is None or end.value is None:
            continue
        moves = [(reading.said(row, "label"), _step_cell(reading, row)) for row in own if row["kind"] == "move"]
        found.append(Bridge(association, start, moves, end))
    return found


def _step_cell(reading: Reading, row: Row) -> Cell:
    return reading.cell(row, "cost_comparison", "amount_sek", "sek", _STEP_KEYS, href="definition/cost_rule.html")


def bridge_chart(reading: Reading, caption: Caption, found: Sequence[Bridge]) -> Chart:
    """Draw the way from booked to shared: the sum of the associations, each move that is not nothing, the new sum."""
    language = reading.language
    several = len(found) > 1
    steps: list[Step] = []
    rows: list[list[Any]] = []
    start = sum(bridge.start.value for bridge in found)
    end = sum(bridge.end.value for bridge in found)
    steps.append(Step(reading.name("definition_set", BOOKED), float(start), money(start, language), is_level=True))
    for bridge in found:
        who = f"{reading.name('association', bridge.association)}: " if several else ""
        rows.append([f"{who}{reading.name('definition_set', BOOKED)}", bridge.start])
        for label, cell in bridge.moves:
            if cell.value:
                sign = "+" if cell.value > 0 else ""
                steps.append(Step(f"{who}{label}", float(cell.value), sign + money(cell.value, language)))
                rows.append([f"{who}{label}", cell])
        rows.append([f"{who}{reading.name('definition_set', SHARED)}", bridge.end])
    steps.append(Step(reading.name("definition_set", SHARED), float(end), money(end, language), is_level=True))
    header = (reading.name("column", "step_code"), reading.name("column", "amount_sek"))
    return Chart(caption, waterfall(caption, steps).svg(), header, rows)
