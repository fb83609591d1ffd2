"""What a pack is made of, ready to be set in a workbook or a document: words and exact numbers, no codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from finsam.wording import Language

Value = str | int | Decimal | None


class Kind(StrEnum):
    """What a value is, and so how it is written and to which side it is set."""

    TEXT = "text"
    MONEY = "money"
    COUNT = "count"
    SHARE = "share"
    NUMBER = "number"

    @property
    def is_number(self) -> bool:
        """Whether it is set to the right and may be missing or hidden."""
        return self in {Kind.MONEY, Kind.COUNT, Kind.SHARE, Kind.NUMBER}


class Weight(StrEnum):
    """How a line stands among the others."""

    DETAIL = "detail"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


@dataclass(frozen=True)
class Cell:
    """One value of a table.

    Args:
        value: The word or the exact number; None means missing.
        kind: What it is.
        hidden: Whether it is hidden to protect persons.
    """

    value: Value
    kind: Kind = Kind.TEXT
    hidden: bool = False


@dataclass(frozen=True)
class Heading:
    """The heading of one column, and what most of its values are."""

    text: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Line:
    """One row of a table."""

    cells: tuple[Cell, ...]
    weight: Weight = Weight.DETAIL


@dataclass(frozen=True)
class Table:
    """One uniform table.

    Args:
        code: Its code, the same in every pack and language.
        title: Its heading.
        sheet: Its short name: the name of its sheet.
        intro: What it shows and how to read it.
        headings: One per column.
        lines: Its rows; empty where `absent` says why.
        grades: How far it can be trusted, and why.
        source: Where it comes from.
        notes: What is missing or hidden in it, and what else must be known.
        absent: Why there are no rows; empty where there are.
    """

    code: str
    title: str
    sheet: str
    intro: str
    headings: tuple[Heading, ...]
    lines: tuple[Line, ...]
    grades: tuple[str, ...]
    source: str
    notes: tuple[str, ...]
    absent: str


@dataclass(frozen=True)
class Picture:
    """A chart of the figures of a table.

    Args:
        table: The code of the table it belongs to.
        title: What it shows.
        text: What it says, for those who do not see it.
        png: The image.
    """

    table: str
    title: str
    text: str
    png: bytes


@dataclass(frozen=True)
class Pack:
    """All tables of one association or of the county for one period.

    Args:
        title: What the pack is.
        subtitle: Whose it is, and for when.
        about: What a reader should know first.
        grade_words: (grade, what it means), the best first.
        build_id: The build that the figures come from.
        as_of: The day the figures are seen from: the date of the pack.
        language: The language of all its words.
        tables: In the order of the report.
        pictures: The charts, each to stand with its table.
    """

    title: str
    subtitle: str
    about: tuple[str, ...]
    grade_words: tuple[tuple[str, str], ...]
    build_id: str
    as_of: date
    language: Language
    tables: tuple[Table, ...]
    pictures: tuple[Picture, ...] = ()
