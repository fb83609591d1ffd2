"""Single values: the vectorised parsers agree with the careful ones, and both are strict."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finsam.readers.sie import numbers
from finsam.readers.sie.encoding import decode_field, detect
from finsam.readers.sie.tokenizer import tokenize
from finsam.readers.sie.values import (
    NULL_AMOUNT,
    NULL_DATE,
    kronor,
    parse_amount,
    parse_date,
    parse_period,
    parse_quantity,
    to_date,
)


def _vector(texts: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    """Lay texts out in a padded buffer: buffer, words, starts, lengths."""
    raw = b"\n" * 16 + b" ".join(t.encode("latin-1") for t in texts) + b"\n" * 16
    buffer = np.frombuffer(raw, dtype=np.uint8)
    words = np.ndarray((len(buffer) - 7,), dtype="<u8", buffer=buffer.data, strides=(1,))
    lengths = np.array([len(t) for t in texts], dtype=np.int64)
    starts = 16 + np.concatenate([[0], np.cumsum(lengths[:-1] + 1)])
    return buffer, words, starts.astype(np.int64), lengths


NUMBERISH = st.text(alphabet="0123456789-.,+e ", min_size=1, max_size=14).filter(lambda t: " " not in t)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(st.lists(NUMBERISH, min_size=1, max_size=30))
def test_vectorised_amounts_never_differ_from_the_careful_parser(texts: list[str]) -> None:
    values, valid = numbers.amounts(*_vector(texts))
    for text, value, ok in zip(texts, values, valid, strict=True):
        if ok:  # what it does not accept goes to the careful parser anyway
            assert parse_amount(text) == (int(value), None)


@pytest.mark.parametrize("text", ["0", "1", "-1", "12.5", "-0.5", "0.05", "99999999.99", "-12345678", "00012.30"])
def test_usual_amounts_take_the_fast_way(text: str) -> None:
    values, valid = numbers.amounts(*_vector([text]))
    assert bool(valid[0])
    assert parse_amount(text) == (int(values[0]), None)


DATEISH = st.one_of(
    st.dates(date(1850, 1, 1), date(2250, 12, 31)).map(lambda d: f"{d:%Y%m%d}"),
    st.text(alphabet="0123456789", min_size=8, max_size=8),
    st.text(alphabet="0123456789-", max_size=10),
)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(st.lists(DATEISH, min_size=1, max_size=30))
def test_vectorised_dates_equal_the_careful_parser(texts: list[str]) -> None:
    _, words, starts, lengths = _vector(texts)
    days, valid = numbers.optional_dates(words, starts, lengths)
    for text, day, ok in zip(texts, days, valid, strict=True):
        careful, code = parse_date(text)
        assert bool(ok) == (code in (None, "date_missing")), text
        assert int(day) == (NULL_DATE if careful is None else careful)


@pytest.mark.parametrize(
    ("text", "ore", "code"),
    [
        ("1234.50", 123450, None),
        ("-0.5", -50, None),
        (".5", 50, None),
        ("-.05", -5, None),
        ("100.", 10000, None),
        ("-0.00", 0, None),
        ("9999999999999999.99", 10**18 - 1, None),
        ("10000000000000000.00", None, "amount_overflow"),
        ("", None, "amount_missing"),
        ("1,50", None, "amount_comma"),
        ("1.505", None, "amount_decimals"),
        ("1.000", None, "amount_decimals"),
        ("+5", None, "amount_unreadable"),
        ("1 000", None, "amount_unreadable"),
        ("--5", None, "amount_unreadable"),
        ("-", None, "amount_unreadable"),
        (".", None, "amount_unreadable"),
        ("1e3", None, "amount_unreadable"),
        ("٣", None, "amount_unreadable"),
        ("nan", None, "amount_unreadable"),
    ],
)
def test_amounts_are_read_strictly(text: str, ore: int | None, code: str | None) -> None:
    assert parse_amount(text) == (ore, code)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("20240229", "2024-02-29"), ("20230229", None), ("19000229", None), ("20000229", "2000-02-29"),
     ("2024-02-29", None), ("20241301", None), ("20240001", None), ("20240100", None), ("00010101", None)],
)  # fmt: skip
def test_dates(text: str, expected: str | None) -> None:
    day, _ = parse_date(text)
    assert (None if day is None else to_date(day).isoformat()) == expected


def test_other_values() -> None:
    assert parse_period("201912") == "201912"
    assert [parse_period(t) for t in ("201913", "201900", "2019", "", "2019-1")] == [None] * 5
    assert parse_quantity("1.234567") == (1234567, None)
    assert parse_quantity("1.2345678") == (None, "quantity_unreadable")
    assert kronor(-123456789) == "-1 234 567,89"
    assert NULL_AMOUNT < -(10**18)


@pytest.mark.parametrize(
    ("line", "fields", "items"),
    [
        (b'#VER A 1 "x y"', [b"#VER", b"A", b"1", b"x y"], None),
        (b'#VER # 1 ""', [b"#VER", b"#", b"1", b""], None),
        (b'#TRANS 1930{1 "a b"}-5', [b"#TRANS", b"1930", b"-5"], [b"1", b"a b"]),
        (b'#TRANS "1930" { "1" "1010"} 5 "" "te}xt"', [b"#TRANS", b"1930", b"5", b"", b"te}xt"], [b"1", b"1010"]),
        (b'#KONTO 1 "a \\"b\\" c"', [b"#KONTO", b"1", b'a "b" c'], None),
        (b'#FNR "C:\\dir\\"', [b"#FNR", b"C:\\dir\\"], None),
        (b'#FNR "C:\\dir\\" next', [b"#FNR", b"C:\\dir\\", b"next"], None),
        (b'#KONTO 2098 "F"reg+ende"', [b"#KONTO", b"2098", b'F"reg+ende'], None),
        (b"#KONTO 1 {x}", [b"#KONTO", b"1", b"{x}"], None),
        (b'#KONTO 1 ab\\"c', [b"#KONTO", b"1", b'ab"c'], None),
    ],
)
def test_careful_tokenizer(line: bytes, fields: list[bytes], items: list[bytes] | None) -> None:
    found = tokenize(line)
    assert (found.fields, found.items) == (fields, items)


@pytest.mark.parametrize(
    ("data", "name", "confidence"),
    [
        (b"#FNAMN abc", "ascii", "certain"),
        ("#FNAMN åäö".encode("cp437"), "cp437", "likely"),
        ("#FNAMN åäö".encode(), "utf-8", "certain"),
        ("#FNAMN åäö".encode("utf-8-sig"), "utf-8-sig", "certain"),
        ("#FNAMN åäö".encode("cp1252"), "cp1252", "likely"),
        ("#FNAMN åäö".encode("cp437") + b"\xe5", "cp437", "guessed"),
        ("åäö".encode() * 3 + b"\n\x86", "utf-8", "guessed"),
    ],
)
def test_encoding_is_found_from_bytes(data: bytes, name: str, confidence: str) -> None:
    encoding = detect(data)
    assert (encoding.name, encoding.confidence) == (name, confidence)


def test_stray_fields_are_repaired_or_flagged() -> None:
    dos, windows = detect("åäöåäö".encode("cp437")), detect("åäöåäö".encode("cp1252"))
    assert decode_field("Årsta".encode("cp1252"), dos) == ("Årsta", "text_repaired")
    assert decode_field("Årsta".encode("cp437"), dos) == ("Årsta", None)
    assert decode_field("Företag".encode("cp437"), windows) == ("Företag", "text_repaired")
    assert decode_field("”citat”".encode("cp1252"), windows) == ("”citat”", None)
    assert decode_field("å".encode("cp437") + "ö".encode("cp1252"), dos)[1] == "text_mixed"
