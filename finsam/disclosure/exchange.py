"""Exchanges: other values for some cells under which every published sum still holds.

An exchange gives some numbers a whole-number change so that all sums stay zero. Whoever sees only the other cells
cannot tell the true values from the exchanged ones, so an exchange is a proof of what an attacker cannot know.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from finsam.disclosure.system import System

Exchange = dict[int, int]
NO_END = 10**18


@dataclass(frozen=True)
class Wanted:
    """What the search is to find.

    Attributes:
        start: The number that has to change.
        change: Its change, 1 or -1; the others follow from it.
        room: The exchange can be made at least so many times.
        both_ways: Forwards and backwards are counted together, not forwards alone.
        may_hide: Visible numbers may take part, at their price.
        tries: Give up after so many steps.
    """

    start: int
    change: int
    room: int
    both_ways: bool
    may_hide: bool
    tries: int

    def fits(self, forwards: int, backwards: int) -> bool:
        """Tell whether so many times forwards and backwards are enough."""
        return forwards + (backwards if self.both_ways else 0) >= self.room


@dataclass(frozen=True)
class Found:
    """An exchange and how many times it can be made forwards and backwards before a number would be negative."""

    exchange: Exchange
    forwards: int
    backwards: int


def find_exchange(system: System, hidden: Sequence[int], moved: Mapping[int, int], wanted: Wanted) -> Found | None:
    """Return the cheapest exchange found, or nothing.

    The price is, in this order, the totals, the cost and the values of the numbers that would have to be hidden too,
    and then how many numbers take part. Best first; equals follow the order of the numbers, so it is always the same.

    Args:
        system: The numbers and sums.
        hidden: Per number whether it is hidden.
        moved: Changes that have been made already, from which the exchange goes on.
        wanted: What to find.
    """
    value, rows, uses = system.value, system.rows, system.uses
    start = _room(value[wanted.start] + moved.get(wanted.start, 0), wanted.change, NO_END, NO_END)
    heap: list[tuple[tuple[int, int, int, int], int, Exchange, dict[int, int], int, int, tuple[int, int]]] = []
    if wanted.fits(*start):
        heap.append(((0, 0, 0, 1), 0, {}, {}, wanted.start, wanted.change, start))
    seen: set[frozenset[tuple[int, int]]] = set()
    pushed = 0
    for _ in range(wanted.tries):
        if not heap:
            return None
        paid, _, before, owed_before, number, change, room = heapq.heappop(heap)
        exchange = {**before, number: change}
        made = frozenset(exchange.items())
        if made in seen:
            continue
        seen.add(made)
        owed = _owed(owed_before, uses[number], change)
        if not owed:
            return Found(exchange, *room)
        row = min(owed, key=lambda at: (len(rows[at]), at))
        for other, coefficient in rows[row]:
            if other in exchange or not (hidden[other] or wanted.may_hide):
                continue
            step, rest = divmod(-owed[row], coefficient)
            if rest:
                continue
            left = _room(value[other] + moved.get(other, 0), step, *room)
            if not wanted.fits(*left):
                continue
            pushed += 1
            heapq.heappush(heap, (_paid(paid, system, hidden, other), pushed, exchange, owed, other, step, left))
    return None


def _owed(before: Mapping[int, int], uses: Sequence[tuple[int, int]], change: int) -> dict[int, int]:
    """Return per sum what it is off by after one more change; sums that hold are not there."""
    owed = dict(before)
    for row, coefficient in uses:
        left = owed.pop(row, 0) + coefficient * change
        if left:
            owed[row] = left
    return owed


def _room(value: int, step: int, forwards: int, backwards: int) -> tuple[int, int]:
    times = value // abs(step)
    return (min(forwards, times), backwards) if step < 0 else (forwards, min(backwards, times))


def _paid(
    paid: tuple[int, int, int, int], system: System, hidden: Sequence[int], number: int
) -> tuple[int, int, int, int]:
    totals, cost, value, count = paid
    if hidden[number]:
        return totals, cost, value, count + 1
    return totals + system.is_total[number], cost + system.cost[number], value + system.value[number], count + 1
