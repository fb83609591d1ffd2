"""The money of an association: one model of costs, from which ledger, budget, forecast and printed figures are made."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from finsam.proving.world.county import YEARS, Association
from finsam.proving.world.definitions import Definitions
from finsam.proving.world.shares import divided

_BOARD, _OFFICE, _PREMISES = "1:10", "1:20", "1:30"
UNITS = {_BOARD: "Styrelse", _OFFICE: "Kansli", _PREMISES: "Lokaler, gemensam pool"}
_WEIGHT = {
    "manager": 60.0, "board": 6.0, "audit": 5.0, "purchased_admin_support": 14.0, "premises": 12.0, "it": 3.0,
    "overhead": 4.0,
}  # fmt: skip
_OFFICE_SHARE = (0.14, 0.19)
_STRUCTURAL_SHARE = (0.05, 0.08)
_EXTERNAL = ("degerfors_karlskoga", "studiemotivator", "MUCF")


@dataclass(frozen=True)
class Chart:
    """The accounts that the world books on besides those of the cost rules."""

    bank: str
    liability: str
    equity: str
    state: str
    region: str
    municipalities: str
    external: str
    team: str
    interest_income: str
    interest_cost: str


CHARTS = {
    "bas": Chart("1930", "2440", "2010", "3985", "3986", "3987", "3989", "4610", "8310", "8410"),
    "kommunbas": Chart("1940", "2510", "2010", "3511", "3512", "3513", "3590", "4610", "8410", "8510"),
}


@dataclass(frozen=True)
class CostLine:
    """A kind of cost of an association.

    Args:
        account: Where it is booked.
        name: Name of the account.
        unit: Dimension and object code.
        programme: The programme that the object belongs to, or empty.
        cost_type: What it is by nature.
        weight: Its share of the office's, the structural or the individual costs.
    """

    account: str
    name: str
    unit: str
    programme: str
    cost_type: str
    weight: float


@dataclass
class Books:
    """The books of one association and year, in öre.

    Attributes:
        year: The calendar year.
        allocation: What the members contribute.
        external: What an external funder contributes and is used.
        costs: Kind of cost -> amount of the year.
        interest_income: Interest received.
        interest_cost: Interest paid.
        opening: Equity when the year begins.
    """

    year: int
    allocation: int
    external: int
    costs: dict[CostLine, int]
    interest_income: int
    interest_cost: int
    opening: int

    @property
    def result(self) -> int:
        """What is left of the year."""
        income = self.allocation + self.external + self.interest_income
        return income - sum(self.costs.values()) - self.interest_cost

    @property
    def closing(self) -> int:
        """Equity when the year ends."""
        return self.opening + self.result

    def cost_of(self, programme: str) -> int:
        """Return what was booked on a programme."""
        return sum(amount for line, amount in self.costs.items() if line.programme == programme)


def keep_books(random: Random, association: Association, definitions: Definitions) -> dict[int, Books]:
    """Return the books of every year; costs are such that equity stays well below its cap."""
    kinds = _kinds(random, association, definitions)
    office = random.uniform(*_OFFICE_SHARE)
    structural = random.uniform(*_STRUCTURAL_SHARE)
    opening = int(association.allocation[YEARS[0]] * 100 * random.uniform(0.08, 0.12))
    found: dict[int, Books] = {}
    for year in YEARS:
        allocation = association.allocation[year] * 100
        closing = int(allocation * random.uniform(0.08, 0.12))
        external = 0
        if association.code == _EXTERNAL[0]:
            external = 60_000_000 + year * 100
        interest = (random.randint(20_000, 90_000), random.randint(5_000, 40_000))
        total = allocation + external + interest[0] - interest[1] + opening - closing
        weights = {"office": office, "structural": structural, "individual": 1 - office - structural}
        by_part = dict(zip(weights, divided(total, list(weights.values())), strict=True))
        costs: dict[CostLine, int] = {}
        for part, lines in kinds.items():
            drift = [line.weight * random.uniform(0.97, 1.03) for line in lines]
            costs.update(zip(lines, divided(by_part[part], drift), strict=True))
        found[year] = Books(year, allocation, external, costs, *interest, opening)
        opening = closing
    return found


def external_funder(association: Association) -> tuple[str, str] | None:
    """Return the funder and programme of an association with external money."""
    return (_EXTERNAL[2], _EXTERNAL[1]) if association.code == _EXTERNAL[0] else None


def _kinds(random: Random, association: Association, definitions: Definitions) -> dict[str, list[CostLine]]:
    """One line per account that the definitions tell apart, and one per programme with an object of its own."""
    chart = CHARTS[association.chart]
    teams = [p for p in association.programmes if p.ledger_object and p.programme_type == "individual"]
    kinds: dict[str, list[CostLine]] = {"office": [], "structural": [], "individual": []}
    for known in definitions.account_types(association.chart, association.code):
        if known.cost_type in _WEIGHT:
            unit = {"board": _BOARD, "premises": _PREMISES}.get(known.cost_type, _OFFICE)
            weight = _WEIGHT[known.cost_type] * random.uniform(0.8, 1.2)
            kinds["office"].append(CostLine(known.account, known.name, unit, "", known.cost_type, weight))
        else:
            team = teams[0]
            line = CostLine(known.account, known.name, team.ledger_object, team.code, known.cost_type, 2.0)
            kinds["individual"].append(line)
    for programme in association.programmes:
        if programme.ledger_object:
            name = f"Köpt verksamhet, {programme.programme_type}"
            part = programme.programme_type
            weight = (programme.size or 30) * random.uniform(0.9, 1.1)
            account = chart.team if part == "individual" else str(int(chart.team) + 10)
            line = CostLine(account, name, programme.ledger_object, programme.code, "team_staff", weight)
            kinds[part].append(line)
    return kinds
