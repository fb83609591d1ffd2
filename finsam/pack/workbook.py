"""A pack as a workbook: one sheet per table, real numbers, and text that no spreadsheet would compute."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any

from finsam.pack.inert import FORMULA_STARTS, inert
from finsam.pack.model import Cell, Heading, Kind, Line, Pack, Table, Weight
from finsam.pack.texts import Texts
from finsam.wording import MISSING, Language

_LOCALE = {Language.SV: "[$-41D]", Language.EN: "[$-809]"}
_PATTERNS = {
    Kind.MONEY: "#,##0",
    Kind.COUNT: "#,##0",
    Kind.NUMBER: "#,##0.00",
}
_ORE = "#,##0.00"
_SHARE = {Language.SV: r"0.0\ %", Language.EN: "0.0%"}
_NARROW, _NUMBER_WIDTH, _WIDEST, _WIDER, _LONG = 8, 13, 40, 64, 160
_PORTRAIT_WIDTH, _INTRO_WIDTH = 88, 100
_LINE_HEIGHT, _TALLEST = 15.0, 400.0  # points; a program allows 409
_A4, _MARGIN = 9, 15 / 25.4  # 15 mm in inches
_INK, _SOFT, _HEADER, _RULE = "#1b2430", "#4d5968", "#e3e9ee", "#9aa5b1"
_FORBIDDEN_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_SHEET_NAME_LENGTH = 31


def workbook(pack: Pack) -> bytes:
    """Return the bytes of the workbook: the same for the same pack.

    Args:
        pack: What to write.
    """
    import xlsxwriter  # noqa: PLC0415

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties(
        {
            "title": f"{pack.title}: {pack.subtitle}",
            "author": "finsam",
            "comments": pack.build_id,
            "created": datetime.combine(pack.as_of, time(), UTC),
        }
    )
    writer = _Writer(book, pack)
    names = sheet_names([writer.texts("contents"), *(table.sheet for table in pack.tables)])
    writer.contents(names)
    for table, name in zip(pack.tables, names[1:], strict=True):
        writer.table(table, name)
    book.close()
    return buffer.getvalue()


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Return names that a workbook accepts: no forbidden character, short enough, none twice."""
    names: list[str] = []
    for text in wanted:
        base = _FORBIDDEN_IN_SHEET_NAME.sub(" ", inert(text)).strip("' ")[:_SHEET_NAME_LENGTH] or "Blad"
        name, place = base, 2
        while name.casefold() in {taken.casefold() for taken in names}:
            ending = f" ({place})"
            name, place = base[: _SHEET_NAME_LENGTH - len(ending)] + ending, place + 1
        names.append(name)
    return names


