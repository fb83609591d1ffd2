"""Sheets of a published workbook: some introductory lines, a header row, then observations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from finsam.readers.statistics.codes import demand_provenance, plain, shown
from finsam.readers.statistics.observation import Observations
from finsam.readers.statistics.problems import ObservationError, note, refusal
from finsam.readers.statistics.values import Amount, is_amount, text_amount
from finsam.readers.table.decode import demand_table_bytes, is_zip
from finsam.readers.table.problems import Refusal
from finsam.readers.table.xlsx_rows import Cell, CellRow, read_cells

_HEADER_WITHIN = 30
_CELLS_OF_DATA = 3
_PROVENANCE = "harkomst"
_UNUSABLE = frozenset({"formula_without_value", "excel_error", "boolean_cell"})


@dataclass(frozen=True)
class StatisticSheet:
    """One sheet with observations.

    Attributes:
        title: The name of the sheet.
        introduction: The texts above the header row, without the one that states the provenance.
        provenance: The provenance that the introduction states ("Härkomst: printed"), None for none.
        header: Column (from 1) -> header text.
        rows: Sheet row -> its cells, by column.
    """

    title: str
    introduction: tuple[str, ...]
    provenance: str | None
    header: Mapping[int, str]
    rows: tuple[CellRow, ...]

    def columns(self, names: frozenset[str]) -> list[int]:
        """Return the columns whose header is one of the names, case and diacritics left out."""
        return [column for column, text in self.header.items() if plain(text) in names]

    def texts(self, column: int) -> Iterator[str]:
        """Yield the filled cells of a column."""
        for _, cells in self.rows:
            text = cells[column].text if column in cells else None
            if text:
                yield text


def read_sheets(data: bytes, required: frozenset[str], expected: str, found: Observations) -> list[StatisticSheet]:
    """Return the sheets that have a header row; a sheet with figures and none is refused, one without is noted.

    Args:
        data: The workbook.
        required: Names of which one has to be in the header row, case and diacritics left out.
        expected: What was expected, Swedish / English.
        found: Takes the notes.

    Raises:
        Refusal: It is no workbook, or has no sheet of the expected form.
    """
    try:
        demand_table_bytes(data)
        if not is_zip(data):
            raise refusal("shape_unknown", found="text", expected=expected)
        workbook = read_cells(data)
    except Refusal as reason:
        raise Refusal(replace(reason.problem, expected=expected), reason.line_no, reason.rows_in) from None
    sheets = []
    for title, rows in workbook:
        place = next((i for i, row in enumerate(rows[:_HEADER_WITHIN]) if _names(row) & required), None)
        if place is not None:
            sheets.append(_sheet(title, rows, place))
        elif any(_looks_like_data(row) for row in rows):
            raise refusal("sheet_without_header", sheet=shown(title), expected=shown(", ".join(sorted(required))))
        else:
            found.notes.append(note("sheet_not_read", sheet=shown(title)))
    if not sheets:
        titles = ", ".join(shown(title) for title, _ in workbook[:8])
        raise refusal("shape_unknown", found=titles or "-", expected=expected)
    return sheets


def _names(row: CellRow) -> set[str]:
    return {plain(cell.text) for cell in row[1].values() if cell.text}


def _looks_like_data(row: CellRow) -> bool:
    filled = [cell.text for cell in row[1].values() if cell.text]
    return len(filled) >= _CELLS_OF_DATA and any(text[:1].isdigit() and is_amount(text) for text in filled)


def _sheet(title: str, rows: list[CellRow], place: int) -> StatisticSheet:
    header = {column: " ".join(cell.text.split()) for column, cell in rows[place][1].items() if cell.text}
    seen: set[str] = set()
    for text in header.values():
        if plain(text) in seen:
            raise refusal("column_repeated", found=shown(text), sheet=shown(title))
        seen.add(plain(text))
    lines = [" ".join(cell.text.split()) for _, cells in rows[:place] for cell in cells.values() if cell.text]
    stated = [line for line in lines if plain(line.partition(":")[0]) == _PROVENANCE]
    provenance = demand_provenance(stated[0].partition(":")[2].strip()) if stated else None
    introduction = tuple(line for line in lines if line not in stated)
    return StatisticSheet(title, introduction, provenance, header, tuple(rows[place + 1 :]))


def read_rows(
    sheet: StatisticSheet,
    figures: Mapping[int, str],
    read: Callable[[Mapping[int, Cell], int, Amount], None],
    found: Observations,
) -> None:
    """Hand every figure of a sheet to `read`; what it or the figure is not fit for goes to quarantine.

    Args:
        sheet: The sheet.
        figures: The columns that hold figures, with their header.
        read: Takes the cells of the row, the column of the figure and what it says.
        found: Takes what is rejected.
    """
    for number, cells in sheet.rows:
        for column in figures:
            try:
                read(cells, column, _amount(cells.get(column)))
            except ObservationError as error:
                row = {text: cells[place].text for place, text in sheet.header.items() if place in cells}
                found.reject(error.problem, {"blad": sheet.title, "rad": number, "kolumn": figures[column], **row})


def _amount(cell: Cell | None) -> Amount:
    if cell is not None and cell.mark in _UNUSABLE:
        raise ObservationError("cell_unusable", found=cell.mark)
    return text_amount(cell.text if cell else None)


def cell_text(cells: Mapping[int, Cell], column: int | None) -> str:
    """Return the text of a cell, "" where there is none."""
    cell = cells.get(column) if column is not None else None
    return (cell.text or "").strip() if cell else ""
