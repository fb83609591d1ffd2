"""What stands in a workbook and a document, whatever a delivery says."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import replace
from decimal import Decimal

import docx
import openpyxl
import pytest
from pack_sheets import exact, pack_of, sheets, table_of

from finsam.pack.document import document
from finsam.pack.model import Cell, Kind, Picture
from finsam.pack.workbook import sheet_names, workbook
from finsam.wording import Language

HOSTILE = ["=1+1", "+46 70", "-5", "@SUM(A1)", "\t=cmd", "\r=cmd", '=HYPERLINK("http://x")', "{=1}", "http://x.example"]
BAD_CHARACTERS = "a\x00b\x07c\x1bd\ufffee\ud800f"
PERSON = "19121212-1212"


def cells(*values: object) -> list[list[Cell]]:
    return [[Cell(str(value))] for value in values]


def money(value: Decimal) -> Cell:
    return Cell(value, Kind.MONEY)


def one_pixel() -> bytes:
    parts = ((b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def words_of(data: bytes) -> str:
    book = docx.Document(io.BytesIO(data))
    inside = [cell.text for table in book.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in book.paragraphs] + inside)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_looks_like_a_formula_is_a_text_and_stays_one(text: str) -> None:
    data = workbook(pack_of(table_of(cells(text), title=text, intro=text, notes=(text,), sheet=text)))
    book = openpyxl.load_workbook(io.BytesIO(data))
    found = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in found} <= {"s", "n"}
    assert [cell for cell in found if cell.value == text.replace("\r", "\n")] != []
    for cell in found:
        if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@", "\t", "\n")):
            assert cell.quotePrefix, "a text must not become a formula when somebody edits it"
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_characters_that_a_file_cannot_hold_and_personal_numbers_are_left_out() -> None:
    pack = pack_of(table_of(cells(BAD_CHARACTERS, f"Anna {PERSON}"), notes=(BAD_CHARACTERS,), title=BAD_CHARACTERS))
    rows = sheets(workbook(pack))["Alfa"].rows
    assert rows[0] == ["abcdef"]
    for said in (str(rows), words_of(document(pack))):
        assert PERSON not in said
    assert "abcdef" in words_of(document(pack))


def test_a_text_that_is_too_long_is_cut_and_says_so() -> None:
    pack = pack_of(table_of(cells("ord " * 20_000)))
    (row,) = sheets(workbook(pack))["Alfa"].rows
    assert len(row[0]) < 32_768
    assert row[0].endswith("[…]")
    assert "[…]" in words_of(document(pack))


def test_money_is_exact_to_the_ore_and_shows_ore_only_where_there_are_any() -> None:
    whole, odd = Decimal("1340863.00"), Decimal("99999999999.99")
    lines = [[Cell("a"), money(whole), money(whole)], [Cell("b"), money(odd), money(-whole)]]
    data = workbook(pack_of(table_of(lines)))
    assert [[exact(value) for value in row[1:]] for row in sheets(data)["Alfa"].rows] == [[whole, whole], [odd, -whole]]
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Alfa"]
    (table,) = sheet.tables.values()
    last = sheet[table.ref][-1]
    assert [cell.number_format for cell in last[1:]] == ["[$-41D]#,##0.00", "[$-41D]#,##0"]
    said = words_of(document(pack_of(table_of(lines)))).replace("\N{NO-BREAK SPACE}", " ")
    assert "99 999 999 999,99" in said
    assert "\N{MINUS SIGN}1 340 863" in said


def test_missing_hidden_and_zero_look_different() -> None:
    line = [Cell("a"), Cell(None, Kind.COUNT), Cell(None, Kind.COUNT, hidden=True), Cell(0, Kind.COUNT)]
    for language, hidden in ((Language.SV, "skyddad"), (Language.EN, "hidden")):
        pack = pack_of(table_of([line]), language=language)
        assert sheets(workbook(pack))["Alfa"].rows == [["a", "–", hidden, 0]]
        table = docx.Document(io.BytesIO(document(pack))).tables[-1]
        assert [cell.text for cell in table.rows[1].cells] == ["a", "–", hidden, "0"]


def test_the_same_pack_is_the_same_bytes_and_bears_no_clock_and_no_name() -> None:
    pack = pack_of(table_of(cells("a")))
    for write in (workbook, document):
        data = write(pack)
        assert data == write(pack)
        archive = zipfile.ZipFile(io.BytesIO(data))
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        core = archive.read("docProps/core.xml").decode()
        assert "2023-01-31" in core
        assert "python-docx" not in core
        assert core.count("finsam") == 2


def test_sheets_have_names_that_a_workbook_accepts() -> None:
    assert sheet_names(["a/b:c", "A b c", "'x'", "", "å" * 40, "å" * 40]) == [
        "a b c", "A b c (2)", "x", "Blad", "å" * 31, "å" * 27 + " (2)",
    ]  # fmt: skip


def test_headings_that_are_alike_are_told_apart() -> None:
    table = table_of([[Cell("a"), Cell("b")]])
    alike = type(table)(**{**table.__dict__, "headings": (table.headings[0], table.headings[0])})
    assert sheets(workbook(pack_of(alike)))["Alfa"].headings == ["Kolumn 0", "Kolumn 0 (2)"]


def test_a_table_repeats_its_headings_on_paper_and_keeps_them_in_sight() -> None:
    data = workbook(pack_of(table_of([[Cell(str(place)), Cell(place, Kind.COUNT)] for place in range(60)])))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Alfa"]
    (table,) = sheet.tables.values()
    first = sheet[table.ref][0][0].row
    assert sheet.freeze_panes == f"B{first + 1}"
    assert sheet.print_title_rows == f"${first}:${first}"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (int(sheet.page_setup.paperSize), int(sheet.page_setup.fitToHeight)) == (9, 0)
    assert not sheet.merged_cells.ranges


def test_what_every_row_says_is_said_once_in_a_document() -> None:
    lines = [[Cell(f"rad {place}"), Cell("Tryckt"), Cell("x" * place)] for place in range(3)]
    data = document(pack_of(table_of(lines)))
    assert [cell.text for cell in docx.Document(io.BytesIO(data)).tables[-1].rows[0].cells] == ["Kolumn 0", "Kolumn 2"]
    assert "Kolumn 1, på alla rader: Tryckt." in words_of(data)


def test_long_words_that_recur_become_numbered_notes_in_a_document() -> None:
    one, two = "Personer och anledningar är inte lika många", "Källorna säger olika antal deltagare, se noten"
    data = document(pack_of(table_of([[Cell("a"), Cell(one)], [Cell("b"), Cell(two)], [Cell("c"), Cell(one)]])))
    rows = docx.Document(io.BytesIO(data)).tables[-1].rows[1:]
    assert [row.cells[1].text for row in rows] == ["1)", "2)", "1)"]
    assert words_of(data).count(f"1) {one}") == words_of(data).count(f"2) {two}") == 1


def test_a_chart_has_words_for_those_who_do_not_see_it() -> None:
    pack = replace(pack_of(table_of(cells("a"))), pictures=(Picture("alpha", "Staplar", "2019: 21,3 %", one_pixel()),))
    (shape,) = docx.Document(io.BytesIO(document(pack))).inline_shapes
    assert shape._inline.docPr.get("descr") == "2019: 21,3 %"
    assert shape._inline.docPr.get("title") == "Staplar"
    assert document(pack) == document(pack)


def test_a_document_has_headings_repeats_table_headings_and_says_what_it_cut() -> None:
    pack = pack_of(table_of([[Cell(f"rad {place}")] for place in range(60)]))
    book = docx.Document(io.BytesIO(document(pack)))
    assert [p.text for p in book.paragraphs if p.style.name == "Heading 1"] == ["Titel"]
    assert "w:tblHeader" in book.tables[-1].rows[0]._tr.xml
    assert "rad 0" in words_of(document(pack))
    assert "rad 59" not in words_of(document(pack))
    assert "De första 30 av 60 rader" in words_of(document(pack))
    assert "Alfa" in words_of(document(pack))
