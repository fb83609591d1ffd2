"""Rows of a CSV file, with the physical line on which each begins."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from finsam.contract import Source
from finsam.readers.table.decode import count_rows, decode
from finsam.readers.table.headers import recognised
from finsam.readers.table.problems import Refusal, file_problem
from finsam.readers.table.sheet import MAX_CELL_CHARS, MAX_COLUMNS, Misfit, Sheet, SheetBuilder, without_empty_rows

_DELIMITERS = (";", ",", "\t")
# Excel's own first line that names the delimiter.
_SEP_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read_csv(data: bytes, source: Source) -> Sheet:
    """Read a CSV file as text cells.

    Raises:
        Refusal: The file is not whole, not text, or its quotation marks are broken.
    """
    text, notes = decode(data)
    rows = _rows(text, _delimiter(text, source))
    header_line, header = next(((line, row) for line, row in rows if _filled(row)), (1, []))
    width = len(header)
    if width > MAX_COLUMNS:
        problem = file_problem("too_many_columns", count=width, limit=MAX_COLUMNS)
        raise Refusal(problem, header_line, count_rows(text))
    builder = SheetBuilder(width)
    add = builder.add
    misfits: list[Misfit] = []
    for line, row in rows:
        if len(row) == width:
            add(line, row)
        elif _filled(row):
            misfits.append(Misfit(line, tuple(row)))
    columns, lines, _ = without_empty_rows(*builder.columns())
    return Sheet(tuple(cell.strip() for cell in header), header_line, columns, lines, tuple(misfits), notes=notes)


def _filled(row: list[str]) -> bool:
    return any(cell.strip() for cell in row)


def _delimiter(text: str, source: Source) -> str:
    """Return the delimiter with which most header cells are known; with equal numbers the one with most cells."""
    declared = _SEP_LINE.match(text)
    if declared:
        return declared[1]

    start = text[:MAX_CELL_CHARS]

    def score(delimiter: str) -> tuple[int, int]:
        for row in csv.reader(io.StringIO(start, newline=""), delimiter=delimiter):
            if _filled(row):
                return recognised(row, source), len(row)
        return 0, 0

    try:
        return max(_DELIMITERS, key=score)
    except csv.Error as error:
        raise _refusal(error, 1, text) from error


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line on which it begins; a quoted cell may hold line ends."""
    stream = io.StringIO(text, newline="")
    skipped = 0
    if _SEP_LINE.match(text):
        stream.readline()
        skipped = 1
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    last = 0
    try:
        for row in reader:
            first, last = last + 1, reader.line_num
            yield first + skipped, row
    except csv.Error as error:
        raise _refusal(error, last + 1 + skipped, text) from error


def _refusal(error: csv.Error, line: int, text: str) -> Refusal:
    code = "cell_too_long" if "field limit" in str(error) else "quote_broken"
    return Refusal(file_problem(code, line=line, limit=MAX_CELL_CHARS), line, count_rows(text))
