"""Which column of the file is which column of the contract."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from finsam.contract import Source, header_key
from finsam.privacy import mask_line
from finsam.readers.table.problems import Refusal, file_problem
from finsam.readers.table.sheet import MAX_COLUMNS

_MANY_DIGITS = re.compile(r"\d{5,}")
_SHOWN_HEADERS = 30


@dataclass(frozen=True)
class HeaderMatch:
    """Places of the columns in the file.

    Attributes:
        known: Canonical name -> index in the file.
        unknown: Index -> name for columns that the contract does not have; nameless ones are called "kolumn N".
        nameless: Indices among `unknown` that have no header.
    """

    known: dict[str, int]
    unknown: dict[int, str]
    nameless: frozenset[int]


def recognised(header: Sequence[str], source: Source) -> int:
    """Return how many header cells name a column of the source."""
    keys = {header_key(name) for column in source.columns for name in (column.label_sv, column.name)}
    return sum(1 for cell in header if header_key(cell) in keys)


def has_all_required(header: Sequence[str], source: Source) -> bool:
    """Whether every required column of the source is in the header."""
    keys = {header_key(cell) for cell in header}
    return all({header_key(column.label_sv), header_key(column.name)} & keys for column in source.required)


def match_headers(header: Sequence[str], source: Source, line_no: int, rows_in: int) -> HeaderMatch:
    """Match the header cells with the columns of the source; order, case, spaces and diacritics do not count.

    Raises:
        Refusal: Too many columns, the same column twice, or a required column missing.
    """
    if len(header) > MAX_COLUMNS:
        problem = file_problem("too_many_columns", count=len(header), limit=MAX_COLUMNS)
        raise Refusal(problem, line_no, rows_in)
    by_key = {header_key(name): column for column in source.columns for name in (column.label_sv, column.name)}
    known: dict[str, int] = {}
    unknown: dict[int, str] = {}
    nameless: set[int] = set()
    taken: set[str] = set()
    for index, cell in enumerate(header):
        column = by_key.get(header_key(cell))
        if not cell:
            unknown[index] = f"kolumn {index + 1}"
            nameless.add(index)
            continue
        name = column.name if column else cell.casefold()
        if name in taken:
            problem = file_problem("header_duplicate", column=safe_label(cell))
            raise Refusal(problem, line_no, rows_in)
        taken.add(name)
        if column:
            known[column.name] = index
        else:
            unknown[index] = cell
    missing = [column for column in source.required if column.name not in known]
    if missing:
        found_sv, found_en = _headers_found(header, source)
        problem = file_problem(
            "column_missing",
            missing_sv=", ".join(column.label_sv for column in missing),
            missing_en=", ".join(column.name for column in missing),
            found_sv=found_sv,
            found_en=found_en,
        )
        raise Refusal(problem, line_no, rows_in)
    return HeaderMatch(known, unknown, frozenset(nameless))


def safe_label(text: str) -> str:
    """Return a header as it may be shown: a file without header row has data there, so long numbers are hidden."""
    shown = _MANY_DIGITS.sub("…", mask_line(" ".join(text.split())))
    return shown if len(shown) <= 40 else shown[:39] + "…"


def _headers_found(header: Sequence[str], source: Source) -> tuple[str, str]:
    """Tell the headers of the file; of person rows only those of the contract, as the rest may be names."""
    named = [cell for cell in header if cell]
    personal = source.person_column is not None
    shown = [cell for cell in named if recognised([cell], source)] if personal else named[:_SHOWN_HEADERS]
    labels = ", ".join(safe_label(cell) for cell in shown)
    others = len(named) - len(shown)
    if not others:
        return labels or "inga", labels or "none"
    joint = ", " if labels else ""
    return f"{labels}{joint}{others} andra", f"{labels}{joint}{others} others"
