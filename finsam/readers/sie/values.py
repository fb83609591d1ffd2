"""Values of single fields: amounts to integer öre, dates to day numbers, and the reason when a field is no value.

Each parser returns (value, code): exactly one of them is None. The code names a diagnostic.
"""

from __future__ import annotations

import re
from datetime import date

NULL_AMOUNT = -(2**63)
"""Stands for "no amount" in integer columns; outside everything DECIMAL(18,2) can hold."""

NULL_DATE = -(2**31)
"""Stands for "no date" in day-number columns."""

EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
FIRST_YEAR, LAST_YEAR = 1900, 2199
QUANTITY_SCALE = 6
_MAX_DIGITS = 18

_NUMBER = re.compile(r"(-?)([0-9]*)(?:\.([0-9]*))?")
_DATE = re.compile(r"[0-9]{8}")
_INTEGER = re.compile(r"-?[0-9]{1,9}")


def _scaled(text: str, decimals: int, pad_to: int) -> tuple[int | None, str]:
    """Parse a plain number to an integer scaled by 10**pad_to; the reason is empty when it worked."""
    match = _NUMBER.fullmatch(text)
    if match is None or not (match[2] or match[3]):
        return None, "unreadable"
    sign, whole, fraction = match[1], match[2], match[3] or ""
    if len(fraction) > decimals:
        return None, "decimals"
    digits = (whole.lstrip("0") + fraction.ljust(pad_to, "0")) or "0"
    if len(digits) > _MAX_DIGITS:
        return None, "overflow"
    return (-int(digits) if sign else int(digits)), ""


def parse_amount(text: str) -> tuple[int | None, str | None]:
    """Parse an amount to öre. Strict: a number written in any other way is not guessed at."""
    if not text:
        return None, "amount_missing"
    value, reason = _scaled(text, 2, 2)
    if value is not None:
        return value, None
    if reason == "unreadable" and "," in text and any(c.isdigit() for c in text):
        reason = "comma"
    return None, f"amount_{reason}"


def parse_quantity(text: str) -> tuple[int | None, str | None]:
    """Parse a quantity to millionths."""
    value, reason = _scaled(text, QUANTITY_SCALE, QUANTITY_SCALE)
    return (value, None) if not reason else (None, "quantity_unreadable")


def parse_date(text: str) -> tuple[int | None, str | None]:
    """Parse YYYYMMDD to days since 1970-01-01."""
    if not text:
        return None, "date_missing"
    if _DATE.fullmatch(text) is None:
        return None, "date_format"
    year = int(text[:4])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None, "date_impossible"
    try:
        return date(year, int(text[4:6]), int(text[6:])).toordinal() - EPOCH_ORDINAL, None
    except ValueError:
        return None, "date_impossible"


def parse_period(text: str) -> str | None:
    """Return YYYYMM when it is a calendar month, else None."""
    day, _ = parse_date(text + "01") if len(text) == 6 else (None, None)
    return text if day is not None else None


def parse_integer(text: str) -> int | None:
    """Parse a small whole number (year number, dimension number); None when it is not one."""
    return int(text) if _INTEGER.fullmatch(text) else None


def to_date(days: int) -> date:
    """Turn a day number into a date."""
    return date.fromordinal(days + EPOCH_ORDINAL)


def kronor(ore: int) -> str:
    """Write an amount in öre as Swedish kronor text, e.g. -1 234,50."""
    whole, rest = divmod(abs(ore), 100)
    return f"{'-' if ore < 0 else ''}{whole:,}".replace(",", " ") + f",{rest:02d}"
