"""Which transaction belongs to which voucher, which vouchers can be trusted, and when the whole file cannot.

Works on the kinds of all lines at once: a row belongs to the block whose brace is the last structural line before it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from finsam.readers.sie import columns as col
from finsam.readers.sie.columns import IntArray, Lexed, Objects
from finsam.readers.sie.diagnostics import Problem, RefusedError
from finsam.readers.sie.values import kronor

# From this many öre on a voucher is summed with unbounded integers.
_EXACT_ABOVE = 2**53


def _between(kinds: IntArray, low: int, high: int) -> IntArray:
    """Tell which kinds are in a range of kinds, ends included."""
    return (kinds - np.uint8(low)) <= high - low


def _is_header(kinds: IntArray) -> IntArray:
    return _between(kinds, col.VER, col.VER_OPEN)


def _opens(kinds: IntArray) -> IntArray:
    return _between(kinds, col.VER_OPEN, col.OPEN)


@dataclass
class Structure:
    """Vouchers and rows put together. Ordinals count the #VER lines from 1; 0 is "no voucher"."""

    row_ordinal: IntArray
    is_twin: IntArray
    last_line: IntArray
    bad: dict[int, Problem]
    """Voucher ordinal -> the first reason to set it aside."""
    problems: list[Problem]


def analyse(lexed: Lexed) -> Structure:
    """Build the structure of a file.

    Raises:
        RefusedError: a block is never closed, or the file ends after a voucher header.
    """
    lines = np.flatnonzero(lexed.kinds != col.BLANK).astype(np.int32)
    kinds = lexed.kinds[lines]
    count = len(kinds)
    position = np.arange(count, dtype=np.int32)
    is_structural = _between(kinds, col.VER, col.OPEN_CLOSE) | (kinds == col.TOP)
    last = np.maximum.accumulate(np.where(is_structural, position, np.int32(-1)))
    before = np.empty(count, dtype=np.int32)  # the last structural line before each line
    before[:1] = -1
    before[1:] = last[:-1]
    before_kind = np.where(before >= 0, kinds[before], np.uint8(col.BLANK))
    in_block = _opens(before_kind)

    _refuse_unclosed(kinds, lines, in_block, before, last)

    ordinal = np.cumsum(_is_header(kinds).astype(np.int32), dtype=np.int32)
    previous = np.empty(count, dtype=np.uint8)  # the kind of the non-blank line just before
    previous[:1] = col.BLANK
    previous[1:] = kinds[:-1]
    problems: list[Problem] = []
    bad: dict[int, Problem] = {}

    headers = np.flatnonzero(kinds == col.VER)
    follower = kinds[np.minimum(headers + 1, count - 1)]
    for at in headers[(follower != col.OPEN) & (follower != col.OPEN_CLOSE)]:
        bad[int(ordinal[at])] = Problem(int(lines[at]) + 1, "voucher_without_block")
    foreign = ((kinds == col.OPEN) | (kinds == col.OPEN_CLOSE)) & (previous != col.VER)
    for at in np.flatnonzero(foreign):
        if in_block[at]:
            bad.setdefault(int(ordinal[at]), Problem(int(lines[at]) + 1, "nested_brace"))
        else:
            problems.append(Problem(int(lines[at]) + 1, "stray_open_brace"))
    for at in np.flatnonzero((kinds == col.CLOSE) & ~in_block):
        problems.append(Problem(int(lines[at]) + 1, "stray_close_brace"))
    for at in np.flatnonzero((kinds == col.UNKNOWN) & in_block):
        problems.append(Problem(int(lines[at]) + 1, "unknown_label_in_voucher"))
    for at in np.flatnonzero((kinds == col.TEXT) & in_block):
        _set_aside(lexed, bad, int(ordinal[at]), "voucher_has_bad_row", row=int(lines[at]) + 1)

    rows = np.flatnonzero(_between(kinds, col.TRANS, col.BTRANS))
    # Rows right after a header without its brace are kept with that voucher, which is set aside as a whole.
    at_home = (in_block & ~foreign[before])[rows] | (before_kind[rows] == col.VER)
    row_ordinal = np.where(at_home, ordinal[rows], 0).astype(np.int32)

    last_line = _last_lines(kinds, lines, ordinal, lexed.vouchers.line_no)
    is_twin = _twins(lexed, rows, problems)
    problems += _empty_blocks(kinds, lines, previous, in_block)
    _judge(lexed, row_ordinal, bad)
    bad.pop(0, None)
    problems += bad.values()
    return Structure(row_ordinal, is_twin, last_line, bad, problems)


def _refuse_unclosed(kinds: IntArray, lines: IntArray, in_block: IntArray, before: IntArray, last: IntArray) -> None:
    """Refuse the file when a block is still open where only a closed one can be."""
    unclosed = np.flatnonzero(in_block & (_is_header(kinds) | (kinds == col.TOP)))
    if len(unclosed):
        raise RefusedError("block_unclosed", int(lines[before[unclosed[0]]]) + 1)
    if not len(kinds) or last[-1] < 0:
        return
    final = int(last[-1])
    if kinds[final] in (col.VER_OPEN, col.OPEN):
        raise RefusedError("block_unclosed", int(lines[final]) + 1)
    if kinds[-1] == col.VER:
        raise RefusedError("ends_after_voucher_header", int(lines[-1]) + 1)


