"""The command line: exit codes, words, JSON, and nothing heavy where nothing is to be done."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from nightly_fakes import BUDGET, FakeDbt, deliver, make_project
from typer.testing import CliRunner, Result

from finsam import build
from finsam.cli import app
from finsam.lock import writing
from finsam.settings import Settings, load_settings

CANARY = "19640823-3234"
COMMANDS = ("nightly", "receive", "read", "check", "build", "audit", "publish", "status", "rollback")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    made = make_project(tmp_path)
    monkeypatch.setenv("FINSAM_PROJECT", str(made.project))
    monkeypatch.delenv("FINSAM_PERSON_KEY_FILE", raising=False)
    monkeypatch.setattr(build, "run_dbt", FakeDbt())
    return made


def call(settings: Settings, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--exports", str(settings.exports), "--var", str(settings.var)])


def test_a_night_in_words(settings: Settings) -> None:
    result = call(settings, "nightly")
    assert result.exit_code == 0
    assert "Publicerat / published" in result.stdout
    assert ["alfa", "2", "2", "0", "0", "3", "0", "–", "0"] in [line.split() for line in result.stdout.splitlines()]
    assert len(result.stdout.splitlines()) < 40
    again = call(settings, "nightly")
    assert again.exit_code == 0
    assert "nothing changed" in again.stdout


def test_every_command_speaks_json(settings: Settings) -> None:
    for command in COMMANDS[:6]:
        words = [] if command != "nightly" else ["--as-of", "2022-01-31"]
        result = call(settings, command, *words, "--json")
        assert result.exit_code == 0, result.output
        assert isinstance(json.loads(result.stdout), dict)
    for words in (["status"], ["rollback"], ["quarantine", "list"]):
        assert json.loads(call(settings, *words, "--json").stdout)["status"] == "ok"


def test_step_by_step_is_the_same_as_a_night(settings: Settings) -> None:
    for command in COMMANDS[1:8]:
        result = call(settings, command)
        assert result.exit_code == 0, result.output
    by_steps = settings.current.readlink().name
    other = Settings(project=settings.project, exports=settings.exports, var=settings.var.with_name("var2"))
    assert call(other, "nightly").exit_code == 0
    assert other.current.readlink().name == by_steps


@pytest.mark.parametrize("command", ["read", "check", "build", "audit", "publish", "status"])
def test_a_step_too_early_says_what_to_run_first(settings: Settings, command: str) -> None:
    result = call(settings, command)
    assert result.exit_code == 3
    assert "finsam" in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("command", [*COMMANDS, "erase", "quarantine list", "quarantine show"])
def test_help_takes_exports_and_var(command: str) -> None:
    result = CliRunner().invoke(app, [*command.split(), "--help"])
    assert result.exit_code == 0
    assert {"--exports", "--var", "--json"} <= set(result.stdout.split())


@pytest.mark.parametrize("words", [["nightly", "--as-of", "igår"], ["nonsense"], ["nightly", "--nonsense"]])
def test_wrong_usage_exits_2(settings: Settings, words: list[str]) -> None:
    assert call(settings, *words).exit_code == 2


def test_a_running_night_exits_75(settings: Settings) -> None:
    with writing(settings):
        result = call(settings, "nightly", "--json")
    assert result.exit_code == 75
    assert json.loads(result.stdout)["exit_code"] == 75


def test_a_blocked_night_exits_3_with_the_reason(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "run_dbt", FakeDbt(statuses={"test.finsam.money_in_is_money_out.abc": "fail"}))
    result = call(settings, "nightly")
    assert result.exit_code == 3
    assert "money in is money out" in result.stderr
    assert not settings.current.exists()


_PAGE = """
drop view controller.controller.finding; drop table published.finding;
create table published.finding as select 'demo' as check_code, severity, concat('Svensk text ', severity) as message_sv,
    repeat('English words ', 20) as message_en, association_code, 2022 as fiscal_year, 'open' as status
from (values ('error', 'beta'), ('warning', 'alfa'), ('note', 'alfa')) as found (severity, association_code);
create table published.conservation as
select association_code, source, file_name, file_sha256, layer, rows_in, rows_in - rest as rows_through,
    rest as rows_remainder, if(rest > 0, 'heading_or_sum', '') as remainder_name,
    cast(3000000.5 as decimal(18, 2)) as sek_in,
    cast(3000000.5 as decimal(18, 2)) as sek_through, cast(0 as decimal(18, 2)) as sek_remainder,
    not (layer = 'counted' and association_code = '%s') as is_conserved, false as about_persons
