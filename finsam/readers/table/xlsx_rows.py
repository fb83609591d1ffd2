"""Rows of an XLSX workbook: what the cells hold, not how they look, with marks where a text would hide the truth."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

import numpy as np
import openpyxl
import pyarrow as pa

# The parser below openpyxl's read-only sheet: the sheet itself drops rows that are out of order, trusts the declared
# dimension, and cannot tell a formula without stored value from an empty cell. The version is locked.
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.worksheet._reader import FORMULA_TAG, VALUE_TAG, WorkSheetParser

from finsam.contract import Source
from finsam.readers.table.headers import has_all_required, recognised, safe_label
from finsam.readers.table.problems import Problem, Refusal, file_problem, hint
from finsam.readers.table.sheet import MAX_COLUMNS, Sheet, SheetBuilder, trimmed

MAX_UNPACKED_BYTES = 512 << 20
MAX_ROWS = 1_048_576
_NO_VALUE = "formula_without_value"
_ZEROS = re.compile(r"0+")

Row = tuple[int, list[dict[str, Any]]]
Answer = TypeVar("Answer")


class Cell(NamedTuple):
    """A stored cell: its text, and its mark where the text alone would mislead."""

    text: str | None
    mark: str | None


CellRow = tuple[int, dict[int, Cell]]
"""Sheet row number and its filled cells by column, both from 1."""


class _Parser(WorkSheetParser):  # type: ignore[misc]
    """openpyxl's parser of stored values, which also tells formulas that have none."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["value"] is None and element.find(FORMULA_TAG) is not None:
            empty_text = element.get("t") == "str" and element.find(VALUE_TAG) is not None
            cell["data_type"] = "s" if empty_text else _NO_VALUE
        return cell


def read_xlsx(data: bytes, source: Source) -> Sheet:
    """Read the first visible sheet whose header has all required columns.

    Where no sheet has them, the sheet that comes closest is returned, so that the missing columns can be named.

    Raises:
        Refusal: The workbook is damaged, protected, no workbook at all, or too large when unpacked.
    """
    return _opened(data, lambda workbook: _read_workbook(workbook, source))


def read_cells(data: bytes) -> list[tuple[str, list[CellRow]]]:
    """Return the title and the filled rows of every visible sheet, for files whose header the contract does not know.

    Raises:
        Refusal: The workbook is damaged, protected, no workbook at all, or too large.
    """
    return _opened(data, _all_cells)


