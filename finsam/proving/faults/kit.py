"""What faults are made with: delivered files that can be read, changed and written back in their own form."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from random import Random

from finsam.contract import header_key, load_contract
from finsam.receive import is_delivery

HARMLESS = "harmless"
_BOM = b"\xef\xbb\xbf"
_TRANS = re.compile(r"(\s*#TRANS\s+)(\S+)(\s+\{[^}]*\}\s+)(-?\d+(?:\.\d+)?)(.*)", re.DOTALL)
_KSUMMA = "#KSUMMA"


class NotHereError(Exception):
    """A file has no place for this kind of fault."""


@dataclass(frozen=True)
class Delivered:
    """One delivered file.

    Args:
        exports: The folder of all deliveries.
        path: The file.
    """

    exports: Path
    path: Path

    @property
    def association(self) -> str:
        """The association that delivered it."""
        return self.path.relative_to(self.exports).parts[0]

    @property
    def source(self) -> str:
        """The kind of delivery."""
        return self.path.relative_to(self.exports).parts[1]

    @property
    def data(self) -> bytes:
        """The bytes."""
        return self.path.read_bytes()

    def write(self, data: bytes) -> None:
        """Replace the bytes; a change that changes nothing is no fault of this file."""
        if data == self.data:
            raise NotHereError
        self.path.write_bytes(data)

    def beside(self, name: str) -> Path:
        """Return the place of another file in the same folder."""
        return self.path.with_name(name)


def delivered(exports: Path) -> Iterator[Delivered]:
    """Yield every delivery of a folder, sorted."""
    for path in sorted(exports.glob("*/*/*")):
        if path.is_file() and is_delivery(path.name):
            yield Delivered(exports, path)


class Row:
    """One row of a table, by the canonical names of its columns."""

    def __init__(self, places: Mapping[str, int], cells: list[str]) -> None:
        """Look at the cells."""
        self._places = places
        self.cells = cells

    def __getitem__(self, column: str) -> str:
        """Return a cell; empty where the file has no such column."""
        place = self._places.get(column)
        return self.cells[place] if place is not None and place < len(self.cells) else ""

    def __setitem__(self, column: str, text: str) -> None:
        """Replace a cell."""
        self.cells[self._places[column]] = text

    def same(self, other: Row, *columns: str) -> bool:
        """Whether two rows agree on these columns."""
        return all(self[column] == other[column] for column in columns)


class Table:
    """A delivered CSV in its own encoding, separator and line ends; a workbook is written back as CSV."""

    def __init__(self, file: Delivered) -> None:
        """Read it."""
        self.file = file
        if file.path.suffix.lower() == ".xlsx":
            self.bom, self.encoding, self.newline, self.separator = False, "utf-8", "\n", ";"
            self.header, *self.cells = _sheet(file.path)
            return
        data = file.data
        if file.path.suffix.lower() != ".csv":
            raise NotHereError
        self.bom = data.startswith(_BOM)
        body = data.removeprefix(_BOM)
        try:
            self.encoding, text = "utf-8", body.decode("utf-8")
        except UnicodeDecodeError:
            self.encoding, text = "cp1252", body.decode("cp1252")
        first = text.split("\n", 1)[0]
        self.newline = "\r\n" if first.endswith("\r") else "\n"
        self.separator = max(";,\t", key=first.count)
        cells = list(csv.reader(io.StringIO(text, newline=""), delimiter=self.separator))
        self.header, self.cells = cells[0], cells[1:]

    @property
    def places(self) -> dict[str, int]:
        """Canonical column -> place in the file."""
        source = load_contract().sources[self.file.source]
        names = {header_key(name): column.name for column in source.columns for name in (column.label_sv, column.name)}
        return {names[header_key(cell)]: place for place, cell in enumerate(self.header) if header_key(cell) in names}

    def rows(self) -> list[Row]:
        """Return all rows."""
        places = self.places
        return [Row(places, cells) for cells in self.cells]

    def pick(self, rng: Random, where: Callable[[Row], bool]) -> Row:
        """Return one of the rows for which something holds."""
        found = [row for row in self.rows() if where(row)]
        if not found:
            raise NotHereError
        return rng.choice(found)

    def add(self, row: Row) -> Row:
        """Add a copy of a row at the end."""
        copy = Row(self.places, list(row.cells))
        self.cells.append(copy.cells)
        return copy

    def drop(self, row: Row) -> None:
        """Remove a row."""
        self.cells = [cells for cells in self.cells if cells is not row.cells]

    def write_number(self, value: Decimal) -> str:
        """Write a number as this file writes numbers."""
        text = format(value, "f")
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        return text.replace(".", ",") if self.separator == ";" else text

    def text(self) -> str:
        """Return the whole file as text."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter=self.separator, lineterminator=self.newline)
        writer.writerows([self.header, *self.cells])
        return out.getvalue()

    def save(self) -> None:
        """Write it back."""
        self.write((_BOM if self.bom else b"") + self.text().encode(self.encoding, "replace"))

    def write(self, data: bytes) -> None:
        """Replace the file by these bytes of a CSV."""
        place = self.file.path.with_suffix(".csv")
        if place != self.file.path:
            if place.exists():
                raise NotHereError
            self.file.path.unlink()
            place.write_bytes(data)
        else:
            self.file.write(data)


def _sheet(path: Path) -> list[list[str]]:
    """The cells of a workbook with one sheet, as texts of a CSV with decimal commas."""
    import openpyxl  # noqa: PLC0415

    book = openpyxl.load_workbook(path, data_only=True)
    if len(book.worksheets) > 1:
        raise NotHereError
    return [[_shown(value) for value in row] for row in book.active.iter_rows(values_only=True)]


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f").replace(".", ",")
    return "" if value is None else str(value)


