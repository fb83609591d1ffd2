"""Facts of a finished build for people: read from its published schema only."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from finsam.publish import PUBLIC_DATABASE
from finsam.sql import literal, statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from finsam.settings import Settings

KEY_INDICATOR = "admin_share_of_cost"
_KEYS = (
    "indicator_code",
    "association_code",
    "unit_code",
    "period_type",
    "period_start",
    "period_end",
    "definition_set",
    "breakdown",
    "breakdown_value",
)


@contextmanager
def opened(settings: Settings, name: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the published database of a finished build by its own file name, not through the link."""
    import duckdb  # noqa: PLC0415

    with duckdb.connect(str(settings.builds / name / PUBLIC_DATABASE), read_only=True) as connection:
        yield connection


def has(connection: duckdb.DuckDBPyConnection, relation: str, *columns: str) -> bool:
    """Whether a published relation with these columns exists."""
    found = connection.execute(
        "select column_name from duckdb_columns() where schema_name = 'published' and table_name = $relation",
        {"relation": relation},
    ).fetchall()
    return bool(found) and set(columns) <= {str(row[0]) for row in found}


def deliveries(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Return all rows of published.delivery, sorted."""
    if not has(connection, "delivery"):
        return []
    return _rows(connection, "select * from published.delivery order by all")


def findings_by_severity(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return how many open findings there are of each severity."""
    if not has(connection, "finding", "severity", "status"):
        return {}
    sql = """
        select severity, count(*) as findings from published.finding
        where status = 'open' group by severity order by severity
    """
    return {str(row["severity"]): int(row["findings"]) for row in _rows(connection, sql)}


def errors(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Return the open findings of severity error (a published build has no worse), sorted."""
    if not has(connection, "finding", "severity", "status", "message_sv", "message_en"):
        return []
    sql = """
        select association_code, fiscal_year, check_code, message_sv, message_en from published.finding
        where severity = 'error' and status = 'open' order by all
    """
    return _rows(connection, sql)


def key_figures(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Return the administration share of cost of each association and year, one column per definition set."""
    if not has(connection, "indicator_value", *_KEYS, "value"):
        return []
    rows = _rows(
        connection,
        """
        select association_code, year(period_start) as fiscal_year, definition_set, max(value) as share
        from published.indicator_value
        where indicator_code = $indicator and coalesce(unit_code, '') = '' and period_type = 'year'
            and coalesce(breakdown, '') in ('', 'none', 'total') and value is not null
        group by association_code, fiscal_year, definition_set
        order by association_code, fiscal_year, definition_set
        """,
        {"indicator": KEY_INDICATOR},
    )
    figures: dict[tuple[str, int], dict[str, Any]] = {}
    for row in rows:
        key = (row["association_code"], row["fiscal_year"])
        figure = figures.setdefault(key, {"association_code": key[0], "fiscal_year": key[1]})
        figure[row["definition_set"]] = row["share"]
    return list(figures.values())


def changes(settings: Settings, before: str, after: str) -> list[dict[str, Any]]:
    """Return the indicator values that differ between two finished builds: the key, old and new."""
    with opened(settings, after) as connection:
        other = literal(settings.builds / before / PUBLIC_DATABASE)
        connection.execute(statement("attach {} as before (read_only)", other))
        if not has(connection, "indicator_value", *_KEYS, "value"):
            return []
        keys = ", ".join(_KEYS)
        return _rows(
            connection,
            statement(
                f"""
                with old_values as (
                    select {keys}, max(value) as old from before.published.indicator_value group by all
                ),
                new_values as (
                    select {keys}, max(value) as new from published.indicator_value group by all
                )
                select coalesce(n.indicator_code, o.indicator_code) as indicator_code,
                    coalesce(n.association_code, o.association_code) as association_code,
                    coalesce(n.unit_code, o.unit_code) as unit_code,
                    coalesce(n.period_start, o.period_start) as period_start,
                    coalesce(n.period_end, o.period_end) as period_end,
                    coalesce(n.definition_set, o.definition_set) as definition_set,
                    coalesce(n.breakdown_value, o.breakdown_value) as breakdown_value,
                    o.old, n.new
                from new_values as n
                full outer join old_values as o
                    on {" and ".join(f"n.{key} is not distinct from o.{key}" for key in _KEYS)}
                where o.old is distinct from n.new
                order by all
                """
            ),
        )


def _rows(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, Any] | None = None
) -> list[dict[str, Any]]:
    cursor = connection.execute(sql, parameters or {})
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
