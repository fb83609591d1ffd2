"""Digits to numbers, eight bytes at a time.

A 64-bit word holds eight text digits; three multiplications join them pairwise to one number, for all rows at once.
The first (most significant) digit is the lowest byte of a little-endian word.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from finsam.readers.sie.columns import IntArray
from finsam.readers.sie.values import EPOCH_ORDINAL, FIRST_YEAR, LAST_YEAR, NULL_AMOUNT, NULL_DATE

_U64 = np.uint64
_ZEROS = _U64(0x3030303030303030)
_LIMIT = _U64(0x7676767676767676)
_HIGH_BITS = _U64(0x8080808080808080)
_PAIRS = _U64(0x00FF00FF00FF00FF)
_FOURS = _U64(0x0000FFFF0000FFFF)
_EIGHT = _U64(0x00000000FFFFFFFF)
# Keep the last n bytes of a word and put "0" in the others.
_KEEP = np.array([((1 << 64) - 1) ^ ((1 << (64 - 8 * n)) - 1) for n in range(9)], dtype=_U64)
_FILL = np.array([0x3030303030303030 & ((1 << (64 - 8 * n)) - 1) for n in range(9)], dtype=_U64)

_MONTHS = [(y, m) for y in range(FIRST_YEAR, LAST_YEAR + 1) for m in range(1, 13)]
_MONTH_START = np.array([date(y, m, 1).toordinal() - EPOCH_ORDINAL for y, m in _MONTHS], dtype=np.int64)
_MONTH_DAYS = np.diff(np.append(_MONTH_START, date(LAST_YEAR + 1, 1, 1).toordinal() - EPOCH_ORDINAL))


def _digit_values(words: IntArray) -> tuple[IntArray, IntArray]:
    """Return the words with digit values for bytes, and which words are digits only."""
    values = words ^ _ZEROS
    return values, (((values + _LIMIT) | values) & _HIGH_BITS) == 0


def _joined_pairs(values: IntArray) -> IntArray:
    return (values * _U64(10) + (values >> _U64(8))) & _PAIRS


def whole_numbers(words: IntArray, ends: IntArray, lengths: IntArray) -> tuple[IntArray, IntArray]:
    """Parse unsigned numbers of 1 to 8 digits that end before `ends`; returns values and which are valid."""
    fits = (lengths >= 1) & (lengths <= 8)
    kept = np.where(fits, lengths, 0)
    values, digits = _digit_values((words[ends - 8] & _KEEP[kept]) | _FILL[kept])
    pairs = _joined_pairs(values)
    fours = (pairs * _U64(100) + (pairs >> _U64(16))) & _FOURS
    eight = (fours * _U64(10000) + (fours >> _U64(32))) & _EIGHT
    return eight.astype(np.int64), digits & fits


def amounts(buffer: IntArray, words: IntArray, starts: IntArray, lengths: IntArray) -> tuple[IntArray, IntArray]:
    """Parse amounts written -?D{1,8}(.D{1,2})? to hundredths; anything else is not valid here."""
    ends = starts + lengths
    negative = buffer[starts] == 45
    body = lengths - negative
    last, second, third = buffer[ends - 1], buffer[ends - 2], buffer[ends - 3]
    two = (third == 46) & (body >= 4)
    one = (second == 46) & (body >= 3) & ~two
    fraction_bytes = two * 3 + one * 2
    whole, valid = whole_numbers(words, ends - fraction_bytes, body - fraction_bytes)
    # Unsigned bytes: what is not a digit becomes a number above 9.
    units, tens = last - np.uint8(48), second - np.uint8(48)
    valid &= ~two | ((units <= 9) & (tens <= 9))
    valid &= ~one | (units <= 9)
    cents = np.where(two, tens * np.int64(10) + units, np.where(one, units * np.int64(10), 0))
    value = whole * 100 + cents
    return np.where(negative, -value, value), valid


def optional_amounts(
    buffer: IntArray, words: IntArray, starts: IntArray, lengths: IntArray
) -> tuple[IntArray, IntArray]:
    """Parse amounts that may be left out (NULL_AMOUNT)."""
    result = np.full(len(starts), NULL_AMOUNT, dtype=np.int64)
    valid = np.ones(len(starts), dtype=np.bool_)
    present = np.flatnonzero(lengths)
    if len(present):
        result[present], valid[present] = amounts(buffer, words, starts[present], lengths[present])
    return result, valid


def optional_dates(words: IntArray, starts: IntArray, lengths: IntArray) -> tuple[IntArray, IntArray]:
    """Parse YYYYMMDD to day numbers; left out is valid and NULL_DATE."""
    values, digits = _digit_values(words[starts])
    pairs = _joined_pairs(values)
    century, year = pairs & _U64(255), (pairs >> _U64(16)) & _U64(255)
    month, day = (pairs >> _U64(32)) & _U64(255), pairs >> _U64(48)
    index = ((century * _U64(100) + year).astype(np.int64) - FIRST_YEAR) * 12 + month.astype(np.int64) - 1
    valid = digits & (lengths == 8) & (month >= 1) & (month <= 12) & (index >= 0) & (index < len(_MONTH_START))
    index = np.where(valid, index, 0)
    day_of_month = day.astype(np.int64)
    valid &= (day_of_month >= 1) & (day_of_month <= _MONTH_DAYS[index])
    days = np.where(valid, _MONTH_START[index] + day_of_month - 1, NULL_DATE)
    return days.astype(np.int32), valid | (lengths == 0)
