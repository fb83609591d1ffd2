"""A fast night: what a nightly would say of other deliveries, without dbt.

Receive, read and check run as they are, in a scratch folder. What dbt would do after them is done by DuckDB alone: the
SQL that dbt compiled for a base night runs again, node by node, only where a changed raw table reaches. Python models,
which only hide small counts in `published`, keep what the base made, and tests that rest on them are left out; counts
that they would refuse stop the night.
"""

from __future__ import annotations

import filecmp
import os
import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from finsam import raw
from finsam.build import DATABASE
from finsam.checks import check
from finsam.console import Screen
from finsam.definitions.recipe import TEST, Node, Recipe, nodes_of
from finsam.definitions.scenario import BUILD, CATALOG, Scenario, relation_name
from finsam.disclosure import join_builds
from finsam.disclosure.system import read_system
from finsam.errors import FinsamError, InputError
from finsam.files import read_json, remove_tree
from finsam.findings.finding import BLOCKING
from finsam.findings.landing import last_failed
from finsam.history import DELIVERY_HISTORY, write_history
from finsam.masking import mask
from finsam.nightly import nightly
from finsam.read import load_run, read
from finsam.receive import receive
from finsam.settings import Settings
from finsam.sql import Sql, literal, statement

FINDING = "controller__finding"
_RAW = "raw."
_COUNTS = ("int_disclosure__cell", "int_disclosure__sum")
_EARLIER = ("stg_disclosure__history", "stg_disclosure__history_sum")
_MODEL = "model"
_FINDINGS = """
select check_code, severity, coalesce(association_code, '') as association_code, fiscal_year,
    coalesce(subject, '') as subject, message_sv, message_en
from controller.controller.finding
"""


@dataclass(frozen=True)
class Alarm:
    """One thing that a night says is wrong.

    Args:
        code: The check, the test or the step that says so.
        severity: blocking, error, warning or note.
        association_code: Where; empty where it is about no single association.
        fiscal_year: Which year; None where it is about none.
        subject: What it is about.
        message_sv: The sentence in Swedish.
        message_en: The same in English.
    """

    code: str
    severity: str
    association_code: str
    fiscal_year: int | None
    subject: str
    message_sv: str
    message_en: str


@dataclass(frozen=True)
class Said:
    """All that one night says.

    Args:
        alarms: The findings, and what stopped the night.
        deliveries: (association, source, file name) -> (status, rows quarantined).
    """

    alarms: tuple[Alarm, ...]
    deliveries: dict[tuple[str, str, str], tuple[str, int]]

    @property
    def is_blocked(self) -> bool:
        """Whether nothing would have been published."""
        return any(alarm.severity == BLOCKING for alarm in self.alarms)

    def beyond(self, base: Said) -> tuple[Alarm, ...]:
        """The alarms that the base does not have, in the order of severity and place."""
        known = Counter(base.alarms)
        new = []
        for alarm in self.alarms:
            if known[alarm]:
                known[alarm] -= 1
            else:
                new.append(alarm)
        return tuple(new)


def real_night(settings: Settings, base: Base) -> Said:
    """Run the true nightly after the base, and return what it says."""
    build = base.settings.current.resolve()
    shutil.copytree(build, settings.builds / build.name, copy_function=os.link)
    settings.current.symlink_to(Path(settings.builds.name) / build.name)
    try:
        nightly(settings, Screen(machine=True))
    except FinsamError as error:
        stopped = [_stopped("nightly", error)]
        failed = last_failed(settings)
        return Said((*stopped, *(_findings_in(failed / DATABASE) if failed else ())), _deliveries(settings))
    return Said(_findings_in(settings.current.resolve() / DATABASE), _deliveries(settings))


