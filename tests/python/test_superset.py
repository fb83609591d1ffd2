"""The dashboard bundle: it follows its source, each bar is one figure, and a real Superset imports and answers it."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from nights import PROJECT, Night
from postgres_server import running_server

from finsam.bi.postgres import load
from finsam.bi.superset import BUNDLE, SOURCE, bundle, read_charts, write_zip
from finsam.errors import FinsamError
from finsam.published import opened
from finsam.settings import Settings

_CONFIG = """
SECRET_KEY = "of a server that lives as long as one test, 0123456789"
SQLALCHEMY_DATABASE_URI = "sqlite:///{folder}/superset.db"
PREVENT_UNSAFE_DB_CONNECTIONS = False
"""
_CLI = "from superset.cli.main import superset; superset()"


@pytest.fixture(scope="module")
def source() -> dict[str, Any]:
    made: dict[str, Any] = yaml.safe_load((PROJECT / SOURCE).read_text(encoding="utf-8"))
    return made


def _settings(night: Night) -> Settings:
    return Settings(project=PROJECT, exports=PROJECT / "exports", var=night.var)


def _bundle(night: Night, source: dict[str, Any], *database: str) -> dict[str, str]:
    with opened(_settings(night)) as published:
        return bundle(source, read_charts(source, published), *database)


def test_the_bundle_is_what_its_source_says(night: Night, source: dict[str, Any]) -> None:
    folder = PROJECT / BUNDLE
    there = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml")}
    assert there == _bundle(night, source), "run python -m finsam.bi.superset"


def test_every_chart_says_something_of_one_figure_a_bar(night: Night, source: dict[str, Any]) -> None:
    with duckdb.connect(str((night.var / "current").resolve() / "finsam.duckdb"), read_only=True) as connection:
        for chart in source["charts"]:
            columns = [chart["bar"][part] for part in ("x", "series", "height")] if "bar" in chart else chart["table"]
            wanted = ", ".join(f'"{column}"' for column in columns)
            rows = connection.execute(f"select {wanted} from ({chart['sql']})").fetchall()
            assert rows, chart["name"]
            if "bar" in chart and not chart["bar"].get("adds"):
                assert len({row[:2] for row in rows}) == len(rows), chart["name"]
            assert " / " in chart["title"], chart["name"]


def test_no_password_gets_into_a_bundle(night: Night, source: dict[str, Any]) -> None:
    with pytest.raises(FinsamError, match="without a password"):
        _bundle(night, source, "postgresql://u:hemligt@h/db")


# --- a real Superset -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def superset(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """A Superset with an empty metadata database: its Python and environment."""
    python = os.environ.get("FINSAM_SUPERSET_PYTHON") or (
        sys.executable if importlib.util.find_spec("superset") else ""
    )
    if not python:
        pytest.skip("Superset is not installed here: name a Python that has it in FINSAM_SUPERSET_PYTHON")
    folder = tmp_path_factory.mktemp("superset")
    config = folder / "superset_config.py"
    config.write_text(_CONFIG.format(folder=folder), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment |= {"SUPERSET_CONFIG_PATH": str(config), "SUPERSET_HOME": str(folder)}
    who = "--username admin --firstname a --lastname b --email a@example.org --password admin"
    for words in (["db", "upgrade"], ["fab", "create-admin", *who.split()], ["init"]):
        _run(python, environment, "-c", _CLI, *words)
    yield python, environment


def _run(python: str, environment: dict[str, str], *words: str) -> str:
    done = subprocess.run([python, *words], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout


@pytest.mark.parametrize("engine", ["duckdb", "postgresql"])
def test_superset_imports_the_bundle_and_its_charts_return_rows(
    superset: tuple[str, dict[str, str]], night: Night, source: dict[str, Any], tmp_path: Path, engine: str
) -> None:
    if engine == "duckdb":
        answers = _charts(superset, night, source, tmp_path, f"duckdb:///{night.var}/current/finsam.duckdb")
    else:
        with running_server() as server:
            load(_settings(night), server.database("night"))
            server.run("create user dashboard in role finsam_county")
            address = f"postgresql://dashboard@/night?host={server.folder}&port={server.port}"
            answers = _charts(superset, night, source, tmp_path, address)
    assert answers.keys() == {chart["title"] for chart in source["charts"]}
    assert {title: answer["error"] for title, answer in answers.items() if answer["error"] or not answer["rows"]} == {}


def _charts(
    superset: tuple[str, dict[str, str]], night: Night, source: dict[str, Any], folder: Path, database: str
) -> dict[str, Any]:
    archive = folder / "finsam.zip"
    write_zip(archive, _bundle(night, source, database))
    python, environment = superset
    home = folder / "home"
    home.mkdir()
    own = {**environment, "SUPERSET_CONFIG_PATH": str(_own_config(environment, home)), "SUPERSET_HOME": str(home)}
    _run(python, own, "-c", _CLI, "import-dashboards", "-p", str(archive), "-u", "admin")
    said = _run(python, own, str(Path(__file__).with_name("superset_charts.py")))
    answers: dict[str, Any] = json.loads(said[said.index("{") :])
    return answers


def _own_config(environment: dict[str, str], home: Path) -> Path:
    """A copy of the metadata database, so that each import meets an empty Superset."""
    made = Path(environment["SUPERSET_HOME"])
    (home / "superset.db").write_bytes((made / "superset.db").read_bytes())
    (home / "superset_config.py").write_text(_CONFIG.format(folder=home), encoding="utf-8")
    return home / "superset_config.py"
