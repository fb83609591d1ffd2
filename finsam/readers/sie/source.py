"""The bytes of one SIE file made ready for lexing, or refused: byte order mark off, one kind of line end."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from finsam.readers.sie.checksum import Span, find_span
from finsam.readers.sie.diagnostics import RefusedError
from finsam.readers.sie.encoding import BOM, Encoding, detect

_XML_START = re.compile(rb"<\?xml|<[A-Za-z!]")
_HTML = re.compile(rb"<!doctype\s+html|<html|<head|<body", re.IGNORECASE)
_CONTENT = re.compile(rb"\S")
_CHUNK = 1 << 18
_COMPLETE_AMOUNT = re.compile(rb"[0-9]\.[0-9]{2}$")


@dataclass(frozen=True)
class Source:
    """A text file ready to lex: data without byte order mark and with LF or CRLF line ends only."""

    data: bytes
    encoding: Encoding
    span: Span | None


def is_blank(data: bytes) -> bool:
    """Tell whether the file has nothing but white space."""
    return _CONTENT.search(data, len(BOM) if data.startswith(BOM) else 0) is None


def is_xml(data: bytes) -> bool:
    """Tell whether the first thing in the file is an XML or HTML tag."""
    return _XML_START.match(data[:2000].removeprefix(BOM).lstrip()) is not None


def refuse_html(data: bytes) -> None:
    """Refuse a web page.

    Raises:
        RefusedError: the file is one.
    """
    if _HTML.search(data[:2000]):
        raise RefusedError("html_page", 1)


def prepare(data: bytes) -> Source:
    """Make a text file ready.

    Raises:
        RefusedError: the file is empty, not text, cut in its last line, or lacks its closing control total.
    """
    if is_blank(data):
        raise RefusedError("empty_file")
    if b"\0" in data:
        raise RefusedError("binary_file")
    encoding = detect(data)
    data = _one_line_end(data.removeprefix(BOM))
    _refuse_cut(data)
    return Source(data, encoding, find_span(data))


def _one_line_end(data: bytes) -> bytes:
    """Turn lone CR into LF; CRLF stays, as CR counts as a space."""
    array = np.frombuffer(data, dtype=np.uint8)
    lone = data.endswith(b"\r")
    for start in range(0, len(array), _CHUNK):
        part = array[start : start + _CHUNK + 1]
        lone = lone or bool(((part[:-1] == 13) & (part[1:] != 10)).any())
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if lone else data


def _refuse_cut(data: bytes) -> None:
    """Refuse a file whose last line has no line end, unless that line cannot have lost anything that counts.

    Only a closing brace, a closing quote, an amount with both decimals and the control total (which proves itself)
    show their own end: 1234 may be the beginning of 1234567.
    """
    if data.endswith(b"\n"):
        return
    start = data.rfind(b"\n") + 1
    last = data[start:].strip()
    whole = not last or last == b"}" or _COMPLETE_AMOUNT.search(last) or last.startswith(b"#KSUMMA ")
    if not whole and last.endswith(b'"') and last.count(b'"') % 2 == 0:
        whole = True
    if not whole:
        raise RefusedError("truncated_last_line", data.count(b"\n") + 1)
