"""Whole nights for tests: one is run once and shared by all test processes, and it is only read."""

from __future__ import annotations

import csv
import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from finsam.settings import Settings, load_settings

PROJECT = Path(__file__).resolve().parents[2]
PERSON_KEY = b"only for tests: no real person is behind any of these numbers"


@dataclass(frozen=True)
class Night:
    """One finished nightly: its exit code, its output and the open files of the current build."""

    var: Path
    exit_code: int
    output: str

    def rows(self, relation: str) -> list[dict[str, str]]:
        with (self.var / "current" / "open" / f"{relation}.csv").open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))

    def one(self, relation: str, **where: str) -> dict[str, str]:
        found = [row for row in self.rows(relation) if all(row[name] == value for name, value in where.items())]
        assert len(found) == 1, (relation, where, found)
        return found[0]

    def inside(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the controllers' database, where nothing is hidden."""
        with duckdb.connect(str((self.var / "current").resolve() / "controller.duckdb"), read_only=True) as connection:
            return connection.execute(query, values).fetchall()

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted((self.var / "current" / "open").iterdir())}


def run_nightly(exports: Path, var: Path, project: Path = PROJECT) -> Night:
    exit_code, output = run_finsam(["nightly"], exports, var, project)
    return Night(var, exit_code, output)


def run_finsam(words: list[str], exports: Path, var: Path, project: Path = PROJECT) -> tuple[int, str]:
    """Run one command in a process of its own; returns its exit code and all it said."""
    key = var.parent / "person_key"
    key.write_bytes(PERSON_KEY)
    environment = {
        **os.environ,
        "FINSAM_PROJECT": str(project),
        "PYTHONPATH": str(PROJECT),
        "FINSAM_PERSON_KEY_FILE": str(key),
    }
    process = subprocess.run(
        [sys.executable, "-m", "finsam", *words, "--exports", str(exports), "--var", str(var)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return process.returncode, process.stdout + process.stderr


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Night]) -> Night:
    """Return a night that all test processes share: the first one that asks makes it, the others wait."""
    base = factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    place, note = base / name, base / f"{name}.json"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not note.exists():
            place.mkdir()
            made = make(place)
            note.write_text(json.dumps([str(made.var), made.exit_code, made.output]), encoding="utf-8")
    var, exit_code, output = json.loads(note.read_text(encoding="utf-8"))
    assert exit_code == 0, output
    return Night(Path(var), exit_code, output)


def beside(night: Night, var: Path) -> Settings:
    """Return settings whose builds are those of the night, and whose reports are written elsewhere."""
    var.mkdir(parents=True)
    for name in ("builds", "target"):
        (var / name).symlink_to(night.var / name)
    _link_current(night, var)
    return load_settings(PROJECT / "exports", var, None)


def published_only(night: Night, var: Path) -> Path:
    """Fill a var folder with a build that has no controllers' file; returns the build, whose file may be written."""
    build = (night.var / "current").resolve()
    bare = var / "builds" / build.name
    bare.mkdir(parents=True)
    for file in build.iterdir():
        if file.suffix != ".duckdb":
            (bare / file.name).symlink_to(file)
    shutil.copy(build / "finsam.duckdb", bare)
    (bare / "finsam.duckdb").chmod(0o600)
    _link_current(night, var)
    return bare


def _link_current(night: Night, var: Path) -> None:
    (var / "current").symlink_to(Path("builds") / (night.var / "current").resolve().name)
