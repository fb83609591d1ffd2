"""Step build: dbt builds a new DuckDB file beside the published one, once, as a child process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from finsam.definitions.recipe import write_recipe
from finsam.errors import BlockedError, InputError
from finsam.files import read_json, remove_tree, write_json
from finsam.fingerprint import code_revision, definitions_sha256, seed_properties_sha256
from finsam.history import write_history
from finsam.masking import mask
from finsam.read import load_run
from finsam.settings import Settings

DATABASE = "controller.duckdb"
RUN_FILE = "run.json"
_QUIET = {"DBT_SEND_ANONYMOUS_USAGE_STATS": "False", "DO_NOT_TRACK": "1", "GX_ANALYTICS_ENABLED": "False"}
_RUN_KINDS = ("model", "seed", "snapshot", "test")

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class DbtJob:
    """One dbt build.

    Args:
        settings: The run's places.
        database: The DuckDB file to build.
        log: Where the masked output goes.
    """

    settings: Settings
    database: Path
    log: Path


class DbtRunner(Protocol):
    """Runs dbt; leaves manifest.json and run_results.json in the target folder."""

    def __call__(self, job: DbtJob, progress: Progress) -> int:
        """Build, tell `progress` the number of finished nodes and of all, and return the exit code."""
        ...


def build(settings: Settings, runner: DbtRunner, progress: Progress = lambda _done, _all: None) -> str:
    """Build the database of the rows last read into var/builds/.building.tmp.

    Returns:
        The build id. Whether the build is good is for the audit to say.

    Raises:
        InputError: Nothing has been read, or the project has no dbt_project.yml.
        BlockedError: dbt could not run or ran fewer nodes than the project has, or the project changed meanwhile.
        OSError: The build folder cannot be written.
    """
    run = load_run(settings)
    if not (settings.project / "dbt_project.yml").is_file():
        raise InputError(
            f"Projektet saknas: det finns ingen dbt_project.yml i {settings.project}. Ange mappen i FINSAM_PROJECT.",
            f"The project is missing: no dbt_project.yml in {settings.project}. Name the folder in FINSAM_PROJECT.",
        )
    name = str(run["build_id"])
    remove_tree(settings.work)
    settings.work.mkdir(parents=True)
    _forget_parse_of_other_code(settings, run)
    for artifact in ("manifest.json", "run_results.json"):
        (settings.target / artifact).unlink(missing_ok=True)
    log = settings.logs / f"{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    write_json(settings.work / RUN_FILE, run)
    # the link can move while the file is open: name the build itself
    write_history(settings, settings.current.resolve() / DATABASE)
    code = runner(DbtJob(settings, settings.work / DATABASE, log), progress)
    _mask_results(settings)
    _demand_complete(settings, code, log)
    _demand_unchanged(settings, run)
    write_recipe(settings)
    _prune_logs(settings)
    return name


def _mask_results(settings: Settings) -> None:
    """Mask the messages that dbt keeps in its own results: DuckDB's errors quote values."""
    place = settings.target / "run_results.json"
    content = read_json(place)
    if not isinstance(content, dict):
        return
    said = [result for result in content["results"] if isinstance(result.get("message"), str)]
    masked = [mask(result["message"]) for result in said]
    if masked != [result["message"] for result in said]:
        for result, message in zip(said, masked, strict=True):
            result["message"] = message
        write_json(place, content)


def _demand_unchanged(settings: Settings, run: Mapping[str, Any]) -> None:
    """A build is named by its definitions and code: it may not contain others that were saved while it was built."""
    now = (definitions_sha256(settings.project), code_revision(settings.project))
    if now != (run["definitions_sha256"], run["code_revision"]):
        raise BlockedError(
            "Definitioner eller kod ändrades under bygget. Inget är publicerat. Kör igen.",
            "Definitions or code changed during the build. Nothing was published. Run again.",
        )