class _Writer:
    """Writes the sheets of one workbook with one set of formats."""

    def __init__(self, book: Any, pack: Pack) -> None:
        self.book, self.pack = book, pack
        self.texts = Texts(pack.language)
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def contents(self, names: Sequence[str]) -> None:
        """Write the first sheet: what the pack is, what it holds, and how to read its grades."""
        texts, pack = self.texts, self.pack
        sheet = self._sheet(names[0], landscape=False)
        widths = (25, 40, 7, 34)
        self._set_widths(sheet, widths)
        row = self._heading(sheet, pack.title, pack.subtitle)
        for paragraph in pack.about:
            row = self._paragraph(sheet, row, paragraph, sum(widths)) + 1
        headings = [texts(f"contents.{name}") for name in ("sheet", "table", "rows", "grade")]
        for column, text in enumerate(headings):
            sheet.write_string(row, column, text, self._format(**_header(column == 2, not column)))
        sheet.repeat_rows(row)
        for table, name in zip(pack.tables, names[1:], strict=True):
            row += 1
            link = self._format(font_color="#1d4f73", underline=1, valign="top", **_guard(name))
            sheet.write_url(row, 0, f"internal:'{name}'!A1", link, name)
            self._text(sheet, row, 1, table.title, text_wrap=True, valign="top")
            if table.lines:
                sheet.write_number(row, 2, len(table.lines), self._format(valign="top"))
            else:
                self._text(sheet, row, 2, MISSING, align="right", font_color=_SOFT, valign="top")
            said = table.absent or _first_of_one(table.grades)
            self._text(sheet, row, 3, said, text_wrap=True, valign="top", align="left", indent=1)
            self._set_height(sheet, row, (name, table.title, "", said), widths)
        row += 2
        self._text(sheet, row, 0, texts("grades.heading"), bold=True, font_size=13)
        row += 1
        for column, name in enumerate(("grade", "meaning")):
            sheet.write_string(row, column, texts(f"grades.{name}"), self._format(**_header(first=True)))
        for grade, meaning in pack.grade_words:
            row += 1
            self._text(sheet, row, 0, grade, valign="top")
            self._text(sheet, row, 1, meaning, text_wrap=True, valign="top")
            self._set_height(sheet, row, (grade, meaning), widths[:2])

    def table(self, table: Table, name: str) -> None:
        """Write one table with its introduction, grade, source and notes."""
        widths = _widths(table)
        wide = max(sum(widths), _PORTRAIT_WIDTH)
        sheet = self._sheet(name, landscape=sum(widths) > _PORTRAIT_WIDTH)
        self._set_widths(sheet, widths or [wide])
        room = min(wide, _INTRO_WIDTH) if widths else wide
        row = self._heading(sheet, table.title, self.pack.subtitle)
        row = self._paragraph(sheet, row, table.intro, room)
        for line in table.grades:
            row = self._labelled(sheet, row, "label.grade", line, room)
        row = self._labelled(sheet, row, "label.source", table.source, room) + 1
        if table.absent:
            self._paragraph(sheet, row, table.absent, room, bold=True)
            return
        row = self._body(sheet, row, table) + 1
        if table.notes:
            self._text(sheet, row, 0, self.texts("label.notes"), bold=True)
            row += 1
        for note in table.notes:
            row = self._paragraph(sheet, row, note, room)

    def _body(self, sheet: Any, row: int, table: Table) -> int:
        first, last = row, row + len(table.lines)
        headings = list(_distinct([inert(heading.text) for heading in table.headings]))
        sheet.add_table(
            first,
            0,
            last,
            len(headings) - 1,
            {
                "name": table.code,
                "style": None,
                "autofilter": False,
                "columns": [
                    {
                        "header": text,
                        "header_format": self._format(**_header(heading.kind.is_number, not place), **_guard(text)),
                    }
                    for place, (text, heading) in enumerate(zip(headings, table.headings, strict=True))
                ],
            },
        )
        sheet.freeze_panes(first + 1, 1)
        sheet.repeat_rows(first)
        patterns = [self._pattern(place, heading, table.lines) for place, heading in enumerate(table.headings)]
        widths = _widths(table)
        self._set_height(sheet, first, headings, widths)
        for offset, line in enumerate(table.lines, 1):
            wide = [width if line.weight is Weight.DETAIL else width * 4 // 5 for width in widths]  # bold is wider
            self._set_height(sheet, first + offset, [_written(cell) for cell in line.cells], wide)
            for column, cell in enumerate(line.cells):
                self._cell(sheet, (first + offset, column), cell, line.weight, patterns[column])
        return last + 1

    def _pattern(self, place: int, heading: Heading, lines: Iterable[Line]) -> dict[Kind, str]:
        """Return the number formats of a column: öre stand on all its amounts where any has them."""
        locale = _LOCALE[self.pack.language]
        patterns = {kind: locale + pattern for kind, pattern in _PATTERNS.items()}
        patterns[Kind.SHARE] = locale + _SHARE[self.pack.language]
        if heading.kind is Kind.MONEY and any(_has_ore(line.cells[place]) for line in lines):
            patterns[Kind.MONEY] = locale + _ORE
        return patterns

    def _cell(self, sheet: Any, place: tuple[int, int], cell: Cell, weight: Weight, patterns: dict[Kind, str]) -> None:
        look: dict[str, Any] = {"valign": "top", "bottom": 4, "bottom_color": _RULE}
        if weight is not Weight.DETAIL:
            look["bold"] = True
        if weight is Weight.TOTAL:
            look |= {"top": 1, "bottom": 1, "bottom_color": _INK}
        if cell.hidden:
            self._text(sheet, *place, self.pack.language.hidden, align="right", italic=True, **look)
        elif not cell.kind.is_number:
            look |= {"text_wrap": True, "align": "left", "indent": 1 if place[1] else 0}
            self._text(sheet, *place, str(cell.value or ""), **look)
        elif cell.value is None:
            self._text(sheet, *place, MISSING, align="right", font_color=_SOFT, **look)
        else:
            pattern = _LOCALE[self.pack.language] + _ORE if _has_ore(cell) else patterns[cell.kind]
            sheet.write_number(*place, cell.value, self._format(num_format=pattern, **look))

    def _sheet(self, name: str, *, landscape: bool) -> Any:
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(_A4)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=_MARGIN, right=_MARGIN, top=_MARGIN, bottom=_MARGIN)
        sheet.hide_gridlines(2)
        build = self.texts("header.build", build=self.pack.build_id, as_of=self.pack.as_of.isoformat())
        who = inert(f"{self.pack.title}, {self.pack.subtitle}").replace("&", "&&")
        sheet.set_footer(f"&L&8{who[:90]}\n{build}&R&8{self.texts('document.page')} &P/&N")
        return sheet

    def _set_widths(self, sheet: Any, widths: Sequence[int]) -> None:
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)

    def _set_height(self, sheet: Any, row: int, texts: Sequence[str], widths: Sequence[int]) -> None:
        """Make room for the longest text of a row: not every program does so when it opens a workbook."""
        lines = max(_line_count(text, width) for text, width in zip(texts, widths, strict=True))
        if lines > 1:
            sheet.set_row(row, min(lines * _LINE_HEIGHT, _TALLEST))

    def _heading(self, sheet: Any, title: str, subtitle: str) -> int:
        self._text(sheet, 0, 0, title, bold=True, font_size=16, font_color=_INK)
        self._text(sheet, 1, 0, subtitle, font_size=12, font_color=_SOFT)
        return 3

    def _labelled(self, sheet: Any, row: int, label: str, text: str, room: int) -> int:
        return self._paragraph(sheet, row, f"{self.texts(label)}: {text}", room, font_color=_SOFT)

    def _paragraph(self, sheet: Any, row: int, text: str, room: int, **look: Any) -> int:
        """Write a text over as many rows as it needs, so that no cells are merged and nothing is cut in print."""
        for line in textwrap.wrap(inert(text), room * 19 // 20) or [""]:
            self._text(sheet, row, 0, line, **look)
            row += 1
        return row

    def _text(self, sheet: Any, row: int, column: int, text: str, **look: Any) -> None:
        """Write a text as a text, and mark what looks like a formula so that it does not become one when edited."""
        clean = inert(text)
        if clean:
            sheet.write_string(row, column, clean, self._format(**look, **_guard(clean)))
        else:
            sheet.write_blank(row, column, None, self._format(**look))

    def _format(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(look)
        return self._formats[key]


def _guard(text: str) -> dict[str, Any]:
    return {"quote_prefix": True} if text.startswith(FORMULA_STARTS) else {}


def _header(number: bool = False, first: bool = False) -> dict[str, Any]:
    return {
        "bold": True,
        "text_wrap": True,
        "valign": "bottom",
        "align": "right" if number else "left",
        "indent": 0 if number or first else 1,
        "bg_color": _HEADER,
        "bottom": 1,
    }


def _widths(table: Table) -> list[int]:
    columns = zip(*(line.cells for line in table.lines), strict=True)
    return [_width(heading, cells) for heading, cells in zip(table.headings, columns, strict=True)]


def _width(heading: Heading, cells: Sequence[Cell]) -> int:
    words = max((len(word) for word in re.split(r"[\s/]", heading.text)), default=0) + 2
    if heading.kind.is_number:
        return max(_NUMBER_WIDTH, min(words, 24))
    longest = max((len(str(cell.value or "")) for cell in cells), default=0) + 2
    return min(max(words, longest, _NARROW), _WIDEST if longest < _LONG else _WIDER)


def _distinct(texts: Sequence[str]) -> Iterator[str]:
    """Number headings that are alike: those of a table must differ, in any case of letters."""
    seen: dict[str, int] = {}
    for text in texts:
        key = text.casefold()
        seen[key] = seen.get(key, 0) + 1
        yield text if seen[key] == 1 else f"{text} ({seen[key]})"


def _has_ore(cell: Cell) -> bool:
    return cell.kind is Kind.MONEY and isinstance(cell.value, Decimal) and cell.value % 1 != 0


def _written(cell: Cell) -> str:
    return "" if cell.kind.is_number else inert(str(cell.value or ""))


def _line_count(text: str, width: int) -> int:
    return sum(len(textwrap.wrap(line, max(width * 23 // 20, 1))) or 1 for line in text.split("\n"))


def _first_of_one(lines: Sequence[str]) -> str:
    return lines[0] if len(lines) == 1 else ""
