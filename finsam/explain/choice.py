"""Which figure is meant; where none is, what there is instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NoReturn

from finsam.errors import UsageError
from finsam.explain.place import Place, Row

_SHOWN = 12

_FIGURES = """
    select *, year(period_start) as fiscal_year from indicator_value
    where indicator_code = $indicator and association_code = $association
"""
_INDICATORS = "select indicator_code as name from indicator_value group by indicator_code order by name"
_ASSOCIATIONS = """
    select association_code as name from indicator_value where indicator_code = $indicator
    group by association_code order by name
"""
_BASE_SET = "select from_set as name from cost_bridge group by from_set order by name"


@dataclass(frozen=True)
class Question:
    """The figure that someone asks for; empty means the association as a whole, None what there is.

    Args:
        indicator: Its code.
        association: Its code.
        year: None means the latest.
        definition_set: None means the set that the others are compared with.
        unit: Programme or municipality.
        breakdown: Kind and value, such as sex and woman.
    """

    indicator: str
    association: str
    year: int | None = None
    definition_set: str | None = None
    unit: str = ""
    breakdown: tuple[str, str] = ("", "")


def parse_breakdown(text: str | None) -> tuple[str, str]:
    """Read `B=V`.

    Raises:
        UsageError: It is not written so.
    """
    if not text:
        return "", ""
    name, sign, value = text.partition("=")
    if not (name and sign and value):
        raise UsageError(
            f"--breakdown {text} ska skrivas NAMN=VÄRDE, till exempel --breakdown sex=woman.",
            f"--breakdown {text} is to be written NAME=VALUE, for example --breakdown sex=woman.",
        )
    return name, value


def find_figure(place: Place, question: Question) -> Row:
    """Return the row of indicator_value that is asked for.

    Raises:
        UsageError: There is none; the message says what there is.
    """
    rows = place.rows(_FIGURES, {"indicator": question.indicator, "association": question.association})
    if not rows:
        _no_such_name(place, question)
    in_place = [
        row
        for row in rows
        if row["unit_code"] == question.unit and (row["breakdown"], row["breakdown_value"]) == question.breakdown
    ]
    if not in_place:
        _nothing_here(question, rows)
    years = {row["fiscal_year"] for row in in_place}
    year = question.year if question.year is not None else max(years)
    if year not in years:
        _refuse(
            f"{question.indicator} finns inte för {question.association} år {year}.",
            f"{question.indicator} does not exist for {question.association} in {year}.",
            map(str, years),
        )
    of_year = {row["definition_set"]: row for row in in_place if row["fiscal_year"] == year}
    chosen = question.definition_set or _base_set(place, of_year)
    if chosen not in of_year:
        _refuse(
            f"{question.indicator} finns inte för {question.association} år {year} i uppsättningen {chosen}.",
            f"{question.indicator} does not exist for {question.association} in {year} in the set {chosen}.",
            of_year,
            chosen,
        )
    return of_year[chosen]


def _base_set(place: Place, sets: Iterable[str]) -> str:
    there = sorted(sets)
    base = {row["name"] for row in place.rows(_BASE_SET)}
    return next((name for name in there if name in base), there[0])


def _no_such_name(place: Place, question: Question) -> NoReturn:
    indicators = [row["name"] for row in place.rows(_INDICATORS)]
    if question.indicator not in indicators:
        _refuse(
            f"Måttet {question.indicator} finns inte.",
            f"There is no indicator {question.indicator}.",
            indicators,
            question.indicator,
        )
    associations = [row["name"] for row in place.rows(_ASSOCIATIONS, {"indicator": question.indicator})]
    _refuse(
        f"{question.indicator} finns inte för förbundet {question.association}.",
        f"{question.indicator} does not exist for the association {question.association}.",
        associations,
        question.association,
    )


def _nothing_here(question: Question, rows: list[Row]) -> NoReturn:
    asked = {
        "unit_code": question.unit,
        "breakdown": question.breakdown[0],
        "breakdown_value": question.breakdown[1],
    }
    words = _options(asked)
    _refuse(
        f"{question.indicator} finns inte för {question.association} {words or 'som helhet'}.",
        f"{question.indicator} does not exist for {question.association} {words or 'as a whole'}.",
        {_options(row) or "(utan / without --unit, --breakdown)" for row in rows},
        words,
    )


def _options(row: Row) -> str:
    unit = [f"--unit {row['unit_code']}"] if row["unit_code"] else []
    breakdown = [f"--breakdown {row['breakdown']}={row['breakdown_value']}"] if row["breakdown"] else []
    return " ".join(unit + breakdown)


def _refuse(wrong_sv: str, wrong_en: str, there: Iterable[str], asked: str = "") -> NoReturn:
    names = sorted(there)
    near = get_close_matches(asked, names, n=3) if asked else []
    guess_sv = f" Menade du {' eller '.join(near)}?" if near else ""
    guess_en = f" Did you mean {' or '.join(near)}?" if near else ""
    more = len(names) - _SHOWN
    listed = ", ".join(names[:_SHOWN]) + (f" … (+{more})" if more > 0 else "")
    raise UsageError(f"{wrong_sv}{guess_sv} Det finns: {listed}.", f"{wrong_en}{guess_en} There is: {listed}.")
