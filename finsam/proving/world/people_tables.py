"""Deliveries about participants: programmes, counts, exits, referrals, person rows, waiting and follow-up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from finsam.proving.world.books import Books
from finsam.proving.world.county import (
    ALL_PROGRAMMES,
    FIRST_YEAR,
    PRINTED_ON,
    SUS_CLOSED,
    UPPFOLJNING_OPENED,
    YEARS,
    Association,
    Programme,
)
from finsam.proving.world.definitions import Definitions
from finsam.proving.world.delivery import Row, Table
from finsam.proving.world.people import Flow, People, Spell, flow
from finsam.proving.world.shares import divided, kronor

_START = date(2014, 1, 1)
_PERSONS = "Stegförflyttning enligt teamets definition (personer)"
_STATUSES = ("work", "studies", "jobseeker", "measure", "sick", "other")
_WHOLE_REASONS = {
    "Arbete, studier eller arbetssökande": frozenset({"work", "studies", "jobseeker", "work_study_or_jobseeker"}),
    "Fortsatt rehabilitering": frozenset({"further_rehabilitation", "care", "finsam_programme"}),
    "Allvarligt försämrat hälsoläge, sjuka": frozenset({"worsened_health"}),
}
_WHOLE_REST = "Övrigt (föräldraledighet, flytt, utan mätning)"
_PLACES = ("internal", "external", "none")
_OCCUPATIONS_BEFORE = ("none", "jobseeker", "other")
_OCCUPATIONS_AFTER = {"work": "work", "studies": "studies", "jobseeker": "jobseeker"}
_EDUCATION = ("grundskola", "gymnasium", "eftergymnasial")
_ROUTES = ("self", "case_officer", "care", "enhanced_cooperation", "other")


def programmes(association: Association, definitions: Definitions) -> Table:
    """Return the list of programmes; their objects in the books are those of the definitions."""
    principal = next(
        row["member_code"]
        for row in definitions.rows("reference/association_member")
        if row["association_code"] == association.code and row["member_code"].endswith("kommun")
    )
    rows: list[Row] = [
        {
            "programme_code": programme.code,
            "programme_name": programme.name,
            "team_type": programme.team_type,
            "programme_type": programme.programme_type,
            "orientation": programme.orientation or None,
            "target_groups": programme.target_groups or None,
            "principal_member": principal,
            "parent_programme_code": programme.parent or None,
            "start_date": _START,
            "places": programme.size or None,
            "registration_type": programme.registration_type,
            "counting_basis": "per_occasion" if programme.programme_type == "structural" else None,
            "ledger_objects": programme.ledger_object or None,
        }
        for programme in association.programmes
    ]
    return Table("programmes", rows)


def source_system(association: Association, year: int) -> str:
    """Return where the counts of a year are from: SUS until it was closed, where the association used it."""
    return "sus" if association.uses_sus and year < SUS_CLOSED else "internal"


def participants(association: Association, people: People, year: int) -> Table:
    """Return the counts of a year: by municipality, by sex, unique persons, quarters, volumes, and all together."""
    system = source_system(association, year)
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows: list[Row] = []
    for programme in association.counted:
        for municipality in association.municipalities:
            counted = flow(people.of(programme.code, municipality=municipality), first, last)
            rows.append(_count(programme, system, first, last, counted, municipality=municipality))
        for sex in ("woman", "man"):
            rows.append(
                _count(programme, system, first, last, flow(people.of(programme.code, sex), first, last), sex=sex)
            )
        whole = flow(people.of(programme.code), first, last)
        rows.append(_count(programme, system, first, last, whole, basis="unique"))
        rows.append({**_count(programme, system, first, last, None), "budgeted_count": programme.size})
        for month in (1, 4, 7, 10):
            begins, ends = date(year, month, 1), _quarter_end(year, month)
            quarter = flow(people.of(programme.code), begins, ends)
            rows.append({**_count(programme, system, begins, ends, quarter), "extraction_date": _extracted(year)})
    for programme in association.programmes:
        if programme.volume:
            volume = round(programme.volume * association.scale) + year - FIRST_YEAR
            row = _count(programme, "internal", first, last, None, kind="volume")
            rows.append({**row, "total_count": volume, "budgeted_count": programme.volume})
    if system == "sus" or (not association.uses_sus and year < SUS_CLOSED):
        whole = flow(people.of(), first, last)
        rows.append(_count(association.programme(ALL_PROGRAMMES), "sus", first, last, whole))
    return Table("participants", rows)


def _count(
    programme: Programme, system: str, first: date, last: date, counted: Flow | None, *, municipality: str = "",
    sex: str = "all", basis: str = "registered", kind: str = "named",
) -> Row:  # fmt: skip
    counts: Row = {}
    if counted is not None:
        counts = {
            "opening_count": counted.opening,
            "new_count": counted.new,
            "completed_count": counted.completed,
            "closing_count": counted.closing,
            "total_count": counted.total,
        }
    return {
        "programme_code": programme.code,
        "municipality_code": municipality or None,
        "period_from": first,
        "period_to": last,
        "sex": sex,
        "count_basis": basis,
        "registration_kind": kind,
        **counts,
        "source_system": system,
        "extraction_date": _extracted(last.year),
    }


def _extracted(year: int) -> date:
    return date(year + 1, 1, PRINTED_ON)


def _quarter_end(year: int, month: int) -> date:
    return (date(year, month, 1) + timedelta(days=95)).replace(day=1) - timedelta(days=1)


def exits(association: Association, people: People, year: int) -> Table:
    """Return why people left in a year, with the team's own words; what SUS tells of all together beside it."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows: list[Row] = []
    for programme in association.counted:
        left = people.exits(first, last, programme.code)
        for reason, count in sorted(Counter(spell.reason for spell in left).items()):
            rows.append(_exit(programme.code, first, last, reason, count))
        if association.code == "sydnarke":
            steps = sum(people.is_step_forward(spell) for spell in left)
            rows.append(_exit(programme.code, first, last, _PERSONS, steps))
    if year < SUS_CLOSED:
        whole = Counter(_whole_reason(spell) for spell in people.exits(first, last))
        rows += [_exit(ALL_PROGRAMMES, first, last, reason, count) for reason, count in sorted(whole.items())]
    return Table("exits", rows)


