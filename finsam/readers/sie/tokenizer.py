"""The careful tokenizer: one line, byte by byte, with recovery from the quoting errors of real programs.

It is the oracle that the vectorised lexer must agree with, and the path for every line which that one rejects.
"""

from __future__ import annotations

from dataclasses import dataclass, field

QUOTE, BACKSLASH, OPEN, CLOSE = b'"\\{}'
SEPARATORS = frozenset(b" \t\r")

OBJECT_LABELS = frozenset({b"#TRANS", b"#RTRANS", b"#BTRANS", b"#OIB", b"#OUB", b"#PSALDO", b"#PBUDGET"})
"""Labels whose record has an object list in braces; in all others a brace is ordinary text."""


@dataclass
class Line:
    """The parts of one line: fields outside braces, items inside them, and what was wrong with the quoting."""

    fields: list[bytes] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)
    items: list[bytes] | None = None
    before_list: int = 0
    unterminated: bool = False
    stray_quote: bool = False
    list_unclosed: bool = False
    bare_backslash: bool = False


class _Scanner:
    def __init__(self, text: bytes, backslash_closes: bool) -> None:
        self.text = text
        self.backslash_closes = backslash_closes
        self.line = Line()
        self.at = 0
        self.has_list = False
        self.in_list = False

    def ends_field(self, at: int) -> bool:
        """True when a field that stops before position `at` is followed by something that may follow a field."""
        if at >= len(self.text) or self.text[at] in SEPARATORS:
            return True
        if self.text[at] == CLOSE:
            return self.in_list
        return self.text[at] == OPEN and self.has_list and self.line.items is None

    def quoted_field(self) -> bytes:
        text, value = self.text, bytearray()
        self.at += 1
        while self.at < len(text):
            byte = text[self.at]
            if byte == BACKSLASH and text[self.at + 1 : self.at + 2] == b'"':
                closes = self.backslash_closes and self.ends_field(self.at + 2)
                value.append(BACKSLASH if closes else QUOTE)
                self.at += 2
                if closes:
                    self.line.bare_backslash = True
                    return bytes(value)
                continue
            self.at += 1
            if byte == QUOTE:
                if self.ends_field(self.at):
                    return bytes(value)
                self.line.stray_quote = True
            value.append(byte)
        self.line.unterminated = True
        return bytes(value)

    def plain_field(self) -> bytes:
        text, value = self.text, bytearray()
        while self.at < len(text) and not self.ends_field(self.at):
            if text[self.at] == BACKSLASH and text[self.at + 1 : self.at + 2] == b'"':
                self.at += 1
            value.append(text[self.at])
            self.at += 1
        return bytes(value)

    def add(self, value: bytes, quoted: bool) -> None:
        if self.in_list and self.line.items is not None:
            self.line.items.append(value)
            return
        self.line.fields.append(value)
        self.line.quoted.append(quoted)
        if len(self.line.fields) == 1:
            self.has_list = value.upper() in OBJECT_LABELS

    def scan(self) -> Line:
        while self.at < len(self.text):
            byte = self.text[self.at]
            if byte in SEPARATORS:
                self.at += 1
            elif byte == OPEN and self.has_list and self.line.items is None:
                self.line.items = []
                self.line.before_list = len(self.line.fields)
                self.in_list = True
                self.at += 1
            elif byte == CLOSE and self.in_list:
                self.in_list = False
                self.at += 1
            elif byte == QUOTE:
                self.add(self.quoted_field(), True)
            else:
                self.add(self.plain_field(), False)
        self.line.list_unclosed = self.in_list
        return self.line


def tokenize(text: bytes) -> Line:
    """Split one line (without its line end) into fields and object items. Never fails; flags say what was wrong."""
    line = _Scanner(text, backslash_closes=False).scan()
    if (line.unterminated or line.stray_quote) and b'\\"' in text:
        # `"C:\dir\"`: the writer did not double the last backslash, so what looks like an escape closes the field.
        other = _Scanner(text, backslash_closes=True).scan()
        if not (other.unterminated or other.stray_quote):
            return other
    return line


def checksum_bytes(line: Line) -> bytes:
    """Return what the control total KSUMMA is computed over for one line: label, fields and items in file order."""
    if line.items is None:
        return b"".join(line.fields) if line.fields and line.fields[0] not in (b"{", b"}") else b""
    return b"".join([*line.fields[: line.before_list], *line.items, *line.fields[line.before_list :]])
