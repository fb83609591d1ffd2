"""An attacker with an integer solver: what can be found out about hidden cells from everything that is visible.

Written without a look at how the cells were chosen: one whole system of all builds, two integer programs per cell.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_array

Unknown = tuple[str, int]
FAR = 10_000


def attack(
    cells_list: Sequence[Mapping[str, int]],
    sums_list: Sequence[Mapping[str, Mapping[str, int]]],
    hidden_list: Sequence[Collection[str]],
    limit: int,
    asked: Collection[str] | None = None,
) -> dict[Unknown, tuple[int, int]]:
    """Return the hidden cells that can be narrowed down to less than `limit`, each with the lowest and highest value.

    A cell with the same value in builds that follow each other is one unknown, named by its cell and the first of these
    builds; it is visible if any of them shows it. That is more than an attacker knows, who does not see whether a
    hidden cell changed. A cell that is left out for some builds has the value it had.

    Args:
        cells_list: Per build the true values.
        sums_list: Per build the sums: coefficients of cells that add up to zero.
        hidden_list: Per build the cells that are not shown.
        limit: The width that every hidden cell has to keep.
        asked: The hidden cells to find out about; all of them where nothing is given.
    """
    value: dict[Unknown, int] = {}
    latest: dict[str, Unknown] = {}
    shown: set[Unknown] = set()
    equations: list[dict[Unknown, int]] = []
    for build, (cells, sums, hidden) in enumerate(zip(cells_list, sums_list, hidden_list, strict=True)):
        for cell, count in cells.items():
            if cell not in latest or value[latest[cell]] != count:
                latest[cell] = (cell, build)
                value[cell, build] = count
            if cell not in hidden:
                shown.add(latest[cell])
        equations += [{latest[cell]: coefficient for cell, coefficient in terms.items()} for terms in sums.values()]
    every = sorted(value)
    place = {unknown: at for at, unknown in enumerate(every)}
    matrix = lil_array((max(1, len(equations)), len(every)))
    for at, terms in enumerate(equations):
        for unknown, coefficient in terms.items():
            matrix[at, place[unknown]] = coefficient
    rule = LinearConstraint(matrix.tocsr(), 0, 0)
    low = np.array([value[unknown] if unknown in shown else 0 for unknown in every], float)
    high = np.array([value[unknown] if unknown in shown else np.inf for unknown in every], float)
    found = {}
    for unknown in every:
        if unknown not in shown and (asked is None or unknown[0] in asked):
            ends = [_end(place[unknown], sign, rule, low, high) for sign in (-1, 1)]
            if ends[1] - ends[0] < limit:
                found[unknown] = (ends[0], ends[1])
    return found


def _end(at: int, sign: int, rule: LinearConstraint, low: np.ndarray, high: np.ndarray) -> int:
    """The lowest or highest value of one unknown; so far above the others that it does not matter how far."""
    high = high.copy()
    high[at] = min(high[at], FAR)
    goal = np.zeros(len(low))
    goal[at] = -sign
    result = milp(goal, integrality=np.ones(len(low)), bounds=Bounds(low, high), constraints=rule)
    assert result.status == 0, result.message
    return round(result.x[at])
