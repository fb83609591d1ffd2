"""Published person counts and the sums that bind them, read once and put in an order of their own.

Cells that must be equal (the same number in two relations, a total of one part) become one number, so that they are
hidden or shown together. What an attacker knows for certain from other sources is left out of the sums.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from finsam.errors import InputError

Row = tuple[tuple[int, int], ...]
LARGEST = 10**15

_CELL_TYPES = {
    "cell_id": pa.string(),
    "value": pa.int64(),
    "cost": pa.int64(),
    "component": pa.string(),
    "is_fixed": pa.bool_(),
    "was_hidden": pa.bool_(),
}
_SUM_TYPES = {"sum_id": pa.string(), "cell_id": pa.string(), "coefficient": pa.int64()}
_MAY_BE_NULL = {"component", "is_fixed", "was_hidden"}


@dataclass(frozen=True)
class System:
    """The numbers and the sums between them; a number is one cell or several that must be equal.

    Attributes:
        cells: Per number its cell_ids, sorted; the numbers are sorted by their first.
        value: Per number its value.
        cost: Per number the sum of its cells' costs, counted from the lowest cost of all.
        is_total: Per number whether it is the sum of two or more others.
        is_known: Per number whether it is public already, or follows from those that are.
        was_hidden: Per number whether an earlier build hid any of its cells.
        rows: The sums over numbers that are not known: (number, coefficient), each sum once.
        uses: Per number the rows it is in, with its coefficient.
    """

    cells: tuple[tuple[str, ...], ...]
    value: tuple[int, ...]
    cost: tuple[int, ...]
    is_total: tuple[bool, ...]
    is_known: tuple[bool, ...]
    was_hidden: tuple[bool, ...]
    rows: tuple[Row, ...]
    uses: tuple[tuple[tuple[int, int], ...], ...]


def read_system(cells: pa.Table, sums: pa.Table) -> System:
    """Return the system of two tables (columns as in `protect`), the same for any order of their rows.

    Raises:
        InputError: A column, a value or a sum cannot be used; the message names it.
    """
    listed = sorted(_rows(cells, _CELL_TYPES, "cells"), key=lambda cell: str(cell["cell_id"]))
    _check_cells(listed)
    terms = _terms(sums, {cell["cell_id"]: place for place, cell in enumerate(listed)}, [c["value"] for c in listed])
    group = _equal_numbers(len(listed), terms)
    numbers = sorted(set(group))
    place = {number: at for at, number in enumerate(numbers)}
    members: list[list[dict[str, Any]]] = [[] for _ in numbers]
    for cell, number in zip(listed, group, strict=True):
        members[place[number]].append(cell)
    rows = sorted({row for row in (_row(term, group, place) for term in terms) if row})
    lowest = min((cell["cost"] for cell in listed), default=0)
    is_known = [any(cell["is_fixed"] for cell in group_) for group_ in members]
    open_rows = _without_known(rows, is_known)
    uses: list[list[tuple[int, int]]] = [[] for _ in numbers]
    for at, row in enumerate(open_rows):
        for number, coefficient in row:
            uses[number].append((at, coefficient))
    totals = set(_totals(rows))
    return System(
        cells=tuple(tuple(cell["cell_id"] for cell in group_) for group_ in members),
        value=tuple(group_[0]["value"] for group_ in members),
        cost=tuple(sum(cell["cost"] - lowest for cell in group_) for group_ in members),
        is_total=tuple(number in totals for number in range(len(numbers))),
        is_known=tuple(is_known),
        was_hidden=tuple(any(cell["was_hidden"] for cell in group_) for group_ in members),
        rows=tuple(open_rows),
        uses=tuple(map(tuple, uses)),
    )


def _rows(table: pa.Table, types: dict[str, pa.DataType], name: str) -> list[dict[str, Any]]:
    columns = {}
    for column, kind in types.items():
        if column not in table.column_names:
            raise InputError(
                f"Röjandekontrollen: kolumnen {column} saknas i tabellen {name}.",
                f"Disclosure control: the column {column} is missing in the table {name}.",
            )
        try:
            columns[column] = table[column].cast(kind)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
            raise InputError(
                f"Röjandekontrollen: kolumnen {column} i tabellen {name} är inte av typen {kind}.",
                f"Disclosure control: the column {column} of the table {name} is not of type {kind}.",
            ) from error
        if column not in _MAY_BE_NULL and columns[column].null_count:
            raise InputError(
                f"Röjandekontrollen: kolumnen {column} i tabellen {name} har tomma värden.",
                f"Disclosure control: the column {column} of the table {name} has empty values.",
            )
        if pa.types.is_boolean(kind):
            columns[column] = pc.fill_null(columns[column], False)
    found: list[dict[str, Any]] = pa.table(columns).to_pylist()
    return found


def _check_cells(listed: list[dict[str, Any]]) -> None:
    for before, cell in zip([None, *listed], listed, strict=False):
        if before and before["cell_id"] == cell["cell_id"]:
            raise InputError(
                f"Röjandekontrollen: cellen {cell['cell_id']!r} finns flera gånger.",
                f"Disclosure control: the cell {cell['cell_id']!r} is there several times.",
            )
        if not 0 <= cell["value"] <= LARGEST:
            raise InputError(
                f"Röjandekontrollen: cellen {cell['cell_id']!r} är inte ett antal mellan 0 och {LARGEST}.",
                f"Disclosure control: the cell {cell['cell_id']!r} is not a count between 0 and {LARGEST}.",
            )


def _terms(sums: pa.Table, place: dict[str, int], value: list[int]) -> list[dict[int, int]]:
    terms: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for term in _rows(sums, _SUM_TYPES, "sums"):
        if term["cell_id"] not in place:
            raise InputError(
                f"Röjandekontrollen: summan {term['sum_id']!r} nämner cellen {term['cell_id']!r}, som inte finns.",
                f"Disclosure control: the sum {term['sum_id']!r} names the cell {term['cell_id']!r}, which is missing.",
            )
        terms[term["sum_id"]][place[term["cell_id"]]] += term["coefficient"]
    for sum_id in sorted(terms):
        if sum(coefficient * value[cell] for cell, coefficient in terms[sum_id].items()):
            raise InputError(
                f"Röjandekontrollen: summan {sum_id!r} stämmer inte i uppgifterna. Rätta summan eller cellerna i den.",
                f"Disclosure control: the sum {sum_id!r} does not hold in the data. Correct the sum or its cells.",
            )
    return [terms[sum_id] for sum_id in sorted(terms)]


def _equal_numbers(count: int, terms: list[dict[int, int]]) -> list[int]:
    """Return per cell the lowest cell that it must be equal to: sums of two numbers with opposite coefficients."""
    group = list(range(count))

    def find(cell: int) -> int:
        while group[cell] != cell:
            group[cell] = group[group[cell]]
            cell = group[cell]
        return cell

    waiting, merged = terms, True
    while merged:
        merged, kept = False, []
        for term in waiting:
            joined: dict[int, int] = defaultdict(int)
            for cell, coefficient in term.items():
                joined[find(cell)] += coefficient
            left = [(number, coefficient) for number, coefficient in joined.items() if coefficient]
            if len(left) == 2 and left[0][1] == -left[1][1]:
                low, high = sorted(number for number, _ in left)
                group[high] = low
                merged = True
            elif left:
                kept.append(term)
        waiting = kept
    return [find(cell) for cell in range(count)]


def _row(term: dict[int, int], group: list[int], place: dict[int, int]) -> Row:
    joined: dict[int, int] = defaultdict(int)
    for cell, coefficient in term.items():
        joined[place[group[cell]]] += coefficient
    return _plain(joined.items())


def _plain(terms: Iterable[tuple[int, int]]) -> Row:
    """Return the sum in lowest terms, its first coefficient positive, so that the same sum looks the same."""
    row = sorted((number, coefficient) for number, coefficient in terms if coefficient)
    if not row:
        return ()
    shared = math.gcd(*(coefficient for _, coefficient in row)) * (1 if row[0][1] > 0 else -1)
    return tuple((number, coefficient // shared) for number, coefficient in row)


def _without_known(rows: list[Row], is_known: list[bool]) -> list[Row]:
    """Leave the known numbers out; a number that is then alone in a sum is known as well."""
    while True:
        rows = sorted({row for row in (_plain(t for t in row if not is_known[t[0]]) for row in rows) if row})
        alone = [row[0][0] for row in rows if len(row) == 1]
        if not alone:
            return rows
        for number in alone:
            is_known[number] = True


def _totals(rows: list[Row]) -> Iterable[int]:
    for row in rows:
        signs = Counter(coefficient > 0 for _, coefficient in row)
        for number, coefficient in row:
            if signs[coefficient > 0] == 1 and signs[coefficient < 0] > 1:
                yield number
