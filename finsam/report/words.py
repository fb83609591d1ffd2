"""How to read the figures: what the signs, the grades and the two ways to count mean."""

from __future__ import annotations

from typing import Any

from finsam.report.costs import BOOKED, SHARED
from finsam.report.reading import Reading


def how_to_read(reading: Reading) -> dict[str, Any]:
    """Return the codes that the page explains."""
    words = reading.words
    return {
        "grades": words.codes("grade"),
        "severities": words.codes("severity"),
        "sets": [BOOKED, SHARED],
    }
