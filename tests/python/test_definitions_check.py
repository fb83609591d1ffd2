"""finsam definitions check, tried as someone who edits a rule wrongly: each edit is told with file, row and remedy."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from nights import PROJECT, Night

from finsam.definitions.check import Outcome, check_definitions
from finsam.definitions.files import read_tables
from finsam.definitions.problem import Words
from finsam.definitions.recipe import load_recipe
from finsam.settings import Settings, load_settings

Row = dict[str, str]
Edit = Callable[[list[Row]], list[Row]]
TESTS = PROJECT / "tests" / "definitions"


def written(folder: Path, table: str, edit: Edit) -> dict[str, int]:
    """Write an edited copy of a table to a folder; returns the line of each row by its first column."""
    source = next((PROJECT / "seeds").rglob(f"{table}.csv"))
    with source.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows = edit(rows)
    folder.mkdir(exist_ok=True)
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return {next(iter(row.values())): line for line, row in enumerate(rows, 2)}


def changing(where: Row, **values: str) -> Edit:
    """Change the first row that has these values."""

    def edit(rows: list[Row]) -> list[Row]:
        row = next(row for row in rows if where.items() <= row.items())
        row.update(values)
        return rows

    return edit


def adding(like: Row, **values: str) -> Edit:
    """Add a row at the end: a copy of another with some values changed."""

    def edit(rows: list[Row]) -> list[Row]:
        row = next(row for row in rows if like.items() <= row.items())
        return [*rows, {**row, **values}]

    return edit


def removing(**where: str) -> Edit:
    return lambda rows: [row for row in rows if not where.items() <= row.items()]


def settings_of(night: Night) -> Settings:
    return load_settings(var=night.var)


def test_the_projects_own_definitions_have_no_errors(night: Night) -> None:
    outcome = check_definitions(settings_of(night))
    assert [problem.sentence_en for problem in outcome.errors] == []
    assert outcome.stopped is None
    assert outcome.rules > 30
    recipe = load_recipe(settings_of(night), str(outcome.build_id))
    assert outcome.not_checked
    # only what looks at the published figures is left to the night
    assert all(any(parent.startswith("published__") for parent in recipe[n].parents) for n in outcome.not_checked)
    # what the check says of the data is what the night published to the controllers
    findings = night.inside(
        "select check_code, message_sv from controller.controller.finding where family = 'definition'"
    )
    # but that it names the table as the file is called, and the night by its title
    assert sorted((r.check_code, _after_subject(r.words.message_sv)) for r in outcome.remarks) == sorted(
        (code, _after_subject(message)) for code, message in findings
    )


def _after_subject(message: str) -> str:
    return message.split(": ", 1)[1]


SHARED_MANAGER = {"allocation_key": "manager", "definition_set": "as_booked", "association_code": "sydnarke"}


@pytest.mark.parametrize(
    ("table", "edit", "told"),
    [
        (
            "allocation_key",
            changing({**SHARED_MANAGER, "cost_category": "structural"}, share="0.3000"),
            (
                "allocation_keys_sum_to_one_with_one_remainder",
                "2, 3",
                r"manager \(as_booked, sydnarke\) has on 2004-01-01 shares that make 1\.3 .* exactly 1 each day",
            ),
        ),
        (
            "allocation_key",
            changing(SHARED_MANAGER, takes_remainder="false"),
            (
                "allocation_keys_sum_to_one_with_one_remainder",
                "2, 3",
                "0 rows that take the remainder.*takes_remainder true on exactly one",
            ),
        ),
        (
            "cost_rule",
            changing({"rule_id": "AB-001"}, cost_category="incom"),
            (
                "every_code_in_a_definition_exists",
                "2",
                "column cost_category: AB-001: the code incom is not in cost_category.csv. Write .* such as income",
            ),
        ),
        (
            "exit_reason_map",
            changing({"map_id": "X-001"}, decision_id="B-999"),
            (
                "every_code_in_a_definition_exists",
                "2",
                "column decision_id: X-001: the code B-999 is not in decision.csv",
            ),
        ),
        (
            "allocation_key",
            changing({"valid_to": "2021-12-31"}, valid_to="2021-11-30"),
            (
                "dated_rows_have_no_hole_and_no_overlap",
                r"\d+",
                "hole before the next row, which starts 2022-01-01.*valid_to 2021-12-31",
            ),
        ),
        (
            "allocation_key",
            changing({"valid_to": "2021-12-31"}, valid_to="2022-03-31"),
            ("dated_rows_have_no_hole_and_no_overlap", r"\d+", "overlaps the next one, which starts 2022-01-01"),
        ),
        (
            "cost_type",
            changing({}, valid_from="2019-01-01", valid_to="2018-12-31"),
            ("dated_rows_have_no_hole_and_no_overlap", "2", "ends before it starts"),
        ),
        (
            "cost_rule",
            adding({"rule_id": "AB-001"}, rule_id="AB-000", priority="1", cost_type="", association_code="*"),
            (
                "no_rule_stands_behind_a_wider_rule",
                "2",
                r"AB-001 can never be used: AB-000 \(priority 1\).*lower number in priority",
            ),
        ),
        (
            "referrer_map",
            adding({"map_id": "R-01"}, map_id="R-99", shared_referrer="egen"),
            ("no_rule_stands_behind_a_wider_rule", r"\d+", "R-99 can never be used: R-01"),
        ),
        (
            "cost_rule",
            changing({"rule_id": "AB-001"}, valid_from="2019-01-15"),
            (
                "monthly_rules_hold_whole_months",
                "2",
                "column valid_from: AB-001: valid_from 2019-01-15 divides a month.*Write 2019-01-01",
            ),
        ),
        (
            "cost_rule",
            changing({"rule_id": "AB-001"}, reason="", source=""),
            ("every_row_says_who_decided_and_why", "2", "AB-001 lacks source, reason.*document and chapter"),
        ),
        (
            "cost_rule",
            changing({"rule_id": "AB-001"}, decision_id="B-002"),
            (
                "no_adopted_set_rests_on_a_proposal",
                "2",
                "adopted set as_booked, but the decision B-002 has the status proposed",
            ),
        ),
        (
            "cost_rule",
            changing({"rule_id": "AB-001"}, valid_from="2003-01-01"),
            (
                "no_definition_holds_before_its_decision",
                "2",
                "AB-001 holds from 2003-01-01, but the decision B-001 takes effect on 2004-01-01. Write valid_from",
            ),
        ),
        (
            "cost_rule",
            changing({"rule_id": "AB-001"}, allocation_key="manager"),
            (
                "every_rule_gives_a_category_or_a_key",
                "2",
                "cost_category is income and allocation_key manager. Fill in one and leave the other empty",
            ),
        ),
        (
            "allocation_key",
            removing(**SHARED_MANAGER),
            (
                "every_key_of_a_rule_has_shares_on_its_days",
                r"\d+",
                r"cost_rule.csv, line \d+: the rule .* the key manager \(as_booked\), which has no shares for sydnarke",
            ),
        ),
        (
            "account_group",
            changing({"account_from": "0000"}, account_from="0"),
            ("account_ranges_cover_every_account_once", "2", "not four digits.*0123, not 123"),
        ),
        (
            "account_group",
            changing({"account_from": "0000"}, account_to="0899"),
            ("account_ranges_cover_every_account_once", r"\d+", "leaves accounts 900 to 999 without a group"),
        ),
        (
            "check_catalogue",
            changing({"check_code": "cost_unclassified"}, message_en="{subjekt} is not covered"),
            ("every_message_is_filled", r"\d+", r"column message_en: cost_unclassified: .*only the places \{subject\}"),
        ),
    ],
)
def test_a_wrong_edit_is_told_with_row_and_remedy(
    night: Night,
    tmp_path: Path,
    table: str,
    edit: Edit,
    told: tuple[str, str, str],
) -> None:
    rule, lines, words = told
    folder = tmp_path / "proposal"
    written(folder, table, edit)
    outcome = check_definitions(settings_of(night), str(folder))
    places = (str(folder / f"{table}.csv"), "seeds/definitions/cost_rule.csv")
    assert any(
        problem.rule == rule
        and problem.file in places
        and re.fullmatch(lines, ", ".join(map(str, problem.lines)))
        and re.search(words, problem.sentence_en)
        for problem in outcome.errors
    ), [(problem.rule, problem.sentence_en) for problem in outcome.errors]


def remarks_of(night: Night, folder: Path, table: str, edit: Edit) -> Outcome:
    written(folder, table, edit)
    outcome = check_definitions(settings_of(night), str(folder))
    assert [problem.sentence_en for problem in outcome.errors] == []
    return outcome


def test_a_reason_without_a_row_is_a_remark_with_its_count(night: Night, tmp_path: Path) -> None:
    ((reason, number),) = night.inside(
        "select exit_reason, sum(exit_count) from intermediate.int_exit__slice "
        "where slice = 'total' and exit_reason = 'Aktivt arbetssökande' group by exit_reason"
    )
    outcome = remarks_of(
        night, tmp_path, "exit_reason_map", lambda rows: [r for r in rows if r["exit_reason"] != reason]
    )
    unmapped = [remark for remark in outcome.remarks if remark.check_code == "exit_reason_unmapped"]
    assert sum(remark.amount or 0 for remark in unmapped) == number
    assert "exit_reason_map.csv" in unmapped[0].words.advice_en


def test_a_rule_of_the_same_priority_is_a_remark_with_its_amount(night: Night, tmp_path: Path) -> None:
    twin = adding(
        {"rule_id": "AB-001"}, rule_id="ZZ-001", cost_type="", account_class="income", cost_category="individual"
    )
    outcome = remarks_of(night, tmp_path, "cost_rule", twin)
    ties = [remark for remark in outcome.remarks if remark.check_code == "rule_tie"]
    assert ties
    assert all("/ ZZ-001" in remark.words.message_sv and remark.amount for remark in ties)


def test_a_definition_that_ends_too_early_is_a_remark(night: Night, tmp_path: Path) -> None:
    outcome = remarks_of(night, tmp_path, "contribution_share", changing({}, valid_to="2018-12-31"))
    (early,) = [remark for remark in outcome.remarks if remark.check_code == "definition_not_in_force"]
    assert early.words.message_en.startswith(
        "contribution_share: municipality holds 2004-01-01 to 2018-12-31, data run"
    )


def run(night: Night, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "finsam", "definitions", "check", "--var", str(night.var), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_says_it_and_exits_with_three(night: Night, tmp_path: Path) -> None:
    good = run(night)
    assert good.returncode == 0, good.stdout + good.stderr
    assert "Inga fel / no errors" in good.stdout
    written(tmp_path, "cost_rule", changing({"rule_id": "AB-001"}, cost_category="incom"))
    wrong = run(night, "--with", str(tmp_path), "--json")
    assert wrong.returncode == 3
    content = json.loads(wrong.stdout)
    assert content["status"] == "errors"
    (error,) = [e for e in content["errors"] if e["rule"] == "every_code_in_a_definition_exists"]
    assert (error["lines"], error["column"]) == ([2], "cost_category")
    (tmp_path / "cost_rule.csv").write_text("rule_id;priority\nAB-001;10\n", encoding="utf-8")
    spoiled = run(night, "--with", str(tmp_path))
    assert spoiled.returncode == 3
    assert "semikolon" in spoiled.stdout
    assert "Traceback" not in spoiled.stdout + spoiled.stderr
    assert run(night, "--with", str(tmp_path / "nowhere")).returncode in (2, 3)


def test_without_a_build_the_files_are_checked_and_the_rest_is_asked_for(tmp_path: Path) -> None:
    outcome = check_definitions(load_settings(var=tmp_path))
    assert outcome.errors == ()
    assert outcome.stopped is not None
    assert "finsam nightly" in outcome.stopped[0]


# --- words and keys say the same everywhere --------------------------------------------------------------------------


def _columns_of(sql: str) -> set[str]:
    """Names that the rows of a test may have: those after `as` and bare columns of its last select lists."""
    return set(re.findall(r"\bas (\w+)", sql)) | set(re.findall(r"^\s+(?:\w+\.)?(\w+),?$", sql, re.MULTILINE))


def test_every_test_of_definitions_has_words_for_the_one_who_edits() -> None:
    described = yaml.safe_load((TESTS / "_tests.yml").read_text(encoding="utf-8"))["data_tests"]
    assert {test["name"] for test in described} == {path.stem for path in TESTS.glob("*.sql")}
    for test in described:
        meta = test["config"]["meta"]
        columns = _columns_of((TESTS / f"{test['name']}.sql").read_text(encoding="utf-8"))
        for name in Words._fields:
            assert meta[name].strip(), (test["name"], name)
            assert set(re.findall(r"\{(\w+)\}", meta[name])) <= columns, (test["name"], name)


def test_a_row_is_called_the_same_by_the_tests_and_by_the_files() -> None:
    macro = (PROJECT / "macros" / "definition_keys.sql").read_text(encoding="utf-8")
    called = {table: tuple(re.findall(r"'(\w+)'", key)) for table, key in re.findall(r"'(\w+)': \[([^\]]+)\]", macro)}
    tables = read_tables(PROJECT / "seeds")
    assert {name: tables[name].row_key for name in called} == called
