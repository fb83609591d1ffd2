"""Which encoding a file has, judged from its bytes, and how single fields that differ from it are repaired.

The FORMAT record says PC8 whatever the bytes are, so it is not asked. UTF-8 is decided by validity; CP437 and
Windows-1252 write the Swedish letters in separate byte ranges, so the majority decides between them. Real files carry
stray fields (paths, object codes) in the other encoding: those are repaired when all their letters agree, else flagged.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import numpy as np

CP437_LETTERS = frozenset("åäöÅÄÖéüÉæÆøØñÑ".encode("cp437", "ignore"))
CP1252_LETTERS = frozenset("åäöÅÄÖéüÉÜèáàæøØÆ".encode("cp1252"))
# Bytes that are Swedish letters in 1252 but box drawing or Greek in CP437: never bookkeeping text in a CP437 file.
STRAY_IN_CP437 = frozenset("åäöÅÄÖé".encode("cp1252"))
STRAY_IN_CP1252 = frozenset(range(0x80, 0xA0))
_QUOTES_OR_LETTERS = (b"\x84", b"\x94")
BOM = codecs.BOM_UTF8
REPLACEMENT = "\ufffd"
GARBLED = re.compile(rb"\xc3\x83(?:\xc2[\x80-\xbf]|\xe2\x80[\x90-\xbf]|\xc6\x92|\xcb\x86|\xc5[\x92\xa0\xbd])")
"""In UTF-8: a letter of two bytes that was read as Latin-1 or Windows-1252 and written as UTF-8 again."""
_CHUNK = 1 << 18
_ENOUGH_LETTERS = 200_000


@dataclass(frozen=True)
class Encoding:
    """How to decode a file: name as reported, codec, how sure, and the bytes that need a second look."""

    name: str
    codec: str
    confidence: str
    suspicious: frozenset[int]


def _is_utf8(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _CHUNK):
            decoder.decode(data[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _high_byte_counts(data: bytes) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Count each byte value from 128 up, until there are enough to tell; the result has 256 entries."""
    counts = np.zeros(256, dtype=np.int64)
    array = np.frombuffer(data, dtype=np.uint8)
    for start in range(0, len(array), _CHUNK):
        chunk = array[start : start + _CHUNK]
        counts += np.bincount(chunk[np.flatnonzero(chunk >= 0x80)], minlength=256)
        if counts.sum() > _ENOUGH_LETTERS:
            break
    return counts


def _stray_utf8_majority(data: bytes) -> bool:
    """True when most of the non-ASCII text of an invalid UTF-8 file is nevertheless valid UTF-8."""
    valid = stray = 0
    for line in data.split(b"\n"):
        if not line.isascii():
            text = line.decode("utf-8", "surrogateescape")
            bad = sum(1 for c in text if "\udc80" <= c <= "\udcff")
            stray += bad
            valid += sum(1 for c in text if c > "\x7f") - bad
    return valid > stray


def detect(data: bytes) -> Encoding:
    """Decide the encoding of a whole file (without its byte order mark removed)."""
    if data.isascii():
        return Encoding("ascii", "ascii", "certain", frozenset())
    has_bom = data.startswith(BOM)
    name = "utf-8-sig" if has_bom else "utf-8"
    if _is_utf8(data):
        broken = REPLACEMENT.encode() in data
        return Encoding(name, "utf-8", "certain", frozenset({0xEF}) if broken else frozenset())
    counts = _high_byte_counts(data)
    if has_bom or (counts[0xC3] and _stray_utf8_majority(data)):
        return Encoding(name, "utf-8", "guessed", frozenset(range(0x80, 0x100)))
    dos = int(sum(counts[b] for b in CP437_LETTERS))
    windows = int(sum(counts[b] for b in CP1252_LETTERS))
    if windows > dos:
        return Encoding("cp1252", "cp1252", "guessed" if dos else "likely", STRAY_IN_CP1252)
    return Encoding("cp437", "cp437", "guessed" if windows or not dos else "likely", STRAY_IN_CP437)


def _looks_dos(field: bytes) -> bool:
    """True when a high byte that CP437 uses for a Swedish letter stands where a letter stands.

    Two of them are quotation marks in 1252; when there is a pair, only one inside a word counts as a letter.
    """
    quotes = sum(field.count(q) for q in _QUOTES_OR_LETTERS)
    for i, byte in enumerate(field):
        if byte in CP437_LETTERS and field[i + 1 : i + 2].isalpha():
            inside_word = field[max(i - 1, 0) : i].isalpha()
            if inside_word or byte not in b"".join(_QUOTES_OR_LETTERS) or quotes == 1:
                return True
    return False


def decode_field(field: bytes, encoding: Encoding) -> tuple[str, str | None]:
    """Decode one field; the second value is the code of a diagnostic when the text was repaired or is in doubt."""
    if field.isascii():
        return field.decode("ascii"), None
    high = {b for b in field if b >= 0x80}
    if encoding.codec == "utf-8":
        return _decode_utf8(field, high)
    if not high & encoding.suspicious:
        return field.decode(encoding.codec, "replace"), None
    return _decode_dos(field, high) if encoding.codec == "cp437" else _decode_windows(field, high)


def _decode_dos(field: bytes, high: set[int]) -> tuple[str, str | None]:
    if high <= CP1252_LETTERS:
        return field.decode("cp1252"), "text_repaired"
    return field.decode("cp437"), "text_mixed"


def _decode_windows(field: bytes, high: set[int]) -> tuple[str, str | None]:
    looks_dos = _looks_dos(field)
    if high <= CP437_LETTERS and looks_dos:
        return field.decode("cp437"), "text_repaired"
    text = field.decode("cp1252", "replace")
    return text, "text_mixed" if REPLACEMENT in text or looks_dos else None


def _decode_utf8(field: bytes, high: set[int]) -> tuple[str, str | None]:
    try:
        text = field.decode("utf-8")
    except UnicodeDecodeError:
        if high <= CP437_LETTERS:
            return field.decode("cp437"), "text_repaired"
        if high <= CP1252_LETTERS:
            return field.decode("cp1252"), "text_repaired"
        return field.decode("utf-8", "replace"), "text_mixed"
    return text, "text_destroyed" if REPLACEMENT in text else None
