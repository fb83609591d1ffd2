"""The recipe of a build: what dbt compiled, so that parts of the build can be made again without dbt.

It holds no data and no place of this machine: the raw zone is read by models that no seed reaches, and their SQL is
left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from finsam.errors import InputError
from finsam.files import read_json, sha256_file, write_json
from finsam.settings import Settings

RECIPE = "recipe.json"
SEED, MODEL, TEST = "seed", "model", "test"
VIEW = "view"
ONE_ROW_PER = "one_row_per"
_KINDS = (SEED, MODEL, TEST)


@dataclass(frozen=True)
class Node:
    """One seed, model or data test of a build.

    Args:
        name: The name that dbt knows it by.
        kind: seed, model or test.
        schema: The schema of its relation.
        alias: The name of its relation in that schema.
        materialized: table, view, seed or test.
        parents: Names of the seeds and models it reads, sorted.
        sql: The compiled SQL; None for seeds, Python models, and models that no seed reaches.
        reads_raw: Whether it reads the raw zone itself.
        path: Where it stands in the project.
        sha256: Fingerprint of the bytes of a seed.
        column_types: Column -> type of a seed.
        severity: error or warn, of a test.
        description: What it says of itself.
        meta: Its own facts, as config.meta has them.
        tags: Its tags.
        generic: The generic test that a test is an instance of; None for one of its own.
        arguments: What that generic test was given.
    """

    name: str
    kind: str
    schema: str
    alias: str
    materialized: str
    parents: tuple[str, ...] = ()
    sql: str | None = None
    reads_raw: bool = False
    path: str = ""
    sha256: str | None = None
    column_types: dict[str, str] | None = None
    severity: str | None = None
    description: str = ""
    meta: dict[str, Any] | None = None
    tags: tuple[str, ...] = ()
    generic: str | None = None
    arguments: dict[str, Any] | None = None


class Recipe:
    """All nodes of a build by name, and how they hang together."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        """Keep the nodes in an order in which each comes after its parents."""
        known = {node.name: node for node in nodes}
        self.nodes: dict[str, Node] = {name: known[name] for name in _ordered(known)}

    def __getitem__(self, name: str) -> Node:
        """Return the node of this name."""
        return self.nodes[name]

    def of_kind(self, kind: str) -> list[Node]:
        """Return the seeds, models or tests, parents first."""
        return [node for node in self.nodes.values() if node.kind == kind]

    def key(self, name: str) -> tuple[str, ...]:
        """Return the columns that a seed or model has one row per, as its own test says; empty where none does."""
        for node in self.of_kind(TEST):
            if node.generic == ONE_ROW_PER and node.parents == (name,):
                return tuple((node.arguments or {})["key"])
        return ()

    def ancestors(self, names: Iterable[str]) -> list[str]:
        """Return the nodes with these names and all they rest on, parents first."""
        wanted: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in wanted:
                wanted.add(name)
                waiting += self.nodes[name].parents
        return [name for name in self.nodes if name in wanted]

    def descendants(self, names: Iterable[str]) -> list[str]:
        """Return the nodes with these names and all that rests on them, parents first."""
        reached = set(names)
        for name, node in self.nodes.items():
            if not reached.isdisjoint(node.parents):
                reached.add(name)
        return [name for name in self.nodes if name in reached]


def write_recipe(settings: Settings) -> None:
    """Write the recipe of the build in progress from what dbt left in the target folder.

    Raises:
        OSError: The build folder cannot be written.
    """
    manifest = read_json(settings.target / "manifest.json")
    recipe = Recipe(nodes_of(manifest["nodes"], settings))
    reached = set(recipe.descendants(node.name for node in recipe.of_kind(SEED)))
    rows = [_plain(node, node.kind == TEST or node.name in reached) for node in recipe.nodes.values()]
    write_json(settings.work / RECIPE, {"nodes": sorted(rows, key=lambda row: str(row["name"]))})


def load_recipe(settings: Settings, build: str) -> Recipe:
    """Return the recipe of a finished build.

    Raises:
        InputError: The build has none: it was made by an earlier version.
    """
    content = read_json(settings.builds / build / RECIPE)
    if not isinstance(content, dict):
        raise InputError(
            f"Bygget {build} har inget recept; det gjordes av en tidigare version. Kör finsam nightly.",
            f"Build {build} has no recipe: an earlier version made it. Run finsam nightly.",
        )
    return Recipe(_node(row) for row in content["nodes"])


def _node(row: dict[str, Any]) -> Node:
    return Node(**{**row, "parents": tuple(row["parents"]), "tags": tuple(row["tags"])})


def nodes_of(nodes: Mapping[str, Mapping[str, Any]], settings: Settings) -> Iterator[Node]:
    """Yield the seeds, models and tests of a manifest with all that dbt compiled."""
    names = {unique_id: str(node["name"]) for unique_id, node in nodes.items() if node["resource_type"] in _KINDS}
    for unique_id, name in names.items():
        node = nodes[unique_id]
        kind = str(node["resource_type"])
        config = node.get("config", {})
        parents = node.get("depends_on", {}).get("nodes", ())
        path = str(node.get("original_file_path", ""))
        place = settings.project / path
        generic = node.get("test_metadata") or {}
        yield Node(
            name=name,
            kind=kind,
            schema=str(node.get("schema", "")),
            alias=str(node.get("alias", name)),
            materialized=str(config.get("materialized", "")),
            parents=tuple(sorted({names[parent] for parent in parents if parent in names})),
            sql=str(node.get("compiled_code") or "") or None if node.get("language") != "python" else None,
            reads_raw=any(str(parent).startswith("source.") for parent in parents),
            path=path,
            sha256=sha256_file(place) if kind == SEED and place.is_file() else None,
            column_types=dict(config.get("column_types", {})) if kind == SEED else None,
            severity=str(config.get("severity", "error")).lower() if kind == TEST else None,
            description=str(node.get("description", "")),
            meta=dict(config.get("meta") or {}),
            tags=tuple(config.get("tags") or ()),
            generic=generic.get("name"),
            arguments={key: value for key, value in generic.get("kwargs", {}).items() if key != "model"} or None,
        )


def _plain(node: Node, keeps_sql: bool) -> dict[str, Any]:
    row = asdict(node)
    return row if keeps_sql else {**row, "sql": None}


def _ordered(nodes: Mapping[str, Node]) -> Iterator[str]:
    """Parents first, else by name; dbt has made sure that there is no circle."""
    done: set[str] = set()
    waiting = sorted(nodes, reverse=True)
    while waiting:
        name = waiting[-1]
        missing = [parent for parent in nodes[name].parents if parent not in done]
        if name in done or not missing:
            waiting.pop()
            if name not in done:
                done.add(name)
                yield name
        else:
            waiting += sorted(missing, reverse=True)
