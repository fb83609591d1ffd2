"""What all commands share: options, set-up, and how a failure becomes words and an exit code."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from finsam.console import Screen
from finsam.errors import FinsamError
from finsam.failure import explained
from finsam.log import LOGGER, open_log
from finsam.settings import Settings, load_settings

ExportsOption = Annotated[
    Path | None,
    typer.Option(
        "--exports",
        metavar="DIR",
        help="Mapp med leveranser / folder of deliveries: <förbund>/<leveransslag>/<fil>. [FINSAM_EXPORTS, ./exports]",
    ),
]
VarOption = Annotated[
    Path | None,
    typer.Option("--var", metavar="DIR", help="Mapp för allt som skrivs / folder of all output. [FINSAM_VAR, ./var]"),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Dag som talen ses från, ÅÅÅÅ-MM-DD; annars den senaste dag en leverans anger. / "
        "The day the figures are seen from; else the latest day any delivery states.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Ett JSON-objekt i stället för text. / One JSON object.")]


@contextmanager
def running(screen: Screen, settings: Settings | None) -> Iterator[None]:
    """Turn every failure into words and its exit code; a traceback goes to the masked log only."""
    log = open_log(settings.logs) if settings else None
    try:
        yield
    except typer.Exit:
        raise
    except BrokenPipeError:
        raise typer.Exit(1) from None
    except (Exception, KeyboardInterrupt) as error:
        said = explained(error, str(log) if log else "var/logs")
        if isinstance(error, FinsamError):
            LOGGER.warning("%s", error.message_en)
        elif isinstance(error, Exception):
            LOGGER.exception("stopped by %s", type(error).__name__)
        screen.error(said)
        raise typer.Exit(said.exit_code) from None


@contextmanager
def command(
    machine: bool, exports: Path | None, var: Path | None, as_of: str | None = None, writes: bool = True
) -> Iterator[tuple[Settings, Screen]]:
    """Set up one command; the lock of the var folder is held by the commands that write."""
    screen = Screen(machine)
    with running(screen, None):
        settings = load_settings(exports, var, as_of)
    with running(screen, settings if writes else None):
        yield settings, screen


@contextmanager
def ended_by_request() -> Iterator[None]:
    """Let a request to end (systemd's time limit, a shutdown, kill) be an interruption that is recorded and told."""

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def answer(screen: Screen, content: dict[str, Any], sections: Any) -> None:
    """Write a result: the content for a machine, the sections for a person."""
    if screen.machine:
        screen.result(content)
    else:
        screen.show(sections)


def done(screen: Screen, content: dict[str, Any], text: str) -> None:
    """Write a result that is a few lines of text."""
    from finsam.console import Section  # noqa: PLC0415

    first, *others = text.splitlines()
    answer(screen, content, [Section(first, [[line] for line in others])])
