"""The open files are a Frictionless data package: described, linked, and valid by the real validator."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import Any

import frictionless
import pytest
from nightly_fakes import FakeDbt, make_project, open_files
from nights import Night

from finsam.console import Screen
from finsam.nightly import nightly


def _package(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return content


def _resource(package: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(resource for resource in package["resources"] if resource["name"] == name)
    return found


def test_the_open_files_of_a_night_are_a_valid_package(night: Night) -> None:
    report = frictionless.validate(str((night.var / "current").resolve() / "open" / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "note"])[:10]


def test_every_open_file_is_described(night: Night) -> None:
    folder = night.var / "current" / "open"
    package = _package(folder)
    listed = {file["path"] for one in package["resources"] for file in (one, *one["alternates"])}
    assert listed == {path.name for path in folder.iterdir()} - {"datapackage.json"}
    assert [one["name"] for one in package["resources"] if not one["description"]] == []
    silent = [(one["name"], field["name"]) for one in package["resources"] for field in one["schema"]["fields"]
              if not field["description"] or field["type"] == "any"]  # fmt: skip
    assert silent == []
    assert [
        one["name"] for one in package["resources"] if not {"primaryKey", "uniqueKeys"} & one["schema"].keys()
    ] == []
    assert package["version"] == night.one("build")["build_id"]
    assert "created" not in package


def test_a_reference_leads_to_a_key(night: Night) -> None:
    package = _package(night.var / "current" / "open")
    followed = 0
    for resource in package["resources"]:
        for link in resource["schema"].get("foreignKeys", []):
            followed += 1
            target = _resource(package, link["reference"]["resource"])
            assert link["reference"]["fields"] == target["schema"]["primaryKey"], resource["name"]
    assert followed > 30


@pytest.mark.parametrize(
    ("before", "after", "error"),
    [
        ("sydnarke", "nowhere", "foreign-key"),
        (",as_booked,", ",shared,", "primary-key"),
        ("2019", "tjugo", "type-error"),
    ],
)
def test_the_validator_sees_a_damaged_file(night: Night, tmp_path: Path, before: str, after: str, error: str) -> None:
    folder = night.var / "current" / "open"
    for name in ("association.csv", "cost_split.csv"):
        shutil.copy(folder / name, tmp_path)
    package = _package(folder)
    package["resources"] = [_resource(package, name) for name in ("association", "cost_split")]
    text = (tmp_path / "cost_split.csv").read_text(encoding="utf-8").replace(before, after)
    (tmp_path / "cost_split.csv").write_text(text, encoding="utf-8")
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert error in {found for (found,) in report.flatten(["type"])}


def test_the_same_night_describes_itself_in_the_same_bytes(tmp_path: Path) -> None:
    said = []
    for name in ("one", "two"):
        settings = make_project(tmp_path / name)
        nightly(settings, Screen(machine=True, out=io.StringIO(), err=io.StringIO()), FakeDbt())
        said.append(open_files(settings)["datapackage.json"])
    assert said[0] == said[1]
    budget = _resource(json.loads(said[0]), "budget_outcome")
    assert budget["description"] == "Budget, it's one row per line"
    assert budget["schema"]["primaryKey"] == ["association_code", "fiscal_year", "line_text"]
    assert {field["name"]: field["type"] for field in budget["schema"]["fields"]} == {
        "association_code": "string", "fiscal_year": "integer", "line_text": "string", "amount_sek": "number",
    }  # fmt: skip
