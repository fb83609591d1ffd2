"""From the books to ledgers: vouchers that sum to zero, and balances carried from year to year."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Mapping
from datetime import date
from random import Random

from finsam.proving.world.books import CHARTS, UNITS, Books, external_funder
from finsam.proving.world.county import PRINTED_ON, Association
from finsam.proving.world.delivery import Ledger, Line, Objects, Voucher
from finsam.proving.world.shares import divided, kronor, scattered

_DECEMBER = 12
_QUARTERS = (1, 4, 7, 10)
_Entry = tuple[str, int, Objects]


def keep_ledgers(random: Random, association: Association, books: Mapping[int, Books]) -> dict[int, Ledger]:
    """Return the ledger of each year: costs paid from the bank month by month, December's in January."""
    chart = CHARTS[association.chart]
    first = next(iter(books.values()))
    opening = Counter({chart.bank: first.opening, chart.equity: -first.opening})
    found = {}
    for year, of_year in books.items():
        entries = _vouchers(random, association, of_year, debt=-opening[chart.liability])
        found[year], opening = _ledger(association, of_year, entries, opening)
    return found


def _vouchers(
    random: Random, association: Association, books: Books, debt: int
) -> list[tuple[date, str, list[_Entry]]]:
    chart, year = CHARTS[association.chart], books.year
    found: list[tuple[date, str, list[_Entry]]] = []
    if debt:
        found.append((date(year, 1, 8), "Betalda skulder", [(chart.liability, debt, ()), (chart.bank, -debt, ())]))
    halves = divided(books.allocation, [2, 1, 1])
    for name, account, amount in zip(
        ("Bidrag från staten", "Bidrag från regionen", "Bidrag från kommunerna"),
        (chart.state, chart.region, chart.municipalities),
        halves,
        strict=True,
    ):
        for month, part in zip(_QUARTERS, divided(amount, [1, 1, 1, 1]), strict=True):
            found.append((date(year, month, 15), name, [(chart.bank, part, ()), (account, -part, ())]))
    funder = external_funder(association)
    if funder and books.external:
        unit = _objects(association.programme(funder[1]).ledger_object)
        found.append(
            (date(year, 6, 1), f"Medel från {funder[0]}",
             [(chart.bank, books.external, ()), (chart.external, -books.external, unit)])
        )  # fmt: skip
    for line, amount in books.costs.items():
        for month, part in enumerate(scattered(random, amount, _DECEMBER, 0.1), 1):
            day = date(year, month, random.randint(1, monthrange(year, month)[1]))
            credit = chart.liability if month == _DECEMBER else chart.bank
            found.append((day, line.name, [(line.account, part, _objects(line.unit)), (credit, -part, ())]))
    interest = books.interest_income - books.interest_cost
    found.append(
        (date(year, 12, 31), "Räntor",
         [(chart.interest_income, -books.interest_income, ()), (chart.interest_cost, books.interest_cost, ()),
          (chart.bank, interest, ())])
    )  # fmt: skip
    return sorted(found, key=lambda entry: entry[0])


def _ledger(
    association: Association, books: Books, entries: list[tuple[date, str, list[_Entry]]], opening: Counter[str]
) -> tuple[Ledger, Counter[str]]:
    """Return the ledger, and what the next year opens with: the result has become equity."""
    chart = CHARTS[association.chart]
    kinds = _accounts(association, books)
    moved: Counter[str] = Counter()
    for _, _, lines in entries:
        for account, amount, _ in lines:
            moved[account] += amount
    balance = {account for account, (_, kind) in kinds.items() if kind in "TS"}
    closing = Counter({account: opening[account] + moved[account] for account in balance})
    ledger = Ledger(
        company=association.name,
        fiscal_year=books.year,
        generated_on=date(books.year + 1, 1, PRINTED_ON),
        accounts=kinds,
        dimensions={"1": "Kostnadsställe", "6": "Projekt"},
        objects=_named_objects(association),
        opening={account: kronor(opening[account]) for account in sorted(balance)},
        closing={account: kronor(closing[account]) for account in sorted(balance)},
        result={account: kronor(moved[account]) for account in sorted(moved) if account not in balance},
        vouchers=[
            Voucher("A", number, day, text, [Line(account, kronor(ore), objects) for account, ore, objects in lines])
            for number, (day, text, lines) in enumerate(entries, 1)
        ],
    )
    return ledger, _rolled(closing, chart.equity, books.result)


def _rolled(closing: Counter[str], equity: str, result: int) -> Counter[str]:
    rolled = Counter(closing)
    rolled[equity] -= result
    return rolled


def _accounts(association: Association, books: Books) -> dict[str, tuple[str, str]]:
    chart = CHARTS[association.chart]
    named = {
        chart.bank: ("Bank", "T"),
        chart.liability: ("Leverantörsskulder", "S"),
        chart.equity: ("Eget kapital", "S"),
        chart.state: ("Bidrag från staten", "I"),
        chart.region: ("Bidrag från regionen", "I"),
        chart.municipalities: ("Bidrag från kommunerna", "I"),
        chart.interest_income: ("Ränteintäkter", "I"),
        chart.interest_cost: ("Räntekostnader", "K"),
    }
    if books.external:
        named[chart.external] = ("Medel från andra finansiärer", "I")
    return named | {line.account: (line.name, "K") for line in books.costs}


def _objects(unit: str) -> Objects:
    number, code = unit.split(":")
    return ((number, code),)


def _named_objects(association: Association) -> dict[tuple[str, str], str]:
    units = UNITS | {p.ledger_object: p.name for p in association.programmes if p.ledger_object}
    return {_objects(unit)[0]: name for unit, name in units.items()}
