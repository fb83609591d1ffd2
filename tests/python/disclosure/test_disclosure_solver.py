"""The parts of disclosure control: bounds, exchanges, programs, and the last check of every proof."""

from __future__ import annotations

import pytest
from disclosure_tables import Tables

from finsam.disclosure.bounds import width
from finsam.disclosure.cover import Cover
from finsam.disclosure.exchange import Wanted, find_exchange
from finsam.disclosure.solver import furthest, is_exchange, least_support
from finsam.disclosure.system import System, read_system
from finsam.errors import FinsamError

RECTANGLE = Tables(
    {"a1": 3, "a2": 9, "b1": 8, "b2": 7, "a": 12, "b": 15, "1": 11, "2": 16},
    {
        "a": {"a1": 1, "a2": 1, "a": -1},
        "b": {"b1": 1, "b2": 1, "b": -1},
        "1": {"a1": 1, "b1": 1, "1": -1},
        "2": {"a2": 1, "b2": 1, "2": -1},
    },
)
INNER = ("a1", "a2", "b1", "b2")


def system_of(tables: Tables) -> System:
    return read_system(tables.cells(), tables.terms())


def places(system: System, names: tuple[str, ...]) -> list[int]:
    named = [cells[0] for cells in system.cells]
    return [named.index(name) for name in names]


def flags(system: System, names: tuple[str, ...]) -> bytearray:
    hidden = bytearray(len(system.value))
    for place in places(system, names):
        hidden[place] = 1
    return hidden


def test_bounds_of_a_rectangle_are_those_of_its_rows_and_columns() -> None:
    system = system_of(RECTANGLE)
    near = places(system, INNER)
    assert [width(system, flags(system, INNER), near, number) for number in near] == [11, 11, 11, 11]


def test_bounds_pin_what_one_sum_gives_away_and_leave_open_what_has_no_end() -> None:
    system = system_of(Tables({"a": 3, "b": 4, "c": 7}, {"c": {"a": 1, "b": 1, "c": -1}}))
    a, c = places(system, ("a", "c"))
    assert width(system, flags(system, ("a",)), [a], a) == 0
    assert width(system, flags(system, ("a", "c")), [a, c], a) is None


def test_an_exchange_goes_round_the_rectangle() -> None:
    system = system_of(RECTANGLE)
    (start,) = places(system, ("a1",))
    found = find_exchange(system, flags(system, INNER), {}, Wanted(start, 1, 5, True, False, 50))
    assert found
    assert {system.cells[number][0]: change for number, change in found.exchange.items()} == {
        "a1": 1,
        "a2": -1,
        "b1": -1,
        "b2": 1,
    }
    assert (found.forwards, found.backwards) == (8, 3)
    assert find_exchange(system, flags(system, INNER), {}, Wanted(start, 1, 12, True, False, 50)) is None
    assert find_exchange(system, flags(system, INNER[:3]), {}, Wanted(start, 1, 1, True, False, 50)) is None


def test_the_program_moves_a_number_as_far_as_it_goes() -> None:
    system = system_of(RECTANGLE)
    inner = places(system, INNER)
    up, down = (furthest(system, inner, {inner[0]: 50}, direction) for direction in (1, -1))
    assert up and up[inner[0]] == 8 and is_exchange(system, up)
    assert down and down[inner[0]] == -3 and is_exchange(system, down)


def test_the_program_passes_what_is_enough_where_a_number_moves_in_steps() -> None:
    system = system_of(Tables({"a": 6, "b": 2}, {"share": {"a": 1, "b": -3}}))
    moved = furthest(system, [0, 1], {0: 2}, 1)
    assert moved and moved[0] >= 3 and moved[0] == 3 * moved[1]


def test_a_program_that_ends_in_halves_is_solved_in_whole_numbers() -> None:
    # 2b = 3a and a + c = 5: linear a goes up by 3, but whole only by 2, because a has to stay even
    tables = Tables({"a": 2, "b": 3, "c": 3, "s": 5}, {"share": {"a": 3, "b": -2}, "s": {"a": 1, "c": 1, "s": -1}})
    system = system_of(tables)
    among = places(system, ("a", "b", "c"))
    assert furthest(system, among, {among[0]: 5}, 1) == dict(zip(among, (2, 3, -2), strict=True))
    assert furthest(system, among, {among[0]: 5}, 1, exactly=False) is None


def test_what_is_hidden_besides_is_parts_before_totals() -> None:
    system = system_of(RECTANGLE)
    (start,) = places(system, ("a1",))
    hidden = flags(system, ("a1",))
    chosen = least_support(system, hidden, range(len(system.value)), {1: 5}, start)
    assert [system.cells[number][0] for number in chosen] == ["a2", "b1", "b2"]


def test_a_hidden_number_without_a_proof_stops_everything() -> None:
    system = system_of(RECTANGLE)
    cover = Cover(system, 5, places(system, ("a1",)))
    with pytest.raises(FinsamError, match="protection of cell 'a1' cannot be proved"):
        cover.verify()
    cover.grow()
    cover.verify()
