"""Great Expectations on raw rows: what holds, what does not, and what stops the night."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import yaml
from nightly_fakes import BUDGET, REPOSITORY, deliver, make_project

from finsam import checks
from finsam.checks import check, document
from finsam.checks.suites import BOUNDS, Expectation, Suite, load_suites
from finsam.contract import load_contract
from finsam.errors import BlockedError, InputError
from finsam.raw import raw_schemas
from finsam.read import read
from finsam.receive import receive
from finsam.settings import Settings

_SUITE = """
source: budget
table: budget
expectations:
  - name: lines_are_cheap
    expect: expect_column_values_to_be_between
    with: {{column: amount_sek, max_value: 1500000}}
    severity: {severity}
    message_sv: En rad är dyr.
    message_en: A line is dear.
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_project(tmp_path)


def prepare(settings: Settings, severity: str) -> None:
    folder = settings.project / "expectations"
    folder.mkdir(exist_ok=True)
    (folder / "budget.yml").write_text(_SUITE.format(severity=severity), encoding="utf-8")
    read(settings, receive(settings))


def written(settings: Settings, table: str = "check_result") -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.ParquetFile(settings.raw / table / "all.parquet").read().to_pylist()
    return rows


def test_a_failed_expectation_is_counted_and_handed_to_dbt(settings: Settings) -> None:
    prepare(settings, "warning")
    deliver(settings, "alfa/budget/next.csv", BUDGET.replace("2 000 000", "3"))
    prepare(settings, "warning")
    outcome = check(settings)
    assert list(outcome.rows) == written(settings)
    assert list(outcome.lines) == written(settings, "check_result_row")
    names = {row["file_sha256"]: row["file_name"] for row in written(settings, "delivery")}
    by_file = {names[row["file_sha256"]]: row for row in outcome.rows}
    assert by_file["next.csv"]["success"]
    row = by_file["budget_2022.csv"]
    assert (row["success"], row["evaluated_rows"], row["unexpected_rows"]) == (False, 2, 1)
    assert (row["severity"], row["column_name"], row["message_sv"]) == ("warning", "amount_sek", "En rad är dyr.")
    assert [(names[line["file_sha256"]], line["line_no"]) for line in outcome.lines] == [("budget_2022.csv", 3)]


def test_a_blocking_expectation_stops_and_says_why(settings: Settings) -> None:
    prepare(settings, "blocking")
    for _ in range(2):  # remembered results block as well
        with pytest.raises(BlockedError) as caught:
            check(settings)
        assert "- alfa/budget/budget_2022.csv, line 3: amount_sek: A line is dear." in caught.value.message_en
        assert caught.value.exit_code == 3


def test_only_what_changed_is_checked_again(settings: Settings) -> None:
    prepare(settings, "note")
    assert check(settings).evaluated == 1
    assert check(settings).evaluated == 0
    prepare(settings, "warning")
    assert check(settings).evaluated == 1
    deliver(settings, "alfa/budget/next.csv", BUDGET.replace("2 000 000", "1"))
    prepare(settings, "warning")
    outcome = check(settings)
    assert (outcome.evaluated, [row["evaluated_rows"] for row in outcome.rows]) == (2, [2, 2])


def test_large_tables_are_checked_file_by_file_with_the_same_result(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(settings, "alfa/budget/next.csv", BUDGET.replace("2022", "2023"))
    prepare(settings, "note")
    at_once = check(settings)
    monkeypatch.setattr(checks, "_BATCH_ROWS", 1)
    monkeypatch.setattr(checks, "_code", lambda: "other")

    def by_key(rows: tuple[dict[str, Any], ...]) -> list[tuple[str, str]]:
        return sorted((str(row["file_sha256"]), str(row)) for row in rows)

    one_by_one = check(settings)
    assert by_key(one_by_one.rows) == by_key(at_once.rows)
    assert by_key(one_by_one.lines) == by_key(at_once.lines)


def test_a_source_that_was_not_delivered_is_not_checked(settings: Settings) -> None:
    (settings.exports / "alfa/budget/budget_2022.csv").unlink()
    prepare(settings, "blocking")
    assert check(settings).rows == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [("severity: note", "severity: fatal"), ("amount_sek", "no_such_column"), ("expectations:", "expectation:")],
)
def test_a_suite_that_cannot_be_understood_is_named(settings: Settings, old: str, new: str) -> None:
    prepare(settings, "note")
    path = settings.project / "expectations" / "budget.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        check(settings)
    assert "budget.yml" in caught.value.message_en


