"""The project's own exception types: what is wrong, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from finsam.findings.finding import Finding


class FinsamError(Exception):
    """A failure that the user can act on.

    Args:
        message_sv: What is wrong, where and what to do, in Swedish.
        message_en: The same in English.
    """

    exit_code = 3

    def __init__(self, message_sv: str, message_en: str) -> None:
        super().__init__(f"{message_sv}\n{message_en}")
        self.message_sv = message_sv
        self.message_en = message_en


class UsageError(FinsamError):
    """The command was called in a way it cannot serve."""

    exit_code = 2


class InputError(FinsamError):
    """The deliveries as a whole cannot be used."""


class BlockedError(FinsamError):
    """A blocking check failed; nothing was published.

    Args:
        message_sv: What is wrong, where and what to do, in Swedish.
        message_en: The same in English.
        findings: What stopped it, where a check did.
    """

    def __init__(self, message_sv: str, message_en: str, findings: Sequence[Finding] = ()) -> None:
        super().__init__(message_sv, message_en)
        self.findings = tuple(findings)


class BusyError(FinsamError):
    """Another nightly is running in the same var folder."""

    exit_code = 75


class InterruptedRunError(FinsamError):
    """Someone, or the system, asked the run to end."""

    exit_code = 130


class UnexpectedError(FinsamError):
    """A failure that nobody foresaw.

    Args:
        error: What was raised.
        log: Where its traceback lies.
    """

    exit_code = 1

    def __init__(self, error: BaseException, log: str) -> None:
        kind, first = type(error).__name__, (str(error).strip().splitlines() or [""])[0]
        super().__init__(
            f"Ett oväntat fel stoppade körningen ({kind}: {first}). Se {log}. Inget publicerades.",
            f"An unexpected error stopped the run ({kind}: {first}). See {log}. Nothing was published.",
        )
        self.kind = kind
