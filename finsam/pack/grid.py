"""The table of a document as its own XML: python-docx looks up every style of every cell, which takes seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

_HEADER_FILL, _INK, _RULE = "E3E9EE", "1B2430", "C4CCD4"
_TWIPS = 20 * 72 / 25.4  # in a millimetre: twentieths of a point


@dataclass(frozen=True)
class GridRow:
    """One row: its texts, whether they are bold, and whether a heavy line ends it."""

    texts: Sequence[str]
    is_bold: bool = False
    is_heavy: bool = False


def grid(headings: GridRow, rows: Sequence[GridRow], widths: Sequence[float], to_the_right: Sequence[bool]) -> Any:
    """Return a table whose heading row is repeated on every page and whose rows are never broken.

    Args:
        headings: The heading row.
        rows: The rows under it.
        widths: Of the columns, in millimetres.
        to_the_right: Per column, whether it holds numbers.
    """
    from docx.oxml import parse_xml  # noqa: PLC0415
    from docx.oxml.ns import nsdecls  # noqa: PLC0415

    twips = [round(width * _TWIPS) for width in widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    body = "".join(_row(row, twips, to_the_right) for row in rows)
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{_row(headings, twips, to_the_right, is_heading=True)}{body}</w:tbl>"
    )


def _row(row: GridRow, twips: Sequence[int], to_the_right: Sequence[bool], *, is_heading: bool = False) -> str:
    repeated = "<w:tblHeader/>" if is_heading else ""
    cells = "".join(
        _cell(text, width, right, row, is_heading)
        for text, width, right in zip(row.texts, twips, to_the_right, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"


def _cell(text: str, width: int, right: bool, row: GridRow, is_heading: bool) -> str:
    line = f'w:sz="8" w:color="{_INK}"' if row.is_heavy else f'w:sz="4" w:color="{_RULE}"'
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{_HEADER_FILL}"/>' if is_heading else ""
    side = '<w:jc w:val="right"/>' if right else ""
    weight = "<w:rPr><w:b/></w:rPr>" if row.is_bold else ""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\n"))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        f'<w:tcBorders><w:bottom w:val="single" {line}/></w:tcBorders>{fill}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="Tabletext"/>{side}</w:pPr><w:r>{weight}{lines}</w:r></w:p></w:tc>'
    )
