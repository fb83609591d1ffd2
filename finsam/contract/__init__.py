"""The delivery contract: which sources there are, and which columns of which type each of them has.

The contract is data (deliveries.csv beside this file): a new source is new rows there and no module anywhere.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from finsam.errors import FinsamError

_DECIMAL = re.compile(r"decimal\((\d+)[.,](\d+)\)")
_PLAIN_TYPES = frozenset({"text", "code", "integer", "date"})
_ROLES = frozenset({"", "money", "person"})


class ContractError(FinsamError):
    """The contract file itself is wrong; nothing can be read by it."""


@dataclass(frozen=True)
class Column:
    """One column of a source.

    Attributes:
        source: Source code, such as "budget".
        label_sv: Swedish header, such as "Belopp".
        name: Canonical name, such as "amount_sek"; also the name of the raw column.
        kind: text, code, integer, date or decimal.
        declared_type: The type as written in the contract, such as "decimal(18.2)".
        precision: Total digits of a decimal, else 0.
        scale: Digits after the decimal sign of a decimal, else 0.
        required: An empty cell is an error and a missing column refuses the file.
        values: The closed list of values, or empty.
        separator: What separates several values in one cell, or empty.
        code_list: The list of the definitions that holds the values, or empty.
        pattern: Regular expression that the whole value has to match, or empty.
        example: A value that matches the pattern, or empty.
        minimum: The least number allowed, or None.
        unit: SEK, persons, pct ..., or empty.
        role: "money" for amounts in SEK, "person" for personal numbers, else empty.
        description_sv: What the column holds, in Swedish.
        description_en: The same in English.
    """

    source: str
    label_sv: str
    name: str
    kind: str
    declared_type: str
    precision: int
    scale: int
    required: bool
    values: tuple[str, ...]
    separator: str
    code_list: str
    pattern: str
    example: str
    minimum: int | None
    unit: str
    role: str
    description_sv: str
    description_en: str


@dataclass(frozen=True)
class Source:
    """One kind of delivery; `columns` is empty for a source that is not a table (sie)."""

    name: str
    description_sv: str
    description_en: str
    columns: tuple[Column, ...]

    @property
    def is_table(self) -> bool:
        """Whether the table reader reads this source."""
        return bool(self.columns)

    @property
    def required(self) -> tuple[Column, ...]:
        """The columns that a delivery cannot do without."""
        return tuple(column for column in self.columns if column.required)

    @property
    def money_column(self) -> Column | None:
        """The column of the control total: the first one with role money, or None."""
        return next((column for column in self.columns if column.role == "money"), None)

    @property
    def person_column(self) -> Column | None:
        """The column with personal numbers, or None."""
        return next((column for column in self.columns if column.role == "person"), None)

    def column(self, name: str) -> Column:
        """Return the column with the canonical name; raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@dataclass(frozen=True)
class Contract:
    """All sources by name, in the order of the contract file."""

    sources: Mapping[str, Source]

    @property
    def tables(self) -> tuple[Source, ...]:
        """The sources that the table reader reads."""
        return tuple(source for source in self.sources.values() if source.is_table)


def header_key(text: str) -> str:
    """Return what is left of a header when case, spaces, signs and diacritics do not count.

    "Kvar  från förra perioden", "KVAR_FRAN_FORRA_PERIODEN" and "kvar fran forra perioden" have the same key.
    """
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in decomposed if sign.isalnum())


@cache
def load_contract() -> Contract:
    """Return the contract that is installed with the package.

    Raises:
        ContractError: The contract file contradicts itself.
    """
    text = (resources.files(__name__) / "deliveries.csv").read_text(encoding="utf-8")
    return contract_from_rows(csv.DictReader(text.splitlines(), strict=True))


def contract_from_rows(rows: Iterable[Mapping[str, str]]) -> Contract:
    """Build a contract from the rows of a contract file; a row without column name describes its source.

    Raises:
        ContractError: A row has an unknown type or role, or two headers of a source cannot be told apart.
    """
    descriptions: dict[str, tuple[str, str]] = {}
    columns: dict[str, list[Column]] = {}
    for row in rows:
        name = row["source"]
        columns.setdefault(name, [])
        if row["column"]:
            columns[name].append(_column(row))
        else:
            descriptions[name] = (row["description_sv"], row["description_en"])
    for name, listed in columns.items():
        _demand_distinct_headers(name, listed)
    return Contract(
        {name: Source(name, *descriptions.get(name, ("", "")), tuple(listed)) for name, listed in columns.items()}
    )


def _column(row: Mapping[str, str]) -> Column:
    """Turn one contract row into a column."""
    declared = row["type"]
    decimal = _DECIMAL.fullmatch(declared)
    if decimal is None and declared not in _PLAIN_TYPES:
        raise _contract_error(row, f"typen {declared!r} finns inte", f"type {declared!r} does not exist")
    if row["role"] not in _ROLES:
        raise _contract_error(row, f"rollen {row['role']!r} finns inte", f"role {row['role']!r} does not exist")
    return Column(
        source=row["source"],
        label_sv=row["column_sv"],
        name=row["column"],
        kind="decimal" if decimal else declared,
        declared_type=declared,
        precision=int(decimal[1]) if decimal else 0,
        scale=int(decimal[2]) if decimal else 0,
        required=row["required"] == "yes",
        values=tuple(row["values"].split("|")) if row["values"] else (),
        separator=row["separator"],
        code_list=row["code_list"],
        pattern=row["pattern"],
        example=row["example"],
        minimum=int(row["minimum"]) if row["minimum"] else None,
        unit=row["unit"],
        role=row["role"],
        description_sv=row["description_sv"],
        description_en=row["description_en"],
    )


def _contract_error(row: Mapping[str, str], sv: str, en: str) -> ContractError:
    where = f"{row['source']}.{row['column']}"
    return ContractError(f"Leveranskontraktet, {where}: {sv}.", f"The delivery contract, {where}: {en}.")


def _demand_distinct_headers(source: str, columns: Iterable[Column]) -> None:
    """Two columns of a source may not answer to the same header."""
    owner: dict[str, str] = {}
    for column in columns:
        for key in {header_key(column.label_sv), header_key(column.name)}:
            if owner.setdefault(key, column.name) != column.name:
                raise ContractError(
                    f"Leveranskontraktet, {source}: rubriken för {column.name} går inte att skilja från {owner[key]}.",
                    f"The delivery contract, {source}: {column.name} and {owner[key]} have the same header.",
                )
