"""The dbt project keeps its rooms, says what it is, and has a test for what it promises. Read from the manifest."""

from __future__ import annotations

import csv
import json
import re
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from dbt_lint import not_shared_with_spark, unexplained_distinct
from nights import PROJECT, Night

NODE = dict[str, Any]

# Rows of these are remarks: the same remark may come twice, so there is no key to promise.
WITHOUT_KEY = re.compile(
    r"int_finding__\w+|(?:fct_|controller__|published__)finding|stg_sie__diagnostic|"
    r"stg_delivery__(?:quarantine|table_diagnostic|check_result|run)|"
    # what may add up, before what is double or does not hold is left out
    r"int_disclosure__(?:\w+_sum|twin)|"
    # a join of two relations that are tested, and too many rows to count
    r"published__figure_source|"
    # rows of tables that are tested themselves; some have no first day
    r"int_definition__row"
)
MARTS_MAY_READ = {"stg_delivery__file", "stg_delivery__run"}
# A view that stands in the public file too, where there is no other room.
STANDS_ON_ITS_ROOM = {"published__figure_source"}
# Seeds whose rows are measures: a model makes one for each row.
MEASURES_NAMED_IN = {
    "cost_measure": "measure_code",
    "matched_measure": "matched_measure_code",
    "outcome_measure": "measure_code",
    "target_group_method": "reach_measure_code",
}
MUST_HAVE_UNIT_TESTS = {
    "int_ledger__account", "int_ledger__file_rank", "int_ledger__period_amount", "int_ledger__balance_line",
    "int_ledger__key_programme", "int_ledger__dimension_role", "int_ledger__text_signature", "int_cost__type",
    "int_cost__rule", "int_cost__key_share", "int_cost__amount", "int_cost__bridge_flow", "int_cost__bridge_move",
    "int_cost__budget_subject", "int_cost__ledger_subject", "int_cost__lineage", "int_cost__own_rule",
    "int_cost__share", "int_cost__time_share", "int_cost__choice_rule", "int_cost__choice_category",
    "int_cost__category_amount", "int_cost__comparison_move", "fct_cost_sensitivity", "int_money__allocation",
    "int_indicator__part", "int_indicator__county_value", "int_programme__rollup",
    "int_grade__delivery_measure", "int_grade__answer_measure", "int_grade__value_measure", "int_grade__evidence",
    "fct_grade_reason", "fct_fit_for_use", "int_delivery__expected", "int_indicator__change",
    "int_statement__line", "fct_equity",
    # participants, exits, goals
    "int_delivery__outcome_fact", "int_finding__delivery_row_conflict", "int_exit__mapped", "int_exit__flag",
    "int_participation__part", "int_participation__slice", "int_participation__year", "int_participation__source_use",
    "int_indicator__outcome_count", "int_indicator__participation_measure", "int_goal__result",
    # person rows
    "int_person__row", "int_person__spell_period", "int_person__flow", "int_person__unique", "int_person__stay",
    "int_person__file", "int_person__exclusion", "int_person__exit", "int_person__repeat",
    "int_indicator__person_measure",
    # surveys, waiting, follow-up
    "int_survey__round", "int_survey__score", "int_survey__measure_part", "int_waiting__case", "int_waiting__summary",
    "int_follow_up__period", "int_follow_up__overlap", "int_indicator__survey_measure",
    "int_indicator__waiting_measure", "int_indicator__follow_up_measure",
    # Uppföljning Finsam, the nation, the register, time
    "int_uppfoljning__extraction", "int_uppfoljning__participation", "int_uppfoljning__target_group",
    "int_national__delivered_line", "int_national__computed", "int_national__total", "int_national__printed",
    "int_register__association", "int_register__municipality", "int_register__figure", "int_time__entry",
    "int_indicator__programme_count", "int_indicator__programme_measure",
    # target groups and open statistics
    "int_reach__observation", "int_reach__statistic", "int_reach__statistic_value", "int_reach__computed",
    "int_reach__component_sum", "int_reach__target_group", "int_reach__participants", "int_indicator__reach_measure",
    "fct_reach",
    # the registry
    "int_definition__version", "int_definition__formula", "dim_definition",
    # the way to the delivered rows
    "int_source__split_line", "int_source__flow_term", "int_source__year_term", "int_source__outcome_part",
    "int_reach__participant_count",
}  # fmt: skip


@pytest.fixture(scope="session")
def manifest(night: Night) -> dict[str, Any]:
    """What dbt makes of the project."""
    loaded: dict[str, Any] = json.loads((night.var / "target" / "manifest.json").read_text(encoding="utf-8"))
    return loaded


