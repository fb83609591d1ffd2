"""Turn rows of the facts tables into one year's ledger: balanced vouchers, opening and closing balances."""

from __future__ import annotations

import calendar
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

Row = dict[str, str]


class FactsError(ValueError):
    """The facts tables contradict themselves; the text says which ledger, year and voucher or line."""


@dataclass(frozen=True)
class Line:
    """One voucher line. Amount in whole kronor, debit positive."""

    account: str
    unit: str
    project: str
    provenance: str
    amount: int


@dataclass(frozen=True)
class Voucher:
    """One voucher; its lines sum to 0."""

    series: str
    number: int
    day: date
    text: str
    lines: tuple[Line, ...]


@dataclass
class Year:
    """One ledger and year: vouchers, and balances per account in whole kronor."""

    ledger: str
    fiscal_year: int
    vouchers: list[Voucher]
    opening: dict[str, int]
    closing: dict[str, int] = field(default_factory=dict)
    result: dict[str, int] = field(default_factory=dict)


def _months(spread: str) -> list[int]:
    first, last = (int(part) for part in spread.split("-"))
    return list(range(first, last + 1))


def _share(amount: int, index: int, count: int) -> int:
    """Equal shares in whole kronor; the last one takes the remainder, so that the shares sum to the amount."""
    base = abs(amount) // count * (1 if amount >= 0 else -1)
    return base if index < count - 1 else amount - base * (count - 1)


def _lines(rows: list[Row], index: int, count: int, where: str) -> tuple[Line, ...]:
    lines: list[Line] = []
    open_rows = [row for row in rows if row["amount_sek"] == ""]
    if len(open_rows) > 1:
        raise FactsError(f"{where}: more than one line without an amount")
    known = {
        position: _share(int(row["amount_sek"]), index, count)
        for position, row in enumerate(rows)
        if row["amount_sek"] != ""
    }
    for position, row in enumerate(rows):
        amount = known.get(position, -sum(known.values()))
        lines.append(Line(row["account"], row["unit"], row["project"], row["provenance"], amount))
    if sum(line.amount for line in lines) != 0:
        raise FactsError(f"{where}: the lines do not sum to 0")
    return tuple(lines)


def build_year(
    ledger: str, fiscal_year: int, postings: list[Row], opening: dict[str, int], is_balance: set[str]
) -> Year:
    """Build one year from its posting rows.

    A row without an amount takes what balances its voucher. A voucher with spread_months (for example 1-12) becomes
    one voucher per month, dated the last day of the month. Numbers run per series in date order.
    """
    drafts: list[tuple[str, date, int, str, tuple[Line, ...]]] = []
    wanted = [row for row in postings if row["ledger"] == ledger and int(row["fiscal_year"]) == fiscal_year]
    for order, (key, group) in enumerate(groupby(wanted, key=lambda row: row["voucher_key"])):
        rows = list(group)
        head = rows[0]
        where = f"{ledger} {fiscal_year} {key}"
        if head["spread_months"]:
            months = _months(head["spread_months"])
            for index, month in enumerate(months):
                day = date(fiscal_year, month, calendar.monthrange(fiscal_year, month)[1])
                text = f"{head['text']} {fiscal_year}-{month:02d}"
                drafts.append((head["series"], day, order, text, _lines(rows, index, len(months), where)))
        else:
            day = date.fromisoformat(head["voucher_date"])
            drafts.append((head["series"], day, order, head["text"], _lines(rows, 0, 1, where)))
    drafts.sort(key=lambda draft: draft[:3])
    vouchers: list[Voucher] = []
    last_number: dict[str, int] = defaultdict(int)
    for series, day, _, text, lines in drafts:
        last_number[series] += 1
        vouchers.append(Voucher(series, last_number[series], day, text, lines))

    movement: dict[str, int] = defaultdict(int)
    for voucher in vouchers:
        for line in voucher.lines:
            movement[line.account] += line.amount
    year = Year(ledger, fiscal_year, vouchers, dict(opening))
    for account in sorted(set(movement) | set(opening)):
        if account in is_balance:
            year.closing[account] = opening.get(account, 0) + movement[account]
        else:
            year.result[account] = movement[account]
    return year


def check_lines(year: Year, checks: list[Row]) -> None:
    """Compare the ledger with the printed lines.

    Raises:
        FactsError: a printed line is not recovered to the krona.
    """
    for row in checks:
        if row["ledger"] != year.ledger or int(row["fiscal_year"]) != year.fiscal_year:
            continue
        prefixes = tuple(row["accounts"].split("|"))
        if row["kind"] == "closing":
            found = sum(amount for account, amount in year.closing.items() if account.startswith(prefixes))
        else:
            found = sum(
                line.amount
                for voucher in year.vouchers
                for line in voucher.lines
                if line.account.startswith(prefixes)
                and (not row["unit"] or line.unit in row["unit"].split("|"))
                and (row["project"] in ("", line.project) or (row["project"] == "none" and line.project == ""))
            )
        if int(row["sign"]) * found != int(row["amount_sek"]):
            raise FactsError(
                f"{year.ledger} {year.fiscal_year} {row['statement']} {row['line_key']}: "
                f"printed {row['amount_sek']}, ledger {int(row['sign']) * found}"
            )
