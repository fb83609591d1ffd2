"""How a uniform table is described: its query, its columns, and how its rows are laid out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from finsam.pack.model import Kind


@dataclass(frozen=True)
class Column:
    """One column of the answer to a query.

    Args:
        code: Its name in the answer; also the code that people's name for the column is found by.
        kind: What its values are.
        words: The kind of code that its values are, where they are codes.
        words_in: The column that says which kind of code it is, where that differs from row to row.
        unit: The column that says in which unit the value is, where it differs from row to row.
        many: Whether a value holds several codes, separated by a bar.
        hides: Whether a missing word is hidden where the row is: a verdict would tell the count behind it.
        by_language: Whether the answer has it once per language, as code_sv and code_en.
    """

    code: str
    kind: Kind = Kind.TEXT
    words: str = ""
    words_in: str = ""
    unit: str = ""
    many: bool = False
    hides: bool = False
    by_language: bool = False


@dataclass(frozen=True)
class Layout:
    """A query and the columns shown of its answer.

    Args:
        sql: The query. It may use $associations, $year, $first, $last, $period_type and $county.
        columns: What is shown, from left to right; those that are spread stand where the first of them stands.
        across: The column whose codes become columns, side by side; empty for a plain list.
        across_words: The kind of code it holds.
        spread: The columns that are repeated for each of them.
        codes: Which of its codes, in this order; empty for all in their stated order. Bound as $codes.
        sort: Columns whose codes put the rows in the order that people expect.
    """

    sql: str
    columns: tuple[Column, ...]
    across: str = ""
    across_words: str = ""
    spread: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()


class Part(StrEnum):
    """What a table does in the pack of a quarter or tertial when it has no layout for one."""

    ABSENT = "absent"
    WHOLE_YEAR = "whole_year"


@dataclass(frozen=True)
class Spec:
    """One uniform table.

    Args:
        code: Its code; its texts are found by it.
        relation: The published relation whose grade holds for it.
        sources: The delivery sources it rests on.
        year: Its layout for a whole year.
        county: Its layout side by side; None means the year's with the association in front.
        part: Its layout for a part of a year, or what it does instead.
    """

    code: str
    relation: str
    sources: tuple[str, ...]
    year: Layout
    county: Layout | None = None
    part: Layout | Part = Part.ABSENT


def text(code: str, words: str = "", *, many: bool = False, hides: bool = False, by_language: bool = False) -> Column:
    """Return a column of words."""
    return Column(code, Kind.TEXT, words, many=many, hides=hides, by_language=by_language)


def money(code: str) -> Column:
    """Return a column of kronor."""
    return Column(code, Kind.MONEY)


def count(code: str) -> Column:
    """Return a column of counts."""
    return Column(code, Kind.COUNT)


def share(code: str) -> Column:
    """Return a column of fractions of 1."""
    return Column(code, Kind.SHARE)


def number(code: str, unit: str = "") -> Column:
    """Return a column of other numbers, or of numbers whose unit stands in another column."""
    return Column(code, Kind.NUMBER, unit=unit)
