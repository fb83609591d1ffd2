"""A night of an invented county without faults, but for those planted here, says these and nothing else."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from nights import PROJECT, Night

from finsam.proving.night import Base, fast_night
from finsam.proving.world import Delivery, Ledger, Table, World, build_world
from finsam.settings import Settings

SEED = 3
PLANTED = {
    ("budget_group_sum", "sofint", 2021),
    ("delivery_diagnostic", "sydnarke", None),
    ("opening_movement_closing", "sydnarke", 2022),
}
_Content = TypeVar("_Content", Table, Ledger)


def test_a_night_says_what_is_planted_in_a_clean_world_and_nothing_else(night: Night, tmp_path: Path) -> None:
    world = build_world(SEED)
    budget = content(world, "sofint/budget/budget_2021", Table)
    heading = next(row for row in budget.rows if row["row_level"] == "group")
    heading["amount_sek"] = Decimal(str(heading["amount_sek"])) + 1000
    closing = content(world, "sydnarke/sie/sydnarke_2022", Ledger).closing
    closing[min(closing)] += 1

    alarms = fast_night(base(night, world), exports(world, tmp_path), tmp_path / "var", is_next=False).alarms

    assert {(alarm.code, alarm.association_code, alarm.fiscal_year) for alarm in alarms} == PLANTED


def base(night: Night, world: World) -> Base:
    """The night of the bundle lends its compiled SQL."""
    return Base(Settings(PROJECT, PROJECT / "exports", night.var, world.as_of, night.var.parent / "person_key"))


def exports(world: World, folder: Path) -> Path:
    world.write(folder / "exports")
    return folder / "exports"


def content(world: World, place: str, kind: type[_Content]) -> _Content:
    """The content of the delivery at a place, whatever the form of its file."""
    found: Delivery = next(one for one in world.deliveries if str(one.path).rpartition(".")[0] == place)
    assert isinstance(found.content, kind)
    return found.content
