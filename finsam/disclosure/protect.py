"""Which cells of the published person counts have to be hidden."""

from __future__ import annotations

import pyarrow as pa

from finsam.disclosure.cover import Cover
from finsam.disclosure.system import System, read_system
from finsam.errors import InputError

RESULT = pa.schema([("cell_id", pa.string()), ("reason", pa.string())])


def protect(cells: pa.Table, sums: pa.Table, limit: int) -> pa.Table:
    """Return the cells to hide, so that no published sum gives them away.

    A cell with 1 <= value < limit is hidden (`primary`). More are hidden (`complementary`) until everyone who knows all
    visible cells, all sums, and that counts are whole and not negative, still finds for every hidden cell two possible
    values that are at least `limit` apart. Zero is shown: it is about nobody, and hiding the zeros would empty the
    tables; a zero is hidden only where it protects another cell. What a zero says about a group whose size is known
    ("none of the four found work"), or a cell that equals its total ("all of the nine"), is not hidden.

    What the result does not protect against: someone who is told the reasons, or who works back from this very choice
    of cells. Never publish the reason. is_fixed and was_hidden alone do not hold two builds apart from each other: give
    this the tables of `join_builds`, which keep what earlier builds said.

    Args:
        cells: One row is a published count: cell_id (unique), value (whole, not negative), cost (higher: rather keep it
            visible), component (a label of the caller, not used: what belongs together follows from the sums), is_fixed
            (already public with this value: the attacker knows it, and it can protect nobody), was_hidden (an earlier
            build hid it: it stays hidden).
        sums: One row is a term: sum_id, cell_id, coefficient; per sum_id, coefficient times value adds up to zero.
        limit: Counts from this on are shown; also how far apart the possible values have to be.

    Returns:
        cell_id and reason, sorted by cell_id. Reasons: `primary`; `complementary`; `earlier` for what only an earlier
        build calls for; `unprotectable` for what has to be hidden but can be found or narrowed down from what is public
        already (is_fixed), whatever else is hidden. Such a cell is given as much room as there is.
        The result is the same for any order of the rows, and for was_hidden set from it the same cells are hidden.

    Raises:
        InputError: A column is missing or of the wrong type, a cell is there twice or negative, or a sum does not hold.
    """
    if limit < 1:
        raise InputError(
            f"Röjandekontrollen: gränsen för små tal är {limit}, men måste vara minst 1.",
            f"Disclosure control: the limit for small numbers is {limit}, but has to be at least 1.",
        )
    system = read_system(cells, sums)
    small = {number for number, value in enumerate(system.value) if 1 <= value < limit}
    earlier = {number for number, hidden in enumerate(system.was_hidden) if hidden}
    fresh = _covered(system, limit, small)
    needed = {number for number, hidden in enumerate(fresh.hidden) if hidden}
    known = {number for number in small | earlier if system.is_known[number]}
    cover = fresh if earlier <= needed | known else _covered(system, limit, small | earlier)
    reasons = {}
    for number, cell_ids in enumerate(system.cells):
        if number in known or number in cover.weak:
            reason = "unprotectable"
        elif number in small:
            reason = "primary"
        elif number in earlier and number not in needed:
            reason = "earlier"
        else:
            reason = "complementary"
        if number in known or cover.hidden[number]:
            reasons.update(dict.fromkeys(cell_ids, reason))
    hidden = sorted(reasons)
    return pa.table([pa.array(hidden, pa.string()), pa.array([reasons[c] for c in hidden], pa.string())], schema=RESULT)


def _covered(system: System, limit: int, hidden: set[int]) -> Cover:
    cover = Cover(system, limit, hidden)
    cover.grow()
    cover.shrink()
    cover.verify()
    return cover
