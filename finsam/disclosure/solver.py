"""The exact half: integer and linear programs (HiGHS, through scipy), for what the cheap steps leave open.

scipy is imported when the first program is solved: small tables need none. What a solver returns is rounded and used
only if it is exactly an exchange, so its tolerances can cost effort but never protection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from finsam.disclosure.exchange import Exchange
from finsam.disclosure.system import System

if TYPE_CHECKING:
    import numpy as np

NODES = 200
STEPS = 10_000
WHOLE = 1e-5
_TOTAL_WEIGHT, _COST_WEIGHT, _ORDER_WEIGHT, _MOST = 100.0, 10.0, 1e-3, 1e6


def furthest(
    system: System, numbers: Sequence[int], rooms: Mapping[int, int], direction: int, exactly: bool = True
) -> Exchange | None:
    """Return an exchange among `numbers` that moves some of them as far as it can; None: not found out.

    Args:
        system: The numbers and sums.
        numbers: Those that may change, the moved ones among them.
        rooms: The numbers to move; for each how far is enough. With several, the sum of their moves is the greatest.
        direction: 1 upwards, -1 downwards.
        exactly: Go on with an integer program if the linear one does not end in whole numbers.
    """
    from scipy.optimize import Bounds, LinearConstraint, linprog, milp  # noqa: PLC0415

    matrix = _matrix(system, numbers)
    goal = [-direction if n in rooms else 0 for n in numbers]
    # with larger coefficients a number moves in steps that may pass what is enough
    beyond = 0 if abs(matrix.data).max() == 1 else STEPS
    low = [-float(min(system.value[n], rooms.get(n, system.value[n]) + beyond)) for n in numbers]
    high = [float(rooms[n] + beyond) if n in rooms else float("inf") for n in numbers]
    # the linear program takes half the time and mostly ends in whole numbers; then they are the best whole ones too
    found = linprog(goal, A_eq=matrix, b_eq=[0.0] * matrix.shape[0], bounds=list(zip(low, high, strict=True)))
    exact = _exact(system, numbers, found.x) if found.status == 0 else None
    if exact is not None or not exactly:
        return exact
    rule = LinearConstraint(matrix, 0, 0)
    found = milp(
        goal,
        integrality=[1] * len(numbers),
        bounds=Bounds(low, high),
        constraints=rule,
        options={"node_limit": NODES},
    )
    return _exact(system, numbers, found.x) if found.status == 0 else None


def least_support(
    system: System, hidden: Sequence[int], numbers: Sequence[int], moves: Mapping[int, int], number: int
) -> list[int]:
    """Return which visible numbers a cheap exchange would use that moves a number so far.

    The linear program weighs each unit of change by what it would cost to hide that number, and a trifle by its place,
    so that no two choices cost the same; hidden ones are free.

    Args:
        system: The numbers and sums.
        hidden: Per number whether it is hidden.
        numbers: Those that may change, the moved one among them.
        moves: The changes asked for: directions (1, -1) with their length.
        number: The one to move.
    """
    from scipy.optimize import linprog  # noqa: PLC0415
    from scipy.sparse import hstack  # noqa: PLC0415

    matrix = _matrix(system, numbers)
    dearest = max(1, *(system.cost[n] for n in numbers))
    weights = [
        0.0
        if hidden[n]
        else 1.0
        + _TOTAL_WEIGHT * system.is_total[n]
        + _COST_WEIGHT * system.cost[n] / dearest
        + min(system.value[n], _MOST) / _MOST
        + _ORDER_WEIGHT * n / len(system.value)
        for n in numbers
    ]
    used: set[int] = set()
    for direction, length in moves.items():
        ups: list[tuple[float, float | None]] = [(0.0, None)] * len(numbers)
        downs: list[tuple[float, float | None]] = [(0.0, float(system.value[n])) for n in numbers]
        at = numbers.index(number)
        ups[at], downs[at] = ((length, length), (0.0, 0.0)) if direction > 0 else ((0.0, 0.0), (length, length))
        found = linprog(
            weights + weights,
            A_eq=hstack([matrix, -matrix]).tocsr(),
            b_eq=[0.0] * matrix.shape[0],
            bounds=ups + downs,
        )
        if found.x is None:
            return []
        change = found.x[: len(numbers)] - found.x[len(numbers) :]
        used.update(n for n, moved in zip(numbers, change, strict=True) if abs(moved) > WHOLE and not hidden[n])
    return sorted(used)


def _matrix(system: System, numbers: Sequence[int]) -> Any:
    from scipy.sparse import csr_array  # noqa: PLC0415

    place = {row: at for at, row in enumerate(sorted({row for n in numbers for row, _ in system.uses[n]}))}
    terms = [(place[row], column, c) for column, n in enumerate(numbers) for row, c in system.uses[n]]
    rows, columns, coefficients = zip(*terms, strict=True)
    return csr_array((coefficients, (rows, columns)), shape=(len(place), len(numbers)), dtype=float)


def _exact(system: System, numbers: Sequence[int], changes: np.ndarray[Any, Any]) -> Exchange | None:
    """Return the changes as whole numbers; None if they are not, or then are not an exchange."""
    rounded = changes.round()
    if abs(changes - rounded).max() > WHOLE:
        return None
    exchange = {n: int(change) for n, change in zip(numbers, rounded, strict=True) if change}
    return exchange if is_exchange(system, exchange) else None


def is_exchange(system: System, exchange: Exchange) -> bool:
    """Tell whether every sum holds and no number becomes negative, in whole numbers."""
    owed: dict[int, int] = {}
    for number, change in exchange.items():
        if system.value[number] + change < 0:
            return False
        for row, coefficient in system.uses[number]:
            owed[row] = owed.get(row, 0) + coefficient * change
    return not any(owed.values())
