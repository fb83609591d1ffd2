"""What is and what would be, side by side: the same relation in schema `before` and in schema `after`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from finsam.definitions.recipe import VIEW
from finsam.definitions.scenario import BUILD, Scenario, relation_name
from finsam.sql import Sql, dictionaries, identifier, statement

if TYPE_CHECKING:
    import duckdb

BEFORE, AFTER = identifier("before"), identifier("after")


class Sides:
    """Two states of a build in one connection.

    Args:
        after: The scenario of what would be.
        before: The scenario of what is; None where that is the build itself.
    """

    def __init__(self, after: Scenario, before: Scenario | None) -> None:
        """Start with two empty schemas."""
        self.connection: duckdb.DuckDBPyConnection = after.connection
        self.recipe = after.recipe
        self._after = after
        self._before = before
        self._shown: set[str] = set()
        for side in (BEFORE, AFTER):
            self.connection.execute(statement("create schema {}", side))

    def show(self, names: Iterable[str]) -> None:
        """Make seeds and models visible on both sides by their names.

        Raises:
            FinsamError: One of them cannot be computed under the proposal.
        """
        for name in names:
            if name in self._shown:
                continue
            self._shown.add(name)
            for side, source in ((AFTER, self._after.relation(name)), (BEFORE, self._earlier(name))):
                view = statement("create view {}.{} as from {}", side, identifier(name), source)
                self.connection.execute(view)

    def differs(self, *names: str) -> bool:
        """Whether any of these was made anew on either side; rows that are the same on both may count as different."""
        return any(side.moved(name) for side in (self._after, self._before) if side for name in names)

    def changed_seeds(self) -> list[str]:
        """Return the names of the seeds that differ from the build's on either side, in the order of the recipe."""
        changed = {*self._after.changed, *(self._before.changed if self._before else ())}
        return [name for name in self.recipe.nodes if name in changed]

    def rows(self, query: str, parameters: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """Return the rows of a query."""
        return dictionaries(self.connection.execute(query, parameters or {}))

    def _earlier(self, name: str) -> Sql:
        node = self.recipe[name]
        if node.materialized == VIEW:
            raise TypeError(f"{name} is a view: its names would lead to what would be, not to what is")
        if self._before is None:
            return relation_name(BUILD, node)
        relation = self._before.relation(name)
        if not self._before.moved(name):
            return relation_name(BUILD, node)
        handed_over = f"before_{name}"
        self.connection.register(handed_over, self._before.connection.execute(f"from {relation}").to_arrow_table())
        return identifier(handed_over)
