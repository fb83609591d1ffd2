"""What a finished build would hold under other definitions: its own rows, made anew only where a changed seed reaches.

The build is attached read-only beside an empty database that bears the build's name, so that compiled SQL runs
unchanged: what is unchanged there is a view of the build, what changed a table of its own.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from finsam.build import DATABASE
from finsam.definitions.folder import ProposalError, SeedFolder
from finsam.definitions.recipe import SEED, TEST, VIEW, Node, Recipe, load_recipe
from finsam.definitions.seed import load_seed
from finsam.errors import BlockedError, FinsamError
from finsam.files import read_json, remove_tree
from finsam.masking import mask
from finsam.publish import load_receipt
from finsam.receive import ACCEPTED
from finsam.settings import Settings
from finsam.sql import Sql, dictionaries, identifier, literal, statement

if TYPE_CHECKING:
    import duckdb

CATALOG = identifier(Path(DATABASE).stem)
BUILD = identifier("build")


class NotRebuildableError(FinsamError):
    """What was asked for rests on a changed definition through a step that only a nightly runs."""


class Scenario:
    """A finished build under other definitions. Use `scenario` to open one.

    Args:
        connection: DuckDB, with the build attached as `build` and this scenario as `controller`.
        recipe: The recipe of the build.
        changed: The names of the seeds whose rows differ from the build's own.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, recipe: Recipe, raw_is_kept: bool) -> None:
        """Start as the build itself; `raw_is_kept` says that the raw zone still holds what the build was made from."""
        self.connection = connection
        self.recipe = recipe
        self._raw_is_kept = raw_is_kept
        self._there: set[str] = set()
        self._settled: set[str] = set()
        self._moved: set[str] = set()
        for schema in sorted({node.schema for node in recipe.nodes.values() if node.schema}):
            connection.execute(statement("create schema if not exists {}.{}", CATALOG, identifier(schema)))

    @property
    def changed(self) -> tuple[str, ...]:
        """The names of the seeds whose rows differ from the build's own, sorted."""
        return tuple(sorted(name for name in self._moved if self.recipe[name].kind == SEED))

    def load(self, seeds: SeedFolder, scratch: Path) -> None:
        """Take the seeds; those with the bytes that the build was made from need no loading.

        Raises:
            ProposalError: A seed cannot be loaded.
        """
        for node in self.recipe.of_kind(SEED):
            file = seeds.files[node.name]
            if file.sha256 == node.sha256:
                continue
            load_seed(self.connection, node, file, relation_name(CATALOG, node), scratch)
            self._keep_if_moved(node)

    def relation(self, name: str) -> Sql:
        """Return the quoted name of a seed's or model's relation, after making it anew where a change reaches it.

        Raises:
            NotRebuildableError: A changed seed reaches it through a Python model.
            ProposalError: The changed definitions cannot be computed with.
        """
        self.rebuild([name])
        self._provide(name)
        return relation_name(CATALOG, self.recipe[name])

    def rebuild(self, targets: Iterable[str]) -> list[str]:
        """Make anew what the targets rest on and themselves, parents first, as far as a changed seed reaches.

        What comes out as it was stops there: nothing that rests on it alone is made anew.

        Returns:
            The names of the models whose rows now differ from the build's (a view counts as soon as a parent does).

        Raises:
            NotRebuildableError: A changed seed reaches a target through a Python model.
            ProposalError: The changed definitions cannot be computed with.
        """
        wanted = self.recipe.ancestors(targets)
        for name in wanted:
            node = self.recipe[name]
            if name in self._settled or node.kind != "model":
                continue
            if not self._moved.isdisjoint(node.parents):
                self._make(node)
            self._settled.add(name)
        return [name for name in wanted if name in self._moved and self.recipe[name].kind == "model"]

    def moved(self, name: str) -> bool:
        """Whether the rows of a seed or model differ from the build's, as far as it has been made anew."""
        return name in self._moved

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Return the rows of a seed or model, or those that a data test finds.

        Raises:
            NotRebuildableError: A changed seed reaches it through a Python model.
            ProposalError: The changed definitions cannot be computed with.
        """
        node = self.recipe[name]
        if node.kind == TEST:
            for parent in node.parents:
                self.relation(parent)
            query = Sql(node.sql or "")
        else:
            query = statement("from {}", self.relation(name))
        return dictionaries(self._run(node, query))

    def _make(self, node: Node) -> None:
        if node.sql is None:
            raise NotRebuildableError(
                f"{node.schema}.{node.alias} räknas bara i en hel natt och berörs av förslaget. Kör finsam nightly.",
                f"{node.schema}.{node.alias} is computed in a whole night only, and the proposal reaches it. "
                "Run finsam nightly.",
            )
        for parent in node.parents:
            self._provide(parent)
        name = relation_name(CATALOG, node)
        if node.materialized == VIEW:
            self._run(node, statement("create view {} as ({})", name, Sql(node.sql)))
            self._there.add(node.name)
            self._moved.add(node.name)
            return
        self._demand_raw(node)
        self._run(node, statement("create table {} as from {} limit 0", name, relation_name(BUILD, node)))
        self._run(node, statement("insert into {} by name ({})", name, Sql(node.sql)))
        self._keep_if_moved(node)

    def _keep_if_moved(self, node: Node) -> None:
        """A relation that came out as the build has it is forgotten again."""
        if self._differs(node):
            self._there.add(node.name)
            self._moved.add(node.name)
        else:
            self.connection.execute(statement("drop table {}", relation_name(CATALOG, node)))

    def _differs(self, node: Node) -> bool:
        now, built = relation_name(CATALOG, node), relation_name(BUILD, node)
        query = statement(
            """
            select (select count(*) from {0}) <> (select count(*) from {1})
                or exists (select {2} from {0} except all select {2} from {1})
            """,
            now,
            built,
            self._columns(node),
        )
        answer = self.connection.execute(query).fetchone()
        return bool(answer and answer[0])

    def _columns(self, node: Node) -> Sql:
        """The columns of a relation of the build: a proposal may have them in another order."""
        names = self._built_columns[node.schema, node.alias]
        return statement(", ".join("{}" for _ in names), *map(identifier, names))

    @cached_property
    def _built_columns(self) -> dict[tuple[str, str], list[str]]:
        """The columns of all relations of the build, asked for once: each question looks through the whole catalog."""
        rows = self.connection.execute(
            "select schema_name, table_name, list(column_name order by column_index) from duckdb_columns() "
            "where database_name = 'build' group by all"
        ).fetchall()
        return {(schema, alias): columns for schema, alias, columns in rows}

    def _provide(self, name: str) -> None:
        """Let an unchanged relation be seen under the scenario's own name."""
        node = self.recipe[name]
        if name in self._there:
            return
        if node.materialized == VIEW:
            for parent in node.parents:
                self._provide(parent)
        self.connection.execute(
            statement("create view {} as from {}", relation_name(CATALOG, node), relation_name(BUILD, node))
        )
        self._there.add(name)

    def _demand_raw(self, node: Node) -> None:
        """A model that looks through views into the raw zone needs the rows that the build was made from."""
        waiting = list(node.parents)
        while waiting and not self._raw_is_kept:
            parent = self.recipe[waiting.pop()]
            if parent.reads_raw:
                raise BlockedError(
                    "Andra leveranser har lästs in sedan bygget gjordes. Kör finsam nightly först.",
                    "Other deliveries have been read since the build was made. Run finsam nightly first.",
                )
            if parent.materialized == VIEW:
                waiting += parent.parents

    def _run(self, node: Node, query: Sql) -> duckdb.DuckDBPyConnection:
        import duckdb  # noqa: PLC0415

        try:
            return self.connection.execute(query)
        except duckdb.Error as error:
            said = mask(str(error).splitlines()[0])
            changed = ", ".join(self.recipe[name].path for name in self.changed) or "–"
            raise ProposalError(
                f"{node.schema}.{node.alias} går inte att räkna med förslaget ({said}). Ändrat: {changed}. "
                "Se finsam definitions check.",
                f"{node.schema}.{node.alias} cannot be computed under the proposal ({said}). Changed: {changed}. "
                "See finsam definitions check.",
            ) from None


