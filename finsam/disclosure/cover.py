"""Hide as little as it takes, until every hidden number has room to be another.

A number is settled when two exchanges among hidden numbers are known that move it at least `limit` apart. That stays
true however much more is hidden, so each number is settled once; to show a number again, only those whose exchanges
used it have to be asked.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterable, Sequence

from finsam.disclosure import solver
from finsam.disclosure.bounds import width
from finsam.disclosure.exchange import NO_END, Exchange, Wanted, find_exchange
from finsam.disclosure.system import System
from finsam.errors import FinsamError

# How much effort each step takes before the next, dearer one; none of it decides whether a number is protected.
TRIES_HIDDEN = 120  # steps of the search among hidden numbers
TRIES_CLIMB = 60  # the same for each of the exchanges made one after another
CLIMBS = 12
TRIES_NEW = 200  # steps of the search that may hide more
NEAR = 12  # hidden numbers whose sums are looked at for bounds
AROUND = 400  # hidden numbers in the first program for a number
AROUND_NEW = 1000  # numbers, visible ones too, in the first program for what to hide
SOLVES_TO_SHOW = 500  # programs for showing numbers again, in all
SOLVES_TO_SHOW_GROUP = 200  # and for numbers that hang together


class Cover:
    """The hidden numbers of a system and the proof that each of them is protected.

    Attributes:
        hidden: Per number 1 if it is hidden, else 0.
        weak: Numbers that cannot have the whole room, because of what is known already.
    """

    def __init__(self, system: System, limit: int, hidden: Iterable[int]) -> None:
        count = len(system.value)
        self.hidden = bytearray(count)
        self.weak: set[int] = set()
        self._system = system
        self._room = [limit] * count
        self._kept: set[int] = set()
        self._hidden_in = [0] * len(system.rows)
        self._low: list[Exchange] = [{} for _ in range(count)]
        self._high: list[Exchange] = [{} for _ in range(count)]
        # per number those whose proof uses it, or once did
        self._used_for: list[set[int]] = [set() for _ in range(count)]
        self._queue: deque[int] = deque()
        self._solves_left = NO_END
        self._kept.update(number for number in hidden if not system.is_known[number])
        for number in sorted(self._kept):
            self._hide(number)

    def grow(self) -> None:
        """Hide more until every hidden number has its room, or as much of it as hiding everything could give."""
        while self._queue:
            self._settle(self._queue.popleft())

    def shrink(self) -> None:
        """Show again, dearest first, what was hidden for others and turned out not to be needed.

        The effort is bounded, for each group of connected hidden numbers and for all; what stays hidden is safe anyway.
        """
        system = self._system
        added = [number for number, hidden in enumerate(self.hidden) if hidden and number not in self._kept]
        added.sort(key=lambda n: (system.is_total[n], system.cost[n], system.value[n], n), reverse=True)
        grouped: set[int] = set()
        left = SOLVES_TO_SHOW
        for first in added:
            if first in grouped or not self.hidden[first]:
                continue
            group = set(self._around(first, len(self.hidden), False))
            grouped |= group
            given = self._solves_left = min(left, SOLVES_TO_SHOW_GROUP)
            for number in added:
                if number in group and self.hidden[number] and self._solves_left >= 0:
                    self._try_to_show(number)
            left -= given - max(0, self._solves_left)
        self._solves_left = NO_END

    def verify(self) -> None:
        """Check every proof anew, in whole numbers.

        Raises:
            FinsamError: A hidden number has no proof; the program is wrong, not the input.
        """
        for number, hidden in enumerate(self.hidden):
            if not hidden:
                continue
            low, high = self._low[number], self._high[number]
            proved = all(solver.is_exchange(self._system, e) and all(self.hidden[n] for n in e) for e in (low, high))
            if not proved or self._width(number) < self._room[number]:
                cell_id = self._system.cells[number][0]
                raise FinsamError(
                    f"Röjandekontrollen: skyddet för cellen {cell_id!r} kan inte bevisas. Det är ett fel i programmet.",
                    f"Disclosure control: the protection of cell {cell_id!r} cannot be proved. The program is wrong.",
                )

    def _hide(self, number: int) -> None:
        self.hidden[number] = 1
        for row, _ in self._system.uses[number]:
            self._hidden_in[row] += 1
        self._queue.append(number)

    def _show(self, number: int) -> None:
        self.hidden[number] = 0
        for row, _ in self._system.uses[number]:
            self._hidden_in[row] -= 1

    def _width(self, number: int) -> int:
        return self._high[number].get(number, 0) - self._low[number].get(number, 0)

    def _settled(self, number: int) -> bool:
        return self._width(number) >= self._room[number]

    def _settle(self, number: int) -> None:
        while not self._settled(number) and not self._prove(number):
            chosen = self._choose(number)
            for other in chosen:
                self._hide(other)
            if not chosen and not self._settled(number):
                self._room[number] = self._width(number)
                self.weak.add(number)

    def _record(self, exchange: Exchange) -> None:
        """Keep an exchange for each number that needs it and that it moves further than what is known of it."""
        for number, change in exchange.items():
            if self._settled(number):
                continue
            if change > self._high[number].get(number, 0):
                self._high[number] = exchange
            elif change < self._low[number].get(number, 0):
                self._low[number] = exchange
            else:
                continue
            for other in exchange:
                self._used_for[other].add(number)

    def _prove(self, number: int) -> bool:
        """Try to settle a number by exchanges among the hidden ones, from the cheapest way to the exact one."""
        if any(self._hidden_in[row] == 1 for row, _ in self._system.uses[number]):
            return False
        if self._exchange(number, False, TRIES_HIDDEN) or self._climb(number, 1) or self._climb(number, -1):
            return True
        near = self._around(number, NEAR, False)
        bounds = width(self._system, self.hidden, near, number)
        return (bounds is None or bounds >= self._room[number]) and self._solve(number)

    def _exchange(self, number: int, may_hide: bool, tries: int) -> bool:
        """Look for one exchange that gives the whole room, forwards and backwards together, and hide what it uses."""
        wanted = Wanted(number, 1, self._room[number], True, may_hide, tries)
        found = find_exchange(self._system, self.hidden, {}, wanted)
        if not found:
            return False
        for other in sorted(found.exchange):
            if not self.hidden[other]:
                self._hide(other)
        forwards = min(found.forwards, wanted.room)
        self._record(_scaled(found.exchange, forwards))
        self._record(_scaled(found.exchange, -min(found.backwards, wanted.room)))
        return True

    def _climb(self, number: int, direction: int) -> bool:
        """Move a number one way by exchange after exchange, each from where the one before ended."""
        moved: Exchange = dict(self._high[number] if direction > 0 else self._low[number])
        for _ in range(CLIMBS):
            if self._settled(number):
                return True
            wanted = Wanted(number, direction, 1, False, False, TRIES_CLIMB)
            found = find_exchange(self._system, self.hidden, moved, wanted)
            if not found:
                return False
            times = min(found.forwards, self._room[number] - self._width(number))
            for other, change in found.exchange.items():
                moved[other] = moved.get(other, 0) + times * change
            self._record(dict(moved))
        return self._settled(number)

    def _solve(self, number: int) -> bool:
        """Find out with the solver how far the hidden numbers let this one move: first those near it, then all."""
        for size in (AROUND, len(self.hidden)):
            self._solves_left -= 1
            if self._solves_left < 0:
                return False
            among = self._around(number, size, False)
            for direction in (1, -1):
                if not self._settled(number):
                    self._move(number, among, direction)
            if self._settled(number) or len(among) < size:
                break
        return self._settled(number)

    def _move(self, number: int, among: Sequence[int], direction: int) -> None:
        reached = (self._low if direction > 0 else self._high)[number].get(number, 0)
        room = self._room[number] - abs(reached)
        self._record(solver.furthest(self._system, among, {number: room}, direction) or {})

    def _choose(self, number: int) -> list[int]:
        """Return what to hide next for the sake of a number; nothing if all that helps is hidden.

        What one exchange can do is hidden at once; else a linear program says what several need together.
        """
        if self._exchange(number, True, TRIES_NEW):
            return []
        for size in (AROUND_NEW, len(self.hidden)):
            among = self._around(number, size, True)
            chosen = solver.least_support(self._system, self.hidden, among, {1: self._room[number]}, number)
            if chosen:
                return chosen
            lengths = self._reach(number, among)
            if lengths is None or len(among) < size or sum(lengths.values()) >= self._room[number]:
                break
        if lengths is None:
            return self._neighbours(number)
        if sum(lengths.values()) < self._room[number]:
            self.weak.add(number)
            self._room[number] = sum(lengths.values())
            if self._settled(number):
                return []
        chosen = solver.least_support(self._system, self.hidden, among, lengths, number)
        return chosen or self._neighbours(number)

    def _reach(self, number: int, among: Sequence[int]) -> dict[int, int] | None:
        """Return how far a number could move up (1) and down (-1) if all these were hidden; None: not found out."""
        lengths: dict[int, int] = {}
        for direction in (1, -1):
            room = self._room[number] - sum(lengths.values())
            if room:
                found = solver.furthest(self._system, among, {number: room}, direction)
                if found is None:
                    return None
                lengths[direction] = min(room, abs(found.get(number, 0)))
        return {direction: length for direction, length in lengths.items() if length}

    def _neighbours(self, number: int) -> list[int]:
        """Return the nearest visible numbers that are in a sum with a hidden one around this one."""
        for other in self._around(number, len(self.hidden), False):
            found = {n for row, _ in self._system.uses[other] for n, _ in self._system.rows[row] if not self.hidden[n]}
            if found:
                return sorted(found)
        return []

    def _around(self, number: int, size: int, visible: bool) -> list[int]:
        """Return up to `size` numbers connected by sums to one, nearest first: hidden ones, or visible ones too."""
        found, seen = [number], {number}
        for at in found:
            for row, _ in self._system.uses[at]:
                for other, _ in self._system.rows[row]:
                    if other not in seen and (visible or self.hidden[other]):
                        seen.add(other)
                        found.append(other)
                        if len(found) >= size:
                            return found
        return found

    def _try_to_show(self, number: int) -> None:
        """Show a number, and added ones that lose protection by it, if those that have to be hidden keep theirs."""
        around = self._resting_on(set(self._around(number, len(self.hidden), False)))
        proofs = [(self._low[at], self._high[at]) for at in around]
        shown = [number]
        if not self._show_with_followers(shown, 0) or not self._hold(around, shown):
            for at, (low, high) in zip(around, proofs, strict=True):
                self._low[at], self._high[at] = low, high
                if not self.hidden[at]:
                    self._hide(at)
            self._queue.clear()

    def _resting_on(self, near: set[int]) -> list[int]:
        """Return these numbers and all whose proof uses one of them: an exchange can hold moves far from each other."""
        return sorted(
            at
            for at in near.union(*(self._used_for[number] for number in near))
            if at in near
            or (self.hidden[at] and not (near.isdisjoint(self._low[at]) and near.isdisjoint(self._high[at])))
        )

    def _show_with_followers(self, shown: list[int], first: int) -> bool:
        """Show the numbers of the list from `first` on and, added to it, all that are then alone in a sum.

        Returns:
            Whether all of them may be shown.
        """
        for number in itertools.islice(shown, first, None):
            if number in self._kept:
                return False
            self._show(number)
            for row, _ in self._system.uses[number]:
                if self._hidden_in[row] == 1:
                    shown.extend(n for n, _ in self._system.rows[row] if self.hidden[n] and n not in shown)
        return True

    def _hold(self, around: Sequence[int], shown: list[int]) -> bool:
        """Prove anew what used a number that is shown now; added numbers for which that fails are shown too."""
        while True:
            lost = [at for at in around if self.hidden[at] and self._lost(at, set(shown))]
            lost.sort(key=lambda at: at not in self._kept)
            self._solve_together(lost)
            failed = next((at for at in lost if not self._settled(at) and not self._prove(at)), None)
            if failed is None:
                return True
            shown.append(failed)
            if not self._show_with_followers(shown, len(shown) - 1):
                return False

    def _lost(self, number: int, shown: set[int]) -> bool:
        """Drop the proofs of a hidden number that use one that is shown; tell whether it is no longer settled."""
        if not shown.isdisjoint(self._low[number]):
            self._low[number] = {}
        if not shown.isdisjoint(self._high[number]):
            self._high[number] = {}
        return not self._settled(number)

    def _solve_together(self, numbers: Sequence[int]) -> None:
        """Move as many of some numbers as one program each way can; what it cannot move is asked for one by one."""
        for direction in (1, -1):
            rooms = {number: self._room[number] for number in numbers if not self._settled(number)}
            if len(rooms) > 2 and self._solves_left > 0:
                self._solves_left -= 1
                among = self._around(numbers[0], AROUND, False)
                found = solver.furthest(self._system, among, rooms, direction, exactly=False)
                self._record(found or {})


def _scaled(exchange: Exchange, times: int) -> Exchange:
    return {number: times * change for number, change in exchange.items()}
