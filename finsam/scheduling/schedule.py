"""Ready files for a machine's own scheduler, with this installation's places filled in."""

from __future__ import annotations

import getpass
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from finsam.errors import UsageError
from finsam.files import printable, write_atomic
from finsam.scheduling.notify import COMMAND, URL
from finsam.settings import PACKAGE, Settings

if TYPE_CHECKING:
    import jinja2


class Scheduler(StrEnum):
    """What starts the night."""

    SYSTEMD = "systemd"
    CRON = "cron"
    WINDOWS = "windows"


_FILES = {
    Scheduler.SYSTEMD: ("finsam-nightly.service", "finsam-nightly.timer"),
    Scheduler.CRON: ("finsam-nightly.cron",),
    Scheduler.WINDOWS: ("finsam-nightly.xml", "finsam-nightly.ps1"),
}
_UTF_16 = {".xml": "utf-16", ".ps1": "utf-8-sig"}
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_USER = re.compile(r"[a-z_][a-z0-9_-]{0,31}")
_LONGEST_CRON_LINE = 990
# what no escaping carries safely through a scheduler and the programs it starts
_NEVER = "\"'\\`"
_NEVER_TOO = {Scheduler.WINDOWS: "%$"}


@dataclass(frozen=True)
class Schedule:
    """When and as whom the night runs.

    Args:
        hour: Hour of the machine's own time.
        minute: Minute.
        user: Who runs it; None means the scheduler's own choice.
    """

    hour: int
    minute: int
    user: str | None = None

    @property
    def time(self) -> str:
        """The time as HH:MM."""
        return f"{self.hour:02d}:{self.minute:02d}"


def parse_schedule(time: str, user: str | None) -> Schedule:
    """Read a time of day and a user name.

    Raises:
        UsageError: Either cannot be used.
    """
    match = _TIME.fullmatch(time)
    if match is None:
        raise UsageError(
            f"--time {time!r} är inget klockslag. Skriv det som TT:MM, till exempel 02:30.",
            f"--time {time!r} is not a time of day. Write it as HH:MM, for example 02:30.",
        )
    if user is not None and _USER.fullmatch(user) is None:
        raise UsageError(
            f"--user {user!r} är inget användarnamn: små bokstäver a-z, siffror, - och _.",
            f"--user {user!r} is not a user name: small letters a-z, digits, - and _.",
        )
    return Schedule(int(match[1]), int(match[2]), user)


def schedule_files(
    settings: Settings, kind: Scheduler, schedule: Schedule, environ: Mapping[str, str] = os.environ
) -> dict[str, str]:
    """Return name -> text of the files for a scheduler.

    Args:
        settings: The run's places.
        kind: Which scheduler.
        schedule: When and as whom.
        environ: The environment, for what WSL is called and whether the night may use the network.

    Raises:
        UsageError: A folder has a name that cannot be carried safely.
    """
    places = {"project": settings.project, "exports": settings.exports, "var": settings.var}
    places |= {"python": Path(sys.executable), "key_file": settings.person_key_file or Path()}
    words = {name: _safe(place, kind) for name, place in places.items()}
    context: dict[str, Any] = {**words, **vars(schedule), "time": schedule.time}
    context["key_file"] = words["key_file"] if settings.person_key_file else ""
    context["network"] = bool(environ.get(URL) or environ.get(COMMAND))
    if kind == Scheduler.SYSTEMD:
        context["user"] = schedule.user or getpass.getuser()  # without one it would be root
    if kind == Scheduler.CRON:
        context["line"] = _cron_command()
    elif kind == Scheduler.WINDOWS:
        context["actions"] = [_wsl(settings, schedule, step, environ) for step in ("nightly", "report")]
    made = {name: _template(f"{name}.j2").render(context) for name in _FILES[kind]}
    if kind == Scheduler.CRON:
        _demand_short_lines("".join(made.values()))
    return made