def _last_lines(kinds: IntArray, lines: IntArray, ordinal: IntArray, first_line: IntArray) -> IntArray:
    """Return the line that closes each voucher (its own line when it has no block)."""
    result = first_line.copy()
    ends = np.flatnonzero((kinds == col.CLOSE) | (kinds == col.OPEN_CLOSE))
    owner = ordinal[ends]
    # Reversed, so that the first closing brace after the header wins over stray ones later.
    owned = owner[::-1] > 0
    result[owner[::-1][owned] - 1] = lines[ends][::-1][owned] + 1
    return result


def _empty_blocks(kinds: IntArray, lines: IntArray, previous: IntArray, in_block: IntArray) -> list[Problem]:
    empty = (kinds == col.OPEN_CLOSE) & (previous == col.VER)
    empty |= (kinds == col.CLOSE) & in_block & ((previous == col.OPEN) | (previous == col.VER_OPEN))
    return [Problem(int(lines[at]) + 1, "empty_block") for at in np.flatnonzero(empty)]


def objects_of(objects: Objects, line_no: int) -> list[tuple[int, str]]:
    """Return the objects of the transaction on one line, sorted."""
    start, stop = np.searchsorted(objects.line_no, [line_no, line_no + 1])
    return sorted((int(objects.dim_no[i]), objects.code[int(i)].as_py()) for i in range(start, stop))


def _twins(lexed: Lexed, rows: IntArray, problems: list[Problem]) -> IntArray:
    """Mark each #RTRANS and the #TRANS on the next line that repeats its account, objects and amount."""
    transactions = lexed.transactions
    is_twin = np.zeros(len(transactions.line_no), dtype=np.bool_)
    for at in np.flatnonzero(transactions.kind == col.RTRANS):
        mate = at + 1
        found = (
            mate < len(rows)
            and rows[mate] == rows[at] + 1
            and transactions.kind[mate] == col.TRANS
            and transactions.amount[mate] == transactions.amount[at]
            and transactions.account[int(mate)] == transactions.account[int(at)]
            and objects_of(lexed.objects, int(transactions.line_no[mate]))
            == objects_of(lexed.objects, int(transactions.line_no[at]))
        )
        if found:
            is_twin[[at, mate]] = True
        else:
            problems.append(Problem(int(transactions.line_no[at]), "history_without_twin"))
    return is_twin


def _set_aside(lexed: Lexed, bad: dict[int, Problem], ordinal: int, code: str, **params: object) -> None:
    """Record why a voucher cannot be loaded, unless a reason is known already."""
    if not ordinal or ordinal in bad:
        return
    vouchers = lexed.vouchers
    params["series"] = vouchers.series[ordinal - 1].as_py() or "-"
    params["number"] = vouchers.number[ordinal - 1].as_py() or "-"
    bad[ordinal] = Problem(int(vouchers.line_no[ordinal - 1]), code, params)


def _judge(lexed: Lexed, row_ordinal: IntArray, bad: dict[int, Problem]) -> None:
    """Add the vouchers that have an unreadable part or do not sum to zero."""
    vouchers, transactions = lexed.vouchers, lexed.transactions
    for at in np.flatnonzero(vouchers.bad):
        _set_aside(lexed, bad, int(at) + 1, "voucher_header_unreadable")
    for at in np.flatnonzero(transactions.bad):
        _set_aside(lexed, bad, int(row_ordinal[at]), "voucher_has_bad_row", row=int(transactions.line_no[at]))
    counted = (transactions.kind == col.TRANS) & ~transactions.bad & (row_ordinal > 0)
    amounts = np.where(counted, transactions.amount, 0)
    running = np.zeros(len(amounts) + 1, dtype=np.int64)
    np.cumsum(amounts, out=running[1:])
    first = np.searchsorted(transactions.line_no, vouchers.line_no)
    ends = np.append(first[1:], len(amounts))[: len(first)]
    # Wrapping of the running sum cancels in the difference; only the sum of one voucher itself must fit in 64 bits.
    sums: dict[int, int] = {
        int(at) + 1: int(running[ends[at]] - running[first[at]])
        for at in np.flatnonzero(running[ends] - running[first])
    }
    for at in np.flatnonzero(np.abs(amounts) >= _EXACT_ABOVE):
        ordinal = int(row_ordinal[at])
        sums[ordinal] = sum(int(a) for a in amounts[first[ordinal - 1] : ends[ordinal - 1]])
    for ordinal, total in sums.items():
        if total:
            _set_aside(lexed, bad, ordinal, "voucher_unbalanced", difference=kronor(total))
