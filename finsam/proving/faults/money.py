"""Faults of money and work: budget, forecast, funding, staffing, time reports."""

from __future__ import annotations

from random import Random

from finsam.findings.finding import BLOCKING, ERROR, NOTE, WARNING
from finsam.proving.faults.changes import (
    becomes,
    cell,
    digits_swapped,
    doubled,
    doubled_with,
    dropped,
    exchanged,
    filled,
    is_,
    kind,
    negated,
    plus,
    rows,
    times,
    without_comma,
    years_later,
)
from finsam.proving.faults.kit import NotHereError, Row, Table

_LINE = is_("row_level", "line")
_SUMS = is_("row_level", "group", "section", "total")


def _split(table: Table, rng: Random) -> None:
    """Money of one funder stands with another: the total holds."""
    one = table.pick(rng, is_("funder_type", "state"))
    other = table.pick(rng, lambda row: row["funder_type"] == "region" and row.same(one, "fiscal_year"))
    for row, step in ((one, "-300000"), (other, "300000")):
        row["received_sek"] = plus(step)(row["received_sek"], table)


def _used_above_received(table: Table, rng: Random) -> None:
    row = table.pick(rng, lambda row: bool(row["received_sek"]))
    row["used_sek"] = times("3")(row["received_sek"], table)


def _twelve_months_in_one(table: Table, rng: Random) -> None:
    row = table.pick(rng, lambda row: bool(row["month"]))
    row["month"] = ""


def _manager(row: Row) -> bool:
    return row["role"] == "manager"


def _some_forecast_sum(table: Table, rng: Random) -> None:
    row = table.pick(rng, is_("row_level", "total"))
    row["amount_sek"] = plus("1000")(row["amount_sek"], table)


def _amounts(funding: list[Row]) -> list[tuple[str, ...]]:
    return sorted((row["funder"], row["received_sek"], row["used_sek"]) for row in funding)


def _same_as_last_year(table: Table, _rng: Random) -> None:
    years = sorted({row["fiscal_year"] for row in table.rows()})
    if len(years) < 2:
        raise NotHereError
    last = [row for row in table.rows() if row["fiscal_year"] == years[-1]]
    before = [row for row in table.rows() if row["fiscal_year"] == years[-2]]
    if _amounts(last) == _amounts(before):
        raise NotHereError
    for row in last:
        table.drop(row)
    for row in before:
        table.add(row)["fiscal_year"] = years[-1]