def number(text: str) -> Decimal:
    """Read a number of a delivery.

    Raises:
        NotHereError: It is none.
    """
    plain = re.sub(r"\s", "", text).replace(",", ".").replace("\u2212", "-")
    if not re.fullmatch(r"-?\d+(\.\d+)?", plain):
        raise NotHereError
    return Decimal(plain)


class Ledger:
    """A SIE file as lines. CP437 reads and writes any bytes, so all that is not changed stays as it was.

    It is written back without its control total, as by a program that makes none: the fault was there before.
    """

    def __init__(self, file: Delivered) -> None:
        """Read it."""
        self.file = file
        text = file.data.decode("cp437")
        self.newline = "\r\n" if "\r\n" in text else "\n"
        lines = text.split(self.newline)
        if not any(line.startswith("#SIETYP 4") for line in lines):
            raise NotHereError
        self.lines = [line for line in lines if not line.startswith(_KSUMMA)]

    def vouchers(self) -> list[tuple[int, int]]:
        """Return first and last line of every voucher."""
        found, start = [], 0
        for at, line in enumerate(self.lines):
            if line.startswith("#VER"):
                start = at
            elif line.strip() == "}":
                found.append((start, at))
        return found

    def voucher(self, rng: Random, where: Callable[[list[str]], bool] = lambda _lines: True) -> tuple[int, int]:
        """Return one voucher with at least two lines of money."""
        found = [
            (a, b)
            for a, b in self.vouchers()
            if sum(_amount(line) != 0 for line in self.lines[a : b + 1]) > 1 and where(self.lines[a : b + 1])
        ]
        if not found:
            raise NotHereError
        return rng.choice(found)

    def transactions(self, first: int = 0, last: int | None = None) -> list[int]:
        """Return the places of the lines of money with an amount."""
        stop = len(self.lines) if last is None else last + 1
        return [at for at in range(first, stop) if _amount(self.lines[at])]

    def transaction(self, rng: Random, where: Callable[[str], bool] = lambda _account: True) -> int:
        """Return one line of money."""
        found = [at for at in self.transactions() if where(account_of(self.lines[at]))]
        if not found:
            raise NotHereError
        return rng.choice(found)

    def records(self, *starts: str) -> list[int]:
        """Return the places of the records that begin so."""
        return [at for at, line in enumerate(self.lines) if line.startswith(starts)]

    def record(self, rng: Random, *starts: str) -> int:
        """Return one record that begins so and holds an amount other than 0."""
        found = [at for at in self.records(*starts) if set(self.lines[at].split()[-1]) - set("0.")]
        if not found:
            raise NotHereError
        return rng.choice(found)

    def set_amount(self, at: int, change: Callable[[Decimal], Decimal]) -> None:
        """Change the amount of a line of money."""
        match = _TRANS.fullmatch(self.lines[at])
        if match is None:
            raise NotHereError
        lead, account, objects, amount, rest = match.groups()
        self.lines[at] = f"{lead}{account}{objects}{change(Decimal(amount)):.2f}{rest}"

    def set_account(self, at: int, account: str) -> None:
        """Change the account of a line of money."""
        match = _TRANS.fullmatch(self.lines[at])
        if match is None:
            raise NotHereError
        self.lines[at] = f"{match[1]}{account}{match[3]}{match[4]}{match[5]}"

    def save(self) -> None:
        """Write it back."""
        self.file.write(self.newline.join(self.lines).encode("cp437"))


def account_of(line: str) -> str:
    """Return the account of a line of money; empty where it is none."""
    match = _TRANS.fullmatch(line)
    return match[2] if match else ""


def _amount(line: str) -> Decimal:
    match = _TRANS.fullmatch(line)
    return Decimal(match[4]) if match else Decimal(0)


Maker = Callable[[Delivered, Random], None]


@dataclass(frozen=True)
class Fault:
    """One kind of damage.

    Args:
        code: Its name.
        family: money, persons, codes, dates, files, encoding, structure, definitions or control.
        severity: How bad it would be if no one noticed: blocking, error, warning, note; harmless for a control.
        sources: The kinds of delivery that it can befall.
        sv: What was done, in Swedish.
        en: The same in English.
        make: Damages one file; raises NotHereError where the file has no place for it.
        moves: Whether the harm also shows where the file was put, not only where it came from.
    """

    code: str
    family: str
    severity: str
    sources: tuple[str, ...]
    sv: str
    en: str
    make: Maker
    moves: bool = False


@dataclass(frozen=True)
class Damage:
    """Where a fault was made.

    Args:
        associations: Whose files are touched.
        source: The kind of delivery.
        file_name: The file that was damaged.
    """

    associations: tuple[str, ...]
    source: str
    file_name: str


def damage(fault: Fault, exports: Path, seed: int) -> Damage | None:
    """Damage a copy of the deliveries; the same fault, deliveries and seed give the same bytes.

    Args:
        fault: The kind.
        exports: The copy.
        seed: Chooses the file and the row.

    Returns:
        Where; None where no delivery has a place for it.
    """
    rng = Random(f"{seed} {fault.code}")  # noqa: S311  not for secrets: the same choice every time is wanted
    files = [file for file in delivered(exports) if file.source in fault.sources]
    rng.shuffle(files)
    for file in files:
        before = {place.path for place in delivered(exports)}
        association, source, name = file.association, file.source, file.path.name
        try:
            fault.make(file, rng)
        except NotHereError:
            continue
        others = {place.association for place in delivered(exports) if place.path not in before}
        return Damage(tuple(sorted({association, *others})), source, name)
    return None
