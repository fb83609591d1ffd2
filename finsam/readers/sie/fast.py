"""The vectorised lexer: the voucher and transaction lines of a block of the file, all at once.

A line that is not plainly well formed (escape, odd quotes, a stray letter, a bad number, any other record) goes to the
careful reader, so that this module never has to judge an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from finsam.readers.sie import columns as col
from finsam.readers.sie import numbers
from finsam.readers.sie.beside import Beside
from finsam.readers.sie.checksum import Checksum
from finsam.readers.sie.columns import IntArray, Lexed, Objects, Rest, Transactions, Vouchers
from finsam.readers.sie.records import RecordReader
from finsam.readers.sie.source import Source
from finsam.readers.sie.strings import Gatherer
from finsam.readers.sie.tokens import LARGEST_BLOCK, NEWLINE, Tokens, find_tokens
from finsam.readers.sie.values import NULL_AMOUNT

BLOCK_BYTES = 1 << 18
SHARED_FROM = 8_000_000
_GROUP = 32
_KEPT_BYTES = 30 << 20
_PAD = 16  # words are read up to eight bytes before and after a field


def _label(text: bytes) -> tuple[np.uint64, np.uint64, int]:
    """Return a label as word, the mask of its bytes, and its length."""
    return np.uint64(int.from_bytes(text, "little")), np.uint64((1 << (8 * len(text))) - 1), len(text)


_LABELS = {
    col.TRANS: _label(b"#TRANS"),
    col.RTRANS: _label(b"#RTRANS"),
    col.BTRANS: _label(b"#BTRANS"),
    col.VER: _label(b"#VER"),
}


@dataclass(frozen=True)
class _Piece:
    """A block of the file, found its fields."""

    source: Source
    start: int
    first_line: int
    buffer: IntArray
    words: IntArray
    """The eight bytes from each position of the buffer on, as one number."""
    tokens: Tokens
    gather: Gatherer


@dataclass
class _Block:
    """What one block of the file became."""

    kinds: IntArray
    vouchers: Vouchers
    transactions: Transactions
    objects: Objects
    rest: Rest
    record_bytes: bytes
    marks: list[tuple[int, int]]
    """First line and offset of each block."""


def lex(source: Source, checksum: Checksum, block_bytes: int = BLOCK_BYTES, shared_from: int = SHARED_FROM) -> Lexed:
    """Lex a whole file. The result does not depend on the size of blocks or on who lexes them.

    A second process takes half of a large file. Threads would not help: two hand the interpreter lock over at each of
    the many short array operations, which was measured to cost more than the second core gives.

    Args:
        source: the file.
        checksum: is fed the bytes that the control total covers.
        block_bytes: how much is lexed at a time.
        shared_from: from how many bytes on a file is large.
    """
    blocks = list(_cut(source.data, block_bytes))
    middle = (len(blocks) + 1) // 2 if len(source.data) >= shared_from else len(blocks)
    halves = [blocks[:middle], blocks[middle:]]
    if not halves[1]:
        parts = [_lex_blocks(source, halves[0], 1)]
    else:
        first_line = source.data.count(b"\n", 0, halves[1][0][0]) + 1
        second = Beside(lambda: _lex_blocks(source, halves[1], first_line))
        try:
            parts = [_lex_blocks(source, halves[0], 1), second.result()]
        finally:
            second.stop()
    for part in parts:
        checksum.update(part.record_bytes)
    whole = _joined(parts)
    return Lexed(whole.kinds, whole.vouchers, whole.transactions, whole.objects, whole.rest, marks=whole.marks)


def _lex_blocks(source: Source, blocks: list[tuple[int, int]], line: int) -> _Block:
    """Lex consecutive blocks, the first of which starts with the line of this number."""
    _teach_allocator()
    groups: list[_Block] = []
    waiting: list[_Block] = []
    for start, stop in blocks:
        waiting.append(_lex_block(source, start, stop, line))
        line += len(waiting[-1].kinds)
        if len(waiting) == _GROUP:
            # Joined now and then, so that the memory of the small arrays is used again for the next blocks.
            groups.append(_joined(waiting))
            waiting.clear()
    return _joined([*groups, *waiting])


def _teach_allocator() -> None:
    """Let the C library keep freed memory for the next block instead of giving it back to the system each time.

    It learns the size up to which it does so from the largest piece that is freed. Nothing of the piece is ever used.
    """
    np.empty(_KEPT_BYTES, dtype=np.uint8)


def _joined(parts: list[_Block]) -> _Block:
    """Put the results of consecutive blocks together."""
    rest = Rest()
    for part in parts:
        rest.balances += part.rest.balances
        rest.headers += part.rest.headers
        rest.problems += part.rest.problems
        rest.bad_lines += part.rest.bad_lines
    return _Block(
        np.concatenate([p.kinds for p in parts]),
        col.concat([p.vouchers for p in parts]),
        col.concat([p.transactions for p in parts]),
        col.concat([p.objects for p in parts]),
        rest,
        b"".join(p.record_bytes for p in parts),
        [mark for p in parts for mark in p.marks],
    )


def _cut(data: bytes, block_bytes: int) -> Iterator[tuple[int, int]]:
    """Cut the file at line ends: start and stop of each block."""
    start = 0
    while start < len(data):
        stop = data.rfind(b"\n", start, start + block_bytes) + 1
        if not stop and start + block_bytes < len(data):  # one line longer than a block
            stop = data.find(b"\n", start + block_bytes) + 1
        stop = stop or len(data)
        yield start, stop
        start = stop


class _Fields:
    """The fields of some lines, by position: field(k) gives start and length, with length 0 where it is left out."""

    def __init__(self, tokens: Tokens, first: IntArray, count: IntArray) -> None:
        self._tokens, self._first, self._count = tokens, first, count

    def __call__(self, number: int) -> tuple[IntArray, IntArray]:
        index = self._first + number
        present = self._count > number
        if present.all():
            starts = self._tokens.starts[index]
            return starts, self._tokens.ends[index] - starts
        index[~present] = 0
        starts = self._tokens.starts[index]
        return starts, np.where(present, self._tokens.ends[index] - starts, 0)


def _kinds(words: IntArray, tokens: Tokens) -> IntArray:
    """Tell the kind of each line from its first field; TEXT stands for "to be read carefully"."""
    kinds = np.full(len(tokens.first), col.BLANK, dtype=np.uint8)
    bare = tokens.count == 0
    kinds[bare & (tokens.opens == 1)] = col.OPEN
    kinds[bare & (tokens.closes == 1)] = col.CLOSE
    kinds[(tokens.opens + tokens.closes > 1) | ~bare] = col.TEXT
    filled = np.flatnonzero(~bare)
    first = tokens.first[filled]
    label, length = words[tokens.starts[first]], (tokens.ends - tokens.starts)[first]
    for kind, (word, mask, size) in _LABELS.items():
        kinds[filled[(label & mask == word) & (length == size)]] = kind
    # Vouchers have no braces; rows have one list, after label and account, and an even number of items in it.
    plain = ~tokens.doubtful
    is_row = (kinds >= col.TRANS) & (kinds <= col.BTRANS)
    items = tokens.at_close - tokens.at_open
    after = tokens.first + tokens.count - tokens.at_close
    plain &= ~is_row | (
        (tokens.opens == 1)
        & (tokens.closes == 1)
        & (tokens.at_open - tokens.first == 2)
        & (items >= 0)
        & (items & 1 == 0)
        & (after >= 1)
        & (after <= 5)
    )
    plain &= (kinds != col.VER) | ((tokens.opens + tokens.closes == 0) & (tokens.count >= 4) & (tokens.count <= 7))
    kinds[~plain] = col.TEXT
    return kinds


def _lex_block(source: Source, start: int, stop: int, first_line: int) -> _Block:
    """Lex the lines in data[start:stop]."""
    if stop - start > LARGEST_BLOCK:
        return _careful_block(source, start, stop, first_line)
    raw = np.frombuffer(source.data, dtype=np.uint8)[start:stop]
    size = len(raw) + (source.data[stop - 1] != NEWLINE)
    buffer = np.full(size + 2 * _PAD, NEWLINE, dtype=np.uint8)
    buffer[_PAD : _PAD + len(raw)] = raw
    words: IntArray = np.ndarray((len(buffer) - 7,), dtype="<u8", buffer=buffer.data, strides=(1,))
    tokens = find_tokens(buffer, _PAD, _PAD + size, source.encoding.suspicious)
    if tokens is None:
        return _careful_block(source, start, stop, first_line)
    gather = Gatherer(buffer, words, source.encoding.codec)
    piece = _Piece(source, start, first_line, buffer, words, tokens, gather)
    kinds = _kinds(words, tokens)
    vouchers, bad_vouchers = _vouchers(piece, kinds)
    rows, objects, bad_rows = _transactions(piece, kinds)
    kinds[bad_vouchers] = col.TEXT
    kinds[bad_rows] = col.TEXT

    careful = np.flatnonzero(kinds == col.TEXT)
    if not len(careful) and source.span is None:
        return _Block(kinds, vouchers, rows, objects, Rest(), b"", [(first_line, start)])
    reader = RecordReader(source.encoding)
    line_starts = np.concatenate([[_PAD], tokens.line_ends[:-1] + 1])
    record_bytes: list[bytes] = []
    for line in careful:
        text = buffer[line_starts[line] : tokens.line_ends[line]].tobytes()
        kinds[line] = reader.read(text, first_line + int(line))
        record_bytes.append(reader.record_bytes)
    more_vouchers, more_rows, more_objects = reader.rows.columns()
    return _Block(
        kinds,
        col.merge_by_line(vouchers, more_vouchers),
        col.merge_by_line(rows, more_rows),
        col.merge_by_line(objects, more_objects),
        reader.rest,
        b"".join(_record_bytes(piece, line_starts, careful, record_bytes)),
        [(first_line, start)],
    )


def _careful_block(source: Source, start: int, stop: int, first_line: int) -> _Block:
    """Read a block with the careful reader alone (one line longer than any block)."""
    reader = RecordReader(source.encoding)
    lines = source.data[start:stop].removesuffix(b"\n").split(b"\n")
    kinds = np.zeros(len(lines), dtype=np.uint8)
    record_bytes = b""
    at = start
    for i, text in enumerate(lines):
        kinds[i] = reader.read(text, first_line + i)
        if source.span is not None and source.span.start <= at < source.span.stop:
            record_bytes += reader.record_bytes
        at += len(text) + 1
    return _Block(kinds, *reader.rows.columns(), reader.rest, record_bytes, [(first_line, start)])


def _record_bytes(
    piece: _Piece, line_starts: IntArray, careful: IntArray, careful_bytes: list[bytes]
) -> Iterator[bytes]:
    """Give the bytes that the control total covers: the text of all fields, lines read carefully put in their place."""
    span, buffer, tokens = piece.source.span, piece.buffer, piece.tokens
    if span is None:
        return
    low, high = span.start - piece.start + _PAD, span.stop - piece.start + _PAD
    picked = (tokens.starts >= low) & (tokens.starts < high)
    lengths = np.where(picked, tokens.ends - tokens.starts, 0)
    inside = np.zeros(len(buffer) + 1, dtype=np.int8)
    filled = np.flatnonzero(lengths)
    inside[tokens.starts[filled]] = 1
    inside[tokens.ends[filled]] -= 1
    keep = np.cumsum(inside, dtype=np.int8)[:-1].astype(np.bool_)
    at = _PAD
    for line, text in zip(careful, careful_bytes, strict=True):
        begin, end = int(line_starts[line]), int(tokens.line_ends[line])
        yield buffer[at:begin][keep[at:begin]].tobytes()
        if low <= begin < high:
            yield text
        at = end
    yield buffer[at:][keep[at:]].tobytes()


def _vouchers(piece: _Piece, kinds: IntArray) -> tuple[Vouchers, IntArray]:
    """Read the #VER lines; also return the lines that must be read carefully instead."""
    tokens, words, strings = piece.tokens, piece.words, piece.gather.strings
    lines = np.flatnonzero(kinds == col.VER)
    field = _Fields(tokens, tokens.first[lines] + 1, tokens.count[lines] - 1)
    starts, lengths = field(2)
    days, ok = numbers.optional_dates(words, starts, lengths)
    ok &= lengths > 0
    registered, ok_registered = numbers.optional_dates(words, *field(4))
    ok &= ok_registered
    bad = lines[~ok]
    if len(bad):
        lines, days, registered = lines[ok], days[ok], registered[ok]
        field = _Fields(tokens, tokens.first[lines] + 1, tokens.count[lines] - 1)
    return Vouchers(
        line_no=(lines + piece.first_line).astype(np.int32),
        series=strings(*field(0)),
        number=strings(*field(1)),
        day=days,
        text=strings(*field(3)),
        registered=registered,
        sign=strings(*field(5)),
        bad=np.zeros(len(lines), dtype=np.bool_),
    ), bad


