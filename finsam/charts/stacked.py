"""Parts of a whole, one bar a row: the cost split as booked and shared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from finsam.charts.drawing import SMALL, SOFT, WIDTH, Caption, Drawing, Sheet, fill_of, shortened, width_of

_ROW, _BAR, _GROUP, _KEY = 46.0, 22.0, 12.0, 22.0


@dataclass(frozen=True)
class Part:
    """One part of a bar.

    Args:
        series: Which of the series it belongs to, counted from 0.
        share: Its share of the whole.
        label: What is written in it where there is room.
    """

    series: int
    share: float
    label: str


@dataclass(frozen=True)
class Bar:
    """One whole.

    Args:
        label: What it is.
        note: What stands at the right above it, such as the amount of the whole.
        parts: Its parts in the order of the series.
        opens_group: Whether it stands a little apart from the one above.
    """

    label: str
    note: str
    parts: Sequence[Part]
    opens_group: bool = False


def stacked(caption: Caption, series: Sequence[str], bars: Sequence[Bar]) -> Drawing:
    """Draw bars of parts with a key above.

    Args:
        caption: What is said about it.
        series: The names of the series.
        bars: The wholes, from the top.
    """
    keys = _lines_of(series)
    top = len(keys) * _KEY + 8
    height = top + len(bars) * _ROW + sum(_GROUP for bar in bars[1:] if bar.opens_group) + 4
    sheet = Sheet(height)
    for line, places in enumerate(keys):
        x = 1.0
        for place in places:
            sheet.box(x, line * _KEY + 4, 16, 12, fill_of(place))
            sheet.text(x + 22, line * _KEY + 10, series[place], size=SMALL)
            x += _key_width(series[place])
    y = top
    for place, bar in enumerate(bars):
        y += _GROUP if bar.opens_group and place else 0
        room = WIDTH - width_of(bar.note, SMALL) - 12
        sheet.text(0, y + 9, shortened(bar.label, room))
        sheet.text(WIDTH, y + 9, bar.note, size=SMALL, color=SOFT, ha="right")
        x = 1.0
        for part in bar.parts:
            width = max(part.share, 0.0) * (WIDTH - 2)
            fill = fill_of(part.series)
            sheet.box(x, y + 19, width, _BAR, fill)
            if width_of(part.label, SMALL) + 4 <= width:
                plate = {"bbox": {"facecolor": fill.colour, "edgecolor": "none", "pad": 1.2}} if fill.hatch else {}
                sheet.text(
                    x + width / 2, y + 19 + _BAR / 2, part.label, size=SMALL, color=fill.ink, ha="center", **plate
                )
            x += width
        y += _ROW
    return sheet.drawing(caption)


def _key_width(label: str) -> float:
    return 22 + width_of(label, SMALL) + 16


def _lines_of(series: Sequence[str]) -> list[list[int]]:
    """Break the key into lines that fit."""
    lines: list[list[int]] = [[]]
    x = 0.0
    for place, label in enumerate(series):
        if lines[-1] and x + _key_width(label) - 16 > WIDTH:
            lines.append([])
            x = 0.0
        lines[-1].append(place)
        x += _key_width(label)
    return lines
