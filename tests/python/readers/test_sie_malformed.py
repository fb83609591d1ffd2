"""Each malformed file gets its diagnostic with line, and never a wrong number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sie_support import EXPORTS, assert_oracle_agrees, codes, read

from finsam.readers.sie import SCHEMAS
from finsam.readers.sie.diagnostics import CATALOGUE

# file, status, rows in quarantine, diagnostics that must be there (code, line)
CASES: list[tuple[str, str, int, list[tuple[str, int]]]] = [
    ("amount_too_large.se", "partly_loaded", 3, [("voucher_has_bad_row", 18), ("amount_overflow", 20)]),
    (
        "bad_balances.se",
        "partly_loaded",
        11,
        [
            ("year_unreadable", 18),
            ("account_missing", 19),
            ("object_list_missing", 20),
            ("dimension_unreadable", 21),
            ("object_list_misplaced", 22),
            ("object_list_misplaced", 23),
            ("object_repeated", 24),
            ("object_list_absent", 25),
            ("balance_repeated", 26),
            ("date_format", 27),
            ("year_unreadable", 28),
            ("field_missing", 29),
            ("dimension_unreadable", 30),
        ],
    ),
    ("bad_period.se", "partly_loaded", 1, [("period_unreadable", 18)]),
    ("balance_without_amount.se", "partly_loaded", 1, [("amount_missing", 18)]),
    ("binary.se", "refused", 0, [("binary_file", 0)]),
    ("block_closed_by_next.se", "refused", 19, [("block_unclosed", 19)]),
    ("block_never_closed.se", "refused", 18, [("block_unclosed", 19)]),
    ("brace_on_ver_line.se", "loaded", 0, [("brace_on_ver_line", 18)]),
    (
        "brace_with_text.se",
        "partly_loaded",
        3,
        [("voucher_without_block", 18), ("brace_unreadable", 19), ("stray_close_brace", 21)],
    ),
    ("close_without_open.se", "loaded", 0, [("stray_close_brace", 18)]),
    ("comma_decimals.se", "partly_loaded", 3, [("voucher_has_bad_row", 18), ("amount_comma", 20)]),
    ("corrections.se", "loaded", 0, [("history_without_twin", 19)]),
    ("cut_in_last_number.se", "refused", 16, [("truncated_last_line", 18)]),
    ("destroyed_text.se", "loaded", 0, [("code_page_differs", 3), ("text_destroyed", 6)]),
    ("empty.se", "refused", 0, [("empty_file", 0)]),
    ("empty_block.se", "loaded", 0, [("empty_block", 19)]),
    ("empty_date.se", "partly_loaded", 3, [("date_missing", 18), ("voucher_header_unreadable", 18)]),
    ("ends_after_header.se", "refused", 16, [("ends_after_voucher_header", 18)]),
    ("entity.sie", "refused", 0, [("xml_unsafe", 2)]),
    (
        "garbled_without_vouchers.se",
        "loaded",
        0,
        [("code_page_differs", 3), ("generated_before_year", 4), ("vouchers_absent", 5), ("text_garbled", 6)],
    ),
    ("good_4e.se", "loaded", 0, [("opening_not_zero", 13)]),
    ("impossible_date.se", "partly_loaded", 3, [("voucher_has_bad_row", 18), ("date_impossible", 20)]),
    ("iso_date.se", "partly_loaded", 3, [("voucher_has_bad_row", 18), ("date_format", 20)]),
    ("ksumma_good.se", "loaded", 0, []),
    ("ksumma_not_closed.se", "refused", 16, [("ksumma_missing_end", 2)]),
    ("ksumma_then_more.se", "loaded", 0, [("records_after_ksumma", 19)]),
    ("ksumma_wrong.se", "refused", 17, [("ksumma_wrong", 19)]),
    (
        "missing_format_and_name.se",
        "loaded",
        0,
        [("record_absent", 0), ("record_absent", 0), ("program_version_absent", 2)],
    ),
    ("missing_hash.se", "partly_loaded", 3, [("voucher_has_bad_row", 18), ("unlabelled_line", 20)]),
    ("missing_series.se", "partly_loaded", 3, [("voucher_fields_shifted", 18), ("voucher_header_unreadable", 18)]),
    ("mixed_field.se", "loaded", 0, [("text_repaired", 7)]),
    (
        "nested_brace.se",
        "partly_loaded",
        3,
        [("nested_brace", 20), ("row_outside_voucher", 21), ("row_outside_voucher", 22), ("stray_close_brace", 24)],
    ),
    ("not_sie.se", "refused", 0, [("not_sie", 1)]),
    ("odd_object_list.se", "partly_loaded", 3, [("voucher_has_bad_row", 18), ("object_list_odd", 20)]),
    ("other_xml.se", "refused", 0, [("xml_not_sie", 2)]),
    ("overlong_list.se", "partly_loaded", 1, [("balance_several_objects", 18)]),
    ("rows_without_brace.se", "partly_loaded", 3, [("voucher_without_block", 18), ("stray_close_brace", 21)]),
    (
        "sie5_bad.sie",
        "partly_loaded",
        5,
        [
            ("balance_mismatch", 0),
            ("sie5_balance_unsupported", 16),
            ("result_mismatch", 23),
            ("voucher_has_bad_row", 34),
            ("amount_comma", 42),
            ("sie5_skipped", 45),
        ],
    ),
    ("sie5_cut.sie", "refused", 0, [("xml_broken", 36)]),
    ("sie5_good.sie", "loaded", 0, [("sie5_skipped", 45)]),
    ("stray_open_brace.se", "partly_loaded", 1, [("stray_open_brace", 18), ("row_outside_voucher", 19)]),
    ("tabs.se", "loaded", 0, []),
    ("thousand_space.se", "partly_loaded", 3, [("voucher_has_bad_row", 18), ("amount_unreadable", 20)]),
    ("three_decimals.se", "partly_loaded", 3, [("voucher_has_bad_row", 18), ("amount_decimals", 20)]),
    ("trans_outside_block.se", "partly_loaded", 1, [("row_outside_voucher", 18)]),
    (
        "trans_without_rest.se",
        "partly_loaded",
        3,
        [("voucher_has_bad_row", 18), ("object_list_missing", 20), ("amount_missing", 20)],
    ),
    ("two_spaces.se", "loaded", 0, []),
    ("type_mismatch.se", "loaded", 0, [("type_mismatch", 5)]),
    ("unbalanced.se", "partly_loaded", 3, [("voucher_unbalanced", 18)]),
    (
        "unclosed_object_list.se",
        "partly_loaded",
        3,
        [("voucher_has_bad_row", 18), ("object_list_unclosed", 20), ("object_list_odd", 20), ("amount_missing", 20)],
    ),
    ("unescaped_quote.se", "loaded", 0, [("unescaped_quote", 20), ("quantity_unreadable", 20)]),
    ("unknown_label.se", "loaded", 0, [("unknown_label", 18)]),
    ("unquoted_name.se", "loaded", 0, [("text_without_quotes", 6)]),
    ("unterminated_quote.se", "loaded", 0, [("unterminated_quote", 20)]),
    ("utf8_bom.se", "loaded", 0, [("code_page_differs", 3)]),
    ("ver_without_block.se", "partly_loaded", 1, [("voucher_without_block", 18)]),
    (
        "warnings.se",
        "loaded",
        0,
        [
            ("result_mismatch", 0),
            ("result_mismatch", 0),
            ("year_without_dates", 10),
            ("currency_not_sek", 11),
            ("header_date_unreadable", 12),
            ("control_character", 14),
            ("bare_backslash", 15),
            ("extra_fields", 15),
            ("record_repeated", 16),
            ("ksumma_without_start", 20),
            ("opening_mismatch", 21),
            ("opening_not_zero", 21),
            ("balance_mismatch", 23),
            ("balance_repeated", 24),
            ("text_mixed", 25),
            ("header_date_unreadable", 30),
            ("voucher_outside_year", 30),
            ("voucher_number_repeated", 30),
            ("object_empty", 32),
            ("account_undeclared", 32),
            ("account_not_numeric", 32),
            ("object_undeclared", 32),
            ("unknown_label", 33),
            ("unknown_label_in_voucher", 33),
            ("history_without_twin", 34),
            ("quantity_unreadable", 35),
            ("stray_close_brace", 37),
        ],
    ),
    ("web_page.se", "refused", 0, [("html_page", 1)]),
    ("wrong_leap_day.se", "partly_loaded", 3, [("date_impossible", 18), ("voucher_header_unreadable", 18)]),
    ("years_not_contiguous.se", "loaded", 0, [("years_not_contiguous", 9)]),
]


def test_every_file_in_the_folder_has_a_case() -> None:
    assert sorted(p.name for p in EXPORTS.iterdir()) == sorted(c[0] for c in CASES)


def test_every_diagnostic_is_fired_by_some_file() -> None:
    fired = {code for case in CASES for code, _ in case[3]}
    assert set(CATALOGUE) - fired == {"internal_error"}


@pytest.mark.parametrize(("name", "status", "quarantined", "expected"), CASES, ids=[c[0] for c in CASES])
def test_malformed_file(name: str, status: str, quarantined: int, expected: list[tuple[str, int]]) -> None:
    result = assert_oracle_agrees((EXPORTS / name).read_bytes())
    assert (result.status, result.rows_quarantined) == (status, quarantined)
    assert codes(result) == expected
    rows = result.tables["quarantine"].to_pylist()
    if status == "refused":
        assert len(rows) == 1
        assert (result.rows_read, result.control_total_sek) == (0, None)
        assert all(t.num_rows == 0 for n, t in result.tables.items() if n not in ("sie_diagnostic", "quarantine"))
    else:
        assert len(rows) == quarantined
        assert len({r["line_no"] for r in rows}) == quarantined


@pytest.mark.parametrize("name", [c[0] for c in CASES])
def test_diagnostics_tell_what_where_and_what_to_do(name: str) -> None:
    for row in read((EXPORTS / name).read_bytes()).tables["sie_diagnostic"].to_pylist():
        assert row["severity"] == CATALOGUE[row["code"]].severity
        for column in ("message_sv", "message_en", "expected", "action"):
            assert row[column], (row["code"], column)
        for column in ("message_sv", "message_en"):
            assert "{value}" not in row[column]
            assert "{account}" not in row[column]


@pytest.mark.parametrize("name", [c[0] for c in CASES])
def test_an_error_always_sets_something_aside(name: str) -> None:
    result = read((EXPORTS / name).read_bytes())
    severities = set(result.tables["sie_diagnostic"]["severity"].to_pylist())
    assert ("fatal" in severities) == (result.status == "refused")
    assert ("error" in severities) == (result.status == "partly_loaded")


@pytest.mark.parametrize("name", [c[0] for c in CASES])
def test_tables_have_the_agreed_columns(name: str) -> None:
    tables = read((EXPORTS / name).read_bytes()).tables
    assert set(tables) == {*SCHEMAS, "quarantine"}
    for table, schema in SCHEMAS.items():
        assert tables[table].schema.equals(schema), table
        assert set(tables[table]["file_sha256"].to_pylist()) <= {"0" * 64}


def test_the_bad_voucher_is_set_aside_with_all_its_rows_and_the_rest_loads() -> None:
    result = read((EXPORTS / "unbalanced.se").read_bytes())
    rows = result.tables["quarantine"].to_pylist()
    assert [(r["record"], r["line_no"], r["voucher_ordinal"], r["amount_sek"]) for r in rows] == [
        ("VER", 18, 2, None),
        ("TRANS", 20, 2, Decimal("100.01")),
        ("TRANS", 21, 2, Decimal("-100.00")),
    ]
    assert rows[1]["content"] == "#TRANS 5010 {} 100.01"
    assert result.tables["sie_voucher"]["voucher_ordinal"].to_pylist() == [1]
    assert result.tables["sie_transaction"].num_rows == 2
    assert (result.control_total_sek, result.quarantined_sek) == (Decimal("350.01"), Decimal("100.01"))
    assert "0,01 kr" in rows[0]["reason_sv"]


def test_a_quarantined_row_with_objects_takes_its_objects_along() -> None:
    data = (EXPORTS / "unbalanced.se").read_bytes().replace(b"5010 {} 100.01", b'5010 {1 "100" 6 "P1"} 100.01')
    result = read(data)
    assert result.tables["sie_transaction_object"]["line_no"].to_pylist() == [15]


def test_repaired_text_is_right_and_destroyed_text_is_kept() -> None:
    mixed = read((EXPORTS / "mixed_field.se").read_bytes()).tables["sie_file"].to_pylist()[0]
    assert mixed["company_name"] == "Övningsförbundet"
    assert mixed["encoding"] == "cp437"
    broken = read((EXPORTS / "destroyed_text.se").read_bytes()).tables["sie_file"].to_pylist()[0]
    assert broken["company_name"] == "\ufffdvningsförbundet"


def test_corrections_are_kept_as_history_and_never_summed() -> None:
    rows = read((EXPORTS / "corrections.se").read_bytes()).tables["sie_transaction"].to_pylist()
    assert [(r["kind"], r["is_effective"], r["is_twin"]) for r in rows] == [
        ("TRANS", True, False),
        ("BTRANS", False, False),
        ("RTRANS", False, True),
        ("TRANS", True, True),
        ("RTRANS", False, False),
        ("BTRANS", False, False),
    ]
    assert sum(r["amount"] for r in rows if r["is_effective"]) == 0


@pytest.mark.parametrize("cut", range(0, 60, 3))
def test_a_file_cut_anywhere_near_its_end_is_refused_or_loses_no_digit(cut: int) -> None:
    whole = (EXPORTS / "good_4e.se").read_bytes()
    result = read(whole[: len(whole) - cut])
    if result.status != "refused":
        assert result.tables["sie_transaction"]["amount"].to_pylist() in (
            [],
            [Decimal("250.00"), Decimal("-250.00")],
        )


@pytest.mark.parametrize("cut", [1, 2, 3, 4, 5])
def test_a_closing_balance_cut_inside_its_number_is_refused(cut: int) -> None:
    head = (EXPORTS / "good_4e.se").read_bytes().split(b"#VER")[0].rstrip(b"\n")
    data = head[: len(head) - cut]
    assert data[-1:] != b"\n"
    assert read(data).reason_code == "truncated_last_line"


@pytest.mark.parametrize("data", [b"", b"\n \t", b"\xef\xbb\xbf", b"\0", b"<", b"<?xml", b"#", b"{", b"}", b'"', b"\\"])
def test_scraps_are_refused(data: bytes) -> None:
    assert assert_oracle_agrees(data).status == "refused"
