"""What the ledger as a whole should satisfy. Nothing here refuses or changes a row; it only tells."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
import pyarrow as pa

from finsam.readers.sie import columns as col
from finsam.readers.sie.columns import Balance, IntArray, Transactions, Vouchers
from finsam.readers.sie.diagnostics import Problem
from finsam.readers.sie.header import FileHeader
from finsam.readers.sie.values import kronor

_LIMB = 26


def first_uses(values: pa.Array) -> tuple[list[Any], IntArray, IntArray]:
    """Return the distinct values in order of first use, the position of that use, and each row's value number."""
    encoded = values.dictionary_encode()
    codes = encoded.indices.to_numpy(zero_copy_only=False)
    if not len(codes):
        return [], codes, codes
    # The encoder numbers values as they appear, so a new maximum is a first use.
    highest = np.maximum.accumulate(codes)
    first = np.concatenate([[0], np.flatnonzero(np.diff(highest)) + 1])
    return encoded.dictionary.to_pylist(), first, codes


def sum_per_code(codes: IntArray, amounts: IntArray, count: int) -> list[int]:
    """Sum integer amounts per code exactly.

    bincount adds in floating point, so the amounts are split in parts that stay exact and are joined as integers.
    """
    total = [0] * count
    rest = amounts
    for shift in (0, _LIMB, 2 * _LIMB):
        last = shift == 2 * _LIMB
        part = rest if last else rest & ((1 << _LIMB) - 1)
        if part.any():
            for i, value in enumerate(np.bincount(codes, weights=part, minlength=count)):
                total[i] += int(value) << shift
        rest = rest >> _LIMB
    return total


def _by_account(balances: list[Balance], kind: str, year: int) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for b in balances:
        if b.kind == kind and b.year == year:
            sums[b.account] += b.amount
    return dict(sums)


def ledger(balances: list[Balance], movement: dict[str, int], header: FileHeader, is_full: bool) -> list[Problem]:
    """Check the balances against each other and, in a full export, against the vouchers."""
    problems: list[Problem] = []
    lines = {(b.kind, b.year, b.account): b.line for b in reversed(balances)}
    opening, closing = _by_account(balances, "IB", 0), _by_account(balances, "UB", 0)
    result = _by_account(balances, "RES", 0)
    if is_full:
        for account in sorted({*opening, *closing, *result, *movement}):
            problems += _account_problem(account, (opening, closing, result, movement), header, lines)
    earlier = _by_account(balances, "UB", -1)
    if earlier and opening:
        for account in sorted({*earlier, *opening}):
            a, b = opening.get(account, 0), earlier.get(account, 0)
            if a != b:
                line = lines.get(("IB", 0, account)) or lines.get(("UB", -1, account), 0)
                params = {"account": account, "computed": kronor(a), "declared": kronor(b)}
                problems.append(Problem(line, "opening_mismatch", params))
    for year in sorted({b.year for b in balances if b.kind == "IB"}):
        total = sum(_by_account(balances, "IB", year).values())
        if total:
            line = min(b.line for b in balances if b.kind == "IB" and b.year == year)
            problems.append(Problem(line, "opening_not_zero", {"value": year, "computed": kronor(total)}))
    return problems + _repeated(balances)


def _account_problem(
    account: str,
    sums: tuple[dict[str, int], dict[str, int], dict[str, int], dict[str, int]],
    header: FileHeader,
    lines: dict[tuple[str, int, str], int],
) -> list[Problem]:
    """Compare one account; sums are opening, closing, result and movement per account."""
    opening, closing, result, movement = sums
    known = header.accounts.get(account)
    is_result = account in result
    if not is_result and account not in opening and account not in closing:
        kind = known.account_type if known else None
        is_result = kind in ("K", "I") if kind in ("T", "S", "K", "I") else account[:1] not in ("1", "2")
    moved = movement.get(account, 0)
    if is_result:
        code, computed, declared, line = "result_mismatch", moved, result.get(account, 0), ("RES", 0, account)
    else:
        computed, declared = opening.get(account, 0) + moved, closing.get(account, 0)
        code, line = "balance_mismatch", ("UB", 0, account)
    if computed == declared:
        return []
    params = {"account": account, "computed": kronor(computed), "declared": kronor(declared)}
    return [Problem(lines.get(line, 0), code, params)]


def _repeated(balances: list[Balance]) -> list[Problem]:
    problems: list[Problem] = []
    first: dict[tuple[object, ...], int] = {}
    for b in balances:
        line = first.setdefault((b.kind, b.year, b.period, b.account, b.dim_no, b.object_code), b.line)
        if line != b.line:
            problems.append(Problem(b.line, "balance_repeated", {"first": line}))
    return problems


def vouchers(found: Vouchers, header: FileHeader) -> list[Problem]:
    """Check voucher dates against the fiscal year and voucher numbers against each other."""
    problems: list[Problem] = []
    year = header.years.get(0)
    if year and year.start is not None and year.end is not None:
        outside = ~found.bad & ((found.day < year.start) | (found.day > year.end))
        problems += [Problem(int(line), "voucher_outside_year") for line in found.line_no[outside]]
    return problems + _repeated_numbers(found)


def _repeated_numbers(found: Vouchers) -> list[Problem]:
    """Find vouchers whose series and number were used before; an empty number is not a number."""
    _, _, series = first_uses(found.series)
    names, _, number = first_uses(found.number)
    if not len(series):
        return []
    key = series.astype(np.int64) * (len(names) + 1) + number
    numbered = np.flatnonzero(number != (names.index("") if "" in names else -1))
    ordered = np.sort(key[numbered])
    if not (ordered[1:] == ordered[:-1]).any():
        return []
    order = numbered[np.argsort(key[numbered], kind="stable")]
    same = np.concatenate([[False], key[order][1:] == key[order][:-1]]) if len(order) else np.zeros(0, dtype=np.bool_)
    if not same.any():
        return []
    start = np.maximum.accumulate(np.where(same, 0, np.arange(len(order))))
    problems = []
    for at in np.flatnonzero(same):
        voucher, first = int(order[at]), int(order[start[at]])
        params = {
            "series": found.series[voucher].as_py() or "-",
            "number": found.number[voucher].as_py(),
            "first": int(found.line_no[first]),
        }
        problems.append(Problem(int(found.line_no[voucher]), "voucher_number_repeated", params))
    return problems


def movement_per_account(
    transactions: Transactions, loaded: IntArray, names: list[str], codes: IntArray
) -> dict[str, int]:
    """Sum the loaded effective rows per account, in öre; codes number the accounts of the rows."""
    counted = np.where(loaded & (transactions.kind == col.TRANS), transactions.amount, 0)
    return dict(zip(names, sum_per_code(codes, counted, len(names)), strict=True)) if names else {}
