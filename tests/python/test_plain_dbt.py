"""Plain dbt from the repository root, as someone who knows only dbt would run it: all tests, unit tests and docs.

It builds deliveries that came twice and in another order, and must come to what the night came to.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from nights import PROJECT, Night, run_finsam

OUTWARD = ("marts", "controller", "published")


@pytest.fixture(scope="module")
def built(night: Night, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Read the bundled deliveries, then build everything and make the docs."""
    folder = tmp_path_factory.mktemp("plain")
    exports = deliver_twice_and_backwards(folder / "exports")
    var = folder / "var"
    for step in ("receive", "read", "check"):
        code, said = run_finsam([step], exports, var)
        assert code == 0, said
    environment = os.environ | {"FINSAM_VAR": str(var), "DBT_TARGET_PATH": str(var / "target")}
    environment |= {"FINSAM_DB": str(var / "plain.duckdb"), "DBT_LOG_PATH": str(var / "logs")}
    dbt = str(Path(sys.executable).with_name("dbt"))
    for words in (["build"], ["docs", "generate"]):
        command = [dbt, *words, "--no-use-colors"]
        process = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
        assert process.returncode == 0, process.stdout[-4000:] + process.stderr[-2000:]
        if words == ["build"]:
            shutil.copy(var / "target" / "run_results.json", var / "build_results.json")
    return var


def deliver_twice_and_backwards(exports: Path) -> Path:
    """Copy the bundled deliveries: every file twice, the last one written first."""
    for path in sorted((PROJECT / "exports").glob("*/*/*"), reverse=True):
        place = exports / path.relative_to(PROJECT / "exports")
        place.parent.mkdir(parents=True, exist_ok=True)
        for name in (f"{path.stem} - kopia{path.suffix}", path.name):
            place.with_name(name).write_bytes(path.read_bytes())
    return exports


def test_build_runs_every_model_seed_test_and_unit_test(built: Path) -> None:
    results = json.loads((built / "build_results.json").read_text(encoding="utf-8"))["results"]
    kinds = {result["unique_id"].split(".")[0] for result in results}
    assert kinds == {"exposure", "model", "seed", "test", "unit_test"}
    assert {result["status"] for result in results} <= {"success", "pass", "no-op"}  # an exposure


def test_docs_describe_every_relation_and_column(built: Path) -> None:
    catalog = json.loads((built / "target" / "catalog.json").read_text(encoding="utf-8"))
    manifest = json.loads((built / "target" / "manifest.json").read_text(encoding="utf-8"))
    assert len(catalog["nodes"]) > 100
    silent = []
    for unique_id, entry in catalog["nodes"].items():
        node = manifest["nodes"][unique_id]
        described = {name.lower() for name, column in node["columns"].items() if column["description"].strip()}
        missing = {name.lower() for name in entry["columns"]} - described
        if missing or not node["description"].strip():
            silent.append((unique_id, sorted(missing)))
    assert not silent


def test_deliveries_that_came_twice_and_backwards_come_to_what_the_night_came_to(night: Night, built: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        for file in ((night.var / "current").resolve() / "controller.duckdb", built / "plain.duckdb"):
            connection.execute(f"attach '{file}' as {file.stem} (read_only)")
        tables = {
            name: connection.execute(
                "select schema_name, table_name from duckdb_tables() where database_name = ? and list_contains(?, "
                "schema_name) order by all",
                [name, OUTWARD],
            ).fetchall()
            for name in ("controller", "plain")
        }
        assert tables["controller"] == tables["plain"]
        assert len(tables["plain"]) > 100
        for schema, table in tables["plain"]:
            night_s, plain_s = (f"from {name}.{schema}.{table}" for name in tables)
            differing = f"({night_s} except all {plain_s}) union all ({plain_s} except all {night_s})"
            assert connection.execute(differing).fetchall() == [], table
