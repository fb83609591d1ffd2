"""Which definition rows a proposal adds, removes or changes, and under which decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from finsam.definitions.sides import AFTER, BEFORE, Sides
from finsam.sql import Sql, identifier, statement

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
_DECISION = "decision"


@dataclass(frozen=True)
class RowChange:
    """One definition row that differs.

    Args:
        table: The seed.
        path: Its file in the project.
        change: added, removed or changed.
        key: The columns that name the row, and their values.
        old: The other values before: all of a removed row, those that differ of a changed one.
        new: The same after.
        decision_id: The decision that the row names now, or named when it is removed.
        restate: Whether that decision restates closed periods; None where it is not in the decisions.
    """

    table: str
    path: str
    change: str
    key: dict[str, Any]
    old: dict[str, Any]
    new: dict[str, Any]
    decision_id: str | None
    restate: bool | None


def row_changes(sides: Sides) -> list[RowChange]:
    """Compare the seeds of both sides, in the order of their files and keys."""
    names = sides.changed_seeds()
    sides.show([*names, *([_DECISION] if _DECISION in sides.recipe.nodes else [])])
    restates = _restates(sides)
    found = [change for name in names for change in _compared(sides, name, restates)]
    return sorted(found, key=lambda change: (change.path, [str(value) for value in change.key.values()]))


def _restates(sides: Sides) -> dict[str, bool]:
    if _DECISION not in sides.recipe.nodes:
        return {}
    return {row["decision_id"]: row["restate"] for row in sides.rows("select decision_id, restate from after.decision")}


def _compared(sides: Sides, name: str, restates: Mapping[str, bool]) -> Iterator[RowChange]:
    gone, come = (_only_in(sides, name, *pair) for pair in ((BEFORE, AFTER), (AFTER, BEFORE)))
    node = sides.recipe[name]
    columns = list(node.column_types or {})
    key = sides.recipe.key(name) or columns
    old_rows = {tuple(row[column] for column in key): row for row in gone}
    new_rows = {tuple(row[column] for column in key): row for row in come}
    for value in {**old_rows, **new_rows}:
        old, new = old_rows.get(value, {}), new_rows.get(value, {})
        shown = [column for column in columns if column not in key]
        if old and new:
            shown = [column for column in shown if old[column] != new[column]]
        decision = (new or old).get("decision_id")
        yield RowChange(
            table=name,
            path=node.path,
            change=CHANGED if old and new else ADDED if new else REMOVED,
            key=dict(zip(key, value, strict=True)),
            old={column: old[column] for column in shown if old},
            new={column: new[column] for column in shown if new},
            decision_id=decision,
            restate=restates.get(decision or ""),
        )


def _only_in(sides: Sides, name: str, side: Sql, other: Sql) -> list[dict[str, Any]]:
    columns = list(sides.recipe[name].column_types or {})
    chosen = statement(", ".join("{}" for _ in columns), *map(identifier, columns))
    table = identifier(name)
    return sides.rows(
        statement("select {0} from {1}.{3} except all select {0} from {2}.{3}", chosen, side, other, table)
    )
