"""Word when a night has failed, or has found what was not there before: to a command, to a web address, or to both.

The only place that may call the network, and only where someone has set FINSAM_NOTIFY_URL. Nothing here can change the
outcome of a night.
"""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from finsam.errors import FinsamError, UsageError
from finsam.log import LOGGER
from finsam.settings import positive

if TYPE_CHECKING:
    from finsam.console import Screen
    from finsam.scheduling.record import Run
    from finsam.settings import Settings

COMMAND, URL = "FINSAM_NOTIFY_COMMAND", "FINSAM_NOTIFY_URL"
ERRORS, TIMEOUT = "FINSAM_NOTIFY_ERRORS", "FINSAM_NOTIFY_TIMEOUT"
_SECONDS = 10
_PAUSES = (1, 3)
_SERVER_TROUBLE = range(500, 600)
_TOO_MANY = 429


@dataclass(frozen=True)
class Hooks:
    """Where messages go.

    Args:
        command: The words of a command that gets the message as JSON on its standard input; empty for none.
        url: An address that gets it by HTTP POST; empty for none.
        errors_too: Whether new errors of a published night are news.
        seconds: How long one attempt may take.
    """

    command: tuple[str, ...]
    url: str
    errors_too: bool
    seconds: int

    def __bool__(self) -> bool:
        """Whether there is anyone to tell."""
        return bool(self.command or self.url)


class NotSentError(FinsamError):
    """A message did not reach its receiver."""


def load_hooks(environ: Mapping[str, str] = os.environ) -> Hooks:
    """Read where messages go from the environment.

    Raises:
        UsageError: A value cannot be used.
    """
    try:
        command = tuple(shlex.split(environ.get(COMMAND, "")))
    except ValueError:
        raise UsageError(
            f"{COMMAND} går inte att tolka: ett citattecken saknar sitt par.",
            f"{COMMAND} cannot be read: a quotation mark is not closed.",
        ) from None
    url = environ.get(URL, "").strip()
    if url and (urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname):
        raise UsageError(
            f"{URL} är ingen webbadress. Skriv den som https://värd/väg.",
            f"{URL} is not a web address. Write it as https://host/path.",
        )
    return Hooks(command, url, environ.get(ERRORS, "") not in {"", "0"}, positive(environ, TIMEOUT, _SECONDS))


def notify(settings: Settings, screen: Screen, run: Run | None) -> None:
    """Say what there is to say of a run that has ended; trouble is logged and shown, and that is all.

    Args:
        settings: The run's places.
        screen: Where trouble is shown.
        run: The run; None where it could not be recorded.
    """
    if not (os.environ.get(COMMAND) or os.environ.get(URL)) or run is None:
        return
    from finsam.scheduling.message import message_of  # noqa: PLC0415

    try:
        hooks = load_hooks()
        message = message_of(settings, run, hooks.errors_too)
        troubles = send(hooks, message) if message else []
    except FinsamError as error:
        troubles = [error]
    except Exception as error:
        LOGGER.exception("could not notify")
        troubles = [
            NotSentError(
                f"Inget meddelande skickades ({type(error).__name__}).", f"No message ({type(error).__name__})."
            )
        ]
    for trouble in troubles:
        LOGGER.warning("%s", trouble.message_en)
        screen.line(trouble.message_sv)
        screen.line(trouble.message_en)


def send(hooks: Hooks, message: Mapping[str, Any], pause: Callable[[float], None] = time.sleep) -> list[FinsamError]:
    """Send a message to everyone who is to have it.

    Args:
        hooks: Where it goes.
        message: The message.
        pause: Waits between attempts.

    Returns:
        What did not arrive, and why; the address itself is not repeated, for it may hold a secret.
    """
    data = json.dumps(message, ensure_ascii=False).encode("utf-8")
    troubles: list[FinsamError] = []
    for deliver, wanted in ((_run, hooks.command), (_post, hooks.url)):
        if not wanted:
            continue
        try:
            deliver(hooks, data, pause)
        except NotSentError as error:
            troubles.append(error)
    return troubles


def _run(hooks: Hooks, data: bytes, _pause: Callable[[float], None]) -> None:
    """Give the message to the command. It is not tried again: a command can do so itself."""
    name = hooks.command[0]
    try:
        child = subprocess.Popen(
            hooks.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise _not_sent(COMMAND, f"{name}: {error.strerror}", f"{name}: {error.strerror}") from None
    with child:
        try:
            child.communicate(data, timeout=hooks.seconds)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)  # its own children too
            raise _not_sent(
                COMMAND, f"{name} blev inte klar på {hooks.seconds} s", f"{name} was not done in {hooks.seconds} s"
            ) from None
    if child.returncode:
        raise _not_sent(COMMAND, f"{name} slutade med {child.returncode}", f"{name} ended with {child.returncode}")


def _post(hooks: Hooks, data: bytes, pause: Callable[[float], None]) -> None:
    """Post the message, a few times where the trouble may pass; a redirection is not followed."""
    host = urlsplit(hooks.url).hostname
    for seconds in (*_PAUSES, None):
        why, may_pass = _attempt(hooks, data)
        if why is None:
            return
        if seconds is None or not may_pass:
            raise _not_sent(URL, f"{host}: {why}", f"{host}: {why}")
        pause(seconds)


def _attempt(hooks: Hooks, data: bytes) -> tuple[str | None, bool]:
    """Post once; returns what went wrong, if anything, and whether it may pass."""
    import http.client  # noqa: PLC0415
    import urllib.error  # noqa: PLC0415
    import urllib.request  # noqa: PLC0415

    class Direct(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: Any, **__: Any) -> None:
            return None

    request = urllib.request.Request(  # noqa: S310 - load_hooks lets only http and https through
        hooks.url, data, {"Content-Type": "application/json; charset=utf-8", "User-Agent": "finsam"}
    )
    try:
        with urllib.request.build_opener(Direct).open(request, timeout=hooks.seconds):
            return None, False
    except urllib.error.HTTPError as error:
        with error:
            return f"HTTP {error.code}", error.code in _SERVER_TROUBLE or error.code == _TOO_MANY
    except urllib.error.URLError as error:
        return str(getattr(error.reason, "strerror", None) or error.reason), True
    except (OSError, http.client.HTTPException) as error:
        return str(error) or type(error).__name__, True


def _not_sent(setting: str, sv: str, en: str) -> NotSentError:
    return NotSentError(
        f"Meddelandet till {setting} kom inte fram: {sv}. Natten berörs inte; pröva med finsam notify --test.",
        f"The message to {setting} did not arrive: {en}. The night is not affected; try finsam notify --test.",
    )