def _nodes(manifest: dict[str, Any], kind: str) -> list[NODE]:
    return [node for node in manifest["nodes"].values() if node["resource_type"] == kind]


def _models(manifest: dict[str, Any], *rooms: str) -> list[NODE]:
    return [node for node in _nodes(manifest, "model") if not rooms or node["fqn"][1] in rooms]


def _parents(manifest: dict[str, Any], node: NODE) -> Iterator[NODE]:
    for parent in node["depends_on"]["nodes"]:
        yield manifest["nodes"].get(parent) or manifest["sources"][parent]


def _key(test: NODE) -> list[str] | None:
    """Return the columns that a uniqueness test promises; None for any other test."""
    generic = test.get("test_metadata") or {}
    return generic["kwargs"]["key"] if generic.get("name") == "one_row_per" else None


def _sql_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (PROJECT / folder).rglob("*.sql"))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _problems(files: list[Path], lint: Callable[[str], list[Any]]) -> dict[str, list[Any]]:
    found = {str(path.relative_to(PROJECT)): lint(_text(path)) for path in files}
    return {name: problems for name, problems in found.items() if problems}


def _header(seed: NODE) -> list[str]:
    with (PROJECT / seed["original_file_path"]).open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def _rows(name: str) -> list[dict[str, str]]:
    with next((PROJECT / "seeds").rglob(f"{name}.csv")).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# --- it says what it is ----------------------------------------------------------------------------------------------


def test_every_model_and_seed_says_what_one_row_is(manifest: dict[str, Any]) -> None:
    nodes = _models(manifest) + _nodes(manifest, "seed")
    assert [node["name"] for node in nodes if "One row" not in node["description"]] == []


def test_every_column_of_a_model_or_seed_is_described(manifest: dict[str, Any]) -> None:
    nodes = _models(manifest) + _nodes(manifest, "seed")
    assert [node["name"] for node in nodes if not node["columns"]] == []
    assert [
        (node["name"], name)
        for node in nodes
        for name, column in node["columns"].items()
        if not column["description"].strip()
    ] == []


def test_every_column_of_a_seed_file_is_documented_and_typed(manifest: dict[str, Any]) -> None:
    for seed in _nodes(manifest, "seed"):
        header = _header(seed)
        assert list(seed["columns"]) == header, seed["name"]
        assert list(seed["config"]["column_types"]) == header, seed["name"]


def test_every_model_has_an_owner(manifest: dict[str, Any]) -> None:
    assert [node["name"] for node in _models(manifest) if not node["config"]["meta"].get("owner")] == []


# --- it promises and tests -------------------------------------------------------------------------------------------


def test_every_model_tests_its_key_or_is_a_remark_without_one(manifest: dict[str, Any]) -> None:
    tested = {test["attached_node"] for test in _nodes(manifest, "test") if _key(test)}
    untested = {node["name"] for node in _models(manifest) if node["unique_id"] not in tested}
    # a controller relation is the view of a mart, which is tested
    untested -= {node["name"] for node in _models(manifest, "controller")}
    assert {name for name in untested if not WITHOUT_KEY.fullmatch(name)} == set()


def test_the_tested_key_is_the_key_that_the_model_names(manifest: dict[str, Any]) -> None:
    for test in _nodes(manifest, "test"):
        key = _key(test)
        if key is None:
            continue
        node = manifest["nodes"][test["attached_node"]]
        assert set(key) <= set(node["columns"]), node["name"]
        assert node["resource_type"] == "seed" or node["config"]["meta"]["key"] == key, node["name"]


def test_contracts_are_enforced_at_every_boundary(manifest: dict[str, Any]) -> None:
    for node in _models(manifest, "staging", "marts", "controller", "published"):
        assert node["contract"]["enforced"], node["name"]
        assert [name for name, column in node["columns"].items() if not column["data_type"]] == [], node["name"]


def test_every_test_is_a_sentence_with_a_severity(manifest: dict[str, Any]) -> None:
    for test in _nodes(manifest, "test"):
        assert test["description"].strip(), test["name"]
        assert test["name"].count("_") >= 2, test["name"]
        assert "severity" in test["unrendered_config"], test["name"]


def test_a_warning_has_an_owner_and_an_end_date(manifest: dict[str, Any]) -> None:
    for test in _nodes(manifest, "test"):
        if test["config"]["severity"].lower() != "error":
            assert {"owner", "ends_on"} <= set(test["config"]["meta"]), test["name"]


