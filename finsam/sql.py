"""Statements that cannot be bound: names and texts of statements that take no parameters, quoted in one place."""

from __future__ import annotations

from pathlib import Path
from string import Formatter


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
