"""The rules of disclosure control one by one, on tables small enough to check by hand."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Sequence

import pyarrow as pa
import pytest
from disclosure_tables import CELLS, SUMS, Tables, cube, flow, together

from finsam.disclosure import protect
from finsam.errors import InputError

SEX = {"all": ["woman", "man"]}


def row(name: str, parts: dict[str, int]) -> Tables:
    """A total and its parts."""
    value = {f"{name}/{part}": count for part, count in parts.items()}
    total = f"{name}/total"
    return Tables({**value, total: sum(parts.values())}, {name: {total: -1, **dict.fromkeys(value, 1)}})


def reasons(tables: Tables, limit: int = 5, fixed: Sequence[str] = (), hidden: Sequence[str] = ()) -> dict[str, str]:
    found = protect(tables.cells(fixed, hidden), tables.terms(), limit)
    return dict(zip(found["cell_id"].to_pylist(), found["reason"].to_pylist(), strict=True))


def test_a_count_below_the_limit_is_hidden_and_the_limit_and_zero_are_shown() -> None:
    assert reasons(Tables({"a": 4, "b": 5, "c": 0, "d": 1}, {})) == {"a": "primary", "d": "primary"}


def test_a_total_minus_its_parts_gives_nothing_away() -> None:
    assert reasons(row("r", {"a": 3, "b": 20, "c": 30})) == {"r/a": "primary", "r/b": "complementary"}


def test_two_small_counts_that_add_up_to_little_need_a_third() -> None:
    assert reasons(row("r", {"a": 1, "b": 2, "c": 30, "d": 40})) == {
        "r/a": "primary",
        "r/b": "primary",
        "r/c": "complementary",
    }


def test_two_small_counts_that_add_up_to_the_limit_protect_each_other() -> None:
    assert reasons(row("r", {"a": 1, "b": 4, "c": 30})) == {"r/a": "primary", "r/b": "primary"}


def test_a_zero_is_hidden_only_where_it_protects() -> None:
    assert reasons(row("r", {"a": 3, "b": 0})) == {"r/a": "primary", "r/total": "primary"}
    assert reasons(row("r", {"a": 3, "b": 0, "c": 0, "d": 7})) == {"r/a": "primary", "r/d": "complementary"}


def test_a_part_is_hidden_rather_than_a_total_and_the_cheaper_rather_than_the_dearer() -> None:
    tables = row("r", {"a": 3, "b": 20, "c": 30})
    assert reasons(Tables(tables.value, tables.sums, {"r/b": 9, "r/c": 1, "r/total": 0})) == {
        "r/a": "primary",
        "r/c": "complementary",
    }


def test_a_total_is_hidden_where_parts_are_not_enough() -> None:
    assert reasons(row("r", {"a": 3, "b": 0, "c": 0})) == {"r/a": "primary", "r/total": "primary"}
    assert reasons(row("r", {"a": 3, "b": 1})) == {"r/a": "primary", "r/b": "primary", "r/total": "primary"}


def test_women_and_men_of_municipalities_are_hidden_in_a_rectangle() -> None:
    counts = {("m1", "woman"): 2, ("m1", "man"): 30, ("m2", "woman"): 20, ("m2", "man"): 25}
    tables = cube([{"all": ["m1", "m2"]}, SEX], lambda at: counts[at[0], at[1]], "t")
    assert sorted(reasons(tables)) == ["t/m1/man", "t/m1/woman", "t/m2/man", "t/m2/woman"]


def test_the_same_number_in_two_relations_is_hidden_in_both() -> None:
    first, second = row("r", {"a": 3, "b": 20, "c": 30}), row("q", {"a": 3, "x": 17, "y": 50})
    tables = together(first, second, extra={"same": {"r/a": 1, "q/a": -1}, "same_b": {"r/b": -2, "q/x": 0}})
    with pytest.raises(InputError, match="same_b"):
        reasons(tables)
    tables = together(first, second, extra={"same": {"r/a": 1, "q/a": -1}})
    assert sorted(reasons(tables)) == ["q/a", "q/x", "r/a", "r/b"]


def test_a_total_of_one_part_is_hidden_with_it_and_so_up_through_all_levels() -> None:
    tables = cube([{"county": ["assoc"], "assoc": ["town"]}], lambda _: 4, "t")
    assert reasons(tables) == dict.fromkeys(["t/assoc", "t/county", "t/town"], "primary")


def test_what_the_flow_says_of_a_hidden_part_is_hidden_too() -> None:
    value = {"opening": 12, "new": 3, "completed": 8, "closing": 7}
    tables = Tables(value, {"flow": {"opening": 1, "new": 1, "completed": -1, "closing": -1}})
    assert reasons(tables) == {"new": "primary", "closing": "complementary"}


def test_a_cell_that_is_public_already_protects_nobody() -> None:
    tables = row("r", {"a": 3, "b": 20, "c": 30})
    assert reasons(tables, fixed=("r/b",)) == {"r/a": "primary", "r/c": "complementary"}


def test_what_is_pinned_by_public_cells_is_named_as_unprotectable() -> None:
    tables = row("r", {"a": 3, "b": 20, "c": 30})
    assert reasons(tables, fixed=("r/b", "r/c", "r/total")) == {"r/a": "unprotectable"}
    assert reasons(tables, fixed=("r/a",)) == {"r/a": "unprotectable"}


def test_what_can_only_be_narrowed_down_gets_as_much_room_as_there_is() -> None:
    tables = row("r", {"a": 1, "b": 2, "c": 30})
    assert reasons(tables, fixed=("r/c", "r/total")) == {"r/a": "unprotectable", "r/b": "unprotectable"}


def test_what_an_earlier_build_hid_stays_hidden_and_is_protected_too() -> None:
    tables = row("r", {"a": 30, "b": 20, "c": 40})
    assert reasons(tables, hidden=("r/a",)) == {"r/a": "earlier", "r/b": "complementary"}


def test_a_cell_that_is_needed_today_keeps_its_reason_when_it_was_hidden_before() -> None:
    tables = row("r", {"a": 3, "b": 20, "c": 30})
    assert reasons(tables, hidden=("r/a", "r/b")) == {"r/a": "primary", "r/b": "complementary"}
    assert reasons(tables, hidden=("r/c",)) == {"r/a": "primary", "r/c": "earlier"}


def test_another_limit_is_another_result_and_one_hides_nothing() -> None:
    tables = row("r", {"a": 2, "b": 4, "c": 30})
    assert reasons(tables, limit=3) == {"r/a": "primary", "r/b": "complementary"}
    assert reasons(tables, limit=1) == {}


def test_nothing_in_gives_nothing_out() -> None:
    found = protect(CELLS.empty_table(), SUMS.empty_table(), 5)
    assert found.num_rows == 0
    assert found.column_names == ["cell_id", "reason"]


def test_the_order_of_the_rows_and_of_the_columns_does_not_matter() -> None:
    dice = random.Random(7)  # noqa: S311
    towns = {"all": [f"m{n}" for n in range(6)]}
    counts = cube([towns, SEX, {"all": ["a", "b", "c"]}], lambda _: dice.randrange(0, 30), "t")
    flows = flow([{"all": ["m0", "m1", "m2"]}, SEX], lambda *_: dice.randrange(0, 9), "f")
    tables = together(counts, flows)
    cells, terms = tables.cells(), tables.terms()
    expected = protect(cells, terms, 5)
    assert expected.num_rows
    for _ in range(3):
        mixed = cells.take(pa.array(dice.sample(range(cells.num_rows), cells.num_rows)))
        other = terms.take(pa.array(dice.sample(range(terms.num_rows), terms.num_rows)))
        assert protect(mixed.select(sorted(mixed.column_names)), other, 5).equals(expected)


@pytest.mark.parametrize(
    ("cells", "terms", "words"),
    [
        ([{"cell_id": "a", "value": 3}], [("s", "a", 1)], "'s' does not hold"),
        ([{"cell_id": "a", "value": 3}], [("s", "b", 1)], "'s' names the cell 'b'"),
        ([{"cell_id": "a", "value": -1}], [], "'a' is not a count"),
        ([{"cell_id": "a", "value": 3}, {"cell_id": "a", "value": 3}], [], "'a' is there several times"),
        ([{"cell_id": "a", "value": None}], [], "column value of the table cells has empty values"),
        ([{"cell_id": None, "value": 1}], [], "column cell_id of the table cells has empty values"),
    ],
)
def test_input_that_cannot_be_used_is_named(
    cells: list[dict[str, object]], terms: list[tuple[str, str, int]], words: str
) -> None:
    rows = [{"cost": 0, "component": None, "is_fixed": None, "was_hidden": None, **cell} for cell in cells]
    named = [dict(zip(SUMS.names, term, strict=True)) for term in terms]
    with pytest.raises(InputError, match=words):
        protect(pa.Table.from_pylist(rows, schema=CELLS), pa.Table.from_pylist(named, schema=SUMS), 5)


def test_a_missing_column_a_wrong_type_and_a_limit_of_nothing_are_named() -> None:
    cells = Tables({"a": 3}, {}).cells()
    with pytest.raises(InputError, match="column cost is missing in the table cells"):
        protect(cells.drop_columns("cost"), SUMS.empty_table(), 5)
    words = cells.set_column(1, "value", pa.array(["three"]))
    with pytest.raises(InputError, match="column value of the table cells is not of type int64"):
        protect(words, SUMS.empty_table(), 5)
    with pytest.raises(InputError, match="limit for small numbers is 0"):
        protect(cells, SUMS.empty_table(), 0)


def test_no_solver_is_loaded_for_small_tables() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from test_disclosure_rules import reasons, row;"
        "assert len(reasons(row('r', {'a': 3, 'b': 20, 'c': 30}))) == 2; assert 'scipy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, __file__.rpartition("/")[0]], check=True)
