"""The same rows, written in every way the contract allows, give the same table."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta
from decimal import Decimal

import openpyxl
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from finsam.contract import load_contract
from finsam.readers.table import SCHEMAS, read_table

SHA = "f" * 64
Row = tuple[int, str, date | None, str, str, str | None, Decimal]
NAMES = ("fiscal_year", "budget_version", "decided_on", "row_level", "section", "account", "amount_sek")

texts = st.text("abcåäöÅÄÖé;,|\t\"'\n -1§", min_size=1, max_size=12).filter(lambda text: text == text.strip())
rows = st.tuples(
    st.integers(1990, 2099),
    texts,
    st.none() | st.dates(date(1900, 3, 1), date(2199, 12, 31)),
    st.sampled_from(["line", "group", "section", "total"]),
    texts,
    st.none() | st.from_regex("[0-9]{4}", fullmatch=True),
    st.decimals(Decimal("-99999999999.99"), Decimal("99999999999.99"), places=2),
)


def expected(table: list[Row]) -> pa.Table:
    schema = SCHEMAS["budget"]
    return pa.Table.from_pylist([dict(zip(NAMES, row, strict=True)) for row in table], schema).drop_columns(
        ["file_sha256", "line_no"]
    )


def found(data: bytes) -> pa.Table:
    result = read_table(data, SHA, "budget")
    assert result.status == "loaded", result.reason_sv
    return result.tables["budget"].drop_columns(["file_sha256", "line_no"])


def headers(swedish: bool) -> list[str]:
    columns = load_contract().sources["budget"]
    return [columns.column(name).label_sv if swedish else name for name in NAMES]


def amount_text(amount: Decimal, sign: str, space: str, minus: str) -> str:
    whole, cents = format(abs(amount), ",.2f").split(".")
    return (minus if amount < 0 else "") + whole.replace(",", space) + sign + cents


@settings(derandomize=True, deadline=None, max_examples=150)
@given(
    table=st.lists(rows, min_size=1, max_size=5),
    delimiter=st.sampled_from(";,\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    sign=st.sampled_from(",."),
    space=st.sampled_from(["", " ", "\u00a0"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
    date_form=st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%Y/%m/%d"]),
    swedish=st.booleans(),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_every_csv_dialect_gives_the_same_table(
    *,
    table: list[Row],
    delimiter: str,
    encoding: str,
    sign: str,
    space: str,
    line_end: str,
    date_form: str,
    swedish: bool,
    quoting: int,
) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=line_end, quoting=quoting)
    writer.writerow(headers(swedish))
    minus = "-" if encoding == "cp1252" else "\u2212"
    for year, version, day, level, section, account, amount in table:
        day_text = day.strftime(date_form) if day else ""
        writer.writerow([year, version, day_text, level, section, account, amount_text(amount, sign, space, minus)])
    assert found(stream.getvalue().encode(encoding)).equals(expected(table))


@settings(derandomize=True, deadline=None, max_examples=60)
@given(table=st.lists(rows, min_size=1, max_size=5), as_text=st.booleans(), swedish=st.booleans())
def test_a_workbook_gives_the_same_table(table: list[Row], as_text: bool, swedish: bool) -> None:
    book = openpyxl.Workbook()
    book.active.append(headers(swedish))
    for year, version, day, level, section, account, amount in table:
        written = amount_text(amount, ",", "\u202f", "-") if as_text else float(amount)
        moment = datetime(day.year, day.month, day.day) if day else None  # noqa: DTZ001 - workbooks have no time zone
        book.active.append([str(year) if as_text else year, version, moment, level, section, account, written])
    stream = io.BytesIO()
    book.save(stream)
    assert found(stream.getvalue()).equals(expected(table))


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(NAMES), min_size=len(NAMES), max_size=len(NAMES), unique=True))
def test_the_order_of_columns_does_not_matter(names: list[str]) -> None:
    row = dict(zip(NAMES, ("2022", "v1", "2021-11-23", "line", "K", "0123", "1,50"), strict=True))
    data = f"{';'.join(names)}\n{';'.join(row[name] for name in names)}\n".encode()
    ordered = f"{';'.join(NAMES)}\n{';'.join(row.values())}\n".encode()
    assert found(data).equals(found(ordered))


@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.decimals(-(10**6), 10**6, places=2), st.sampled_from(["state", "stat"])), min_size=1, max_size=20
    )
)
def test_rows_and_money_are_conserved(table: list[tuple[Decimal, str]]) -> None:
    lines = [f"2019;x;{kind};{amount}" for amount, kind in table]
    data = ("År;Finansiär;Finansiärstyp;Mottaget\n" + "\n".join(lines) + "\n").encode()
    result = read_table(data, SHA, "funding")
    loaded = [amount for amount in result.tables["funding"].column("received_sek").to_pylist() if amount is not None]
    assert result.rows_in == len(table) == result.rows_read + result.rows_quarantined
    assert result.control_total_sek == sum(amount for amount, _ in table)
    assert result.control_total_sek == sum(loaded, Decimal(0)) + (result.quarantined_sek or Decimal(0))


def test_dates_of_the_other_workbook_epoch() -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(list(headers(swedish=True)))
    book.active.append([2022, "v", date(2021, 11, 23) + timedelta(days=1), "line", "K", None, 1])
    stream = io.BytesIO()
    book.save(stream)
    assert found(stream.getvalue()).column("decided_on").to_pylist() == [date(2021, 11, 24)]
