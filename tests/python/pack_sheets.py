"""Reads packs back as a reader's own program would."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl

from finsam.pack.model import Cell, Heading, Line, Pack, Table
from finsam.wording import Language


@dataclass(frozen=True)
class Sheet:
    """One sheet with a table: what stands above it, its headings, its rows, and what stands below."""

    name: str
    above: list[str]
    headings: list[str]
    rows: list[list[Any]]
    below: list[str]

    def row(self, first: str) -> list[Any]:
        found = [row for row in self.rows if row[0] == first]
        assert len(found) == 1, (self.name, first, found)
        return found[0]


def sheets(data: bytes) -> dict[str, Sheet]:
    """Return sheet name -> its content, for the sheets that have a table."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: _sheet(sheet) for sheet in book.worksheets if sheet.tables}


def _sheet(sheet: Any) -> Sheet:
    (table,) = sheet.tables.values()
    cells = [[cell.value for cell in row] for row in sheet[table.ref]]
    first, last = sheet[table.ref][0][0].row, sheet[table.ref][-1][0].row
    column = [cell.value for cell in sheet["A"]]
    said = [str(value) for value in column[: first - 1] if value is not None]
    after = [str(value) for value in column[last:] if value is not None]
    return Sheet(sheet.title, said, cells[0], cells[1:], after)


def exact(value: Any) -> Decimal:
    """Return the number that a program reads from a cell, as the decimal that was written."""
    return Decimal(repr(value))


def pack_of(*tables: Table, language: Language = Language.SV) -> Pack:
    """Return a pack of a few tables."""
    return Pack(
        "Paket", "Alfa, 2022", ("Om.",), (("A", "Bra"),), "0123456789abcdef", date(2023, 1, 31), language, tables
    )


def table_of(lines: list[list[Cell]], code: str = "alpha", sheet: str = "Alfa", **others: Any) -> Table:
    """Return a table of cells; the kind of a column is that of its first cell."""
    headings = tuple(Heading(f"Kolumn {place}", cell.kind) for place, cell in enumerate(lines[0]))
    made = {"title": "Titel", "intro": "Ingress.", "grades": (), "source": "published.alpha", "notes": (), "absent": ""}
    return Table(code=code, sheet=sheet, headings=headings, lines=tuple(Line(tuple(c)) for c in lines), **made | others)
