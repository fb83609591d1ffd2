"""Step audit: is the build fit to be published? Failed tests and blocking findings say no, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from finsam.build import DATABASE, RUN_FILE
from finsam.definitions.check_words import has_words, problems_found
from finsam.definitions.files import SEEDS, check_folder
from finsam.errors import BlockedError, InputError
from finsam.files import read_json, remove_tree
from finsam.masking import mask
from finsam.periods.guard import problems as closed_period_problems
from finsam.settings import Settings
from finsam.sql import literal, statement

if TYPE_CHECKING:
    import duckdb

BLOCKING = "blocking"
_SHOWN = 10
_EXAMPLES = 3
_LONGEST_MESSAGE = 400
_BAD = {"error", "fail", "runtime error"}


def audit(settings: Settings) -> list[str]:
    """Look through the build in progress.

    Returns:
        The names of the dbt tests that warned.

    Raises:
        InputError: There is no build in progress.
        BlockedError: A node or test failed, or a finding is blocking. The build is set aside for inspection as
            var/builds/.failed-<build_id>; only the last one is kept.
    """
    run = read_json(settings.work / RUN_FILE)
    if not isinstance(run, dict):
        raise InputError(
            "Det finns inget bygge att granska. Kör finsam build (eller finsam nightly) först.",
            "There is no build to audit. Run finsam build (or finsam nightly) first.",
        )
    with _built(settings) as connection:
        failed, warned = _test_results(settings, connection)
        problems = [*failed, *_blocking_findings(connection), *_closed_periods(settings, connection, bool(failed))]
    if not problems:
        return warned
    place = set_aside(settings, str(run["build_id"]))
    shown = problems[:_SHOWN]
    more = len(problems) - len(shown)
    raise BlockedError(
        _listed(
            f"{len(problems)} spärrande fel; inget publicerades och det förra bygget ligger kvar:",
            [sv for sv, _ in shown],
            f"... och {more} till." if more else "",
            f"Det granskade bygget ligger i {place}.",
        ),
        _listed(
            f"{len(problems)} blocking failures; nothing was published and the previous build is still there:",
            [en for _, en in shown],
            f"... and {more} more." if more else "",
            f"The audited build lies in {place}.",
        ),
    )


def set_aside(settings: Settings, name: str) -> Path:
    """Move the build in progress to var/builds/.failed-<name>, the only failed one that is kept."""
    for old in settings.builds.glob(".failed-*"):
        remove_tree(old)
    place = settings.builds / f".failed-{name}"
    if settings.work.exists():
        settings.work.rename(place)
    return place


def _listed(*parts: str | list[str]) -> str:
    lines: list[str] = []
    for part in parts:
        lines += [f"- {line}" for line in part] if isinstance(part, list) else [part]
    return "\n".join(line for line in lines if line)


@contextmanager
def _built(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the build read-only under the name that its compiled SQL and views use."""
    import duckdb  # noqa: PLC0415

    with duckdb.connect() as connection:
        connection.execute(statement("set temp_directory = {}", literal(settings.spill)))
        connection.execute(statement("attach {} as controller (read_only)", literal(settings.work / DATABASE)))
        yield connection


def _test_results(settings: Settings, connection: duckdb.DuckDBPyConnection) -> tuple[list[tuple[str, str]], list[str]]:
    """Failed nodes as (Swedish, English) and the names of those that warned."""
    results = read_json(settings.target / "run_results.json")
    manifest = read_json(settings.target / "manifest.json")
    if not isinstance(results, dict) or not isinstance(manifest, dict):
        return [("dbt lämnade inget resultat efter sig", "dbt left no results")], []
    failed, warned, skipped = [], [], 0
    for result in results["results"]:
        name = str(result["unique_id"])
        if result["status"] in _BAD:
            failed += _failures(settings, connection, result, manifest)
        elif result["status"] == "warn":
            warned.append(_words(name, manifest))
        skipped += result["status"] == "skipped"
    if skipped and not failed:
        failed.append((f"{skipped} delar hoppades över", f"{skipped} nodes were skipped"))
    return failed, warned


