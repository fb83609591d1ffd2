"""Step publish: make the audited build the current one, in one atomic step.

Everything is prepared in the folder of the build in progress. Its rename to builds/<build_id> makes it a finished
build, the swap of the link var/current makes it the one that readers see. Killed anywhere, readers keep what they had.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from finsam.bi.description import SCHEMA, describe, read_descriptions
from finsam.bi.package import write_package
from finsam.build import DATABASE, RUN_FILE
from finsam.errors import FinsamError, InputError
from finsam.files import read_json, remove_tree, sync_folder, sync_tree, write_json
from finsam.findings.finding import OPEN, SEVERITIES
from finsam.receive import load_inputs
from finsam.scheduling.record import RUNNING, runs
from finsam.scheduling.relation import fill
from finsam.settings import Settings
from finsam.sql import identifier, literal, statement

if TYPE_CHECKING:
    import duckdb

PUBLIC_NAME = "finsam"
PUBLIC_DATABASE = f"{PUBLIC_NAME}.duckdb"
RECEIPT = "receipt.json"
MANIFEST = "manifest.json"
CLOCK_COLUMNS = ("started", "finished")
RUN = "run"  # the history of runs is clock through and through: it is published, but is no canonical export


@dataclass(frozen=True)
class RunFacts:
    """What is known of the run besides its rows.

    Args:
        started: When the run began.
        seconds: Step -> seconds.
        peak_memory_mb: The most memory that this process or its child used.
        warnings: The names of the dbt tests that warned.
    """

    started: datetime
    seconds: dict[str, float]
    peak_memory_mb: int
    warnings: tuple[str, ...] = ()


def publish(settings: Settings, facts: RunFacts) -> dict[str, Any]:
    """Finish the build in progress and make it current.

    Returns:
        The receipt, as it stands in receipt.json.

    Raises:
        InputError: There is no build in progress.
        FinsamError: The build has nothing in schema published.
        OSError: The build folder cannot be written.
    """
    run = read_json(settings.work / RUN_FILE)
    if not isinstance(run, dict):
        raise InputError(
            "Det finns inget bygge att publicera. Kör finsam build (eller finsam nightly) först.",
            "There is no build to publish. Run finsam build (or finsam nightly) first.",
        )
    name = str(run["build_id"])
    if is_finished(settings, name):
        remove_tree(settings.work)
        point_to(settings, name)
        return load_receipt(settings, name)
    finished = datetime.now(UTC)
    counts, findings = _write_public(settings, facts.started, finished)
    receipt = {
        **run,
        "inputs": [
            {
                "association_code": file.association_code,
                "source": file.source,
                "file_name": file.file_name,
                "file_sha256": file.file_sha256,
                "status": file.status,
            }
            for file in load_inputs(settings).files
        ],
        "relations": counts,
        "deliveries": _delivery_totals(settings),
        "findings": findings,
        "warnings": sorted(facts.warnings),
        "started": facts.started.isoformat(timespec="microseconds"),
        "finished": finished.isoformat(timespec="microseconds"),
        "seconds": facts.seconds,
        "peak_memory_mb": facts.peak_memory_mb,
        "previous_build": current_build(settings),
    }
    write_json(settings.work / RECEIPT, receipt)
    (settings.work / RUN_FILE).unlink()
    (settings.work / DATABASE).chmod(0o600)
    sync_tree(settings.work)
    finished_build = settings.builds / name
    remove_tree(finished_build)  # a leftover: it has no receipt
    settings.work.rename(finished_build)
    sync_folder(settings.builds)
    point_to(settings, name)
    prune(settings)
    return receipt


def is_finished(settings: Settings, name: str) -> bool:
    """Whether a build of this name is complete."""
    return (settings.builds / name / RECEIPT).is_file()


def current_build(settings: Settings) -> str | None:
    """Return the name of the build that readers see; None where there is none."""
    try:
        name = settings.current.readlink().name
    except OSError:
        return None
    return name if is_finished(settings, name) else None


def demand_current(settings: Settings) -> str:
    """Return the name of the build that readers see.

    Raises:
        InputError: Nothing is published.
    """
    name = current_build(settings)
    if name is None:
        raise InputError(
            "Inget är publicerat ännu. Kör finsam nightly.", "Nothing is published yet. Run finsam nightly."
        )
    return name


def load_receipt(settings: Settings, name: str) -> dict[str, Any]:
    """Return the receipt of a finished build.

    Raises:
        InputError: There is no such build.
    """
    content = read_json(settings.builds / name / RECEIPT)
    if not isinstance(content, dict):
        raise InputError(
            f"Det finns inget färdigt bygge {name}. Se finsam rollback.",
            f"There is no finished build {name}. See finsam rollback.",
        )
    return content


def finished_builds(settings: Settings) -> list[str]:
    """Return the names of all finished builds, the newest first."""
    if not settings.builds.is_dir():
        return []
    names = [path.name for path in settings.builds.iterdir() if is_finished(settings, path.name)]
    names = [name for name in names if not name.startswith(".")]
    return sorted(names, key=lambda name: (str(load_receipt(settings, name)["finished"]), name), reverse=True)


def point_to(settings: Settings, name: str) -> None:
    """Make a finished build current: readers see either the old link or the new one."""
    if settings.current.exists() and not settings.current.is_symlink():
        raise FinsamError(
            f"{settings.current} är ingen länk. Flytta undan den och kör igen.",
            f"{settings.current} is not a link. Move it away and run again.",
        )
    temporary = settings.var / f".current.{os.getpid()}.tmp"
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(Path(settings.builds.name) / name)
    temporary.replace(settings.current)
    sync_folder(settings.var)


def clear_leftovers(settings: Settings) -> None:
    """Remove what interrupted runs left behind."""
    for path in settings.var.glob(".*.tmp"):
        remove_tree(path)
    remove_tree(settings.spill)
    if settings.builds.is_dir():
        for path in settings.builds.iterdir():
            unfinished = not path.name.startswith(".") and not is_finished(settings, path.name)
            if path.name.endswith(".tmp") or unfinished:
                remove_tree(path)


def prune(settings: Settings) -> None:
    """Keep the newest builds and the current one; forget landed bytes that none of them was made from."""
    names = finished_builds(settings)
    current = current_build(settings)
    kept = {*names[: settings.keep], *([current] if current else [])}
    for name in names:
        if name not in kept:
            remove_tree(settings.builds / name)
            remove_tree(settings.impact_reports / name)
    wanted = {file.file_sha256 for file in load_inputs(settings).accepted}
    for name in kept:
        wanted |= {str(file["file_sha256"]) for file in load_receipt(settings, name)["inputs"]}
    for path in settings.landing.iterdir():
        if path.name not in wanted:
            path.unlink()


def _write_public(settings: Settings, started: datetime, finished: datetime) -> tuple[dict[str, int], dict[str, int]]:
    """Copy schema published into its own file and write the open files from there.

    Returns:
        Relation -> rows, and severity -> open findings.
    """
    import duckdb  # noqa: PLC0415

    database = settings.work / PUBLIC_DATABASE
    database.unlink(missing_ok=True)
    open_folder = settings.work / "open"
    remove_tree(open_folder)
    open_folder.mkdir()
    with duckdb.connect(str(database)) as connection:
        connection.execute("set autoinstall_known_extensions = false")
        connection.execute("set autoload_known_extensions = false")
        connection.execute("set threads = 1")  # the same rows in the same order give the same bytes
        connection.execute(statement("attach {} as controller (read_only)", literal(settings.work / DATABASE)))
        relations = _relations(connection)
        if not relations:
            raise FinsamError(
                "Bygget har inga relationer i schemat published; inget är publicerat.",
                "The build has no relations in schema published; nothing was published.",
            )
        connection.execute(statement("create schema {}", identifier(SCHEMA)))
        counts = {name: _copy_relation(connection, name) for name in relations}
        views = _views(connection)
        connection.execute("detach controller")
        for view in views:
            connection.execute(view)
        _stamp(connection, started, finished)
        if RUN in counts:
            fill(connection, PUBLIC_NAME, [run for run in runs(settings) if run.status != RUNNING])
        exported = {name: rows for name, rows in counts.items() if name != RUN}
        for name in exported:
            _export(connection, name, open_folder)
        findings = _open_findings(connection) if "finding" in counts else {}
        descriptions = read_descriptions(settings.target / MANIFEST)
        describe(connection, descriptions)
        write_package(connection, open_folder, descriptions)
        connection.execute("checkpoint")
    return exported, findings


def _relations(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        """
        select table_name from duckdb_tables() where database_name = 'controller' and schema_name = $schema
        order by 1
        """,
        {"schema": SCHEMA},
    ).fetchall()
    return [str(name) for (name,) in rows]


def _views(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the statements that made the views, to be said again here: a view has no rows to copy or export."""
    rows = connection.execute(
        """
        select sql from duckdb_views() where database_name = 'controller' and schema_name = $schema
        order by view_name
        """,
        {"schema": SCHEMA},
    ).fetchall()
    return [str(sql) for (sql,) in rows]


