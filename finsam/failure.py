"""What stopped a command, in words: every failure becomes one FinsamError with its exit code."""

from __future__ import annotations

import errno

from finsam.errors import FinsamError, InterruptedRunError, UnexpectedError
from finsam.files import explain_os_error

_SV = "Avbrutet; det publicerade ligger kvar."
_EN = "Interrupted; what was published is still there."


def explained(error: BaseException, log: str = "var/logs") -> FinsamError:
    """Say in words what went wrong.

    Args:
        error: What was raised.
        log: Where its traceback lies.
    """
    if isinstance(error, FinsamError):
        return error
    if isinstance(error, OSError):
        return explain_os_error(error)
    if isinstance(error, (KeyboardInterrupt, SystemExit)):
        return InterruptedRunError(_SV, _EN)
    if isinstance(error, MemoryError):
        return FinsamError("Minnet tog slut; inget publicerades.", "Out of memory; nothing was published.")
    if "no space left" in str(error).lower():  # DuckDB and Arrow wrap the operating system's answer
        return explain_os_error(OSError(errno.ENOSPC, "no space left on device"))
    return UnexpectedError(error, log)