@contextmanager
def scenario(settings: Settings, build: str, seeds: SeedFolder, recipe: Recipe | None = None) -> Iterator[Scenario]:
    """Open a finished build under other definitions; the build itself is only read.

    Args:
        settings: The run's places.
        build: The name of a finished build.
        seeds: The definitions.
        recipe: The recipe of the build, where it has been read already.

    Raises:
        InputError: The build has no recipe.
        ProposalError: The seeds cannot be loaded.
        OSError: The var folder cannot be written.
    """
    import duckdb  # noqa: PLC0415

    recipe = recipe or load_recipe(settings, build)
    # rows that do not fit in memory and the bytes of changed seeds; the name is one that the next night clears away
    scratch = Path(tempfile.mkdtemp(prefix=".scenario.", suffix=".tmp", dir=settings.var))
    try:
        with duckdb.connect(
            config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}
        ) as opened:
            opened.execute(statement("set temp_directory = {}", literal(scratch / "spill")))
            opened.execute("set TimeZone = 'UTC'")
            place = settings.builds / build / DATABASE
            opened.execute(statement("attach {} as {} (read_only)", literal(place), BUILD))
            opened.execute(statement("attach ':memory:' as {}", CATALOG))
            made = Scenario(opened, recipe, _raw_is_kept(settings, build))
            made.load(seeds, scratch)
            yield made
    finally:
        remove_tree(scratch)


def _raw_is_kept(settings: Settings, build: str) -> bool:
    """Whether the raw zone still holds exactly the rows that the build was made from."""
    receipt = load_receipt(settings, build)
    run = read_json(settings.receipts / "run.json")
    same = isinstance(run, dict) and all(run.get(key) == receipt.get(key) for key in ("inputs_sha256", "as_of"))
    files = [file for file in receipt.get("inputs", ()) if file["status"] == ACCEPTED]
    kept = (settings.receipts / f"{file['source']}-{file['file_sha256']}.json" for file in files)
    return same and all(place.is_file() for place in kept)


def relation_name(catalog: Sql, node: Node) -> Sql:
    """Return the quoted name of a node's relation in a catalog."""
    return statement("{}.{}.{}", catalog, identifier(node.schema), identifier(node.alias))