def _transactions(piece: _Piece, kinds: IntArray) -> tuple[Transactions, Objects, IntArray]:
    """Read the transaction lines and their objects; also return the lines that must be read carefully instead."""
    tokens, buffer, words, strings = piece.tokens, piece.buffer, piece.words, piece.gather.strings
    lines = np.flatnonzero((kinds >= col.TRANS) & (kinds <= col.BTRANS))

    def after_list(some: IntArray) -> _Fields:
        at = tokens.at_close[some]
        return _Fields(tokens, at, tokens.first[some] + tokens.count[some] - at)

    field = after_list(lines)
    amount, ok = numbers.amounts(buffer, words, *field(0))
    ok &= tokens.ends[tokens.first[lines] + 1] > tokens.starts[tokens.first[lines] + 1]
    days, ok_day = numbers.optional_dates(words, *field(1))
    quantity, ok_quantity = numbers.optional_amounts(buffer, words, *field(3))
    ok &= ok_day & ok_quantity
    owner, code = _items(tokens, lines)
    dim_no, ok_dims = _dimensions(words, tokens, owner, code, len(lines))
    ok &= ok_dims
    bad = lines[~ok]
    if len(bad):
        lines, amount, days, quantity = lines[ok], amount[ok], days[ok], quantity[ok]
        field = after_list(lines)
        owner, code = _items(tokens, lines)
        dim_no, _ = _dimensions(words, tokens, owner, code, len(lines))
    present = quantity != NULL_AMOUNT
    quantity[present] *= 10_000  # hundredths to millionths
    account = tokens.first[lines] + 1
    rows = Transactions(
        line_no=(lines + piece.first_line).astype(np.int32),
        kind=kinds[lines],
        account=strings(tokens.starts[account], tokens.ends[account] - tokens.starts[account]),
        amount=amount,
        day=days,
        text=strings(*field(2)),
        quantity=quantity,
        sign=strings(*field(4)),
        bad=np.zeros(len(lines), dtype=np.bool_),
    )
    objects = Objects(
        line_no=(lines[owner] + piece.first_line).astype(np.int32),
        dim_no=dim_no,
        code=strings(tokens.starts[code], tokens.ends[code] - tokens.starts[code]),
    )
    return rows, objects, bad


def _items(tokens: Tokens, lines: IntArray) -> tuple[IntArray, IntArray]:
    """Return for each object pair of the lines: the position of its line in `lines`, and the token of its code."""
    pairs = (tokens.at_close[lines] - tokens.at_open[lines]) >> 1
    owner = np.repeat(np.arange(len(lines)), pairs)
    before = np.cumsum(pairs) - pairs
    number = np.arange(len(owner)) - before[owner]
    return owner, tokens.at_open[lines][owner] + 2 * number + 1


def _dimensions(
    words: IntArray, tokens: Tokens, owner: IntArray, code: IntArray, lines: int
) -> tuple[IntArray, IntArray]:
    """Return the dimension number of each pair, and which lines have sound pairs only."""
    ends = tokens.ends[code - 1]
    dim_no, ok = numbers.whole_numbers(words, ends, ends - tokens.starts[code - 1])
    ok &= tokens.ends[code] > tokens.starts[code]
    sound = np.ones(lines, dtype=np.bool_)
    sound[owner[~ok]] = False
    key = np.sort(owner << 32 | dim_no)
    sound[key[1:][key[1:] == key[:-1]] >> 32] = False  # the same dimension twice on a line
    return dim_no.astype(np.int32), sound
