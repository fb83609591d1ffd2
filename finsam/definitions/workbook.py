"""The impact of a proposal as a workbook: real numbers and dates, and no text that a spreadsheet would compute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from finsam.definitions import words
from finsam.definitions.impact import Impact
from finsam.masking import mask

_KRONOR = "#,##0.00;[Red]-#,##0.00"
_SHARE = "0.00%"
_NUMBER = "#,##0.####"
_DAY = "yyyy-mm-dd"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_LAST_ROW = 1_048_576
_WIDEST = 60
_DEFINITIONS = ("fil / file", "ändring / change", "rad / row", "innehåll / content", "beslut / decision", "räknar om")

Rows = Iterable[Sequence[Any]]


def write_workbook(found: Impact, path: Path) -> None:
    """Write all of an impact, one sheet per table.

    Args:
        found: The impact.
        path: The file to write.

    Raises:
        OSError: It cannot be written.
    """
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook(write_only=True)
    day = datetime.fromisoformat(found.as_of)
    book.properties.creator, book.properties.created, book.properties.modified = "finsam", day, day
    for title, header, formats, rows in _sheets(found):
        _write(book, title, header, formats, rows)
    book.save(path)


def _sheets(found: Impact) -> Iterator[tuple[str, Sequence[str], Mapping[int, str], Rows]]:
    yield "Om", ("uppgift / item", "värde / value"), {}, _about(found)
    yield (
        "Definitioner",
        (
            "fil / file",
            "ändring / change",
            "rad / row",
            "innehåll / content",
            "beslut / decision",
            "räknar om / restates",
        ),
        {},
        (
            [
                change.path,
                " / ".join(words.CHANGES[change.change]),
                words.key(change),
                words.altered(change),
                change.decision_id,
                change.restate,
            ]
            for change in found.definitions
        ),
    )
    yield _table(
        "Kostnadsslag", found.categories, {"before_sek": _KRONOR, "after_sek": _KRONOR, "difference_sek": _KRONOR}
    )
    yield _table("Flyttat", found.flows, {"amount_sek": _KRONOR})
    yield _indicators(found)
    formats = {"amount_sek": _KRONOR, "old_share": _SHARE, "new_share": _SHARE, "voucher_date": _DAY}
    yield _table("Rader", found.lines, formats)
    sums = {"moved_sek": _KRONOR, "total_difference_sek": _KRONOR, "from_outside_sek": _KRONOR}
    yield _table("Avstämning", found.reconciliation, sums)
    yield _table("Relationer", found.relations, {})


def _about(found: Impact) -> Iterator[list[Any]]:
    yield ["Obs / note", " / ".join(words.INTERNAL)]
    yield ["Förslag / proposal", found.after["source"]]
    yield ["Förslagets kontrollsumma / digest of the proposal", found.after["sha256"]]
    yield ["Jämfört med / compared with", found.before["source"]]
    yield ["Dess kontrollsumma / its digest", found.before["sha256"]]
    yield ["Bygge / build", found.build_id]
    yield ["Uppgifter per / data as of", date.fromisoformat(found.as_of)]
    for row in found.decisions:
        yield [f"Beslut / decision {row['decision_id']}", f"{row['title_sv']} / {row['title_en']} ({row['status']})"]
    for row in found.closed:
        yield [
            "Stängd period ändras / closed period changes",
            f"{row['association_code']} {row['period_start']}–{row['period_end']}",
        ]


def _definitions(found: Impact) -> Iterator[list[Any]]:
    for change in found.definitions:
        yield [
            change.path,
            " / ".join(words.CHANGES[change.change]),
            words.key(change),
            words.altered(change),
            change.decision_id,
            change.restate,
        ]


def _indicators(found: Impact) -> tuple[str, Sequence[str], Mapping[int, str], Rows]:
    """Values that are shares are shown as such; a column has figures of many units, so each cell has its format."""
    names = [name for name in (found.indicators[0] if found.indicators else {}) if not name.startswith("period_")]
    rows = (
        [
            _Formatted(row[name], _SHARE if row["unit"] == "fraction" and name.endswith("_value") else _NUMBER)
            if isinstance(row[name], Decimal)
            else row[name]
            for name in names
        ]
        for row in found.indicators
    )
    return "Indikatorer", names, {}, rows


class _Formatted:
    """A number with the format of its cell."""

    def __init__(self, value: Decimal, number_format: str) -> None:
        self.value = value
        self.number_format = number_format


def _table(
    title: str, rows: Sequence[Mapping[str, Any]], formats: Mapping[str, str]
) -> tuple[str, Sequence[str], Mapping[int, str], Rows]:
    names = list(rows[0]) if rows else []
    by_position = {position: formats[name] for position, name in enumerate(names) if name in formats}
    return title, names, by_position, ([row[name] for name in names] for row in rows)


def _write(book: Any, title: str, header: Sequence[str], formats: Mapping[int, str], rows: Rows) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    sheet = book.create_sheet(title)
    shown = list(rows)
    for position, name in enumerate(header, 1):
        widest = max((len(_text(row[position - 1])) for row in shown[:200]), default=0)
        sheet.column_dimensions[get_column_letter(position)].width = min(max(len(name), widest) + 2, _WIDEST)
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, name, None, Font(bold=True)) for name in header])
    left = len(shown) - (_LAST_ROW - 2)
    for row in shown if left <= 0 else shown[: _LAST_ROW - 2]:
        sheet.append([_cell(sheet, value, formats.get(position)) for position, value in enumerate(row)])
    if left > 0:
        sheet.append([f"... {left} rader till ryms inte här, se --json / more lines do not fit here, see --json"])


def _cell(sheet: Any, value: Any, number_format: str | None, font: Any = None) -> Any:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

    if isinstance(value, _Formatted):
        value, number_format = value.value, value.number_format
    if isinstance(value, str):
        value = mask(ILLEGAL_CHARACTERS_RE.sub("", value))
    made = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        made.data_type = "s"  # a text that begins with = is no formula
        made.quotePrefix = value.startswith(_FORMULA_STARTS)  # and does not become one when someone edits it
    if number_format:
        made.number_format = number_format
    if font:
        made.font = font
    return made


def _text(value: Any) -> str:
    return str(value.value if isinstance(value, _Formatted) else "" if value is None else value)
