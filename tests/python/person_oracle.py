"""Person rows counted in plain Python, the way one would by hand: the oracle that the models are compared with."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import TypeVar

UNKNOWN_RESIDENCE = "9999"
MEANS_OF_SUPPORT = {
    "sjukpenning": ("sickness_benefit", "yes"),
    "ekonomiskt bistånd": ("income_support", "yes"),
    "studiestöd": ("study_aid", "no"),
    "lön": ("wage", "unknown"),
}
AGE_BANDS = {0: "0_15", 16: "16_17", 18: "18_19", 20: "20_24", 25: "25_29", 30: "30_64", 65: "65_65", 66: "66_over"}
STAY_BANDS = {0: "0_90", 91: "91_180", 181: "181_365", 366: "366_548", 549: "549_730", 731: "731_over"}
LAST_DAY_IN_TIME = 30
FIRST_YEAR = 2004

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Row:
    """One delivered row, with the file and line it stands in."""

    association: str
    file: str
    line: int
    person: str
    programme: str
    sex: str
    birth_year: int
    municipality: str | None
    entry: date
    registered: date | None
    exit: date | None
    reason: str | None
    education: str | None
    support_before: str | None
    support_after: str | None
    referrer: str | None
    placement: str | None

    @property
    def spell(self) -> tuple[str, str, str, date]:
        return self.association, self.person, self.programme, self.entry

    @property
    def residence(self) -> str:
        return self.municipality or UNKNOWN_RESIDENCE

    def stay(self) -> int:
        assert self.exit is not None
        return (self.exit - self.entry).days

    def days(self) -> Iterator[date]:
        yield from (day for day in (self.entry, self.registered, self.exit) if day is not None)


@dataclass(frozen=True)
class World:
    """What is delivered, and the day it is seen from."""

    rows: tuple[Row, ...]
    as_of: date
    parents: dict[tuple[str, str], str]
    counties: dict[str, str]


def grouped(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, list[Row]]:
    found: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


class Oracle:
    """Every figure that the models give, from the rows alone."""

    def __init__(self, world: World) -> None:
        """Judge each row."""
        self.world = world
        self.status: dict[tuple[str, int], str] = {}
        newness: dict[str, date] = {}
        for row in world.rows:
            for day in row.days():
                if day <= world.as_of:
                    newness[row.file] = max(newness.get(row.file, day), day)
        for versions in grouped(world.rows, lambda row: row.spell).values():
            files = sorted({row.file for row in versions})
            newest = max(files, key=lambda file: (newness.get(file, date.min), [-ord(c) for c in file]))
            good = []
            for row in versions:
                self.status[row.file, row.line] = judgement = self._judge(row, newest)
                if judgement == "included":
                    good.append(row)
            good.sort(key=lambda row: (row.exit is None, -(row.exit or date.min).toordinal(), row.line))
            for row in good[1:]:
                self.status[row.file, row.line] = "duplicate"
        self.spells = [row for row in world.rows if self.status[row.file, row.line] == "included"]
        self.years = {}
        for association, spells in grouped(self.spells, lambda row: row.association).items():
            events = [row.entry for row in spells]
            events += [row.exit for row in spells if row.exit and row.exit <= world.as_of]
            first = max(FIRST_YEAR, min(row.entry for row in spells).year)
            self.years[association] = range(first, max(events).year + 1)

    def _judge(self, row: Row, newest: str) -> str:
        if row.file != newest:
            return "duplicate"
        if "felregistrer" in (row.reason or "").lower():
            return "excluded"
        if row.exit and row.exit < row.entry:
            return "exit_before_entry"
        return "after_as_of" if row.entry > self.world.as_of else "included"

    def _end(self, year: int) -> date:
        return min(date(year, 12, 31), self.world.as_of)

    def _in(self, row: Row, year: int) -> bool:
        return row.entry <= self._end(year) and (row.exit is None or row.exit >= date(year, 1, 1))

    def _ended(self, row: Row) -> bool:
        return row.exit is not None and row.exit <= self.world.as_of

    def _units(self, row: Row, year: int) -> Iterator[tuple[str, str]]:
        yield row.association, ""
        yield row.association, row.programme
        if parent := self.world.parents.get((row.association, row.programme)):
            yield row.association, parent
        if county := self.world.counties.get(row.association):
            members = [name for name, its_county in self.world.counties.items() if its_county == county]
            if all(year in self.years.get(member, ()) for member in members):
                yield county, ""

    def _by_unit(self, rows: Iterable[tuple[Row, int]]) -> dict[tuple[str, str, int], list[Row]]:
        """Rows with their year -> the rows of each unit and year."""
        found: dict[tuple[str, str, int], list[Row]] = defaultdict(list)
        for row, year in rows:
            for unit in self._units(row, year):
                found[*unit, year].append(row)
        return found

    def _touched(self) -> Iterator[tuple[Row, int]]:
        return ((row, year) for row in self.spells for year in self.years[row.association] if self._in(row, year))

    def _completed(self) -> Iterator[tuple[Row, int]]:
        return ((row, row.exit.year) for row in self.spells if row.exit is not None and self._ended(row))

    def sex(self, association: str, person: str) -> str:
        """The first known sex of a person in the association."""
        mine = [row for row in self.spells if (row.association, row.person) == (association, person)]
        known = sorted((row.entry, row.programme, row.sex) for row in mine if row.sex != "unknown")
        return known[0][2] if known else "unknown"

    def residence(self, association: str, person: str, programme: str) -> str:
        """The first known residence of a person in the programme."""
        mine = [r for r in self.spells if (r.association, r.person, r.programme) == (association, person, programme)]
        known = sorted((row.entry, row.municipality) for row in mine if row.municipality)
        return known[0][1] if known else UNKNOWN_RESIDENCE

    def excluded(self) -> Counter[tuple[str, str, int, str]]:
        return Counter(
            (row.association, row.programme, row.entry.year, self.status[row.file, row.line])
            for row in self.world.rows
            if self.status[row.file, row.line] != "included"
        )

    def flow(self) -> dict[tuple[str, ...], tuple[int, ...]]:
        """Association, programme, municipality, sex, year and basis -> opening, new, completed, closing, total."""
        cells: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])

        def add(key: tuple[str, ...], opening: bool, closing: bool) -> None:
            for place, hit in enumerate((opening, not opening, not closing, closing, True)):
                cells[key][place] += hit

        for (association, programme), spells in grouped(self.spells, lambda r: (r.association, r.programme)).items():
            for year in self.years[association]:
                here = [row for row in spells if self._in(row, year)]
                for row in here:
                    cell = (association, programme, row.residence, row.sex, str(year), "registered")
                    add(cell, row.entry.year < year, row.exit is None or row.exit > self._end(year))
                for person, mine in grouped(here, lambda row: row.person).items():
                    home = self.residence(association, person, programme)
                    cell = (association, programme, home, self.sex(association, person), str(year), "unique")
                    opening = any(row.entry.year < year for row in mine)
                    add(cell, opening, any(row.exit is None or row.exit > self._end(year) for row in mine))
        return {key: tuple(counts) for key, counts in cells.items()}

    def unique(self) -> dict[tuple[str, str, int, str], tuple[int, int]]:
        """Unit, year and sex -> persons, participations."""
        found: dict[tuple[str, str, int, str], tuple[int, int]] = {}
        for unit, spells in self._by_unit(self._touched()).items():
            persons = grouped(spells, lambda row: row.person)
            sexes = {person: self._sex_in(mine) for person, mine in persons.items()}
            for sex in {"all", *sexes.values()}:
                chosen = [person for person, told in sexes.items() if sex in ("all", told)]
                found[*unit, sex] = len(chosen), sum(len(persons[person]) for person in chosen)
        return found

    def _sex_in(self, spells: list[Row]) -> str:
        known = {self.sex(row.association, row.person) for row in spells} - {"unknown"}
        return min(known, default="unknown")

    def exits(self) -> Counter[tuple[str, str, str, str, int, str, str]]:
        """With the reason and the public support that the means of support at exit tell."""
        return Counter(
            (
                row.association,
                row.programme,
                row.residence,
                row.sex,
                row.exit.year,
                row.reason or "",
                public_support(row.support_after),
            )
            for row in self.spells
            if row.exit is not None and self._ended(row)
        )

    def referrals(self) -> Counter[tuple[str, str, int, str]]:
        return Counter((row.association, row.programme, row.entry.year, row.referrer or "") for row in self.spells)

    def stays(self) -> dict[tuple[str, str, int], tuple[int, Decimal]]:
        """Unit and year -> completed, median of days."""
        found = {}
        for unit, spells in self._by_unit(self._completed()).items():
            days = [row.stay() for row in spells]
            found[unit] = len(days), Decimal(str(median(days)))
        return found

    def stay_bands(self) -> Counter[tuple[str, str, int, str]]:
        return Counter(
            (*unit, band_of(row.stay(), STAY_BANDS))
            for unit, spells in self._by_unit(self._completed()).items()
            for row in spells
        )

    def entries(self) -> Counter[tuple[str, str, int, str, str]]:
        """Programme, year, attribute and value -> new participations."""
        found: Counter[tuple[str, str, int, str, str]] = Counter()
        for row in self.spells:
            supports = {MEANS_OF_SUPPORT.get(p, ("unclassified", ""))[0] for p in parts(row.support_before)}
            told = [
                ("age_band", band_of(row.entry.year - row.birth_year, AGE_BANDS)),
                ("education_level", row.education or "unknown"),
                ("occupation_before", "unknown"),
                *(("support_before", support) for support in supports or {"unknown"}),
            ]
            found.update((row.association, row.programme, row.entry.year, *pair) for pair in told)
        return found

    def disagreements(self) -> Counter[tuple[str, str, int]]:
        """Programme and entry year -> spells whose rows state different things."""
        found: Counter[tuple[str, str, int]] = Counter()
        for rows in grouped(self.world.rows, lambda row: row.spell).values():
            stated: list[list[Hashable]] = [
                [row.sex, row.birth_year, row.municipality, row.exit, row.reason] for row in rows
            ]
            if any(len({value for value in column if value is not None}) > 1 for column in zip(*stated, strict=True)):
                found[rows[0].association, rows[0].programme, rows[0].entry.year] += 1
        return found

    def placements(self) -> dict[tuple[str, str, int], tuple[int, int]]:
        """Unit and year -> at an external place, in work training."""
        found = {}
        for unit, spells in self._by_unit((row, year) for row, year in self._touched() if row.placement).items():
            kinds = [row.placement for row in spells]
            found[unit] = kinds.count("external"), len(kinds) - kinds.count("none")
        return found

    def returns(self) -> dict[tuple[str, str, int], tuple[int, int]]:
        """Unit and year -> new, new by persons who were in the same programme before."""
        programmes = grouped(self.spells, lambda row: (row.association, row.person, row.programme))
        first = {key: min(row.entry for row in mine) for key, mine in programmes.items()}
        found = {}
        for unit, spells in self._by_unit((row, row.entry.year) for row in self.spells).items():
            back = [row for row in spells if row.entry > first[row.association, row.person, row.programme]]
            found[unit] = len(spells), len(back)
        return found

    def registrations(self) -> dict[tuple[str, str, int], tuple[int, int, Decimal | None, int]]:
        """Programme and year -> new, with a registration day, median of days, late."""
        found = {}
        for key, spells in grouped(self.spells, lambda r: (r.association, r.programme, r.entry.year)).items():
            days = [(row.registered - row.entry).days for row in spells if row.registered]
            late = sum(day > LAST_DAY_IN_TIME for day in days)
            found[key] = len(spells), len(days), Decimal(str(median(days))) if days else None, late
        return found

    def overlapping(self) -> Counter[tuple[str, str, int]]:
        found: Counter[tuple[str, str, int]] = Counter()
        for (association, programme, _), spells in grouped(
            self.spells, lambda row: (row.association, row.programme, row.person)
        ).items():
            for row in spells:
                earlier = [other for other in spells if other.entry < row.entry]
                if any(other.exit is None or other.exit > row.entry for other in earlier):
                    found[association, programme, row.entry.year] += 1
        return found


def band_of(number: int, bands: dict[int, str]) -> str:
    """The band that begins at the number or last before it."""
    return bands[max(first for first in bands if first <= number)]


def public_support(text: str | None) -> str:
    """Yes if any means of support is public, no if all are known not to be."""
    told = [MEANS_OF_SUPPORT.get(part, ("", "unknown"))[1] for part in parts(text)]
    if "yes" in told:
        return "yes"
    return "no" if told and set(told) == {"no"} else "unknown"


def parts(text: str | None) -> list[str]:
    """The means of support that a text names."""
    return [part.strip().lower() for part in text.split("|")] if text else []
