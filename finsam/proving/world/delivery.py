"""What a delivery is before it is a file: rows of the contract, a ledger, or a provider's document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path, PurePosixPath

NATIONAL = "_national"

Value = str | int | Decimal | date | None
Row = dict[str, Value]
Objects = tuple[tuple[str, str], ...]


@dataclass
class Table:
    """Rows of a source of the contract.

    Attributes:
        source: Source code of the contract.
        rows: Canonical column -> value; a column that is not given is empty.
    """

    source: str
    rows: list[Row]


@dataclass
class Line:
    """One line of a voucher; debit is positive, objects are pairs of dimension and object code."""

    account: str
    amount: Decimal
    objects: Objects = ()


@dataclass
class Voucher:
    """One voucher; its lines sum to zero."""

    series: str
    number: int
    day: date
    text: str
    lines: list[Line]


@dataclass
class Ledger:
    """The books of one association and year.

    Attributes:
        company: Name of the association.
        fiscal_year: The calendar year.
        generated_on: The day the file was made.
        accounts: Account -> its name and its kind in SIE (T, S, I, K).
        dimensions: Dimension number -> its name.
        objects: Dimension number and object code -> the object's name.
        opening: Balance account -> balance when the year begins.
        closing: Balance account -> balance when the year ends.
        result: Result account -> sum of the year.
        vouchers: In the order of their numbers.
    """

    company: str
    fiscal_year: int
    generated_on: date
    accounts: dict[str, tuple[str, str]]
    dimensions: dict[str, str]
    objects: dict[tuple[str, str], str]
    opening: dict[str, Decimal] = field(default_factory=dict)
    closing: dict[str, Decimal] = field(default_factory=dict)
    result: dict[str, Decimal] = field(default_factory=dict)
    vouchers: list[Voucher] = field(default_factory=list)


@dataclass
class Document:
    """A file as its provider publishes it."""

    data: bytes


Content = Table | Ledger | Document


@dataclass
class Delivery:
    """One file of the world.

    Attributes:
        association: Folder of the association.
        source: Folder of the source.
        name: File name.
        content: What it says.
        form: Writes the content as the bytes of the file.
    """

    association: str
    source: str
    name: str
    content: Content
    form: Callable[[Content], bytes]

    @property
    def path(self) -> PurePosixPath:
        """Place below the exports folder."""
        return PurePosixPath(self.association, self.source, self.name)

    def render(self) -> bytes:
        """Return the bytes of the file."""
        return self.form(self.content)

    def write(self, folder: Path) -> Path:
        """Write the file below an exports folder and return its place.

        Raises:
            OSError: The folder cannot be written.
        """
        place = folder / self.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(self.render())
        return place
