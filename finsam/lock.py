"""One writer at a time in a var folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from finsam.errors import BusyError
from finsam.settings import Settings


@contextmanager
def writing(settings: Settings) -> Iterator[None]:
    """Hold the lock of the var folder; the operating system lets go of it however the process ends.

    Raises:
        BusyError: Another run holds it.
        OSError: The var folder cannot be written.
    """
    settings.var.mkdir(parents=True, exist_ok=True)
    handle = os.open(settings.lock_file, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            owner = os.read(handle, 32).decode("ascii", "replace").strip() or "?"
            raise BusyError(
                f"En annan körning (process {owner}) arbetar redan i samma var-mapp. Vänta tills den är klar.",
                f"Another run (process {owner}) is already working in the same var folder. Wait until it is done.",
            ) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode("ascii"), 0)
        yield
    finally:
        os.close(handle)
