"""A build under other definitions: what is made anew, what is not, and what is said of seeds that cannot be loaded."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import duckdb
import pytest
from nights import PROJECT, Night

from finsam.definitions.folder import ProposalError, SeedFolder, proposed_seeds
from finsam.definitions.recipe import MODEL, SEED, Recipe, load_recipe, write_recipe
from finsam.definitions.scenario import NotRebuildableError, Scenario, scenario
from finsam.errors import BlockedError, InputError, UsageError
from finsam.publish import clear_leftovers, current_build
from finsam.settings import Settings

BUILD = "0123456789abcdef"
RULE = 'rule_id,share,valid_from,is_open,note\nR1,0.50,2004-01-01,true,\nR2,0.25,2019-01-01,false,"ett, två"\n'
OTHER = "code\nA\n"
TYPES = {
    "rule": {
        "rule_id": "varchar",
        "share": "decimal(18,2)",
        "valid_from": "date",
        "is_open": "boolean",
        "note": "varchar",
    },
    "other": {"code": "varchar"},
}
MODELS = {
    "stg_amount": ("view", [], "select * from 'RAW/*.parquet'"),
    "shares": ("table", ["rule"], 'select rule_id, share from "controller"."definitions"."rule"'),
    "halves": ("table", ["shares"], 'select count(*) as n from "controller"."intermediate"."shares" where share = 0.5'),
    "above": ("view", ["halves"], 'select n + 1 as n from "controller"."intermediate"."halves"'),
    "top": ("table", ["above"], 'select n * 10 as n from "controller"."intermediate"."above"'),
    "apart": ("table", ["other"], 'select code from "controller"."definitions"."other"'),
    "weighed": (
        "table",
        ["shares", "stg_amount"],
        'select sum(share * amount) as sek from "controller"."intermediate"."shares", '
        '"controller"."intermediate"."stg_amount"',
    ),
}
TEST_SQL = 'select * from "controller"."intermediate"."top" where n > 20'


def node(name: str, kind: str, **further: Any) -> dict[str, Any]:
    return {"name": name, "resource_type": kind, "alias": name, "config": {}, **further}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A project with two seeds and a finished build of them."""
    made = Settings(project=tmp_path / "project", exports=tmp_path / "exports", var=tmp_path / "var")
    folder = made.project / "seeds" / "definitions"
    folder.mkdir(parents=True)
    (folder / "rule.csv").write_text(RULE, encoding="utf-8")
    (folder / "other.csv").write_text(OTHER, encoding="utf-8")
    raw = made.raw / "amount"
    raw.mkdir(parents=True)
    made.work.mkdir(parents=True)
    made.receipts.mkdir()
    with duckdb.connect(str(made.work / "controller.duckdb")) as connection:
        connection.execute(f"copy (select 100 as amount) to '{raw / 'a.parquet'}'")
        connection.execute("create schema definitions; create schema intermediate")
        for name, types in TYPES.items():
            columns = ", ".join(f"{column} {kind}" for column, kind in types.items())
            connection.execute(f"create table definitions.{name} ({columns})")
            connection.execute(f"copy definitions.{name} from '{folder / name}.csv' (format csv, header true)")
        for name, (kind, _, sql) in MODELS.items():
            connection.execute(f"create {kind} intermediate.{name} as {sql.replace('RAW', str(raw))}")
        connection.execute("create table intermediate.solved as from intermediate.shares")
    nodes = {f"seed.p.{name}": seed_node(name) for name in TYPES}
    for name, (kind, parents, sql) in MODELS.items():
        nodes[f"model.p.{name}"] = model_node(name, kind, parents, sql.replace("RAW", str(raw)))
    solved = model_node("solved", "table", ["shares"], "import scipy")
    nodes["model.p.solved"] = {**solved, "language": "python"}
    tested = {"nodes": ["model.p.top"]}
    nodes["test.p.top_is_low"] = node("top_is_low", "test", depends_on=tested, compiled_code=TEST_SQL)
    made.target.mkdir()
    (made.target / "manifest.json").write_text(json.dumps({"nodes": nodes}), encoding="utf-8")
    write_recipe(made)
    receipt = {"finished": "2020", "inputs": [], "inputs_sha256": "same", "as_of": "2020-01-01"}
    (made.work / "receipt.json").write_text(json.dumps(receipt), encoding="utf-8")
    (made.receipts / "run.json").write_text(json.dumps(receipt), encoding="utf-8")
    made.work.rename(made.builds / BUILD)
    return made


