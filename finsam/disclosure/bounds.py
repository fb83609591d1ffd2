"""The cheap half of an attack: what each sum alone says about its hidden cells, again and again.

The bounds are never tighter than the truth, so a number that they pin is pinned for every attacker.
"""

from __future__ import annotations

from collections.abc import Sequence

from finsam.disclosure.system import System

ROUNDS = 3
End = int | None


def width(system: System, hidden: Sequence[int], near: Sequence[int], number: int) -> End:
    """Return how far apart the bounds of a hidden number are; None where nothing bounds it from above.

    Args:
        system: The numbers and sums.
        hidden: Per number whether it is hidden.
        near: The hidden numbers whose sums are looked at.
        number: The number asked for.
    """
    rows = sorted({row for other in near for row, _ in system.uses[other]})
    low: dict[int, int] = {}
    high: dict[int, int] = {}
    for _ in range(ROUNDS):
        before = (dict(low), dict(high))
        for row in rows:
            _tighten([t for t in system.rows[row] if hidden[t[0]]], system.value, low, high)
        if before == (low, high):
            break
    return high[number] - low.get(number, 0) if number in high else None


def _tighten(terms: Sequence[tuple[int, int]], value: Sequence[int], low: dict[int, int], high: dict[int, int]) -> None:
    """Narrow the bounds of the hidden numbers of one sum, whose visible rest is known."""
    sum_ = sum(coefficient * value[number] for number, coefficient in terms)
    ends: list[tuple[End, End]] = []
    for number, coefficient in terms:
        bottom, top = coefficient * low.get(number, 0), _times(coefficient, high.get(number))
        ends.append((bottom, top) if coefficient > 0 else (top, bottom))
    least, most = _Ends([end for end, _ in ends]), _Ends([end for _, end in ends])
    for (number, coefficient), (own_least, own_most) in zip(terms, ends, strict=True):
        upper, lower = least.rest(sum_, own_least), most.rest(sum_, own_most)
        if coefficient < 0:
            upper, lower = lower, upper
        if upper is not None:
            high[number] = min(high.get(number, upper // coefficient), upper // coefficient)
        if lower is not None:
            low[number] = max(low.get(number, 0), -(-lower // coefficient))


class _Ends:
    """The lowest or highest that each term of a sum can be."""

    def __init__(self, ends: Sequence[End]) -> None:
        self._open = ends.count(None)
        self._sum = sum(end for end in ends if end is not None)

    def rest(self, sum_: int, own: End) -> End:
        """Return what the other terms leave of the sum; None if one of them has no end."""
        if self._open - (own is None):
            return None
        return sum_ - self._sum + (own or 0)


def _times(coefficient: int, end: End) -> End:
    return None if end is None else coefficient * end
