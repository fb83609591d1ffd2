"""The vectorised lexer: voucher and transaction lines of a block of the file, all at once.

Only bytes that can end a field matter: separators, quotes, braces, line ends. Their positions are found with whole-array
comparisons; everything else works on those positions, a fifth of the bytes. A line that is not plainly well formed
(escape, odd quotes, a stray letter, a bad number, any other record) goes to the careful reader, so that this module
never has to judge an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from finsam.readers.sie import columns as col
from finsam.readers.sie import numbers
from finsam.readers.sie.checksum import Checksum
from finsam.readers.sie.columns import IntArray, Lexed, Objects, Rest, Transactions, Vouchers
from finsam.readers.sie.records import RecordReader
from finsam.readers.sie.source import Source
from finsam.readers.sie.strings import Gatherer
from finsam.readers.sie.values import NULL_AMOUNT

BLOCK_BYTES = 1 << 20
THREADS = 2
_PAD = 16  # words are read up to eight bytes before and after a field
_TAB, _NEWLINE, _RETURN, _SPACE, _QUOTE, _BACKSLASH, _OPEN, _CLOSE, _DELETE = b'\t\n\r "\\{}\x7f'


def _label(text: bytes) -> tuple[np.uint64, np.uint64, int]:
    """Return a label as word, the mask of its bytes, and its length."""
    return np.uint64(int.from_bytes(text, "little")), np.uint64((1 << (8 * len(text))) - 1), len(text)


_LABELS = {
    col.TRANS: _label(b"#TRANS"),
    col.RTRANS: _label(b"#RTRANS"),
    col.BTRANS: _label(b"#BTRANS"),
    col.VER: _label(b"#VER"),
}


@dataclass
class _Block:
    """What one block of the file became."""

    kinds: IntArray
    vouchers: Vouchers
    transactions: Transactions
    objects: Objects
    rest: Rest
    record_bytes: bytes


@dataclass
class _Tokens:
    """Fields of a block: where each starts and ends, and which belong to which line."""

    starts: IntArray
    ends: IntArray
    first: IntArray  # per line: its first token
    count: IntArray  # per line
    opens: IntArray  # per line: number of { outside quotes
    closes: IntArray
    at_open: IntArray  # per line with one {: tokens of the block before it
    at_close: IntArray
    line_ends: IntArray  # positions of line ends in the buffer
    doubtful: IntArray  # per line: must be read carefully


def lex(source: Source, checksum: Checksum, block_bytes: int = BLOCK_BYTES, threads: int = THREADS) -> Lexed:
    """Lex a whole file. The result does not depend on the size of blocks or the number of threads."""
    blocks = list(_cut(source.data, block_bytes))
    if threads > 1 and len(blocks) > 1:
        with ThreadPoolExecutor(threads) as pool:
            results = list(pool.map(lambda b: _lex_block(source, *b), blocks))
    else:
        results = [_lex_block(source, *b) for b in blocks]
    rest = Rest()
    for result in results:
        checksum.update(result.record_bytes)
        rest.balances += result.rest.balances
        rest.headers += result.rest.headers
        rest.problems += result.rest.problems
        rest.bad_lines += result.rest.bad_lines
    return Lexed(
        np.concatenate([r.kinds for r in results]),
        col.concat([r.vouchers for r in results]),
        col.concat([r.transactions for r in results]),
        col.concat([r.objects for r in results]),
        rest,
    )


def _cut(data: bytes, block_bytes: int) -> Iterator[tuple[int, int, int]]:
    """Cut the file at line ends: start, stop and number of the first line of each block."""
    start, line = 0, 1
    while start < len(data):
        stop = data.find(b"\n", min(start + block_bytes, len(data)) - 1) + 1
        stop = stop or len(data)
        yield start, stop, line
        line += data.count(b"\n", start, stop)
        start = stop


def _special(buffer: IntArray, suspicious: frozenset[int]) -> IntArray:
    """Return the positions of all bytes that may matter. A few harmless ones come along; they are sorted out later."""
    found = buffer <= _QUOTE
    found |= buffer == _BACKSLASH
    found |= (buffer - np.uint8(_OPEN)) <= 4  # { | } ~ DEL
    if suspicious:
        # One comparison for the whole range is cheaper than one for each byte.
        found |= (buffer - np.uint8(min(suspicious))) <= max(suspicious) - min(suspicious)
    return np.flatnonzero(found)


def _doubts(byte: IntArray, suspicious: frozenset[int]) -> IntArray:
    """Return the positions of bytes that send their line to the careful reader."""
    found = byte < _SPACE
    found &= (byte != _NEWLINE) & (byte != _RETURN) & (byte != _TAB)
    found |= (byte == _BACKSLASH) | (byte == _DELETE)
    if suspicious:
        high = np.flatnonzero(byte >= 0x80)
        found[high] = np.isin(byte[high], list(suspicious))
    return np.flatnonzero(found)


def _running(flags: IntArray) -> IntArray:
    """Count the true flags up to and including each place (converting first: a summing cast is three times slower)."""
    return np.cumsum(flags.astype(np.int32), dtype=np.int32)


def _tokens(buffer: IntArray, stop: int, suspicious: frozenset[int]) -> _Tokens:
    """Find the fields of all lines in buffer[_PAD:stop]; the last byte is a line end."""
    special = _special(buffer[_PAD:stop], suspicious)
    special += _PAD
    byte = buffer[special]
    line_end = np.flatnonzero(byte == _NEWLINE)
    doubtful = np.zeros(len(line_end), dtype=np.bool_)
    doubtful[np.searchsorted(line_end, _doubts(byte, suspicious))] = True

    is_quote = byte == _QUOTE
    inside = np.logical_xor.accumulate(is_quote)
    is_odd = bool(inside[line_end].any())
    if is_odd:
        # A line with an odd number of quotes must not turn the rest of the block inside out: forget its quotes.
        odd = np.flatnonzero(np.diff(_running(is_quote)[line_end], prepend=0) & 1)
        doubtful[odd] = True
        for line in odd:
            is_quote[line_end[line - 1] if line else 0 : line_end[line]] = False
        inside = np.logical_xor.accumulate(is_quote)

    # What ends a field: spaces, line ends and braces outside quotes. A closing quote ends none, its follower does.
    ends_field = (byte <= _SPACE) | (byte == _OPEN) | (byte == _CLOSE)
    ends_field &= ~inside
    # Picking by positions is several times faster than by flags.
    chosen = np.flatnonzero(ends_field)
    places, byte_there = special[chosen], byte[chosen]
    # A field is what stands between two places that are not neighbours.
    starts = np.empty(len(places), dtype=np.int64)
    starts[0] = _PAD
    np.add(places[:-1], 1, out=starts[1:])
    is_token = places > starts
    tokens_before = _running(is_token)
    chosen = np.flatnonzero(is_token)
    starts, ends = starts[chosen], places[chosen]

    ends_of_lines = np.flatnonzero(byte_there == _NEWLINE)
    last = tokens_before[ends_of_lines].astype(np.int64)
    first = np.empty(len(last), dtype=np.int64)
    first[:1] = 0
    first[1:] = last[:-1]
    opens, at_open = _braces(byte_there == _OPEN, ends_of_lines, tokens_before)
    closes, at_close = _braces(byte_there == _CLOSE, ends_of_lines, tokens_before)
    tokens = _Tokens(
        starts, ends, first, last - first, opens, closes, at_open, at_close, places[ends_of_lines], doubtful
    )
    quoted = _quoted(buffer, tokens)
    # (Fields on odd lines still look quoted, so the total proves nothing then.)
    if is_odd or 2 * len(quoted) != np.count_nonzero(is_quote):
        quotes = np.diff(_running(is_quote)[line_end], prepend=0)
        _doubt_stray_quotes(tokens, quoted, quotes)
    tokens.starts[quoted] += 1
    tokens.ends[quoted] -= 1
    return tokens


def _braces(is_brace: IntArray, line_end: IntArray, tokens_before: IntArray) -> tuple[IntArray, IntArray]:
    """Return per line how many braces it has, and how many tokens of the block stand before its first one."""
    places = np.flatnonzero(is_brace)
    seen = _running(is_brace)[line_end]
    count = np.diff(seen, prepend=0)
    if not len(places):
        return count, np.zeros(len(line_end), dtype=np.int64)
    first = places[np.minimum(seen - count, len(places) - 1)]
    return count, tokens_before[first].astype(np.int64)


def _quoted(buffer: IntArray, tokens: _Tokens) -> IntArray:
    """Return the fields that begin and end with a quote."""
    quoted = np.flatnonzero(buffer[tokens.starts] == _QUOTE)
    ends = tokens.ends[quoted]
    well = (buffer[ends - 1] == _QUOTE) & (ends - tokens.starts[quoted] >= 2)
    return quoted if well.all() else quoted[well]


def _doubt_stray_quotes(tokens: _Tokens, quoted: IntArray, quotes: IntArray) -> None:
    """Doubt lines with quotes in other places than around fields.

    Each quoted field has at least two quotes, so twice their number equals the quotes of the line only when it has no
    others.
    """
    is_quoted = np.zeros(len(tokens.starts) + 1, dtype=np.bool_)
    is_quoted[quoted + 1] = True
    seen = _running(is_quoted)
    fields = seen[tokens.first + tokens.count] - seen[tokens.first]
    tokens.doubtful |= 2 * fields != quotes


class _Fields:
    """The fields of some lines, by position: field(k) gives start and length, with length 0 where it is left out."""

    def __init__(self, tokens: _Tokens, first: IntArray, count: IntArray) -> None:
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


def _kinds(words: IntArray, tokens: _Tokens) -> IntArray:
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
    raw = np.frombuffer(source.data, dtype=np.uint8)[start:stop]
    size = len(raw) + (source.data[stop - 1] != _NEWLINE)
    buffer = np.full(size + 2 * _PAD, _NEWLINE, dtype=np.uint8)
    buffer[_PAD : _PAD + len(raw)] = raw
    words: IntArray = np.ndarray((len(buffer) - 7,), dtype="<u8", buffer=buffer.data, strides=(1,))
    tokens = _tokens(buffer, _PAD + size, source.encoding.suspicious)
    gather = Gatherer(buffer, words, source.encoding.codec)
    kinds = _kinds(words, tokens)

    vouchers, bad_vouchers = _vouchers(words, tokens, kinds, gather, first_line)
    rows, objects, bad_rows = _transactions(buffer, words, tokens, kinds, gather, first_line)
    kinds[bad_vouchers] = col.TEXT
    kinds[bad_rows] = col.TEXT

    careful = np.flatnonzero(kinds == col.TEXT)
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
        b"".join(_record_bytes(source, start, buffer, tokens, line_starts, careful, record_bytes)),
    )


def _record_bytes(
    source: Source,
    start: int,
    buffer: IntArray,
    tokens: _Tokens,
    line_starts: IntArray,
    careful: IntArray,
    careful_bytes: list[bytes],
) -> Iterator[bytes]:
    """Give the bytes that the control total covers: the text of all fields, lines read carefully put in their place."""
    if source.span is None:
        return
    low, high = source.span.start - start + _PAD, source.span.stop - start + _PAD
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


def _vouchers(
    words: IntArray, tokens: _Tokens, kinds: IntArray, gather: Gatherer, first_line: int
) -> tuple[Vouchers, IntArray]:
    """Read the #VER lines; also return the lines that must be read carefully instead."""
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
        line_no=(lines + first_line).astype(np.int32),
        series=gather.strings(*field(0)),
        number=gather.strings(*field(1)),
        day=days,
        text=gather.strings(*field(3)),
        registered=registered,
        sign=gather.strings(*field(5)),
        bad=np.zeros(len(lines), dtype=np.bool_),
    ), bad


