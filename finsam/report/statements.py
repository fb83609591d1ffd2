"""The statements of the annual report, with one column per year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from finsam.report.cells import Cell
from finsam.report.reading import Reading

_STATEMENTS = ("income_statement", "balance_sheet", "cash_flow")
_OPERATING = "operating_statement"
_KEYS = ("association_code", "fiscal_year", "line")


@dataclass(frozen=True)
class Line:
    """One line of a statement.

    Args:
        label: Its name.
        kind: Whether it is a detail, a sum or a balance.
        note: The number of its note; empty where there is none.
        cells: One number a column.
    """

    label: str
    kind: str
    note: str
    cells: Sequence[Cell | None]


@dataclass(frozen=True)
class Statement:
    """One statement.

    Args:
        relation: The published relation.
        columns: What the columns show: a year, or a column of the relation and a year.
        lines: The lines in the order of the law.
    """

    relation: str
    columns: Sequence[tuple[str, int]]
    lines: Sequence[Line]

    @property
    def has_notes(self) -> bool:
        """Whether any line leads to a note."""
        return any(line.note for line in self.lines)


def statements(reading: Reading, association: str) -> list[Statement]:
    """Return the statements that an association has, the latest year first."""
    found = [_statement(reading, association, relation) for relation in _STATEMENTS]
    return [one for one in [*found, _operating(reading, association)] if one is not None]


def _statement(reading: Reading, association: str, relation: str) -> Statement | None:
    years = _years(reading, association, relation)
    return _table(reading, association, relation, [("amount_sek", year) for year in years])


def _operating(reading: Reading, association: str) -> Statement | None:
    """Outcome, budget and difference of the latest year, and the outcome of the years before."""
    years = _years(reading, association, _OPERATING)
    latest = [(column, year) for year in years[:1] for column in ("amount_sek", "budget_sek", "variance_sek")]
    return _table(reading, association, _OPERATING, [*latest, *(("amount_sek", year) for year in years[1:])])


_QUERIES = {
    "income_statement": "select * from published.income_statement order by sort_order, line, fiscal_year",
    "balance_sheet": "select * from published.balance_sheet order by sort_order, line, fiscal_year",
    "cash_flow": "select * from published.cash_flow order by sort_order, line, fiscal_year",
    "operating_statement": "select * from published.operating_statement order by sort_order, line, fiscal_year",
}


def _years(reading: Reading, association: str, relation: str) -> list[int]:
    rows = reading.facts.rows(_QUERIES[relation])
    return sorted({row["fiscal_year"] for row in rows if row["association_code"] == association}, reverse=True)


def _table(reading: Reading, association: str, relation: str, columns: Sequence[tuple[str, int]]) -> Statement | None:
    rows = [row for row in reading.facts.rows(_QUERIES[relation]) if row["association_code"] == association]
    if not rows:
        return None
    at = {(row["line"], row["fiscal_year"]): row for row in rows}
    lines = []
    for line in dict.fromkeys(row["line"] for row in rows):
        cells: list[Cell | None] = []
        for column, year in columns:
            row = at.get((line, year))
            if row is None:
                cells.append(None)
                continue
            link = reading.source_link(association, relation, f"{association}/{year}/{line}")
            cells.append(reading.cell(row, relation, column, "sek", _KEYS, href=link))
        own = [row for row in rows if row["line"] == line][-1]
        lines.append(Line(reading.said(own, "label"), own["line_type"], own["note"] or "", cells))
    return Statement(relation, columns, lines)