def test_the_shipped_suites_name_existing_columns_and_say_what_to_do() -> None:
    suites = load_suites(REPOSITORY / "expectations")
    schemas = raw_schemas()
    assert {suite.source for suite in suites} >= {"sie", *(source.name for source in load_contract().tables)}
    for suite in suites:
        assert set(suite.columns) <= set(schemas[suite.table].names)
        assert all(e.message_sv.endswith(".") and e.message_en.endswith(".") for e in suite.expectations)


def _rule(kind: str, columns: Iterable[str], bounds: Iterable[str] = ()) -> set[tuple[str, ...]]:
    """What a rule is by its kind and columns; a range is two rules, one for each end."""
    key = (kind, *sorted(set(columns) - {"file_sha256"}))
    return {(*key, bound) for bound in bounds} if kind.endswith("_be_between") else {key}


def _bounds(expectation: Expectation) -> list[str]:
    return [name for name in BOUNDS if name in expectation.arguments]


def _rules_of_the_reader(source: str) -> set[tuple[str, ...]]:
    """What puts a row in quarantine: required cells, closed lists, patterns, least numbers."""
    rules: set[tuple[str, ...]] = set()
    for column in load_contract().sources[source].columns:
        rules |= _rule("expect_column_values_to_not_be_null", [column.name]) if column.required else set()
        rules |= _rule("expect_column_values_to_be_in_set", [column.name]) if column.values else set()
        rules |= _rule("expect_column_values_to_match_regex", [column.name]) if column.pattern else set()
        if column.minimum is not None:
            rules |= _rule("expect_column_values_to_be_between", [column.name], ["min_value"])
    return rules


def _rules_of_staging(table: str) -> set[tuple[str, ...]]:
    """What dbt tests on the rows as they were staged: one row per key."""
    rules: set[tuple[str, ...]] = set()
    for path in (REPOSITORY / "models" / "staging" / table).glob("*.yml"):
        for model in yaml.safe_load(path.read_text(encoding="utf-8"))["models"]:
            for test in model.get("data_tests", ()):
                keys = test["one_row_per"]["arguments"]["key"]
                rules |= _rule("expect_compound_columns_to_be_unique", keys)
    return rules


@pytest.mark.parametrize("suite", load_suites(REPOSITORY / "expectations"), ids=lambda suite: str(suite.name))
def test_no_rule_is_in_two_places(suite: Suite) -> None:
    own: list[tuple[str, ...]] = []
    for expectation in suite.expectations:
        conditional = "row_condition" in expectation.arguments
        rules = _rule(expectation.kind, expectation.columns, _bounds(expectation))
        own += [(*rule, str(expectation.arguments["row_condition"])) for rule in rules] if conditional else rules
    assert len(set(own)) == len(own)
    assert not set(own) & _rules_of_staging(suite.table)
    if suite.source in load_contract().sources:
        assert not set(own) & _rules_of_the_reader(suite.source)
    with (REPOSITORY / "seeds/definitions/check_catalogue.csv").open(encoding="utf-8", newline="") as file:
        checks = {row["check_code"] for row in csv.DictReader(file)}
    for other in suite.elsewhere:
        assert other.owner in checks and other.reason
        assert not _rule(other.kind, other.columns, other.bounds) & set(own)


def test_the_shipped_suites_run_and_pass_on_good_rows(tmp_path: Path) -> None:
    settings = make_project(tmp_path, suites=True)
    read(settings, receive(settings))
    outcome = check(settings)
    assert {row["source"] for row in outcome.rows} == {"budget", "funding"}
    assert [row["expectation"] for row in outcome.rows if not row["success"]] == []


