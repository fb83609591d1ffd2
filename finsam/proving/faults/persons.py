"""Faults of counts and rows of persons: programmes, participants, exits, referrals, SUS, Uppföljning Finsam."""

from __future__ import annotations

from random import Random

from finsam.findings.finding import BLOCKING, ERROR, NOTE, WARNING
from finsam.proving.faults.changes import (
    above,
    becomes,
    cell,
    day,
    digits_swapped,
    doubled,
    doubled_with,
    dropped,
    exchanged,
    filled,
    has,
    is_,
    kind,
    later_by,
    negated,
    plus,
    rows,
    times,
    years_later,
)
from finsam.proving.faults.kit import NotHereError, Row, Table, number

_SEX = is_("sex", "woman", "man")
_MUNICIPAL = has("municipality_code")
_FLOW = has("opening_count", "new_count", "total_count")


def _total_of_sexes(table: Table, rng: Random) -> None:
    """A row of one sex counts more than it should, beside a total or the other slices."""
    row = table.pick(rng, lambda row: row["sex"] in ("woman", "man") and bool(row["total_count"]))
    row["total_count"] = plus("9")(row["total_count"], table)


def _municipal_total(table: Table, rng: Random) -> None:
    row = table.pick(rng, lambda row: bool(row["municipality_code"]) and bool(row["total_count"]))
    for column in ("new_count", "total_count"):
        if row[column]:
            row[column] = plus("11")(row[column], table)


def _completed_above_total(table: Table, rng: Random) -> None:
    row = table.pick(rng, has("completed_count", "total_count"))
    row["completed_count"] = plus("5")(row["total_count"], table)


def _lost_opening(table: Table, rng: Random) -> None:
    row = table.pick(rng, lambda row: above("opening_count", 1)(row) and bool(row["total_count"]))
    row["opening_count"] = "0"


def _closing(table: Table, rng: Random) -> None:
    row = table.pick(rng, lambda row: all(row[name] for name in ("opening_count", "new_count", "completed_count")))
    rest = number(row["opening_count"]) + number(row["new_count"]) - number(row["completed_count"])
    row["closing_count"] = table.write_number(rest + 7)


def _earlier_exit(table: Table, rng: Random) -> None:
    row = table.pick(rng, has("entry_date", "exit_date"))
    row["exit_date"] = later_by(-40)(row["entry_date"], table)


def _registered_before(table: Table, rng: Random) -> None:
    row = table.pick(rng, has("entry_date", "registered_on"))
    row["registered_on"] = later_by(-30)(row["entry_date"], table)


def _overlap(table: Table, rng: Random) -> None:
    row = table.pick(rng, lambda row: bool(row["exit_date"]) and day(row["exit_date"]) > day(row["entry_date"]))
    again = table.add(row)
    again["entry_date"] = later_by(5)(row["entry_date"], table)
    again["registered_on"] = again["entry_date"]


def _other_sex(table: Table, rng: Random) -> None:
    row = table.pick(rng, is_("sex", "woman", "man"))
    row["sex"] = {"woman": "man", "man": "woman"}[row["sex"]]


def _person(change: str) -> object:
    def edit(table: Table, rng: Random) -> None:
        row = table.pick(rng, lambda row: len(row["person_id"]) == 12)
        known = row["person_id"]
        row["person_id"] = {
            "check": known[:11] + str((int(known[11]) + 1) % 10),
            "short": known[2:],
            "name": "Anna Exempel",
        }[change]

    return edit


def _reason_moved(table: Table, rng: Random) -> None:
    """Exits move from one reason to another: the sum holds."""
    one = table.pick(rng, above("exit_count", 3))
    other = table.pick(rng, lambda row: row is not one and row.same(one, "programme_code", "period_from", "sex")
                       and row["exit_reason"] != one["exit_reason"])  # fmt: skip
    one["exit_count"] = plus("-3")(one["exit_count"], table)
    other["exit_count"] = plus("3")(other["exit_count"], table)


