"""The county: its associations, their programmes, and how large each of them is in this world."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from finsam.proving.world.definitions import Definitions
from finsam.proving.world.shares import divided

FIRST_YEAR = 2019
LAST_YEAR = 2023
YEARS = tuple(range(FIRST_YEAR, LAST_YEAR + 1))
PEOPLE_YEARS = YEARS[-3:]
"""Money is delivered for all years, for rules come and go between them; counts of persons for the last ones."""
AS_OF = date(LAST_YEAR + 1, 2, 29)
SUS_CLOSED = 2023
UPPFOLJNING_OPENED = 2023
PRINTED_ON = 10
"""Day of January on which the year before is taken out of the systems: the calendar asks for it by the 12th."""
ALL_PROGRAMMES = "samtliga_individinriktade"


@dataclass(frozen=True)
class Programme:
    """One programme of an association.

    Args:
        code: Its code.
        name: Its name.
        team_type: reception, coaching, project, advisory or structural.
        ledger_object: Dimension and object code in the books, or empty.
        parent: The programme it is part of, or empty.
        size: New participants a year in a world of middle size; 0 where persons are not counted here.
        volume: Cases or visits a year without persons.
        registration_type: personal_data, volume or not_counted.
        orientation: As Uppföljning Finsam writes it, or empty.
        target_groups: The same, separated by |.
        municipality: The only municipality it is for, or empty.
    """

    code: str
    name: str
    team_type: str
    ledger_object: str = ""
    parent: str = ""
    size: int = 0
    volume: int = 0
    registration_type: str = "personal_data"
    orientation: str = ""
    target_groups: str = ""
    municipality: str = ""

    @property
    def programme_type(self) -> str:
        """Whether it is for persons or for the parties' staff."""
        return "structural" if self.team_type == "structural" else "individual"


@dataclass
class Association:
    """One association in this world.

    Attributes:
        code: Its code.
        name: Its name.
        chart: Its chart of accounts.
        uses_sus: Whether its counts were in SUS.
        programmes: Its programmes.
        municipalities: Code -> share of its participants.
        allocation: Year -> what its members contribute, in kronor.
        scale: How many take part, where 1 is middle size.
    """

    code: str
    name: str
    chart: str
    uses_sus: bool
    programmes: tuple[Programme, ...]
    municipalities: dict[str, float]
    allocation: dict[int, int] = field(default_factory=dict)
    scale: float = 1.0

    def programme(self, code: str) -> Programme:
        """Return a programme by its code."""
        return next(programme for programme in self.programmes if programme.code == code)

    @property
    def delivers_persons(self) -> bool:
        """Whether it delivers the person rows of SUS themselves, and not only counts of them."""
        return self.code == "sofint"

    @property
    def counted(self) -> tuple[Programme, ...]:
        """The programmes with persons."""
        return tuple(programme for programme in self.programmes if programme.size)


def _team(code: str, name: str, kind: str, number: str, size: int, **more: str) -> Programme:
    return Programme(code, name, kind, f"1:{number}" if number else "", size=size, **more)  # type: ignore[arg-type]


def _structural(code: str, name: str, number: str, orientation: str, volume: int) -> Programme:
    return Programme(
        code, name, "structural", f"1:{number}" if number else "", volume=volume, registration_type="volume",
        orientation=orientation,
    )  # fmt: skip


_NEEDS = "identifiera_individens_behov"
_WORK = "arbetslivsinriktad"
_WHOLE = Programme(ALL_PROGRAMMES, "Alla individinriktade insatser (SUS)", "project", registration_type="not_counted")
_FAIR = _structural("rehabmassa", "Rehabiliteringsmässan", "200", "utveckla_samverkan", 240)
_DAY = _structural("samverkansdag", "Gemensam samverkansdag", "210", "utveckla_samverkan", 90)

