"""From the bytes of a delivery to its text: which kind of file, which encoding, and is it whole."""

from __future__ import annotations

import codecs
import re

from finsam.readers.table.problems import Problem, Refusal, file_problem, hint

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_BINARY_STARTS = (b"%PDF", b"\x1f\x8b", b"PAR1", b"7z\xbc\xaf", b"Rar!", b"\x89PNG", b"\xff\xd8\xff")
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|\?xml|table|head|body|!--)", re.IGNORECASE)
_SIE = re.compile(rb"\s*#(?:FLAGGA|FORMAT|PROGRAM|SIETYP|GEN)\b")
# A Swedish letter of UTF-8 read byte by byte; in a text of Windows-1252 the pair does not occur.
_UTF8_PAIR = re.compile(rb"\xc3[\xa5\xa4\xb6\x85\x84\x96]")
# å, ä, ö of DOS (CP437/CP850) and å, ä of old Macintosh between letters, where Windows-1252 has signs.
_OTHER_CODE_PAGE = re.compile(rb"[A-Za-z][\x84\x86\x94][A-Za-z]|[a-z][\x8a\x8c][a-z]")


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as a zip archive, which XLSX is."""
    return data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06")


def demand_table_bytes(data: bytes) -> None:
    """Refuse what is plainly not a table.

    Raises:
        Refusal: The bytes are empty, an old workbook, a web page, a ledger or another binary format.
    """
    if not data.strip(b"\xef\xbb\xbf \t\r\n\x00"):
        raise Refusal(file_problem("empty_file"))
    if data.startswith(_OLE):
        raise Refusal(file_problem("old_excel"))
    if data.startswith(_BINARY_STARTS):
        raise Refusal(file_problem("binary_file"))
    start = data[:1024].removeprefix(codecs.BOM_UTF8)
    if _MARKUP.match(start):
        raise Refusal(file_problem("html_page"))
    if _SIE.match(start):
        raise Refusal(file_problem("sie_file"))


def decode(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a CSV file without byte order mark, and notes about the encoding.

    Raises:
        Refusal: The bytes are binary, in an unknown or mixed encoding, or do not end with a line end.
    """
    text, notes = _decoded(data)
    if "\x00" in text:
        raise Refusal(file_problem("binary_file"), text.count("\n", 0, text.index("\x00")) + 1, count_rows(text))
    if not text.strip():
        raise Refusal(file_problem("empty_file"))
    if not text.endswith(("\n", "\r")):
        line = len(text.splitlines())
        raise Refusal(file_problem("truncated", line=line), line, count_rows(text))
    return text, notes


def count_rows(text: str) -> int:
    """Return the number of lines with content after the first one: the rows of a file that is refused."""
    return max(sum(1 for line in text.splitlines() if line.strip()) - 1, 0)


def _decoded(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16"), (hint("encoding_utf16"),)
        except UnicodeDecodeError as error:
            raise Refusal(file_problem("encoding_unknown", line=1), 1) from error
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        return _windows_1252(data, error.start), ()


def _windows_1252(data: bytes, first_bad: int) -> str:
    """Decode bytes that are not UTF-8; `first_bad` is where UTF-8 ended."""
    if b"\x00" in data:
        raise Refusal(file_problem("binary_file"))
    line = data.count(b"\n", 0, first_bad) + 1
    rows = max(sum(1 for part in data.splitlines() if part.strip()) - 1, 0)
    if not data.endswith((b"\n", b"\r")) and first_bad >= len(data) - 3:
        # Cut inside a letter: the fault is the missing end, not the encoding.
        raise Refusal(file_problem("truncated", line=line), line, rows)
    if data.startswith(codecs.BOM_UTF8) or _UTF8_PAIR.search(data):
        raise Refusal(file_problem("encoding_mixed", line=line), line, rows)
    if _OTHER_CODE_PAGE.search(data):
        raise Refusal(file_problem("encoding_unknown", line=line), line, rows)
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refusal(file_problem("encoding_unknown", line=line), line, rows) from error