FAULTS = (
    kind("budget_line_changed", "money", ERROR, "budget", "en budgetrad är ändrad", "a budget line is changed",
         cell("amount_sek", plus("11000"), _LINE)),
    kind("budget_line_sign", "money", ERROR, "budget", "en budgetrad har fel tecken",
         "a budget line has the wrong sign",
         cell("amount_sek", negated, _LINE)),
    kind("budget_sum_changed", "money", ERROR, "budget", "en summa i budgeten är ändrad",
         "a sum of the budget is changed",
         cell("amount_sek", digits_swapped, _SUMS)),
    kind("budget_line_dropped", "money", ERROR, "budget", "en budgetrad saknas", "a budget line is missing",
         dropped(_LINE)),
    kind("budget_line_doubled", "money", ERROR, "budget", "en budgetrad två gånger", "a budget line twice",
         doubled(_LINE)),
    kind("budget_line_doubled_changed", "money", BLOCKING, "budget", "en budgetrad två gånger med olika belopp",
         "a budget line twice with different amounts", doubled_with("amount_sek", times("2"), _LINE)),
    kind("budget_in_thousands", "money", ERROR, "budget", "hela budgeten i tusental kronor",
         "the whole budget in thousands", cell("amount_sek", times("0.001"), every=True)),
    kind("budget_line_in_thousands", "money", ERROR, "budget", "en budgetrad i tusental kronor",
         "a budget line in thousands", cell("amount_sek", times("0.001"), _LINE)),
    kind("budget_decimal_moved", "money", ERROR, "budget", "en budgetrad tio gånger för stor",
         "a budget line ten times too large", cell("amount_sek", times("10"), _LINE)),
    kind("budget_thousands_point", "encoding", ERROR, "budget", "ett belopp skrivet 1.234,50",
         "an amount written 1.234,50", cell("amount_sek", becomes("1.234,50"), _LINE)),
    kind("budget_unit_in_cell", "encoding", ERROR, "budget", "ett belopp skrivet 5000 kr", "an amount written 5000 kr",
         cell("amount_sek", lambda text, _: text + " kr", _LINE)),
    kind("budget_year", "dates", ERROR, "budget", "hela budgeten för fel år", "the whole budget for the wrong year",
         cell("fiscal_year", years_later(20), every=True)),
    kind("budget_line_year", "dates", ERROR, "budget", "en budgetrad för fel år", "a budget line for the wrong year",
         cell("fiscal_year", years_later(-1), _LINE)),
    kind("budget_programme_unknown", "codes", ERROR, "budget", "en insats som inte finns", "an unknown programme",
         filled("programme_code", "finns_inte", _LINE)),
    kind("budget_category", "codes", WARNING, "budget", "en budgetrad i fel kostnadsslag",
         "a budget line in the wrong category", cell("cost_category_as_booked", becomes("income"),
                                                     is_("cost_category_as_booked", "individual", "administration"))),
    kind("budget_category_unknown", "codes", ERROR, "budget", "ett kostnadsslag som inte finns",
         "a category that does not exist", cell("cost_category_as_booked", becomes("övrigt"), _LINE)),
    kind("forecast_line_changed", "money", ERROR, "forecast", "en prognosrad är ändrad", "a forecast line is changed",
         cell("amount_sek", plus("7000"), _LINE)),
    kind("forecast_sum_changed", "money", ERROR, "forecast", "en summa i prognosen är ändrad",
         "a sum of the forecast is changed", rows(_some_forecast_sum)),
    kind("forecast_line_dropped", "money", ERROR, "forecast", "en prognosrad saknas", "a forecast line is missing",
         dropped(_LINE)),
    kind("forecast_in_thousands", "money", ERROR, "forecast", "prognosen i tusental kronor",
         "the forecast in thousands",
         cell("amount_sek", times("0.001"), every=True)),
    kind("forecast_level_unknown", "codes", ERROR, "forecast", "en nivå som inte finns", "a level that does not exist",
         cell("row_level", becomes("summa"), _LINE)),
    kind("funding_split", "money", ERROR, "funding", "bidrag står hos fel finansiär",
         "money stands with another funder",
         rows(_split)),
    kind("funding_decimal_moved", "money", ERROR, "funding", "ett bidrag tio gånger för stort",
         "a contribution ten times too large", cell("received_sek", times("10"), is_("funder_type", "state",
         "region"))),
    kind("funding_in_thousands", "money", ERROR, "funding", "bidragen i tusental kronor", "contributions in thousands",
         cell("received_sek", times("0.001"), every=True)),
    kind("funding_row_dropped", "money", ERROR, "funding", "en finansiär saknas", "a funder is missing",
         dropped(is_("funder_type", "state", "region", "municipality"))),
    kind("funding_row_doubled", "money", ERROR, "funding", "en finansiär två gånger", "a funder twice",
         doubled(is_("funder_type", "state", "region", "municipality"))),
    kind("funding_negative", "money", ERROR, "funding", "ett bidrag är negativt", "a contribution is negative",
         cell("received_sek", negated)),
    kind("funding_used_above_received", "money", WARNING, "funding", "mer är förbrukat än mottaget",
         "more is used than received", rows(_used_above_received)),
    kind("funding_type", "codes", ERROR, "funding", "en finansiär av fel typ", "a funder of the wrong type",
         cell("funder_type", becomes("external"), is_("funder_type", "state", "region"))),
    kind("funding_funder_unknown", "codes", WARNING, "funding", "en finansiär som inte finns", "an unknown funder",
         cell("funder", becomes("Okänd kommun"), is_("funder_type", "municipality"))),
    kind("funding_year_repeated", "files", ERROR, "funding", "förra årets bidrag lämnade som årets",
         "last year's contributions delivered as this year's", rows(_same_as_last_year)),
    kind("staffing_decimal_moved", "money", ERROR, "staffing", "tio gånger för många tjänster",
         "ten times the positions",
         cell("fte", times("10"), lambda row: row["fte"] not in ("0", "0.0", "0,0"))),
    kind("staffing_comma_lost", "encoding", ERROR, "staffing", "decimaltecknet har fallit bort",
         "the decimal sign is lost", cell("fte", without_comma, lambda row: row["fte"][:1] in "123456789")),
    kind("staffing_negative", "money", ERROR, "staffing", "negativ bemanning", "negative staffing",
         cell("fte", negated, lambda row: row["fte"] not in ("0", "0.0", "0,0"))),
    kind("staffing_role_unknown", "codes", ERROR, "staffing", "en roll som inte finns", "an unknown role",
         cell("role", becomes("chef"))),
    kind("staffing_programme_unknown", "codes", ERROR, "staffing", "en insats som inte finns", "an unknown programme",
         filled("programme_code", "finns_inte", lambda row: bool(row["programme_code"]))),
    kind("staffing_row_doubled", "money", ERROR, "staffing", "en rad två gånger", "a row twice",
         doubled(_manager)),
    kind("staffing_row_dropped", "money", WARNING, "staffing", "chefen saknas", "the manager is missing",
         dropped(_manager)),
    kind("staffing_year", "dates", WARNING, "staffing", "bemanningen för fel år", "staffing for the wrong year",
         cell("fiscal_year", years_later(-9), every=True)),
    kind("time_hours_decimal_moved", "money", WARNING, "time_reports", "tio gånger för många timmar",
         "ten times the hours",
         cell("hours", times("10"), lambda row: row["hours"] not in ("", "0", "0.00"))),
    kind("time_hours_negative", "money", ERROR, "time_reports", "negativa timmar", "negative hours",
         cell("hours", negated, lambda row: row["hours"] not in ("", "0", "0.00"))),
    kind("time_month_unknown", "dates", ERROR, "time_reports", "månad 13", "month 13", cell("month", becomes("13"))),
    kind("time_month_lost", "dates", WARNING, "time_reports", "en månad är tom och blir hela året",
         "a month is empty and becomes the whole year", rows(_twelve_months_in_one)),
    kind("time_row_conflict", "money", BLOCKING, "time_reports", "samma månad två gånger med olika timmar",
         "one month twice with different hours", doubled_with("hours", plus("8"))),
    kind("time_role_unknown", "codes", ERROR, "time_reports", "en roll som inte finns", "an unknown role",
         cell("role", becomes("ekonom"))),
    kind("time_row_dropped", "money", NOTE, "time_reports", "en rad saknas", "a row is missing", dropped()),
    kind("budget_columns_exchanged", "structure", WARNING, "budget", "rad och avsnitt har bytt plats",
         "line and section are exchanged", exchanged("line_text", "section", _LINE)),
)  # fmt: skip
