"""Erasure: no byte of a delivery stays behind, whatever interrupts it, and the same bytes do not come back."""

from __future__ import annotations

import io
import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from leaks import files, leaks, spelled
from nightly_fakes import BUDGET, REPOSITORY, FakeDbt, deliver, make_project
from typer.testing import CliRunner, Result

from finsam import build
from finsam.cli import app
from finsam.console import Screen
from finsam.erase import Plan, Request, erase, plan
from finsam.errors import FinsamError, InputError, UsageError
from finsam.lock import writing
from finsam.nightly import nightly
from finsam.privacy import PersonKey
from finsam.publish import current_build
from finsam.receive import receive
from finsam.retention import Rule, last_day, latest_date, load_rules, rule_for
from finsam.rollback import list_builds, rollback
from finsam.settings import Settings

ONE, TWO = "196408233234", "189001019802"
KEY = b"only for tests: thirty-two bytes!"
SUS = (
    "Personnummer;Insats-id;Kön;Födelseår;Kommun;Inskriven;Avslutad;Avslutsanledning\n"
    f"{ONE};coachingteam;man;1964;1882;2019-01-15;2019-06-30;Arbete i köket\n"
    f"{TWO};coachingteam;woman;1890;1882;2019-02-15;;\n"
    "12;coachingteam;woman;1890;1882;2019-02-15;;\n"
)
RETENTION = """delivery_source,keep_months,counted_from,valid_from,valid_to
*,,,2004-01-01,9999-12-31
sus,24,exit_date|entry_date,2004-01-01,9999-12-31
nns_answers,24,survey_round,2004-01-01,2019-12-31
nns_answers,12,survey_round,2020-01-01,9999-12-31
"""
ROWS_IN_A_TABLE = "create table person_row as select * from read_parquet('{raw}/sus/*.parquet')"
NEEDLES = (*spelled(ONE), *spelled(TWO), "Arbete i köket")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = make_project(tmp_path)
    (tmp_path / "key").write_bytes(KEY)
    seeds = made.project / "seeds" / "definitions"
    seeds.mkdir()
    (seeds / "retention.csv").write_text(RETENTION, encoding="utf-8")
    deliver(made, "alfa/sus/sus_2019.csv", SUS)
    return replace(made, person_key_file=tmp_path / "key")


def pseudonyms() -> list[str]:
    return [PersonKey(KEY).pseudonym(number)[:24] for number in (ONE, TWO)]


def night(settings: Settings) -> dict[str, Any]:
    """A night whose database holds what it must not hold: person rows in a table."""
    dbt = FakeDbt(also=ROWS_IN_A_TABLE.format(raw=settings.raw))
    return nightly(settings, Screen(machine=True, out=io.StringIO(), err=io.StringIO()), dbt)


def yes(_plan: Plan) -> bool:
    return True


def left(settings: Settings) -> set[tuple[str, str]]:
    """Where anything of the persons can be found."""
    needles = [*NEEDLES, *pseudonyms()]
    return leaks(settings.var, needles) | leaks(settings.exports, needles)


def call(settings: Settings, *words: str, answer: str | None = None) -> Result:
    places = ["--exports", str(settings.exports), "--var", str(settings.var)]
    return CliRunner().invoke(app, ["erase", *words, *places], input=answer)


