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
_SVG_METADATA = {"Date": None, "Creator": None, "Type": None}
_HATCH_WIDTH = 0.7
_ID = re.compile(r'\sid="|url\(#|href="#')
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


@dataclass(frozen=True)
class Caption:
    """What is said about a chart.

    Args:
        name: Its own name on its page; all ids of its SVG begin with it.
        title: What it shows.
        text: What it says, in words; also its text for those who do not see it.
    """

    name: str
    title: str
    text: str


@dataclass(frozen=True)
class Drawing:
    """A finished chart.

    Args:
        figure: What was drawn.
        caption: What is said about it.
    """

    figure: Figure
    caption: Caption

    def svg(self) -> str:
        """Return the text of an SVG for the inside of a page."""
        text = _METADATA.sub("", _PROLOGUE.sub("", self._saved("svg", _SVG_METADATA).decode()))
        name = self.caption.name
        text = _ID.sub(lambda found: f"{found[0]}{name}-", text)
        text = _FAMILY.sub(FONT, text)
        opening = (
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="\\1" '
            f'role="img" stroke-linejoin="round" aria-labelledby="{name}-title {name}-desc">'
            f'<title id="{name}-title">{_inert(self.caption.title)}</title>'
            f'<desc id="{name}-desc">{_inert(self.caption.text)}</desc>'
        )
        return _OPENING.sub(opening, text, count=1).strip()

    def png(self) -> bytes:
        """Return an image for a document that cannot hold an SVG."""
        return self._saved("png", {"Software": None}, dpi=200, facecolor="white")

    def _saved(self, kind: str, metadata: dict[str, None], **look: Any) -> bytes:
        from matplotlib import rc_context  # noqa: PLC0415

        buffer = io.BytesIO()
        with rc_context(
            {
                "svg.fonttype": "none",
                "svg.hashsalt": self.caption.name,
                "hatch.linewidth": _HATCH_WIDTH,
                "hatch.color": INK,
            }
        ):
            self.figure.savefig(buffer, format=kind, metadata=metadata, **(look or {"transparent": True}))
        return buffer.getvalue()


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

    def drawing(self, caption: Caption) -> Drawing:
        """Finish it."""
        return Drawing(self.figure, caption)

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


def width_of(words: str, size: float = TEXT) -> float:
    """Return about how wide words become, rather too much than too little."""
    return len(words) * _GLYPH * size / TEXT


def shortened(words: str, room: float, size: float = TEXT) -> str:
    """Cut words so that they fit into a room; the whole words stand in the chart's table."""
    most = max(int(room / (_GLYPH * size / TEXT)), 2)
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _plain(words: str) -> str:
    """Keep a dollar sign from opening a formula."""
    return words.replace("$", r"\$")


def _inert(words: str) -> str:
    """Make words safe in XML and in a replacement."""
    return escape(words).replace("\\", r"\\")
