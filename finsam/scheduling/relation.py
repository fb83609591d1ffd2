"""The records of runs as rows of published.run."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from finsam.findings.finding import SEVERITIES
from finsam.sql import identifier, statement

if TYPE_CHECKING:
    import duckdb

    from finsam.scheduling.record import Run

_SCHEMA, _RELATION = "published", "run"
_OVER = "runs_until_now"


def row(run: Run) -> dict[str, Any]:
    """Return a run as a row of published.run: whole seconds, no time zone, as published.build has them."""
    return {
        **vars(run),
        "started": run.started.replace(tzinfo=None, microsecond=0).isoformat(),
        "finished": run.finished and run.finished.replace(tzinfo=None, microsecond=0).isoformat(),
        **{f"findings_{severity}": run.findings.get(severity) for severity in SEVERITIES},
        **{f"{step}_seconds": seconds for step, seconds in run.seconds.items()},
    }


def fill(connection: duckdb.DuckDBPyConnection, database: str, runs: Iterable[Run]) -> None:
    """Write the runs into published.run of an attached database; its columns and types are those of its contract.

    Args:
        connection: Where the database is attached.
        database: Its name there.
        runs: What to write, in any order.
    """
    columns = connection.execute(
        """
        select column_name, data_type from duckdb_columns()
        where database_name = $database and schema_name = $schema and table_name = $relation order by column_index
        """,
        {"database": database, "schema": _SCHEMA, "relation": _RELATION},
    ).fetchall()
    rows = [row(run) for run in sorted(runs, key=lambda run: run.run_id)]
    text = json.dumps([{name: own.get(name) for name, _ in columns} for own in rows], ensure_ascii=False)
    target = statement("{}.{}.{}", *map(identifier, (database, _SCHEMA, _RELATION)))
    connection.execute(
        statement("insert into {} by name select unnest(from_json($rows, $structure), recursive := true)", target),
        {"rows": text, "structure": json.dumps([dict(columns)])},
    )


def lay_over(connection: duckdb.DuckDBPyConnection, database: str, runs: Iterable[Run]) -> None:
    """Let published.run mean the runs until now on a connection that has a finished build attached read-only.

    Args:
        connection: Where the build is attached.
        database: Its name there; all other relations are still read from it.
        runs: All runs until now.
    """
    own, over = (statement("{}.{}", identifier(name), identifier(_SCHEMA)) for name in (database, _OVER))
    connection.execute(statement("attach ':memory:' as {}", identifier(_OVER)))
    connection.execute(statement("create schema {}", over))
    relation = identifier(_RELATION)
    connection.execute(
        statement("create table {}.{} as select * from {}.{} where 1 = 0", over, relation, own, relation)
    )
    fill(connection, _OVER, runs)
    connection.execute("set search_path = $path", {"path": f"{_OVER}.{_SCHEMA},{database}.{_SCHEMA}"})
