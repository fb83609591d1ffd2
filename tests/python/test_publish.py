"""Killed at any moment: readers keep the last good build, and the next night needs no help."""

from __future__ import annotations

import errno
import io
import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from nightly_fakes import BUDGET, FakeDbt, deliver, make_project, open_files

from finsam import publish as step
from finsam.console import Screen
from finsam.nightly import nightly
from finsam.publish import current_build, point_to
from finsam.settings import Settings

_KILLED_NIGHT = """
import io, os, pathlib, signal, sys
sys.path.insert(0, sys.argv[1])
import finsam.publish, finsam.audit
from nightly_fakes import FakeDbt
from finsam.console import Screen
from finsam.nightly import nightly
from finsam.settings import Settings

folder, moment = pathlib.Path(sys.argv[2]), sys.argv[3]

def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

dbt = FakeDbt(before=die) if moment == "in dbt" else FakeDbt()
points = {"in audit": (finsam.audit, "audit"), "while copying": (finsam.publish, "_export"),
          "before the receipt": (finsam.publish, "_delivery_totals"),
          "before the rename": (finsam.publish, "sync_tree"),
          "before the link": (finsam.publish, "point_to"), "while pruning": (finsam.publish, "prune")}
if moment in points:
    setattr(*points[moment], die)
settings = Settings(project=folder / "project", exports=folder / "exports", var=folder / "var")
nightly(settings, Screen(machine=True, out=io.StringIO(), err=io.StringIO()), dbt)
"""


def run(settings: Settings) -> dict[str, object]:
    return nightly(settings, Screen(machine=True, out=io.StringIO(), err=io.StringIO()), FakeDbt())


@pytest.mark.parametrize(
    "moment",
    [
        "in dbt",
        "in audit",
        "while copying",
        "before the receipt",
        "before the rename",
        "before the link",
        "while pruning",
    ],
)
def test_killed_at_any_moment(tmp_path: Path, moment: str) -> None:
    settings = make_project(tmp_path)
    first = str(run(settings)["build_id"])
    before = open_files(settings)
    deliver(settings, "alfa/budget/budget_2022.csv", BUDGET.replace("Chef", "Chefen"))
    command = [sys.executable, "-c", _KILLED_NIGHT, str(Path(__file__).parent), str(tmp_path), moment]
    killed = subprocess.run(command, check=False, capture_output=True)
    assert killed.returncode == -9, killed.stderr.decode()
    if moment != "while pruning":
        assert current_build(settings) == first
        assert open_files(settings) == before
    second = run(settings)
    assert current_build(settings) == second["build_id"] != first
    assert b"Chefen" in open_files(settings)["budget_outcome.csv"]
    assert {path.name for path in settings.builds.iterdir()} == {first, second["build_id"]}
    assert not list(settings.var.glob(".*.tmp"))


def test_a_full_disk_while_publishing_keeps_the_last_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = make_project(tmp_path)
    first = run(settings)["build_id"]
    deliver(settings, "alfa/budget/budget_2022.csv", BUDGET.replace("Chef", "Chefen"))

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(step, "sync_tree", full)
        with pytest.raises(OSError, match="No space left"):
            run(settings)
    assert current_build(settings) == first
    assert run(settings)["status"] == "published"


def test_a_reader_that_has_the_old_build_open_is_not_disturbed(tmp_path: Path) -> None:
    settings = make_project(tmp_path)
    run(settings)
    with duckdb.connect(str((settings.current / "finsam.duckdb").resolve()), read_only=True) as reader:
        deliver(settings, "alfa/budget/budget_2022.csv", BUDGET.replace("Chef", "Chefen"))
        run(settings)
        assert reader.execute("select count(*) from published.budget_outcome where line_text = 'Chef'").fetchone() == (
            1,
        )


def test_the_link_is_never_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = make_project(tmp_path)
    name = str(run(settings)["build_id"])
    replaced: list[bool] = []
    replace = Path.replace

    def watch(self: Path, target: Path) -> Path:
        replaced.append(settings.current.is_symlink())
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", watch)
    point_to(settings, name)
    assert replaced == [True]


def test_awkward_values_reach_the_open_files_unchanged(tmp_path: Path) -> None:
    settings = make_project(tmp_path)
    awkward = """
        create table published.awkward as select * from (values
            ('b;"x",' || chr(10) || 'y', cast(-0.05 as decimal(18, 2)), date '2019-01-01', true),
            ('', cast(1234567890123456.78 as decimal(18, 2)), null, null),
            (null, null, null, false), ('åäö', 0.00, date '2020-02-29', true)) as rows(text, money, day, flag)
    """
    nightly(settings, Screen(machine=True, out=io.StringIO(), err=io.StringIO()), FakeDbt(also=awkward))
    assert open_files(settings)["awkward.csv"].decode("utf-8") == (
        'text,money,day,flag\n"",1234567890123456.78,,\n"b;""x"",\ny",-0.05,2019-01-01,true\n'
        "åäö,0.00,2020-02-29,true\n,,,false\n"
    )


def test_the_receipt_names_every_delivery_but_no_place_of_the_machine(tmp_path: Path) -> None:
    settings = make_project(tmp_path)
    run(settings)
    text = (settings.current / "receipt.json").read_text(encoding="utf-8")
    assert str(tmp_path) not in text
    assert [file["file_name"] for file in json.loads(text)["inputs"]] == ["budget_2022.csv", "funding_2021.csv"]
