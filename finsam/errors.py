"""The project's own exception types: what is wrong, where, and what to do about it."""

from __future__ import annotations


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
    """A blocking check failed; nothing was published."""


class BusyError(FinsamError):
    """Another nightly is running in the same var folder."""

    exit_code = 75