def _columns(connection: duckdb.DuckDBPyConnection, relation: str) -> list[str]:
    rows = connection.execute(
        """
        select column_name from duckdb_columns()
        where database_name = $database and schema_name = $schema and table_name = $relation
        order by column_index
        """,
        {"database": PUBLIC_NAME, "schema": SCHEMA, "relation": relation},
    ).fetchall()
    return [str(name) for (name,) in rows]


def _copy_relation(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    source = statement("controller.{}.{}", identifier(SCHEMA), identifier(name))
    target = statement("{}.{}", identifier(SCHEMA), identifier(name))
    rows = connection.execute(
        statement("create table {} as select * from {} order by all nulls last", target, source)
    ).fetchone()
    return int(rows[0]) if rows else 0


def _stamp(connection: duckdb.DuckDBPyConnection, started: datetime, finished: datetime) -> None:
    """Fill the clock columns of published.build, which no model may know."""
    columns = _columns(connection, "build")
    for column, value in zip(CLOCK_COLUMNS, (started, finished), strict=True):
        if column in columns:
            target = statement("{}.build", identifier(SCHEMA))
            change = statement("update {} set {} = $value", target, identifier(column))
            connection.execute(change, {"value": value.replace(tzinfo=None, microsecond=0)})


def _export(connection: duckdb.DuckDBPyConnection, name: str, folder: Path) -> None:
    """Write one relation as CSV and Parquet: sorted by all columns in their order, no clock."""
    skipped = CLOCK_COLUMNS if name == "build" else ()
    columns = [column for column in _columns(connection, name) if column not in skipped]
    chosen = statement(", ".join("{}" for _ in columns), *map(identifier, columns))
    relation = statement("{}.{}", identifier(SCHEMA), identifier(name))
    rows = statement("select {} from {} order by all nulls last", chosen, relation)
    for suffix, options in (("csv", "format csv, header true, delimiter ','"), ("parquet", "format parquet")):
        path = literal(folder / f"{name}.{suffix}")
        connection.execute(statement("copy ({}) to {} ({})", rows, path, statement(options)))


def _open_findings(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    rows = connection.execute(
        "select severity, count(*) from published.finding where status = $status group by all", {"status": OPEN}
    ).fetchall()
    found: dict[str, int] = dict(rows)
    return {severity: found.get(severity, 0) for severity in SEVERITIES}


def _delivery_totals(settings: Settings) -> dict[str, Any]:
    """Rows and money of all deliveries: in, through and quarantined."""
    import duckdb  # noqa: PLC0415

    with duckdb.connect() as connection:
        cursor = connection.execute(
            """
            select count(*) as files,
                coalesce(sum(cast(status = 'loaded' as int)), 0) as loaded,
                coalesce(sum(cast(status = 'partly_loaded' as int)), 0) as partly_loaded,
                coalesce(sum(cast(status = 'refused' as int)), 0) as refused,
                coalesce(sum(rows_in), 0) as rows_in, coalesce(sum(rows_read), 0) as rows_read,
                coalesce(sum(rows_quarantined), 0) as rows_quarantined,
                sum(control_total_sek) as control_total_sek, sum(quarantined_sek) as quarantined_sek
            from read_parquet($delivery)
            """,
            {"delivery": str(settings.raw / "delivery" / "all.parquet")},
        )
        names = [column[0] for column in cursor.description or []]
        values = cursor.fetchone() or ()
    return {
        name: str(value) if name.endswith("_sek") and value is not None else value
        for name, value in zip(names, values, strict=True)
    }