def _prune_logs(settings: Settings) -> None:
    """Keep the build logs of the newest builds only."""
    logs = sorted(settings.logs.glob("[0-9a-f]*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in [path for path in logs if len(path.stem) == 16][2 * settings.keep :]:
        path.unlink()


def _forget_parse_of_other_code(settings: Settings, run: Mapping[str, Any]) -> None:
    """Let dbt parse from scratch after a change of code or place; new rows of seeds it knows by their checksum."""
    marker = settings.target / "parsed_from.json"
    parsed_from = {
        "folder": str(settings.project),
        "code_revision": run["code_revision"],
        "seed_properties": seed_properties_sha256(settings.project),
    }
    if read_json(marker) != parsed_from:
        remove_tree(settings.target)
        write_json(marker, parsed_from)


def _demand_complete(settings: Settings, code: int, log: Path) -> None:
    """Dbt exits 0 also when it built nothing: compare what it ran with what the project has."""
    manifest = read_json(settings.target / "manifest.json")
    results = read_json(settings.target / "run_results.json")
    if not isinstance(manifest, dict) or not isinstance(results, dict):
        raise BlockedError(
            f"dbt kunde inte börja (kod {code}). Inget är publicerat. Se {log}.\n" + last_error(log),
            f"dbt could not start (code {code}). Nothing was published. See {log}.",
        )
    expected = expected_nodes(manifest)
    ran = {str(result["unique_id"]) for result in results["results"]}
    missing = sorted(expected - ran)
    if not expected or missing:
        names = ", ".join(name.split(".")[2] for name in missing[:5])
        raise BlockedError(
            f"dbt körde {len(expected) - len(missing)} av {len(expected)} delar. Saknas: {names}. Inget är publicerat.",
            f"dbt ran {len(expected) - len(missing)} of {len(expected)} nodes. Missing: {names}. "
            "Nothing was published.",
        )


def expected_nodes(manifest: Mapping[str, Any]) -> set[str]:
    """Return the ids of all nodes that a night runs: all but unit tests, which test code and not data."""
    return {
        str(unique_id)
        for unique_id, node in manifest.get("nodes", {}).items()
        if node["resource_type"] in _RUN_KINDS
        and node.get("config", {}).get("enabled", True)
        and node.get("config", {}).get("materialized") != "ephemeral"
    }


def last_error(log: Path) -> str:
    """Return the last few error lines of a masked log, for a message."""
    try:
        lines = log.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return "\n".join([line for line in lines if "error" in line.lower()][-3:])


def child_environment(settings: Settings, database: Path, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the environment of the child: no telemetry, no ambient dbt settings, absolute places."""
    kept = {name: value for name, value in environ.items() if not name.startswith("DBT_")}
    return {
        **kept,
        **_QUIET,
        "DBT_PROFILES_DIR": str(settings.project),
        "FINSAM_VAR": str(settings.var),
        "FINSAM_EXPORTS": str(settings.exports),
        "FINSAM_DB": str(database),
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "TZ": "UTC",
    }


def run_dbt(job: DbtJob, progress: Progress) -> int:
    """Run `dbt build` in a child process that cannot outlive this one; its output is masked and logged."""
    settings = job.settings
    command = [
        *(sys.executable, "-m", "finsam.dbt_process", "build"),
        *("--project-dir", str(settings.project), "--profiles-dir", str(settings.project)),
        *("--target-path", str(settings.target), "--log-path", str(settings.logs)),
        *("--exclude-resource-type", "unit_test"),
        *("--log-format", "json", "--log-level", "info", "--log-level-file", "none", "--no-use-colors"),
    ]
    with job.log.open("w", encoding="utf-8") as log, _child(command, settings, job.database) as child:
        for line in child.stdout or ():
            text, done, total = _event(line)
            if text:
                log.write(text + "\n")
            if total:
                progress(done, total)
        return child.wait()


@contextmanager
def _child(command: list[str], settings: Settings, database: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        command,
        cwd=settings.project,
        env=child_environment(settings, database),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as child:
        try:
            yield child
        except BaseException:
            child.kill()
            raise


def _event(line: str) -> tuple[str, int, int]:
    """Turn one line of dbt into masked text and, when a node has finished, its number and the number of all."""
    try:
        event = json.loads(line)
        info, data = event["info"], event["data"]
    except (ValueError, KeyError, TypeError):
        return mask(line.rstrip()), 0, 0
    text = "\n".join(mask(part) for part in str(info.get("msg", "")).splitlines())
    if info.get("name") in {"LogModelResult", "LogTestResult", "LogSeedResult", "LogNodeResult"}:
        return text, int(data.get("index") or 0), int(data.get("total") or 0)
    return text, 0, 0
