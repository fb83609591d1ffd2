"""What the tests of open statistics share."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl

FILES = Path(__file__).parents[2] / "exports" / "statistics"


def workbook(sheets: dict[str, list[list[Any]]]) -> bytes:
    """Return a workbook with these rows on these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
