"""What dbt said of a build, as findings: a failed test or node is blocking, a test that warned is a warning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from finsam.definitions.check_words import has_words, problems_found
from finsam.definitions.files import SEEDS, check_folder
from finsam.files import read_json
from finsam.findings.finding import BLOCKING, WARNING, Finding
from finsam.masking import mask
from finsam.sql import dictionaries

if TYPE_CHECKING:
    import duckdb

    from finsam.settings import Settings

_EXAMPLES = 3
_ROWS_OF_A_WARNING = 100
_LONGEST_MESSAGE = 400
_BAD = {"error", "fail", "runtime error"}
_WARNED = "warn"
_UNDECLARED = "structure"
_DBT = "dbt"

Row = Mapping[str, Any]


@dataclass
class TestResults:
    """What dbt said.

    Args:
        failed: Nodes and tests that failed.
        warned: Tests that warned, row by row.
        warned_names: Their names as words.
    """

    failed: list[Finding] = field(default_factory=list)
    warned: list[Finding] = field(default_factory=list)
    warned_names: list[str] = field(default_factory=list)


def results_of_dbt(settings: Settings, connection: duckdb.DuckDBPyConnection) -> TestResults:
    """Read the results of the build in progress."""
    results = read_json(settings.target / "run_results.json")
    manifest = read_json(settings.target / "manifest.json")
    if not isinstance(results, dict) or not isinstance(manifest, dict):
        return TestResults([_node_finding(_DBT, {}, "dbt lämnade inget resultat efter sig", "dbt left no results")])
    found, skipped = TestResults(), 0
    for result in results["results"]:
        if result["status"] in _BAD:
            found.failed += _numbered(_failures(settings, connection, result, manifest))
        elif result["status"] == _WARNED:
            failures = _failures(settings, connection, result, manifest)
            found.warned += _numbered(replace(finding, severity=WARNING) for finding in failures)
            found.warned_names.append(_words(str(result["unique_id"]), manifest))
        skipped += result["status"] == "skipped"
    if skipped and not found.failed:
        sv, en = f"{skipped} delar hoppades över", f"{skipped} nodes were skipped"
        found.failed.append(_node_finding(_DBT, {}, sv, en))
    return found


def _words(unique_id: str, manifest: Mapping[str, Any]) -> str:
    """The name of a node as words: a test is named by a sentence."""
    return _name(unique_id, manifest).replace("_", " ")


def _name(unique_id: str, manifest: Mapping[str, Any]) -> str:
    return str(_node(unique_id, manifest).get("name") or unique_id)


def _node(unique_id: str, manifest: Mapping[str, Any]) -> Mapping[str, Any]:
    node: Mapping[str, Any] = manifest.get("nodes", {}).get(unique_id) or {}
    return node


def _numbered(findings: Iterable[Finding]) -> list[Finding]:
    return [replace(finding, number=number) for number, finding in enumerate(findings, 1)]


def _node_finding(name: str, meta: Row, message_sv: str, message_en: str, short: tuple[str, str] = ("", "")) -> Finding:
    return Finding(
        name,
        str(meta.get("family") or _UNDECLARED),
        BLOCKING,
        message_sv,
        message_en,
        subject=name.replace("_", " "),
        short_sv=short[0],
        short_en=short[1],
        owner=str(meta.get("owner") or Finding.owner),
        catalogued=False,
    )


def _failures(
    settings: Settings, connection: duckdb.DuckDBPyConnection, result: Row, manifest: Mapping[str, Any]
) -> list[Finding]:
    """What a node that did not pass says: the words of its test for the first rows, else its name and those rows."""
    unique_id = str(result["unique_id"])
    name, words = _name(unique_id, manifest), _words(unique_id, manifest)
    meta = _node(unique_id, manifest).get("config", {}).get("meta") or {}
    if result["status"] not in {"fail", _WARNED}:
        kind = unique_id.split(".", 1)[0]
        message = mask(" ".join(str(result.get("message") or "").split()))[:_LONGEST_MESSAGE]
        sv, en = f"{kind} {words} gick inte att köra: {message}", f"{kind} {words} could not run: {message}"
        short = f"{kind} {words} gick inte att köra", f"{kind} {words} could not run"
        return [_node_finding(name, meta, sv, en, short)]
    shown = _EXAMPLES if result["status"] == "fail" else _ROWS_OF_A_WARNING
    found = [] if _sees_persons(unique_id, manifest) else _examples(result, connection, shown)
    rows = int(result.get("failures") or 0)
    if found and has_words(meta):
        problems = problems_found(words, meta, found, check_folder(settings.project / SEEDS))
        said = [
            replace(
                _node_finding(name, meta, mask(problem.sentence_sv), mask(problem.sentence_en)),
                guidance_sv=mask(problem.words.advice_sv),
                guidance_en=mask(problem.words.advice_en),
                **_about(row),
            )
            for problem, row in zip(problems, found, strict=True)
        ]
        more = rows - len(said)
        sv, en = f"... och {more} rader till av det slaget", f"... and {more} more rows of that kind"
        return [*said, *([_node_finding(name, meta, sv, en)] if more > 0 else [])]
    seen = _listed_rows(found)
    sv, en = f"testet håller inte: {words} ({rows} rader{seen})", f"test failed: {words} ({rows} rows{seen})"
    short = f"testet håller inte: {words} ({rows} rader)", f"test failed: {words} ({rows} rows)"
    return [_node_finding(name, meta, sv, en, short)]


def _about(row: Row) -> dict[str, Any]:
    """The place that a row of a failed test names."""
    year = row.get("fiscal_year")
    return {
        "association_code": str(row.get("association_code") or ""),
        "fiscal_year": int(year) if year is not None else None,
        "subject": mask(str(row.get("row_key") or "")),
        "relation": str(row.get("seed") or ""),
        "row_key": mask(str(row.get("row_key") or "")),
    }


def _sees_persons(unique_id: str, manifest: Mapping[str, Any]) -> bool:
    """Whether a test looks at rows about persons: no table, which holds sums only, stands between it and them."""
    person_tables = _person_tables()
    parents: Mapping[str, list[str]] = manifest.get("parent_map", {})
    waiting, known = [unique_id], {unique_id}
    while waiting:
        node = waiting.pop()
        if node.startswith("source.") and node.rsplit(".", 1)[1] in person_tables:
            return True
        if node != unique_id and _node(node, manifest).get("config", {}).get("materialized") == "table":
            continue
        fresh = set(parents.get(node, ())) - known
        known |= fresh
        waiting += sorted(fresh)
    return False


def _person_tables() -> set[str]:
    from finsam.contract import load_contract  # noqa: PLC0415

    return {source.name for source in load_contract().tables if source.person_column}


def _examples(result: Row, connection: duckdb.DuckDBPyConnection, shown: int) -> list[dict[str, Any]]:
    """The first rows that a test found, in a fixed order, so that the one who edits sees which row to correct."""
    import duckdb  # noqa: PLC0415

    if not result.get("compiled_code"):
        return []
    try:
        found = dictionaries(connection.execute(str(result["compiled_code"])))
        return sorted(found, key=lambda row: repr(tuple(row.values())))[:shown]
    except duckdb.Error:
        return []


def _listed_rows(rows: list[dict[str, Any]]) -> str:
    shown = (", ".join(f"{name} = {value}" for name, value in row.items() if value is not None) for row in rows)
    return ": " + "; ".join(map(mask, shown)) if rows else ""
