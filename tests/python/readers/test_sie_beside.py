"""The second process: its result is used when it has one, and its loss changes nothing."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from finsam.readers.sie import beside
from finsam.readers.sie.beside import Beside, can_fork

needs_fork = pytest.mark.skipif(not can_fork(), reason="no second process is possible here")


@needs_fork
def test_the_work_is_done_in_another_process() -> None:
    assert Beside(os.getpid).result() != os.getpid()


@needs_fork
def test_a_killed_process_is_replaced_by_this_one() -> None:
    here = os.getpid()

    def work() -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return os.getpid()

    assert Beside(work).result() == here


@needs_fork
def test_a_failing_process_is_replaced_by_this_one(capfd: pytest.CaptureFixture[str]) -> None:
    here = os.getpid()

    def work() -> int:
        if os.getpid() != here:
            raise MemoryError
        return here

    assert Beside(work).result() == here
    assert "Traceback" not in capfd.readouterr().err


@needs_fork
def test_an_unused_process_is_ended() -> None:
    second = Beside(lambda: bytes(10_000_000))  # more than a pipe holds: it waits for a reader
    second.stop()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_no_second_process_while_threads_are_alive() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert not can_fork()
        assert Beside(os.getpid).result() == os.getpid()
    finally:
        stop.set()
        thread.join()


def test_no_second_process_when_the_system_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise OSError("no more processes")

    monkeypatch.setattr(beside.os, "fork", refuse)
    assert Beside(os.getpid).result() == os.getpid()
