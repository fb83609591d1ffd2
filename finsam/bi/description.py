"""What the published relations say of themselves: the property files, as dbt left them in its manifest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from finsam.files import read_json
from finsam.sql import Sql, identifier, literal, statement

if TYPE_CHECKING:
    import duckdb

SCHEMA = "published"
KEY_TEST = "one_row_per"


@dataclass(frozen=True)
class Description:
    """What one relation says of itself.

    Args:
        text: What one row is.
        columns: Column -> what it means.
        key: The columns that name a row; empty where the model states none.
        key_may_be_empty: Whether a part of the key may be missing, as the test of the key says.
        references: Column -> the relation whose key it is.
    """

    text: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    key: tuple[str, ...] = ()
    key_may_be_empty: bool = False
    references: Mapping[str, str] = field(default_factory=dict)


def read_descriptions(manifest: Path) -> dict[str, Description]:
    """Return published relation -> its description.

    Args:
        manifest: manifest.json of the dbt run that made the relations.
    """
    content = read_json(manifest) or {}
    nodes: dict[str, dict[str, Any]] = content.get("nodes", {})
    with_empty_parts = {
        node["attached_node"]
        for node in nodes.values()
        if (node.get("test_metadata") or {}).get("name") == KEY_TEST
        and node["test_metadata"]["kwargs"].get("may_be_empty")
    }
    return {
        node["alias"]: Description(
            _one_line(node["description"]),
            {name: _one_line(column["description"]) for name, column in node["columns"].items()},
            tuple(node["config"]["meta"].get("key", ())),
            unique_id in with_empty_parts,
            node["config"]["meta"].get("references", {}),
        )
        for unique_id, node in nodes.items()
        if node["resource_type"] == "model" and node["config"].get("schema") == SCHEMA
    }


def describe(connection: duckdb.DuckDBPyConnection, descriptions: Mapping[str, Description]) -> None:
    """Write the descriptions into the open database as comments on its published relations and their columns."""
    kinds = connection.execute(
        """
        select table_name, 'table' from duckdb_tables() where schema_name = $schema
        union all select view_name, 'view' from duckdb_views() where schema_name = $schema
        """,
        {"schema": SCHEMA},
    ).fetchall()
    connection.begin()
    for name, kind in kinds:
        description = descriptions.get(name, Description())
        relation = statement("{}.{}", identifier(SCHEMA), identifier(name))
        if description.text:
            connection.execute(statement("comment on {} {} is {}", Sql(kind), relation, literal(description.text)))
        for column, text in description.columns.items():
            if text:
                target = statement("{}.{}", relation, identifier(column))
                connection.execute(statement("comment on column {} is {}", target, literal(text)))
    connection.commit()


def _one_line(text: str) -> str:
    return " ".join(text.split())
