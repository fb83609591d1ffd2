"""Open statistics as their providers publish them, and the target groups that rest on them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from finsam.proving.world.county import YEARS, Association
from finsam.proving.world.definitions import Definitions
from finsam.proving.world.delivery import Document, Row, Table
from finsam.proving.world.shares import divided
from finsam.proving.world.workbook import workbook

_COUNTY = "18"
_COUNTY_NAME = "Örebro län"
_TWENTY = 20
"""A population of this many more makes the target group of five percent one person more."""
_COMPONENTS = (
    "activity_compensation", "sick_leave_over_365_days", "long_term_unemployed", "income_support_over_10_months",
)  # fmt: skip


@dataclass(frozen=True)
class Population:
    """People of working age and in all, per municipality and year; a county is the sum of its municipalities.

    Args:
        working_age: Municipality and year -> 16 to 64 years old.
        everyone: The same -> of any age.
        needs: Association and component -> persons with the need in the first year.
    """

    working_age: dict[tuple[str, int], int]
    everyone: dict[tuple[str, int], int]
    needs: dict[tuple[str, str], int]

    def target_group(self, association: Association, year: int, municipality: str = "") -> int:
        """Return five percent of those of working age."""
        places = [municipality] if municipality else list(association.municipalities)
        return sum(self.working_age[place, year] for place in places) // _TWENTY


def populate(random: Random, associations: tuple[Association, ...]) -> Population:
    """Invent the people of the county."""
    working: dict[tuple[str, int], int] = {}
    everyone: dict[tuple[str, int], int] = {}
    needs: dict[tuple[str, str], int] = {}
    for association in associations:
        for code, share in association.municipalities.items():
            people = int(200 * association.scale * share) * _TWENTY
            for year in YEARS:
                working[code, year] = people
                everyone[code, year] = people * 5 // 3
                people += random.randint(0, 3) * _TWENTY
        for component in _COMPONENTS:
            needs[association.code, component] = random.randint(80, 400)
    return Population(working, everyone, needs)


def target_groups(associations: tuple[Association, ...], population: Population, year: int) -> Table:
    """Return the target groups as they are stated: five percent, and the sum of the partners' statistics."""
    rows: list[Row] = []
    for association in associations:
        parts = {name: population.needs[association.code, name] for name in _COMPONENTS}
        groups = [("five_percent", "total", population.target_group(association, year))]
        groups += [("partner_statistics", name, count) for name, count in parts.items()]
        groups.append(("partner_statistics", "total", sum(parts.values())))
        rows += [
            {
                "area_code": association.code,
                "method": method,
                "component": component,
                "fiscal_year": year,
                "person_count": count,
            }
            for method, component, count in groups
        ]
    return Table("target_groups", rows)


def scb(population: Population, definitions: Definitions) -> Document:
    """Return the population as SCB gives it: a json-stat dataset."""
    names = {_COUNTY: _COUNTY_NAME} | definitions.municipality_names
    ages = {"tot": "totalt ålder", "16-64": "16-64 år"}
    counts = {"tot": population.everyone, "16-64": population.working_age}
    codes: dict[str, dict[str, str]] = {
        "Region": names,
        "Alder": ages,
        "ContentsCode": {"BE0101N1": "Folkmängd"},
        "Tid": {str(year): str(year) for year in YEARS},
    }
    dimension: dict[str, Any] = {
        name: {"label": name, "category": {"index": {code: at for at, code in enumerate(of)}, "label": of}}
        for name, of in codes.items()
    }
    dimension["ContentsCode"]["category"]["unit"] = {"BE0101N1": {"base": "antal"}}
    return _json(
        {
            "version": "2.0",
            "class": "dataset",
            "label": "Folkmängden efter region, ålder, tabellinnehåll och år",
            "source": "SCB",
            "role": {"time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"]},
            "id": list(codes),
            "size": [len(of) for of in codes.values()],
            "dimension": dimension,
            "extension": {"px": {"tableid": "BefolkningNy"}},
            "value": [_people(counts[age], region, year) for region in names for age in ages for year in YEARS],
        }
    )


def kolada(population: Population, definitions: Definitions) -> Document:
    """Return the inhabitants as Kolada gives them, taken from SCB."""
    values = [
        {
            "kpi": "N01951",
            "municipality": "0018" if region == _COUNTY else region,
            "period": year,
            "values": [
                {
                    "gender": "T",
                    "count": 1,
                    "status": "",
                    "value": _people(population.everyone, region, year),
                    "isdeleted": False,
                }
            ],
        }
        for region in (_COUNTY, *definitions.municipality_names)
        for year in YEARS
    ]
    return _json({"count": len(values), "values": values, "next_url": None})


def arbetsformedlingen(
    associations: tuple[Association, ...], population: Population, definitions: Definitions
) -> Document:
    """Return the long-term unemployed of the first year as a monthly workbook."""
    month = f"{YEARS[0]}-12"
    sheet = [["Inskrivna arbetslösa efter tid utan arbete"], ["Påhittade uppgifter"], [""], [""]]
    sheet.append(["PERIOD", "LÄN", "KOMMUN", "Utan arbete mer än 12 månader"])
    total, rows = 0, []
    for association in associations:
        parts = divided(
            population.needs[association.code, "long_term_unemployed"], list(association.municipalities.values())
        )
        for code, count in zip(association.municipalities, parts, strict=True):
            rows.append([month, _COUNTY_NAME, definitions.municipality_names[code], str(count)])
            total += count
    return Document(workbook({"Total": [*sheet, [month, _COUNTY_NAME, "Totalt", str(total)], *rows]}))


def forsakringskassan(associations: tuple[Association, ...], population: Population) -> Iterator[tuple[str, Document]]:
    """Yield persons with activity compensation and with long sick leave in the county in the first year."""
    sums = {name: sum(population.needs[a.code, name] for a in associations) for name in _COMPONENTS}
    observation = {
        "dimensions": {
            "delforman": "A",
            "ar": str(YEARS[0]),
            "manad": "12",
            "kon_kod": "ALL",
            "diagnoskapitel": "ALL",
            "lan": _COUNTY,
        },
        "observations": {"antal": {"value": sums["activity_compensation"], "rojd": False}},
        "row_nr": 1,
    }
    yield f"aktivitetsersattning_{YEARS[0]}-12.json", _json([observation])
    sick = str(sums["sick_leave_over_365_days"])
    rows = [
        ["Pågående sjukfall efter sjukfallets längd"],
        ["Påhittade uppgifter"],
        ["År", "Månad", "Kön", "Län", "Sjukfallets längd", "Antal pågående sjukfall"],
        [
            str(YEARS[0]),
            "12",
            "Kvinnor och män",
            "18 Örebro län",
            "Mer än 365 dagar",
            sick,
        ],
    ]
    yield f"pagaende_sjukfall_{YEARS[0]}-12.xlsx", Document(workbook({"Pågående sjukfall": rows}))


def _people(counts: dict[tuple[str, int], int], region: str, year: int) -> int:
    if region == _COUNTY:
        return sum(count for (_, of), count in counts.items() if of == year)
    return counts[region, year]


def _json(content: Any) -> Document:
    return Document((json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())
