"""The open files as a Frictionless data package: what a file is, what its columns mean, and how files hang together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from finsam.bi.description import SCHEMA, Description
from finsam.files import read_json, sha256_file, write_json

if TYPE_CHECKING:
    import duckdb

PACKAGE = "datapackage.json"
_HEAD = Path(__file__).with_name("open_data.json")

_TYPES = {
    "BOOLEAN": "boolean",
    "DATE": "date",
    "DECIMAL": "number",
    "DOUBLE": "number",
    "VARCHAR": "string",
    **dict.fromkeys(("BIGINT", "HUGEINT", "INTEGER", "SMALLINT", "TINYINT"), "integer"),
}


@dataclass(frozen=True)
class Key:
    """The columns that name a row.

    Args:
        columns: Their names.
        may_be_empty: Whether a part may be missing.
    """

    columns: tuple[str, ...]
    may_be_empty: bool


Titles = Mapping[tuple[str, str], str]


def write_package(connection: duckdb.DuckDBPyConnection, folder: Path, descriptions: Mapping[str, Description]) -> None:
    """Describe the open files beside them, the same for the same files: no clock, no place of this machine.

    Args:
        connection: Has the published relations that the files were written from.
        folder: Holds one CSV and one Parquet file per relation.
        descriptions: What the relations say of themselves.
    """
    titles = _titles(connection)
    resources = [
        _resource(connection, path, descriptions.get(path.stem, Description()), titles)
        for path in sorted(folder.glob("*.csv"))
    ]
    write_json(folder / PACKAGE, {**read_json(_HEAD), **_version(connection), "resources": resources})


def read_keys(folder: Path) -> dict[str, Key]:
    """Return relation -> its key, of the relations that have one.

    Args:
        folder: The open files of a finished build.
    """
    keys = {}
    for resource in (read_json(folder / PACKAGE) or {"resources": []})["resources"]:
        schema = resource["schema"]
        if "primaryKey" in schema:
            keys[resource["name"]] = Key(tuple(schema["primaryKey"]), may_be_empty=False)
        elif "uniqueKeys" in schema:
            keys[resource["name"]] = Key(tuple(schema["uniqueKeys"][0]), may_be_empty=True)
    return keys


def _has(connection: duckdb.DuckDBPyConnection, relation: str) -> bool:
    found = connection.execute(
        "select 1 from duckdb_tables() where schema_name = $schema and table_name = $relation",
        {"schema": SCHEMA, "relation": relation},
    ).fetchone()
    return found is not None


def _version(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The build is the version; its date is the day that the figures are seen from."""
    if not _has(connection, "build"):
        return {}
    row = connection.execute("select build_id, cast(as_of as varchar) from published.build").fetchone()
    return {} if row is None else {"version": str(row[0]), "asOf": str(row[1])}


def _titles(connection: duckdb.DuckDBPyConnection) -> Titles:
    """Return (relation or column, name) -> what people call it; nothing where no names are published."""
    if not _has(connection, "label"):
        return {}
    rows = connection.execute(
        "select code_kind, code, label_sv, label_en from published.label where code_kind in ('relation', 'column')"
    ).fetchall()
    return {(kind, code): f"{label_sv} / {label_en}" for kind, code, label_sv, label_en in rows}


def _resource(
    connection: duckdb.DuckDBPyConnection, path: Path, description: Description, titles: Titles
) -> dict[str, Any]:
    name = path.stem
    fields = [
        {
            "name": column,
            "title": titles.get(("column", column), column),
            "type": _TYPES.get(re.sub(r"\(.*", "", kind), "any"),
            "description": description.columns.get(column, ""),
        }
        for column, kind in _columns(connection, path)
    ]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if description.key and description.key_may_be_empty:
        schema["uniqueKeys"] = [list(description.key)]
    elif description.key:
        schema["primaryKey"] = list(description.key)
    if description.references:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": relation, "fields": [column]}}
            for column, relation in sorted(description.references.items())
        ]
    return {
        "name": name,
        "type": "table",
        "title": titles.get(("relation", name), name),
        "description": description.text,
        **_file(path, "text/csv"),
        "encoding": "utf-8",
        "schema": schema,
        # the same rows with their types; an own property, since a resource is one file
        "alternates": [_file(path.with_suffix(".parquet"), "application/vnd.apache.parquet")],
    }


def _columns(connection: duckdb.DuckDBPyConnection, path: Path) -> list[tuple[str, str]]:
    """Return the columns of a file with the types of their relation."""
    with path.open(encoding="utf-8") as file:
        header = file.readline().rstrip("\n").split(",")
    types = dict(
        connection.execute(
            """
            select column_name, data_type from duckdb_columns()
            where schema_name = $schema and table_name = $relation
            """,
            {"schema": SCHEMA, "relation": path.stem},
        ).fetchall()
    )
    return [(column, types[column]) for column in header]


def _file(path: Path, mediatype: str) -> dict[str, Any]:
    return {
        "path": path.name,
        "format": path.suffix.removeprefix("."),
        "mediatype": mediatype,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256_file(path)}",
    }
