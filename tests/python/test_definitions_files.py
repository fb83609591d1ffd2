"""How the files of seeds/ are written: each way to spoil one is told with file, line and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from finsam.definitions.files import Table, check_files, check_folder, demand_files, read_tables
from finsam.errors import BlockedError

PROJECT = Path(__file__).resolve().parents[2]
SEEDS = PROJECT / "seeds"
KEYS = "definitions/allocation_key.csv"
HEADER = (
    b"allocation_key,definition_set,association_code,cost_category,programme_code,share,takes_remainder,valid_from,"
    b"valid_to,decision_id,source,reason\n"
)
FIRST = b"manager,shared,*,administration,,1.0000,true,2004-01-01,2018-12-31,B-001,002 ch. 7,Allt till administration\n"
SECOND = (
    b"manager,shared,*,administration,,1.0000,true,2019-01-01,9999-12-31,B-001,002 ch. 7,Allt till administration\n"
)
GOOD = HEADER + FIRST + SECOND


@cache
def tables() -> dict[str, Table]:
    return read_tables(SEEDS)


def said(data: bytes | None, table: str = "allocation_key") -> list[tuple[tuple[int, ...], str, str, str]]:
    """Lines, column and the whole sentences of what is wrong with one file."""
    only = {table: tables()[table]}
    problems = check_files(only, {table: (f"seeds/{only[table].file}", data)}).problems
    return [(problem.lines, problem.column, problem.sentence_sv, problem.sentence_en) for problem in problems]


def second(old: bytes, new: bytes) -> bytes:
    assert old in SECOND
    return HEADER + FIRST + SECOND.replace(old, new, 1)


def test_the_projects_own_files_are_right() -> None:
    checked = check_folder(SEEDS)
    assert [problem.sentence_en for problem in checked.problems] == []
    assert checked.rows.keys() == checked.tables.keys()
    assert len(checked.rows["cost_rule"]) > 40


def test_a_good_file_has_its_rows_with_their_lines() -> None:
    assert said(GOOD) == []
    assert said(b"\xef\xbb\xbf" + GOOD) == []
    checked = check_files({"allocation_key": tables()["allocation_key"]}, {"allocation_key": ("x.csv", GOOD)})
    assert [row.line for row in checked.rows["allocation_key"]] == [2, 3]
    key = "manager / shared / * / administration"
    assert checked.lines_of("allocation_key", {"row_key": key}) == (2, 3)
    assert checked.lines_of("allocation_key", {"row_key": key, "valid_from": "2019-01-01", "share": 0}) == (3,)
    assert checked.lines_of("allocation_key", {"definition_set": "shared", "day": "2019-01-01"}) == (2, 3)
    assert checked.lines_of("allocation_key", {"day": "2019-01-01"}) == ()
    assert checked.lines_of("cost_rule", {"row_key": "AB-001"}) == ()


@pytest.mark.parametrize(
    ("spoiled", "line", "column", "words"),
    [
        # a cell of the wrong type, and what was probably meant
        (second(b"2019-01-01", b"1/31/2019"), 3, "valid_from", "'1/31/2019' is not a date .* Write 2019-01-31"),
        (second(b"2019-01-01", b"31.12.2019"), 3, "valid_from", "Write 2019-12-31"),
        (second(b"2019-01-01", b"20190131"), 3, "valid_from", "Write 2019-01-31"),
        (second(b"2019-01-01", b"43466"), 3, "valid_from", "Write 2019-01-01"),
        (second(b"2019-01-01", b"01/02/2019"), 3, "valid_from", "Write for example 2019-12-31"),
        (second(b"2019-01-01", b"2019-13-01"), 3, "valid_from", "no day '2019-13-01'"),
        (second(b"2019-01-01", b"2019-02-29"), 3, "valid_from", "no day '2019-02-29'"),
        (second(b"1.0000", b'"0,3"'), 3, "share", r"'0,3' is not a number with a decimal point.* Write 0\.3"),
        (second(b"1.0000", b"30 %"), 3, "share", r"'30 %' .* Write 0\.3\."),
        (second(b"1.0000", b"all"), 3, "share", r"'all' .* Write for example 0\.3"),
        (second(b"1.0000", b"0.333333333333"), 3, "share", "more than [0-9]+ decimals"),
        (second(b"1.0000", b"#REF!"), 3, "share", "formula"),
        (second(b"Allt till", b"Allt#####"), 3, "", ""),
        (second(b"true", b"SANT"), 3, "takes_remainder", "'SANT' is neither true nor false. Write true"),
        (second(b"true", b"nej"), 3, "takes_remainder", "Write false"),
        (second(b"true", b"1"), 3, "takes_remainder", "Write true"),
        # a cell that would be loaded as something else
        (second(b"administration", b"administration "), 3, "cost_category", "blank. Write administration"),
        (second(b"administration", b"NULL"), 3, "cost_category", "'NULL' is read as an empty value"),
        (second(b"administration", b"########"), 3, "cost_category", "formula"),
        (second(b"administration", "Ã¶vrigt".encode()), 3, "cost_category", "broken characters"),
        (second(b"administration", b'"adm\nin"'), 3, "cost_category", "several lines"),
        # a row
        (second(b"002 ch. 7", b"002, ch. 7"), 3, "", "13 cells, the table 12.* quotes"),
        (second(b",Allt till administration", b""), 3, "", "11 cells, the table 12.* comma"),
        (GOOD + b",,,,,,,,,,,\n", 4, "", "the row is empty. Remove"),
        (HEADER + FIRST + b"\n" + SECOND, 3, "", "the row is empty"),
        (GOOD + SECOND, 4, "", "same as line 3"),
        (second(b"2019-01-01", b"2004-01-01"), 3, "", "already on line 2"),
        (second(b"2019-01-01", b""), 3, "valid_from", "valid_from is empty but needed"),
        (second(b"manager", b'"manager'), 3, "", "quote .* not closed"),
        # the first line
        (GOOD.replace(b",share,", b",andel,"), 1, "andel", "'andel' is not of this table"),
        (GOOD.replace(b",share,", b",shares,"), 1, "shares", "share is probably meant"),
        (GOOD.replace(b",share,", b","), 1, "share", "'share' is missing.*allocation_key,definition_set,"),
        (GOOD.replace(b",share,", b",share,share,"), 1, "share", "is there 2 times"),
        (GOOD.replace(b"valid_from,valid_to", b"valid_to,valid_from"), 1, "", "another order"),
        (GOOD.replace(b",", b";"), 1, "", "separated by semicolons.*with a comma"),
        (GOOD.replace(b",", b"\t"), 1, "", "separated by tabs"),
        # the file as a whole
        (GOOD.replace(b"Allt", "Å allt".encode("cp1252")), 2, "", "not UTF-8 .the word 'Å'.*Save as CSV UTF-8"),
        (GOOD.decode().encode("utf-16"), None, "", "UTF-16"),
        (GOOD.replace(b"manager", b"man\0ger"), 2, "", "NUL"),
        (HEADER, None, "", "no rows"),
        (b"", None, "", "the file is empty"),
        (None, None, "", "the file is missing"),
    ],
)
def test_a_spoiled_file_is_told_with_line_and_remedy(
    spoiled: bytes | None, line: int | None, column: str, words: str
) -> None:
    found = said(spoiled)
    if not words:  # a text may hold anything that is not a formula as a whole
        assert found == []
        return
    lines, where, sv, en = found[0]
    assert lines == (() if line is None else (line,))
    assert where == column
    assert re.search(words, en), en
    assert sv.startswith(f"seeds/{KEYS}")
    assert en.startswith(f"seeds/{KEYS}")
    assert (f", rad {line}" in sv) == (f", line {line}" in en) == (line is not None)


def test_whole_numbers_are_whole() -> None:
    header = ",".join(tables()["cost_rule"].types)
    row = "AB-1,shared,*,{},*,,,,,,,administration,,2004-01-01,9999-12-31,B-001,källa,skäl"
    assert said(f"{header}\n{row.format('10')}\n".encode(), "cost_rule") == []
    for text, meant in (("10.0", "Write 10."), ("tio", "for example 10"), ("1 000", "Write 1000.")):
        ((_, column, _, en),) = said(f"{header}\n{row.format(text)}\n".encode(), "cost_rule")
        assert column == "priority"
        assert meant in en


def test_only_what_may_be_empty_is_empty() -> None:
    header = ",".join(tables()["closed_period"].types) + "\n"
    assert said(header.encode(), "closed_period") == []


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A small seeds folder of one table."""
    folder = tmp_path / "seeds" / "definitions"
    folder.mkdir(parents=True)
    (folder / "allocation_key.csv").write_bytes(GOOD)
    (folder / "allocation_key.yml").write_bytes((SEEDS / "definitions" / "allocation_key.yml").read_bytes())
    return folder.parent


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            lambda folder: (folder / "new_rule.csv").write_text("a\n1\n"),
            "seeds/definitions/new_rule.csv: .*new_rule.yml",
        ),
        (lambda folder: (folder / "keys.xlsx").write_bytes(b"PK"), "seeds/definitions/keys.xlsx: .*not read"),
        (lambda folder: (folder / "allocation_key.csv").rename(folder / "allocation_key (1).csv"), "missing"),
    ],
)
def test_a_file_in_the_wrong_place_is_told(seeds: Path, change: Callable[[Path], object], words: str) -> None:
    assert check_folder(seeds).problems == ()
    change(seeds / "definitions")
    assert any(re.search(words, problem.sentence_en) for problem in check_folder(seeds).problems)


def test_a_night_is_stopped_by_a_spoiled_file_in_words(seeds: Path) -> None:
    demand_files(seeds)
    (seeds / "definitions" / "allocation_key.csv").write_bytes(second(b"1.0000", b'"0,3"'))
    with pytest.raises(BlockedError) as stopped:
        demand_files(seeds)
    assert stopped.value.exit_code == 3
    assert "seeds/definitions/allocation_key.csv, rad 3, kolumn share: '0,3'" in stopped.value.message_sv
    assert "inget publicerades" in stopped.value.message_sv
