"""What both lexers hand over: one kind per line, and typed columns for vouchers, transactions and their objects.

The careful and the vectorised lexer must fill these identically; everything after this point is shared.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from finsam.readers.sie.diagnostics import Problem

IntArray = npt.NDArray[Any]

# Kind of one line. Headers, openings and structure are each a range of neighbours.
BLANK, VER, VER_OPEN, OPEN, CLOSE, OPEN_CLOSE, TRANS, RTRANS, BTRANS, TOP, UNKNOWN, TEXT = range(12)
TRANSACTION_KINDS = ("TRANS", "RTRANS", "BTRANS")


@dataclass
class Vouchers:
    """One entry per #VER line. Dates are day numbers; `bad` marks a header that cannot be read."""

    line_no: IntArray
    series: pa.Array
    number: pa.Array
    day: IntArray
    text: pa.Array
    registered: IntArray
    sign: pa.Array
    bad: IntArray


@dataclass
class Transactions:
    """One entry per #TRANS, #RTRANS and #BTRANS line. Amounts are öre, quantities millionths; kind as line kinds."""

    line_no: IntArray
    kind: IntArray
    account: pa.Array
    amount: IntArray
    day: IntArray
    text: pa.Array
    quantity: IntArray
    sign: pa.Array
    bad: IntArray


@dataclass
class Objects:
    """One entry per object of a transaction; line_no is the transaction's."""

    line_no: IntArray
    dim_no: IntArray
    code: pa.Array


@dataclass
class Balance:
    """One readable balance or budget line."""

    line: int
    kind: str
    year: int
    period: str | None
    account: str
    dim_no: int | None
    object_code: str | None
    amount: int
    quantity: int | None


@dataclass
class Header:
    """One other known record: its label and its fields, decoded."""

    line: int
    label: str
    fields: list[str]


@dataclass
class Rest:
    """What only the careful path produces, in line order."""

    balances: list[Balance] = field(default_factory=list)
    headers: list[Header] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    bad_lines: list[tuple[int, str, str, int | None]] = field(default_factory=list)
    """Lines set aside on their own: line, label, code, amount in öre."""


@dataclass
class Lexed:
    """A whole file, lexed."""

    kinds: IntArray
    vouchers: Vouchers
    transactions: Transactions
    objects: Objects
    rest: Rest
    xml_type: str = ""
    """"5" or "5E" for SIE 5, empty for the classic format."""
    marks: list[tuple[int, int]] = field(default_factory=list)
    """Line number and offset of some lines, the first included, if known; they make finding a line faster."""


_VOUCHER_TYPES = {"line_no": np.int32, "day": np.int32, "registered": np.int32, "bad": np.bool_}
_TRANSACTION_TYPES = {
    "line_no": np.int32,
    "kind": np.uint8,
    "amount": np.int64,
    "day": np.int32,
    "quantity": np.int64,
    "bad": np.bool_,
}
_OBJECT_TYPES = {"line_no": np.int32, "dim_no": np.int32}


class Rows:
    """Rows collected one by one, turned into columns at the end."""

    def __init__(self) -> None:
        """Start without rows."""
        self.vouchers: list[tuple[int, str, str, int, str, int, str, bool]] = []
        self.transactions: list[tuple[int, int, str, int, int, str, int, str, bool]] = []
        self.objects: list[tuple[int, int, str]] = []

    def columns(self) -> tuple[Vouchers, Transactions, Objects]:
        """Return the collected rows as columns."""
        return (
            Vouchers(**_columns(self.vouchers, Vouchers, _VOUCHER_TYPES)),
            Transactions(**_columns(self.transactions, Transactions, _TRANSACTION_TYPES)),
            Objects(**_columns(self.objects, Objects, _OBJECT_TYPES)),
        )


def _columns(rows: list[Any], kind: type, types: dict[str, Any]) -> dict[str, Any]:
    names = list(kind.__dataclass_fields__)  # type: ignore[attr-defined]
    values = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return {
        name: np.array(column, dtype=types[name]) if name in types else pa.array(column, type=pa.string())
        for name, column in zip(names, values, strict=True)
    }


def concat(parts: list[Any]) -> Any:
    """Join columns of the same kind (Vouchers, Transactions or Objects) in order. The parts are used up."""
    if len(parts) == 1:
        return parts[0]
    kind = type(parts[0])
    joined = {}
    for name in kind.__dataclass_fields__:
        columns = [getattr(p, name) for p in parts]
        joined[name] = _concat_text(columns) if isinstance(columns[0], pa.Array) else np.concatenate(columns)
        for part in parts:  # lets the next column use the memory of this one
            setattr(part, name, None)
    return kind(**joined)


def _concat_text(columns: list[pa.Array]) -> pa.Array:
    """Join string arrays; NumPy asks for large memory pages where Arrow does not, which saves much time."""
    offsets = [np.zeros(1, dtype=np.int32)]
    data = [np.zeros(0, dtype=np.uint8)]
    total = 0
    for column in columns:
        if not len(column):
            continue
        _, places, text = column.buffers()
        own = np.frombuffer(places, dtype=np.int32)[column.offset : column.offset + len(column) + 1]
        first, last = int(own[0]), int(own[-1])
        offsets.append(own[1:] + np.int32(total - first))
        if last > first:
            data.append(np.frombuffer(text, dtype=np.uint8)[first:last])
        total += last - first
    ends = np.concatenate(offsets)
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(np.concatenate(data))]
    return pa.Array.from_buffers(pa.string(), len(ends) - 1, buffers, null_count=0)


def take(part: Any, order: IntArray) -> Any:
    """Pick rows of columns by position (or by a boolean mask)."""
    indices = pa.array(order)
    is_mask = order.dtype == np.bool_
    picked = np.flatnonzero(order) if is_mask else order
    return type(part)(
        **{
            name: (value.filter(indices) if is_mask else value.take(indices))
            if isinstance(value := getattr(part, name), pa.Array)
            else value[picked]
            for name in type(part).__dataclass_fields__
        }
    )


def merge_by_line(first: Any, second: Any) -> Any:
    """Join two parts and put their rows in line order."""
    if not len(second.line_no):
        return first
    if not len(first.line_no):
        return second
    both = concat([first, second])
    return take(both, np.argsort(both.line_no, kind="stable"))