def test_each_shipped_warning_can_fire(tmp_path: Path) -> None:
    settings = make_project(tmp_path, suites=True)
    deliver(
        settings, "alfa/budget/dear.csv", BUDGET.replace("2 000 000", "200 000 000").replace("2021-11-23;line", ";line")
    )
    deliver(settings, "alfa/staffing/s.csv", "År;Roll;Heltidstjänster;Betalas av\n2019;manager;400;förbundet\n")
    deliver(
        settings,
        "alfa/funding/f.csv",
        "År;Finansiär;Finansiärstyp;Mottaget;Förbrukat\n2019;FK;state;-1;\n2019;FK;state;;\n",
    )
    read(settings, receive(settings))
    failed = {(row["source"], row["expectation"]) for row in check(settings).rows if not row["success"]}
    assert failed == {
        ("budget", "no_amount_is_a_hundred_million"),
        ("budget", "the_day_of_decision_is_given"),
        ("staffing", "positions_are_plausible"),
        ("funding", "received_sek_is_plausible"),
        ("funding", "the_amounts_are_in_kronor"),
        ("funding", "a_funder_stands_once_a_year"),
        ("funding", "received_or_used_is_given"),
    }


_BROKEN = {
    "participants": """Insats-id;Kommun;Från;Till;Kön;Räknas som;Registrering;Nya;total_count;Källsystem;Uttagsdatum
a;1880;2019-12-31;2019-01-01;all;registered;named;9;5;sus;2003-01-01
a;1880;2019-12-31;2019-01-01;all;registered;named;9;500000;sus;2003-01-01
""",
    "exits": """Insats-id;Kommun;Från;Till;Avslutsanledning;Antal;Omfattning;Uttagsdatum
a;1111;1999-01-01;2019-12-31;Arbete;500000;150;2020-01-01
a;1111;1999-01-01;2019-12-31;Arbete;500000;150;2020-01-01
""",
    "programmes": """Insats-id;Insats;Teamtyp;Insatstyp;Inriktning;Målgrupper;Huvudman;Startdatum;Slutdatum;Registrering
a;A;coaching;individual;okand;unga|okand;K;2010-01-01;2011-12-31;personal_data
""",
    "sus": """Personnummer;Insats-id;Kön;Födelseår;Inskriven;Registrerad;Avslutad
189001019802;a;woman;1890;2022-05-01;2022-04-01;2022-06-01
""",
    "nns_rounds": """Mätperiod;Enkät;Tillfrågade;Tackat nej;Svar
2022;staff;5;6;7
""",
    "goals": """Mål-id;Målområde;Mål;Måltyp;Från;Till
m;x;y;result;2022-12-31;2022-01-01
""",
    "applications": """Insats-id;Ärende;Ansökan;Erbjuden kartläggning
a;1;2022-02-01;2022-01-01
""",
    "followup": """Insats-id;Avslutade från;Avslutade till;Månader efter;Samtycke;Svarat;Läge;Antal
a;2022-12-31;2022-01-01;180;2;2;work;3
""",
    "instruments": """Instrument;Version;Insats-id;Mättillfälle;Fråga;Skala min;Skala max;Antal svar;Medelvärde
BIP;1;a;2022-01-01;f;5;1;500000;9
""",
    "time_reports": """År;Roll;Verksamhet;Timmar
1999;manager;individual;30000
""",
    "uppfoljning": """Insats-id;År;Insatstyp;Inriktning;Budget;Kvinnor;Män;Totalt;Uttagsdatum
a;2023;individual;forberedande;-1;5;6;4;2024-01-22
""",
}


