"""Helpers of the SIE tests: reading, comparing two results, the reference samples."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pyarrow.compute as pc
import pytest

from finsam.readers import ReadResult
from finsam.readers.sie import read_sie
from finsam.readers.sie.columns import Balance

ROOT = Path(__file__).resolve().parents[3]
EXPORTS = ROOT / "tests" / "exports" / "sie"
SAMPLES = ROOT.parent / "shared" / "sie-samples"
SHA = "0" * 64


def sample_files() -> list[Path]:
    """The real files, when the reference folder is beside the repository."""
    return sorted(p for p in SAMPLES.glob("*") if p.suffix.lower() in (".se", ".si"))


def sample(name: str) -> bytes:
    """One real file; skips the test when the folder is absent."""
    path = SAMPLES / name
    if not path.exists():
        pytest.skip(f"reference sample {name} is not here")
    return path.read_bytes()


def read(data: bytes) -> ReadResult:
    """Read with the fast lexer; a reader that failed inside is a failed test."""
    result = read_sie(data, SHA)
    assert result.reason_code != "internal_error", result.reason_en
    return result


def assert_same(one: ReadResult, other: ReadResult, *, skip: tuple[str, ...] = ()) -> None:
    """Both results are equal in every table and figure, apart from the columns named in skip.

    Without the encoding, also the remark that it is not the code page that the file names.
    """
    for name, table in one.tables.items():
        keep = [c for c in table.column_names if c not in skip]
        mine, theirs = table.select(keep), other.tables[name].select(keep)
        if name == "sie_diagnostic" and "encoding" in skip:
            mine, theirs = (rows.filter(pc.not_equal(rows["code"], "code_page_differs")) for rows in (mine, theirs))
        if not mine.equals(theirs):
            assert mine.to_pylist() == theirs.to_pylist(), name
            pytest.fail(f"{name} differs in type: {mine.schema} / {theirs.schema}")
    for field in ("status", "rows_in", "rows_read", "rows_quarantined", "reason_code", "control_total_sek"):
        assert getattr(one, field) == getattr(other, field), field
    assert one.quarantined_sek == other.quarantined_sek


def assert_oracle_agrees(data: bytes) -> ReadResult:
    """The fast lexer and the careful tokenizer give the same result, and rows are conserved."""
    fast, careful = read(data), read_sie(data, SHA, fast=False)
    assert_same(fast, careful)
    assert fast.rows_in == fast.rows_read + fast.rows_quarantined
    return fast


def codes(result: ReadResult) -> list[tuple[str, int]]:
    """Code and line of every diagnostic."""
    table = result.tables["sie_diagnostic"]
    return list(zip(table["code"].to_pylist(), table["line_no"].to_pylist(), strict=True))


def month_totals(balances: list[Balance], kind: str) -> dict[tuple[int, str | None, str], int]:
    """Add up budget or month balances per (year, period, account) without counting anything twice.

    Programs write the total of an account as a row without object, its parts per object, or both; each dimension
    restates the same money. So the row without object counts when there is one, else the rows of one dimension (the
    one with the lowest number). The warehouse does this in int_ledger__period_amount; here it is written again on
    purpose, to have something to compare with.
    """
    whole: dict[tuple[int, str | None, str], int] = {}
    parts: dict[tuple[int, str | None, str], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for b in balances:
        if b.kind != kind:
            continue
        key = (b.year, b.period, b.account)
        if b.dim_no is None:
            whole[key] = whole.get(key, 0) + b.amount
        else:
            parts[key][b.dim_no] += b.amount
    return {key: per_dim[min(per_dim)] for key, per_dim in parts.items()} | whole
