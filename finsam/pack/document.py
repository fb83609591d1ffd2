"""A pack as a document: the same tables under headings, with the rows that fit a page and a caption with the source."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any

from finsam.pack.grid import GridRow, grid
from finsam.pack.inert import inert
from finsam.pack.model import Cell, Heading, Kind, Line, Pack, Picture, Table, Weight
from finsam.pack.texts import Texts
from finsam.wording import MISSING, Language, money, number, share

_MOST_ROWS = 30
_MOST_PORTRAIT_COLUMNS = 6
_LONG_SIDE, _SHORT_SIDE, _MARGIN = 297, 210, 18  # A4, millimetres
_PICTURE_WIDTH = 125
_LETTER, _PADDING = 1.95, 4.5  # of the text in a table, millimetres
_LONGEST_WORD, _TEXT_MOST, _LONG_WORDS = 24, 70, 40


def document(pack: Pack) -> bytes:
    """Return the bytes of the document: the same for the same pack.

    Args:
        pack: What to write.
    """
    from docx import Document  # noqa: PLC0415

    writer = _Writer(Document(), pack)
    writer.front()
    for table in pack.tables:
        writer.table(table)
    buffer = io.BytesIO()
    writer.book.save(buffer)
    return _without_clock(buffer.getvalue())


def written(cell: Cell, language: Language) -> str:
    """Return a value as people read it."""
    if cell.hidden:
        return language.hidden
    if cell.kind.is_number and cell.value is None:
        return MISSING
    if isinstance(cell.value, int | Decimal):
        if cell.kind is Kind.MONEY:
            return money(cell.value, language)
        if cell.kind is Kind.SHARE:
            return share(cell.value, language)
        return number(cell.value, language, decimals=2 if cell.kind is Kind.NUMBER else 0)
    return inert(str(cell.value or ""))


class _Writer:
    """Writes one document from the top to the end."""

    def __init__(self, book: Any, pack: Pack) -> None:
        self.book, self.pack = book, pack
        self.texts = Texts(pack.language)
        self._set_properties()
        self._set_styles()
        self._set_page(book.sections[0], landscape=False)
        self._set_footer(book.sections[0])

    def front(self) -> None:
        """Write the first page: what the pack is and how to read its grades."""
        self._say(self.pack.title, "Title")
        self._say(self.pack.subtitle, "Subtitle")
        for paragraph in self.pack.about:
            self._say(paragraph)
        self._say(self.texts("grades.heading"), "Heading 2")
        headings = tuple(Heading(self.texts(f"grades.{name}")) for name in ("grade", "meaning"))
        lines = tuple(Line((Cell(grade), Cell(meaning))) for grade, meaning in self.pack.grade_words)
        self._rows(headings, lines)

    def table(self, table: Table) -> None:
        """Write one table with its introduction, grade, notes and source."""
        notes = table.notes
        if len(table.lines) > _MOST_ROWS:
            cut = self.texts("document.cut", shown=_MOST_ROWS, count=len(table.lines), sheet=table.sheet)
            notes = (cut, *notes)
        shown = _condensed(replace(table, lines=table.lines[:_MOST_ROWS], notes=notes), self.texts)
        self._turn(landscape=len(shown.headings) > _MOST_PORTRAIT_COLUMNS)
        self._say(table.title, "Heading 1")
        self._say(table.intro, keep=True)
        for line in table.grades:
            self._say(f"{self.texts('label.grade')}: {line}", "Note", keep=True)
        if table.absent:
            self._say(table.absent, "Absent")
        else:
            self._rows(shown.headings, shown.lines)
        for picture in self.pack.pictures:
            if picture.table == table.code and table.lines:
                self._show(picture)
        for note in shown.notes:
            self._say(note, "Note")
        self._say(f"{self.texts('label.source')}: {table.source}", "Caption")

    def _show(self, picture: Picture) -> None:
        """Put in a chart with its text for those who do not see it."""
        from docx.shared import Mm  # noqa: PLC0415

        self._say(picture.title, "Heading 2", keep=True)
        shape = self.book.add_picture(io.BytesIO(picture.png), width=Mm(_PICTURE_WIDTH))
        shape._inline.docPr.set("descr", inert(picture.text))
        shape._inline.docPr.set("title", inert(picture.title))

    def _rows(self, headings: Sequence[Heading], lines: Sequence[Line]) -> None:
        from docx.shared import Mm  # noqa: PLC0415

        section = self.book.sections[-1]
        room = (section.page_width - section.left_margin - section.right_margin) / Mm(1)
        first = GridRow([inert(heading.text) for heading in headings], is_bold=True, is_heavy=True)
        rows = [
            GridRow(
                [written(cell, self.pack.language) for cell in line.cells],
                is_bold=line.weight is not Weight.DETAIL,
                is_heavy=line.weight is Weight.TOTAL,
            )
            for line in lines
        ]
        made = grid(
            first, rows, _widths(headings, lines, room, self.pack.language), [h.kind.is_number for h in headings]
        )
        self.book.element.body.insert_element_before(made, "w:sectPr")

    def _say(self, text: str, style: str = "Normal", *, keep: bool = False) -> None:
        paragraph = self.book.add_paragraph(inert(text), style=style)
        if keep:
            paragraph.paragraph_format.keep_with_next = True

    def _turn(self, *, landscape: bool) -> None:
        """Turn the page at the first table that needs it; turning back and forth would leave half pages empty."""
        from docx.enum.section import WD_ORIENT, WD_SECTION  # noqa: PLC0415

        if landscape and self.book.sections[-1].orientation == WD_ORIENT.PORTRAIT:
            self._set_page(self.book.add_section(WD_SECTION.NEW_PAGE), landscape=True)

    def _set_page(self, section: Any, *, landscape: bool) -> None:
        from docx.enum.section import WD_ORIENT  # noqa: PLC0415
        from docx.shared import Mm  # noqa: PLC0415

        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width = Mm(_LONG_SIDE if landscape else _SHORT_SIDE)
        section.page_height = Mm(_SHORT_SIDE if landscape else _LONG_SIDE)
        section.left_margin = section.right_margin = Mm(_MARGIN)
        section.top_margin = section.bottom_margin = Mm(_MARGIN)

    def _set_footer(self, section: Any) -> None:
        build = self.texts("header.build", build=self.pack.build_id, as_of=self.pack.as_of.isoformat())
        paragraph = section.footer.paragraphs[0]
        paragraph.style = "Note"
        paragraph.add_run(inert(f"{self.pack.title}, {self.pack.subtitle}. {build}. {self.texts('document.page')} "))
        _field(paragraph.add_run(), "PAGE")

    def _set_properties(self) -> None:
        properties = self.book.core_properties
        properties.title = inert(f"{self.pack.title}: {self.pack.subtitle}")
        properties.author = properties.last_modified_by = "finsam"
        properties.comments = self.pack.build_id
        properties.language = self.pack.language.locale.replace("_", "-")
        properties.created = properties.modified = datetime.combine(self.pack.as_of, time(), UTC)

    def _set_styles(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415
        from docx.shared import Pt, RGBColor  # noqa: PLC0415

        styles = self.book.styles
        ink, soft = RGBColor(0x1B, 0x24, 0x30), RGBColor(0x4D, 0x59, 0x68)
        for name in ("Note", "Absent", "Table text"):
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
        looks = {
            "Normal": (10, ink, False, 6), "Title": (24, ink, True, 4), "Subtitle": (13, soft, False, 12),
            "Heading 1": (15, ink, True, 4), "Heading 2": (12, ink, True, 4), "Note": (8.5, soft, False, 3),
            "Absent": (10, ink, True, 6), "Table text": (8.5, ink, False, 0), "Caption": (8.5, soft, False, 12),
        }  # fmt: skip
        for name, (size, colour, bold, after) in looks.items():
            style = styles[name]
            style.font.name, style.font.size, style.font.bold = "Calibri", Pt(size), bold
            style.font.color.rgb, style.font.italic = colour, False
            style.paragraph_format.space_after = Pt(after)
            _set_font_and_language(style, self.pack.language)
        styles["Heading 1"].paragraph_format.space_before = Pt(14)


def _condensed(table: Table, texts: Texts) -> Table:
    """Move what rows repeat to the notes, for a page has less room than a sheet.

    A column that says the same on every row is said once, and long words that recur become numbered notes.
    """
    kept, notes = [], list(table.notes)
    columns = list(zip(*(line.cells for line in table.lines), strict=True))
    for place, (heading, cells) in enumerate(zip(table.headings, columns, strict=True)):
        said = [str(cell.value or "") for cell in cells]
        words = list(dict.fromkeys(text for text in said if text))
        if place == 0 or heading.kind.is_number:
            kept.append(place)
        elif len(set(said)) == 1 and len(said) > 1:
            notes += [texts("document.all_rows", heading=heading.text, words=text.rstrip(".")) for text in words]
        elif words:
            kept.append(place)
            if len(words) < len([text for text in said if text]):
                long = [text for text in words if len(text) > _LONG_WORDS]
                first = 1 + sum(note[0].isdecimal() for note in notes)
                marks = {text: f"{number})" for number, text in enumerate(long, first)}
                notes += [f"{mark} {text}" for text, mark in marks.items()]
                columns[place] = tuple(replace(cell, value=marks.get(str(cell.value), cell.value)) for cell in cells)
    rows = zip(*(columns[place] for place in kept), strict=True)
    return replace(
        table,
        headings=tuple(table.headings[place] for place in kept),
        lines=tuple(replace(line, cells=cells) for line, cells in zip(table.lines, rows, strict=True)),
        notes=tuple(notes),
    )


def _widths(headings: Sequence[Heading], lines: Sequence[Line], room: float, language: Language) -> list[float]:
    """Give each column room for its longest word, and share what is left by how much the columns hold."""
    least, wanted = [], []
    for place, heading in enumerate(headings):
        texts = [heading.text, *(written(line.cells[place], language) for line in lines)]
        if heading.kind.is_number:  # a number is never broken over two lines
            words = [*heading.text.split(), *texts[1:]]
        else:
            words = [word for text in texts for word in re.split(r"[\s/-]", text)]
        least.append(min(max(map(len, words), default=0), _LONGEST_WORD) * _LETTER + _PADDING)
        wanted.append(max(least[-1], min(max(map(len, texts)), _TEXT_MOST) * _LETTER + _PADDING))
    if (missing := sum(least) - room) >= 0:
        return [width * room / (room + missing) for width in least]
    extra = [want - width for want, width in zip(wanted, least, strict=True)]
    part = min(1.0, (room - sum(least)) / (sum(extra) or 1.0))
    widths = [width + more * part for width, more in zip(least, extra, strict=True)]
    return [width * room / sum(widths) for width in widths]


def _without_clock(data: bytes) -> bytes:
    """Write a package again with one date on all its parts, so that the same pack is the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name)  # without a date of its own
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return buffer.getvalue()


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _field(run: Any, instruction: str) -> None:
    """Let the program that shows the document fill in a value."""
    for part in ("begin", "separate", "end"):
        if part == "separate":
            code = _element("w:instrText")
            code.text = instruction
            run._r.append(code)
        run._r.append(_element("w:fldChar", fldCharType=part))


def _set_font_and_language(style: Any, language: Language) -> None:
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.attrib.update(_element("w:rFonts", **{script: "Calibri"}).attrib)
    properties.append(_element("w:lang", val=language.locale.replace("_", "-")))
