"""Spans of a byte buffer as Arrow strings, for many rows at once."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from finsam.readers.sie.columns import IntArray

_STEPS = np.arange(1 << 20, dtype=np.int64)


def _steps(count: int) -> IntArray:
    return _STEPS[:count] if count <= len(_STEPS) else np.arange(count, dtype=np.int64)


def _utf8_growth(codec: str) -> IntArray:
    """Return for each byte of a one-byte codec how many more bytes its character takes in UTF-8."""
    lengths = [len(bytes([b]).decode(codec, "replace").encode()) for b in range(256)]
    return np.array(lengths, dtype=np.int32) - 1


class Gatherer:
    """Copies spans out of one block of a file and turns them into UTF-8."""

    def __init__(self, buffer: IntArray, words: IntArray, codec: str) -> None:
        """Serve a padded buffer, with the eight bytes from each position as a word."""
        self._buffer = buffer
        self._words = words
        self._codec = codec
        self._utf8 = codec in ("ascii", "utf-8")

    def strings(self, starts: IntArray, lengths: IntArray) -> pa.Array:
        """Return one string per span (int64 positions and lengths)."""
        count = len(starts)
        offsets = np.zeros(count + 1, dtype=np.int64)
        np.cumsum(lengths, out=offsets[1:])
        total = int(offsets[-1])
        if not total:
            data = self._buffer[:0]
        elif total == count * int(lengths[0]) and total <= 8 * count and (lengths == lengths[0]).all():
            # All spans have one length of at most eight bytes (accounts): one word per span has them all.
            words = self._words[starts].view(np.uint8).reshape(count, 8)
            data = np.ascontiguousarray(words[:, : int(lengths[0])]).reshape(-1)
        else:
            positions = np.repeat(starts - offsets[:-1], lengths)
            positions += _steps(total)
            data = self._buffer[positions]
        if not self._utf8:
            data, offsets = self._to_utf8(data, offsets)
        buffers = [None, pa.py_buffer(offsets.astype(np.int32)), pa.py_buffer(data)]
        return pa.Array.from_buffers(pa.string(), count, buffers, null_count=0)

    def _to_utf8(self, data: IntArray, offsets: IntArray) -> tuple[IntArray, IntArray]:
        high = np.flatnonzero(data >= 0x80)
        if not len(high):
            return data, offsets
        grown = np.zeros(len(data) + 1, dtype=np.int32)
        grown[high + 1] = _GROWTH[self._codec][data[high]]
        # A string moves right by what the letters before it have grown.
        offsets = offsets + np.cumsum(grown, out=grown)[offsets]
        text = data.tobytes().decode(self._codec, "replace").encode()
        return np.frombuffer(text, dtype=np.uint8), offsets


_GROWTH = {codec: _utf8_growth(codec) for codec in ("cp437", "cp1252")}