def test_each_rule_about_people_can_fire(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_bytes(b"k" * 32)
    settings = replace(make_project(tmp_path, suites=True), person_key_file=key)
    for source, text in _BROKEN.items():
        deliver(settings, f"alfa/{source}/broken.csv", text)
    read(settings, receive(settings))
    failed = {(row["source"], row["expectation"]) for row in check(settings).rows if not row["success"]}
    assert failed == {
        ("applications", "no_application_after_the_programme_has_ended"),
        ("applications", "the_route_is_given"),
        ("exits", "a_period_is_not_longer_than_three_years"),
        ("exits", "a_reason_stands_once_in_a_file"),
        ("exits", "the_count_is_plausible"),
        ("exits", "the_extent_is_at_most_full_time"),
        ("exits", "the_municipality_is_a_member"),
        ("exits", "the_period_is_in_the_time_of_the_associations"),
        ("followup", "a_period_does_not_end_before_it_starts"),
        ("followup", "no_status_has_more_than_answered"),
        ("followup", "the_months_are_plausible"),
        ("followup", "the_period_begins_before_the_programme_has_ended"),
        ("goals", "a_goal_does_not_end_before_it_starts"),
        ("instruments", "measured_before_the_programme_ended"),
        ("instruments", "answered_count_is_plausible"),
        ("instruments", "the_scale_has_a_length"),
        ("nns_rounds", "no_more_answer_than_are_asked"),
        ("nns_rounds", "no_more_decline_than_are_asked"),
        ("participants", "a_count_stands_once_in_a_file"),
        ("participants", "a_period_does_not_end_before_it_starts"),
        ("participants", "no_more_are_new_than_there_are"),
        ("participants", "the_count_was_extracted_after_the_period_began"),
        ("participants", "the_period_begins_before_the_programme_has_ended"),
        ("participants", "total_count_is_plausible"),
        ("programmes", "the_orientation_is_known"),
        ("programmes", "the_target_groups_are_known"),
        ("sus", "every_exit_has_a_reason"),
        ("sus", "no_one_enters_after_the_programme_ended"),
        ("sus", "nothing_is_registered_before_it_happened"),
        ("sus", "the_year_of_birth_is_plausible"),
        ("time_reports", "the_hours_are_plausible"),
        ("time_reports", "the_year_is_in_the_time_of_the_associations"),
        ("uppfoljning", "budget_sek_is_plausible"),
        ("uppfoljning", "men_are_not_more_than_all"),
        ("uppfoljning", "women_are_not_more_than_all"),
    }


def test_a_rule_may_look_up_the_day_the_codes_and_the_programme(tmp_path: Path) -> None:
    settings = replace(make_project(tmp_path, suites=True), as_of=date(2022, 6, 30))
    deliver(
        settings,
        "alfa/programmes/p.csv",
        "Insats-id;Insats;Teamtyp;Insatstyp;Målgrupper;Huvudman;Startdatum;Slutdatum;Registrering\n"
        "a;A;coaching;individual;unga|langtidssjukskrivna;K;2022-01-01;2022-03-31;personal_data\n",
    )
    days = {"1": "2022-03-31", "2": "2022-04-01", "3": "2022-07-01"}
    cases = "Insats-id;Ärende;Ansökan;Väg in\n" + "".join(f"a;{case};{day};self\n" for case, day in days.items())
    deliver(settings, "alfa/applications/cases.csv", cases)
    deliver(settings, "beta/applications/cases.csv", cases.replace("self", "care"))  # beta has no such programme
    read(settings, receive(settings))
    outcome = check(settings)
    names = {row["file_sha256"]: row["association_code"] for row in written(settings, "delivery")}
    assert {(names[line["file_sha256"]], line["expectation"], line["line_no"]) for line in outcome.lines} == {
        ("alfa", "no_application_after_the_programme_has_ended", 3),
        ("alfa", "no_application_after_the_programme_has_ended", 4),
        ("alfa", "applied_on_is_not_in_the_future", 4),
        ("beta", "applied_on_is_not_in_the_future", 4),
    }


def test_the_pages_about_the_rules_name_no_outside_address_and_no_value(settings: Settings) -> None:
    prepare(settings, "warning")
    page = document(settings)
    assert page == settings.data_docs / "index.html"
    texts = [
        path.read_text(encoding="utf-8") for path in settings.data_docs.rglob("*") if path.suffix in (".html", ".css")
    ]
    assert any("A line is dear." in text for text in texts)
    assert not [text for text in texts if "//" in text and re.search(r"https?://|src=\"//|href=\"//", text)]
    assert not [text for text in texts if "2000000" in text or "2 000 000" in text or "Coacher" in text]