def write_files(folder: Path, files: Mapping[str, str]) -> list[Path]:
    """Write the files in the encoding that their reader expects.

    Raises:
        OSError: The folder cannot be written.
    """
    places = []
    for name, text in files.items():
        place = folder / name
        windows = place.suffix in _UTF_16
        data = (text.replace("\n", "\r\n") if windows else text).encode(_UTF_16.get(place.suffix, "utf-8"))
        write_atomic(place, data)
        places.append(place)
    return places


def _safe(place: Path, kind: Scheduler) -> str:
    text = str(place)
    bad = sorted({character for character in text if character in _NEVER + _NEVER_TOO.get(kind, "")})
    if bad or not text.isprintable() or text != text.strip():
        found = " ".join(bad) or "radbrytning, styrtecken eller blanksteg ytterst / line break, control or outer space"
        raise UsageError(
            f"Mappen {printable(text)} har ett namn som inte kan skrivas säkert i ett schema ({found}). Byt namn på "
            "den, eller lägg en länk med ett enklare namn och ange den.",
            f"The folder {printable(text)} has a name that cannot be written safely in a schedule ({found}). Rename "
            "it, or make a link with a simpler name and give that.",
        )
    return text


def _command(settings: Settings, step: str) -> list[str]:
    places = ["--exports", str(settings.exports), "--var", str(settings.var)]
    return [sys.executable, "-m", "finsam", step, *places]


def _cron_command() -> str:
    """The command of the cron line: sh quotes its words, and cron wants a backslash before each %."""
    night, report = (shlex.join(["nice", sys.executable, "-m", "finsam", step]) for step in ("nightly", "report"))
    said = '"$FINSAM_VAR/logs/nightly.out" 2>&1'
    line = f'cd "$FINSAM_PROJECT" && mkdir -p "$FINSAM_VAR/logs" && {{ {night} && {report}; }} > {said}'
    return line.replace("%", r"\%")


def _demand_short_lines(text: str) -> None:
    """A line that is too long is cut by cron, and the command with it."""
    if any(len(line) > _LONGEST_CRON_LINE for line in text.splitlines()):
        raise UsageError(
            "Mapparnas namn är för långa för en rad i crontab. Lägg en länk med ett kortare namn och ange den.",
            "The names of the folders are too long for a line of crontab. Make a link with a shorter name and give it.",
        )


def _wsl(settings: Settings, schedule: Schedule, step: str, environ: Mapping[str, str]) -> str:
    """The arguments of wsl.exe: it starts the program itself, without a shell in between."""
    distribution = environ.get("WSL_DISTRO_NAME")
    key = [f"FINSAM_PERSON_KEY_FILE={settings.person_key_file}"] if settings.person_key_file else []
    words = [
        *(["--distribution", _safe(Path(distribution), Scheduler.WINDOWS)] if distribution else []),
        *(["--user", schedule.user] if schedule.user else []),
        *("--cd", str(settings.project), "--exec", "/usr/bin/env", f"FINSAM_PROJECT={settings.project}", *key),
        *_command(settings, step),
    ]
    return subprocess.list2cmdline(words)


def _template(name: str) -> jinja2.Template:
    import jinja2  # noqa: PLC0415

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(PACKAGE / "scheduling" / "templates"),
        undefined=jinja2.StrictUndefined,
        autoescape=jinja2.select_autoescape(enabled_extensions=("xml.j2",)),
        keep_trailing_newline=True,
    )
    environment.globals |= {"plain": _plain, "quoted": _quoted, "executed": _executed}
    return environment.get_template(name)


def _plain(text: str) -> str:
    """Write a path where systemd takes the rest of the line as it is: % begins a specifier."""
    return text.replace("%", "%%")


def _quoted(text: str) -> str:
    """Write one word of a list of systemd."""
    return f'"{_plain(text)}"'


def _executed(text: str) -> str:
    """Write one word of a command of systemd, where $ begins a variable."""
    return _quoted(text).replace("$", "$$")
