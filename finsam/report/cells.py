"""A number on a page: where it stands in the mart, how it is written and where it is explained."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from finsam.wording import Language, figure, number

COUNT = "cases"  # a unit without decimals, for rows, files and findings
_UNSAFE = re.compile(r"[^a-z0-9_]+")


@dataclass(frozen=True)
class Cell:
    """One published number.

    Args:
        value: The number; None where it is missing or hidden.
        unit: A code of indicator_unit.
        relation: The published relation it stands in.
        column: Its column there, or an aggregate over the rows of the key.
        key: Column -> value, which picks its row or rows there.
        href: The page and place that explain it, from the root of the language; empty where the table itself does.
        grade: A, B, C or nothing.
        reasons: Why it has that grade, in words.
        suppressed: Whether it is hidden to protect persons.
        comparable: Whether it may be held against others.
        coverage: Which share of its parts is in it; None where that is all, or not asked for.
        is_ratio: Whether it is a quotient: kronor per something are written without öre.
    """

    value: Any
    unit: str
    relation: str
    column: str
    key: Mapping[str, Any]
    href: str = ""
    grade: str = ""
    reasons: Sequence[str] = field(default=())
    suppressed: bool = False
    comparable: bool = True
    is_ratio: bool = False
    coverage: Cell | None = None

    @property
    def state(self) -> str:
        """Whether there is a value, and if not, why not."""
        if self.suppressed:
            return "suppressed"
        return "missing" if self.value is None else "value"

    @property
    def query(self) -> str:
        """The key as text, for whoever wants to look the number up."""
        return urlencode({name: "" if value is None else str(value) for name, value in self.key.items()})

    @property
    def is_graded(self) -> bool:
        """Whether its grade says something a reader can use."""
        return self.state == "value" and len(self.grade) == 1

    def text(self, language: Language) -> str:
        """Write the number."""
        if self.is_ratio and self.unit == "sek" and self.state == "value":
            return number(self.value, language)
        return figure(self.value, self.unit, language, suppressed=self.suppressed)

    def amount(self) -> float | None:
        """Return the number for a drawing."""
        return None if self.state != "value" else float(self.value)


def slug(text: str) -> str:
    """Return a name for a file or a place on a page: letters, digits and _ only, never two texts with one name."""
    plain = _UNSAFE.sub("-", text.lower()).strip("-")
    if plain and plain == text:
        return plain
    return f"{plain[:60]}-{hashlib.sha256(text.encode()).hexdigest()[:6]}".lstrip("-")


def anchor(*parts: str) -> str:
    """Return the place of a key on a page; keys that differ have places that differ."""
    return ".".join("-" if piece == "-" else slug(piece) for part in parts for piece in part.split("/"))
