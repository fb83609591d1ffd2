"""Published tables for the tests of disclosure control: counts with margins at every level, and flows of them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

Sums = dict[str, dict[str, int]]
Tree = Mapping[str, Sequence[str]]
CELLS = pa.schema(
    [
        ("cell_id", pa.string()),
        ("value", pa.int64()),
        ("cost", pa.int64()),
        ("component", pa.string()),
        ("is_fixed", pa.bool_()),
        ("was_hidden", pa.bool_()),
    ]
)
SUMS = pa.schema([("sum_id", pa.string()), ("cell_id", pa.string()), ("coefficient", pa.int64())])
FLOW = {"opening": 1, "new": 1, "completed": -1, "closing": -1}


@dataclass(frozen=True)
class Tables:
    """What one build publishes: values and costs of cells, and sums as coefficients of cells."""

    value: Mapping[str, int]
    sums: Sums
    cost: Mapping[str, int] = field(default_factory=dict)

    def cells(self, fixed: Sequence[str] = (), hidden: Sequence[str] = ()) -> pa.Table:
        """The table of cells for `protect`."""
        return pa.Table.from_pylist(
            [
                {
                    "cell_id": cell,
                    "value": value,
                    "cost": self.cost.get(cell, 0),
                    "component": None,
                    "is_fixed": cell in fixed or None,
                    "was_hidden": cell in hidden or None,
                }
                for cell, value in self.value.items()
            ],
            schema=CELLS,
        )

    def terms(self) -> pa.Table:
        """The table of sums for `protect`."""
        return pa.Table.from_pylist(
            [
                {"sum_id": sum_id, "cell_id": cell, "coefficient": coefficient}
                for sum_id, terms in self.sums.items()
                for cell, coefficient in terms.items()
            ],
            schema=SUMS,
        )


def cube(dimensions: Sequence[Tree], leaf: Callable[[tuple[str, ...]], int], name: str) -> Tables:
    """Return counts over hierarchies with a cell for every combination and a sum for every parent.

    Args:
        dimensions: Each the children per parent; a leaf has none. Depth and width may differ.
        leaf: The value of each combination of leaves.
        name: The beginning of every cell_id.
    """
    members = [sorted(tree.keys() | set(itertools.chain.from_iterable(tree.values()))) for tree in dimensions]
    value: dict[str, int] = {}
    sums: Sums = {}

    def count(at: tuple[str, ...]) -> int:
        cell = "/".join((name, *at))
        if cell not in value:
            split = next((place for place, tree in enumerate(dimensions) if tree.get(at[place])), None)
            value[cell] = (
                leaf(at)
                if split is None
                else sum(count((*at[:split], child, *at[split + 1 :])) for child in dimensions[split][at[split]])
            )
        return value[cell]

    for at in itertools.product(*members):
        count(at)
        for place, tree in enumerate(dimensions):
            if tree.get(at[place]):
                parts = {"/".join((name, *at[:place], child, *at[place + 1 :])): 1 for child in tree[at[place]]}
                sums[f"{name}:{'/'.join(at)}:{place}"] = {"/".join((name, *at)): -1, **parts}
    return Tables(value, sums)


def together(*tables: Tables, extra: Sums | None = None) -> Tables:
    """Return several tables as one, with sums between them."""
    value: dict[str, int] = {}
    cost: dict[str, int] = {}
    sums: Sums = {}
    for table in tables:
        value.update(table.value)
        cost.update(table.cost)
        sums.update(table.sums)
    return Tables(value, {**sums, **(extra or {})}, cost)


def flow(dimensions: Sequence[Tree], leaf: Callable[[str, tuple[str, ...]], int], name: str) -> Tables:
    """Return opening, new, completed and closing over the same hierarchies; closing follows from the others.

    `leaf` gives opening, new and completed; completed is cut to what there is to complete.
    """
    known: dict[tuple[str, tuple[str, ...]], int] = {}

    def value(kind: str, at: tuple[str, ...]) -> int:
        if (kind, at) not in known:
            if kind == "closing":
                found = value("opening", at) + value("new", at) - value("completed", at)
            elif kind == "completed":
                found = min(leaf(kind, at), value("opening", at) + value("new", at))
            else:
                found = leaf(kind, at)
            known[kind, at] = found
        return known[kind, at]

    def one(kind: str) -> Tables:
        return cube(dimensions, lambda at: value(kind, at), f"{name}/{kind}")

    kinds = {kind: one(kind) for kind in FLOW}
    ends = [cell.removeprefix(f"{name}/opening/") for cell in kinds["opening"].value]
    balance = {f"{name}:flow:{end}": {f"{name}/{kind}/{end}": sign for kind, sign in FLOW.items()} for end in ends}
    return together(*kinds.values(), extra=balance)
