"""Deliveries about money: budget, forecast, funding, staffing, reported time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from random import Random

from finsam.proving.world.books import Books, external_funder
from finsam.proving.world.county import AS_OF, YEARS, Association
from finsam.proving.world.definitions import Definitions
from finsam.proving.world.delivery import Row, Table
from finsam.proving.world.shares import divided, kronor

_THOUSAND = 100_000
_STATE, _REGION, _ASSOCIATION = "Staten", "Region Örebro län", "Förbundet"
_COST_PER_POSITION = 68_000_000
_MONTHLY_HOURS = 150
_OFFICE = ("Kostnader", "Kansli och styrelse")
_UNSORTED = {"lekeberg_orebro": {"Utredare": 2019, "Verksamhetsutvecklare": 2022}}
"""Posts that the association budgets without saying what they are; the rules know them by their names,
from a year on."""
_OFFICE_LINES = {
    "manager": "Förbundschef",
    "board": "Styrelse",
    "audit": "Revision",
    "purchased_admin_support": "Redovisning och lönehantering",
    "premises": "Lokalhyra",
    "it": "IT-tjänster",
    "overhead": "Övriga kostnader",
}


def budget(association: Association, books: Books) -> Table:
    """Return the budget of a year: lines, the headers of their groups and the sums of the sections."""
    made = _Budget(books.year)
    made.line(("Intäkter", "Bidrag"), "Medlemsbidrag", "income", books.allocation)
    if books.external:
        made.line(("Intäkter", "Bidrag"), "Medel från andra finansiärer", "income", books.external)
    made.close("Intäkter")
    for programme_type, group in (
        ("individual", "Individinriktade insatser"),
        ("structural", "Strukturövergripande insatser"),
    ):
        for programme in association.programmes:
            amount = books.cost_of(programme.code)
            if programme.programme_type == programme_type and amount:
                made.line(("Kostnader", group), programme.name, programme_type, amount, programme.code)
    for cost_type, text in _OFFICE_LINES.items():
        amount = sum(a for line, a in books.costs.items() if not line.programme and line.cost_type == cost_type)
        if amount:
            made.line(_OFFICE, text, "administration", amount)
    for text, first_year in _UNSORTED.get(association.code, {}).items():
        if books.year >= first_year:
            made.line(_OFFICE, text, "", books.allocation // 40)
    made.close("Kostnader")
    return Table("budget", made.rows)


class _Budget:
    """Rows of a budget; what is written as a sum is the sum of what was written before."""

    def __init__(self, year: int) -> None:
        self.rows: list[Row] = []
        self._year = year
        self._sums: dict[tuple[str, str], Decimal] = {}

    def line(self, place: tuple[str, str], text: str, category: str, ore: int, programme: str = "") -> None:
        amount = kronor(-(-ore // _THOUSAND) * _THOUSAND)
        self._sums[place] = self._sums.get(place, Decimal(0)) + amount
        more: Row = {
            "line_text": text,
            "cost_category_as_booked": category or None,
            "programme_code": programme or None,
        }
        self._row("line", place[0], amount, {"budget_group": place[1], **more})

    def close(self, section: str) -> None:
        groups = {group: amount for (place, group), amount in self._sums.items() if place == section}
        for group, amount in groups.items():
            self._row("group", section, amount, {"budget_group": group})
        self._row("section", section, sum(groups.values(), Decimal(0)), {"line_text": f"Summa {section.lower()}"})

    def _row(self, level: str, section: str, amount: Decimal, more: Row) -> None:
        self.rows.append(
            {
                "fiscal_year": self._year,
                "budget_version": f"beslutad-{self._year - 1}-11-20",
                "decided_on": date(self._year - 1, 11, 20),
                "row_level": level,
                "section": section,
                "amount_sek": amount,
                **more,
            }
        )


def forecast(books: Books) -> Table:
    """Return a forecast of the three years after the last: the members contribute what the association spends."""
    rows: list[Row] = []
    office = sum(amount for line, amount in books.costs.items() if not line.programme)
    for year in range(AS_OF.year, AS_OF.year + 3):
        sections = {
            "Finansiella intäkter": {"Medlemsbidrag": books.allocation, "Eget kapital": books.closing},
            "Verksamhetens kostnader": {"Förbundet": office, "Aktiviteter": books.allocation - office},
        }
        for section, lines in sections.items():
            for text, ore in lines.items():
                rows.append(_forecast_row(year, section, text, "line", ore))
            rows.append(_forecast_row(year, section, f"Summa {section.lower()}", "total", sum(lines.values())))
    return Table("forecast", rows)


def _forecast_row(year: int, section: str, text: str, level: str, ore: int) -> Row:
    return {
        "fiscal_year": year,
        "forecast_version": f"prognos-{AS_OF.year}",
        "section": section,
        "line_text": text,
        "row_level": level,
        "amount_sek": kronor(ore),
    }


def funding(association: Association, books: Mapping[int, Books], definitions: Definitions) -> Table:
    """Return what each funder has paid: half the state, a quarter the region, a quarter the municipalities."""
    members = {row["member_code"]: row for row in definitions.rows("reference/member")}
    municipalities = [
        members[row["member_code"]]["name_sv"]
        for row in definitions.rows("reference/association_member")
        if row["association_code"] == association.code and members[row["member_code"]]["member_type"] == "municipality"
    ]
    rows: list[Row] = []
    for year, of_year in books.items():
        state, region, rest = divided(of_year.allocation, [2, 1, 1])
        parts = zip(municipalities, divided(rest, [1.0] * len(municipalities)), strict=True)
        for funder, kind, ore in (
            (_STATE, "state", state),
            (_REGION, "region", region),
            *((name, "municipality", part) for name, part in parts),
        ):
            rows.append(_funding_row(year, funder, kind, ore))
        external = external_funder(association)
        if external and of_year.external:
            rows.append(_funding_row(year, external[0], "external", of_year.external))
    return Table("funding", rows)


def _funding_row(year: int, funder: str, kind: str, ore: int) -> Row:
    amount = kronor(ore)
    return {"fiscal_year": year, "funder": funder, "funder_type": kind, "received_sek": amount, "used_sek": amount}


def staffing(association: Association, books: Mapping[int, Books]) -> Table:
    """Return positions: one manager, and as many in each team as its costs pay for."""
    rows: list[Row] = []
    for year, of_year in books.items():
        rows.append(_position(year, None, "manager", Decimal("1.00")))
        for programme in association.programmes:
            quarters = of_year.cost_of(programme.code) * 4 // _COST_PER_POSITION
            if programme.programme_type == "individual" and quarters:
                rows.append(_position(year, programme.code, "staff", (Decimal(quarters) / 4).quantize(Decimal("0.01"))))
    return Table("staffing", rows)


def _position(year: int, programme: str | None, role: str, fte: Decimal) -> Row:
    return {"fiscal_year": year, "programme_code": programme, "role": role, "fte": fte, "funder": _ASSOCIATION}


def time_reports(random: Random) -> Iterator[tuple[int, Table]]:
    """Yield the manager's time of the last two years, month by month."""
    shares = [random.uniform(50, 70), random.uniform(20, 30), random.uniform(5, 15)]
    for year in YEARS[-2:]:
        rows: list[Row] = []
        for month in range(1, 13):
            hours = divided(_MONTHLY_HOURS + random.randint(-8, 8), shares)
            for activity, amount in zip(("administration", "structural", "individual"), hours, strict=True):
                rows.append(
                    {
                        "fiscal_year": year,
                        "role": "manager",
                        "month": month,
                        "activity": activity,
                        "hours": Decimal(amount).quantize(Decimal("0.01")),
                    }
                )
        yield year, Table("time_reports", rows)
