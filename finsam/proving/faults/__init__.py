"""The catalogue of kinds of faults: what can happen to deliveries, and how bad it is if no one notices."""

from __future__ import annotations

from functools import cache

from finsam.errors import UsageError
from finsam.proving.faults import controls, files, ledgers, money, nation, persons, surveys
from finsam.proving.faults.kit import HARMLESS, Damage, Fault, damage

__all__ = ["HARMLESS", "Damage", "Fault", "catalogue", "chosen", "damage"]

_MODULES = (ledgers, money, persons, surveys, nation, files, controls)


@cache
def catalogue() -> dict[str, Fault]:
    """Return all kinds by code."""
    return {fault.code: fault for module in _MODULES for fault in module.FAULTS}


def chosen(codes: tuple[str, ...]) -> list[Fault]:
    """Return the kinds with these codes, or whose code or family begins so; all where none is given.

    Raises:
        UsageError: Nothing has such a code.
    """
    known = list(catalogue().values())
    unknown = [code for code in codes if not any(_is(fault, code) for fault in known)]
    if unknown:
        raise UsageError(
            f"Felslaget {unknown[0]} finns inte. Se finsam prove --list.",
            f"There is no kind of fault {unknown[0]}. See finsam prove --list.",
        )
    return [fault for fault in known if not codes or any(_is(fault, code) for code in codes)]


def _is(fault: Fault, code: str) -> bool:
    return fault.code.startswith(code) or fault.family == code
