"""Real files of many programs: the two lexers agree, control totals hold, ledgers reconcile."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from sie_support import SAMPLES, assert_oracle_agrees, codes, month_totals, read, sample, sample_files

from finsam.readers.sie import careful
from finsam.readers.sie.checksum import Checksum
from finsam.readers.sie.source import prepare

FILES = sample_files()
RECONCILING = [
    "BL0001_typ4.SE",
    "Bokslut_Norstedts_SIE_4E.se",
    "MAMUT_SIE4_EXPORT.SE",
    "SIE4_Exempelfil.SE",
    "SIE4_Exempelfil_med_underdim.SE",
    "Test4.SE",
    "magenta_bokforing_SIE4E.se",
    "sie_4.SE",
]


def test_the_reference_samples_are_here() -> None:
    if not FILES:
        pytest.skip(f"no reference samples in {SAMPLES.name}: the tests on real files are skipped")
    assert len(FILES) >= 20


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_fast_lexer_equals_careful_tokenizer(path: Path) -> None:
    result = assert_oracle_agrees(path.read_bytes())
    expected = "refused" if path.name == "HAS1_1412.se" else ("partly_loaded" if path.name == "Sie4.se" else "loaded")
    assert result.status == expected


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_every_loaded_voucher_sums_to_zero(path: Path) -> None:
    rows = read(path.read_bytes()).tables["sie_transaction"].to_pylist()
    sums: dict[int, Decimal] = defaultdict(Decimal)
    for row in rows:
        if row["is_effective"]:
            sums[row["voucher_ordinal"]] += row["amount"]
    assert not [ordinal for ordinal, total in sums.items() if total]


@pytest.mark.parametrize("name", RECONCILING)
def test_opening_plus_movement_is_closing_to_the_ore(name: str) -> None:
    tables = read(sample(name)).tables
    balance: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in tables["sie_balance"].to_pylist():
        if row["year_no"] == 0 and row["kind"] in ("IB", "UB", "RES"):
            balance[row["account"]][row["kind"]] += row["amount"]
    for row in tables["sie_transaction"].to_pylist():
        if row["is_effective"]:
            balance[row["account"]]["moved"] += row["amount"]
    off = {a: dict(b) for a, b in balance.items() if b["IB"] + b["moved"] != b["UB"] + b["RES"]}
    assert off == {}
    assert not {"balance_mismatch", "result_mismatch"} & {code for code, _ in codes(read(sample(name)))}


def test_a_ledger_that_does_not_reconcile_is_told_not_refused() -> None:
    result = read(sample("Sie4.se"))
    found = [code for code, _ in codes(result)]
    assert found.count("balance_mismatch") + found.count("result_mismatch") == 4
    assert found.count("unterminated_quote") == 3
    assert result.rows_quarantined == 1


def test_control_total_of_a_vendor_file() -> None:
    data = sample("Bokslut_Norstedts_SIE_4E.se")
    header = read(data).tables["sie_file"].to_pylist()[0]
    assert header["checksum_ok"] is True
    assert header["checksum_declared"] == header["checksum_computed"] == 854227682
    changed = data.replace(b"#UB\t0", b"#UB\t-0", 1)
    assert changed != data
    assert read(changed).reason_code == "ksumma_wrong"


def test_control_total_of_the_same_file_as_utf8() -> None:
    data = sample("Bokslut_Norstedts_SIE_4E.se").decode("cp437").encode("utf-8")
    header = assert_oracle_agrees(data).tables["sie_file"].to_pylist()[0]
    assert (header["encoding"], header["checksum_ok"]) == ("utf-8", True)


def test_budget_rows_per_object_repeat_the_total_and_are_counted_once() -> None:
    source = prepare(sample("Test3.SE"))
    balances = careful.lex(source, Checksum(source.encoding)).rest.balances
    budget = [b for b in balances if b.kind == "PBUDGET"]
    counted = month_totals(balances, "PBUDGET")
    assert sum(b.amount for b in budget) == 2 * sum(counted.values()) == 2 * 28_660_000
    assert sum(abs(amount) for amount in counted.values()) == 564_140_000


def test_corrections_are_history_and_find_their_twins() -> None:
    rows = read(sample("BL0001_typ4.SE")).tables["sie_transaction"].to_pylist()
    history = [r for r in rows if r["kind"] != "TRANS"]
    assert [r["kind"] for r in history].count("RTRANS") == 6
    assert all(not r["is_effective"] for r in history)
    assert all(r["is_twin"] for r in history if r["kind"] == "RTRANS")
    assert sum(r["is_twin"] for r in rows) == 12
    assert not any(r["is_twin"] for r in history if r["kind"] == "BTRANS")


def test_subdimensions_know_their_parent() -> None:
    rows = read(sample("SIE4_Exempelfil_med_underdim.SE")).tables["sie_dimension"].to_pylist()
    assert any(r["parent_dim_no"] is not None and r["is_declared"] for r in rows)


def test_several_objects_on_one_row_are_all_kept() -> None:
    tables = read(sample("MAMUT_SIE4_EXPORT.SE")).tables
    assert tables["sie_transaction"].num_rows == 458
    assert set(tables["sie_transaction_object"]["dim_no"].to_pylist()) == {1, 6, 8, 9, 10}
