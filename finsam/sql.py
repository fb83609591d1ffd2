"""Statements that cannot be bound, whose names and texts are quoted in one place, and answers as dictionaries."""

from __future__ import annotations

from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb


class Sql(str):
    """Text that is safe to stand in a statement."""

    __slots__ = ()


def identifier(name: str) -> Sql:
    """Quote the name of a relation or column."""
    return Sql('"' + name.replace('"', '""') + '"')


def literal(value: str | Path) -> Sql:
    """Quote a text for a statement that takes no parameters, such as COPY, ATTACH or COMMENT."""
    return Sql("'" + str(value).replace("'", "''") + "'")


def statement(template: str, *parts: Sql) -> Sql:
    """Fill a template that is written in the code with quoted parts only."""
    if not all(isinstance(part, Sql) for part in parts):
        raise TypeError("only quoted parts may stand in a statement")
    return Sql(Formatter().vformat(template, parts, {}))


def dictionaries(answer: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Return the rows of an executed query, each as column name -> value."""
    names = [column[0] for column in answer.description or []]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
