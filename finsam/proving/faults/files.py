"""Faults of files and tables of any kind: cut, emptied, misplaced, mixed up, garbled, converted."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from random import Random
from typing import Any

from finsam.contract import load_contract
from finsam.findings.finding import BLOCKING, ERROR, NOTE, WARNING
from finsam.proving.faults.changes import anything, cell, kind, octets, rows
from finsam.proving.faults.kit import Delivered, Maker, NotHereError, Table

TABLES = "budget funding participants exits staffing"
_COUNTS = {
    "budget": "amount_sek",
    "funding": "received_sek",
    "participants": "total_count",
    "exits": "exit_count",
    "staffing": "fte",
}
_DATES = {"participants": "period_from", "exits": "period_from"}


def _lines(change: Callable[[list[bytes]], list[bytes]]) -> Maker:
    """Change the lines of a file; line ends stay with their lines."""
    return octets(lambda data: b"".join(change(data.splitlines(keepends=True))))


def _text(change: Callable[[Table], str], encoding: str | None = None) -> Maker:
    """Write a table as another text."""

    def make(file: Delivered, _rng: Random) -> None:
        table = Table(file)
        table.write(change(table).encode(encoding or table.encoding, "replace"))

    return make


def _cut_in_number(data: bytes) -> bytes:
    """End the file between two digits."""
    found = list(re.finditer(rb"\d\d", data))
    if not found:
        raise NotHereError
    return data[: found[-1].start() + 1]


def _last_rows_lost(lines: list[bytes]) -> list[bytes]:
    if len(lines) < 4:
        raise NotHereError
    return lines[: 1 + (len(lines) - 1) * 2 // 3]


def _header(change: Callable[[list[str], Table], list[str]]) -> Maker:
    def edit(table: Table, _rng: Random) -> None:
        table.header = change(list(table.header), table)

    return rows(edit)


def _required(table: Table) -> int:
    """The place of a required column."""
    required = load_contract().sources[table.file.source].required
    return max(table.places[column.name] for column in required)


def _required_renamed(header: list[str], table: Table) -> list[str]:
    header[_required(table)] = "Uppgift"
    return header


def _column_dropped(table: Table, _rng: Random) -> None:
    place = _required(table)
    for cells in (table.header, *table.cells):
        del cells[place]


def _optional_renamed(header: list[str], table: Table) -> list[str]:
    """An optional column gets another header, so that its values are no longer read."""
    required = {column.name for column in load_contract().sources[table.file.source].required}
    named = [
        (name, place)
        for name, place in table.places.items()
        if name not in required and name != "provenance" and any(row[name] for row in table.rows())
    ]
    if not named:
        raise NotHereError
    header[named[0][1]] = "Antalet"
    return header


def _header_twice(header: list[str], table: Table) -> list[str]:
    header[-1] = header[_required(table)]
    return header


def _row_shifted(table: Table, rng: Random) -> None:
    cells = rng.choice(table.cells)
    cells[:] = ["", *cells[:-1]]


def _row_too_long(table: Table, rng: Random) -> None:
    rng.choice(table.cells).extend(["1", "2"])


def _total_row(table: Table, _rng: Random) -> None:
    """A sum at the foot of the table, as spreadsheets have it."""
    column = _COUNTS[table.file.source]
    row = table.add(table.rows()[-1])
    for place in range(len(row.cells)):
        row.cells[place] = ""
    row.cells[0] = "Summa"
    row[column] = "999"


def _in_column(change: Callable[[str], str], columns: dict[str, str]) -> Maker:
    def make(file: Delivered, rng: Random) -> None:
        if file.source not in columns:
            raise NotHereError
        cell(columns[file.source], lambda text, _table: change(text), anything)(file, rng)

    return make


def _quote_left_open(table: Table) -> str:
    text = table.text()
    lines = text.split(table.newline)
    at = len(lines) // 2
    lines[at] = lines[at].replace(table.separator, f'{table.separator}"', 1)
    return table.newline.join(lines)


def _separators_mixed(table: Table) -> str:
    lines = table.text().split(table.newline)
    other = ";" if table.separator != ";" else ","
    return table.newline.join([*lines[:2], *(line.replace(table.separator, other) for line in lines[2:])])


def _zipped(file: Delivered, _rng: Random) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo(file.path.name), file.data)
    file.write(packed.getvalue())


def _named_as_workbook(file: Delivered, _rng: Random) -> None:
    if file.path.suffix == ".xlsx":
        raise NotHereError
    file.path.rename(file.path.with_suffix(".xlsx"))


def _lost(file: Delivered, _rng: Random) -> None:
    file.path.unlink()


def _other_association(file: Delivered, rng: Random) -> str:
    known = sorted(path.name for path in file.exports.iterdir() if path.is_dir() and path.name[0] != "_")
    return rng.choice([name for name in known if name != file.association])


def _sent_elsewhere(keeps: bool) -> Maker:
    """The file lies in the folder of another association, alone or as well."""

    def make(file: Delivered, rng: Random) -> None:
        if file.association.startswith("_"):
            raise NotHereError
        place = file.exports / _other_association(file, rng) / file.source / file.path.name
        if place.exists():
            raise NotHereError
        place.parent.mkdir(parents=True, exist_ok=True)
        if keeps:
            shutil.copyfile(file.path, place)
        else:
            file.path.rename(place)

    return make


def _other_source(file: Delivered, _rng: Random) -> None:
    others = {"budget": "funding", "participants": "exits", "exits": "referrals", "funding": "staffing"}
    place = file.exports / file.association / others.get(file.source, "goals") / file.path.name
    place.parent.mkdir(parents=True, exist_ok=True)
    file.path.rename(place)


def _folder(name: str) -> Maker:
    def make(file: Delivered, _rng: Random) -> None:
        place = file.exports / name.format(file.association, file.source) / file.path.name
        place.parent.mkdir(parents=True, exist_ok=True)
        file.path.rename(place)

    return make


def _second_version(file: Delivered, rng: Random) -> None:
    """The file and a version with another figure lie side by side."""
    table = Table(file)
    column = _COUNTS[file.source]
    row = table.pick(rng, lambda row: row[column].isdigit() and row[column] != "0")
    row[column] = str(int(row[column]) + 1)
    file.beside(f"reviderad_{file.path.stem}.csv").write_bytes(table.text().encode(table.encoding))


def _workbook(edit: Callable[[Any, Table], None], as_text: bool = False) -> Maker:
    """Deliver a table as a workbook that someone has worked in."""

    def make(file: Delivered, _rng: Random) -> None:
        import openpyxl  # noqa: PLC0415

        table = Table(file)
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append(table.header)
        for cells in table.cells:
            sheet.append([text if as_text else typed(text) for text in cells])
        edit(book, table)
        file.path.unlink()
        book.save(file.path.with_suffix(".xlsx"))

    return make


def typed(text: str) -> Any:
    """Return a cell as a spreadsheet would keep it."""
    plain = re.sub(r"\s", "", text).replace(",", ".")
    if re.fullmatch(r"-?(0|[1-9]\d{0,14})", plain):
        return int(plain)
    if re.fullmatch(r"-?\d{1,12}\.\d+", plain):
        return float(plain)
    return text or None


def _column_of(book: Any, table: Table) -> Any:
    """The filled cells of the figures of the sheet."""
    place = table.places[_COUNTS[table.file.source]] + 1
    return [one for (one,) in book.active.iter_rows(min_row=2, min_col=place, max_col=place) if one.value is not None]


def _formula(book: Any, table: Table) -> None:
    one = _column_of(book, table)[0]
    one.value = f"={one.value}+1"


def _error_value(book: Any, table: Table) -> None:
    one = _column_of(book, table)[0]
    one.value, one.data_type = "#REF!", "e"


def _percent_format(book: Any, table: Table) -> None:
    one = _column_of(book, table)[0]
    one.value, one.number_format = 0.5, "0%"


def _serial_dates(book: Any, table: Table) -> None:
    if table.file.source not in _DATES:
        raise NotHereError
    place = table.places[_DATES[table.file.source]] + 1
    for (one,) in book.active.iter_rows(min_row=2, min_col=place, max_col=place):
        one.value = 43466


def _merged(book: Any, _table: Table) -> None:
    if book.active.max_row < 3:
        raise NotHereError
    book.active.merge_cells(start_row=2, end_row=3, start_column=1, end_column=1)


def _hidden_newer(book: Any, table: Table) -> None:
    """The sheet with the figures is hidden, and what is seen is an older one."""
    sheet = book.active
    older = book.copy_worksheet(sheet)
    place = table.places[_COUNTS[table.file.source]] + 1
    first = next(older.iter_rows(min_row=2, min_col=place, max_col=place))[0]
    first.value = (first.value if isinstance(first.value, int | float) else 0) + 7
    sheet.sheet_state = "hidden"
    book.active = 1


def _two_sheets(book: Any, table: Table) -> None:
    """A second visible sheet has other figures."""
    other = book.copy_worksheet(book.active)
    place = table.places[_COUNTS[table.file.source]] + 1
    first = next(other.iter_rows(min_row=2, min_col=place, max_col=place))[0]
    first.value = (first.value if isinstance(first.value, int | float) else 0) + 7


def _f(  # noqa: PLR0917
    code: str, family: str, severity: str, sv: str, en: str, make: Maker, sources: str = TABLES
) -> Any:
    return kind(code, family, severity, sources, sv, en, make)


FAULTS = (
    _f("file_empty", "files", ERROR, "en tom fil", "an empty file", octets(lambda _data: b"")),
    _f("file_header_only", "files", ERROR, "bara rubrikraden är kvar", "only the header is left",
       _lines(lambda lines: lines[:1])),
    _f("file_cut_in_line", "files", ERROR, "filen är avbruten i en rad", "the file is cut off in a line",
       octets(lambda data: data[: len(data) * 3 // 4])),
    _f("file_cut_in_number", "files", ERROR, "filen är avbruten i ett tal", "the file is cut off in a number",
       octets(_cut_in_number)),
    _f("file_last_rows_lost", "files", ERROR, "de sista raderna saknas", "the last rows are missing",
       _lines(_last_rows_lost), "budget participants exits"),
    _f("file_lost", "files", ERROR, "filen kom inte", "the file did not come", _lost),
    _f("ledger_lost", "files", ERROR, "bokföringen kom inte", "the ledger did not come", _lost, "sie"),
    _f("file_zipped", "files", ERROR, "filen är packad", "the file is packed", _zipped),
    _f("ledger_zipped", "files", ERROR, "bokföringen är packad", "the ledger is packed", _zipped, "sie"),
    _f("file_named_as_workbook", "files", NOTE, "en CSV som heter .xlsx", "a CSV called .xlsx", _named_as_workbook),
    _f("file_to_other_association", "files", ERROR, "filen ligger hos ett annat förbund",
       "the file lies with another association", _sent_elsewhere(keeps=False)),
    _f("file_with_two_associations", "files", WARNING, "filen ligger också hos ett annat förbund",
       "the file lies with another association as well", _sent_elsewhere(keeps=True)),
    _f("ledger_to_other_association", "files", ERROR, "bokföringen ligger hos ett annat förbund",
       "the ledger lies with another association", _sent_elsewhere(keeps=False), "sie"),
    _f("ledger_with_two_associations", "files", ERROR, "bokföringen ligger också hos ett annat förbund",
       "the ledger lies with another association as well", _sent_elsewhere(keeps=True), "sie"),
    _f("file_to_other_source", "files", ERROR, "filen ligger under fel leveransslag",
       "the file lies under the wrong source", _other_source, "budget participants exits funding"),
    _f("file_association_unknown", "files", ERROR, "ett förbund som inte finns", "an unknown association",
       _folder("atlantis/{1}")),
    _f("file_source_unknown", "files", ERROR, "ett leveransslag som inte finns", "an unknown source",
       _folder("{0}/blandat")),
    _f("file_too_deep", "files", ERROR, "filen ligger i en undermapp", "the file lies in a folder below",
       _folder("{0}/{1}/2019")),
    _f("file_second_version", "files", BLOCKING, "två versioner av en fil med olika tal",
       "two versions of a file with different figures", _second_version),
    _f("column_missing", "structure", ERROR, "en obligatorisk kolumn saknas", "a required column is missing",
       rows(_column_dropped)),
    _f("column_renamed", "structure", ERROR, "en obligatorisk kolumn är omdöpt", "a required column is renamed",
       _header(_required_renamed)),
    _f("column_optional_renamed", "structure", WARNING, "en frivillig kolumn är omdöpt",
       "an optional column is renamed",
       _header(_optional_renamed)),
    _f("column_twice", "structure", ERROR, "två kolumner med samma rubrik", "two columns with one header",
       _header(_header_twice)),
    _f("header_missing", "structure", ERROR, "rubrikraden saknas", "the header is missing", _lines(lambda ls: ls[1:])),
    _f("row_shifted", "structure", ERROR, "en rad är förskjuten en kolumn", "a row is shifted by one column",
       rows(_row_shifted)),
    _f("row_too_long", "structure", ERROR, "en rad har för många celler", "a row has too many cells",
       rows(_row_too_long)),
    _f("row_total", "structure", ERROR, "en summarad sist", "a total at the end", rows(_total_row)),
    _f("quote_open", "structure", ERROR, "ett citattecken är inte stängt", "a quotation mark is not closed",
       _text(_quote_left_open)),
    _f("separators_mixed", "structure", ERROR, "två olika skiljetecken", "two different separators",
       _text(_separators_mixed)),
    _f("mojibake", "encoding", WARNING, "å, ä och ö är förvanskade", "å, ä and ö are garbled",
       _text(lambda table: table.text().encode("utf-8").decode("latin-1"), "utf-8")),
    _f("letters_lost", "encoding", WARNING, "å, ä och ö har blivit frågetecken",
       "å, ä and ö have become question marks",
       _text(lambda table: "".join(sign if sign < "\x7f" else "\ufffd" for sign in table.text()), "utf-8")),
    _f("nul_bytes", "encoding", ERROR, "nolltecken i filen", "NUL bytes in the file",
       octets(lambda data: data[: len(data) // 2] + b"\x00\x00\x00" + data[len(data) // 2 :])),
    _f("ledger_nul_bytes", "encoding", ERROR, "nolltecken i bokföringen", "NUL bytes in the ledger",
       octets(lambda data: data[: len(data) // 2] + b"\x00\x00\x00" + data[len(data) // 2 :]), "sie"),
    _f("utf_16_half", "encoding", ERROR, "halva tecken i UTF-16", "half characters of UTF-16",
       _text(lambda table: table.text(), "utf-16-le")),
    _f("number_with_thousands", "encoding", ERROR, "ett tal skrivet 1.234", "a number written 1.234",
       _in_column(lambda _text: "1.234,00", _COUNTS)),
    _f("number_as_words", "encoding", ERROR, "ett tal i ord", "a number in words",
       _in_column(lambda _text: "många", _COUNTS)),
    _f("number_percent", "encoding", ERROR, "ett tal med procenttecken", "a number with a percent sign",
       _in_column(lambda text: text + " %", _COUNTS)),
    _f("number_exponent", "encoding", ERROR, "ett tal skrivet 1,5E+06", "a number written 1,5E+06",
       _in_column(lambda _text: "1,5E+06", _COUNTS)),
    _f("date_swedish_short", "dates", ERROR, "ett datum skrivet 31/1 2019", "a date written 31/1 2019",
       _in_column(lambda _text: "31/1 2019", _DATES), "participants exits"),
    _f("date_american", "dates", ERROR, "ett datum skrivet 01/02/2019", "a date written 01/02/2019",
       _in_column(lambda _text: "01/02/2019", _DATES), "participants exits"),
    _f("date_impossible", "dates", ERROR, "31 februari", "31 February",
       _in_column(lambda _text: "2019-02-31", _DATES), "participants exits"),
    _f("date_two_digits", "dates", ERROR, "ett årtal med två siffror", "a year of two digits",
       _in_column(lambda text: text[2:], _DATES), "participants exits"),
    _f("workbook_formula", "structure", ERROR, "en formel utan sparat värde", "a formula without a kept value",
       _workbook(_formula)),
    _f("workbook_error", "structure", ERROR, "en cell visar #REF!", "a cell shows #REF!", _workbook(_error_value)),
    _f("workbook_percent", "structure", ERROR, "en cell i procentformat", "a cell in percent format",
       _workbook(_percent_format)),
    _f("workbook_serial_dates", "dates", ERROR, "datum som Excels dagnummer", "dates as day numbers of Excel",
       _workbook(_serial_dates), "participants exits"),
    _f("workbook_merged", "structure", ERROR, "sammanslagna celler", "merged cells", _workbook(_merged),
       "participants exits"),
    _f("workbook_hidden_sheet", "files", WARNING, "bladet med talen är dolt och ett äldre syns",
       "the sheet with the figures is hidden and an older one is seen", _workbook(_hidden_newer)),
    _f("workbook_two_sheets", "files", WARNING, "två blad med olika tal", "two sheets with different figures",
       _workbook(_two_sheets)),
)  # fmt: skip
