"""Finding the fields of many lines at once.

Only bytes that can end a field matter: separators, quotes, braces, line ends. Whole-array comparisons find them, and
everything after that works on their positions, a fifth of the bytes. A line whose quotes, escapes or letters are not
plainly right is marked doubtful, for the careful reader.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from finsam.readers.sie.columns import IntArray

TAB, NEWLINE, RETURN, SPACE, QUOTE, BACKSLASH, OPEN, CLOSE, DELETE = b'\t\n\r "\\{}\x7f'

# Three running counts share one 64-bit integer: fields in the low bits, then { and }. A block that would not fit is
# read carefully; no ledger has a million braces in a few megabytes.
_FIELD_BITS, _BRACE_BITS = 24, 20
_FIELD_MASK, _BRACE_MASK = (1 << _FIELD_BITS) - 1, (1 << _BRACE_BITS) - 1
LARGEST_BLOCK = _FIELD_MASK
"""Bytes that one call can take."""


@dataclass
class Tokens:
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


def _inside_quotes(is_quote: IntArray) -> IntArray:
    """Tell for each byte whether an odd number of quotes stands up to and including it.

    A running exclusive-or, done on 64 flags at a time: six shifts spread each flag over the rest of its word, and the
    last flag of a word says whether the next ones are to be turned over.
    """
    packed = np.packbits(is_quote, bitorder="little")
    words = np.zeros((len(packed) + 7) // 8, dtype=np.uint64)
    words.view(np.uint8)[: len(packed)] = packed
    for shift in (1, 2, 4, 8, 16, 32):
        words ^= words << np.uint64(shift)
    turned = np.bitwise_xor.accumulate(words >> np.uint64(63))
    words[1:] ^= np.uint64(0) - turned[:-1]
    return np.unpackbits(words.view(np.uint8), count=len(is_quote), bitorder="little").view(np.bool_)


def _doubts(text: IntArray, suspicious: frozenset[int]) -> IntArray:
    """Return the positions of bytes that send their line to the careful reader: escapes, controls, stray letters."""
    found = text == BACKSLASH
    found |= text == DELETE
    if suspicious:
        # One comparison for the whole range is cheaper than one for each byte; a few lines too many do no harm.
        low = min(suspicious)
        found |= (text - np.uint8(low)) <= max(suspicious) - low
    control = text < SPACE
    usual = sum(int(np.count_nonzero(text == byte)) for byte in (NEWLINE, RETURN, TAB))
    if np.count_nonzero(control) != usual:
        found |= control & (text != NEWLINE) & (text != RETURN) & (text != TAB)
    return np.flatnonzero(found)


def find_tokens(buffer: IntArray, start: int, stop: int, suspicious: frozenset[int]) -> Tokens | None:
    """Find the fields of all lines in buffer[start:stop]; the last byte is a line end. None: too many braces."""
    text = buffer[start:stop]
    is_quote, is_line_end = text == QUOTE, text == NEWLINE
    inside = _inside_quotes(is_quote)
    odd = np.zeros(0, dtype=np.int64)
    if (inside & is_line_end).any():
        # A line with an odd number of quotes must not turn the rest of the block inside out: forget its quotes.
        line_end = np.flatnonzero(is_line_end)
        odd = np.flatnonzero(_per_line(is_quote, line_end) & 1)
        for line in odd:
            is_quote[line_end[line - 1] if line else 0 : line_end[line]] = False
        inside = _inside_quotes(is_quote)

    # What ends a field: spaces, line ends and braces outside quotes. A closing quote ends none, its follower does.
    ends_field = text <= SPACE
    ends_field |= text == OPEN
    ends_field |= text == CLOSE
    ends_field &= ~inside
    places = np.flatnonzero(ends_field)
    byte = text[places]
    places += start
    # A field is what stands between two places that are not neighbours.
    starts = np.empty(len(places), dtype=np.int64)
    starts[0] = start
    np.add(places[:-1], 1, out=starts[1:])
    is_token = places > starts
    opening, closing = np.flatnonzero(byte == OPEN), np.flatnonzero(byte == CLOSE)
    if max(len(opening), len(closing)) > _BRACE_MASK:
        return None
    counts = is_token.astype(np.int64)
    counts[opening] += 1 << _FIELD_BITS
    counts[closing] += 1 << (_FIELD_BITS + _BRACE_BITS)
    np.cumsum(counts, out=counts)
    at_line_end = np.flatnonzero(byte == NEWLINE)
    line_end = places[at_line_end]
    doubtful = np.zeros(len(line_end), dtype=np.bool_)
    doubtful[odd] = True
    doubtful[np.searchsorted(line_end, _doubts(text, suspicious) + start)] = True
    until = counts[at_line_end]
    last = until & _FIELD_MASK
    first = np.empty(len(last), dtype=np.int64)
    first[:1] = 0
    first[1:] = last[:-1]
    opens, at_open = _braces(opening, until >> _FIELD_BITS & _BRACE_MASK, counts)
    closes, at_close = _braces(closing, until >> (_FIELD_BITS + _BRACE_BITS), counts)
    # Picking by positions is several times faster than by flags.
    chosen = np.flatnonzero(is_token)
    tokens = Tokens(
        starts[chosen], places[chosen], first, last - first, opens, closes, at_open, at_close, line_end, doubtful
    )
    quoted = (buffer[tokens.starts] == QUOTE) & (tokens.ends - tokens.starts >= 2)
    quoted &= buffer[tokens.ends - 1] == QUOTE
    # (Fields on odd lines still look quoted, so the total proves nothing then.)
    if len(odd) or 2 * np.count_nonzero(quoted) != np.count_nonzero(is_quote):
        _doubt_stray_quotes(tokens, quoted, _per_line(is_quote, line_end - start))
    quotes_off = quoted.astype(np.int64)
    tokens.starts += quotes_off
    tokens.ends -= quotes_off
    return tokens


def _per_line(flags: IntArray, line_end: IntArray) -> IntArray:
    """Count the true flags of each line."""
    return np.diff(np.searchsorted(np.flatnonzero(flags), line_end), prepend=0)


def _braces(places: IntArray, seen: IntArray, counts: IntArray) -> tuple[IntArray, IntArray]:
    """Return per line how many braces it has, and how many tokens of the block stand before its first one."""
    count = np.diff(seen, prepend=0)
    if not len(places):
        return count, np.zeros(len(seen), dtype=np.int64)
    tokens_before = counts[places] & _FIELD_MASK
    return count, tokens_before[np.minimum(seen - count, len(places) - 1)]


def _doubt_stray_quotes(tokens: Tokens, quoted: IntArray, quotes: IntArray) -> None:
    """Doubt lines with quotes in other places than around fields.

    Each quoted field has at least two quotes, so twice their number equals the quotes of the line only when it has no
    others.
    """
    seen = np.zeros(len(quoted) + 1, dtype=np.int32)
    np.cumsum(quoted, out=seen[1:])
    quoted_fields = seen[tokens.first + tokens.count] - seen[tokens.first]
    tokens.doubtful |= 2 * quoted_fields != quotes
