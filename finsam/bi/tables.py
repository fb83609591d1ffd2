"""The published schema as PostgreSQL tables: types kept, keys, indexes, comments and policies."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from finsam.bi.access import COUNTY, READER, access_statements, grant
from finsam.bi.description import SCHEMA
from finsam.bi.package import Key
from finsam.errors import FinsamError
from finsam.published import Published
from finsam.sql import Sql, identifier, literal, statement

_INDEXED = ("association_code", "fact_key")
_TYPES = {
    "BIGINT": "bigint",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "DOUBLE": "double precision",
    "HUGEINT": "numeric(38, 0)",
    "INTEGER": "integer",
    "SMALLINT": "smallint",
    "TIMESTAMP": "timestamp",
    "VARCHAR": "text",
}
_DECIMAL = re.compile(r"DECIMAL\((\d+),(\d+)\)")


@dataclass(frozen=True)
class Shape:
    """The published schema without its rows.

    Args:
        tables: Table -> column -> its type in PostgreSQL.
        views: View -> its query.
        keys: Table -> its key.
        comments: Statements that say what tables, views and columns mean.
    """

    tables: Mapping[str, Mapping[str, Sql]]
    views: Mapping[str, Sql]
    keys: Mapping[str, Key]
    comments: tuple[Sql, ...]

    @property
    def making(self) -> list[Sql]:
        """What makes the empty schema, with who may read what."""
        schema = identifier(SCHEMA)
        said = [statement("grant usage on schema {} to {}, {}", schema, identifier(READER), identifier(COUNTY))]
        for name, columns in self.tables.items():
            said += _table(name, columns, self.keys.get(name))
        own_first = {name for name, key in self.keys.items() if key.columns[0] == "association_code"}
        said += access_statements({name: tuple(columns) for name, columns in self.tables.items()}, own_first)
        for name, query in self.views.items():
            view = statement("{}.{}", schema, identifier(name))
            said.append(statement("create view {} with (security_invoker = true) as {}", view, query))
            said.append(grant(view))
        return said

    @property
    def mark(self) -> str:
        """What the schema says of itself on the server, so that the next load knows whether it still fits."""
        return f"finsam {hashlib.sha256(';'.join(self.making).encode()).hexdigest()}"


def read_shape(published: Published, keys: Mapping[str, Key]) -> Shape:
    """Return the shape of the published schema of a build.

    Args:
        published: The build.
        keys: Relation -> its key.

    Raises:
        FinsamError: A column has a type that has no counterpart here.
    """
    views = {row["name"]: _query(row["sql"]) for row in published.rows(_VIEWS, {"schema": SCHEMA})}
    tables: dict[str, dict[str, Sql]] = {}
    comments = []
    for row in published.rows(_RELATIONS, {"schema": SCHEMA}):
        relation = statement("{}.{}", identifier(SCHEMA), identifier(row["name"]))
        kind = Sql("view" if row["name"] in views else "table")
        if row["comment"]:
            comments.append(statement("comment on {} {} is {}", kind, relation, literal(row["comment"])))
    for row in published.rows(_COLUMNS, {"schema": SCHEMA}):
        column = statement("{}.{}.{}", *map(identifier, (SCHEMA, row["name"], row["column_name"])))
        if row["name"] not in views:
            tables.setdefault(row["name"], {})[row["column_name"]] = _type(row["name"], row["data_type"])
        if row["comment"]:
            comments.append(statement("comment on column {} is {}", column, literal(row["comment"])))
    return Shape(tables, views, keys, tuple(comments))


_VIEWS = "select view_name as name, sql from duckdb_views() where schema_name = $schema order by 1"
_RELATIONS = """
select table_name as name, comment from duckdb_tables() where schema_name = $schema
union all select view_name, comment from duckdb_views() where schema_name = $schema
order by 1
"""
_COLUMNS = """
select table_name as name, column_name, data_type, comment from duckdb_columns() where schema_name = $schema
order by table_name, column_index
"""


def _query(sql: str) -> Sql:
    """Return the query of a view: DuckDB writes it in the SQL that PostgreSQL shares."""
    return Sql(sql.partition(" AS ")[2].rstrip().removesuffix(";"))


def _type(relation: str, name: str) -> Sql:
    if name in _TYPES:
        return Sql(_TYPES[name])
    decimal = _DECIMAL.fullmatch(name)
    if decimal is None:
        raise FinsamError(
            f"published.{relation} har en kolumn av typen {name}, som inte kan läggas i PostgreSQL.",
            f"published.{relation} has a column of type {name}, which cannot be put into PostgreSQL.",
        )
    return Sql(f"numeric({decimal[1]}, {decimal[2]})")


def _table(name: str, columns: Mapping[str, Sql], key: Key | None) -> list[Sql]:
    table = statement("{}.{}", identifier(SCHEMA), identifier(name))
    parts = [statement("{} {}", identifier(column), kind) for column, kind in columns.items()]
    if key:
        unique = Sql("unique nulls not distinct" if key.may_be_empty else "primary key")
        parts.append(statement("{} ({})", unique, Sql(", ".join(map(identifier, key.columns)))))
    said = [statement("create table {} ({})", table, Sql(", ".join(parts)))]
    for column in _INDEXED:
        if column in columns and not (key and key.columns[0] == column):
            said.append(statement("create index on {} ({})", table, identifier(column)))
    return said