def test_every_singular_test_starts_with_its_sentence(manifest: dict[str, Any]) -> None:
    singular = [test for test in _nodes(manifest, "test") if not test.get("test_metadata")]
    assert singular
    assert [test["name"] for test in singular if not test["raw_code"].startswith("-- ")] == []


def test_every_rule_kind_has_unit_tests_that_say_what_they_show(manifest: dict[str, Any]) -> None:
    tests = manifest["unit_tests"].values()
    assert MUST_HAVE_UNIT_TESTS - {test["model"] for test in tests} == set()
    assert [test["name"] for test in tests if not test["description"] or test["name"].count("_") < 4] == []


# --- nothing is left out of the lists --------------------------------------------------------------------------------


def test_every_check_model_is_in_the_list_of_findings(manifest: dict[str, Any]) -> None:
    everything = manifest["nodes"]["model.finsam.int_finding__all"]
    listed = {parent["name"] for parent in _parents(manifest, everything) if parent["resource_type"] == "model"}
    graded = manifest["nodes"]["model.finsam.int_finding__graded"]
    checks = [
        node
        for node in _models(manifest)
        if node["name"].startswith("int_finding__") and node["name"] not in {everything["name"], graded["name"]}
    ]
    assert listed | {"int_finding__exception_unused"} == {node["name"] for node in checks}
    # a model of many checks names them
    model_of = {
        code: node["name"]
        for node in checks
        for code in node["config"]["meta"].get("check_codes", [node["name"].removeprefix("int_finding__")])
    }
    assert {row["check_code"] for row in _rows("check_catalogue")} == set(model_of)
    assert {model_of[row["check_code"]] for row in _rows("check_topic")} == {
        parent["name"] for parent in _parents(manifest, graded)
    }


def test_every_check_with_a_tolerance_has_one_for_all_associations_and_days() -> None:
    used = set()
    for path in (PROJECT / "models").rglob("int_finding__*.sql"):
        used |= set(re.findall(r"""threshold\("'(\w+)'""", path.read_text(encoding="utf-8")))
    rows = [row for row in _rows("check_threshold") if row["association_code"] == "*"]
    assert used == {row["check_code"] for row in rows}
    last_days = {row["check_code"]: max(row["valid_to"], "") for row in sorted(rows, key=lambda row: row["valid_to"])}
    assert set(last_days.values()) == {"9999-12-31"}


def test_every_dated_seed_is_tested_for_holes(manifest: dict[str, Any]) -> None:
    test = manifest["nodes"]["test.finsam.dated_rows_have_no_hole_and_no_overlap"]
    dated = {seed["name"] for seed in _nodes(manifest, "seed") if {"valid_from", "valid_to"} <= set(seed["columns"])}
    assert dated - {parent["name"] for parent in _parents(manifest, test)} == set()


def test_every_table_of_definitions_is_in_the_registry_and_says_what_it_decides(manifest: dict[str, Any]) -> None:
    tables = {seed["name"] for seed in _nodes(manifest, "seed") if seed["fqn"][1] in ("definitions", "decisions")}
    tables.remove("restated_figure")  # figures, not definitions: they have a published ledger of their own
    registry = manifest["nodes"]["model.finsam.int_definition__row"]
    registered = {parent["name"] for parent in _parents(manifest, registry)}
    assert registered == tables
    assert {row["definition_table"] for row in _rows("definition_table")} == tables


@pytest.mark.parametrize("name", ["every_code_in_a_definition_exists", "no_definition_holds_before_its_decision"])
def test_every_decided_seed_is_tested_against_its_decision(manifest: dict[str, Any], name: str) -> None:
    test = manifest["nodes"][f"test.finsam.{name}"]
    decided = {
        seed["name"] for seed in _nodes(manifest, "seed") if {"decision_id", "valid_from"} <= set(seed["columns"])
    }
    assert decided - {parent["name"] for parent in _parents(manifest, test)} == set()


def test_every_measure_of_an_indicator_is_made_by_a_model() -> None:
    made = {row[column] for seed, column in MEASURES_NAMED_IN.items() for row in _rows(seed)}
    for path in _sql_files("models/intermediate"):
        for names in re.findall(r"('\w+'|case\b[^,]*\bend)\s+as measure_code", _text(path)):
            made |= set(re.findall(r"'(\w+)'", names))
    parties = {"municipality": "municipalities"}
    made |= {f"contribution_{parties.get(t, t)}" for t in (row["funder_type"] for row in _rows("contribution_share"))}
    assert {row["measure_code"] for row in _rows("indicator_term")} - made == set()


