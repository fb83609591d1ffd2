"""Reading one SIE file: sniff, lex, check, assemble. Bad input gives diagnostics, never an exception."""

from __future__ import annotations

import re

from finsam.readers import ReadResult
from finsam.readers.sie import careful, sie5
from finsam.readers.sie import fast as vectorised
from finsam.readers.sie.assemble import Assembler, Text, refused
from finsam.readers.sie.checksum import Checksum
from finsam.readers.sie.diagnostics import RefusedError
from finsam.readers.sie.encoding import Encoding
from finsam.readers.sie.records import KNOWN_LABELS
from finsam.readers.sie.source import Source, is_blank, is_xml, prepare, refuse_html

_XML = Encoding("xml", "utf-8", "certain", frozenset())
_RECORD_LINE = re.compile(rb"^[ \t]*#", re.MULTILINE)
_ANY_KNOWN = re.compile(
    rb"(?:^|[\r\n])(?:\xef\xbb\xbf)?[ \t]*(?:"
    + b"|".join(x.encode() for x in sorted(KNOWN_LABELS))
    + rb")(?![^ \t\r\n])",
    re.IGNORECASE,
)


def read_sie(data: bytes, sha256: str, *, fast: bool = True) -> ReadResult:
    """Read the bytes of one SIE file (types 1-4, 4I or SIE 5) into raw tables.

    Args:
        data: the file as delivered.
        sha256: its hash, written to every row.
        fast: use the vectorised lexer; False reads every line with the careful tokenizer (same result, slower).

    Returns:
        All raw tables of SCHEMAS plus "quarantine". Never raises for bad input.
    """
    try:
        if is_xml(data):
            refuse_html(data)
            return _read_xml(data, sha256)
        if not is_blank(data) and b"\0" not in data and _ANY_KNOWN.search(data) is None:
            raise RefusedError("not_sie", 1)
        return _read_text(prepare(data), sha256, fast)
    except RefusedError as refusal:
        return refused(sha256, refusal, _rows_in(data), [], Text(data, "latin-1"))
    except Exception as error:  # a reader that fails must still answer, with a refusal
        failure = RefusedError("internal_error", 0, reason=type(error).__name__)
        return refused(sha256, failure, _rows_in(data), [], Text(data, "latin-1"))


def _rows_in(data: bytes) -> int:
    return sum(1 for _ in _RECORD_LINE.finditer(data.replace(b"\r", b"\n")))


def _read_xml(data: bytes, sha256: str) -> ReadResult:
    text = Text(data, "utf-8")
    return Assembler(sha256, sie5.lex(data), _XML, text).build((None, None, None), None)


def _read_text(source: Source, sha256: str, fast: bool) -> ReadResult:
    checksum = Checksum(source.encoding)
    lexed = vectorised.lex(source, checksum) if fast else careful.lex(source, checksum)
    verdict = checksum.verdict(source.span)
    text = Text(source.data, source.encoding.codec)
    return Assembler(sha256, lexed, source.encoding, text).build(verdict, source.span)