def _transactions(
    buffer: IntArray, words: IntArray, tokens: _Tokens, kinds: IntArray, gather: Gatherer, first_line: int
) -> tuple[Transactions, Objects, IntArray]:
    """Read the transaction lines and their objects; also return the lines that must be read carefully instead."""
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
    dim_no, dim_ok = _dimensions(words, tokens, lines)
    ok &= dim_ok
    bad = lines[~ok]
    if len(bad):
        lines, amount, days, quantity = lines[ok], amount[ok], days[ok], quantity[ok]
        field = after_list(lines)
        dim_no, _ = _dimensions(words, tokens, lines)
    present = quantity != NULL_AMOUNT
    quantity[present] *= 10_000  # hundredths to millionths
    account = tokens.first[lines] + 1
    rows = Transactions(
        line_no=(lines + first_line).astype(np.int32),
        kind=kinds[lines],
        account=gather.strings(tokens.starts[account], tokens.ends[account] - tokens.starts[account]),
        amount=amount,
        day=days,
        text=gather.strings(*field(2)),
        quantity=quantity,
        sign=gather.strings(*field(4)),
        bad=np.zeros(len(lines), dtype=np.bool_),
    )
    owner, code = _items(tokens, lines)
    objects = Objects(
        line_no=(lines[owner] + first_line).astype(np.int32),
        dim_no=dim_no,
        code=gather.strings(tokens.starts[code], tokens.ends[code] - tokens.starts[code]),
    )
    return rows, objects, bad


def _items(tokens: _Tokens, lines: IntArray) -> tuple[IntArray, IntArray]:
    """Return for each object pair of the lines: the position of its line in `lines`, and the token of its code."""
    pairs = (tokens.at_close[lines] - tokens.at_open[lines]) >> 1
    owner = np.repeat(np.arange(len(lines)), pairs)
    before = np.cumsum(pairs) - pairs
    number = np.arange(len(owner)) - before[owner]
    return owner, tokens.at_open[lines][owner] + 2 * number + 1


def _dimensions(words: IntArray, tokens: _Tokens, lines: IntArray) -> tuple[IntArray, IntArray]:
    """Return the dimension number of each pair, and which lines have sound pairs only."""
    owner, code = _items(tokens, lines)
    ends = tokens.ends[code - 1]
    dim_no, ok = numbers.whole_numbers(words, ends, ends - tokens.starts[code - 1])
    ok &= tokens.ends[code] > tokens.starts[code]
    sound = np.ones(len(lines), dtype=np.bool_)
    sound[owner[~ok]] = False
    key = np.sort(owner << 32 | dim_no)
    sound[key[1:][key[1:] == key[:-1]] >> 32] = False  # the same dimension twice on a line
    return dim_no.astype(np.int32), sound
