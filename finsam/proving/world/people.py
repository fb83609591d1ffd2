"""The participants: every count of the world is a count of these spells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from finsam.proving.world.county import AS_OF, PEOPLE_YEARS, Association, Programme
from finsam.proving.world.definitions import Definitions
from finsam.proving.world.shares import choice

_STAY_DAYS = {"reception": (40, 200), "coaching": (120, 420), "project": (100, 330)}
_LATE = 10
"""Days from entry to registration, at most: well inside every deadline, and within the year."""
_TAKEN_OVER = 20
"""Days within which a register of persons, when it opens, takes in those who are there already."""
_WOMEN = 0.55
_UNUSABLE = frozenset({"Okänd", "Uppgift saknas"})
"""Words that a clean delivery has no use for."""


@dataclass(frozen=True)
class Spell:
    """One person in one programme.

    Args:
        person: Number of the person, from 0: the same number is the same person.
        programme: Code of the programme.
        sex: woman or man.
        birth_year: Year of birth.
        municipality: Where the person lives.
        entry: The day it began.
        registered: The day it was registered.
        exit: The day it ended; None while it goes on.
        reason: Why it ended, in the team's own words; empty while it goes on.
        outcome: The outcome class of the reason, or empty.
        referrer: Who sent the person, in the team's own words.
    """

    person: int
    programme: str
    sex: str
    birth_year: int
    municipality: str
    entry: date
    registered: date
    exit: date | None
    reason: str
    outcome: str
    referrer: str

    @property
    def personal_number(self) -> str:
        """A number of the series that the tax agency keeps for tests: 238 for women, 239 for men."""
        return test_number(self.person, self.birth_year, self.sex)


@dataclass(frozen=True)
class Flow:
    """Counts of spells within a period."""

    opening: int
    new: int
    completed: int

    @property
    def total(self) -> int:
        """Those who took part."""
        return self.opening + self.new

    @property
    def closing(self) -> int:
        """Those who stay."""
        return self.total - self.completed


class People:
    """The spells of one association.

    Args:
        random: Where its life comes from.
        association: The association.
        definitions: Whose words it speaks.
    """

    def __init__(self, random: Random, association: Association, definitions: Definitions) -> None:
        """Let people live their lives."""
        self.association = association
        self.spells: list[Spell] = []
        self._steps = {p.code: definitions.steps_forward(association.code, p.code) for p in association.counted}
        for programme in association.counted:
            self.spells += _lives(random, association, programme, definitions, len(self.spells))

    def of(self, programme: str = "", sex: str = "", municipality: str = "") -> Iterator[Spell]:
        """Yield the spells of a programme, sex and municipality; empty means all."""
        for spell in self.spells:
            if (
                programme in ("", spell.programme)
                and sex in ("", spell.sex)
                and municipality in ("", spell.municipality)
            ):
                yield spell

    def exits(self, first: date, last: date, programme: str = "") -> list[Spell]:
        """Return the spells that ended within a period."""
        return [spell for spell in self.of(programme) if spell.exit and first <= spell.exit <= last]

    def is_step_forward(self, spell: Spell) -> bool:
        """Whether a spell ended with a step forward in the association's own practice."""
        return spell.outcome in self._steps[spell.programme]


def flow(spells: Iterable[Spell], first: date, last: date) -> Flow:
    """Count spells within a period."""
    opening = new = completed = 0
    for spell in spells:
        if spell.entry > last or (spell.exit is not None and spell.exit < first):
            continue
        opening += spell.entry < first
        new += spell.entry >= first
        completed += spell.exit is not None and spell.exit <= last
    return Flow(opening, new, completed)


def _lives(
    random: Random, association: Association, programme: Programme, definitions: Definitions, first_person: int
) -> Iterator[Spell]:
    """Yield spells; those of the first years use every word of the team once before any word twice."""
    reasons = definitions.mapped("exit_reason_map", "exit_reason", association.code, programme.code)
    usable = {text: row["outcome_class"] for text, row in reasons.items() if row["count_kind"] == "reasons"}
    own_reasons = definitions.own_words("exit_reason_map", "exit_reason", association.code, programme.code)
    words = [word for word in own_reasons if word in usable and word not in _UNUSABLE]
    likely = [(word, 3.0 if usable[word] in ("work", "studies", "jobseeker") else 1.0) for word in words]
    referrers = definitions.mapped("referrer_map", "referrer", association.code, programme.code)
    sources = [word for word in referrers if word not in _UNUSABLE]
    own_sources = [word for word, row in referrers.items() if row["programme_code"] == programme.code]
    next_words, next_sources = list(words), own_sources + sources
    homes = [(code, share) for code, share in association.municipalities.items()]
    if programme.municipality:
        homes = [(programme.municipality, 1.0)]
    person, first_year = first_person, PEOPLE_YEARS[0]
    low, high = _STAY_DAYS[programme.team_type]
    opened = date(first_year - 1, 1, 1)
    for year in (*([first_year - 2] if association.delivers_persons else []), first_year - 1, *PEOPLE_YEARS):
        for entry in _entries(random, round(programme.size * association.scale * random.uniform(0.97, 1.03)), year):
            sex = "woman" if random.random() < _WOMEN else "man"
            stay = random.randint(low, high)
            left = entry + timedelta(days=stay)
            ended = left if left < date(AS_OF.year, 1, 1) else None
            reason = ""
            if ended is not None:
                reason = next_words.pop(0) if next_words and ended.year >= first_year else choice(random, likely)
            source = next_sources.pop(0) if next_sources and entry.year >= first_year else random.choice(sources)
            if association.delivers_persons and entry < opened:
                entry = opened + timedelta(days=random.randint(0, _TAKEN_OVER))  # noqa: PLW2901
                is_told = left > opened + timedelta(days=2 * _TAKEN_OVER)
            else:
                is_told = association.delivers_persons or ended is None or ended.year >= first_year
            if is_told:
                yield Spell(
                    person,
                    programme.code,
                    sex,
                    1960 + 4 * random.randint(0, 9) + person // 365 % 4,
                    choice(random, homes),
                    entry,
                    entry + timedelta(days=random.randint(0, _LATE)),
                    ended,
                    reason,
                    usable.get(reason, ""),
                    source,
                )
                person += 1


def _entries(random: Random, count: int, year: int) -> list[date]:
    """Return days of a year, spread over it evenly, the last ten days left out."""
    return [date(year, 1, 1) + timedelta(days=int((at + random.random()) * 354 / count)) for at in range(count)]


def test_number(person: int, birth_year: int, sex: str) -> str:
    """Return a personal number of twelve digits that no one has: each person and year of birth has a day of its own."""
    day = date(birth_year, 1, 1) + timedelta(days=person % 365)
    serial = "238" if sex == "woman" else "239"
    digits = f"{day:%y%m%d}{serial}"
    doubled = [int(digit) * (2 - at % 2) for at, digit in enumerate(digits)]
    check = -sum(number // 10 + number % 10 for number in doubled) % 10
    return f"{day:%Y%m%d}{serial}{check}"
