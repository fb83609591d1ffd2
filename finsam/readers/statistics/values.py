"""What a cell or a number of a provider says: a value, bounds of a hidden one, or that it is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal

from finsam.readers.statistics.problems import ObservationError

_SPACES = " \u00a0\u2007\u2009\u202f"
_NUMBER = re.compile(rf"[+\-\u2212]?(?:[0-9]+|[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+)(?:[.,][0-9]+)?")
_THOUSAND_OR_DECIMAL = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_FEWER_THAN = re.compile(r"<\s*([1-9][0-9]{0,3})")
_MAX_WHOLE_DIGITS = 14
_SCALE = Decimal("0.0001")
_EXACT = Context(prec=60)

MISSING_SIGNS = frozenset({"..", ".", "-", "–", "…"})
"""Signs that stand where there is no value. A lone dash may mean nil at SCB; it is not read as 0."""


@dataclass(frozen=True)
class Amount:
    """What an observation says.

    Attributes:
        value: The number; None where it is missing or hidden.
        lower: Least possible number of a hidden one, where the source tells.
        upper: Greatest possible number of a hidden one, where the source tells.
        is_suppressed: Whether the source hides it.
        is_missing: Whether the source has none.
        status: The source's own mark, "" for none.
    """

    value: Decimal | None
    lower: Decimal | None = None
    upper: Decimal | None = None
    is_suppressed: bool = False
    is_missing: bool = False
    status: str = ""


def missing(status: str = "") -> Amount:
    """Return an observation without value; missing is not zero."""
    return Amount(None, is_missing=True, status=status)


def hidden(status: str = "", lower: Decimal | None = None, upper: Decimal | None = None) -> Amount:
    """Return an observation whose value the source hides."""
    return Amount(None, lower, upper, is_suppressed=True, status=status)


def text_amount(text: str | None) -> Amount:
    """Return what a text cell says; an empty one is missing, "<5" is hidden and lies between 0 and 4.

    Raises:
        ObservationError: The text is neither a number nor a known sign.
    """
    cell = (text or "").strip()
    if not cell or cell in MISSING_SIGNS:
        return missing(cell)
    fewer = _FEWER_THAN.fullmatch(cell)
    if fewer:
        return hidden(cell, Decimal(0), Decimal(fewer[1]) - 1)
    if not _NUMBER.fullmatch(cell) or _THOUSAND_OR_DECIMAL.fullmatch(cell):
        raise ObservationError("value_unreadable")
    plain = re.sub(f"[{_SPACES}]", "", cell).replace("\u2212", "-").replace(",", ".")
    return Amount(_in_range(Decimal(plain)))


def is_amount(text: str) -> bool:
    """Whether a text cell could be the figure of an observation."""
    try:
        text_amount(text)
    except ObservationError as error:
        return error.problem.code == "value_too_large"
    return True


def json_amount(number: object, status: str, *, is_suppressed: bool = False) -> Amount:
    """Return what a JSON number (Decimal, None for null) and its marks say.

    Raises:
        ObservationError: It is no number, or a number where the marks say that there is none.
    """
    if number is None:
        return hidden(status) if is_suppressed else missing(status)
    if not isinstance(number, Decimal):
        raise ObservationError("value_unreadable")
    if is_suppressed or status in MISSING_SIGNS:
        raise ObservationError("value_contradicts_status", found=status or "rojd")
    return Amount(_in_range(number), status=status)


def within_scale(value: Decimal | None) -> tuple[Decimal | None, bool]:
    """Return the value with four decimals, and whether anything was lost; halves go to the even digit."""
    if value is None:
        return None, False
    rounded = value.quantize(_SCALE, ROUND_HALF_EVEN, _EXACT)
    return rounded, rounded != value


def _in_range(number: Decimal) -> Decimal:
    if not number.is_finite() or (number and number.adjusted() >= _MAX_WHOLE_DIGITS):
        raise ObservationError("value_too_large")
    return number
