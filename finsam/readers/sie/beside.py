"""Work done in a second process beside this one, on data that both already have.

A forked process inherits the file's bytes for nothing. It is used only where forking is safe (no other Python thread is
alive, so that no lock is held) and runs array code alone. Whatever goes wrong with it, this process does the work.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import signal
import sys
import threading
from collections.abc import Callable
from typing import Generic, NoReturn, TypeVar, cast

T = TypeVar("T")

_PIPE_BYTES = 1 << 20
_PATIENCE_SECONDS = 60.0


def can_fork() -> bool:
    """Tell whether a second process is possible, safe and of use."""
    return sys.platform == "linux" and threading.active_count() == 1 and len(os.sched_getaffinity(0)) > 1


def _widen(pipe: int) -> None:
    """Let more bytes wait in a pipe, where the system allows it."""
    import fcntl  # noqa: PLC0415 - not on every system

    with contextlib.suppress(OSError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


class Beside(Generic[T]):
    """Starts some work in a second process; the result is fetched later."""

    def __init__(self, work: Callable[[], T]) -> None:
        """Start the work, or keep it for later when there can be no second process."""
        self._work = work
        self._pid = 0
        self._pipe = -1
        if not can_fork():
            return
        self._pipe, write_end = os.pipe()
        try:
            self._pid = os.fork()
        except OSError:
            os.close(self._pipe)
            os.close(write_end)
            return
        if self._pid:
            os.close(write_end)
        else:
            self._send(write_end)

    def _send(self, write_end: int) -> NoReturn:
        """Do the work and end, in the second process."""
        status = 1
        try:
            os.close(self._pipe)
            _widen(write_end)
            with os.fdopen(write_end, "wb") as stream:
                pickle.dump(self._work(), stream, protocol=5)
            status = 0
        finally:
            os._exit(status)  # nothing of the parent may be cleaned up here

    def result(self) -> T:
        """Return the result: the second process's, or this one's when that has none."""
        if not self._pid:
            return self._work()
        found: T | None = None
        done = False
        try:
            with os.fdopen(os.dup(self._pipe), "rb") as stream:
                if select.select([stream], [], [], _PATIENCE_SECONDS)[0]:
                    found = cast(T, pickle.load(stream))  # noqa: S301 - written by our own process
                    done = True
        except (OSError, EOFError, pickle.UnpicklingError):
            done = False
        self.stop()
        return cast(T, found) if done else self._work()

    def stop(self) -> None:
        """End the second process, if it is still there."""
        if self._pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
            os.close(self._pipe)
            self._pid = 0
