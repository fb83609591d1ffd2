"""Random published tables: hierarchies of any depth, flows, numbers that come twice, ratios, and late corrections."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from disclosure_tables import Sums, Tables, Tree, cube, flow, together
from hypothesis import strategies as st

Key = tuple[str, ...]
SEXES: tuple[Tree, ...] = ({"all": ["woman", "man"]}, {"all": ["woman", "man", "unknown"]})
COUNTS = st.one_of(st.integers(0, 6), st.integers(0, 40), st.just(0))
MOST = 48


@dataclass(frozen=True)
class Publication:
    """What is published: the hierarchies, the counts at their ends, and what is printed beside.

    Attributes:
        dimensions: The hierarchies of the one table there is.
        with_flow: Opening, new, completed and closing of it.
        counts: The counts at the ends of the hierarchies, with the kind of count first.
        copies: Cells that are printed again in another relation, by their place.
        ratios: Cells of which an exact share is printed, by their places.
        costs: What it costs to hide some cells, by their place.
    """

    dimensions: Sequence[Tree]
    with_flow: bool
    counts: Mapping[Key, int]
    copies: Sequence[int]
    ratios: Sequence[tuple[int, int]]
    costs: Mapping[int, int]

    def tables(self) -> Tables:
        """Add everything up."""
        if self.with_flow:
            found = flow(self.dimensions, lambda kind, at: self.counts[kind, *at], "t")
        else:
            found = cube(self.dimensions, lambda at: self.counts["count", *at], "t")
        named = sorted(found.value)
        value = {**found.value}
        extra: Sums = {}
        for place in self.copies:
            cell = named[place % len(named)]
            value[f"again:{cell}"] = value[cell]
            extra[f"same:{cell}"] = {cell: 1, f"again:{cell}": -1}
        for top, bottom in self.ratios:
            part, whole = named[top % len(named)], named[bottom % len(named)]
            if part != whole and value[part] and value[whole]:
                extra[f"share:{part}:{whole}"] = {part: value[whole], whole: -value[part]}
        costs = {named[place % len(named)]: cost for place, cost in self.costs.items()}
        return together(Tables(value, found.sums, costs), extra=extra)


@st.composite
def trees(draw: st.DrawFn, name: str, most: int) -> Tree:
    """A hierarchy of one to three levels whose branches may end at different depths."""
    children = [f"{name}{n}" for n in range(draw(st.integers(1, most)))]
    tree: dict[str, Sequence[str]] = {f"{name}_all": children}
    if draw(st.booleans()):
        tree[children[0]] = [f"{children[0]}_{n}" for n in range(draw(st.integers(1, 3)))]
    if draw(st.booleans()) and len(children) > 2:
        tree[f"{name}_top"] = [f"{name}_all", f"{name}_rest"]
    return tree


@st.composite
def publications(draw: st.DrawFn) -> Publication:
    """One build of at most some hundred cells."""
    shapes = st.one_of(
        st.tuples(trees("p", 4), trees("m", 4), st.sampled_from(SEXES)),
        st.tuples(trees("p", 5), trees("m", 5)),
        st.tuples(trees("p", 6), st.sampled_from(SEXES)),
        st.tuples(trees("m", 8)),
    )
    dimensions = draw(shapes.filter(lambda found: _size(found) <= MOST))
    with_flow = _size(dimensions) <= MOST // 3 and draw(st.booleans())
    ends = itertools.product(*(sorted(_members(tree) - tree.keys()) for tree in dimensions))
    kinds = ("opening", "new", "completed") if with_flow else ("count",)
    keys = [(kind, *at) for at in ends for kind in kinds]
    counts = draw(st.lists(COUNTS, min_size=len(keys), max_size=len(keys)))
    places = st.integers(0, 10_000)
    return Publication(
        dimensions,
        with_flow,
        dict(zip(keys, counts, strict=True)),
        draw(st.lists(places, max_size=3)),
        draw(st.lists(st.tuples(places, places), max_size=1)),
        draw(st.dictionaries(places, st.integers(-3, 9), max_size=6)),
    )


@st.composite
def corrections(draw: st.DrawFn, before: Publication) -> Publication:
    """A later build: some counts are corrected, and perhaps more is printed than before."""
    changes = st.dictionaries(st.sampled_from(sorted(before.counts)), COUNTS, min_size=1, max_size=3)
    more = draw(st.lists(st.integers(0, 10_000), max_size=2))
    return replace(before, counts={**before.counts, **draw(changes)}, copies=[*before.copies, *more])


def _members(tree: Tree) -> set[str]:
    return tree.keys() | {child for children in tree.values() for child in children}


def _size(dimensions: Sequence[Tree]) -> int:
    size = 1
    for tree in dimensions:
        size *= len(_members(tree))
    return size
