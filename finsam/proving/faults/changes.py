"""Small changes that many faults share: of a cell, of a row, of a ledger."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from finsam.proving.faults.kit import Delivered, Fault, Ledger, Maker, NotHereError, Row, Table, number

Change = Callable[[str, Table], str]
Where = Callable[[Row], bool]


def anything(_row: Row) -> bool:
    """Any row will do."""
    return True


def cell(column: str, change: Change, where: Where = anything, every: bool = False) -> Maker:
    """Change one filled cell of a column, or all of them."""

    def make(file: Delivered, rng: Random) -> None:
        table = Table(file)
        if every:
            for row in table.rows():
                with suppress(NotHereError):
                    row[column] = change(row[column], table)
        else:
            row = table.pick(rng, lambda row: bool(row[column]) and where(row))
            row[column] = change(row[column], table)
        table.save()

    return make


def rows(edit: Callable[[Table, Random], None]) -> Maker:
    """Change a table."""

    def make(file: Delivered, rng: Random) -> None:
        table = Table(file)
        edit(table, rng)
        table.save()

    return make


def ledger(edit: Callable[[Ledger, Random], None]) -> Maker:
    """Change a ledger."""

    def make(file: Delivered, rng: Random) -> None:
        book = Ledger(file)
        edit(book, rng)
        book.save()

    return make


def octets(change: Callable[[bytes], bytes]) -> Maker:
    """Change the bytes of a file."""

    def make(file: Delivered, _rng: Random) -> None:
        file.write(change(file.data))

    return make


def dropped(where: Where = anything) -> Maker:
    """Lose a row."""
    return rows(lambda table, rng: table.drop(table.pick(rng, where)))


def doubled(where: Where = anything) -> Maker:
    """Repeat a row."""

    def edit(table: Table, rng: Random) -> None:
        table.add(table.pick(rng, where))

    return rows(edit)


def doubled_with(column: str, change: Change, where: Where = anything) -> Maker:
    """Repeat a row with another value in one column."""

    def edit(table: Table, rng: Random) -> None:
        row = table.add(table.pick(rng, lambda row: bool(row[column]) and where(row)))
        row[column] = change(row[column], table)

    return rows(edit)


def exchanged(one: str, other: str, where: Where = anything, every: bool = False) -> Maker:
    """Exchange two columns in a row, or in all rows."""

    def edit(table: Table, rng: Random) -> None:
        chosen = table.rows() if every else [table.pick(rng, lambda row: row[one] != row[other] and where(row))]
        for row in chosen:
            row[one], row[other] = row[other], row[one]

    return rows(edit)


def filled(column: str, text: str, where: Where = anything) -> Maker:
    """Write a value into a cell, filled or not."""

    def edit(table: Table, rng: Random) -> None:
        if column not in table.places:
            raise NotHereError
        table.pick(rng, lambda row: row[column] != text and where(row))[column] = text

    return rows(edit)


def becomes(text: str) -> Change:
    """Another value."""
    return lambda _old, _table: text


def times(factor: str) -> Change:
    """A number so many times as large."""

    def change(text: str, table: Table) -> str:
        value = number(text)
        if not value:
            raise NotHereError
        return table.write_number(value * Decimal(factor))

    return change


def plus(step: str) -> Change:
    """A number so much larger."""
    return lambda text, table: table.write_number(number(text) + Decimal(step))


def negated(text: str, table: Table) -> str:
    """A number with the other sign."""
    return times("-1")(text, table)


def without_comma(text: str, _table: Table) -> str:
    """A number that has lost its decimal sign."""
    if not re.fullmatch(r"\d+[.,]\d+", text):
        raise NotHereError
    return re.sub("[.,]", "", text)


def digits_swapped(text: str, _table: Table) -> str:
    """A number with its first two different neighbours exchanged."""
    for at in range(len(text) - 1):
        if text[at].isdigit() and text[at + 1].isdigit() and text[at] != text[at + 1] and text[at + 1] != "0":
            return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    raise NotHereError


def later_by(days: int) -> Change:
    """A date so many days later."""
    return lambda text, _table: (day(text) + timedelta(days=days)).isoformat()


def years_later(years: int) -> Change:
    """A date or year in another year."""

    def change(text: str, _table: Table) -> str:
        if re.fullmatch(r"\d{4}", text):
            return str(int(text) + years)
        known = day(text)
        return known.replace(year=known.year + years, day=min(known.day, 28)).isoformat()

    return change


def day(text: str) -> date:
    """Read a date.

    Raises:
        NotHereError: It is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotHereError from None


def has(*columns: str) -> Where:
    """Rows in which these cells are filled."""
    return lambda row: all(row[column] for column in columns)


def is_(column: str, *values: str) -> Where:
    """Rows in which a cell has one of these values."""
    return lambda row: row[column] in values


def above(column: str, least: int) -> Where:
    """Rows with a number of at least so much."""

    def where(row: Row) -> bool:
        try:
            return number(row[column]) >= least
        except NotHereError:
            return False

    return where


def kind(  # noqa: PLR0917  the catalogue reads as a table
    code: str, family: str, severity: str, sources: str, sv: str, en: str, make: Maker
) -> Fault:
    """Name a kind of fault; the sources are separated by blanks."""
    return Fault(code, family, severity, tuple(sources.split()), sv, en, make)
