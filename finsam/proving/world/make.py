"""One world: the county of a seed and all its deliveries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from finsam.proving.world import (
    money_tables,
    national_tables,
    people_tables,
    printed,
    statistics,
    survey_tables,
)
from finsam.proving.world.books import keep_books
from finsam.proving.world.county import AS_OF, PEOPLE_YEARS, YEARS, Association, county
from finsam.proving.world.definitions import Definitions
from finsam.proving.world.delivery import NATIONAL, Content, Delivery, Document, Table
from finsam.proving.world.forms import TableForm, any_form, as_it_is
from finsam.proving.world.ledgers import keep_ledgers
from finsam.proving.world.people import People
from finsam.proving.world.sie import sie4, sie5
from finsam.settings import PACKAGE

_README = """# Påhittade leveranser / invented deliveries

Seed {seed}. Inga uppgifter är verkliga. No figure is real.
Skrivna av / written by `python -m finsam.proving.world`; se kvällen från / see the night from {as_of}.
"""


@dataclass(frozen=True)
class World:
    """A county without a fault.

    Args:
        seed: What it was made from.
        as_of: The day to see it from.
        deliveries: Its files, in the order of their places.
    """

    seed: int
    as_of: date
    deliveries: tuple[Delivery, ...]

    def write(self, folder: Path) -> None:
        """Write all files below a folder.

        Raises:
            OSError: The folder cannot be written.
        """
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "README.md").write_text(_README.format(seed=self.seed, as_of=self.as_of), encoding="utf-8")
        for delivery in self.deliveries:
            delivery.write(folder)


def write_world(folder: Path, seed: int, project: Path = PACKAGE.parent) -> World:
    """Write the world of a seed.

    Args:
        folder: An exports folder; files of other worlds in it are not removed.
        seed: Any whole number.
        project: The folder with the definitions.

    Returns:
        The world, with the day to see it from.

    Raises:
        OSError: The folder cannot be written or a seed not read.
    """
    world = build_world(seed, project)
    world.write(folder)
    return world


def build_world(seed: int, project: Path = PACKAGE.parent) -> World:
    """Make the world of a seed without writing it.

    Raises:
        OSError: A definition cannot be read.
    """
    random = Random(seed)  # noqa: S311
    definitions = Definitions(project)
    associations = county(random, definitions)
    made = _Making(random, definitions, associations)
    return World(seed, AS_OF, tuple(sorted(made.deliveries(), key=lambda delivery: delivery.path)))


class _Making:
    """The books and people of a county, and the deliveries that tell of them."""

    def __init__(self, random: Random, definitions: Definitions, associations: tuple[Association, ...]) -> None:
        self._random = random
        self._definitions = definitions
        self._associations = associations
        self._books = {one.code: keep_books(random, one, definitions) for one in associations}
        self._people = {one.code: People(random, one, definitions) for one in associations}

    def deliveries(self) -> Iterator[Delivery]:
        for association in self._associations:
            form = any_form(self._random)
            for name, table in self._tables(association):
                yield _table(association.code, name, table, form)
            yield from self._ledgers(association)
        yield from self._nation()

    def _ledgers(self, association: Association) -> Iterator[Delivery]:
        is_five = self._random.random() < 0.3
        for year, ledger in keep_ledgers(self._random, association, self._books[association.code]).items():
            name = f"{association.code}_{year}.{'sie' if is_five else 'se'}"
            yield Delivery(association.code, "sie", name, ledger, sie5 if is_five else sie4)

    def _tables(self, association: Association) -> Iterator[tuple[str, Table]]:
        random, definitions = self._random, self._definitions
        books, people = self._books[association.code], self._people[association.code]
        last = YEARS[-1]
        yield "insatser", people_tables.programmes(association, definitions)
        yield f"finansiering_{YEARS[0]}_{last}", money_tables.funding(association, books, definitions)
        yield f"bemanning_{YEARS[0]}_{last}", money_tables.staffing(association, books)
        yield f"prognos_{AS_OF.year}", money_tables.forecast(books[last])
        for year, table in money_tables.time_reports(random):
            yield f"tidredovisning_{year}", table
        for year in YEARS:
            yield f"budget_{year}", money_tables.budget(association, books[year])
        for year in PEOPLE_YEARS:
            yield f"deltagare_{year}", people_tables.participants(association, people, year)
            yield f"avslut_{year}", people_tables.exits(association, people, year)
            yield f"remitteringar_{year}", people_tables.referrals(association, people, year)
        if association.delivers_persons:
            yield "sus_personrader", people_tables.sus(random, people, definitions)
        for year in YEARS[-2:]:
            rounds = survey_tables.rounds(random, association, people, year)
            yield f"enkatomgangar_{year}", survey_tables.nns_rounds(rounds, year)
            yield f"enkatsvar_{year}", survey_tables.nns_answers(random, rounds, year, definitions)
            yield f"bip_{year}", survey_tables.instruments(random, association, people, year)
            yield f"mal_{year}", survey_tables.goals(association, people, year)
            yield f"ansokningar_{year}", people_tables.applications(random, association, people, year)
        yield f"uppfoljning_efter_avslut_{last - 1}", people_tables.followup(random, association, people, last - 1)
        for year in people_tables.uppfoljning_years():
            yield f"uppfoljning_finsam_{year}", people_tables.uppfoljning(association, people, books[year])

    def _nation(self) -> Iterator[Delivery]:
        random, definitions, associations = self._random, self._definitions, self._associations
        form = any_form(random)
        found = national_tables.nation(random, definitions)
        population = statistics.populate(random, associations)
        for name, table in (
            (f"forbundsregister_{YEARS[-1]}", national_tables.association_register(associations, definitions)),
            (f"forandringar_{YEARS[-1]}", national_tables.association_changes()),
            (f"uppfoljning_finsam_{YEARS[-1]}", national_tables.uppfoljning_national(found)),
            (f"malgruppens_storlek_{YEARS[0]}", statistics.target_groups(associations, population, YEARS[0])),
            ("tryckta_uppgifter", printed.printed(associations, self._books, self._people, found)),
        ):
            yield _table(NATIONAL, name, table, form)
        documents: list[tuple[str, str, Document]] = [
            ("scb", "folkmangd.json", statistics.scb(population, definitions)),
            ("kolada", "invanare.json", statistics.kolada(population, definitions)),
            (
                "arbetsformedlingen",
                f"tid_utan_arbete_{YEARS[0]}-12.xlsx",
                statistics.arbetsformedlingen(associations, population, definitions),
            ),
            *(
                ("forsakringskassan", name, document)
                for name, document in statistics.forsakringskassan(associations, population)
            ),
        ]
        for source, name, document in documents:
            yield Delivery(NATIONAL, source, name, document, as_it_is)


def _table(association: str, name: str, content: Content, form: TableForm) -> Delivery:
    if not isinstance(content, Table):
        raise TypeError(type(content))
    return Delivery(association, content.source, f"{name}.{form.suffix}", content, form)
