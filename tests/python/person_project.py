"""The models of person rows without dbt in between: compiled once, then run in DuckDB as often as a test likes."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from fnmatch import fnmatch
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from nights import PROJECT, Night

from finsam.raw import raw_schemas

CATALOG = "controller"
FIRST = "stg_sus__spell"
TARGETS = (
    "int_person__*",
    "fct_entry_profile",
    "int_indicator__person_measure",
    "int_finding__sus_overlapping_spells",
)
RAW_TABLES = ("sus", "delivery", "run", "programmes")
NODE = dict[str, Any]


def seed_rows(name: str) -> list[dict[str, str]]:
    """The rows of a seed, as they stand in its file."""
    with next((PROJECT / "seeds").rglob(f"{name}.csv")).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class PersonProject:
    """The project as a night compiled it, and what can be asked of it.

    Args:
        folder: Place for raw Parquet.
        night: The night; nothing of it is read but what dbt compiled.
        seeds: Rows of seeds that are not to be as they stand in their files.
    """

    def __init__(self, folder: Path, night: Night, seeds: Mapping[str, list[dict[str, str]]]) -> None:
        self.raw = folder / "var" / "raw"
        self.seeds = {name: folder / f"{name}.csv" for name in seeds}
        for name, rows in seeds.items():
            with self.seeds[name].open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, rows[0].keys())
                writer.writeheader()
                writer.writerows(rows)
        self._names = count()
        self._places = (f"'{night.var}/raw/", f"'{self.raw}/")
        self.manifest: dict[str, Any] = json.loads((night.var / "target/manifest.json").read_text(encoding="utf-8"))

    @cached_property
    def models(self) -> dict[str, NODE]:
        """Every model by its name."""
        return {n["name"]: n for n in self.manifest["nodes"].values() if n["resource_type"] == "model"}

    @cached_property
    def downstream(self) -> list[NODE]:
        """Every model that rests on person rows, with the staging model first."""
        children = self.manifest["child_map"]
        found, todo = {self.models[FIRST]["unique_id"]}, [self.models[FIRST]["unique_id"]]
        while todo:
            for child in children[todo.pop()]:
                if child.startswith("model.") and child not in found:
                    found.add(child)
                    todo.append(child)
        return [self.manifest["nodes"][name] for name in sorted(found)]

    @cached_property
    def needed(self) -> list[NODE]:
        """The target models and all that they read, parents first; seeds too."""
        order: dict[str, NODE] = {}

        def visit(unique_id: str) -> None:
            node = self.manifest["nodes"].get(unique_id)
            if node is None or unique_id in order:
                return
            for parent in node["depends_on"].get("nodes", []):
                visit(parent)
            order[unique_id] = node

        for name, node in sorted(self.models.items()):
            if any(fnmatch(name, target) for target in TARGETS):
                visit(node["unique_id"])
        return list(order.values())

    def load(
        self,
        connection: duckdb.DuckDBPyConnection,
        tables: Mapping[str, Iterable[dict[str, Any]]],
        *,
        views_as_tables: bool = True,
    ) -> None:
        """Write the rows as raw Parquet and run the models over them.

        Args:
            connection: A database with an attached catalogue CATALOG.
            tables: Rows by raw table; one Parquet file each.
            views_as_tables: Evaluate each view once, which is faster; False makes what dbt makes.
        """
        for name in RAW_TABLES:
            folder = self.raw / name
            folder.mkdir(parents=True, exist_ok=True)
            for old in folder.iterdir():
                old.unlink()
            rows = pa.Table.from_pylist(list(tables.get(name, [])), schema=raw_schemas()[name])
            # a new name each time: DuckDB remembers what it has read of a file
            pq.write_table(rows, folder / f"{next(self._names)}.parquet")
        for node in self.needed:
            self._run(connection, node, views_as_tables)

    def _run(self, connection: duckdb.DuckDBPyConnection, node: NODE, views_as_tables: bool) -> None:
        place = f'{CATALOG}."{node["schema"]}"."{node["alias"]}"'
        connection.execute(f'create schema if not exists {CATALOG}."{node["schema"]}"')
        if node["resource_type"] == "seed":
            columns = ", ".join(f'cast("{c}" as {t}) as "{c}"' for c, t in node["config"]["column_types"].items())
            source = str(self.seeds.get(node["name"], PROJECT / node["original_file_path"]))
            # seeds are definitions: once per database is enough
            connection.execute(
                f"create table if not exists {place} as select {columns} from read_csv(?, all_varchar=true)", [source]
            )
            return
        kind = "table" if views_as_tables else node["config"]["materialized"]
        assert kind in ("view", "table"), node["name"]
        connection.execute(f"create or replace {kind} {place} as {node['compiled_code'].replace(*self._places)}")


def database(file: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A database with the catalogue of the compiled models, in memory or in a file."""
    connection = duckdb.connect()
    connection.execute("set threads = 2")
    connection.execute(f"attach '{file or ':memory:'}' as {CATALOG}")
    return connection


def rows_of(connection: duckdb.DuckDBPyConnection, model: str, *columns: str) -> list[tuple[Any, ...]]:
    """All rows of a model of the person topic, in the named columns."""
    schema = {"fct": "marts"}.get(model[:3], "intermediate")
    return connection.execute(f"select {', '.join(columns)} from {CATALOG}.{schema}.{model}").fetchall()
