"""Builds after one another: what an attacker knows who kept what was published before.

Two builds can give away together what neither does alone: a corrected part next to an unchanged total, or an old total
next to a new one. So the counts of earlier builds stay in the system: a cell that has the same value as in the build
before is the same number, one that has another value is a number of its own, and all sums of all builds hold.
"""

from __future__ import annotations

import itertools
from collections.abc import Container
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

MARK = "\x1f"


def join_builds(
    cells: pa.Table, sums: pa.Table, earlier_cells: pa.Table, earlier_sums: pa.Table, earlier_hidden: pa.Table
) -> tuple[pa.Table, pa.Table]:
    """Return cells and sums for `protect` that hold this build and the ones before it.

    For a third build, give it what this one got and what `protect` said to that: the joined tables hold all builds.

    Args:
        cells: This build's cells, as `protect` takes them.
        sums: This build's sums.
        earlier_cells: The cells that the build before gave to `protect`.
        earlier_sums: Its sums.
        earlier_hidden: What `protect` returned for it.

    Returns:
        This build's cells, fixed where the build before showed the same value and hidden where it hid the cell, and
        the earlier ones that have another value or are gone, named with a mark (see `this_build`); and the sums of all.
    """
    now = {cell["cell_id"]: cell for cell in cells.to_pylist()}
    before = {cell["cell_id"]: cell for cell in earlier_cells.to_pylist()}
    hidden = set(earlier_hidden["cell_id"].to_pylist())
    names = _names(now, before)
    rows: dict[str, dict[str, Any]] = {
        cell_id: {**cell, "is_fixed": bool(cell["is_fixed"]), "was_hidden": bool(cell["was_hidden"])}
        for cell_id, cell in now.items()
    }
    for cell_id, cell in before.items():
        row = rows.setdefault(names[cell_id], {**cell, "cell_id": names[cell_id], "was_hidden": False})
        row["is_fixed"] = bool(row["is_fixed"] or cell["is_fixed"] or cell_id not in hidden)
        row["was_hidden"] |= cell_id in hidden
        plain = cell_id.removesuffix(MARK)
        if plain in now and cell_id in hidden:
            rows[plain]["was_hidden"] = True
    for row in rows.values():
        row["was_hidden"] = row["was_hidden"] and not row["is_fixed"]
    joined = pa.Table.from_pylist([rows[name] for name in sorted(rows)], schema=cells.schema)
    return joined, _joined_sums(sums, earlier_sums, names)


def _names(now: dict[str, dict[str, Any]], before: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Return what each earlier number is called: as now, as last seen (marked) or as one of the past (numbered)."""
    names: dict[str, str] = {}
    taken = set(before)
    for cell_id in sorted(before):
        plain, _, count = cell_id.partition(MARK)
        if count:
            names[cell_id] = cell_id
        elif plain not in now:
            names[cell_id] = plain + MARK
        elif now[plain]["value"] == before[cell_id]["value"]:
            names[cell_id] = plain
        else:
            names[cell_id] = _free(plain, taken)
            taken.add(names[cell_id])
    return names


def _free(name: str, taken: Container[str]) -> str:
    return next(f"{name}{MARK}{count}" for count in itertools.count(1) if f"{name}{MARK}{count}" not in taken)


def this_build(hidden: pa.Table) -> pa.Table:
    """Return what `protect` said of the cells of this build, without those that only earlier ones had."""
    return hidden.filter(pc.invert(pc.match_substring(hidden["cell_id"], MARK)))


def _joined_sums(sums: pa.Table, earlier_sums: pa.Table, names: dict[str, str]) -> pa.Table:
    """Return this build's sums and those earlier ones that say anything else."""
    now, before = _by_sum(sums, {}), _by_sum(earlier_sums, names)
    said = {frozenset(terms.items()) for terms in now.values()}
    for sum_id, terms in sorted(before.items(), key=lambda item: (item[0], sorted(item[1].items()))):
        if frozenset(terms.items()) in said:
            continue
        said.add(frozenset(terms.items()))
        now[_free(sum_id.partition(MARK)[0], now)] = terms
    return pa.Table.from_pylist(
        [
            {"sum_id": sum_id, "cell_id": cell_id, "coefficient": coefficient}
            for sum_id in sorted(now)
            for cell_id, coefficient in sorted(now[sum_id].items())
        ],
        schema=sums.schema,
    )


def _by_sum(sums: pa.Table, names: dict[str, str]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for term in sums.to_pylist():
        terms = found.setdefault(term["sum_id"], {})
        name = names.get(term["cell_id"], term["cell_id"])
        terms[name] = terms.get(name, 0) + term["coefficient"]
    return found
