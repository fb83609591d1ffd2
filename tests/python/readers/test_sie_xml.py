"""SIE 5: the same tables as the classic format, and nothing unsafe."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sie_support import EXPORTS, assert_same, codes, read

GOOD = (EXPORTS / "sie5_good.sie").read_bytes()


def test_a_document_becomes_the_same_tables() -> None:
    result = read(GOOD)
    assert (result.status, result.control_total_sek) == ("loaded", Decimal("249.50"))
    rows = result.tables["sie_transaction"].to_pylist()
    assert [(r["kind"], r["is_effective"], str(r["amount"]), r["sign"]) for r in rows] == [
        ("TRANS", True, "249.50", ""),
        ("BTRANS", False, "99.00", "eva"),
        ("TRANS", True, "-249.50", ""),
    ]
    kinds = result.tables["sie_balance"]["kind"].to_pylist()
    assert kinds == ["IB", "UB", "IB", "UB", "RES", "PBUDGET", "PBUDGET"]
    assert result.tables["sie_file"]["sie_type"].to_pylist() == ["5"]


def test_an_entry_document_has_its_own_type() -> None:
    data = GOOD.replace(b"<Sie ", b"<SieEntry ").replace(b"</Sie>", b"</SieEntry>")
    assert read(data).tables["sie_file"]["sie_type"].to_pylist() == ["5E"]


def test_a_document_without_line_breaks_has_the_same_rows_with_unique_numbers() -> None:
    flat = read(GOOD.replace(b"\n", b" "))
    assert_same(read(GOOD), flat, skip=("line_no", "first_line", "last_line", "excerpt"))
    lines = flat.tables["sie_transaction"]["line_no"].to_pylist()
    assert len(set(lines)) == 3
    assert flat.tables["sie_transaction_object"]["line_no"].to_pylist() == lines[:1]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ((b"http://www.sie.se/sie5", b"http://example.org"), "xml_not_sie"),
        ((b"<Sie ", b'<!DOCTYPE Sie SYSTEM "file:///etc/hostname"><Sie '), "xml_unsafe"),
        ((b"</Sie>", b""), "xml_broken"),
        ((b"<Sie ", b"<!doctype html><html><Sie "), "html_page"),
    ],
)
def test_what_is_not_safe_or_not_sie_is_refused(change: tuple[bytes, bytes], code: str) -> None:
    assert read(GOOD.replace(*change)).reason_code == code


def test_an_unreadable_row_sets_its_voucher_aside() -> None:
    result = read((EXPORTS / "sie5_bad.sie").read_bytes())
    assert result.status == "partly_loaded"
    assert result.tables["sie_transaction"].num_rows == 0
    assert ("amount_comma", 42) in codes(result)
    assert ("sie5_balance_unsupported", 16) in codes(result)
