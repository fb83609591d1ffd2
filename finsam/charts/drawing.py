"""One drawing: a sheet measured in CSS pixels, turned into an SVG that is the same for the same content."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 380
TEXT = 13.0
SMALL = 12.0
INK = "#1b2430"
SOFT = "#4d5968"
LINE = "#9aa5b1"
PALE = "#e9edf1"
ACCENT = "#1d4f73"
FONT = "'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
_GLYPH = 7.1  # a letter's mean width at TEXT in the widest font of FONT
_PROLOGUE = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_METADATA = re.compile(r"<metadata>.*?</metadata>\s*|<style\b.*?</style>\s*", re.DOTALL)
_OPENING = re.compile(r"<svg\b[^>]*?viewBox=\"([^\"]*)\"[^>]*>")
_FAMILY = re.compile(r"('DejaVu Sans'[^;\"]*)")


@dataclass(frozen=True)
class Fill:
    """How an area looks, in colour and in grey.

    Args:
        colour: Its ground.
        hatch: Its pattern; empty where the ground alone tells it.
        ink: The colour of text upon it.
    """

    colour: str
    hatch: str
    ink: str


FILLS = (
    Fill("#1d3f5e", "", "#ffffff"),
    Fill("#8fb8cf", "", INK),
    Fill("#f3e3bd", "\\\\\\\\", INK),
    Fill("#ffffff", "////", INK),
    Fill("#c9ced4", "----", INK),
    Fill("#ffffff", "||||", INK),
)
LESS = Fill("#f3d9c9", "\\\\\\\\", INK)
MORE = Fill("#cfe3d6", "////", INK)
PLATE = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}


def fill_of(place: int) -> Fill:
    """Return the look of the series at a place, counted from 0."""
    return FILLS[place % len(FILLS)]


class Sheet:
    """A drawing area in CSS pixels with its origin at the top left."""

    def __init__(self, height: float, width: float = WIDTH) -> None:
        """Open an empty sheet."""
        from matplotlib.figure import Figure  # noqa: PLC0415

        self.width, self.height = width, height
        self.figure: Figure = Figure(figsize=(width / 72, height / 72), dpi=72)
        self.axes: Axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_xlim(0, width)
        self.axes.set_ylim(height, 0)
        self.axes.axis("off")

    def text(self, x: float, y: float, words: str, **look: Any) -> None:
        """Write words; y is the middle of the line."""
        look = {"size": TEXT, "color": INK, "va": "center", "zorder": 5, **look}
        self.axes.text(x, y, _plain(words), **look)

    def box(self, x: float, y: float, width: float, height: float, fill: Fill) -> None:
        """Draw an area with its pattern and an outline."""
        from matplotlib.patches import Rectangle  # noqa: PLC0415

        self.axes.add_patch(
            Rectangle((x, y), width, height, facecolor=fill.colour, edgecolor=INK, hatch=fill.hatch, linewidth=1)
        )

    def line(self, x: Sequence[float], y: Sequence[float], **look: Any) -> None:
        """Draw a line from point to point."""
        self.axes.plot(x, y, **{"color": LINE, "linewidth": 1, **look})

    def svg(self, name: str, title: str, description: str) -> str:
        """Finish the drawing."""
        return svg_of(self.figure, name, title, description)


def width_of(words: str, size: float = TEXT) -> float:
    """Return about how wide words become, rather too much than too little."""
    return len(words) * _GLYPH * size / TEXT


def shortened(words: str, room: float, size: float = TEXT) -> str:
    """Cut words so that they fit into a room; the whole words stand in the chart's table."""
    most = max(int(room / (_GLYPH * size / TEXT)), 2)
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def svg_of(figure: Figure, name: str, title: str, description: str) -> str:
    """Turn a figure into the text of an SVG for the inside of a page.

    Args:
        figure: What was drawn.
        name: The chart's own name on its page; all its ids begin with it.
        title: What it shows.
        description: What it says, in words.
    """
    from matplotlib import rc_context  # noqa: PLC0415

    buffer = io.StringIO()
    look = {"svg.fonttype": "none", "svg.hashsalt": name, "hatch.linewidth": 0.7, "hatch.color": INK}
    with rc_context(look):
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None, "Type": None})
    text = _METADATA.sub("", _PROLOGUE.sub("", buffer.getvalue()))
    text = re.sub(r'(?<=\sid=")', f"{name}-", text)
    text = re.sub(r"(?<=url\(#)", f"{name}-", text)
    text = re.sub(r'(?<=href="#)', f"{name}-", text)
    text = _FAMILY.sub(FONT, text)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="\\1" role="img" stroke-linejoin="round" '
        f'aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{_inert(title)}</title><desc id="{name}-desc">{_inert(description)}</desc>'
    )
    return _OPENING.sub(opening, text, count=1).strip()


def _plain(words: str) -> str:
    """Keep a dollar sign from opening a formula."""
    return words.replace("$", r"\$")


def _inert(words: str) -> str:
    """Make words safe in XML and in a replacement."""
    return escape(words).replace("\\", r"\\")
