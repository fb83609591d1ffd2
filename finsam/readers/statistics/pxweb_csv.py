"""The CSV of PxWeb: wide (a column per contents and period) or long (a column for the period)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from finsam.readers.statistics.codes import (
    SCB_SEX,
    breakdown,
    breakdown_key,
    parse_period,
    plain,
    region_code,
    sex_code,
    shown,
)
from finsam.readers.statistics.observation import Observations, Region, Subject
from finsam.readers.statistics.problems import ObservationError, refusal
from finsam.readers.statistics.values import text_amount
from finsam.readers.table.decode import decode
from finsam.readers.table.problems import Refusal, file_problem
from finsam.readers.table.sheet import MAX_CELL_CHARS, MAX_COLUMNS

_DELIMITERS = (",", ";", "\t")
_REGION = {"region", "lan", "kommun"}
_TIME = {"tid", "ar", "manad", "kvartal"}
_CONTENTS = {"tabellinnehall", "contentscode"}
_SEX = {"kon"}
_KNOWN = _REGION | _TIME | _CONTENTS | _SEX | {"alder", "civilstand"}
_PERIOD_AT_END = re.compile(r"(?:(.*)\s)?([0-9]{4}(?:M(?:0[1-9]|1[0-2])|K[1-4])?)")
_CODE_AND_TEXT = re.compile(r"([0-9][0-9A-Z]*)(?:\s+(\S.*))?")
_HEADER_WITHIN = 5
_EXPECTED = (
    'CSV från PxWeb: "region", ..., "Folkmängd 2019" eller "region", ..., "år", "Folkmängd" / '
    'CSV of PxWeb: "region", ..., "Folkmängd 2019" or "region", ..., "år", "Folkmängd"'
)


@dataclass(frozen=True)
class _Figure:
    """A column of figures: what it measures and, in a wide table, of which period."""

    column: int
    measure: str
    period: str


@dataclass(frozen=True)
class _Layout:
    """Which column is which; -1 for none."""

    header: tuple[str, ...]
    title: str
    region: int
    sex: int
    time: int
    contents: int
    others: tuple[int, ...]
    figures: tuple[_Figure, ...]


def read_pxweb_csv(data: bytes, found: Observations) -> None:
    """Read one table; the dataset is its title line, else "pxweb" since the CSV does not name the table.

    Raises:
        Refusal: It is not whole, or has not the columns of a table of PxWeb.
    """
    text, notes = decode(data)
    found.notes.extend(notes)
    rows = _rows(text)
    start, layout = _header(rows)
    for row in rows[start + 1 :]:
        if any(cell.strip() for cell in row):
            _read_row(row, layout, found)


def _rows(text: str) -> list[list[str]]:
    """Split the text by the delimiter that gives most columns; quotation marks fit only one of them."""
    parsed: list[tuple[int, list[list[str]]]] = []
    fault = "quote_broken"
    for delimiter in _DELIMITERS:
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
        except csv.Error as error:
            fault = "cell_too_long" if "field limit" in str(error) else fault
        else:
            parsed.append((max((len(row) for row in rows[:_HEADER_WITHIN]), default=0), rows))
    if not parsed:
        raise Refusal(file_problem(fault, line=1, limit=MAX_CELL_CHARS))
    return max(parsed, key=lambda candidate: candidate[0])[1]


def _header(rows: list[list[str]]) -> tuple[int, _Layout]:
    """Find the header row; a title and an empty line may stand before it."""
    for number, row in enumerate(rows[:_HEADER_WITHIN]):
        names = [cell.strip() for cell in row]
        if any(plain(name) in _REGION for name in names):
            titles = [cell.strip() for before in rows[:number] for cell in before if cell.strip()]
            return number, _layout(names, titles[0] if titles else "pxweb")
    first = ", ".join(shown(cell) for cell in (rows[0] if rows else [])[:8])
    raise refusal("shape_unknown", found=first or "-", expected=_EXPECTED)


def _layout(names: list[str], title: str) -> _Layout:
    if len(names) > MAX_COLUMNS:
        raise Refusal(file_problem("too_many_columns", count=len(names), limit=MAX_COLUMNS))
    repeated = [name for name in names if names.count(name) > 1]
    if repeated:
        raise refusal("column_repeated", found=shown(repeated[0]), sheet="CSV")
    keys = [plain(name) for name in names]
    region, sex, time, contents = (_only(keys, known) for known in (_REGION, _SEX, _TIME, _CONTENTS))
    figures = _long(names, keys) if time >= 0 else _wide(names, keys, contents)
    if not figures:
        found = ", ".join(shown(name) for name in names[:8])
        raise refusal("shape_unknown", found=found, expected=_EXPECTED)
    taken = {region, sex, time, contents, *(figure.column for figure in figures)}
    others = tuple(column for column in range(len(names)) if column not in taken)
    return _Layout(tuple(names), title, region, sex, time, contents, others, figures)


def _only(keys: Sequence[str], known: set[str]) -> int:
    """Return the place of the one column with a known name; the last one where a table has county and municipality."""
    places = [place for place, key in enumerate(keys) if key in known]
    return places[-1] if places else -1


def _long(names: Sequence[str], keys: Sequence[str]) -> tuple[_Figure, ...]:
    """Everything to the right of the last variable is a column of figures, named after its contents."""
    last = max(place for place, key in enumerate(keys) if key in _KNOWN)
    return tuple(_Figure(place, names[place], "") for place in range(last + 1, len(names)))


def _wide(names: Sequence[str], keys: Sequence[str], contents: int) -> tuple[_Figure, ...]:
    """Each column whose name ends in a period is a column of figures; the rest of the name is its contents."""
    figures = []
    for place, name in enumerate(names):
        match = _PERIOD_AT_END.fullmatch(name)
        if match and keys[place] not in _KNOWN and (contents >= 0) == (match[1] is None):
            figures.append(_Figure(place, match[1] or "", match[2]))
    return tuple(figures)


def _read_row(row: list[str], layout: _Layout, found: Observations) -> None:
    """Read the figures of one row; one that does not fit the header is one observation in quarantine per figure."""
    for figure in layout.figures:
        try:
            if len(row) != len(layout.header):
                raise ObservationError(
                    "observation_broken", name="kolumner / columns", expected=str(len(layout.header))
                )
            _read_figure(row, figure, layout, found)
        except ObservationError as error:
            found.reject(error.problem, dict(zip(layout.header, row, strict=False)))


def _read_figure(row: list[str], figure: _Figure, layout: _Layout, found: Observations) -> None:
    measure = row[layout.contents].strip() if layout.contents >= 0 else figure.measure
    if not measure:
        raise ObservationError("observation_broken", name="tabellinnehåll / contents", expected="Folkmängd")
    others = {breakdown_key(layout.header[column]): row[column] for column in layout.others}
    sex = sex_code(row[layout.sex], SCB_SEX) if layout.sex >= 0 else "all"
    period = parse_period(figure.period or row[layout.time])
    amount = text_amount(row[figure.column])
    subject = Subject(layout.title, measure, measure, breakdown(others))
    found.add(subject, _region(row[layout.region]), sex, period, amount)


def _region(cell: str) -> Region:
    match = _CODE_AND_TEXT.fullmatch(cell.strip())
    if not match:
        raise ObservationError("region_without_code")
    return Region(region_code(match[1]), match[2])
