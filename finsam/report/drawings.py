"""Charts of published numbers: each has a sentence, a drawing and the table of the same numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from finsam.charts.bars import Value, bars
from finsam.charts.drawing import Caption
from finsam.charts.trend import Point, Series, trend
from finsam.report.cells import Cell
from finsam.report.reading import Reading


@dataclass(frozen=True)
class Chart:
    """A chart as a page shows it.

    Args:
        caption: What is said about it.
        svg: The drawing.
        header: The headings of its table; empty where the page shows the same numbers in a table beside it.
        rows: The rows of its table: words and cells.
    """

    caption: Caption
    svg: str
    header: Sequence[str] = field(default=())
    rows: Sequence[Sequence[Any]] = field(default=())

    @property
    def cells(self) -> list[Cell]:
        """The numbers of the table."""
        return [item for row in self.rows for item in row if isinstance(item, Cell)]


def indicator_bars(
    reading: Reading,
    caption: Caption,
    values: Sequence[tuple[str, Cell]],
    *,
    missing: str,
    weaker: str = "",
    whole: float | None = None,
) -> Chart:
    """Draw one number for several: missing and hidden values stay in place, and say so.

    Args:
        reading: The language.
        caption: What is said about it.
        values: Whose, and the number.
        missing: What to write where there is no number.
        weaker: What the pattern of a number that is not comparable means.
        whole: The value at the right end; None leaves it to the largest value.
    """
    drawn = [
        Value(
            label,
            cell.amount(),
            missing if cell.state == "missing" else cell.text(reading.language),
            is_weaker=not cell.comparable and cell.state == "value",
        )
        for label, cell in values
    ]
    header = (reading.name("column", "association_code"), reading.name("column", "value"))
    drawing = bars(caption, drawn, weaker_label=weaker, whole=whole)
    return Chart(caption, drawing.svg(), header, [[label, cell] for label, cell in values])


def years_chart(reading: Reading, caption: Caption, values: Sequence[tuple[int, Cell]]) -> Chart:
    """Draw one number over the years.

    Args:
        reading: The language.
        caption: What is said about it.
        values: The years and the numbers.
    """
    points = [
        Point(year, amount, cell.text(reading.language))
        for year, cell in values
        if (amount := cell.amount()) is not None
    ]
    header = (reading.name("column", "fiscal_year"), reading.name("column", "value"))
    rows = [[str(year), cell] for year, cell in values]
    return Chart(caption, trend(caption, [Series(caption.title, points)]).svg(), header, rows)
