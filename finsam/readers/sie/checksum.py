"""The control total #KSUMMA: CRC-32 over labels and fields between its two records, in CP437 bytes."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from finsam.readers.sie.diagnostics import RefusedError
from finsam.readers.sie.encoding import Encoding

_LABEL = b"#KSUMMA"


@dataclass(frozen=True)
class Span:
    """Where the two records are: byte range between them, the declared value, lines of both."""

    start: int
    stop: int
    declared: str
    closing_line: int
    has_more: bool
    """Records follow after the closing one."""


class Checksum:
    """Running control total. Some programs sum their own bytes instead of CP437, so both are kept."""

    def __init__(self, encoding: Encoding) -> None:
        """Start at nothing, for a file in this encoding."""
        self._encoding = encoding
        self._same = encoding.codec in ("ascii", "cp437")
        self._dos = 0
        self._raw = 0

    def update(self, record_bytes: bytes) -> None:
        """Add the bytes of whole records, in file order."""
        self._raw = zlib.crc32(record_bytes, self._raw)
        if not self._same:
            text = record_bytes.decode(self._encoding.codec, "replace")
            self._dos = zlib.crc32(text.encode("cp437", "replace"), self._dos)

    def verdict(self, span: Span | None) -> tuple[int | None, int | None, bool | None]:
        """Return (declared, computed, ok); all None without a control total.

        Raises:
            RefusedError: the declared value is neither of the computed ones.
        """
        if span is None:
            return None, None, None
        computed = self._raw if self._same else self._dos
        if span.declared not in (str(computed), str(self._raw)):
            raise RefusedError("ksumma_wrong", span.closing_line, declared=span.declared, computed=computed)
        return int(span.declared), int(span.declared), True


def find_span(data: bytes) -> Span | None:
    """Find the opening and the closing #KSUMMA of a file; None when it opens with none.

    The opening one stands before the first voucher, so most files need no search of all their bytes.

    Raises:
        RefusedError: there is an opening one but no closing one.
    """
    head = data.find(b"#VER")
    if data.find(_LABEL, 0, len(data) if head < 0 else head) < 0:
        return None
    records = list(_records(data))
    opening = next((i for i, (_, _, value) in enumerate(records) if not value), None)
    if opening is None:
        return None
    start, stop, _ = records[opening]
    closing = next((r for r in records[opening + 1 :] if r[2]), None)
    if closing is None:
        raise RefusedError("ksumma_missing_end", _line_at(data, start))
    return Span(stop + 1, closing[0], closing[2], _line_at(data, closing[0]), bool(data[closing[1] :].strip()))


def _records(data: bytes) -> Iterator[tuple[int, int, str]]:
    """Give start, end and value of each #KSUMMA line."""
    at = data.find(_LABEL)
    while at >= 0:
        start = data.rfind(b"\n", 0, at) + 1
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end
        rest = data[at + len(_LABEL) : end]
        if not data[start:at].strip(b" \t\r") and rest[:1] in (b"", b" ", b"\t", b"\r"):
            yield start, end, rest.replace(b'"', b" ").strip().decode("latin-1")
        at = data.find(_LABEL, end)


def _line_at(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1