def _parent_of_itself(table: Table, rng: Random) -> None:
    row = table.pick(rng, lambda _row: "parent_programme_code" in table.places)
    row["parent_programme_code"] = row["programme_code"]


def _end_before_start(table: Table, rng: Random) -> None:
    row = table.pick(rng, has("start_date"))
    row["end_date"] = years_later(-2)(row["start_date"], table)


def _backwards(table: Table, rng: Random) -> None:
    row = table.pick(rng, lambda row: row["period_from"] != row["period_to"])
    row["period_from"], row["period_to"] = row["period_to"], row["period_from"]


def _women(table: Table, rng: Random) -> None:
    row = table.pick(rng, has("women_count", "men_count", "total_count"))
    row["women_count"] = plus("6")(row["women_count"], table)


def _totals(table: Table, rng: Random) -> None:
    """Both sexes and the total ten times too large: they still agree."""
    row = table.pick(rng, has("women_count", "men_count", "total_count"))
    for column in ("women_count", "men_count", "total_count"):
        row[column] = times("10")(row[column], table)


def _small(row: Row) -> bool:
    return row["exit_count"] not in ("", "0")


def _without_exit(table: Table, rng: Random) -> None:
    row = table.pick(rng, has("exit_date", "exit_reason"))
    row["exit_date"] = ""


def _all_programmes(table: Table, _rng: Random) -> None:
    if len(table.cells) < 2:
        raise NotHereError
    table.cells = table.cells[:1]


def _shift(table: Table, years: int) -> None:
    for row in table.rows():
        for column in ("period_from", "period_to"):
            row[column] = str(int(row[column][:4]) + years) + row[column][4:]


def _shift_one(table: Table, rng: Random, years: int) -> None:
    row = table.pick(rng, lambda row: above("total_count", 1)(row) and "12-31" in row["period_to"])
    for column in ("period_from", "period_to"):
        row[column] = str(int(row[column][:4]) + years) + row[column][4:]


def _future(table: Table, rng: Random) -> None:
    row = table.pick(rng, has("entry_date"))
    row["entry_date"] = row["registered_on"] = "2099-02-01"
    row["exit_date"] = ""


