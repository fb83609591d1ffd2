"""Files that are meant to break a reader get a clear answer instead."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finsam.readers import ReadResult
from finsam.readers.table import read_table, sheet, xlsx_rows

FILES = Path(__file__).parents[2] / "exports" / "table"
SHA = "e" * 64
HEADER = "År;Finansiär;Finansiärstyp"
BUDGET = ["År", "Version", "Nivå", "Avsnitt", "Belopp"]


def read(data: bytes | str, source: str = "funding") -> ReadResult:
    return read_table(data.encode() if isinstance(data, str) else data, SHA, source)


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_sheet_xml(xml: str) -> bytes:
    """Return a workbook whose only sheet has exactly this XML."""
    source = zipfile.ZipFile(io.BytesIO(workbook(["x"])))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, xml if name == "xl/worksheets/sheet1.xml" else source.read(name))
    return stream.getvalue()


def sheet_xml(*rows: str) -> str:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><dimension ref="A1:A1"/><sheetData>{"".join(rows)}</sheetData></worksheet>'


def xml_row(number: int, *cells: object) -> str:
    texts = (f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f'<row r="{number}">{"".join(texts)}</row>'


def test_ten_thousand_columns() -> None:
    result = read(";".join(f"k{n}" for n in range(10_000)) + "\n1\n")
    assert result.reason_code == "too_many_columns"
    assert read(workbook([f"k{n}" for n in range(2_000)]), "budget").reason_code == "too_many_columns"


def test_columns_far_to_the_right_of_the_header() -> None:
    row = '<row r="2"><c r="A2"><v>2022</v></c><c r="XFD2"><v>1</v></c></row>'
    assert read(with_sheet_xml(sheet_xml(xml_row(1, *BUDGET), row)), "budget").reason_code == "too_many_columns"


@pytest.mark.parametrize("length", [sheet.MAX_CELL_CHARS + 1, 200_000])
def test_a_very_long_cell(length: int) -> None:
    result = read(f"{HEADER}\n2019;A;state\n2019;{'x' * length};state\n")
    assert (result.status, result.reason_code) == ("refused", "cell_too_long")
    assert result.tables["quarantine"].column("line_no").to_pylist() == [3]


def test_a_very_long_header() -> None:
    assert read("x" * 500_000 + ";y\n1;2\n").status == "refused"


def test_a_file_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("finsam.readers.table.MAX_BYTES", 10)
    assert read(f"{HEADER}\n2019;A;state\n").reason_code == "file_too_large"


def test_a_zip_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_rows, "MAX_UNPACKED_BYTES", 1_000_000)
    data = with_sheet_xml(sheet_xml(" " * 2_000_000))
    assert len(data) < 20_000
    assert read(data, "budget").reason_code == "xlsx_too_large"


def test_more_rows_than_a_sheet_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_rows, "MAX_ROWS", 2)
    assert read(workbook(BUDGET, *[[2022, "v1", "line", "K", 1]] * 3), "budget").reason_code == "too_many_rows"


def test_rows_in_the_wrong_order_or_far_apart_are_all_read() -> None:
    """The sheet declares one cell, has a row twice and another at the very end."""
    rows = [xml_row(number, 2022, "v1", "line", "K", number) for number in (3, 2, 2, 1_048_576)]
    result = read(with_sheet_xml(sheet_xml(xml_row(1, *BUDGET), *rows)), "budget")
    assert (result.status, result.rows_read) == ("loaded", 4)
    assert result.tables["budget"].column("line_no").to_pylist() == [3, 2, 2, 1_048_576]


def test_a_formula_with_an_empty_text_is_an_empty_cell() -> None:
    cells = '<c t="str"><f>IF(1,"","")</f><v></v></c>' * 5
    result = read(with_sheet_xml(sheet_xml(xml_row(1, *BUDGET), f'<row r="2">{cells}</row>')), "budget")
    assert (result.status, result.rows_in) == ("loaded", 0)


def test_entities_are_not_expanded_without_end() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    xml = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "x">{levels}]>' + sheet_xml(xml_row(1, "&e11;"))
    assert read(with_sheet_xml(xml), "budget").status == "refused"


def test_a_text_that_is_all_delimiters_or_quotes() -> None:
    for text in (";;;;\n", '"""\n', '"\n', "\t\t\n,,,\n", "sep=;\n", "\ufeff\n"):
        assert read(text).status == "refused"


def test_a_source_name_is_not_echoed_at_length() -> None:
    result = read_table(b"x\n", SHA, "x" * 10_000)
    assert len(str(result.reason_sv)) < 300


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.binary(max_size=200))
def test_any_bytes_are_answered(data: bytes) -> None:
    assert read(data).status == "refused"
    assert read(b"PK\x03\x04" + data, "budget").status == "refused"


@settings(derandomize=True, deadline=None, max_examples=150)
@given(
    st.sampled_from(["good_workbook.xlsx", "good_cp1252.csv", "good_utf16_tab.txt", "row_quoted_line_end.csv"]),
    st.integers(0, 100_000),
    st.binary(min_size=1, max_size=4),
)
def test_a_damaged_file_is_answered_and_its_rows_add_up(name: str, place: int, damage: bytes) -> None:
    data = (FILES / name).read_bytes()
    place %= len(data)
    result = read(data[:place] + damage + data[place + len(damage) :], "budget" if name.endswith("x") else "funding")
    assert result.rows_in == result.rows_read + result.rows_quarantined
    assert result.status in ("loaded", "partly_loaded", "refused")


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.integers(0, 10_000))
def test_a_csv_cut_anywhere_loads_no_half_row(place: int) -> None:
    data = (FILES / "good_crlf.csv").read_bytes()
    whole = read(data).tables["funding"].to_pylist()
    cut = read(data[: place % len(data)])
    assert cut.tables["funding"].to_pylist() in ([], whole[:1], whole)