def seed_node(name: str) -> dict[str, Any]:
    place = {"schema": "definitions", "original_file_path": f"seeds/definitions/{name}.csv"}
    return {**node(name, "seed", **place), "config": {"column_types": TYPES[name], "materialized": "seed"}}


def model_node(name: str, kind: str, parents: list[str], sql: str) -> dict[str, Any]:
    ids = [f"{'seed' if parent in TYPES else 'model'}.p.{parent}" for parent in parents]
    ids += [] if ids else ["source.p.raw.amount"]
    made = node(name, "model", schema="intermediate", depends_on={"nodes": ids}, compiled_code=sql)
    return {**made, "config": {"materialized": kind}}


def edited(settings: Settings, old: str, new: str) -> SeedFolder:
    """The project's seeds with one text of rule.csv replaced."""
    assert old in RULE
    place = settings.project / "seeds" / "definitions" / "rule.csv"
    place.write_text(RULE.replace(old, new), encoding="utf-8")
    return SeedFolder.of_project(settings, load_recipe(settings, BUILD))


def test_unchanged_seeds_make_nothing_anew(settings: Settings) -> None:
    with scenario(settings, BUILD, edited(settings, "R1", "R1")) as what_if:
        assert what_if.changed == ()
        assert what_if.rebuild(MODELS) == []
        assert what_if.rows("top") == [{"n": 20}]


def test_a_change_reaches_what_rests_on_it_and_nothing_else(settings: Settings) -> None:
    with scenario(settings, BUILD, edited(settings, "0.25", "0.50")) as what_if:
        assert what_if.changed == ("rule",)
        assert what_if.rebuild(["top", "apart"]) == ["shares", "halves", "above", "top"]
        assert what_if.rows("top") == [{"n": 30}]
        assert what_if.rows("top_is_low") == [{"n": 30}]
        assert what_if.connection.execute("select n from build.intermediate.top").fetchall() == [(20,)]


def test_what_comes_out_as_it_was_stops_a_change(settings: Settings) -> None:
    with scenario(settings, BUILD, edited(settings, "0.25", "0.30")) as what_if:
        assert what_if.rebuild(["top"]) == ["shares"]
        assert what_if.rows("top_is_low") == []


def test_the_same_rows_written_otherwise_are_no_change(settings: Settings) -> None:
    with scenario(settings, BUILD, edited(settings, "0.25", "0.250")) as what_if:
        assert what_if.changed == ()


def test_a_python_model_is_not_made_anew(settings: Settings) -> None:
    with scenario(settings, BUILD, edited(settings, "0.25", "0.30")) as what_if:
        with pytest.raises(NotRebuildableError, match=r"intermediate\.solved.*finsam nightly"):
            what_if.rebuild(["solved"])
        assert what_if.rebuild(["top"]) == ["shares"]


def test_raw_rows_of_other_deliveries_are_not_mixed_in(settings: Settings) -> None:
    seeds = edited(settings, "0.25", "0.30")
    with scenario(settings, BUILD, seeds) as what_if:
        assert [int(row["sek"]) for row in what_if.rows("weighed")] == [80]
    (settings.receipts / "run.json").write_text('{"inputs_sha256": "new", "as_of": "2020-01-01"}', encoding="utf-8")
    with scenario(settings, BUILD, seeds) as what_if:
        with pytest.raises(BlockedError, match="finsam nightly"):
            what_if.rows("weighed")
        assert what_if.rows("top") == [{"n": 20}]  # it sees no raw row