# --- the rooms are kept ----------------------------------------------------------------------------------------------


def test_each_room_reads_only_what_it_may(manifest: dict[str, Any]) -> None:
    wrong = []
    for node in _models(manifest):
        for parent in _parents(manifest, node):
            room, kind = node["fqn"][1], parent["resource_type"]
            parent_room = parent["fqn"][1]
            allowed = {
                "staging": kind == "source",
                "intermediate": kind == "seed" or parent_room in ("staging", "intermediate", "marts"),
                "marts": kind == "seed" or parent_room in ("intermediate", "marts") or parent["name"] in MARTS_MAY_READ,
                "controller": kind == "model" and parent_room == "marts",
                "published": kind == "model" and (parent_room == "controller" or node["name"] in STANDS_ON_ITS_ROOM),
            }[room]
            if not allowed or (kind == "source" and room != "staging"):
                wrong.append((node["name"], parent["name"]))
    assert wrong == []


def test_every_published_relation_has_the_columns_of_its_controller_relation(manifest: dict[str, Any]) -> None:
    columns = {node["alias"]: list(node["columns"]) for node in _models(manifest, "controller")}
    del columns["suppressed_cell"]  # what is hidden is for the controller function only
    assert {node["alias"]: list(node["columns"]) for node in _models(manifest, "published")} == columns


# Counts in relations about people that are of something else: programmes, plans, sizes of statistics.
NOT_OF_PERSONS = {
    "budgeted_count",
    "programme_count",
    "programmes_with_count",
    "share_with_count",
    "part_count",
    "whole_count",
}


def test_every_published_count_of_persons_is_protected(manifest: dict[str, Any]) -> None:
    open_counts = {
        (node["alias"], column)
        for node in _models(manifest, "published")
        if "protected(" in node["raw_code"]
        for column in node["columns"]
        if column.endswith("_count") and f"'{column}'" not in node["raw_code"]
    }
    assert {place for place in open_counts if place[1] not in NOT_OF_PERSONS} == set()


# Published relations whose numbers no closing freezes: about deliveries, builds and checks, or not of an association.
NEVER_CLOSED = {
    *(
        "association",
        "association_change",
        "association_register",
        "build",
        "check_result",
        "conservation",
        "definition",
        "delivery",
    ),
    *("finding", "finding_row", "indicator", "label", "run"),
    *("municipality_membership", "national_overview", "printed_comparison", "restatement", "statistic"),
    # how far the numbers can be trusted changes with what is found
    *("fit_for_use", "grade_reason"),
    # answers to open choices are examples, not figures of record
    "cost_sensitivity",
    # the way to the rows follows the figures
    *("figure_part", "figure_source", "source_row"),
}


def test_a_closing_knows_every_published_number_of_an_association(manifest: dict[str, Any]) -> None:
    published = {node["alias"]: node for node in _models(manifest, "published")}
    listed = {row["relation"]: row for row in _rows("closed_relation")}
    assert listed.keys() == published.keys() - NEVER_CLOSED
    for name, row in listed.items():
        columns = published[name]["columns"]
        key = ["fact_key"] if "fact_key" in columns else published[name]["config"]["meta"]["key"]
        assert row["key_columns"].split("|") == key, name
        assert set(row["figure_columns"].split("|")) | {row["period_column"], "association_code"} <= columns.keys(), (
            name
        )
        money = {column for column in columns if column.endswith(("_sek", "_count"))} - NOT_FROZEN
        assert money <= set(row["figure_columns"].split("|")), name


# Sizes of lists and thresholds stand beside the numbers; they are definitions or follow from them.
NOT_FROZEN = {"part_count", "whole_count", "component_count"}


def test_a_model_is_one_idea(manifest: dict[str, Any]) -> None:
    lengths = {node["name"]: len(node["raw_code"].splitlines()) for node in _models(manifest)}
    assert statistics.median(lengths.values()) <= 35
    assert {name: length for name, length in lengths.items() if length > 150} == {}


# --- the text of the SQL ---------------------------------------------------------------------------------------------


def test_sql_stays_in_the_subset_that_duckdb_and_spark_share() -> None:
    files = [path for path in _sql_files("models", "macros") if "engine" not in path.parts]
    assert _problems(files, not_shared_with_spark) == {}


def test_select_distinct_says_why() -> None:
    assert _problems(_sql_files("models", "macros", "tests"), unexplained_distinct) == {}
