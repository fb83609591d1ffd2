"""Great Expectations on raw rows: what holds, what does not, and what stops the night."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from nightly_fakes import BUDGET, REPOSITORY, deliver, make_project

from finsam import checks
from finsam.checks import check
from finsam.checks.suites import load_suites
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


def written(settings: Settings) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.ParquetFile(settings.raw / "check_result" / "all.parquet").read().to_pylist()
    return rows


def test_a_failed_expectation_is_counted_and_handed_to_dbt(settings: Settings) -> None:
    prepare(settings, "warning")
    outcome = check(settings)
    assert list(outcome.rows) == written(settings)
    (row,) = outcome.rows
    assert (row["success"], row["evaluated_rows"], row["unexpected_rows"]) == (False, 2, 1)
    assert (row["severity"], row["column_name"], row["message_sv"]) == ("warning", "amount_sek", "En rad är dyr.")


def test_a_blocking_expectation_stops_and_says_why(settings: Settings) -> None:
    prepare(settings, "blocking")
    for _ in range(2):  # remembered results block as well
        with pytest.raises(BlockedError) as caught:
            check(settings)
        assert "A line is dear." in caught.value.message_en
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
    assert (outcome.evaluated, outcome.rows[0]["evaluated_rows"]) == (1, 4)


def test_large_tables_are_checked_file_by_file_with_the_same_result(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(settings, "alfa/budget/next.csv", BUDGET.replace("2022", "2023"))
    prepare(settings, "note")
    at_once = check(settings).rows
    monkeypatch.setattr(checks, "_BATCH_ROWS", 1)
    monkeypatch.setattr(checks, "_code", lambda: "other")
    assert check(settings).rows == at_once


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
        assert len({(e.kind, e.columns) for e in suite.expectations}) == len(suite.expectations)


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
        ("funding", "received_is_not_negative"),
        ("funding", "received_or_used_is_given"),
    }


_BROKEN = {
    "participants": """Insats-id;Kommun;Från;Till;Kön;Räknas som;Registrering;Nya;total_count;Källsystem;Uttagsdatum
a;1880;2019-12-31;2019-01-01;all;registered;named;9;5;sus;2003-01-01
a;1880;2019-12-31;2019-01-01;all;registered;named;9;-5;sus;2003-01-01
""",
    "exits": """Insats-id;Från;Till;Avslutsanledning;Antal;Omfattning;Uttagsdatum
a;1999-01-01;2019-12-31;Arbete;-1;150;2020-01-01
a;1999-01-01;2019-12-31;Arbete;-1;150;2020-01-01
""",
    "sus": """Personnummer;Insats-id;Kön;Födelseår;Inskriven;Avslutad
189001019802;a;woman;1890;2022-05-01;2022-04-01
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
a;2022-12-31;2022-01-01;180;1;2;work;3
""",
    "instruments": """Instrument;Version;Insats-id;Mättillfälle;Fråga;Skala min;Skala max;Antal svar;Medelvärde
BIP;1;a;2022-01-01;f;5;1;0;9
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
        ("participants", "a_count_stands_once_in_a_file"),
        ("participants", "a_period_does_not_end_before_it_starts"),
        ("participants", "total_count_is_plausible"),
        ("participants", "no_more_are_new_than_there_are"),
        ("participants", "the_count_was_extracted_after_the_period_began"),
        ("exits", "a_reason_stands_once_in_a_file"),
        ("exits", "the_count_is_plausible"),
        ("exits", "the_extent_is_a_percentage"),
        ("exits", "the_period_is_in_the_time_of_the_associations"),
        ("sus", "no_one_leaves_before_entering"),
        ("sus", "the_year_of_birth_is_plausible"),
        ("sus", "every_exit_has_a_reason"),
        ("nns_rounds", "no_more_answer_than_are_asked"),
        ("nns_rounds", "no_more_decline_than_are_asked"),
        ("goals", "a_goal_does_not_end_before_it_starts"),
        ("goals", "a_result_goal_has_an_indicator"),
        ("goals", "a_result_goal_has_a_target"),
        ("goals", "a_result_goal_has_a_comparison"),
        ("applications", "no_offer_before_the_application"),
        ("applications", "the_route_is_given"),
        ("followup", "a_period_does_not_end_before_it_starts"),
        ("followup", "no_more_answer_than_consent"),
        ("followup", "no_status_has_more_than_answered"),
        ("followup", "the_months_are_plausible"),
        ("instruments", "the_scale_has_a_length"),
        ("instruments", "the_mean_is_not_above_the_scale"),
        ("instruments", "someone_answered"),
        ("time_reports", "the_hours_are_plausible"),
        ("time_reports", "the_year_is_in_the_time_of_the_associations"),
        ("uppfoljning", "budget_sek_is_plausible"),
        ("uppfoljning", "women_are_not_more_than_all"),
        ("uppfoljning", "men_are_not_more_than_all"),
    }
