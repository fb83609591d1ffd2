"""Earlier builds stay in the system: shown numbers are fixed, hidden ones stay hidden, changed ones are new numbers."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
from disclosure_tables import CELLS, SUMS, Tables

from finsam.disclosure import join_builds, protect, this_build

SUM = {"s": {"a": 1, "b": 1, "c": 1, "t": -1}}
FIRST = Tables({"a": 3, "b": 10, "c": 20, "t": 33}, SUM)


def marks(cells: pa.Table) -> Mapping[str, tuple[bool, bool]]:
    """Per cell whether it is fixed and whether it was hidden."""
    return {row["cell_id"]: (bool(row["is_fixed"]), bool(row["was_hidden"])) for row in cells.to_pylist()}


def hidden(found: pa.Table) -> list[str]:
    return found["cell_id"].to_pylist()


def test_the_same_build_again_adds_nothing_and_hides_the_same() -> None:
    found = protect(FIRST.cells(), FIRST.terms(), 5)
    cells, sums = join_builds(FIRST.cells(), FIRST.terms(), FIRST.cells(), FIRST.terms(), found)
    assert marks(cells) == {"a": (False, True), "b": (False, True), "c": (True, False), "t": (True, False)}
    assert sums.sort_by("cell_id").equals(FIRST.terms().sort_by("cell_id"))
    assert protect(cells, sums, 5).equals(found)


def test_a_build_without_an_earlier_one_is_as_it_is() -> None:
    nothing = protect(CELLS.empty_table(), SUMS.empty_table(), 5)
    cells, sums = join_builds(FIRST.cells(), FIRST.terms(), CELLS.empty_table(), SUMS.empty_table(), nothing)
    assert set(marks(cells).values()) == {(False, False)}
    assert protect(cells, sums, 5).equals(protect(FIRST.cells(), FIRST.terms(), 5))


def test_a_corrected_count_is_a_number_of_its_own_and_the_old_sum_still_holds() -> None:
    found = protect(FIRST.cells(), FIRST.terms(), 5)
    second = Tables({"a": 7, "b": 10, "c": 20, "t": 37}, SUM)
    cells, sums = join_builds(second.cells(), second.terms(), FIRST.cells(), FIRST.terms(), found)
    assert marks(cells) == {
        "a": (False, True),
        "b": (False, True),
        "c": (True, False),
        "t": (False, False),
        "a\x1f1": (False, True),
        "t\x1f1": (True, False),
    }
    assert {(row["sum_id"], row["cell_id"]) for row in sums.to_pylist()} == {
        *(("s", cell) for cell in "abct"),
        *(("s\x1f1", cell) for cell in ("a\x1f1", "b", "c", "t\x1f1")),
    }
    # a was small and is not any more; shown, it would give away what it was: a - (37 - 33)
    again = protect(cells, sums, 5)
    assert hidden(this_build(again)) == ["a", "b"]


def test_a_value_that_comes_back_is_another_number_because_nobody_sees_that_it_did() -> None:
    found = protect(FIRST.cells(), FIRST.terms(), 5)
    second = Tables({"a": 3, "b": 11, "c": 21, "t": 35}, SUM)
    cells, sums = join_builds(second.cells(), second.terms(), FIRST.cells(), FIRST.terms(), found)
    found = protect(cells, sums, 5)
    assert hidden(this_build(found)) == ["a", "b"]
    cells, sums = join_builds(FIRST.cells(), FIRST.terms(), cells, sums, found)
    assert sorted(marks(cells)) == ["a", *(f"{cell}{mark}" for cell in "bct" for mark in ("", "\x1f1", "\x1f2"))]
    assert marks(cells)["c"] == marks(cells)["t"] == (False, False)
    assert {row["sum_id"] for row in sums.to_pylist()} == {"s", "s\x1f1", "s\x1f2"}
    assert hidden(this_build(protect(cells, sums, 5))) == ["a", "b"]


def test_a_cell_and_a_sum_that_are_gone_are_remembered_until_they_come_back() -> None:
    found = protect(FIRST.cells(), FIRST.terms(), 5)
    second = Tables({"b": 10, "c": 20}, {})
    cells, sums = join_builds(second.cells(), second.terms(), FIRST.cells(), FIRST.terms(), found)
    assert marks(cells)["a\x1f"] == (False, True)
    assert marks(cells)["t\x1f"] == (True, False)
    found = protect(cells, sums, 5)
    assert hidden(this_build(found)) == ["b"]
    third = Tables({**FIRST.value, "t": 34, "c": 21}, SUM)
    cells, _ = join_builds(third.cells(), third.terms(), cells, sums, found)
    assert marks(cells) == {
        "a": (False, True),
        "b": (False, True),
        "c": (False, False),
        "t": (False, False),
        "c\x1f1": (True, False),
        "t\x1f1": (True, False),
    }
