"""The records of one file that are neither vouchers nor balances: who, when, which accounts, dimensions and objects."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from finsam.readers.sie.columns import Header
from finsam.readers.sie.diagnostics import Problem
from finsam.readers.sie.values import parse_date, parse_integer

RESERVED_DIMENSIONS: dict[int, tuple[str, int | None]] = {
    1: ("Kostnadsställe/resultatenhet", None),
    2: ("Kostnadsbärare", 1),
    6: ("Projekt", None),
    7: ("Anställd", None),
    8: ("Kund", None),
    9: ("Leverantör", None),
    10: ("Faktura", None),
}
"""Numbers that the format itself gives a meaning: default name and parent."""


@dataclass
class Year:
    """One fiscal year of the file; day numbers, None where the record has no date."""

    line: int
    start: int | None
    end: int | None


@dataclass
class Account:
    """One account. Undeclared ones have no name."""

    line: int
    declared: bool
    name: str | None = None
    account_type: str | None = None
    unit: str | None = None


@dataclass
class Named:
    """A dimension or an object."""

    line: int
    name: str | None
    declared: bool
    parent: int | None = None


@dataclass
class FileHeader:
    """Everything the header records say, first record wins."""

    single: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    dates: dict[str, int | None] = field(default_factory=dict)
    program_version: str | None = None
    prose: list[str] = field(default_factory=list)
    years: dict[int, Year] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    sru: list[tuple[int, str, str]] = field(default_factory=list)
    dimensions: dict[int, Named] = field(default_factory=dict)
    objects: dict[tuple[int, str], Named] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    bad_lines: list[tuple[int, str, str, int | None]] = field(default_factory=list)


_SINGLE = frozenset(
    {
        "FLAGGA",
        "PROGRAM",
        "FORMAT",
        "GEN",
        "SIETYP",
        "FTYP",
        "FNR",
        "ORGNR",
        "FNAMN",
        "TAXAR",
        "OMFATTN",
        "KPTYP",
        "VALUTA",
    }
)
_IGNORED = frozenset({"ADRESS", "BKOD", "KSUMMA"})
_EXPECTED = ("FLAGGA", "PROGRAM", "FORMAT", "GEN", "SIETYP", "FNAMN")


def organisation_number(raw: str) -> str | None:
    """Return the ten digits of an organisation number written in any of the seen ways, else None."""
    digits = re.sub(r"[\s-]", "", raw)
    if len(digits) == 12 and digits[:2] in ("16", "19", "20"):
        digits = digits[2:]
    return digits if re.fullmatch(r"[0-9]{10}", digits) else None


class HeaderReader:
    """Turns header records into a FileHeader."""

    def __init__(self) -> None:
        """Start with an empty header."""
        self.header = FileHeader()
        self._by_label: dict[str, Callable[[Header], None]] = {
            "RAR": self._year,
            "KONTO": self._account,
            "KTYP": self._account_type,
            "ENHET": self._account_unit,
            "SRU": self._sru,
            "DIM": self._dimension,
            "UNDERDIM": self._dimension,
            "OBJEKT": self._object,
            "PROSA": self._prose,
        }

    def read(self, records: list[Header], is_classic: bool = True) -> FileHeader:
        """Read all header records of a file; SIE 5 has no compulsory labels."""
        for record in records:
            if record.label in _SINGLE:
                self._single(record)
            elif record.label not in _IGNORED:
                self._by_label[record.label](record)
        self._after(_EXPECTED if is_classic else ())
        return self.header

    def _problem(self, line: int, code: str, **params: object) -> None:
        self.header.problems.append(Problem(line, code, params))

    def _repeated(self, record: Header, value: object) -> None:
        self._problem(record.line, "record_repeated", label="#" + record.label, value=value)

    def _fail(self, record: Header, code: str, value: str) -> None:
        self._problem(record.line, code, value=value)
        self.header.bad_lines.append((record.line, record.label, code, None))

    def _single(self, record: Header) -> None:
        header, value = self.header, record.fields[0] if record.fields else ""
        if record.label in header.single:
            if header.single[record.label] != value:
                self._repeated(record, value)
            return
        header.single[record.label] = value
        header.lines[record.label] = record.line
        if record.label == "PROGRAM":
            header.program_version = (record.fields[1] if len(record.fields) > 1 else "") or None
            if header.program_version is None:
                self._problem(record.line, "program_version_absent")
        elif record.label in ("GEN", "OMFATTN") and value:
            day, code = parse_date(value)
            header.dates[record.label] = day
            if code is not None:
                self._problem(record.line, "header_date_unreadable", value=value, label="#" + record.label)
        elif record.label == "VALUTA" and value.upper() not in ("", "SEK"):
            self._problem(record.line, "currency_not_sek", value=value)

    def _prose(self, record: Header) -> None:
        self.header.prose.extend(record.fields)

    def _year(self, record: Header) -> None:
        number = parse_integer(record.fields[0])
        if number is None or not -99 <= number <= 9:
            self._fail(record, "year_unreadable", record.fields[0])
            return
        days: list[int | None] = []
        for text in [*record.fields[1:], "", ""][:2]:
            day, code = parse_date(text)
            if text and code is not None:
                self._fail(record, code, text)
                return
            days.append(day)
        if None in days:
            self._problem(record.line, "year_without_dates", value=number)
        year = Year(record.line, days[0], days[1])
        known = self.header.years.setdefault(number, year)
        if (known.start, known.end) != (year.start, year.end):
            self._repeated(record, number)

    def account(self, name: str, line: int) -> Account:
        """Return an account, adding it as undeclared when it is new."""
        return self.header.accounts.setdefault(name, Account(line, declared=False))

    def _account(self, record: Header) -> None:
        number, name = record.fields[0], record.fields[1] if len(record.fields) > 1 else ""
        account = self.account(number, record.line)
        if account.declared:
            if account.name != name:
                self._repeated(record, number)
            return
        account.line, account.declared, account.name = record.line, True, name

    def _account_type(self, record: Header) -> None:
        self.account(record.fields[0], record.line).account_type = record.fields[1]

    def _account_unit(self, record: Header) -> None:
        self.account(record.fields[0], record.line).unit = record.fields[1]

    def _sru(self, record: Header) -> None:
        self.account(record.fields[0], record.line)
        self.header.sru.append((record.line, record.fields[0], record.fields[1]))

    def _dim_no(self, record: Header, text: str) -> int | None:
        number = parse_integer(text)
        if number is None or number < 0:
            self._fail(record, "dimension_unreadable", text)
            return None
        return number

    def _dimension(self, record: Header) -> None:
        number = self._dim_no(record, record.fields[0])
        parent: int | None = None
        if number is not None and record.label == "UNDERDIM":
            parent = self._dim_no(record, record.fields[2])
            number = None if parent is None else number
        if number is None:
            return
        name = record.fields[1] if len(record.fields) > 1 else ""
        known = self.header.dimensions.setdefault(number, Named(record.line, name, True, parent))
        if (known.name, known.parent) != (name, parent):
            self._repeated(record, number)

    def _object(self, record: Header) -> None:
        number = self._dim_no(record, record.fields[0])
        if number is None:
            return
        name = record.fields[2] if len(record.fields) > 2 else ""
        known = self.header.objects.setdefault((number, record.fields[1]), Named(record.line, name, True))
        if known.name != name:
            self._repeated(record, record.fields[1])

    def use_dimension(self, number: int, line: int) -> None:
        """Note that a dimension is used; add it when the file does not declare it."""
        name, parent = RESERVED_DIMENSIONS.get(number, (None, None))
        self.header.dimensions.setdefault(number, Named(line, name, False, parent))

    def undeclared_object(self, line: int) -> Named:
        """Return an object that the file uses without declaring it."""
        return Named(line, None, False)

    def _after(self, expected: tuple[str, ...]) -> None:
        header = self.header
        for label in expected:
            if label not in header.single:
                self._problem(0, "record_absent", label="#" + label)
        made, now = header.dates.get("GEN"), header.years.get(0)
        if made is not None and now and now.start is not None and made < now.start:
            self._problem(header.lines["GEN"], "generated_before_year")
        for number, year in sorted(header.years.items()):
            following = header.years.get(number + 1)
            if following and year.end is not None and following.start is not None and year.end + 1 != following.start:
                self._problem(year.line, "years_not_contiguous", value=number)
