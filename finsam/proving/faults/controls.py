"""Changes that harm nothing: what a night says of them is a false alarm."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Callable
from random import Random
from typing import Any

from finsam.contract import load_contract
from finsam.proving.faults.changes import kind, rows
from finsam.proving.faults.files import TABLES, typed
from finsam.proving.faults.kit import HARMLESS, Delivered, Fault, Ledger, Maker, NotHereError, Table

_MOST = f"{TABLES} programmes goals referrals nns_rounds"


def _written(change: Callable[[Table], None]) -> Maker:
    return rows(lambda table, _rng: change(table))


def _encoded(encoding: str, bom: bytes = b"") -> Maker:
    def make(file: Delivered, _rng: Random) -> None:
        table = Table(file)
        table.write(bom + table.text().encode(encoding))

    return make


def _lines(change: Callable[[bytes], bytes]) -> Maker:
    """Change the line ends of a file of text."""

    def make(file: Delivered, _rng: Random) -> None:
        if file.path.suffix == ".xlsx":
            raise NotHereError
        file.write(change(file.data))

    return make


def _line_ends(data: bytes) -> bytes:
    plain = data.replace(b"\r\n", b"\n")
    return plain if plain != data else data.replace(b"\n", b"\r\n")


def _mixed_line_ends(data: bytes) -> bytes:
    lines = data.replace(b"\r\n", b"\n").split(b"\n")
    return b"".join(line + (b"\r\n" if at % 2 else b"\n") for at, line in enumerate(lines[:-1])) + lines[-1]


def _shuffled(table: Table, rng: Random) -> None:
    if len(table.cells) < 2:
        raise NotHereError
    rng.shuffle(table.cells)


def _columns_shuffled(table: Table, rng: Random) -> None:
    order = list(range(len(table.header)))
    rng.shuffle(order)
    table.header = [table.header[place] for place in order]
    table.cells = [[cells[place] for place in order] for cells in table.cells]


def _other_language(table: Table) -> None:
    source = load_contract().sources[table.file.source]
    for name, place in table.places.items():
        column = source.column(name)
        table.header[place] = column.label_sv if table.header[place] == name else name


def _loud_headers(table: Table) -> None:
    table.header = [f" {cell.upper()} " for cell in table.header]


def _blanks_around(table: Table) -> None:
    table.cells = [[f" {cell} " if cell else cell for cell in cells] for cells in table.cells]


def _loud_codes(table: Table) -> None:
    source = load_contract().sources[table.file.source]
    for name, place in table.places.items():
        if source.column(name).kind == "code":
            for cells in table.cells:
                cells[place] = cells[place].upper()


def _empty_rows(table: Table) -> None:
    table.cells += [[""] * len(table.header) for _ in range(3)]


def _compact_dates(table: Table) -> None:
    table.cells = [[re.sub(r"^(\d{4})-(\d\d)-(\d\d)$", r"\1\2\3", cell) for cell in cells] for cells in table.cells]


def _quoted(file: Delivered, _rng: Random) -> None:
    table = Table(file)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=table.separator, lineterminator=table.newline, quoting=csv.QUOTE_ALL)
    writer.writerows([table.header, *table.cells])
    table.write(out.getvalue().encode(table.encoding))


def _separator(file: Delivered, _rng: Random) -> None:
    table = Table(file)
    table.separator = "\t" if table.separator != "\t" else ";"
    table.save()


def _decimals(table: Table) -> None:
    """Decimal comma for decimal point, or the other way round."""
    source = load_contract().sources[table.file.source]
    for name, place in table.places.items():
        if source.column(name).kind == "decimal":
            for cells in table.cells:
                cells[place] = cells[place].translate(str.maketrans(",.", ".,"))


def _thousands(table: Table) -> None:
    source = load_contract().sources[table.file.source]
    for name, place in table.places.items():
        if source.column(name).role == "money":
            for cells in table.cells:
                cells[place] = re.sub(r"^(-?\d{1,3})(\d{3})$", "\\1\u00a0\\2", cells[place])


def _renamed(file: Delivered, _rng: Random) -> None:
    file.path.rename(file.beside("omdöpt " + file.path.name))


def _delivered_twice(file: Delivered, _rng: Random) -> None:
    shutil.copyfile(file.path, file.beside(file.path.stem + " (1)" + file.path.suffix))


def _split(file: Delivered, _rng: Random) -> None:
    table = Table(file)
    half = len(table.cells) // 2
    if not half:
        raise NotHereError
    first, table.cells = table.cells[:half], table.cells[half:]
    file.beside(f"del2_{file.path.stem}.csv").write_bytes(table.text().encode(table.encoding))
    table.cells = first
    table.save()


def _workbook(edit: Callable[[Any], None] = lambda _book: None) -> Maker:
    def make(file: Delivered, _rng: Random) -> None:
        import openpyxl  # noqa: PLC0415

        table = Table(file)
        book = openpyxl.Workbook()
        book.active.append(table.header)
        texts = {place for name, place in table.places.items() if _is_text(table, name)}
        for cells in table.cells:
            book.active.append(
                [(text or None) if place in texts else typed(text) for place, text in enumerate(cells)]
            )  # fmt: skip
        edit(book)
        file.path.unlink()
        book.save(file.path.with_suffix(".xlsx"))

    return make


def _is_text(table: Table, name: str) -> bool:
    return load_contract().sources[table.file.source].column(name).kind in ("text", "code", "date")


def _empty_sheets(book: Any) -> None:
    book.create_sheet("Anteckningar").append(["Kontakta kansliet vid frågor"])
    book.create_sheet("Dold").sheet_state = "hidden"


def _ledger(change: Callable[[Ledger, Random], None]) -> Maker:
    def make(file: Delivered, rng: Random) -> None:
        book = Ledger(file)
        change(book, rng)
        book.save()

    return make


def _vouchers_shuffled(book: Ledger, rng: Random) -> None:
    found = book.vouchers()
    blocks = [book.lines[first : last + 1] for first, last in found]
    head, tail = book.lines[: found[0][0]], book.lines[found[-1][1] + 1 :]
    rng.shuffle(blocks)
    book.lines = [*head, *(line for block in blocks for line in block), *tail]


def _wide(book: Ledger, _rng: Random) -> None:
    book.lines = [re.sub(r"^(\s*)#TRANS ", "\t#TRANS\t", line) for line in book.lines]


def _nothing(_book: Ledger, _rng: Random) -> None:
    """Only the control total goes."""


def _c(code: str, sources: str, sv: str, en: str, make: Maker) -> Fault:
    return kind(code, "control", HARMLESS, sources, sv, en, make)


FAULTS = (
    _c("harmless_line_ends", _MOST, "andra radslut", "other line ends", _lines(_line_ends)),
    _c("harmless_mixed_line_ends", _MOST, "blandade radslut", "mixed line ends", _lines(_mixed_line_ends)),
    _c("harmless_bom", _MOST, "UTF-8 med BOM", "UTF-8 with BOM", _encoded("utf-8", b"\xef\xbb\xbf")),
    _c("harmless_utf_8", _MOST, "UTF-8 utan BOM", "UTF-8 without BOM", _encoded("utf-8")),
    _c("harmless_windows_1252", _MOST, "Windows-1252", "Windows-1252", _encoded("cp1252")),
    _c("harmless_rows_shuffled", _MOST, "raderna i annan ordning", "the rows in another order", rows(_shuffled)),
    _c("harmless_columns_shuffled", _MOST, "kolumnerna i annan ordning", "the columns in another order",
       rows(_columns_shuffled)),
    _c("harmless_headers_other_language", _MOST, "rubrikerna på det andra språket", "the headers in the other language",
       _written(_other_language)),
    _c("harmless_headers_loud", _MOST, "rubrikerna med versaler", "the headers in capitals", _written(_loud_headers)),
    _c("harmless_blanks", _MOST, "blanksteg runt värdena", "blanks around the values", _written(_blanks_around)),
    _c("harmless_codes_loud", _MOST, "koder med versaler", "codes in capitals", _written(_loud_codes)),
    _c("harmless_empty_rows", _MOST, "tomma rader sist", "empty rows at the end", _written(_empty_rows)),
    _c("harmless_compact_dates", "participants exits goals", "datum utan bindestreck", "dates without hyphens",
       _written(_compact_dates)),
    _c("harmless_quoted", _MOST, "alla värden inom citattecken", "all values quoted", _quoted),
    _c("harmless_separator", _MOST, "ett annat skiljetecken", "another separator", _separator),
    _c("harmless_decimal_sign", "staffing", "annat decimaltecken", "another decimal sign", _written(_decimals)),
    _c("harmless_thousands", "funding budget", "tusental skilda med blanksteg", "blanks between thousands",
       _written(_thousands)),
    _c("harmless_renamed", _MOST, "filen har bytt namn", "the file has another name", _renamed),
    _c("harmless_delivered_twice", _MOST, "samma fil två gånger", "the same file twice", _delivered_twice),
    _c("harmless_split", "exits participants", "filen delad i två", "the file split in two", _split),
    _c("harmless_workbook", TABLES, "samma tabell som arbetsbok", "the same table as a workbook", _workbook()),
    _c("harmless_workbook_more_sheets", TABLES, "en arbetsbok med fler blad", "a workbook with more sheets",
       _workbook(_empty_sheets)),
    _c("harmless_ledger_line_ends", "sie", "bokföring med andra radslut", "a ledger with other line ends",
       _lines(_line_ends)),
    _c("harmless_ledger_renamed", "sie", "bokföring med annat namn", "a ledger with another name", _renamed),
    _c("harmless_ledger_twice", "sie", "samma bokföring två gånger", "the same ledger twice", _delivered_twice),
    _c("harmless_ledger_vouchers_shuffled", "sie", "verifikaten i annan ordning", "the vouchers in another order",
       _ledger(_vouchers_shuffled)),
    _c("harmless_ledger_tabs", "sie", "tabbar i stället för blanksteg", "tabs instead of blanks", _ledger(_wide)),
    _c("harmless_ledger_without_total", "sie", "bokföring utan kontrollsumma", "a ledger without control total",
       _ledger(_nothing)),
)  # fmt: skip
