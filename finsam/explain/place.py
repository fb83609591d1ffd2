"""Where figures are explained from: all layers of the current build where they may be read, else its published file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from finsam.build import DATABASE
from finsam.errors import InputError
from finsam.publish import PUBLIC_DATABASE, demand_current
from finsam.sql import dictionaries, identifier, literal, statement

if TYPE_CHECKING:
    import duckdb

    from finsam.settings import Settings

Row = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """A database that is open for questions; relations without a schema are those before or after suppression.

    Args:
        connection: Reads only.
        build_id: The build that answers.
        is_whole: Whether all layers can be read, not only what is published.
    """

    connection: duckdb.DuckDBPyConnection
    build_id: str
    is_whole: bool

    def rows(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Return the answer as one dictionary per row."""
        return dictionaries(self.connection.execute(sql, dict(parameters or {})))

    def whole_rows(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Return the answer where all layers can be read; nothing from a published file."""
        return self.rows(sql, parameters) if self.is_whole else []


@contextmanager
def opened(settings: Settings) -> Iterator[Place]:
    """Open the current build.

    Raises:
        InputError: Nothing is published, or the build is older than this command.
    """
    import duckdb  # noqa: PLC0415

    name = demand_current(settings)
    with duckdb.connect() as connection:
        is_whole = True
        try:
            _attach(connection, str(settings.builds / name / DATABASE), "controller")
        except duckdb.IOException:  # erased, or not readable for this user
            is_whole = False
            _attach(connection, str(settings.builds / name / PUBLIC_DATABASE), "published")
        place = Place(connection, name, is_whole)
        if not place.rows(
            "select 1 from duckdb_tables() where table_name = 'grade_reason' and database_name = 'build'"
        ):
            raise InputError(
                "Det gällande bygget är äldre än detta kommando. Kör finsam nightly.",
                "The current build is older than this command. Run finsam nightly.",
            )
        yield place


def _attach(connection: duckdb.DuckDBPyConnection, file: str, schema: str) -> None:
    connection.execute(statement("attach {} as build (read_only)", literal(file)))
    connection.execute(statement("use build.{}", identifier(schema)))