class Base:
    """A finished night of the undamaged deliveries, on top of which others are computed.

    Args:
        settings: The places of that night; only read.
    """

    def __init__(self, settings: Settings) -> None:
        """Look at the night.

        Raises:
            InputError: There is no finished night in that folder, or dbt's own files are gone.
        """
        self.settings = settings
        self.fingerprints: dict[str, tuple[int, int]] = {}
        if not settings.current.exists() or not (settings.target / "manifest.json").is_file():
            raise InputError(
                f"I {settings.var} finns inget färdigt bygge att utgå från. Kör finsam nightly med --var dit.",
                f"There is no finished build to start from in {settings.var}. Run finsam nightly with --var there.",
            )

    @property
    def database(self) -> Path:
        """The database of the base."""
        return self.settings.current.resolve() / DATABASE

    @cached_property
    def said(self) -> Said:
        """What the base night says."""
        return Said(_findings_in(self.database), _deliveries(self.settings))

    @cached_property
    def recipe(self) -> Recipe:
        """All that dbt compiled; a raw table is a node of its own."""
        manifest = read_json(self.settings.target / "manifest.json")
        reads = {
            str(node["name"]): [f"{_RAW}{parent.rsplit('.', 1)[1]}" for parent in node.get("depends_on", {})["nodes"]
                                if parent.startswith("source.")]
            for node in manifest["nodes"].values() if "nodes" in node.get("depends_on", {})
        }  # fmt: skip
        tables = sorted({name for names in reads.values() for name in names})
        zone = [Node(name, "raw", "", name, "external") for name in tables]
        nodes = nodes_of(manifest["nodes"], self.settings)
        return Recipe([*zone, *(replace(node, parents=(*reads.get(node.name, ()), *node.parents)) for node in nodes)])

    @cached_property
    def targets(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The models to make anew and the tests to run: all that rests on no Python model, and the findings."""
        recipe = self.recipe
        python = [node.name for node in recipe.of_kind(_MODEL) if node.sql is None]
        beyond = set(recipe.descendants(python))
        models = [node.name for node in recipe.of_kind(_MODEL) if node.name not in beyond]
        tests = [node.name for node in recipe.of_kind(TEST) if node.name not in beyond]
        return (*models, FINDING), tuple(tests)


def fast_night(base: Base, exports: Path, var: Path, is_next: bool = True) -> Said:
    """Return what a night of these deliveries says.

    Args:
        base: The night to compute on top of.
        exports: The deliveries.
        var: A scratch folder, made and removed here.
        is_next: Whether it is the night after the base; else the first one.

    Raises:
        OSError: The scratch folder cannot be written.
    """
    settings = replace(base.settings, exports=exports, var=var)
    _link(base.settings, settings)
    try:
        return _night(base, settings, is_next)
    finally:
        remove_tree(var)


def _link(base: Settings, scratch: Settings) -> None:
    """Give the scratch folder the files of the base without copying them: each is replaced, never written into."""
    remove_tree(scratch.var)
    scratch.var.mkdir(parents=True)
    for folder in ("raw", "landing"):
        if (base.var / folder).is_dir():
            shutil.copytree(base.var / folder, scratch.var / folder, copy_function=os.link)


def _night(base: Base, settings: Settings, is_next: bool) -> Said:
    step = "receive"
    try:
        inputs = receive(settings)
        step = "read"
        read(settings, inputs)
        step = "check"
        check(settings)
    except FinsamError as error:
        return Said((_stopped(step, error),), _deliveries(settings))
    _same_run(base.settings, settings)
    if is_next:
        write_history(settings, base.database, [DELIVERY_HISTORY])
    changed = [
        table for table in sorted(raw.raw_schemas()) if _differs(base.settings.raw / table, settings.raw / table)
    ]
    with duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}) as opened:
        opened.execute(statement("set temp_directory = {}", literal(settings.spill)))
        opened.execute("set TimeZone = 'UTC'")
        opened.execute("set enable_progress_bar = false")
        opened.execute("set threads = 1")  # the rows are few and the processes many
        opened.execute(statement("attach {} as {} (read_only)", literal(base.database), BUILD))
        opened.execute(statement("attach ':memory:' as {}", CATALOG))
        rebuilt = _Rebuilt(opened, base, settings, changed)
        return Said(tuple(rebuilt.alarms()), _deliveries(settings))


def _same_run(base: Settings, settings: Settings) -> None:
    """The night is told the name of the base build, so that a name alone makes no relation differ."""
    run = {**load_run(base), "as_of": load_run(settings)["as_of"]}
    raw.write_rows(settings, "run", raw.ALL, raw.from_rows([run], raw.RUN_SCHEMA))


def _differs(one: Path, other: Path) -> bool:
    """Whether two folders of Parquet hold other files; a file is named by its content or compared byte for byte."""
    names = sorted(path.name for path in one.glob("*.parquet"))
    if names != sorted(path.name for path in other.glob("*.parquet")):
        return True
    return bool(filecmp.cmpfiles(one, other, names, shallow=False)[1])


class _Rebuilt(Scenario):
    """The base build with other raw tables."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, base: Base, settings: Settings, changed: Iterable[str]
    ) -> None:
        super().__init__(connection, base.recipe, raw_is_kept=True)
        self._targets = base.targets
        self._fingerprints = base.fingerprints
        self._places = (f"'{base.settings.raw}/", f"'{settings.raw}/")
        self._there |= {name for name in self.recipe.nodes if name.startswith(_RAW)}
        self._moved |= {f"{_RAW}{table}" for table in changed}

    def _differs(self, node: Node) -> bool:
        """Compare fingerprints of all rows: that of the base is taken once for all nights of a process."""
        if node.name not in self._fingerprints:
            self._fingerprints[node.name] = self._fingerprint(node, BUILD)
        return self._fingerprint(node, CATALOG) != self._fingerprints[node.name]

    def _fingerprint(self, node: Node, catalog: Sql) -> tuple[int, int]:
        columns, name = self._columns(node), relation_name(catalog, node)
        query = statement("select count(*), coalesce(sum(hash({})), 0) from {}", columns, name)
        count, total = self.connection.execute(query).fetchall()[0]
        return int(count), int(total)

    def _make(self, node: Node) -> None:
        if node.sql is not None:
            super()._make(replace(node, sql=node.sql.replace(*self._places)))

    def alarms(self) -> Iterable[Alarm]:
        """Make the models anew, and yield the findings and the tests that fail."""
        models, tests = self._targets
        try:
            self.rebuild(models)
        except FinsamError as error:
            yield _stopped("build", error)
            return
        try:
            self._read_disclosure()
        except FinsamError as error:
            yield _stopped("build", error)
        for name in tests:
            node = self.recipe[name]
            if not self._moved.isdisjoint(node.parents):
                yield from self._failed(node)
        self._provide(FINDING)
        yield from _findings(self.connection)

    def _read_disclosure(self) -> None:
        """Take in the counts as the Python models do: what these refuse stops a night."""
        if self._moved.isdisjoint(_COUNTS):
            return
        cells, sums, earlier, earlier_sums = (
            self.connection.execute(statement("from {}", self.relation(name))).to_arrow_table()
            for name in (*_COUNTS, *_EARLIER)
        )
        hidden = earlier.filter(earlier["is_hidden"])
        read_system(*join_builds(cells, sums, earlier.drop_columns(["is_hidden"]), earlier_sums, hidden))

    def _failed(self, node: Node) -> Iterable[Alarm]:
        rows = self.rows(node.name)
        if rows:
            words = node.name.replace("_", " ")
            shown = mask(", ".join(f"{key} = {value}" for key, value in rows[0].items() if value is not None))
            severity = BLOCKING if node.severity == "error" else "warning"
            place = str(rows[0].get("association_code") or "")
            yield Alarm(node.name, severity, place, None, shown[:200], words, words)


