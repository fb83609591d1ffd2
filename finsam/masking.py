"""Masking of single lines without loading what only tables need: most lines hold nothing like a personal number."""

from __future__ import annotations

import re

# Looser than what finsam.privacy looks for: what this passes over, that would too.
_SUSPECT = re.compile(r"\d{2}[\W_]?\d{2}[\W_]?\d{2}[\W_]{0,3}\d{4}")
# The pseudonym of a person, whole or cut short: no word is so long with no letter after p.
_PSEUDONYM = re.compile(r"[a-p]{32,}")
PSEUDONYM_MASK = "[pseudonym]"
# A build id or a checksum: its digits are no personal number even where they look like one.
_FINGERPRINT = re.compile(r"\b((?=\d*[a-f])(?:[0-9a-f]{64}|[0-9a-f]{16}))\b")


def mask(text: str) -> str:
    """Return a line of text with each personal number and pseudonym replaced; build ids and checksums stay whole."""
    text = _PSEUDONYM.sub(PSEUDONYM_MASK, text)
    pieces = _FINGERPRINT.split(text)
    pieces[::2] = [_mask_piece(piece) for piece in pieces[::2]]
    return "".join(pieces)


def _mask_piece(text: str) -> str:
    if _SUSPECT.search(text) is None:
        return text
    from finsam.privacy import mask_line  # noqa: PLC0415

    return mask_line(text)
