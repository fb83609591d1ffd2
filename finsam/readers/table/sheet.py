"""What CSV and XLSX have in common once opened: a header and columns of text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from finsam.readers.table.problems import Problem, Refusal, file_problem

MAX_BYTES = 1 << 30
MAX_COLUMNS = 1_000
MAX_CELL_CHARS = 100_000
BATCH_ROWS = 4_096


@dataclass(frozen=True)
class Misfit:
    """A row whose number of cells is not that of the header."""

    line_no: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A table of text cells.

    Attributes:
        header: The header cells as delivered, trimmed.
        header_line: Line or sheet row of the header.
        columns: One string array per header cell; trimmed, null = empty cell. All have the same length.
        line_no: Line (CSV) or sheet row (XLSX) where each row begins.
        misfits: Rows that do not fit the header.
        marks: Column index -> mark -> row indices, for what the text cannot show: "date", "formula_without_value",
            "excel_error", "percent_cell", "boolean_cell". Only workbooks have marks.
        notes: What else is worth saying about the file.
    """

    header: tuple[str, ...]
    header_line: int
    columns: tuple[pa.Array, ...]
    line_no: npt.NDArray[np.int32]
    misfits: tuple[Misfit, ...] = ()
    marks: Mapping[int, Mapping[str, npt.NDArray[np.int64]]] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()


class SheetBuilder:
    """Collects rows of equal width and turns them into string columns, a batch at a time."""

    def __init__(self, width: int) -> None:
        """Begin with no rows; `width` is the number of header cells."""
        self._batches: list[list[pa.Array]] = [[] for _ in range(width)]
        self._rows: list[Sequence[str | None]] = []
        self._lines: list[int] = []

    def add(self, line_no: int, cells: Sequence[str | None]) -> None:
        """Add one row; `cells` has the width of the header."""
        self._lines.append(line_no)
        self._rows.append(cells)
        if len(self._rows) >= BATCH_ROWS:
            self._flush()

    def columns(self) -> tuple[tuple[pa.Array, ...], npt.NDArray[np.int32]]:
        """Return the columns and the line numbers.

        Raises:
            Refusal: A cell is longer than MAX_CELL_CHARS.
        """
        self._flush()
        lines = np.array(self._lines, dtype=np.int32)
        columns = tuple(
            pa.chunked_array(batches, pa.string()).combine_chunks() if batches else pa.array([], pa.string())
            for batches in self._batches
        )
        for column in columns:
            self._demand_short(column, lines)
        return columns, lines

    def _flush(self) -> None:
        if not self._rows:
            return
        for batches, cells in zip(self._batches, zip(*self._rows, strict=True), strict=True):
            batches.append(trimmed(pa.array(cells, pa.string())))
        self._rows = []

    @staticmethod
    def _demand_short(column: pa.Array, lines: npt.NDArray[np.int32]) -> None:
        too_long = pc.greater(pc.utf8_length(column), MAX_CELL_CHARS)
        if pc.any(too_long).as_py():
            line = int(lines[pc.index(too_long, True).as_py()])
            raise Refusal(file_problem("cell_too_long", line=line, limit=MAX_CELL_CHARS), line, len(lines))


def trimmed(cells: pa.Array) -> pa.Array:
    """Return the strings composed (NFC) and without surrounding white space, null where nothing is left."""
    if pc.all(pc.string_is_ascii(cells)).as_py() is False:
        cells = pc.utf8_normalize(cells, "NFC")
    cells = pc.utf8_trim_whitespace(cells)
    return pc.if_else(pc.equal(cells, ""), pa.scalar(None, pa.string()), cells)


def without_empty_rows(
    columns: tuple[pa.Array, ...], lines: npt.NDArray[np.int32]
) -> tuple[tuple[pa.Array, ...], npt.NDArray[np.int32], npt.NDArray[np.bool_]]:
    """Return the columns and lines without rows in which every cell is empty, and which rows were kept."""
    kept = np.zeros(len(lines), dtype=np.bool_)
    for column in columns:
        kept |= column.is_valid().to_numpy(zero_copy_only=False)
    if kept.all():
        return columns, lines, kept
    mask = pa.array(kept)
    return tuple(column.filter(mask) for column in columns), lines[kept], kept
