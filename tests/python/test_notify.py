"""Word of the night: who is told what, over a real command and a real server, and that no hook can change a night."""

from __future__ import annotations

import io
import json
import shlex
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from nightly_fakes import BUDGET, FakeDbt, deliver, make_project
from typer.testing import CliRunner

from finsam.cli import app
from finsam.console import Screen
from finsam.errors import BlockedError, UsageError
from finsam.nightly import nightly
from finsam.scheduling.message import message, message_of
from finsam.scheduling.notify import Hooks, load_hooks, send
from finsam.scheduling.record import Run, save
from finsam.settings import Settings

CANARY = "19640823-3234"
RUN = Run("000007", "failed", datetime(2026, 3, 1, tzinfo=UTC), stopped_sv=f"rad {CANARY}", stopped_en=f"row {CANARY}")
BLOCKS = """
insert into published.finding values ('{name}', 'closed_period', 'continuity', '{severity}', 'alfa', 2022, 'it', 1, 2,
    1, 'ändrad {name}', 'changed {name}', '', '', 'controller', 'open')
"""


class Server(ThreadingHTTPServer):
    """A receiver on the loopback: answers with the statuses given, one a request, the last one again and again."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers = [200]
        self.got: list[dict[str, Any]] = []
        self.released = threading.Event()
        self.hangs = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hook?token=hemlig"


class Handler(BaseHTTPRequestHandler):
    """Keeps what was posted."""

    server: Server

    def do_POST(self) -> None:
        self.server.got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        if self.server.hangs:
            self.server.released.wait()
            return
        answers = self.server.answers
        self.send_response(answers.pop(0) if len(answers) > 1 else answers[0])
        self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.end_headers()

    do_GET = do_POST  # noqa: N815 - the name that the server looks for

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.released.set()
    made.shutdown()
    made.server_close()
    thread.join()


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in ("COMMAND", "URL", "ERRORS", "TIMEOUT"):
        monkeypatch.delenv(f"FINSAM_NOTIFY_{name}", raising=False)
    return make_project(tmp_path)


def writer(place: Path) -> str:
    """A command that keeps each message on a line of a file."""
    code = "import sys; open(sys.argv[1], 'a').write(sys.stdin.read() + '\\n')"
    return shlex.join([sys.executable, "-c", code, str(place)])


def hooks(command: str = "", url: str = "", seconds: int = 10) -> Hooks:
    return Hooks(tuple(shlex.split(command)), url, errors_too=False, seconds=seconds)


def night(settings: Settings, dbt: FakeDbt | None = None) -> None:
    with suppress(BlockedError, RuntimeError):
        nightly(settings, Screen(out=io.StringIO(), err=io.StringIO()), dbt or FakeDbt())


def test_a_message_has_both_languages_and_no_personal_number(server: Server, tmp_path: Path) -> None:
    said = message("failed", RUN)
    kept = tmp_path / "kept"
    assert send(hooks(writer(kept), server.url), said) == []
    assert json.loads(kept.read_text(encoding="utf-8")) == server.got[0]
    got = server.got[0]
    assert got["event"] == "failed"
    assert got["text"].startswith("Natten misslyckades")
    assert "The night failed" in got["text"]
    assert got["run_id"] == "000007"
    assert "640823" not in json.dumps(got)


def test_passing_trouble_is_tried_again_a_few_times(server: Server) -> None:
    server.answers = [503, 429, 200]
    waited: list[float] = []
    assert send(hooks(url=server.url), message("test", RUN), waited.append) == []
    assert (len(server.got), waited) == (3, [1, 3])
    server.answers = [500]
    (trouble,) = send(hooks(url=server.url), message("test", RUN), waited.append)
    assert len(server.got) == 6
    assert "HTTP 500" in trouble.message_en


@pytest.mark.parametrize("status", [302, 404])
def test_lasting_trouble_and_redirections_are_said_at_once_without_the_secret(server: Server, status: int) -> None:
    server.answers = [status]
    (trouble,) = send(hooks(url=server.url), message("test", RUN), lambda _: None)
    assert len(server.got) == 1
    assert f"127.0.0.1: HTTP {status}" in trouble.message_sv
    assert "hemlig" not in str(trouble)


def test_a_server_that_does_not_answer_is_given_up(server: Server) -> None:
    server.hangs = True
    (trouble,) = send(hooks(url=server.url, seconds=1), message("test", RUN), lambda _: None)
    assert len(server.got) == 3
    assert "timed out" in trouble.message_en


def test_nobody_at_the_address(server: Server) -> None:
    gone = Server()
    gone.server_close()
    (trouble,) = send(hooks(url=gone.url), message("test", RUN), lambda _: None)
    assert "127.0.0.1" in trouble.message_en


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/nowhere/at-all", "No such file"),
        (shlex.join([sys.executable, "-c", "raise SystemExit(4)"]), "ended with 4"),
        # its child keeps the pipes open
        ("sh -c 'sleep 60 & sleep 60'", "was not done in 1 s"),
    ],
)
def test_a_command_that_fails_or_hangs_is_given_up(command: str, words: str) -> None:
    (trouble,) = send(hooks(command, seconds=1), message("test", RUN))
    assert words in trouble.message_en


@pytest.mark.parametrize(
    "environ",
    [
        {"FINSAM_NOTIFY_URL": "file:///etc/passwd"},
        {"FINSAM_NOTIFY_URL": "example.org/hook"},
        {"FINSAM_NOTIFY_COMMAND": "mail 'drift"},
        {"FINSAM_NOTIFY_TIMEOUT": "soon"},
    ],
)
def test_a_setting_that_cannot_be_used_is_explained(environ: dict[str, str]) -> None:
    with pytest.raises(UsageError) as caught:
        load_hooks(environ)
    assert next(iter(environ)) in caught.value.message_en


def ran(number: int, status: str, *stopped_by: str) -> Run:
    return Run(f"{number:06d}", status, RUN.started, stopped_by=stopped_by)


@pytest.mark.parametrize(
    ("before", "now", "event"),
    [
        ([], ran(1, "published"), None),
        ([ran(1, "published")], ran(2, "unchanged"), None),
        ([ran(1, "published")], ran(2, "blocked", "one"), "new_blocking"),
        ([ran(1, "published")], ran(2, "blocked"), "blocked"),
        ([ran(1, "blocked", "one")], ran(2, "blocked", "one"), "blocked"),
        ([ran(1, "blocked", "one")], ran(2, "blocked", "one", "two"), "new_blocking"),
        ([ran(1, "blocked", "one"), ran(2, "failed")], ran(3, "blocked", "one"), "blocked"),
        ([ran(1, "blocked", "one"), ran(2, "published")], ran(3, "blocked", "one"), "new_blocking"),
        ([ran(1, "published")], ran(2, "failed"), "failed"),
        ([ran(1, "failed")], ran(2, "failed"), "failed"),
        ([ran(1, "published")], ran(2, "interrupted"), "interrupted"),
        ([ran(1, "published")], ran(2, "busy"), None),
        ([ran(1, "failed"), ran(2, "busy")], ran(3, "unchanged"), "recovered"),
        ([ran(1, "interrupted")], ran(2, "reused"), "recovered"),
        ([ran(1, "failed"), ran(2, "published")], ran(3, "published"), None),
    ],
)
def test_only_news_is_told(settings: Settings, before: list[Run], now: Run, event: str | None) -> None:
    for run in before:
        save(settings, run)
    said = message_of(settings, now, errors_too=False)
    assert (said and said["event"]) == event


def test_new_findings_that_stop_a_night_and_new_errors_are_told_as_sentences(
    settings: Settings, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FINSAM_NOTIFY_URL", server.url)
    monkeypatch.setenv("FINSAM_NOTIFY_ERRORS", "1")
    night(settings, FakeDbt(also=BLOCKS.format(name="one", severity="blocking")))
    night(settings, FakeDbt(also=BLOCKS.format(name="old", severity="error")))
    deliver(settings, "alfa/budget/budget_2022.csv", BUDGET.replace("Chef", "Chefen"))
    both = ";".join(BLOCKS.format(name=name, severity="error") for name in ("old", "new"))
    night(settings, FakeDbt(also=both))
    stopped, recovered, errors = server.got
    assert (stopped["event"], stopped["stopped_at"], stopped["exit_code"]) == ("new_blocking", "audit", 3)
    assert stopped["lines_en"][1:] == ["- alfa 2022 closed_period: changed one."]
    assert "ändrad one" in stopped["text"]
    assert (recovered["event"], recovered["previous_run"]["status"]) == ("recovered", "blocked")
    assert (errors["event"], errors["new_errors"], errors["findings"]["error"]) == ("new_errors", 1, 2)
    assert errors["lines_sv"] == ["- alfa 2022 closed_period: ändrad new"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FINSAM_NOTIFY_COMMAND", "/nowhere/at-all"),
        ("FINSAM_NOTIFY_URL", "nonsense"),
        ("FINSAM_NOTIFY_COMMAND", "sleep 60"),
    ],
)
def test_trouble_with_a_hook_is_shown_and_logged_and_the_night_ends_as_it_would(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv("FINSAM_PROJECT", str(settings.project))
    monkeypatch.setenv(name, value)
    monkeypatch.setenv("FINSAM_NOTIFY_TIMEOUT", "1")
    empty = replace(settings, exports=settings.var.parent / "nothing")
    empty.exports.mkdir()
    words = ["nightly", "--exports", str(empty.exports), "--var", str(settings.var)]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 3
    assert name in result.stderr
    assert name in (settings.logs / "finsam.log").read_text(encoding="utf-8")


def test_the_test_message(settings: Settings, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINSAM_PROJECT", str(settings.project))
    words = ["notify", "--var", str(settings.var)]
    assert CliRunner().invoke(app, [*words, "--test"]).exit_code == 2
    assert CliRunner().invoke(app, words).exit_code == 2
    monkeypatch.setenv("FINSAM_NOTIFY_URL", server.url)
    assert CliRunner().invoke(app, [*words, "--test"]).exit_code == 0
    assert [got["event"] for got in server.got] == ["test"]
    server.answers = [400]
    failed = CliRunner().invoke(app, [*words, "--test"])
    assert (failed.exit_code, "HTTP 400" in failed.stderr) == (3, True)
    assert not settings.var.exists()