from published.delivery
cross join (values ('read', 0), ('staged', 0), ('in_force', 0), ('counted', 1)) as l (layer, rest);
alter table published.indicator_value add column grade varchar default 'B';
"""


@pytest.mark.parametrize(
    ("lost_in", "verdict"), [("nowhere", "håller / holds"), ("alfa", "HÅLLER INTE / DOES NOT HOLD")]
)
def test_a_night_is_one_screen(settings: Settings, monkeypatch: pytest.MonkeyPatch, lost_in: str, verdict: str) -> None:
    monkeypatch.setattr(build, "run_dbt", FakeDbt(also=_PAGE % lost_in))
    deliver(settings, "alfa/budget/bad.csv", BUDGET.replace("2 000 000", "två"))
    result = call(settings, "nightly")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    own = [line for line in lines if str(settings.var) not in line]  # the folder of a test has a long name
    assert len(lines) <= 40
    assert max(map(len, own)) <= 80
    cells = [line.split() for line in lines]
    assert f"Bevarande / conservation: {verdict}" in lines
    assert ["alfa", "3", "2", "1", "0", "5", "1", "–", "1"] in cells  # files ... rows, quarantined, SEK, still open
    assert ["alfa", "0", "0", "1", "1", "0", "1", "0", "0"] in cells  # findings by severity, then grades
    worst = lines[lines.index("Värst först / worst first") + 1]
    assert worst == "  error beta 2022: Svensk text error"
    content = json.loads(call(settings, "status", "--json").stdout)
    assert content["findings"] == {"error": 1, "warning": 1, "note": 1}
    assert {row["layer"]: row["rows_remainder"] for row in content["conservation"]}["counted"] == 3
    assert [row["open"] for row in content["quarantine"]] == [1]


def test_a_blocking_finding_says_what_where_and_what_to_do(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    blocking = """
        drop view controller.controller.finding;
        create table controller.controller.finding as select 'conflict' as check_code, 'blocking' as severity,
            'alfa' as association_code, 2022 as fiscal_year, 'Två budgetar' as message_sv, 'Two budgets' as message_en,
            'Ta bort den ena' as guidance_sv, 'Remove one' as guidance_en, 'f1' as finding_id, 'delivery' as family,
            'budget' as subject, 'association' as owner, 'open' as status
    """
    monkeypatch.setattr(build, "run_dbt", FakeDbt(also=blocking))
    result = call(settings, "nightly")
    assert result.exit_code == 3
    assert "- alfa 2022 conflict: Två budgetar. Ta bort den ena." in result.stderr
    assert "- alfa 2022 conflict: Two budgets. Remove one." in result.stderr
    assert not settings.current.exists()


def test_an_unexpected_error_is_one_masked_line_and_a_masked_traceback(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise RuntimeError(f"could not convert {CANARY}\nsecond line")

    monkeypatch.setattr(build, "run_dbt", FakeDbt(before=fail))
    result = call(settings, "nightly")
    log = (settings.logs / "finsam.log").read_text(encoding="utf-8")
    assert result.exit_code == 1
    assert "RuntimeError" in result.stderr
    assert "Traceback" not in result.output
    assert "Traceback" in log
    assert "640823" not in result.output + log


def test_a_var_that_cannot_be_written_is_explained(settings: Settings) -> None:
    settings.var.write_text("a file where a folder should be", encoding="utf-8")
    result = call(settings, "nightly")
    assert result.exit_code == 3
    assert "Traceback" not in result.output


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_var_is_explained(settings: Settings) -> None:
    settings.var.mkdir()
    settings.var.chmod(0o500)
    result = call(settings, "nightly")
    settings.var.chmod(0o700)
    assert result.exit_code == 3
    assert "Permission denied" in result.stderr


def test_hostile_names_neither_break_lines_nor_colour_the_terminal(settings: Settings) -> None:
    deliver(settings, "alfa/budget/a\n\x1b[31mb.csv", "<html>")
    deliver(settings, f"gamma/budget/{CANARY}.csv", BUDGET)
    result = call(settings, "nightly")
    assert result.exit_code == 0
    assert "\x1b" not in result.output
    assert "640823" not in result.output
    shown = call(settings, "quarantine", "list")
    assert "unknown_association" in shown.stdout
    assert "\x1b" not in shown.output


def test_rollback_by_name(settings: Settings) -> None:
    call(settings, "nightly")
    first = settings.current.readlink().name
    deliver(settings, "alfa/budget/budget_2022.csv", BUDGET.replace("Chef", "Chefen"))
    call(settings, "nightly")
    assert call(settings, "rollback", first).exit_code == 0
    assert settings.current.readlink().name == first
    assert call(settings, "rollback", "zzz").exit_code == 2
    assert "set aside" in call(settings, "rollback").stdout


def test_a_night_without_news_loads_nothing_heavy(settings: Settings) -> None:
    assert call(settings, "nightly").exit_code == 0
    probe = (
        "import sys\nfrom finsam.cli import app\n"
        "try:\n    app(['nightly', '--exports', sys.argv[1], '--var', sys.argv[2]])\n"
        "except SystemExit as end:\n    assert not end.code\n"
        "heavy = {'dbt', 'great_expectations', 'pyarrow', 'pandas', 'duckdb'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    command = [sys.executable, "-c", probe, str(settings.exports), str(settings.var)]
    result = subprocess.run(command, check=False, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert "nothing changed" in result.stdout


def test_settings_take_options_before_the_environment(tmp_path: Path) -> None:
    environ = {"FINSAM_PROJECT": str(tmp_path), "FINSAM_VAR": str(tmp_path / "a"), "FINSAM_KEEP": "3"}
    found = load_settings(environ=environ)
    assert (found.var, found.exports, found.keep) == (tmp_path / "a", tmp_path / "exports", 3)
    assert load_settings(var=tmp_path / "b", environ=environ).var == tmp_path / "b"
