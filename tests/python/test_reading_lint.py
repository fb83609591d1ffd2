"""Reports and exports read nothing but the published schema: shown in their code, and by running them."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
import sqlglot
from exposed import COPIES, MAKERS, NAMES, Made, heard, references, stated
from nights import PROJECT, Night, beside, published_only
from reading import Reading, is_query, listening, relations_of

from finsam.settings import load_settings

READERS = ("report", "charts", "pack", "bi", "handbook")
ALONE = ("facts.py", "front_page.py", "status.py", "summary.py", "wording.py")
# Ways past the gateway: other modules that open files, and other rooms than the published one.
OPENERS = ("duckdb", "sqlite3", "pandas", "pyarrow", "polars", "finsam.raw", "finsam.read", "finsam.build")
ROOMS = ("controller.duckdb", "read_parquet", "read_csv", "intermediate.", "marts.", "staging.", "controller.")
ROOM_NAMES = {"CONTROLLER_DATABASE", "raw", "landing", "work"}


def _files(project: Path) -> list[Path]:
    package = project / "finsam"
    return [
        *(package / name for name in ALONE),
        *(p for room in READERS for p in sorted((package / room).rglob("*.py"))),
    ]


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
    closed = re.compile(rf"(?:{'|'.join(map(re.escape, OPENERS))})(?:\..*)?|.*\.CONTROLLER_DATABASE")
    found = [f"imports {name}" for name in _imports(tree) if closed.fullmatch(name)]
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


@pytest.fixture(scope="module")
def make_alone(night: Night, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Made, Reading]]:
    """Make a report, once, where nothing lies beside the published file and the open files."""

    @cache
    def make(name: str) -> tuple[Made, Reading]:
        var = tmp_path_factory.mktemp(name) / "var"
        published_only(night, var)
        (var / "target").symlink_to(night.var / "target")
        settings = load_settings(PROJECT / "exports", var, None)
        with listening() as reading:
            made = MAKERS[name](settings)
        return made, reading

    return make


@pytest.mark.parametrize("name", MAKERS)
def test_a_report_comes_out_with_nothing_but_the_published_file(
    make_alone: Callable[[str], tuple[Made, Reading]], name: str
) -> None:
    made, reading = make_alone(name)
    assert made
    assert reading.files == {"finsam.duckdb"}
    assert {relation.partition(".")[0] for relation in reading.relations} == {"published"}


@pytest.mark.parametrize("name", [name for name in ("front_page", "docs_site") if name in MAKERS])
def test_a_report_is_the_same_where_more_could_be_read(
    night: Night, tmp_path: Path, make_alone: Callable[[str], tuple[Made, Reading]], name: str
) -> None:
    whole = MAKERS[name](beside(night, tmp_path / "var"))
    assert whole.keys() == make_alone(name)[0].keys()
    assert [place for place, content in whole.items() if content != make_alone(name)[0][place]] == []


# --- the exposures say what is really read ---------------------------------------------------------------------------


def test_every_report_and_export_is_an_exposure_with_a_role_that_owns_it() -> None:
    assert stated().keys() == NAMES
    assert {one["owner"]["name"] for one in stated().values()} == {"controller"}
    assert all(len(one["description"].split()) > 5 and one["maturity"] and one["url"] for one in stated().values())


@pytest.mark.parametrize("name", MAKERS)
def test_an_exposure_states_the_relations_that_its_report_reads(
    make_alone: Callable[[str], tuple[Made, Reading]], name: str
) -> None:
    relations = {relation.partition(".")[2] for relation in make_alone(name)[1].relations}
    assert stated()[name]["depends_on"] == references(relations), "python tests/python/exposed.py VAR writes them"


@pytest.mark.parametrize("name", COPIES)
def test_an_exposure_states_the_relations_that_are_copied_or_asked_for(night: Night, tmp_path: Path, name: str) -> None:
    relations = heard(name, beside(night, tmp_path / "var"))
    assert stated()[name]["depends_on"] == references(relations), "python tests/python/exposed.py VAR writes them"