_PROGRAMMES: dict[str, tuple[Programme, ...]] = {
    "degerfors_karlskoga": (
        _team("mottagningsteam", "Mottagningsteam Degerfors/Karlskoga", "reception", "100", 40, orientation=_NEEDS),
        _team("coachingteam", "Coachingteam Degerfors/Karlskoga", "coaching", "110", 44, orientation=_WORK),
        Programme(
            "studiemotivator", "Studiemotivator", "project", "6:P02", size=24, orientation="forberedande",
            target_groups="unga",
        ),
        _FAIR,
        _DAY,
        _WHOLE,
    ),
    "lekeberg_orebro": (
        Programme("lekeberg", "Teamen i Lekeberg", "project", registration_type="not_counted"),
        _team("lekeberg_mt", "Mottagningsteam Lekeberg", "reception", "300", 30, parent="lekeberg", orientation=_NEEDS,
              municipality="1814"),
        _team("lekeberg_ct", "Coachingteam Lekeberg", "coaching", "310", 32, parent="lekeberg", orientation=_WORK,
              municipality="1814"),
        Programme("orebro", "Teamen i Örebro", "project", registration_type="not_counted"),
        _team("orebro_mt", "Mottagningsteam Örebro", "reception", "320", 60, parent="orebro", orientation=_NEEDS,
              municipality="1880"),
        _team("orebro_ct", "Coachingteam Örebro", "coaching", "330", 56, parent="orebro", orientation=_WORK,
              municipality="1880"),
        _FAIR,
        _DAY,
        _structural("insatskatalog", "Insatskatalogen", "", "utveckla_samverkan", 0),
        _structural("strukturell_samverkan", "Strukturell samverkan", "", "utveckla_samverkan", 0),
        Programme("miljovardscentrum", "Miljövårdscentrum", "project", registration_type="not_counted"),
        _WHOLE,
    ),
    "sofint": (
        _team("mottagningsteam", "Mottagningsteam SOFINT", "reception", "100", 42, orientation=_NEEDS),
        _team("coachingteam", "Coachingteam SOFINT", "coaching", "110", 46, orientation=_WORK,
              target_groups="unga|langtidssjukskrivna"),
        _FAIR,
        _DAY,
        _WHOLE,
    ),
    "sydnarke": (
        _team("mottagningsteam", "Mottagningsteam Sydnärke", "reception", "100", 60, orientation=_NEEDS),
        _team("coachingteam", "Coachingteam Sydnärke", "coaching", "110", 64, orientation=_WORK),
        Programme("vaxa", "Coachingteam - Växa", "project", "6:P01", registration_type="not_counted"),
        _team("vaxa_mottagningsteam", "Mottagningsteam Växa", "reception", "", 26, parent="vaxa", orientation=_NEEDS),
        _team("vaxa_coachingteam", "Coachingteam Växa", "project", "", 28, parent="vaxa", orientation=_WORK),
        Programme(
            "radgivande_arenden", "Rådgivande ärenden i Mottagningsteamet", "advisory", parent="mottagningsteam",
            volume=30, registration_type="volume",
        ),
        _FAIR,
        _DAY,
        _structural("behovsinventering", "Behovsinventering", "220", "behovsanalys", 70),
        _structural("kompetensutveckling_handlaggare", "Kompetensutveckling", "", "kompetenshojande", 80),
        _WHOLE,
    ),
}  # fmt: skip


def county(random: Random, definitions: Definitions) -> tuple[Association, ...]:
    """Return the associations of the seeds, each of a size of its own.

    Raises:
        OSError: A seed cannot be read.
    """
    names = {row["association_code"]: row["name_sv"] for row in definitions.rows("reference/association")}
    charts = {row["association_code"]: row["chart_code"] for row in definitions.rows("reference/association_chart")}
    found = []
    for code, programmes in sorted(_PROGRAMMES.items()):
        municipalities = [
            row["municipality_code"]
            for row in definitions.rows("reference/municipality")
            if row["association_code"] == code
        ]
        shares = divided(100, [random.uniform(1, 3) for _ in municipalities])
        association = Association(
            code,
            names[code],
            charts[code],
            uses_sus=code != "sydnarke",
            programmes=programmes,
            municipalities=dict(zip(municipalities, [float(share) for share in shares], strict=True)),
            scale=random.uniform(0.8, 1.3),
        )
        units = random.randint(24, 48)
        for year in YEARS:
            association.allocation[year] = units * 200_000
            units += random.randint(0, 1)
        found.append(association)
    return tuple(found)
