"""Files for systemd, cron and Windows: right by their readers' own rules, with hostile names carried or refused."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from finsam.cli import app
from finsam.errors import UsageError
from finsam.scheduling.schedule import Schedule, Scheduler, parse_schedule, schedule_files, write_files
from finsam.settings import Settings

NIGHT = Schedule(2, 30, "finsam")
HOSTILE = ["var med blanksteg", "100 %", "kr $HOME", "å&<ö>", "a;b|c", "#x", "(y)"]
REFUSED = ["it's", 'say "x"', "back\\slash", "two\nlines", "tab\t", "`id`", "last ", "\x1b[31m"]
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


def settings_of(tmp_path: Path, name: str = "var") -> Settings:
    return Settings(
        project=tmp_path / "project",
        exports=tmp_path / name / "in",
        var=tmp_path / name,
        person_key_file=tmp_path / name / "key",
    )


def files(settings: Settings, kind: Scheduler, **environ: str) -> dict[str, str]:
    return schedule_files(settings, kind, NIGHT, environ)


def unit(text: str) -> dict[str, dict[str, list[str]]]:
    """The sections of a unit file: key -> its values, in order."""
    found: dict[str, dict[str, list[str]]] = {}
    section = ""
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[]")
            found[section] = {}
        elif line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found[section].setdefault(key, []).append(value)
    return found


@pytest.mark.parametrize("name", ["var", *HOSTILE])
def test_systemd_itself_accepts_the_units(tmp_path: Path, name: str) -> None:
    settings = settings_of(tmp_path, name)
    made = files(settings, Scheduler.SYSTEMD)
    service = unit(made["finsam-nightly.service"])["Service"]
    escaped = str(settings.var).replace("%", "%%")
    assert service["ReadWritePaths"] == [f'"{escaped}"']
    assert service["LoadCredential"] == [f"person_key:{escaped}/key"]
    assert service["NoNewPrivileges"] == ["yes"]
    assert service["ProtectSystem"] == ["strict"]
    assert service["PrivateNetwork"] == ["yes"]
    assert service["SuccessExitStatus"] == ["75"]
    assert [line.rsplit(maxsplit=1)[1] for line in service["ExecStart"]] == ["nightly", "report"]
    timer = unit(made["finsam-nightly.timer"])["Timer"]
    assert (timer["OnCalendar"], timer["Persistent"]) == (["*-*-* 02:30:00"], ["true"])
    systemd = shutil.which("systemd-analyze")
    if systemd is None:
        pytest.skip("systemd-analyze is not installed: the units were parsed, not verified")
    places = write_files(tmp_path / "units", made)
    result = subprocess.run([systemd, "verify", *places], capture_output=True, text=True, check=False)
    # it knows no user of that name here, and of the machine's own units it may say what it likes
    own = [line for line in result.stderr.splitlines() if str(tmp_path / "units") in line]
    assert (result.returncode, own) == (0, [])


def test_the_network_is_open_only_where_someone_is_to_be_told(tmp_path: Path) -> None:
    told = files(settings_of(tmp_path), Scheduler.SYSTEMD, FINSAM_NOTIFY_URL="https://example.org")
    service = unit(told["finsam-nightly.service"])["Service"]
    assert "PrivateNetwork" not in service
    assert "example.org" not in told["finsam-nightly.service"]


def as_cron_runs_it(text: str) -> tuple[dict[str, str], str]:
    """What cron gives to sh: the variables, and the command with each escaped % a %; a bare one would end it."""
    *before, line = [line for line in text.splitlines() if not line.startswith("#")]
    variables = dict(variable.split("=", 1) for variable in before)
    command = line.split(maxsplit=6)[6]
    assert re.search(r"(?<!\\)%", command) is None
    return {name: value.strip('"') for name, value in variables.items()}, command.replace(r"\%", "%")


@pytest.mark.parametrize("name", ["var", *HOSTILE])
def test_the_line_of_cron_runs_the_night_then_the_report(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_of(tmp_path, name)
    settings.project.mkdir()
    monkeypatch.setattr(sys, "executable", str(_echo(tmp_path / name)))
    text = files(settings, Scheduler.CRON)["finsam-nightly.cron"]
    assert re.fullmatch(r"30 2 \* \* \* finsam cd .+\n", text.splitlines(keepends=True)[-1])
    variables, command = as_cron_runs_it(text)
    ran = subprocess.run(
        [variables.pop("SHELL"), "-c", command],
        env={"PATH": os.defpath, **variables},
        check=False,
        capture_output=True,
        text=True,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    said = [json.loads(row) for row in (settings.logs / "nightly.out").read_text(encoding="utf-8").splitlines()]
    assert [row["words"] for row in said] == [["-m", "finsam", step] for step in ("nightly", "report")]
    places = [settings.project, settings.exports, settings.var, settings.person_key_file]
    assert [row["places"] for row in said] == [[str(place) for place in places]] * 2


def _echo(folder: Path) -> Path:
    """A program that says how it was called."""
    folder.mkdir()
    program = folder / "echo.py"
    names = ("FINSAM_PROJECT", "FINSAM_EXPORTS", "FINSAM_VAR", "FINSAM_PERSON_KEY_FILE")
    program.write_text(
        f"#!{sys.executable}\nimport json, os, sys\n"
        f"print(json.dumps({{'words': sys.argv[1:], 'places': [os.environ[name] for name in {names}]}}))\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    return program


def test_a_line_of_crontab_has_no_user(tmp_path: Path) -> None:
    text = schedule_files(settings_of(tmp_path), Scheduler.CRON, Schedule(23, 5), {})["finsam-nightly.cron"]
    assert text.splitlines()[-1].startswith("5 23 * * * cd ")


def test_a_line_that_cron_would_cut_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="too long"):
        files(settings_of(tmp_path, "/".join(["v" * 200] * 5)), Scheduler.CRON)


@pytest.mark.parametrize("name", ["var", "var med blanksteg", "å&<ö>"])
def test_the_task_of_windows_is_as_its_schema_says(tmp_path: Path, name: str) -> None:
    settings = settings_of(tmp_path, name)
    made = files(settings, Scheduler.WINDOWS, WSL_DISTRO_NAME="Debian")
    place, script = write_files(tmp_path / "task", made)
    assert place.read_bytes()[:2] == b"\xff\xfe"
    task = ElementTree.fromstring(place.read_bytes())  # noqa: S314 - our own
    order = ["RegistrationInfo", "Triggers", "Principals", "Settings", "Actions"]
    assert [part.tag.removeprefix(TASK) for part in task] == order
    trigger = task.find(f"{TASK}Triggers/{TASK}CalendarTrigger")
    assert trigger is not None
    assert [part.tag.removeprefix(TASK) for part in trigger] == ["Enabled", "StartBoundary", "ScheduleByDay"]
    night, report = task.iter(f"{TASK}Arguments")
    words = shlex.split(str(night.text))
    assert words[:6] == ["--distribution", "Debian", "--user", "finsam", "--cd", str(settings.project)]
    assert words[-5:] == ["nightly", "--exports", str(settings.exports), "--var", str(settings.var)]
    assert shlex.split(str(report.text))[-5] == "report"
    assert "Register-ScheduledTask" in script.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("kind", list(Scheduler))
@pytest.mark.parametrize("name", REFUSED)
def test_a_name_that_cannot_be_carried_is_refused_in_words(tmp_path: Path, kind: Scheduler, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        files(settings_of(tmp_path, name + ("" if name.endswith(" ") else "x")), kind)
    assert "Rename" in caught.value.message_en
    assert caught.value.message_en.isprintable()


@pytest.mark.parametrize("name", ["100 %", "kr $HOME"])
def test_windows_would_expand_these(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        files(settings_of(tmp_path, name), Scheduler.WINDOWS)


@pytest.mark.parametrize(
    ("time", "user"), [("25:00", None), ("2.30", None), ("02:30\n", None), ("02:30", "root; x"), ("02:30", "")]
)
def test_a_time_or_user_that_cannot_be_used_is_explained(time: str, user: str | None) -> None:
    with pytest.raises(UsageError):
        parse_schedule(time, user)


def test_the_command_shows_or_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINSAM_PROJECT", str(tmp_path))
    shown = CliRunner().invoke(app, ["schedule", "systemd", "--time", "03:15", "--user", "finsam"])
    assert shown.exit_code == 0
    assert "OnCalendar=*-*-* 03:15:00\n" in shown.stdout
    written = CliRunner().invoke(app, ["schedule", "cron", "--folder", str(tmp_path / "made"), "--json"])
    assert json.loads(written.stdout)["places"] == [str(tmp_path / "made" / "finsam-nightly.cron")]
    assert CliRunner().invoke(app, ["schedule", "launchd"]).exit_code == 2


def test_no_template_names_a_place_of_a_machine() -> None:
    folder = Path(__file__).parents[2] / "finsam" / "scheduling" / "templates"
    texts = [place.read_text(encoding="utf-8") for place in folder.iterdir()]
    assert texts
    assert not [text for text in texts if re.search(r"/(home|work|tmp|Users|root)\b", text)]
