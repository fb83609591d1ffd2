"""The careful lexer: every line through the careful tokenizer. Slow, simple, and the oracle of the fast one."""

from __future__ import annotations

import numpy as np

from finsam.readers.sie.checksum import Checksum
from finsam.readers.sie.columns import Lexed
from finsam.readers.sie.records import RecordReader
from finsam.readers.sie.source import Source


def lex(source: Source, checksum: Checksum) -> Lexed:
    """Lex a whole file line by line."""
    reader = RecordReader(source.encoding)
    lines = source.data.split(b"\n")
    kinds = np.zeros(len(lines), dtype=np.uint8)
    offset = 0
    for i, line in enumerate(lines):
        kinds[i] = reader.read(line, i + 1)
        if source.span is not None and source.span.start <= offset < source.span.stop:
            checksum.update(reader.record_bytes)
        offset += len(line) + 1
    return Lexed(kinds, *reader.rows.columns(), reader.rest)
