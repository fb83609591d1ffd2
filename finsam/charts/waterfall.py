"""From one amount to another, step by step: the cost bridge, and participants from opening to closing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from finsam.charts.drawing import (
    FILLS,
    LESS,
    LINE,
    MORE,
    PLATE,
    WIDTH,
    Caption,
    Drawing,
    Fill,
    Sheet,
    shortened,
    width_of,
)

_ROW, _BAR = 46.0, 20.0


@dataclass(frozen=True)
class Step:
    """One row of the way.

    Args:
        label: What it is.
        amount: What it adds, or the level where it is a level.
        text: The amount as it is written.
        is_level: Whether it is a level (opening, closing) and not a change.
    """

    label: str
    amount: float
    text: str
    is_level: bool = False


def waterfall(caption: Caption, steps: Sequence[Step]) -> Drawing:
    """Draw levels as full bars from zero and changes as bars that begin where the row above ended.

    Args:
        caption: What is said about it.
        steps: The way, from the top.
    """
    spans: list[tuple[float, float]] = []
    level = 0.0
    for step in steps:
        start = 0.0 if step.is_level else level
        level = start + step.amount
        spans.append((start, level))
    low = min(0.0, *(min(span) for span in spans))
    high = max(0.0, *(max(span) for span in spans)) or 1.0
    scale = (WIDTH - 4) / (high - low)
    sheet = Sheet(len(steps) * _ROW + 4)

    def at(value: float) -> float:
        return 2 + (value - low) * scale

    for row, (step, (start, end)) in enumerate(zip(steps, spans, strict=True)):
        y = row * _ROW
        sheet.text(
            0,
            y + 9,
            shortened(step.label, WIDTH - width_of(step.text) - 14),
            weight="bold" if step.is_level else "normal",
        )
        sheet.text(WIDTH, y + 9, step.text, ha="right", weight="bold" if step.is_level else "normal", bbox=PLATE)
        sheet.box(at(min(start, end)), y + 19, max(abs(end - start) * scale, 1.0), _BAR, _look(step))
        if row + 1 < len(steps):
            sheet.line((at(end), at(end)), (y + 19 + _BAR, y + _ROW + 19), color=LINE, linestyle=(0, (3, 2)), zorder=0)
    return sheet.drawing(caption)


def _look(step: Step) -> Fill:
    if step.is_level:
        return FILLS[0]
    return LESS if step.amount < 0 else MORE