def _opened(data: bytes, use: Callable[[Any], Answer]) -> Answer:
    """Open a workbook, use it and close it; whatever fails inside it is a refusal."""
    _demand_sane_archive(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                return use(workbook)
            finally:
                workbook.close()
    except Refusal:
        raise
    except MemoryError:
        raise
    except Exception as error:  # a damaged workbook fails anywhere inside zipfile, the XML parser or openpyxl
        raise Refusal(file_problem("xlsx_unreadable")) from error


def _demand_sane_archive(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except Exception as error:  # zipfile raises many types for damaged archives
        raise Refusal(file_problem("xlsx_unreadable")) from error
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= {entry.filename for entry in entries}:
        raise Refusal(file_problem("binary_file"))
    # zipfile never unpacks more of an entry than it declares, so the declared size is a bound.
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise Refusal(file_problem("xlsx_too_large", limit=MAX_UNPACKED_BYTES))


def _read_workbook(workbook: Any, source: Source) -> Sheet:
    visible = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    headers = {sheet.title: _header(workbook, sheet) for sheet in visible}
    complete = [sheet for sheet in visible if has_all_required(headers[sheet.title][1], source)]
    if complete:
        chosen = complete[0]
    elif visible:
        chosen = max(visible, key=lambda sheet: recognised(headers[sheet.title][1], source))
    else:
        raise Refusal(file_problem("empty_file"))
    hidden = [sheet for sheet in workbook.worksheets if sheet not in visible]
    unread = [("sheet_not_read", sheet) for sheet in complete[1:]]
    unread += [
        ("hidden_sheet_not_read", sheet) for sheet in hidden if has_all_required(_header(workbook, sheet)[1], source)
    ]
    notes = tuple(hint(code, sheet=safe_label(sheet.title), used=safe_label(chosen.title)) for code, sheet in unread)
    header_line, header = headers[chosen.title]
    if not header:
        raise Refusal(file_problem("empty_file"))
    return _read_sheet(workbook, chosen, header_line, header, notes)


def _rows(workbook: Any, sheet: Any) -> Iterator[Row]:
    """Yield sheet row number and stored cells; rows and cells without content may be absent."""
    with workbook._archive.open(sheet._worksheet_path) as stream:
        parser = _Parser(
            stream,
            sheet._shared_strings,
            data_only=True,
            epoch=workbook.epoch,
            date_formats=workbook._date_formats,
            timedelta_formats=workbook._timedelta_formats,
        )
        yield from parser.parse()


def _all_cells(workbook: Any) -> list[tuple[str, list[CellRow]]]:
    formats = _NumberFormats(workbook)
    sheets = []
    for sheet in workbook.worksheets:
        if sheet.sheet_state == "visible":
            rows = ((number, _filled_cells(cells, formats)) for number, cells in _rows(workbook, sheet))
            sheets.append((sheet.title, _within_limits(rows)))
    return sheets


def _filled_cells(cells: Iterable[Mapping[str, Any]], formats: _NumberFormats) -> dict[int, Cell]:
    found = {cell["column"]: Cell(*_text(cell, formats)) for cell in cells}
    return {column: cell for column, cell in found.items() if cell.mark or (cell.text and cell.text.strip())}


def _within_limits(rows: Iterable[CellRow]) -> list[CellRow]:
    filled: list[CellRow] = []
    for number, cells in rows:
        if len(filled) >= MAX_ROWS:
            raise Refusal(file_problem("too_many_rows", limit=MAX_ROWS), number, len(filled))
        if cells and max(cells) > MAX_COLUMNS:
            raise Refusal(file_problem("too_many_columns", count=max(cells), limit=MAX_COLUMNS), number, len(filled))
        if cells:
            filled.append((number, cells))
    return filled


def _header(workbook: Any, sheet: Any) -> tuple[int, list[str]]:
    """Return the first row with content, and where it is; (0, []) for an empty sheet."""
    for number, cells in _rows(workbook, sheet):
        named = {cell["column"]: str(cell["value"]).strip() for cell in cells if cell["value"] is not None}
        named = {column: text for column, text in named.items() if text}
        if named:
            return number, [named.get(column, "") for column in range(1, max(named) + 1)]
    return 0, []


def _read_sheet(workbook: Any, sheet: Any, header_line: int, header: list[str], notes: tuple[Problem, ...]) -> Sheet:
    width = len(header)
    if width > MAX_COLUMNS:
        raise Refusal(file_problem("too_many_columns", count=width, limit=MAX_COLUMNS), header_line)
    formats = _NumberFormats(workbook)
    rows = _Rows(width)
    past_header = False
    for number, cells in _rows(workbook, sheet):
        if past_header:
            rows.add(number, ((cell["column"] - 1, *_text(cell, formats)) for cell in cells))
        else:
            past_header = number == header_line
    return rows.sheet(header, header_line, notes)


class _Rows:
    """Collects the rows below a header of a given width; cells to the right of it are kept apart."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._count = 0
        self._builder = SheetBuilder(width)
        self._marks: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._beyond: dict[int, dict[int, str]] = defaultdict(dict)

    def add(self, number: int, cells: Iterable[tuple[int, str | None, str | None]]) -> None:
        """Add a sheet row of cells (index, text, mark); a row in which every cell is empty is no row."""
        row: list[str | None] = [None] * self._width
        filled = False
        for index, text, mark in cells:
            if mark is None and (text is None or not text.strip()):
                continue
            filled = True
            if index < self._width:
                row[index] = text
                if mark:
                    self._marks[index][mark].append(self._count)
            elif text is not None:
                self._beyond[index][self._count] = text
        if not filled:
            return
        if self._count >= MAX_ROWS:
            raise Refusal(file_problem("too_many_rows", limit=MAX_ROWS), number, self._count)
        if self._full_width > MAX_COLUMNS:
            problem = file_problem("too_many_columns", count=self._full_width, limit=MAX_COLUMNS)
            raise Refusal(problem, number, self._count)
        self._builder.add(number, row)
        self._count += 1

    def sheet(self, header: list[str], header_line: int, notes: tuple[Problem, ...]) -> Sheet:
        """Return the rows as a sheet; columns to the right of the header have an empty name."""
        columns, lines = self._builder.columns()
        marks = {
            column: {mark: np.array(rows, dtype=np.int64) for mark, rows in of_column.items()}
            for column, of_column in self._marks.items()
        }
        beyond = [self._column_beyond(index) for index in range(self._width, self._full_width)]
        names = (*header, *[""] * len(beyond))
        return Sheet(names, header_line, (*columns, *beyond), lines, marks=marks, notes=notes)

    @property
    def _full_width(self) -> int:
        return max(self._beyond, default=self._width - 1) + 1

    def _column_beyond(self, index: int) -> pa.Array:
        cells: list[str | None] = [None] * self._count
        for row, text in self._beyond.get(index, {}).items():
            cells[row] = text
        return trimmed(pa.array(cells, pa.string()))


class _NumberFormats:
    """What the number format of a style means for a number: percent, or a code with leading zeros."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._known: dict[int, tuple[bool, int]] = {}

    def meaning(self, style: int) -> tuple[bool, int]:
        """Return whether the style shows percent, and how many digits it pads to (0 = none)."""
        if style not in self._known:
            number = self._workbook._cell_styles[style].numFmtId
            if number < BUILTIN_FORMATS_MAX_SIZE:
                code = BUILTIN_FORMATS.get(number, "General")
            else:
                code = self._workbook._number_formats[number - BUILTIN_FORMATS_MAX_SIZE]
            self._known[style] = ("%" in code, len(code) if _ZEROS.fullmatch(code) else 0)
        return self._known[style]


def _text(cell: Mapping[str, Any], formats: _NumberFormats) -> tuple[str | None, str | None]:
    """Return the cell as text, and its mark where the text alone would mislead."""
    value = cell["value"]
    if cell["data_type"] == _NO_VALUE:
        return None, _NO_VALUE
    if isinstance(value, str):
        return value, "excel_error" if cell["data_type"] == "e" else None
    if value is None:
        return None, None
    if isinstance(value, bool):
        return str(value).upper(), "boolean_cell"
    if isinstance(value, int | float):
        percent, digits = formats.meaning(cell["style_id"])
        return number_text(value).zfill(digits), "percent_cell" if percent else None
    return _date_text(value), "date"


def _date_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    return str(value) if isinstance(value, date | time | timedelta) else repr(value)


def number_text(value: float) -> str:
    """Return a stored number as plain decimal text, without exponent and without the noise of binary fractions.

    A workbook stores 0.1 + 0.2 as 0.30000000000000004, of which Excel itself shows 15 digits. The noise is taken away
    only where 15 digits leave a number at least three digits shorter; a longer number stays as stored.
    """
    stored = Decimal(repr(value))
    if not stored.is_finite():
        return str(value)
    if isinstance(value, float) and len(stored.as_tuple().digits) > 15:
        shown = Decimal(f"{value:.15g}")
        if len(shown.normalize().as_tuple().digits) <= 13:
            stored = shown
    if stored == stored.to_integral_value():
        return format(stored.to_integral_value(), "f")
    return format(stored.normalize(), "f")
