"""Values over the years, with a limit where there is one: equity against its cap, and other series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from finsam.charts.drawing import ACCENT, INK, LINE, PLATE, SMALL, SOFT, WIDTH, Caption, Drawing, Sheet, width_of

_HEIGHT, _LEFT, _TOP, _BOTTOM = 150.0, 34.0, 8.0, 28.0
_LOOKS = (
    {"color": ACCENT, "marker": "o", "linestyle": "-"},
    {"color": "#8a5a00", "marker": "s", "linestyle": (0, (5, 2))},
    {"color": "#2e6b4a", "marker": "^", "linestyle": (0, (2, 2))},
    {"color": "#6b2e5e", "marker": "D", "linestyle": (0, (6, 2, 1, 2))},
)


_OPEN = {"color": INK, "marker": "o", "linestyle": "", "mfc": "white", "ms": 9, "mew": 2}
_LIMIT = {"color": INK, "linestyle": (0, (6, 3)), "linewidth": 1.5}


@dataclass(frozen=True)
class Point:
    """One value of a series.

    Args:
        year: Its year.
        amount: The value.
        text: The value as it is written.
        is_open: Whether it is not an outcome but a forecast: drawn hollow.
    """

    year: int
    amount: float
    text: str
    is_open: bool = False


@dataclass(frozen=True)
class Series:
    """Values of one kind over the years.

    Args:
        label: What they are.
        points: The values, by year.
    """

    label: str
    points: Sequence[Point]


def trend(
    caption: Caption,
    series: Sequence[Series],
    *,
    limit: float | None = None,
    limit_label: str = "",
    open_label: str = "",
) -> Drawing:
    """Draw lines with a marker and its value at every year.

    Args:
        caption: What is said about it.
        series: The series; they share the scale.
        limit: A level to hold them against.
        limit_label: What the level is.
        open_label: What a hollow marker means.
    """
    points = [point for one in series for point in one.points]
    years = sorted({point.year for point in points})
    levels = [0.0, *(point.amount for point in points), *([] if limit is None else [limit])]
    low, high = min(levels), max(levels)
    room = (high - low) or 1.0
    keys = [
        *((one.label, _LOOKS[place % len(_LOOKS)]) for place, one in enumerate(series) if len(series) > 1),
        *([(open_label, _OPEN)] if any(point.is_open for point in points) else []),
        *([] if limit is None else [(limit_label, _LIMIT)]),
    ]
    top = _TOP + len(keys) * 20
    sheet = Sheet(top + _HEIGHT + _BOTTOM)
    span = WIDTH - 2 * _LEFT

    def x_of(year: int) -> float:
        return _LEFT + (span / 2 if len(years) == 1 else span * years.index(year) / (len(years) - 1))

    def y_of(amount: float) -> float:
        return top + _HEIGHT - 14 - (amount - low) / room * (_HEIGHT - 34)

    for place, (key, look) in enumerate(keys):
        y = 10 + place * 20
        sheet.line((2, 14, 26), (y, y, y), **{"marker": "", **look, "markevery": [1]})
        sheet.text(34, y, key, size=SMALL)
    sheet.line((4, WIDTH - 4), (y_of(0.0), y_of(0.0)), color=LINE)
    for year in years:
        sheet.text(x_of(year), top + _HEIGHT + 12, str(year), ha="center", size=SMALL, color=SOFT)
    if limit is not None:
        sheet.line((4, WIDTH - 4), (y_of(limit), y_of(limit)), **_LIMIT)
    for place, one in enumerate(series):
        look = _LOOKS[place % len(_LOOKS)]
        sheet.line(
            [x_of(point.year) for point in one.points],
            [y_of(point.amount) for point in one.points],
            color=look["color"],
            linestyle=look["linestyle"],
            linewidth=2,
        )
        for point in one.points:
            own_x, own_y = x_of(point.year), y_of(point.amount)
            ground = "white" if point.is_open else look["color"]
            sheet.axes.plot([own_x], [own_y], marker=look["marker"], color=look["color"], mfc=ground, mew=2, ms=9)
            half = width_of(point.text, SMALL) / 2
            at = min(max(own_x, half), WIDTH - half)
            sheet.text(at, own_y - 16 - 14 * (place % 2), point.text, ha="center", size=SMALL, bbox=PLATE)
    return sheet.drawing(caption)
