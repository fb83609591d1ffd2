"""The invented county: the same for the same seed, of every source, read whole, and right by its own arithmetic."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from finsam.checks import check
from finsam.contract import load_contract
from finsam.proving.world import Ledger, Table, World, build_world, write_world
from finsam.quarantine import list_quarantine
from finsam.read import read
from finsam.receive import receive
from finsam.settings import PACKAGE, Settings

SEED = 3
TEST_NUMBER = re.compile(r"(19|20)[0-9]{6}23[89][0-9]")


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(SEED)


def test_a_world_is_a_function_of_its_seed(world: World) -> None:
    again = build_world(SEED)
    assert [(one.path, one.render()) for one in again.deliveries] == [
        (one.path, one.render()) for one in world.deliveries
    ]
    assert [one.content for one in build_world(SEED + 1).deliveries] != [one.content for one in world.deliveries]


def test_every_source_of_the_contract_is_delivered(world: World) -> None:
    assert {one.source for one in world.deliveries} == set(load_contract().sources)


def test_a_written_world_is_its_deliveries(world: World, tmp_path: Path) -> None:
    assert write_world(tmp_path, SEED) == world
    written = {place.relative_to(tmp_path).as_posix() for place in tmp_path.rglob("*") if place.is_file()}
    assert written == {str(one.path) for one in world.deliveries} | {"README.md"}


def test_persons_have_numbers_that_the_tax_agency_keeps_for_tests(world: World) -> None:
    numbers = [row["person_id"] for one in tables(world, "sus") for row in one.rows]
    assert numbers
    assert all(TEST_NUMBER.fullmatch(str(number)) for number in numbers)


def test_ledgers_add_up_and_open_as_the_last_one_closed(world: World) -> None:
    ledgers = [(one.association, one.content) for one in world.deliveries if isinstance(one.content, Ledger)]
    closed: dict[tuple[str, int], Decimal] = {}
    for association, ledger in ledgers:
        moved: defaultdict[str, Decimal] = defaultdict(Decimal)
        for voucher in ledger.vouchers:
            assert sum(line.amount for line in voucher.lines) == 0
            for line in voucher.lines:
                moved[line.account] += line.amount
        assert {account: amount + moved[account] for account, amount in ledger.opening.items()} == ledger.closing
        assert ledger.result == {account: moved[account] for account in ledger.result}
        assert sum(ledger.opening.values()) == 0
        equity = ledger.closing["2010"] + sum(ledger.result.values())
        before = closed.get((association, ledger.fiscal_year - 1), ledger.opening["2010"])
        assert ledger.opening["2010"] == before
        closed[association, ledger.fiscal_year] = equity
    assert len(closed) == len(ledgers)


def test_every_file_is_read_whole_and_meets_every_expectation(world: World, tmp_path: Path) -> None:
    """One year of money and people of each association, and the nation."""
    key = tmp_path / "key"
    key.write_bytes(b"only for tests: no real person is behind any of these numbers")
    settings = Settings(PACKAGE.parent, tmp_path / "exports", tmp_path / "var", world.as_of, key)
    for one in world.deliveries:
        if not any(year in one.name for year in ("2019.", "2020.", "2021.", "2022.")):
            one.write(settings.exports)
    outcome = read(settings, receive(settings))
    assert {row["status"] for row in outcome.deliveries} == {"loaded"}
    assert list_quarantine(settings) == []
    assert [row for row in check(settings).rows if not row["success"]] == []


def tables(world: World, source: str) -> list[Table]:
    return [one.content for one in world.deliveries if one.source == source and isinstance(one.content, Table)]
