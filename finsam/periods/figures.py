"""Which figures a closing freezes, and what they are in a build."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from finsam.sql import Sql, identifier, statement

if TYPE_CHECKING:
    import duckdb

_RELATIONS = Path("seeds", "reference", "closed_relation.csv")
_YEAR = "fiscal_year"


@dataclass(frozen=True, order=True)
class Figure:
    """One number of one published row.

    Args:
        relation: The published relation.
        key: The row: its fact_key, or its key columns joined in the same way.
        measure: The column.
    """

    relation: str
    key: str
    measure: str


@dataclass(frozen=True, order=True)
class Period:
    """The days of one association that can be closed."""

    association_code: str
    start: date
    end: date

    def __str__(self) -> str:
        """Write a whole year as the year, other periods by their days."""
        whole_year = (self.start, self.end) == (date(self.end.year, 1, 1), date(self.end.year, 12, 31))
        days = str(self.end.year) if whole_year else f"{self.start} – {self.end}"
        return f"{self.association_code} {days}"


@dataclass(frozen=True)
class Relation:
    """A published relation whose numbers a closing freezes.

    Args:
        name: The relation.
        key_columns: What tells its rows apart.
        period_column: The column, a date or a year, that says which period a row belongs to.
        figure_columns: The numbers.
    """

    name: str
    key_columns: tuple[str, ...]
    period_column: str
    figure_columns: tuple[str, ...]


def closed_relations(project: Path) -> list[Relation]:
    """Read seeds/reference/closed_relation.csv.

    Raises:
        OSError: The file cannot be read.
    """
    with (project / _RELATIONS).open(encoding="utf-8-sig", newline="") as file:
        return [
            Relation(
                row["relation"],
                tuple(row["key_columns"].split("|")),
                row["period_column"],
                tuple(row["figure_columns"].split("|")),
            )
            for row in csv.DictReader(file)
        ]


def figures(
    connection: duckdb.DuckDBPyConnection, schema: str, period: Period, relations: list[Relation]
) -> dict[Figure, Decimal]:
    """Return the numbers of one association and period.

    Args:
        connection: A connection with the build attached as `controller`.
        schema: `published`, or `controller` for the numbers before suppression.
        period: Whose, and of which days.
        relations: Where to look.

    Returns:
        Ten decimals each; a number that is missing or hidden is not there.
    """
    found: dict[Figure, Decimal] = {}
    for relation in relations:
        for key, *values in connection.execute(_query(schema, relation), _bounds(period)).fetchall():
            for measure, value in zip(relation.figure_columns, values, strict=True):
                if value is not None:
                    found[Figure(relation.name, key, measure)] = value
    return found


def _bounds(period: Period) -> dict[str, object]:
    return {"association": period.association_code, "start": period.start, "end": period.end}


def _query(schema: str, relation: Relation) -> Sql:
    columns = [statement("cast({} as decimal(28, 10))", identifier(column)) for column in relation.figure_columns]
    template = (
        "select {}, " + ", ".join("{}" for _ in columns) + " from controller.{}.{} "
        "where association_code = $association and {} between $start and $end"
    )
    day = identifier(relation.period_column)
    last_day = statement("make_date({}, 12, 31)", day) if relation.period_column == _YEAR else day
    return statement(template, _key(relation), *columns, identifier(schema), identifier(relation.name), last_day)


def _key(relation: Relation) -> Sql:
    """The same text as the macro fact_key."""
    parts = [
        statement("coalesce(nullif(cast({} as varchar), ''), '-')", identifier(column))
        for column in relation.key_columns
    ]
    return statement("concat_ws('/', " + ", ".join("{}" for _ in parts) + ")", *parts)
