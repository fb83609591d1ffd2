"""The printed figures of annual reports, computed from the same world and rounded as a report rounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from finsam.proving.world.books import Books
from finsam.proving.world.county import PEOPLE_YEARS, YEARS, Association
from finsam.proving.world.delivery import Row, Table
from finsam.proving.world.national_tables import National
from finsam.proving.world.people import People, flow
from finsam.proving.world.shares import kronor

_WORK_TEAMS = ("coaching", "project")
_GROUP = "CT + projects"


@dataclass(frozen=True)
class _Report:
    """Where a figure is printed: which report, about which area and year."""

    name: str
    area: str
    level: str
    year: int

    def prints(self, measure: str, unit: str, value: Decimal | int, dimension: str = "") -> Row:
        return {
            "source_document": f"{self.name}_{self.year}.pdf",
            "source_locator": f"Tabell {measure}",
            "measure": measure,
            "dimension": dimension or None,
            "fiscal_year": self.year,
            "unit": unit,
            "value": Decimal(value),
            "area": self.area,
            "unit_level": self.level,
        }


def printed(
    associations: tuple[Association, ...],
    books: Mapping[str, Mapping[int, Books]],
    people: Mapping[str, People],
    found: National,
) -> Table:
    """Return the figures, numbered as they stand."""
    rows: list[Row] = []
    for association in associations:
        for year in YEARS:
            rows += _of_year(association, books[association.code][year], people[association.code])
    for year in YEARS:
        total = sum(association.allocation[year] for association in associations)
        report = _Report("lansrapport", "county_total", "county", year)
        rows.append(report.prints("contribution_mnkr", "mnkr", Decimal(total) / 1_000_000))
    rows += _national(found)
    return Table("published", [{"figure_no": number, **row} for number, row in enumerate(rows, 1)])


def _of_year(association: Association, books: Books, people: People) -> Iterator[Row]:
    year = books.year
    report = _Report(f"arsredovisning_{association.code}", association.code, "association", year)
    allocation = kronor(books.allocation)
    yield report.prints("contribution_mnkr", "mnkr", allocation / 1_000_000)
    yield report.prints("member_contributions_total", "sek", allocation)
    yield report.prints("result_for_year", "sek", round(kronor(books.result)))
    yield report.prints("closing_equity", "sek", round(kronor(books.closing)))
    if year not in PEOPLE_YEARS:
        return
    first, last = date(year, 1, 1), date(year, 12, 31)
    teams = [programme.code for programme in association.counted if programme.team_type in _WORK_TEAMS]
    flows = [flow(people.of(team), first, last) for team in teams]
    yield report.prints("participants_total", "persons", sum(one.total for one in flows), _GROUP)
    if year < YEARS[-1] or not association.uses_sus:
        yield report.prints("participants_completed", "persons", sum(one.completed for one in flows), _GROUP)


def _national(found: National) -> Iterator[Row]:
    report = _Report("nationell_rapport", "national", "national", YEARS[-1])
    kinds = sorted({kind for kind, _ in found.programmes})
    for kind, orientation in [*found.programmes, *((kind, "") for kind in kinds)]:
        dimension = f"orientation_group={kind}" + (f"; orientation={orientation}" if orientation else "")
        programmes = found.sum(found.programmes, kind, orientation)
        yield report.prints("programmes_financed", "programmes", programmes, dimension)
        yield report.prints("participants", "persons", found.participants(kind, orientation), dimension)
    yield report.prints("programmes_financed_total", "programmes", sum(found.programmes.values()))