def test_the_build_is_only_read_and_nothing_is_left_behind(settings: Settings) -> None:
    database = settings.builds / BUILD / "controller.duckdb"
    before = database.read_bytes()
    with pytest.raises(RuntimeError), scenario(settings, BUILD, edited(settings, "0.25", "0.30")) as what_if:
        what_if.rebuild(["top"])
        (scratch,) = settings.var.glob(".scenario.*")
        assert scratch.stat().st_mode & 0o077 == 0
        raise RuntimeError
    assert not list(settings.var.glob(".scenario.*"))
    assert database.read_bytes() == before
    scratch.mkdir()  # as if the process had been killed
    clear_leftovers(settings)
    assert not scratch.exists()


def test_definitions_that_cannot_be_computed_with_name_relation_and_file(settings: Settings) -> None:
    recipe = load_recipe(settings, BUILD)
    failing = [
        row if row.name != "shares" else type(row)(**{**vars(row), "sql": f"{row.sql} where error('torsk') is null"})
        for row in recipe.nodes.values()
    ]
    seeds = edited(settings, "0.25", "0.30")
    said = r"(?s)intermediate\.shares.*torsk.*seeds/definitions/rule\.csv"
    with scenario(settings, BUILD, seeds, Recipe(failing)) as what_if, pytest.raises(ProposalError, match=said):
        what_if.rebuild(["top"])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("0.25", '"0,25"', r"rule\.csv, line 3, column share: '0,25' is not a number with a decimal point. Write 0.25"),
        ("2019-01-01", "2019-02-30", "line 3, column valid_from: there is no day '2019-02-30'"),
        ("false", "nej", "line 3, column is_open: 'nej' is neither true nor false. Write false"),
        ("share", "andel", "line 1, column andel: the column 'andel' is not of this table"),
        (",note", "", "line 1, column note: the column 'note' is missing"),
        ('"ett, två"', "ett, två", "line 3: the row has 6 cells, the table 5"),
        ('"ett, två"', '"ett" två', "line 3: a quote .* is opened but not closed"),
        ("rule_id,share,valid_from", "rule_id;share;valid_from", "line 1: columns are separated by semicolons"),
    ],
)
def test_a_seed_that_cannot_be_loaded_says_where_and_what_to_write(
    settings: Settings, old: str, new: str, said: str
) -> None:
    with pytest.raises(ProposalError, match=said), scenario(settings, BUILD, edited(settings, old, new)):
        pass


def test_a_seed_in_another_encoding_says_on_which_line(settings: Settings) -> None:
    place = settings.project / "seeds" / "definitions" / "rule.csv"
    place.write_bytes(RULE.encode("latin-1"))
    seeds = SeedFolder.of_project(settings, load_recipe(settings, BUILD))
    with pytest.raises(ProposalError, match="line 3: the file is not UTF-8"), scenario(settings, BUILD, seeds):
        pass


@pytest.mark.parametrize("place", ["rule.csv", "definitions/rule.csv", "seeds/definitions/rule.csv"])
def test_a_proposal_may_hold_any_seed_in_any_of_three_places(settings: Settings, tmp_path: Path, place: str) -> None:
    file = tmp_path / "proposal" / place
    file.parent.mkdir(parents=True)
    file.write_text(RULE.replace("0.25", "0.50"), encoding="utf-8")
    recipe = load_recipe(settings, BUILD)
    proposal = proposed_seeds(settings, recipe, str(tmp_path / "proposal"))
    assert proposal.differing(SeedFolder.of_project(settings, recipe)) == ["rule"]