def _words(unique_id: str, manifest: Mapping[str, Any]) -> str:
    """The name of a node as words: a test is named by a sentence."""
    node = manifest.get("nodes", {}).get(unique_id) or {}
    return str(node.get("name") or unique_id).replace("_", " ")


def _failures(
    settings: Settings, connection: duckdb.DuckDBPyConnection, result: Mapping[str, Any], manifest: Mapping[str, Any]
) -> list[tuple[str, str]]:
    """What a failed node says: the words of its test for the first rows, else its name and those rows."""
    name = str(result["unique_id"])
    words = _words(name, manifest)
    if result["status"] != "fail":
        kind = name.split(".", 1)[0]
        message = mask(" ".join(str(result.get("message") or "").split()))[:_LONGEST_MESSAGE]
        return [(f"{kind} {words} gick inte att köra: {message}", f"{kind} {words} could not run: {message}")]
    found = [] if _sees_persons(name, manifest) else _examples(result, connection)
    meta = manifest.get("nodes", {}).get(name, {}).get("config", {}).get("meta") or {}
    if found and has_words(meta):
        problems = problems_found(words, meta, found, check_folder(settings.project / SEEDS))
        said = [(mask(problem.sentence_sv), mask(problem.sentence_en)) for problem in problems]
        more = int(result.get("failures") or 0) - len(said)
        return said + [(f"... och {more} rader till av det slaget", f"... and {more} more rows of that kind")] * (
            more > 0
        )
    rows, seen = result.get("failures"), _listed_rows(found)
    return [(f"testet håller inte: {words} ({rows} rader{seen})", f"test failed: {words} ({rows} rows{seen})")]


def _sees_persons(unique_id: str, manifest: Mapping[str, Any]) -> bool:
    """Whether a test looks at rows about persons: no table, which holds sums only, stands between it and them."""
    person_tables = _person_tables()
    parents: Mapping[str, list[str]] = manifest.get("parent_map", {})
    waiting, known = [unique_id], {unique_id}
    while waiting:
        node = waiting.pop()
        if node.startswith("source.") and node.rsplit(".", 1)[1] in person_tables:
            return True
        described = manifest.get("nodes", {}).get(node) or {}
        if node != unique_id and described.get("config", {}).get("materialized") == "table":
            continue
        fresh = set(parents.get(node, ())) - known
        known |= fresh
        waiting += sorted(fresh)
    return False


def _person_tables() -> set[str]:
    from finsam.contract import load_contract  # noqa: PLC0415

    return {source.name for source in load_contract().tables if source.person_column}


def _examples(result: Mapping[str, Any], connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """The first rows that a failed test found, so that the one who edits sees which row to correct."""
    import duckdb  # noqa: PLC0415

    if not result.get("compiled_code"):
        return []
    try:
        found = connection.execute(str(result["compiled_code"]))
        names = [column[0] for column in found.description or []]
        return [dict(zip(names, row, strict=True)) for row in found.fetchmany(_EXAMPLES)]
    except duckdb.Error:
        return []


def _listed_rows(rows: list[dict[str, Any]]) -> str:
    shown = (", ".join(f"{name} = {value}" for name, value in row.items() if value is not None) for row in rows)
    return ": " + "; ".join(map(mask, shown)) if rows else ""


def _closed_periods(
    settings: Settings, connection: duckdb.DuckDBPyConnection, is_stopped: bool
) -> list[tuple[str, str]]:
    """What the build would change in closed periods; where a model failed there may be nothing to compare."""
    import duckdb  # noqa: PLC0415

    try:
        return closed_period_problems(settings, connection)
    except duckdb.CatalogException:
        if is_stopped:
            return []
        raise


def _blocking_findings(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    # all names are full, for controller is the file and also one of its schemas
    there = connection.execute(
        "select 1 from duckdb_columns() where database_name = 'controller' and schema_name = 'controller' "
        "and table_name = 'finding'"
    ).fetchone()
    if there is None:
        return []
    rows = connection.execute(
        """
        select check_code, message_sv, message_en from controller.controller.finding
        where severity = $severity order by all
        """,
        {"severity": BLOCKING},
    ).fetchall()
    return [(f"{code}: {sv}", f"{code}: {en}") for code, sv, en in rows]