def _whole_reason(spell: Spell) -> str:
    return next((text for text, classes in _WHOLE_REASONS.items() if spell.outcome in classes), _WHOLE_REST)


def _exit(programme: str, first: date, last: date, reason: str, count: int) -> Row:
    return {
        "programme_code": programme,
        "period_from": first,
        "period_to": last,
        "sex": "all",
        "exit_reason": reason,
        "exit_count": count,
        "extraction_date": _extracted(last.year),
    }


def referrals(association: Association, people: People, year: int) -> Table:
    """Return who sent those that came in a year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows: list[Row] = []
    for programme in association.counted:
        came = Counter(spell.referrer for spell in people.of(programme.code) if first <= spell.entry <= last)
        rows += [
            {
                "programme_code": programme.code,
                "period_from": first,
                "period_to": last,
                "referrer": referrer,
                "referral_count": count,
            }
            for referrer, count in sorted(came.items())
        ]
    return Table("referrals", rows)


def sus(random: Random, people: People, definitions: Definitions) -> Table:
    """Return the person rows of SUS as they stood on the day it was closed."""
    supports = [row["support_text"] for row in definitions.rows("definitions/means_of_support")]
    closed = date(SUS_CLOSED - 1, 12, 31)
    rows: list[Row] = []
    for spell in people.spells:
        if spell.registered > closed:
            continue
        ended = spell.exit if spell.exit and spell.exit <= closed else None
        rows.append(
            {
                "person_id": spell.personal_number,
                "programme_code": spell.programme,
                "sex": spell.sex,
                "birth_year": spell.birth_year,
                "municipality_code": spell.municipality,
                "entry_date": spell.entry,
                "registered_on": spell.registered,
                "exit_date": ended,
                "exit_reason": spell.reason if ended else None,
                "education_level": random.choice(_EDUCATION),
                "support_before": random.choice(supports),
                "support_after": random.choice(supports) if ended else None,
                "occupation_before": random.choice(_OCCUPATIONS_BEFORE),
                "occupation_after": _OCCUPATIONS_AFTER.get(spell.outcome, "other") if ended else None,
                "referrer": spell.referrer,
                "placement_type": random.choice(_PLACES),
            }
        )
    return Table("sus", rows)


def applications(random: Random, association: Association, people: People, year: int) -> Table:
    """Return the applications behind those that came to the reception teams in a year."""
    rows: list[Row] = []
    for programme in association.counted:
        if programme.team_type != "reception":
            continue
        for number, spell in enumerate(people.of(programme.code), 1):
            applied = spell.entry - timedelta(days=random.randint(10, 30))
            if applied.year == year:
                rows.append(
                    {
                        "programme_code": programme.code,
                        "case_no": f"{year}-{number:04}",
                        "applied_on": applied,
                        "assessment_offered_on": applied + timedelta(days=random.randint(2, 10)),
                        "route": random.choice(_ROUTES),
                    }
                )
    return Table("applications", rows)


def followup(random: Random, association: Association, people: People, year: int) -> Table:
    """Return how those who left a coaching team in a year were doing half a year and a year later."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows: list[Row] = []
    for programme in association.counted:
        left = len(people.exits(first, last, programme.code))
        if programme.team_type != "coaching":
            continue
        consented = left * 4 // 5
        answered = consented
        for months in (6, 12):
            answered = answered * 9 // 10
            counts = divided(answered, [random.uniform(1, 3) for _ in _STATUSES])
            rows += [
                {
                    "programme_code": programme.code,
                    "exit_from": first,
                    "exit_to": last,
                    "months_after": months,
                    "consented_count": consented,
                    "answered_count": answered,
                    "status_at_followup": status,
                    "status_count": count,
                }
                for status, count in zip(_STATUSES, counts, strict=True)
            ]
    return Table("followup", rows)


def uppfoljning(association: Association, people: People, books: Books) -> Table:
    """Return what the association registered in Uppföljning Finsam for a year."""
    year = books.year
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows: list[Row] = []
    for programme in association.programmes:
        if not programme.orientation:
            continue
        women = flow(people.of(programme.code, "woman"), first, last).total if programme.size else None
        men = flow(people.of(programme.code, "man"), first, last).total if programme.size else None
        cost = kronor(books.cost_of(programme.code))
        rows.append(
            {
                "programme_code": programme.code,
                "fiscal_year": year,
                "programme_type": programme.programme_type,
                "orientation": programme.orientation,
                "target_groups": programme.target_groups or None,
                "budget_sek": cost,
                "outcome_sek": cost,
                "budgeted_count": programme.size or None,
                "women_count": women,
                "men_count": men,
                "total_count": None if women is None or men is None else women + men,
                "extraction_date": date(year + 1, 1, PRINTED_ON),
            }
        )
    return Table("uppfoljning", rows)


def uppfoljning_years() -> Iterator[int]:
    """Yield the years of Uppföljning Finsam."""
    yield from (year for year in YEARS if year >= UPPFOLJNING_OPENED)