def _stopped(step: str, error: FinsamError) -> Alarm:
    return Alarm(step, BLOCKING, "", None, "", error.message_sv, error.message_en)


def _findings_in(database: Path) -> tuple[Alarm, ...]:
    with duckdb.connect() as connection:
        connection.execute(statement("attach {} as {} (read_only)", literal(database), CATALOG))
        try:
            return tuple(_findings(connection))
        except duckdb.CatalogException:  # the night stopped before there were any
            return ()


def _findings(connection: duckdb.DuckDBPyConnection) -> list[Alarm]:
    return sorted((Alarm(*row) for row in connection.execute(_FINDINGS).fetchall()), key=_order)


def _order(alarm: Alarm) -> tuple[Any, ...]:
    return (alarm.code, alarm.association_code, alarm.fiscal_year or 0, alarm.subject, alarm.message_en)


def _deliveries(settings: Settings) -> dict[tuple[str, str, str], tuple[str, int]]:
    place = settings.raw / "delivery" / raw.ALL
    if not place.is_file():
        return {}
    with duckdb.connect() as connection:
        rows = connection.execute(
            "select association_code, source, file_name, status, rows_quarantined from read_parquet($place)",
            {"place": str(place)},
        ).fetchall()
    return {(str(row[0]), str(row[1]), str(row[2])): (str(row[3]), int(row[4])) for row in rows}