FAULTS = (
    kind("programme_dropped", "codes", ERROR, "programmes", "en insats saknas i programlistan",
         "a programme is missing in the list", dropped()),
    kind("programme_list_cut", "files", ERROR, "programmes", "bara första insatsen är kvar",
         "only the first programme is left", rows(_all_programmes)),
    kind("programme_doubled_changed", "codes", BLOCKING, "programmes", "en insats två gånger med olika insatstyp",
         "a programme twice with different types",
         doubled_with("programme_type", becomes("structural"), is_("programme_type", "individual"))),
    kind("programme_type", "codes", ERROR, "programmes", "en individinriktad insats blir strukturövergripande",
         "an individual programme becomes structural",
         cell("programme_type", becomes("structural"), lambda row: row["programme_type"] == "individual"
              and bool(row["orientation"]))),
    kind("programme_orientation_unknown", "codes", ERROR, "programmes", "en inriktning som inte finns",
         "an unknown orientation", filled("orientation", "finns_inte")),
    kind("programme_ends_before_start", "dates", ERROR, "programmes", "en insats slutar före sin början",
         "a programme ends before it begins", rows(_end_before_start)),
    kind("programme_started_later", "dates", WARNING, "programmes", "en insats börjar efter sina deltagare",
         "a programme begins after its participants", cell("start_date", years_later(20))),
    kind("programme_parent_itself", "structure", ERROR, "programmes", "en insats ingår i sig själv",
         "a programme is part of itself", rows(_parent_of_itself)),
    kind("programme_parent_unknown", "codes", ERROR, "programmes", "en insats ingår i en som inte finns",
         "a programme is part of an unknown one", filled("parent_programme_code", "finns_inte")),
    kind("programme_objects", "codes", WARNING, "programmes", "fel bokföringsobjekt", "wrong ledger objects",
         cell("ledger_objects", becomes("1:98765"))),
    kind("programme_target_group_unknown", "codes", WARNING, "programmes", "en målgrupp som inte finns",
         "an unknown target group", filled("target_groups", "finns_inte")),
    kind("programme_places_negative", "persons", ERROR, "programmes", "negativt antal platser", "negative places",
         filled("places", "-20")),

    kind("participants_sex_total", "persons", ERROR, "participants", "kvinnor och män är inte totalen",
         "women and men are not the total", rows(_total_of_sexes)),
    kind("participants_municipal_sum", "persons", ERROR, "participants", "kommunerna är inte totalen",
         "the municipalities are not the total", rows(_municipal_total)),
    kind("participants_negative", "persons", ERROR, "participants", "negativt antal", "a negative count",
         cell("new_count", negated, above("new_count", 1))),
    kind("participants_completed_above", "persons", ERROR, "participants", "fler avslutade än deltagare",
         "more completed than participants", rows(_completed_above_total)),
    kind("participants_opening_lost", "persons", ERROR, "participants", "de som var kvar från förra året saknas",
         "those carried over are lost", rows(_lost_opening)),
    kind("participants_closing", "persons", ERROR, "participants", "kvar vid slutet går inte ihop",
         "those left at the end do not add up", rows(_closing)),
    kind("participants_total_changed", "persons", ERROR, "participants", "en total är ändrad", "a total is changed",
         cell("total_count", plus("13"), _FLOW)),
    kind("participants_decimal_moved", "persons", ERROR, "participants", "tio gånger för många nya",
         "ten times the new ones", cell("new_count", times("10"), above("new_count", 1))),
    kind("participants_fraction", "persons", ERROR, "participants", "ett antal som inte är helt",
         "a count that is not whole", cell("total_count", lambda text, _: text + ",5")),
    kind("participants_columns", "persons", ERROR, "participants", "nya och avslutade har bytt plats",
         "new and completed are exchanged", exchanged("new_count", "completed_count", has("new_count",
         "completed_count"))),
    kind("participants_row_dropped", "persons", ERROR, "participants", "en kommuns rad saknas",
         "the row of a municipality is missing", dropped(_MUNICIPAL)),
    kind("participants_row_doubled", "persons", WARNING, "participants", "en rad två gånger", "a row twice",
         doubled(has("total_count"))),
    kind("participants_row_conflict", "persons", BLOCKING, "participants", "en rad två gånger med olika antal",
         "a row twice with different counts", doubled_with("total_count", plus("3"), has("total_count"))),
    kind("participants_municipality_unknown", "codes", ERROR, "participants", "en kommun som inte finns",
         "an unknown municipality", cell("municipality_code", becomes("9990"))),
    kind("participants_municipality_elsewhere", "codes", ERROR, "participants", "en kommun i ett annat förbund",
         "a municipality of another association", cell("municipality_code", becomes("0180"))),
    kind("participants_municipality_name", "codes", ERROR, "participants", "kommunens namn i stället för kod",
         "the name of the municipality instead of its code", cell("municipality_code", becomes("Hallsberg"))),
    kind("participants_programme_unknown", "codes", ERROR, "participants", "en insats som inte finns",
         "an unknown programme", cell("programme_code", becomes("finns_inte"))),
    kind("participants_sex_code", "codes", ERROR, "participants", "ett kön som inte finns i kodlistan",
         "a sex that is not in the list", cell("sex", becomes("kvinna"))),
    kind("participants_basis", "codes", WARNING, "participants", "registrerade kallas unika",
         "registered are called unique", cell("count_basis", becomes("unique"), is_("count_basis", "registered"))),
    kind("participants_year", "dates", WARNING, "participants", "hela filen för ett annat år",
         "the whole file for another year", rows(lambda table, _rng: _shift(table, -7))),
    kind("participants_row_year", "dates", ERROR, "participants", "en rad för ett annat år", "a row for another year",
         rows(lambda table, rng: _shift_one(table, rng, -1))),
    kind("participants_backwards", "dates", ERROR, "participants", "perioden slutar före sin början",
         "the period ends before it begins", rows(_backwards)),
    kind("participants_extracted_early", "dates", WARNING, "participants", "uttaget är äldre än perioden",
         "extracted before the period ends", cell("extraction_date", years_later(-3))),
    kind("participants_extracted_in_future", "dates", WARNING, "participants", "uttaget är gjort 2099",
         "extracted in 2099", cell("extraction_date", becomes("2099-01-01"))),

    kind("exits_reason_unknown", "codes", ERROR, "exits", "en okänd avslutsanledning", "an unknown exit reason",
         cell("exit_reason", becomes("Zzz okänd"), _small)),
    kind("exits_decimal_moved", "persons", WARNING, "exits", "tio gånger för många avslut", "ten times the exits",
         cell("exit_count", times("10"), above("exit_count", 5))),
    kind("exits_negative", "persons", ERROR, "exits", "negativt antal avslut", "a negative count",
         cell("exit_count", negated, _small)),
    kind("exits_row_dropped", "persons", NOTE, "exits", "en anledning saknas", "a reason is missing", dropped(_small)),
    kind("exits_row_conflict", "persons", BLOCKING, "exits", "en rad två gånger med olika antal",
         "a row twice with different counts", doubled_with("exit_count", plus("2"), _small)),
    kind("exits_reason_moved", "persons", NOTE, "exits", "avslut står på en annan anledning",
         "exits stand with another reason", rows(_reason_moved)),
    kind("exits_programme_unknown", "codes", ERROR, "exits", "en insats som inte finns", "an unknown programme",
         cell("programme_code", becomes("finns_inte"), _small)),
    kind("exits_backwards", "dates", ERROR, "exits", "perioden slutar före sin början",
         "the period ends before it begins", rows(_backwards)),
    kind("exits_extent_above", "persons", ERROR, "exits", "omfattning över 100 procent", "an extent above 100 percent",
         filled("extent_pct", "750")),
    kind("exits_extent_negative", "persons", ERROR, "exits", "negativ omfattning", "a negative extent",
         filled("extent_pct", "-50")),

    kind("referrals_referrer_unknown", "codes", ERROR, "referrals", "en okänd remittent", "an unknown referrer",
         cell("referrer", becomes("Zzz okänd"), above("referral_count", 1))),
    kind("referrals_decimal_moved", "persons", NOTE, "referrals", "tio gånger för många", "ten times too many",
         cell("referral_count", times("10"), above("referral_count", 5))),
    kind("referrals_negative", "persons", ERROR, "referrals", "negativt antal", "a negative count",
         cell("referral_count", negated, above("referral_count", 1))),
    kind("referrals_row_dropped", "persons", NOTE, "referrals", "en remittent saknas", "a referrer is missing",
         dropped(above("referral_count", 5))),
    kind("referrals_row_conflict", "persons", BLOCKING, "referrals", "en rad två gånger med olika antal",
         "a row twice with different counts", doubled_with("referral_count", plus("2"))),
    kind("referrals_programme_unknown", "codes", ERROR, "referrals", "en insats som inte finns", "an unknown programme",
         cell("programme_code", becomes("finns_inte"), above("referral_count", 1))),

    kind("sus_number_check_digit", "persons", ERROR, "sus", "ett personnummer med fel kontrollsiffra",
         "a personal number with the wrong check digit", rows(_person("check"))),  # type: ignore[arg-type]
    kind("sus_number_short", "persons", ERROR, "sus", "ett personnummer utan århundrade",
         "a personal number without century", rows(_person("short"))),  # type: ignore[arg-type]
    kind("sus_number_name", "persons", ERROR, "sus", "ett namn i stället för personnummer",
         "a name instead of a personal number", rows(_person("name"))),  # type: ignore[arg-type]
    kind("sus_exit_before_entry", "dates", ERROR, "sus", "avslutad före inskrivning", "left before entering",
         rows(_earlier_exit)),
    kind("sus_entry_in_future", "dates", WARNING, "sus", "inskriven 2099", "entered in 2099",
         rows(_future)),
    kind("sus_registered_before", "dates", WARNING, "sus", "registrerad före inskrivningen",
         "registered before the entry", rows(_registered_before)),
    kind("sus_overlap", "persons", WARNING, "sus", "samma person i samma insats två gånger samtidigt",
         "one person in one programme twice at the same time", rows(_overlap)),
    kind("sus_row_conflict", "persons", WARNING, "sus", "samma inskrivning två gånger med olika anledning",
         "one spell twice with different reasons", doubled_with("exit_reason", becomes("Avbrott"),
                                                            lambda row: row["exit_reason"] not in ("", "Avbrott"))),
    kind("sus_other_sex", "persons", WARNING, "sus", "kön stämmer inte med personnumret",
         "the sex does not agree with the personal number", rows(_other_sex)),
    kind("sus_birth_year", "persons", WARNING, "sus", "födelseår stämmer inte med personnumret",
         "the birth year does not agree with the personal number", cell("birth_year", plus("-10"))),
    kind("sus_reason_unknown", "codes", ERROR, "sus", "en okänd avslutsanledning", "an unknown exit reason",
         cell("exit_reason", becomes("Zzz okänd"), has("exit_date"))),
    kind("sus_referrer_unknown", "codes", ERROR, "sus", "en okänd remittent", "an unknown referrer",
         cell("referrer", becomes("Zzz okänd"))),
    kind("sus_municipality_unknown", "codes", ERROR, "sus", "en kommun som inte finns", "an unknown municipality",
         filled("municipality_code", "9990")),
    kind("sus_programme_unknown", "codes", ERROR, "sus", "en insats som inte finns", "an unknown programme",
         cell("programme_code", becomes("finns_inte"))),
    kind("sus_exit_lost", "persons", WARNING, "sus", "en avslutsanledning utan avslutsdatum",
         "an exit reason without exit date", rows(_without_exit)),
    kind("sus_support_unknown", "codes", WARNING, "sus", "en försörjning som inte finns", "an unknown means of support",
         cell("support_before", becomes("lotterivinst"))),
    kind("sus_dates_exchanged", "structure", WARNING, "sus", "inskriven och registrerad har bytt plats",
         "entered and registered are exchanged", exchanged("entry_date", "registered_on", has("registered_on"),
         every=True)),

    kind("uppfoljning_sex_sum", "persons", ERROR, "uppfoljning", "kvinnor och män är inte totalen",
         "women and men are not the total", rows(_women)),
    kind("uppfoljning_decimal_moved", "persons", WARNING, "uppfoljning", "alla antal tio gånger för stora",
         "all counts ten times too large", rows(_totals)),
    kind("uppfoljning_orientation", "codes", ERROR, "uppfoljning", "inriktningen hör till en annan insatstyp",
         "the orientation belongs to another type", cell("orientation", becomes("utveckla_samverkan"),
                                                        is_("programme_type", "individual"))),
    kind("uppfoljning_target_group", "codes", ERROR, "uppfoljning", "en målgrupp som inte finns",
         "an unknown target group", cell("target_groups", becomes("finns_inte"))),
    kind("uppfoljning_year", "dates", ERROR, "uppfoljning", "ett år då registret inte fanns",
         "a year before the register", cell("fiscal_year", becomes("2015"))),
    kind("uppfoljning_budget_in_thousands", "money", ERROR, "uppfoljning", "budget i tusental kronor",
         "budget in thousands", cell("budget_sek", times("0.001"), every=True)),
    kind("uppfoljning_row_conflict", "persons", BLOCKING, "uppfoljning", "en insats två gånger med olika utfall",
         "a programme twice with different outcomes", doubled_with("outcome_sek", digits_swapped)),
    kind("uppfoljning_programme_unknown", "codes", ERROR, "uppfoljning", "en insats som inte finns",
         "an unknown programme", cell("programme_code", becomes("finns_inte"))),
    kind("uppfoljning_outcome_negative", "money", ERROR, "uppfoljning", "negativ kostnad", "a negative cost",
         cell("outcome_sek", negated)),
)  # fmt: skip
