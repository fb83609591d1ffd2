"""No hidden cell can be recovered, exactly or within the limit, from one build or from several.

The attacker (disclosure_attack) solves the whole system of everything published and shares no code with `protect`.
"""

from __future__ import annotations

from collections.abc import Collection

import pyarrow as pa
from disclosure_attack import attack
from disclosure_examples import Publication, corrections, publications
from disclosure_tables import Tables
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finsam.disclosure import join_builds, protect, this_build

LIMIT = 5
many = settings(derandomize=True, deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
some = settings(derandomize=True, deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))


def reasons(found: pa.Table) -> dict[str, str]:
    return dict(zip(found["cell_id"].to_pylist(), found["reason"].to_pylist(), strict=True))


def unprotected(found: dict[str, str]) -> set[str]:
    return {cell for cell, reason in found.items() if reason == "unprotectable"}


def assert_as_much_room_as_there_is(tables: Tables, hidden: dict[str, str], fixed: Collection[str], limit: int) -> None:
    """What the attack narrows down is named, and hiding all that is not public would give no more room."""
    narrowed = attack([tables.value], [tables.sums], [set(hidden) - set(fixed)], limit)
    assert {cell for cell, _ in narrowed} <= unprotected(hidden)
    everything = attack([tables.value], [tables.sums], [tables.value.keys() - set(fixed)], limit)
    assert narrowed.keys() <= everything.keys()
    assert {ends for _, ends in narrowed.items()} == {everything[unknown] for unknown in narrowed}
    assert unprotected(hidden) - {cell for cell, _ in narrowed} <= set(fixed)


@many
@given(publications(), st.integers(2, 10))
def test_one_build_gives_no_hidden_cell_away(publication: Publication, limit: int) -> None:
    tables = publication.tables()
    hidden = reasons(protect(tables.cells(), tables.terms(), limit))
    assert {cell for cell, value in tables.value.items() if 1 <= value < limit} <= hidden.keys()
    assert not unprotected(hidden)
    assert attack([tables.value], [tables.sums], [hidden.keys()], limit) == {}


@some
@given(publications(), st.data())
def test_cells_that_are_public_or_hidden_already_are_counted_in(publication: Publication, data: st.DataObject) -> None:
    tables = publication.tables()
    names = st.lists(st.sampled_from(sorted(tables.value)), max_size=8, unique=True)
    fixed, earlier = data.draw(names), data.draw(names)
    hidden = reasons(protect(tables.cells(fixed, earlier), tables.terms(), LIMIT))
    assert set(earlier) <= hidden.keys()
    assert_as_much_room_as_there_is(tables, hidden, fixed, LIMIT)


@some
@given(publications(), st.data())
def test_the_same_cells_are_hidden_again_when_they_were_hidden(publication: Publication, data: st.DataObject) -> None:
    tables = publication.tables()
    earlier = data.draw(st.lists(st.sampled_from(sorted(tables.value)), max_size=4, unique=True))
    first = reasons(protect(tables.cells(), tables.terms(), LIMIT))
    assert reasons(protect(tables.cells(hidden=list(first)), tables.terms(), LIMIT)) == first
    started = reasons(protect(tables.cells(hidden=earlier), tables.terms(), LIMIT))
    again = reasons(protect(tables.cells(hidden=list(started)), tables.terms(), LIMIT))
    assert again.keys() == started.keys()
    assert reasons(protect(tables.cells(hidden=list(again)), tables.terms(), LIMIT)) == again


@some
@given(publications(), st.data())
def test_builds_after_one_another_give_no_hidden_cell_away_together(
    publication: Publication, data: st.DataObject
) -> None:
    builds, shown = [publication.tables()], []
    cells, terms = builds[0].cells(), builds[0].terms()
    found = protect(cells, terms, LIMIT)
    shown.append(set(this_build(found)["cell_id"].to_pylist()))
    for _ in range(data.draw(st.integers(1, 3))):
        publication = data.draw(corrections(publication))
        builds.append(publication.tables())
        cells, terms = join_builds(builds[-1].cells(), builds[-1].terms(), cells, terms, found)
        found = protect(cells, terms, LIMIT)
        shown.append(set(this_build(found)["cell_id"].to_pylist()))
    narrowed = attack([build.value for build in builds], [build.sums for build in builds], shown, LIMIT)
    named = {cell.partition("\x1f")[0] for cell in unprotected(reasons(found))}
    assert {cell for cell, _ in narrowed} <= named
    # a share that is printed anew is an equation that nothing can hide; without shares nothing is ever given away
    assert publication.ratios or not narrowed


def test_the_two_columns_alone_do_not_protect_two_builds_together() -> None:
    """The gap that join_builds closes: one build bounds b from above, the other from below, each wide enough alone."""
    first = Tables({"b": 3, "c": 2, "s": 5}, {"s": {"b": 1, "c": 1, "s": -1}})
    second = Tables(
        {"b": 3, "c": 7, "s": 10, "d": 6, "e": 1, "de": 7, "bd": 9},
        {**first.sums, "de": {"d": 1, "e": 1, "de": -1}, "bd": {"b": 1, "d": 1, "bd": -1}},
    )
    values, sums = [first.value, second.value], [first.sums, second.sums]
    before = protect(first.cells(), first.terms(), LIMIT)
    shown = sorted(first.value.keys() - reasons(before).keys())
    same = [cell for cell in shown if second.value[cell] == first.value[cell]]

    alone = reasons(protect(second.cells(same, list(reasons(before))), second.terms(), LIMIT))
    assert attack(values[1:], sums[1:], [alone.keys()], LIMIT) == {}
    assert attack(values, sums, [reasons(before).keys(), alone.keys()], LIMIT)["b", 0] == (2, 5)

    joined = join_builds(second.cells(), second.terms(), first.cells(), first.terms(), before)
    together = reasons(this_build(protect(*joined, LIMIT)))
    assert attack(values, sums, [reasons(before).keys(), together.keys()], LIMIT) == {}
