"""The child process of dbt: what it may know, what it says, and that it never outlives its parent."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from finsam.build import _event as read_event
from finsam.build import child_environment, expected_nodes, last_error
from finsam.settings import Settings

_STUB = """
import sys, time, types
stub = types.ModuleType("dbt.cli.main")
def cli():
    print("started", flush=True)
    time.sleep(60)
stub.cli = cli
sys.modules.update({"dbt": types.ModuleType("dbt"), "dbt.cli": types.ModuleType("dbt.cli"), "dbt.cli.main": stub})
from finsam.dbt_process import main
main()
"""


def test_dbt_ends_when_its_parent_is_gone() -> None:
    child = subprocess.Popen([sys.executable, "-c", _STUB], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdin is not None
    assert child.stdout.readline() == "started\n"
    child.stdin.close()  # what the operating system does when the parent is killed
    assert child.wait() == 70
    child.stdout.close()


def test_the_child_sends_nothing_and_takes_no_ambient_dbt_settings(tmp_path: Path) -> None:
    settings = Settings(project=tmp_path / "p", exports=tmp_path / "e", var=tmp_path / "v")
    environ = child_environment(settings, tmp_path / "x.duckdb", {"PATH": "/bin", "DBT_TARGET_PATH": "elsewhere"})
    assert "DBT_TARGET_PATH" not in environ
    assert environ["DBT_SEND_ANONYMOUS_USAGE_STATS"] == "False"
    assert environ["DO_NOT_TRACK"] == "1"
    assert environ["GX_ANALYTICS_ENABLED"] == "False"
    assert environ["FINSAM_VAR"] == str(tmp_path / "v")
    assert environ["FINSAM_DB"] == str(tmp_path / "x.duckdb")
    assert environ["DBT_PROFILES_DIR"] == str(tmp_path / "p")


def test_progress_and_masked_text_come_from_the_lines_of_dbt() -> None:
    finished = {"info": {"name": "LogModelResult", "msg": "2 of 9 OK"}, "data": {"index": 2, "total": 9}}
    assert read_event(json.dumps(finished)) == ("2 of 9 OK", 2, 9)
    other = {"info": {"name": "Note", "msg": "value 19640823-3234"}, "data": {}}
    assert read_event(json.dumps(other)) == ("value [personnummer]", 0, 0)
    assert read_event("Traceback 19640823-3234\n") == ("Traceback [personnummer]", 0, 0)


def test_every_enabled_node_that_a_night_runs_is_expected() -> None:
    def node(kind: str, **config: object) -> dict[str, object]:
        return {"resource_type": kind, "config": config}

    manifest = {
        "nodes": {
            "model.a": node("model", materialized="table", enabled=True),
            "model.b": node("model", materialized="ephemeral", enabled=True),
            "model.c": node("model", materialized="view", enabled=False),
            "test.d": node("test"),
            "analysis.e": node("analysis"),
        },
        "unit_tests": {"unit_test.f": node("unit_test")},
    }
    assert expected_nodes(manifest) == {"model.a", "test.d"}


def test_the_last_errors_of_a_log_are_found(tmp_path: Path) -> None:
    log = tmp_path / "x.log"
    assert last_error(log) == ""
    log.write_text("fine\nCompilation Error in model x\nfine\n", encoding="utf-8")
    assert last_error(log) == "Compilation Error in model x"
