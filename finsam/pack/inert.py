"""Makes text from deliveries harmless: no character that a file format forbids, no end of it, no personal number."""

from __future__ import annotations

import re

from finsam.masking import mask

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\n")
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST = 32_000  # a cell of a workbook holds 32 767 characters
_CUT = " […]"


def inert(text: str) -> str:
    """Return a text that a workbook and a document can hold as text."""
    one_line_end = text.replace("\r\n", "\n").replace("\r", "\n")
    clean = mask(_FORBIDDEN.sub("", one_line_end))
    return clean if len(clean) <= _LONGEST else clean[: _LONGEST - len(_CUT)] + _CUT
