"""Integer columns as Arrow arrays of the raw schemas, without copying through Python objects."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from finsam.readers.sie.columns import TRANS, TRANSACTION_KINDS, IntArray
from finsam.readers.sie.schemas import KIND
from finsam.readers.sie.values import NULL_AMOUNT, NULL_DATE


def _with_nulls(kind: pa.DataType, values: IntArray, count: int, is_null: IntArray) -> pa.Array:
    nulls = int(np.count_nonzero(is_null))
    validity = pa.py_buffer(np.packbits(~is_null, bitorder="little")) if nulls else None
    return pa.Array.from_buffers(kind, count, [validity, pa.py_buffer(np.ascontiguousarray(values))], null_count=nulls)


def decimals(kind: pa.Decimal128Type, scaled: IntArray) -> pa.Array:
    """Make a decimal column of integers that are already scaled; NULL_AMOUNT becomes null."""
    is_null = scaled == NULL_AMOUNT
    if is_null.all():
        return pa.nulls(len(scaled), kind)
    # A 128-bit little-endian integer is the 64-bit value followed by its sign.
    wide = np.empty((len(scaled), 2), dtype=np.int64)
    wide[:, 0] = scaled
    np.right_shift(scaled, 63, out=wide[:, 1])
    return _with_nulls(kind, wide, len(scaled), is_null)


def dates(days: IntArray) -> pa.Array:
    """Make a date column of day numbers; NULL_DATE becomes null."""
    return _with_nulls(pa.date32(), days.astype(np.int32, copy=False), len(days), days == NULL_DATE)


def integers(values: IntArray) -> pa.Array:
    """Make a 32-bit integer column."""
    return pa.array(values.astype(np.int32, copy=False))


def same_text(value: str, count: int) -> pa.Array:
    """Make a dictionary column that has one value in every row."""
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(count, dtype=np.int32)), pa.array([value]))


def transaction_kinds(kinds: IntArray) -> pa.Array:
    """Make the kind column of transactions from line kinds."""
    codes = pa.array((kinds - np.uint8(TRANS)).astype(np.int8))
    return pa.DictionaryArray.from_arrays(codes, pa.array(TRANSACTION_KINDS)).cast(KIND)
