"""json-stat2 against an independent reading: nested loops that count, instead of one product of all categories."""

from __future__ import annotations

import json
import random
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from finsam.readers.statistics import read_statistic

REGIONS = ["0180", "18", "1814", "1880", "00"]
SEXES = {"1": "man", "2": "woman", "1+2": "all"}
AGES = ["16-64", "0-15", "65+"]
YEARS = ["2000", "2009", "2019M10"]
Cell = tuple[str, str, str, str, str]

sizes = st.tuples(*(st.integers(1, len(part)) for part in (REGIONS, SEXES, AGES, ["a", "b"], YEARS)))


def described(codes: list[str], as_list: bool, shuffle: random.Random) -> dict[str, Any]:
    """Return a dimension whose index says the order, in whatever order it lists the codes itself."""
    shuffled = list(enumerate(codes))
    shuffle.shuffle(shuffled)
    index: Any = list(codes) if as_list else {code: place for place, code in shuffled}
    return {"category": {"index": index, "label": {code: f"text {code}" for code in codes}}}


def dataset(order: list[str], codes: dict[str, list[str]], as_list: bool, shuffle: random.Random) -> dict[str, Any]:
    return {
        "version": "2.0",
        "class": "dataset",
        "role": {"time": ["Tid"], "metric": ["ContentsCode"], "geo": ["Region"]},
        "id": order,
        "size": [len(codes[name]) for name in order],
        "dimension": {name: described(codes[name], as_list, shuffle) for name in order},
    }


def by_counting(order: list[str], codes: dict[str, list[str]], place: int) -> dict[str, str]:
    """Return the category of each dimension at a place: divide by what runs faster, from the last dimension on."""
    cell = {}
    for name in reversed(order):
        place, rest = divmod(place, len(codes[name]))
        cell[name] = codes[name][rest]
    return cell


@settings(max_examples=150, deadline=None)
@given(
    size=sizes,
    order=st.permutations(["Region", "Kon", "Alder", "ContentsCode", "Tid"]),
    as_list=st.booleans(),
    sparse=st.booleans(),
    seed=st.integers(0, 10_000),
)
def test_values_are_read_in_row_major_order(
    size: tuple[int, ...], order: list[str], as_list: bool, sparse: bool, seed: int
) -> None:
    shuffle = random.Random(seed)  # noqa: S311
    parts = [REGIONS, list(SEXES), AGES, ["BE0101N1", "BE0101N2"], YEARS]
    names = ["Region", "Kon", "Alder", "ContentsCode", "Tid"]
    codes = {name: part[:length] for name, part, length in zip(names, parts, size, strict=True)}
    total = size[0] * size[1] * size[2] * size[3] * size[4]
    numbers = [None if shuffle.random() < 0.2 else shuffle.randrange(1_000_000) for _ in range(total)]
    content = dataset(order, codes, as_list, shuffle)
    content["value"] = {str(i): n for i, n in enumerate(numbers) if n is not None} if sparse else numbers
    content["status"] = {str(i): ".." for i, n in enumerate(numbers) if n is None}

    result = read_statistic(json.dumps(content).encode(), "e" * 64, "scb")

    assert (result.status, result.rows_in, result.rows_read) == ("loaded", total, total)
    found = {row["line_no"]: row for row in result.tables["open_statistic"].to_pylist()}
    for place, number in enumerate(numbers):
        row, cell = found[place + 1], by_counting(order, codes, place)
        assert (row["region_code"], row["measure_code"]) == (cell["Region"], cell["ContentsCode"])
        assert row["region_text"] == f"text {cell['Region']}"
        assert (row["sex"], row["breakdown"]) == (SEXES[cell["Kon"]], f"age={cell['Alder']}")
        assert row["period"] == cell["Tid"].replace("M", "-")
        assert row["value"] == (None if number is None else Decimal(number))
        assert (row["is_missing"], row["status"]) == ((True, "..") if number is None else (False, ""))


@settings(max_examples=100, deadline=None)
@given(size=sizes, change=st.sampled_from([-1, 1, 7]))
def test_any_other_number_of_values_is_refused(size: tuple[int, ...], change: int) -> None:
    names = ["Region", "Kon", "Alder", "ContentsCode", "Tid"]
    parts = [REGIONS, list(SEXES), AGES, ["BE0101N1", "BE0101N2"], YEARS]
    codes = {name: part[:length] for name, part, length in zip(names, parts, size, strict=True)}
    content = dataset(names, codes, False, random.Random(1))  # noqa: S311
    total = size[0] * size[1] * size[2] * size[3] * size[4]
    content["value"] = [1] * (total + change)

    result = read_statistic(json.dumps(content).encode(), "e" * 64, "scb")

    assert (result.status, result.reason_code) == ("refused", "size_mismatch")
