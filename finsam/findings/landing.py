"""Where findings that no model found are put: in the tables of the build, or beside the build that was stopped."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from finsam.files import read_json, remove_tree, write_json
from finsam.findings.finding import BLOCKING, Finding
from finsam.sql import identifier, literal, statement

if TYPE_CHECKING:
    import duckdb

    from finsam.settings import Settings

_FAILED = ".failed-"
STOPPED_BY = "findings.json"
_CHECK = "delivery_check"
_DELIVERY = "delivery"
_SCHEMAS = {"marts": "fct_", "controller": "", "published": ""}


def land(database: Path, findings: Iterable[Finding]) -> None:
    """Add findings to the relations finding and finding_row of a build, before and after suppression.

    Done again it changes nothing.
    """
    import duckdb  # noqa: PLC0415

    rows = [finding.content() for finding in findings]
    if not rows:
        return
    placed = [row for row in rows if row["relation"]]
    with duckdb.connect() as connection:
        connection.execute(statement("attach {} as controller", literal(database)))
        for schema, prefix in _SCHEMAS.items():
            _replace(connection, schema, f"{prefix}finding", rows)
            _replace(connection, schema, f"{prefix}finding_row", placed)


def new_failed(settings: Settings, name: str) -> Path:
    """Return the place of the last failed build, var/builds/.failed-<name>, and forget the one before."""
    for old in settings.builds.glob(_FAILED + "*"):
        remove_tree(old)
    return settings.builds / f"{_FAILED}{name}"


def last_failed(settings: Settings) -> Path | None:
    """Return the place of the last failed build; None where no night has failed."""
    return max(settings.builds.glob(_FAILED + "*"), default=None)


def write_stopped(place: Path, findings: Iterable[Finding]) -> None:
    """Write what stopped a night, in the folder of the build that was set aside."""
    place.mkdir(parents=True, exist_ok=True)
    write_json(place / STOPPED_BY, [finding.content() for finding in findings])


def read_stopped(place: Path) -> list[dict[str, Any]]:
    """Return what stopped a night; nothing where it was not written."""
    found = read_json(place / STOPPED_BY)
    return found if isinstance(found, list) else []


def _replace(connection: duckdb.DuckDBPyConnection, schema: str, table: str, rows: list[dict[str, Any]]) -> None:
    columns = [
        str(row[0])
        for row in connection.execute(
            """
            select columns.column_name
            from duckdb_columns() as columns
            inner join duckdb_tables() as tables using (database_name, schema_name, table_name)
            where columns.database_name = 'controller' and schema_name = $schema and table_name = $table
            order by columns.column_index
            """,
            {"schema": schema, "table": table},
        ).fetchall()
    ]
    if not columns or not rows:
        return
    name = statement("controller.{}.{}", identifier(schema), identifier(table))
    if "finding_id" in columns:
        delete = statement("delete from {} where finding_id = $finding_id", name)
        connection.executemany(delete, [{"finding_id": row["finding_id"]} for row in rows])
    shared = [column for column in columns if column in rows[0]]
    chosen = ", ".join("{}" for _ in shared)
    values = ", ".join("?" for _ in shared)
    insert = statement("insert into {} (" + chosen + ") values (" + values + ")", name, *map(identifier, shared))
    connection.executemany(insert, [[row[column] for column in shared] for row in rows])


def expectations_that_stopped(settings: Settings) -> list[Finding]:
    """Return the blocking expectations of the latest check that do not hold, as findings."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    file = settings.raw / "check_result" / "all.parquet"
    rows = pq.read_table(file).to_pylist() if file.is_file() else []
    return [
        Finding(
            _CHECK,
            _DELIVERY,
            BLOCKING,
            row["message_sv"],
            row["message_en"],
            subject=" ".join((row["suite"], row["expectation"], row["column_name"])).strip(),
            relation=row["source"],
        )
        for row in rows
        if row["severity"] == BLOCKING and not row["success"]
    ]
