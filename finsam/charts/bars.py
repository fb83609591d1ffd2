"""One value a row, held against a target, a cap or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from finsam.charts.drawing import FILLS, INK, PALE, SMALL, SOFT, WIDTH, Caption, Drawing, Sheet, shortened, width_of

_ROW, _BAR, _LINE = 46.0, 18.0, 16.0


@dataclass(frozen=True)
class Value:
    """One row.

    Args:
        label: What it is.
        amount: Its value; None where it is missing or hidden.
        text: The value as it is written, also where it is missing or hidden.
        mark: What it is held against; None where there is nothing.
        is_weaker: Whether it is a forecast or not comparable: drawn with a pattern.
    """

    label: str
    amount: float | None
    text: str
    mark: float | None = None
    is_weaker: bool = False


def bars(
    caption: Caption,
    values: Sequence[Value],
    *,
    mark_label: str = "",
    weaker_label: str = "",
    whole: float | None = None,
) -> Drawing:
    """Draw one bar a row, with a mark at what it is held against.

    Args:
        caption: What is said about it.
        values: The rows, from the top.
        mark_label: What the mark is.
        weaker_label: What the pattern means.
        whole: The value at the right end, where a pale track then leads; None leaves it to the largest value.
    """
    amounts = [value.amount for value in values if value.amount is not None]
    marks = [value.mark for value in values if value.mark is not None]
    low = min([0.0, *amounts])
    high = whole if whole is not None else max([0.0, *amounts, *marks]) * 1.02
    scale = (WIDTH - 4) / ((high - low) or 1.0)
    keys = [key for key in (mark_label if marks else "", weaker_label if _any_weaker(values) else "") if key]
    top = 26.0 if keys else 2.0
    labels = [_lines(value.label, WIDTH - width_of(value.text) - 14) for value in values]
    sheet = Sheet(top + sum(_ROW + (len(lines) - 1) * _LINE for lines in labels) + 4)
    x = 2.0
    for key in keys:
        if key == mark_label:
            sheet.line((x + 4, x + 4), (3, 19), color=INK, linewidth=3, solid_capstyle="butt")
            sheet.text(x + 12, 11, key, size=SMALL)
        else:
            sheet.box(x, 4, 16, 13, FILLS[3])
            sheet.text(x + 22, 11, key, size=SMALL)
        x += width_of(key, SMALL) + 40
    y = top
    for value, lines in zip(values, labels, strict=True):
        soft = value.amount is None
        for place, line in enumerate(lines):
            sheet.text(0, y + 9 + place * _LINE, line)
        sheet.text(
            WIDTH, y + 9, value.text, ha="right", color=SOFT if soft else INK, style="italic" if soft else "normal"
        )
        y += (len(lines) - 1) * _LINE
        if whole is not None:
            sheet.axes.fill_between((2, WIDTH - 2), y + 19, y + 19 + _BAR, color=PALE, linewidth=0)
        if value.amount is not None:
            start = 2 + (min(value.amount, 0.0) - low) * scale
            fill = FILLS[3] if value.is_weaker else FILLS[1]
            sheet.box(start, y + 19, max(abs(value.amount) * scale, 1.0), _BAR, fill)
        if value.mark is not None:
            x = 2 + (value.mark - low) * scale
            sheet.line((x, x), (y + 15, y + 23 + _BAR), color="#ffffff", linewidth=6, solid_capstyle="butt")
            sheet.line((x, x), (y + 15, y + 23 + _BAR), color=INK, linewidth=3, solid_capstyle="butt")
        y += _ROW
    return sheet.drawing(caption)


def _lines(label: str, room: float) -> list[str]:
    """Break a label into at most two lines; the whole of it stands in the chart's table."""
    first, *others = wrap(label, max(int(room / width_of("n")), 2)) or [""]
    return [first, shortened(" ".join(others), room)] if others else [first]


def _any_weaker(values: Sequence[Value]) -> bool:
    return any(value.is_weaker for value in values)