@pytest.mark.parametrize(
    ("files", "kind", "said"),
    [
        (["rules.csv"], ProposalError, "rules.csv is no file of definitions. Was seeds/definitions/rule.csv meant"),
        (["reference/rule.csv"], ProposalError, "Was seeds/definitions/rule.csv meant"),
        (["rule.csv", "definitions/rule.csv"], ProposalError, "both .* are rule"),
        (["readme.txt"], UsageError, "has no csv files"),
    ],
)
def test_a_proposal_that_is_not_understood_is_refused(
    settings: Settings, tmp_path: Path, files: list[str], kind: type[Exception], said: str
) -> None:
    for name in files:
        file = tmp_path / "proposal" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(RULE, encoding="utf-8")
    with pytest.raises(kind, match=said):
        proposed_seeds(settings, load_recipe(settings, BUILD), str(tmp_path / "proposal"))


def test_a_proposal_may_be_a_git_revision_of_the_project(settings: Settings) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=t", "-c", "user.email=t@example.invalid", "-c", "commit.gpgsign=false")
        command = ["git", "-C", str(settings.project), *who, *words]
        subprocess.run(command, check=True, capture_output=True)

    recipe = load_recipe(settings, BUILD)
    git("init", "-q")
    git("add", "seeds/definitions/rule.csv")
    git("commit", "-qm", "rules only")
    git("add", "-A")
    git("commit", "-qm", "all")
    now = edited(settings, "0.25", "0.50")
    assert proposed_seeds(settings, recipe, "HEAD").differing(now) == ["rule"]
    with pytest.raises(ProposalError, match=r"Revision HEAD~1 has no seeds/definitions/other\.csv"):
        proposed_seeds(settings, recipe, "HEAD~1")
    with pytest.raises(ProposalError, match="'nowhere' is neither a folder nor a git revision"):
        proposed_seeds(settings, recipe, "nowhere")


def test_a_build_without_a_recipe_says_what_to_run(settings: Settings) -> None:
    (settings.builds / BUILD / "recipe.json").unlink()
    with pytest.raises(InputError, match="Run finsam nightly"):
        load_recipe(settings, BUILD)


def test_the_recipe_holds_no_place_of_this_machine(settings: Settings) -> None:
    text = (settings.builds / BUILD / "recipe.json").read_text(encoding="utf-8")
    assert str(settings.var.parent) not in text


def test_the_bundle_made_anew_from_its_own_seeds_is_the_build(night: Night, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every seed is loaded and every SQL model that a seed reaches is computed, though nothing has changed."""
    settings = Settings(project=PROJECT, exports=PROJECT / "exports", var=night.var)
    build = str(current_build(settings))
    recipe = load_recipe(settings, build)
    loaded_anew = Recipe(
        type(row)(**{**vars(row), "sha256": None if row.kind == SEED else row.sha256}) for row in recipe.nodes.values()
    )
    differs = Scenario._differs
    wrong: list[str] = []

    def noted(what_if: Scenario, row: Any) -> bool:
        if differs(what_if, row):
            wrong.append(row.name)
        return True

    monkeypatch.setattr(Scenario, "_differs", noted)
    by_python = {row.name for row in recipe.of_kind(MODEL) if row.name.startswith("int_disclosure__")}
    targets = [
        row.name for row in recipe.of_kind(MODEL) if row.sql and by_python.isdisjoint(recipe.ancestors([row.name]))
    ]
    seeds = SeedFolder.of_project(settings, recipe)
    with scenario(settings, build, seeds, loaded_anew) as what_if:
        assert set(what_if.changed) == {row.name for row in recipe.of_kind(SEED)}
        made = what_if.rebuild(targets)
    assert wrong == []
    assert {"controller__indicator_value", "controller__cost_split"} <= set(made)


def test_the_recipe_of_the_bundle_holds_no_place_of_this_machine(night: Night) -> None:
    text = (night.var / "current" / "recipe.json").read_bytes()
    assert str(PROJECT).encode() not in text
    assert str(night.var).encode() not in text
