"""National deliveries: the register of associations, its changes, the national follow-up, stated target groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from finsam.proving.world.county import YEARS, Association
from finsam.proving.world.definitions import Definitions
from finsam.proving.world.delivery import Row, Table
from finsam.proving.world.shares import divided

_YEAR = YEARS[-1]
_COUNTY = ("Örebro län", "18")
_ELSEWHERE = (
    ("Samordningsförbundet Provstad", "Provlän", "99", (("Provstad", "9901"), ("Provbo", "9902"))),
    ("Samordningsförbundet Nya Provdalen", "Provlän", "99", (("Provdal", "9903"),)),
)
_OUTSIDE = ("Provlän", "99", "Provö", "9904")
_STATUS = "final"
_EXTRACTED = date(_YEAR + 1, 1, 22)


def association_register(associations: tuple[Association, ...], definitions: Definitions) -> Table:
    """Return the register at the end of the last year: this county, another one, and a municipality outside."""
    names = {
        row["association_code"]: row["register_name"] for row in definitions.rows("reference/association_register_name")
    }
    rows = [
        _registered(names[association.code], *_COUNTY, definitions.municipality_names[code], code)
        for association in associations
        for code in association.municipalities
    ]
    rows += [
        _registered(name, county, code, *municipality)
        for name, county, code, municipalities in _ELSEWHERE
        for municipality in municipalities
    ]
    rows.append(_registered(None, *_OUTSIDE))
    return Table("association_register", rows)


def _registered(name: str | None, county: str, county_code: str, municipality: str, code: str) -> Row:
    return {
        "association_name": name,
        "county_name": county,
        "county_code": county_code,
        "municipality_name": municipality,
        "municipality_code": code,
        "register_date": date(_YEAR, 12, 31),
    }


def association_changes() -> Table:
    """Return the changes of the last year: an association with a new name, and a municipality that joined."""
    renamed: Row = {
        "change_type": "renamed",
        "association_name": "Samordningsförbundet Provdalen",
        "successor_name": _ELSEWHERE[1][0],
        "fiscal_year": _YEAR,
    }
    joined: Row = {
        "change_type": "joined",
        "association_name": _ELSEWHERE[0][0],
        "municipality_name": _ELSEWHERE[0][3][1][0],
        "municipality_code": _ELSEWHERE[0][3][1][1],
        "fiscal_year": _YEAR,
    }
    return Table("association_changes", [renamed, joined])


@dataclass(frozen=True)
class National:
    """The programmes of the nation in the last year, by type and orientation.

    Args:
        programmes: Type and orientation -> number of programmes.
        women: The same -> women who took part.
        men: The same -> men who took part.
    """

    programmes: dict[tuple[str, str], int]
    women: dict[tuple[str, str], int]
    men: dict[tuple[str, str], int]

    def participants(self, programme_type: str, orientation: str = "") -> int:
        """Return how many took part; in all orientations where none is named."""
        return self.sum(self.women, programme_type, orientation) + self.sum(self.men, programme_type, orientation)

    def sum(self, counts: dict[tuple[str, str], int], programme_type: str, orientation: str = "") -> int:
        """Return one count; of all orientations where none is named."""
        return sum(count for (kind, of), count in counts.items() if kind == programme_type and orientation in ("", of))


def nation(random: Random, definitions: Definitions) -> National:
    """Invent a nation."""
    keys = [
        (row["programme_type"], row["orientation"])
        for row in definitions.rows("definitions/orientation")
        if row["source_system"] == "uppfoljning_finsam"
    ]
    programmes = {key: random.randint(20, 90) for key in keys}
    people = {key: count * random.randint(20, 60) for key, count in programmes.items()}
    women = {key: count * random.randint(45, 60) // 100 for key, count in people.items()}
    return National(programmes, women, {key: people[key] - women[key] for key in keys})


def uppfoljning_national(found: National) -> Table:
    """Return the national table: each type, and each of its orientations."""
    types = sorted({kind for kind, _ in found.programmes})
    costs = dict(zip(types, divided(100, [found.sum(found.programmes, kind) for kind in types]), strict=True))
    rows: list[Row] = []
    for kind in types:
        for orientation in ("", *sorted(of for of_kind, of in found.programmes if of_kind == kind)):
            programmes = found.sum(found.programmes, kind, orientation)
            people = found.participants(kind, orientation)
            women = (Decimal(found.sum(found.women, kind, orientation)) / people).quantize(Decimal("0.01"))
            rows.append(
                {
                    "fiscal_year": _YEAR,
                    "programme_type": kind,
                    "orientation": orientation or None,
                    "programme_count": programmes,
                    "programmes_with_count": programmes,
                    "participant_count": people,
                    "women_share": women,
                    "men_share": 1 - women,
                    "largest_programme_share": Decimal("0.10"),
                    "budget_share": None if orientation else Decimal(costs[kind]) / 100,
                    "status": _STATUS,
                    "registered_associations": 4 + len(_ELSEWHERE),
                    "all_associations": 4 + len(_ELSEWHERE),
                    "extraction_date": _EXTRACTED,
                }
            )
    return Table("uppfoljning_national", rows)
