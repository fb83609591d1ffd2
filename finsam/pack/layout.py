"""Lays rows out as a table: a plain list, or with the values of several codes side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from finsam.pack.cells import cell, heading, sort_key
from finsam.pack.model import Cell, Heading, Line, Weight
from finsam.pack.tables.spec import Column, Layout
from finsam.pack.texts import Texts
from finsam.published import Row, Words

_WEIGHTS = {"total": Weight.TOTAL, "subtotal": Weight.SUBTOTAL}


def lay_out(
    rows: Sequence[Row], layout: Layout, words: Words, texts: Texts
) -> tuple[tuple[Heading, ...], tuple[Line, ...]]:
    """Return the headings and lines of a table.

    Args:
        rows: The answer to the layout's query.
        layout: Its columns and what is spread.
        words: The names of codes.
        texts: The texts of the language.
    """
    rows = _sorted(rows, layout, words)
    if not layout.across:
        lines = tuple(Line(_cells(row, layout.columns, words, texts), _weight(row)) for row in rows)
        return tuple(heading(column, words, texts) for column in layout.columns), lines
    return _spread(rows, layout, words, texts)


def _sorted(rows: Sequence[Row], layout: Layout, words: Words) -> Sequence[Row]:
    by_code = {column.code: column for column in layout.columns}
    columns = tuple(by_code.get(code, Column(code)) for code in layout.sort)
    return sorted(rows, key=lambda row: sort_key(row, columns, words))


def _cells(row: Row, columns: Sequence[Column], words: Words, texts: Texts) -> tuple[Cell, ...]:
    return tuple(cell(row, column, words, texts) for column in columns)


def _weight(row: Row) -> Weight:
    return _WEIGHTS.get(row.get("line_type") or "", Weight.DETAIL)


def _spread(
    rows: Sequence[Row], layout: Layout, words: Words, texts: Texts
) -> tuple[tuple[Heading, ...], tuple[Line, ...]]:
    place = min(index for index, column in enumerate(layout.columns) if column.code in layout.spread)
    before = layout.columns[:place]
    spread = tuple(column for column in layout.columns if column.code in layout.spread)
    after = tuple(column for column in layout.columns[place:] if column.code not in layout.spread)
    codes = _codes(rows, layout, words)

    headings = (
        *(heading(column, words, texts) for column in before),
        *(_across(code, column, layout, words, texts) for code in codes for column in spread),
        *(heading(column, words, texts) for column in after),
    )
    groups: dict[tuple[Cell, ...], dict[str, Row]] = {}
    for row in rows:
        groups.setdefault(_cells(row, before, words, texts), {})[row[layout.across]] = row
    lines = []
    for first, by_code in groups.items():
        some = next(iter(by_code.values()))
        values = (
            cell(by_code.get(code, {**some, column.code: None, "is_suppressed": False}), column, words, texts)
            for code in codes
            for column in spread
        )
        said = (_together(cell(row, column, words, texts) for row in by_code.values()) for column in after)
        lines.append(Line((*first, *values, *said), _weight(some)))
    return headings, tuple(lines)


def _together(cells: Iterable[Cell]) -> Cell:
    """Join what is said of the values of one row."""
    return Cell("; ".join(dict.fromkeys(str(cell.value) for cell in cells if cell.value)) or None)


def _codes(rows: Sequence[Row], layout: Layout, words: Words) -> list[str]:
    if layout.codes:
        return list(layout.codes)
    return sorted({row[layout.across] for row in rows}, key=lambda code: words.order(layout.across_words, code))


def _across(code: str, column: Column, layout: Layout, words: Words, texts: Texts) -> Heading:
    name = words.name(layout.across_words, code, texts.language)
    if len(layout.spread) == 1:
        return Heading(name, column.kind)
    return Heading(f"{name}: {heading(column, words, texts).text}", column.kind)
