"""Reports and exports read nothing but the published schema: shown in their code, and by running them."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import sqlglot
from exposed import MAKERS, made_by
from nights import PROJECT, Night
from reading import is_query, listening, relations_of
from test_handbook import beside

READERS = ("report", "charts", "pack", "bi", "handbook")
ALONE = ("facts.py", "front_page.py", "status.py", "summary.py", "wording.py")
# Ways past the gateway: other modules that open files, and other rooms than the published one.
OPENERS = ("duckdb", "sqlite3", "pandas", "pyarrow", "polars", "finsam.raw", "finsam.read", "finsam.build")
ROOMS = ("controller.duckdb", "read_parquet", "read_csv", "intermediate.", "marts.", "staging.", "controller.")
ROOM_NAMES = {"CONTROLLER_DATABASE", "raw", "landing", "work"}


def _files(project: Path) -> list[Path]:
    package = project / "finsam"
    return [*(package / name for name in ALONE), *(p for room in READERS for p in sorted((package / room).rglob("*.py")))]


def _texts(tree: ast.AST) -> Iterator[str]:
    """Yield every text but docstrings; what is put into a text while it runs is left out."""
    documents = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents:
            yield node.value


def _imports(tree: ast.Module) -> Iterator[str]:
    """Yield the modules that are imported to run; those for a type checker open nothing."""
    idle = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in idle:
            continue
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def problems(path: Path) -> list[str]:
    """Return what in a file could read anything but published relations."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [
        f"imports {name}"
        for name in _imports(tree)
        if any(name == opener or name.startswith(f"{opener}.") for opener in OPENERS) or name.endswith(".CONTROLLER_DATABASE")
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ROOM_NAMES and "settings" in ast.unparse(node.value):
            found.append(f"goes to settings.{node.attr}")
    for text in _texts(tree):
        found += [f"names {room}: {text[:60]}" for room in ROOMS if room in text]
        if is_query(text):
            # a sentence, or a part of a query, is no SQL: what is really asked is heard below
            with suppress(sqlglot.errors.SqlglotError):
                found += [f"reads {name}" for name in relations_of(text) if not name.startswith("published.")]
    return found


def test_no_report_or_export_could_read_anything_but_published() -> None:
    files = _files(PROJECT)
    assert {path.name for path in files} >= {"site.py", "facts.py"}
    assert {str(path.relative_to(PROJECT)): found for path in files if (found := problems(path))} == {}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import duckdb", "imports duckdb"),
        ("from pyarrow import parquet", "imports pyarrow.parquet"),
        ("from finsam.publish import CONTROLLER_DATABASE", "imports finsam.publish.CONTROLLER_DATABASE"),
        ("def f(settings): return settings.raw", "goes to settings.raw"),
        ("A = 'select * from controller.finding'", "names controller."),
        ("A = 'select a from finding'", "reads finding"),
        ("A = 'with b as (select 1 from published.build) select * from b, cost_split'", "reads cost_split"),
        ("A = f'select * from read_parquet({1})'", "names read_parquet"),
    ],
)
def test_the_lint_finds_what_is_planted(tmp_path: Path, code: str, found: str) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(code + "\n", encoding="utf-8")
    assert any(problem.startswith(found) for problem in problems(planted))


def test_the_lint_lets_a_report_read_what_is_published(tmp_path: Path) -> None:
    clean = tmp_path / "clean.py"
    clean.write_text(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import duckdb\n"
        "A = 'with b as (select 1 from published.build) select * from b'\nB = 'from the ledger of a year'\n",
        encoding="utf-8",
    )
    assert problems(clean) == []


@pytest.mark.parametrize("name", MAKERS)
def test_a_report_opens_the_published_file_and_needs_no_other(night: Night, tmp_path: Path, name: str) -> None:
    """With nothing beside the published file it comes out the same, byte for byte."""
    whole = beside(night, tmp_path / "whole")
    alone = beside(night, tmp_path / "alone")
    build = (night.var / "current").resolve()
    (alone.var / "builds").unlink()
    bare = alone.builds / build.name
    bare.mkdir(parents=True)
    for file in build.iterdir():
        if file.suffix != ".duckdb":
            (bare / file.name).symlink_to(file)
    shutil.copy(build / "finsam.duckdb", bare)
    with listening() as reading:
        made = made_by(name, alone)
    assert reading.files == {"finsam.duckdb"}
    assert {relation.partition(".")[0] for relation in reading.relations} == {"published"}
    assert made == made_by(name, whole)
