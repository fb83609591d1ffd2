"""Plain dbt from the repository root, as someone who knows only dbt would run it: all tests, unit tests and docs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Read the bundled deliveries, then build everything and make the docs."""
    var = tmp_path_factory.mktemp("var")
    places = ["--exports", str(PROJECT / "exports"), "--var", str(var)]
    environment = os.environ | {"FINSAM_VAR": str(var), "DBT_TARGET_PATH": str(var / "target")}
    environment |= {"FINSAM_DB": str(var / "plain.duckdb"), "DBT_LOG_PATH": str(var / "logs")}
    dbt = str(Path(sys.executable).with_name("dbt"))
    commands = [
        [sys.executable, "-m", "finsam", "receive", *places],
        [sys.executable, "-m", "finsam", "read", *places],
        [dbt, "build", "--no-use-colors"],
        [dbt, "docs", "generate", "--no-use-colors"],
    ]
    results: dict[str, Any] = {}
    for command in commands:
        process = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
        assert process.returncode == 0, process.stdout[-4000:] + process.stderr[-2000:]
        if command[1] == "build":
            results = json.loads((var / "target" / "run_results.json").read_text(encoding="utf-8"))
            (var / "build_results.json").write_text(json.dumps(results), encoding="utf-8")
    return var


def test_build_runs_every_model_seed_test_and_unit_test(target: Path) -> None:
    results = json.loads((target / "build_results.json").read_text(encoding="utf-8"))["results"]
    kinds = {result["unique_id"].split(".")[0] for result in results}
    assert kinds == {"exposure", "model", "seed", "test", "unit_test"}
    assert {result["status"] for result in results} <= {"success", "pass", "no-op"}  # an exposure


def test_docs_describe_every_relation_and_column(target: Path) -> None:
    catalog = json.loads((target / "target" / "catalog.json").read_text(encoding="utf-8"))
    manifest = json.loads((target / "target" / "manifest.json").read_text(encoding="utf-8"))
    assert len(catalog["nodes"]) > 100
    silent = []
    for unique_id, entry in catalog["nodes"].items():
        node = manifest["nodes"][unique_id]
        described = {name.lower() for name, column in node["columns"].items() if column["description"].strip()}
        missing = {name.lower() for name in entry["columns"]} - described
        if missing or not node["description"].strip():
            silent.append((unique_id, sorted(missing)))
    assert not silent
