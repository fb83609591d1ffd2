"""What a report really reads: every DuckDB file it opens and every relation its queries name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import sqlglot
from sqlglot import exp

# What a build says of itself: names of relations and columns, no figures.
_OF_ITSELF = re.compile(r"duckdb_(?:tables|views|columns)\(\)", re.IGNORECASE)
_MEMORY = ":memory:"
_ATTACH = re.compile(r"\s*attach\s+'((?:[^']|'')+)'", re.IGNORECASE)
_QUERY = re.compile(r"\s*(?:--[^\n]*\n\s*)*(?:select|with|from|describe|summarize|pivot)\b", re.IGNORECASE)


@dataclass
class Reading:
    """What was read.

    Args:
        files: Names of the DuckDB files that were opened.
        relations: `schema.relation` of every query.
    """

    files: set[str] = field(default_factory=set)
    relations: set[str] = field(default_factory=set)


def is_query(text: str) -> bool:
    """Tell whether a text begins as a query does."""
    return _QUERY.match(text) is not None


def relations_of(query: str) -> set[str]:
    """Return the relations that a query names, its own common table expressions apart.

    Args:
        query: One statement of SQL.

    Raises:
        sqlglot.errors.SqlglotError: It is no SQL.
    """
    tree = sqlglot.parse_one(query, dialect="duckdb")
    own = {part.alias for part in tree.find_all(exp.CTE)}
    named = {f"{table.db}.{table.name}" if table.db else table.sql("duckdb") for table in _tables(tree)}
    return {name for name in named if name not in own and not _OF_ITSELF.match(name)}


def _tables(tree: exp.Expression) -> Iterator[exp.Table]:
    for table in tree.find_all(exp.Table):
        bare = table.copy()
        bare.set("alias", None)
        yield bare


class _Listening:
    """A connection that notes which files are opened on it, and what is asked of them."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, reading: Reading, database: str) -> None:
        self._connection, self._reading, self._has_file = connection, reading, False
        self._note([database])

    def _note(self, databases: list[str]) -> None:
        files = {Path(database).name for database in databases} - {_MEMORY}
        self._reading.files |= files
        self._has_file |= bool(files)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def __enter__(self) -> _Listening:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def execute(self, query: Any, *rest: Any) -> duckdb.DuckDBPyConnection:
        text = str(query)
        self._note(_ATTACH.findall(text))
        if self._has_file and is_query(text):
            self._reading.relations |= relations_of(text)
        return self._connection.execute(query, *rest)


@contextmanager
def listening() -> Iterator[Reading]:
    """Note what this process reads from DuckDB files until the end of the block."""
    connect, reading = duckdb.connect, Reading()

    def noted(database: Any = _MEMORY, *rest: Any, **more: Any) -> Any:
        return _Listening(connect(database, *rest, **more), reading, str(database))

    duckdb.connect = noted
    try:
        yield reading
    finally:
        duckdb.connect = connect