@pytest.fixture
def commands(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("FINSAM_PROJECT", str(settings.project))
    monkeypatch.setenv("FINSAM_PERSON_KEY_FILE", str(settings.person_key_file))
    monkeypatch.setattr(build, "run_dbt", FakeDbt())
    return settings


# --- nothing stays behind --------------------------------------------------------------------------------------------


def test_after_the_next_night_no_byte_of_an_erased_file_is_left(settings: Settings) -> None:
    first = night(settings)["build_id"]
    deliver(settings, "alfa/budget/budget_2022.csv", BUDGET.replace("Chef", "Chefen"))
    second = night(settings)["build_id"]
    for place in (".building.tmp", f".failed-{first}"):
        shutil.copytree(settings.builds / first, settings.builds / place)
    shutil.copy(settings.builds / first / "controller.duckdb", settings.var / "dev.duckdb")
    for place in ("dev.duckdb.tmp", "landing/.x.1.tmp", "raw/sus/.x.parquet.y.tmp", "raw/_spill/x.tmp"):
        path = settings.var / place
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(SUS.encode())
    for name in (first, second):
        report = settings.impact_reports / name / "proposal" / "impact.html"
        report.parent.mkdir(parents=True)
        report.write_bytes(SUS.encode())
    deliver(settings, "alfa/sus/.sus_2019.csv.bak", SUS)
    deliver(settings, "alfa/sus/gammalt/sus.csv", SUS)
    (settings.exports / "alfa/sus/lank.csv").symlink_to(settings.exports / "alfa/sus/sus_2019.csv")
    assert left(settings)

    done = erase(settings, Request(source="sus"), yes)
    assert (done.builds, done.waiting) == ((first,), second)
    waiting = {f"builds/{second}/controller.duckdb", f"reports/impact/{second}/proposal/impact.html"}
    assert {place for place, _ in left(settings)} == waiting
    assert current_build(settings) == second
    assert night(settings)["status"] == "published"
    assert left(settings) == set()
    assert [path.name for path in (settings.exports / "alfa/sus").rglob("*")] == ["gammalt"]
    for name in (first, second):
        assert sorted(path.name for path in (settings.builds / name).iterdir()) == [
            "finsam.duckdb",
            "open",
            "receipt.json",
            "recipe.json",
        ]
    assert {row["build_id"]: row["rows_erased"] for row in list_builds(settings)} == {
        str(current_build(settings)): False,
        second: True,
        first: True,
    }
    with pytest.raises(UsageError, match="erased"):
        rollback(settings, str(second))


def test_the_same_bytes_are_refused_in_words_and_a_new_export_is_not(settings: Settings) -> None:
    night(settings)
    erase(settings, Request(source="sus"), yes)
    deliver(settings, "beta/sus/samma fil.csv", SUS)
    deliver(settings, "alfa/sus/ny.csv", SUS.replace("köket", "matsalen"))
    night(settings)
    with duckdb.connect(str(settings.current / "finsam.duckdb"), read_only=True) as connection:
        rows = connection.execute(
            "select file_name, status, reason_code from published.delivery where source = 'sus'"
        ).fetchall()
    assert sorted(rows) == [
        ("ny.csv", "partly_loaded", "rows_quarantined"),
        ("samma fil.csv", "refused", "erased_on_request"),
    ]
    refused = next(file for file in receive(settings).files if file.reason_code == "erased_on_request")
    assert "raderat på begäran" in str(refused.reason_sv)
    assert "erased on request" in str(refused.reason_en)
    assert not (settings.landing / refused.file_sha256).exists()


def test_a_line_per_file_is_logged_without_anything_of_its_content(settings: Settings) -> None:
    deliver(settings, f"alfa/sus/{ONE}.csv", SUS.replace("köket", "matsalen"))
    deliver(settings, "beta/sus/sus_2019.csv", SUS)
    night(settings)
    erase(settings, Request(source="sus"), yes)
    log = (settings.logs / "erased.log").read_text(encoding="utf-8")
    assert len(log.splitlines()) == 3
    assert log.count("source=sus") == log.count("reason=erased_on_request") == 3
    assert log.count("association=beta") == 1
    assert all(len(part.split("=")[1]) == 64 for part in log.split() if part.startswith("sha256="))
    assert not leaks(settings.logs, [*NEEDLES, *pseudonyms(), "sus_2019"])


def test_the_same_bytes_are_erased_wherever_they_lie(settings: Settings) -> None:
    deliver(settings, "beta/sus/annat namn.csv", SUS)
    deliver(settings, "beta/staffing/fel mapp.csv", SUS)
    night(settings)
    (target,) = erase(settings, Request(association="alfa", file="sus_2019.csv"), yes).targets
    assert {(found.association_code, found.source) for found in target.deliveries} == {
        ("alfa", "sus"),
        ("beta", "staffing"),
        ("beta", "sus"),
    }
    assert not leaks(settings.exports, NEEDLES)


def test_a_file_that_is_delivered_no_longer_is_erased_too(settings: Settings) -> None:
    night(settings)
    (settings.exports / "alfa/sus/sus_2019.csv").unlink()
    night(settings)
    assert any(place.startswith("landing") for place, _ in left(settings))
    erase(settings, Request(file="sus_2019.csv"), yes)
    assert left(settings) == set()


def test_whole_builds_go_when_asked_for(settings: Settings) -> None:
    first = str(night(settings)["build_id"])
    deliver(settings, "alfa/budget/budget_2022.csv", BUDGET.replace("Chef", "Chefen"))
    second = str(night(settings)["build_id"])
    erase(settings, Request(source="sus", whole_builds=True), yes)
    assert [path.name for path in settings.builds.iterdir()] == [second]
    third = str(night(settings)["build_id"])
    assert [path.name for path in settings.builds.iterdir()] == [third]
    assert first != second != third
    assert left(settings) == set()


def test_a_build_rolled_back_to_loses_its_rows_at_the_next_night(settings: Settings) -> None:
    first = str(night(settings)["build_id"])
    (settings.exports / "alfa/sus/sus_2019.csv").unlink()
    night(settings)
    rollback(settings, first)
    erase(settings, Request(source="sus", whole_builds=True), yes)
    assert night(settings)["status"] == "set_aside"
    assert current_build(settings) == first
    assert left(settings) == set()


def test_a_night_without_news_also_finishes(settings: Settings) -> None:
    night(settings)
    deliver(settings, "alfa/sus/aldrig inläst.csv", SUS.replace("köket", "matsalen"))
    erase(settings, Request(file="aldrig inläst.csv"), yes)
    assert night(settings)["status"] == "reused"
    assert night(settings)["status"] == "unchanged"


# --- interrupted anywhere --------------------------------------------------------------------------------------------


class InterruptedRunError(Exception):
    """Stands in for kill -9."""


def interrupting(stop_at: int, patched: pytest.MonkeyPatch) -> None:
    """Let the file operation of this number, and all that follow, never happen."""
    steps = 0

    def counted(real: Any) -> Any:
        def act(path: Path, *arguments: Any, **options: Any) -> Any:
            nonlocal steps
            steps += 1
            if steps >= stop_at:
                raise InterruptedRunError
            return real(path, *arguments, **options)

        return act

    for name in ("unlink", "rename", "replace"):
        patched.setattr(Path, name, counted(getattr(Path, name)))


@pytest.mark.parametrize(("every", "with_night"), [(1, False), (13, True)])
def test_an_erasure_interrupted_anywhere_is_completed_by_the_next(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, every: int, with_night: bool
) -> None:
    night(settings)
    deliver(settings, "alfa/budget/budget_2022.csv", BUDGET.replace("Chef", "Chefen"))
    night(settings)
    kept = settings.var.parent / "kept"
    for place in ("var", "exports"):
        shutil.copytree(settings.var.parent / place, kept / place, symlinks=True)
    for stop_at in range(1, 1000, every):
        for place in ("var", "exports"):
            shutil.rmtree(settings.var.parent / place)
            shutil.copytree(kept / place, settings.var.parent / place, symlinks=True)
        with monkeypatch.context() as patched:
            interrupting(stop_at, patched)
            try:
                erase(settings, Request(source="sus"), yes)
                break
            except InterruptedRunError:
                pass
        if with_night:
            night(settings)
            for path in settings.erased.glob("[0-9a-f]*.json"):
                assert not list(settings.raw.glob(f"*/{path.stem}*"))
        erase(settings, Request(source="sus"), yes)
        needles = [*NEEDLES, *pseudonyms()]
        assert not leaks(settings.var, needles, [settings.builds]) | leaks(settings.exports, needles), stop_at
        assert [path.parent.name for path in settings.builds.glob("*/controller.duckdb")] == [current_build(settings)]
        assert [json.loads(path.read_text())["done"] for path in settings.erased.glob("[0-9a-f]*.json")] == [True]
    assert stop_at > 10
    night(settings)
    assert left(settings) == set()


def test_what_cannot_be_removed_is_told_and_taken_up_again(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    night(settings)
    real = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.is_relative_to(settings.exports):
            raise PermissionError(13, "Permission denied", str(path))
        real(path, missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        with pytest.raises(PermissionError):
            erase(settings, Request(source="sus"), yes)
    assert [target.reason_code for target in plan(settings, Request(file="budget_2022.csv")).targets] == [
        "erased_on_request",
        "erased_on_request",
    ]
    erase(settings, Request(source="sus"), yes)
    night(settings)
    assert left(settings) == set()


# --- what is chosen --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "expired"), [(date(2021, 6, 30), 0), (date(2021, 7, 1), 1)])
def test_a_file_expires_the_day_after_its_last_month(settings: Settings, day: date, expired: int) -> None:
    found = plan(replace(settings, as_of=day), Request(expired=True))
    assert (found.as_of, len(found.targets)) == (day, expired)
    assert {target.reason_code for target in found.targets} <= {"retention_passed"}


def test_expiry_is_seen_from_the_day_of_the_last_night_and_never_from_the_clock(settings: Settings) -> None:
    with pytest.raises(InputError):
        plan(settings, Request(expired=True))
    night(settings)
    assert plan(settings, Request(expired=True)).as_of == date(2021, 11, 23)
    erase(settings, Request(expired=True), yes)
    assert plan(settings, Request(expired=True)) == Plan(date(2021, 11, 23), (), (), (), None)
    night(settings)
    assert left(settings) == set()
    deliver(settings, "alfa/sus/igen.csv", SUS)
    assert {file.reason_code for file in receive(settings).files} == {None, "retention_passed"}


def test_a_file_that_could_not_be_read_expires_too_and_one_without_date_is_named(settings: Settings) -> None:
    settings = replace(settings, person_key_file=None, as_of=date(2030, 1, 1))
    deliver(settings, "alfa/sus/trasig.csv", "Personnummer\n" + ONE)
    receive(settings)
    found = plan(settings, Request(expired=True))
    assert [target.deliveries[0].file_name for target in found.targets] == ["sus_2019.csv"]
    assert [delivered.file_name for delivered in found.undated] == ["trasig.csv"]


def test_a_night_remarks_on_what_has_passed_its_time(settings: Settings) -> None:
    night(replace(settings, as_of=date(2021, 6, 30)))
    assert pq.ParquetFile(settings.raw / "table_diagnostic/_retention.parquet").read().num_rows == 0
    night(replace(settings, as_of=date(2021, 7, 1)))
    (row,) = pq.ParquetFile(settings.raw / "table_diagnostic/_retention.parquet").read().to_pylist()
    assert (row["source"], row["code"], row["severity"]) == ("sus", "retention_passed", "warning")
    assert "2021-06-30" in row["message_sv"]
    assert "finsam erase --expired" in row["action"]


def test_a_file_is_named_by_its_name_or_the_beginning_of_its_checksum(settings: Settings) -> None:
    sha256 = next(file.file_sha256 for file in receive(settings).files if file.source == "sus")
    for name in ("sus_2019.csv", sha256, sha256[:8].upper()):
        assert [target.file_sha256 for target in plan(settings, Request(file=name)).targets] == [sha256]
    for request in (Request(file=sha256[:7]), Request(file="sus_2019.csv", association="beta")):
        with pytest.raises(UsageError):
            plan(settings, request)


def test_a_name_with_a_personal_number_is_found_and_never_shown(commands: Settings) -> None:
    deliver(commands, f"alfa/sus/{ONE}.csv", SUS.replace("köket", "matsalen"))
    result = call(commands, "--file", f"{ONE}.csv", "--yes", "--json")
    assert result.exit_code == 0, result.output
    assert "[personnummer].csv" in result.stdout
    assert not any(needle in result.output for needle in spelled(ONE))
    missing = call(commands, "--file", f"{TWO}.csv", "--yes")
    assert missing.exit_code == 2
    assert not any(needle in missing.output for needle in spelled(TWO))


@pytest.mark.parametrize(
    "request_",
    [Request(), Request(association="alfa"), Request(source="bokslut"), Request(source="sus", association="gamma")],
)
def test_a_request_that_names_nothing_is_wrong_usage(settings: Settings, request_: Request) -> None:
    with pytest.raises(UsageError):
        plan(settings, request_)


def test_files_in_unknown_places_can_be_erased(settings: Settings) -> None:
    deliver(settings, "gamma/sus/x.csv", SUS.replace("köket", "a"))
    deliver(settings, "los fil.csv", SUS.replace("köket", "b"))
    deliver(settings, "alfa/okänt/x.csv", SUS.replace("köket", "c"))
    for request in (Request(source="sus", association="gamma"), Request(file="los fil.csv"), Request(source="okänt")):
        assert len(erase(settings, request, yes).targets) == 1
    assert not list(settings.exports.glob("gamma/sus/*"))


# --- the command -----------------------------------------------------------------------------------------------------


def test_only_looking_changes_nothing(commands: Settings) -> None:
    night(commands)
    before = files(commands.var) | files(commands.exports)
    result = call(commands, "--source", "sus", "--dry-run")
    assert result.exit_code == 0
    assert "would be erased: 1" in result.stdout
    assert "alfa/sus/sus_2019.csv" in result.stdout
    assert "current build" in result.stdout
    assert files(commands.var) | files(commands.exports) == before


def test_where_no_one_can_answer_yes_has_to_be_said(commands: Settings) -> None:
    for words in (["--source", "sus"], ["--source", "sus", "--json"]):
        result = call(commands, *words)
        assert result.exit_code == 2
        assert "--yes" in result.output
    assert (commands.exports / "alfa/sus/sus_2019.csv").exists()


@pytest.mark.parametrize(("answer", "exit_code"), [("n\n", 3), ("\n", 3), ("", 3), ("J\n", 0), ("yes\n", 0)])
def test_a_person_is_asked(commands: Settings, monkeypatch: pytest.MonkeyPatch, answer: str, exit_code: int) -> None:
    monkeypatch.setattr(Screen, "can_ask", lambda _screen: True)
    result = call(commands, "--source", "sus", answer=answer)
    assert result.exit_code == exit_code, result.output
    assert "alfa/sus/sus_2019.csv" in result.stdout
    assert (commands.exports / "alfa/sus/sus_2019.csv").exists() == (exit_code != 0)


def test_it_speaks_json(commands: Settings) -> None:
    night(commands)
    content = json.loads(call(commands, "--expired", "--as-of", "2030-01-01", "--yes", "--json").stdout)
    assert (content["status"], content["as_of"], content["builds"]) == ("erased", "2030-01-01", [])
    (file,) = content["files"]
    assert (file["reason_code"], file["in_exports"], file["landed"]) == ("retention_passed", 1, True)
    assert file["deliveries"][0]["file_name"] == "sus_2019.csv"
    assert content["waiting_build"] == current_build(commands)
    again = json.loads(call(commands, "--source", "sus", "--yes", "--json").stdout)
    assert (again["status"], again["files"]) == ("nothing", [])
    whole = json.loads(call(commands, "--source", "sus", "--builds", "--yes", "--json").stdout)
    assert (whole["status"], whole["waiting_build"]) == ("erased", current_build(commands))
    again = json.loads(call(commands, "--source", "sus", "--builds", "--yes", "--json").stdout)
    assert (again["status"], again["files"]) == ("nothing", [])


def test_a_running_night_is_not_disturbed(commands: Settings) -> None:
    with writing(commands):
        assert call(commands, "--source", "sus", "--yes").exit_code == 75
    assert (commands.exports / "alfa/sus/sus_2019.csv").exists()


def test_files_that_change_while_the_question_is_open_are_not_erased(settings: Settings) -> None:
    def deliver_another(_plan: Plan) -> bool:
        deliver(settings, "alfa/sus/till.csv", SUS.replace("köket", "matsalen"))
        return True

    with pytest.raises(FinsamError, match="changed"):
        erase(settings, Request(source="sus"), deliver_another)
    assert not settings.erased.exists()


def test_wrong_words_are_wrong_usage(commands: Settings) -> None:
    assert call(commands, "--yes").exit_code == 2
    assert call(commands, "--expired", "--as-of", "igår", "--yes").exit_code == 2


# --- retention -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("months", "counted_from", "last"),
    [
        (24, date(2019, 6, 30), date(2021, 6, 30)),
        (1, date(2019, 1, 31), date(2019, 2, 28)),
        (12, date(2020, 2, 29), date(2021, 2, 28)),
        (0, date(2019, 1, 31), date(2019, 1, 31)),
        (None, date(2019, 1, 31), None),
        (120_000, date(2019, 1, 31), None),
    ],
)
def test_months_are_calendar_months(months: int | None, counted_from: date, last: date | None) -> None:
    assert last_day(Rule("sus", months, ("exit_date",), date.min, date.max), counted_from) == last


def test_the_latest_date_in_any_column_counts() -> None:
    table = pa.table(
        {
            "day": pa.array([date(2019, 1, 1), None]),
            "fiscal_year": [2018, 2019],
            "survey_round": ["HT 2020", "2021-04"],
            "text": ["utan år", None],
        }
    )
    assert latest_date([table], ["day"]) == date(2019, 1, 1)
    assert latest_date([table], ["day", "fiscal_year"]) == date(2019, 12, 31)
    assert latest_date([table], ["fiscal_year", "survey_round", "missing"]) == date(2021, 4, 30)
    assert latest_date([table], ["text"]) is None
    assert latest_date([table.slice(0, 0)], ["day", "survey_round"]) is None


def test_a_row_holds_between_its_dates(settings: Settings) -> None:
    rules = load_rules(settings.project)
    found = [rule_for(rules, "nns_answers", date(year, 1, 1)) for year in (2019, 2021)]
    assert [rule.keep_months for rule in found if rule] == [24, 12]
    other = rule_for(rules, "budget", date(2020, 1, 1))
    assert other is not None
    assert other.source == "*"
    assert rule_for(rules, "budget", date(2000, 1, 1)) is None


@pytest.mark.parametrize(
    "row",
    [
        "sus,två,exit_date,2004-01-01,9999-12-31",
        "sus,24,,2004-01-01,9999-12-31",
        "sus,24,exit_dat,2004-01-01,9999-12-31",
        "bokslut,24,exit_date,2004-01-01,9999-12-31",
        "sus,24,exit_date,2004,9999-12-31",
        "sus,24",
    ],
)
def test_a_row_that_cannot_be_understood_stops_with_its_line(settings: Settings, row: str) -> None:
    seed = settings.project / "seeds/definitions/retention.csv"
    seed.write_text("delivery_source,keep_months,counted_from,valid_from,valid_to\n" + row + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="Line 2"):
        load_rules(settings.project)


def test_the_shipped_rows_say_how_long_person_rows_are_kept() -> None:
    rules = load_rules(REPOSITORY)
    for source in ("sus", "nns_answers", "applications"):
        rule = rule_for(rules, source, date(2024, 1, 1))
        assert rule is not None
        assert rule.source == source
        assert rule.keep_months
    everything_else = rule_for(rules, "budget", date(2024, 1, 1))
    assert everything_else is not None
    assert everything_else.keep_months is None
