"""From text cells to typed values, a column at a time; money is decimal from text to Parquet, never a float."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from finsam.contract import Column
from finsam.privacy import are_personal
from finsam.readers.table.problems import CELL_FAULTS

Mask = npt.NDArray[np.bool_]
Marks = Mapping[str, npt.NDArray[np.int64]]

_SPACES = " \u00a0\u2007\u2009\u202f"
_MINUS_SIGNS = "[\u2212\u2013]"
_WHOLE = f"(?:[0-9]+|[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+)"
_NUMBER = f"^[+-]?{_WHOLE}(?:[.,][0-9]+)?$"
# "1,000" is one or a thousand, so three decimals are never a whole number.
_WHOLE_NUMBER = f"^[+-]?{_WHOLE}(?:[.,]0{{1,2}})?$"
_THREE_AFTER_SIGN = "^[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}$"
_MAX_INT64_DIGITS = 18
# Ten digits may be an amount; twelve that begin with a century and have a date and a right check digit are no amount.
_LONG_NUMBER = "^(?:18|19|20)[0-9]{10}(?:[.,]0*)?$"

_YEAR_FIRST = re.compile(
    r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d{2})(\d{2}))(?:[ T]00:00(?::00(?:\.0+)?)?)?", re.ASCII
)
_WITH_MONTH_NAME = re.compile(r"(?:den )?(\d{1,2})[. ] ?([a-zå]+)\.? (\d{4})", re.ASCII | re.IGNORECASE)
_YEAR_LAST = re.compile(r"\d{1,2}[-/. ]+\d{1,2}[-/. ]+\d{2}(?:\d{2})?", re.ASCII)
_MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
_MONTH_NUMBER = {name[:size]: number for number, name in enumerate(_MONTHS, 1) for size in (3, 4, len(name))}

# What spreadsheets write instead of a value, in English and Swedish.
_SPREADSHEET_ERRORS = pa.array(
    [
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#SAKNAS!",
        "#REFERENS!",
        "#VÄRDEFEL!",
        "#DIVISION/0!",
        "#NAMN?",
        "#SKÄRNING!",
        "#OGILTIGT!",
    ]
)


@dataclass(frozen=True)
class TypedCells:
    """One column of the contract after typing.

    Attributes:
        values: The typed values; null for an empty or faulty cell.
        faults: Per row 0, or the place of the fault in CELL_FAULTS plus one.
    """

    values: pa.Array
    faults: npt.NDArray[np.int8]


def arrow_type(column: Column) -> pa.DataType:
    """Return the type of the raw column: string, int64, date32 or decimal128 as the contract declares."""
    if column.kind == "decimal":
        return pa.decimal128(column.precision, column.scale)
    return {"integer": pa.int64(), "date": pa.date32()}.get(column.kind, pa.string())


def type_cells(cells: pa.Array, column: Column, marks: Marks) -> TypedCells:
    """Type the trimmed text cells of one column; null cells are empty. Nothing is rounded or guessed."""
    faults = _Faults(len(cells))
    for mark, rows in marks.items():
        if mark == "date":
            if column.kind in ("text", "code"):
                faults.add("date_in_text", faults.at(rows))
        elif mark != "percent_cell" or column.kind == "decimal":
            faults.add(mark, faults.at(rows))
    faults.add("excel_error", _true(pc.is_in(cells, _SPREADSHEET_ERRORS)))
    if column.kind in ("integer", "decimal"):
        faults.add("personal_number", _true(are_personal(_possible_numbers(cells, column))))
    values = _PARSERS[column.kind](cells, column, faults)
    if column.required:
        faults.add("required_empty", cells.is_null().to_numpy(zero_copy_only=False))
    if column.values:
        allowed = pa.array(column.values).cast(values.type)
        faults.add("code_unknown", _true(pc.and_(pc.is_valid(values), pc.invert(pc.is_in(values, allowed)))))
    if column.pattern:
        fits = pc.match_substring_regex(values.cast(pa.string()), f"^(?:{column.pattern})$")
        faults.add("pattern_mismatch", _true(pc.invert(fits)))
    if column.minimum is not None:
        faults.add("below_minimum", _true(pc.less(values, pa.scalar(column.minimum, values.type))))
    if faults.codes.any():
        values = pc.if_else(pa.array(faults.codes == 0), values, pa.scalar(None, values.type))
    return TypedCells(values, faults.codes)


class _Faults:
    """The first fault of each cell."""

    def __init__(self, length: int) -> None:
        self.codes = np.zeros(length, dtype=np.int8)

    def add(self, code: str, where: Mask) -> None:
        self.codes[where & (self.codes == 0)] = CELL_FAULTS.index(code) + 1

    def at(self, rows: npt.NDArray[np.int64]) -> Mask:
        mask = np.zeros(len(self.codes), dtype=np.bool_)
        mask[rows] = True
        return mask

    @property
    def free(self) -> Mask:
        clear: Mask = self.codes == 0
        return clear


def _true(mask: pa.Array) -> Mask:
    """Return where the mask is true; null is false."""
    result: Mask = pc.fill_null(mask, False).to_numpy(zero_copy_only=False)
    return result


def _possible_numbers(cells: pa.Array, column: Column) -> pa.Array:
    """Return the cells of a number column that may be a personal number; the others null."""
    if column.kind == "integer":
        return cells
    return pc.if_else(pc.match_substring_regex(cells, _LONG_NUMBER), cells, pa.scalar(None, pa.string()))


def _clean(cells: pa.Array, faults: _Faults) -> pa.Array:
    """Return the cells that are still without fault, others null, so that casts cannot fail."""
    return pc.if_else(pa.array(faults.free), cells, pa.scalar(None, pa.string()))


def _text(cells: pa.Array, _column: Column, _faults: _Faults) -> pa.Array:
    return cells


def _code(cells: pa.Array, column: Column, _faults: _Faults) -> pa.Array:
    """Codes of a closed list are matched without regard to case: spreadsheets capitalise them."""
    return pc.utf8_lower(cells) if column.values else cells


def _plain_number(cells: pa.Array) -> pa.Array:
    """Return numbers with ASCII minus, without plus and without leading zeros; still with spaces and decimal sign."""
    cells = pc.replace_substring_regex(cells, f"^{_MINUS_SIGNS}", "-")
    return pc.replace_substring_regex(cells, r"^\+", "")


def _without_spaces(cells: pa.Array) -> pa.Array:
    return pc.replace_substring_regex(cells, f"[{_SPACES}]", "")


def _integer(cells: pa.Array, _column: Column, faults: _Faults) -> pa.Array:
    numbers = _plain_number(cells)
    faults.add("not_an_integer", _true(pc.invert(pc.match_substring_regex(numbers, _WHOLE_NUMBER))))
    digits = pc.replace_substring_regex(_without_spaces(numbers), "[.,]0+$", "")
    digits = pc.replace_substring_regex(digits, "^(-?)0+([0-9])", r"\1\2")
    faults.add("number_too_large", _true(pc.greater(pc.utf8_length(digits), _MAX_INT64_DIGITS)))
    return _clean(digits, faults).cast(pa.int64())


def _decimal(cells: pa.Array, column: Column, faults: _Faults) -> pa.Array:
    numbers = _plain_number(cells)
    faults.add("not_a_number", _true(pc.invert(pc.match_substring_regex(numbers, _NUMBER))))
    numbers = _clean(numbers, faults)
    if _true(pc.match_substring(numbers, ",")).any() and _true(pc.match_substring(numbers, ".")).any():
        faults.add("ambiguous_number", _true(pc.match_substring_regex(numbers, _THREE_AFTER_SIGN)))
    plain = pc.replace_substring(_without_spaces(numbers), ",", ".")
    plain = pc.replace_substring_regex(plain, "^(-?)0+([0-9])", r"\1\2")
    # Zeros after the last decimal are exact ("12.5000"), except where three digits could be a thousand ("12,000").
    decimals = f"[.][0-9]{{{column.scale}}}"
    beyond = f"{decimals}0*[1-9]|^-?[0-9]{{1,3}}[.][0-9]{{3}}$" if column.scale < 3 else f"{decimals}0*[1-9]"
    faults.add("too_many_decimals", _true(pc.match_substring_regex(plain, beyond)))
    whole = f"^-?[1-9][0-9]{{{column.precision - column.scale},}}"
    faults.add("number_too_large", _true(pc.match_substring_regex(plain, whole)))
    plain = pc.replace_substring_regex(plain, f"({decimals})0+$", r"\1")
    return _clean(plain, faults).cast(arrow_type(column))


def _date(cells: pa.Array, _column: Column, faults: _Faults) -> pa.Array:
    encoded = cells.dictionary_encode()
    texts: list[str] = encoded.dictionary.to_pylist()
    days = [parse_date(text) for text in texts]
    parsed = pa.array(days, pa.date32()).take(encoded.indices)
    last = pa.array([day is None and bool(_YEAR_LAST.fullmatch(text)) for text, day in zip(texts, days, strict=True)])
    if len(texts):
        faults.add("ambiguous_date", _true(last.take(encoded.indices)))
    faults.add("not_a_date", _true(pc.and_(pc.is_valid(cells), pc.is_null(parsed))))
    return parsed


def parse_date(text: str) -> date | None:
    """Return the day, or None.

    Year first (2019-01-31, 2019/1/31, 2019.01.31, 20190131, also with a time of midnight) or with the name of the month
    (31 januari 2019). A number before the year (31/1 2019, 01/02/2019) is not read: it has more than one reading.
    """
    match = _YEAR_FIRST.fullmatch(text)
    if match:
        year, month, day = match[1], match[3] or match[5], match[4] or match[6]
        return _day(int(year), int(month), int(day))
    match = _WITH_MONTH_NAME.fullmatch(text)
    if match and match[2].lower() in _MONTH_NUMBER:
        return _day(int(match[3]), _MONTH_NUMBER[match[2].lower()], int(match[1]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    if not 1800 <= year <= 2200:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


_PARSERS: dict[str, Callable[[pa.Array, Column, _Faults], pa.Array]] = {
    "text": _text,
    "code": _code,
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
}
