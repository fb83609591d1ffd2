"""Deliveries about experience and goals: survey rounds, their answers, other instruments, goals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random
from typing import NamedTuple

from finsam.proving.world.county import Association
from finsam.proving.world.definitions import Definitions
from finsam.proving.world.delivery import Row, Table
from finsam.proving.world.people import People, flow

_STAFF = (8, 12)
_MINIMUM = 8
_QUESTIONS = ("Jag tror på min förmåga", "Jag orkar vardagen", "Jag vet vart jag ska vända mig")
_YES_NO = 2
_SIX = 6


class Round(NamedTuple):
    """One survey of one round: whom it asked and how many answered."""

    programme: str
    survey: str
    asked: int
    answered: int


def rounds(random: Random, association: Association, people: People, year: int) -> list[Round]:
    """Return the rounds of a year: participants and staff of each team, the board and the parties' managers."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = []
    for programme in association.counted:
        there = flow(people.of(programme.code), first, last)
        for survey, most in (("participants_ongoing", there.total), ("participants_completed", there.completed)):
            asked = most * random.randint(75, 90) // 100
            answered = asked * random.randint(75, 90) // 100
            if answered >= _MINIMUM:
                found.append(Round(programme.code, survey, asked, answered))
        found.append(_small(random, programme.code, "staff"))
    found += [_small(random, "", survey) for survey in ("board", "parties_management")]
    return found


def _small(random: Random, programme: str, survey: str) -> Round:
    asked = random.randint(*_STAFF)
    return Round(programme, survey, asked, asked - random.randint(0, 1))


def nns_rounds(found: list[Round], year: int) -> Table:
    """Return the counts of the rounds."""
    rows: list[Row] = [
        {
            "programme_code": one.programme or None,
            "survey_round": str(year),
            "survey": one.survey,
            "asked_count": one.asked,
            "declined_count": one.asked - one.answered,
            "answered_count": one.answered,
        }
        for one in found
    ]
    return Table("nns_rounds", rows)


def nns_answers(random: Random, found: list[Round], year: int, definitions: Definitions) -> Table:
    """Return one form per answer of the rounds, each with every question of its survey."""
    rows: list[Row] = []
    questions = definitions.rows("definitions/survey_question")
    for one in found:
        asked = [row for row in questions if row["survey"] == one.survey]
        for form in range(1, one.answered + 1):
            sex = random.choice(("1", "2"))
            for question in asked:
                highest = _YES_NO if question["scale_code"] in ("", "yes_no") else _SIX
                rows.append(
                    {
                        "programme_code": one.programme or None,
                        "survey_round": str(year),
                        "survey": one.survey,
                        "response_no": form,
                        "question_no": int(question["question_no"]),
                        "answer_code": str(random.randint(1, highest)),
                        "sex": sex,
                    }
                )
    return Table("nns_answers", rows)


def instruments(random: Random, association: Association, people: People, year: int) -> Table:
    """Return means of an instrument of progress in the coaching teams, twice a year."""
    rows: list[Row] = []
    for programme in association.counted:
        if programme.team_type != "coaching":
            continue
        for day in (date(year, 4, 15), date(year, 10, 15)):
            there = flow(people.of(programme.code), day, day).total
            for question in _QUESTIONS:
                rows.append(
                    {
                        "instrument": "BIP",
                        "instrument_version": "1",
                        "programme_code": programme.code,
                        "measured_on": day,
                        "question": question,
                        "scale_min": Decimal("1.00"),
                        "scale_max": Decimal("5.00"),
                        "answered_count": max(there * 3 // 4, 1),
                        "mean_score": (Decimal(random.randint(20000, 45000)) / 10000).quantize(Decimal("0.0001")),
                    }
                )
    return Table("instruments", rows)


def goals(association: Association, people: People, year: int) -> Table:
    """Return goals that the teams reach: four fifths of what they did."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = list(_process_goals(association, year))
    for programme in association.counted:
        left = people.exits(first, last, programme.code)
        if programme.team_type == "coaching" and left:
            steps = sum(people.is_step_forward(spell) for spell in left)
            target = Decimal(steps * 80 // len(left)) / 100
            rows.append(
                {
                    "goal_code": f"{year}-steg-{programme.code}",
                    "goal_area": "Resultat",
                    "goal_text": f"Minst {target * 100:.0f} % av dem som avslutas i {association.name} tar ett steg",
                    "goal_type": "result",
                    "programme_code": programme.code,
                    "indicator_code": "step_forward_share_of_completed",
                    "comparator": ">=",
                    "target_value": target.quantize(Decimal("0.0001")),
                    "valid_from": first,
                    "valid_to": last,
                }
            )
    return Table("goals", rows)


def _process_goals(association: Association, year: int) -> Iterator[Row]:
    yield {
        "goal_code": f"{year}-samverkan",
        "goal_area": "Samverkan",
        "goal_text": f"Parterna i {association.name} planerar gemensamt",
        "goal_type": "process",
        "valid_from": date(year, 1, 1),
        "valid_to": date(year, 12, 31),
        "process_status": "partly_met",
    }
