"""The words and codes of the providers: sex, period, region code, age and other breakdowns."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from finsam.contract import header_key
from finsam.readers.statistics.problems import ObservationError, refusal

_SEX = {
    "all": {"t", "all", "tot", "total", "totalt", "totsa", "1+2", "samtliga", "båda könen", "kvinnor och män"}
    | {"män och kvinnor", "totalt, samtliga män och kvinnor", "samtliga män och kvinnor"},
    "woman": {"k", "kvi", "kvinna", "kvinnor", "women", "female"},
    "man": {"m", "man", "män", "men", "male"},
    "unknown": {"uppgift saknas", "okänt", "okänt kön"},
}
_SEX_OF = {word: sex for sex, words in _SEX.items() for word in words}
SCB_SEX = {"1": "man", "2": "woman"}
"""SCB's own codes beside the words that all use."""

_PROVENANCES = frozenset({"printed", "spread", "inferred", "assumed", "synthetic"})

_YEAR = re.compile(r"([0-9]{4})")
_MONTH = re.compile(r"([0-9]{4})(?:M|-|)(0[1-9]|1[0-2])(?:-01)?")
_QUARTER = re.compile(r"([0-9]{4})-?[KQ]([1-4])")
_FIRST_YEAR, _LAST_YEAR = 1700, 2200

_SHORT_REGION = re.compile(r"[0-9]|[0-9]{3}")

_REMEMBERED = 1 << 14

TOTAL_WORDS = frozenset({"tot", "totalt", "total", "all", "alla", "samtliga", "totsa"})
"""Values that mean all categories together: such a row has no breakdown by that variable."""

BREAKDOWN_KEYS = {
    "alder": "age",
    "aldgr": "age",
    "utbildningsniva": "education",
    "utbildning": "education",
    "fodelseland": "birth_country",
    "fodlgrp": "birth_country",
    "fland": "birth_country",
    "civilstand": "civil_status",
}
"""Headers of variables that several providers have, by what is left of them without case and diacritics."""

_AGE_TOTAL_WORD = re.compile(r"^(?:totalt|samtliga|tot|alla)\s*")


@dataclass(frozen=True)
class Period:
    """A year, quarter or month: 2019, 2019-Q4 or 2019-10."""

    text: str
    start: date
    end: date


@lru_cache(maxsize=_REMEMBERED)
def plain(text: str) -> str:
    """Return what is left of a text when case, spaces, signs and diacritics do not count; the same few come often."""
    return header_key(text)


def sex_code(text: str, codes: Mapping[str, str] | None = None) -> str:
    """Return woman, man, unknown or all; `codes` are the provider's own beside the usual words.

    Raises:
        ObservationError: Neither knows the text.
    """
    word = " ".join(text.casefold().split())
    found = (codes or {}).get(word) or _SEX_OF.get(word)
    if found is None:
        raise ObservationError("code_unknown", name="kön / sex", found=shown(text), expected="T, K, M, 1, 2 ...")
    return found


@lru_cache(maxsize=_REMEMBERED)
def parse_period(text: str) -> Period:
    """Return the period: 2019, 2019M10, 2019-10, 201910, 2019-10-01, 2019K4 or 2019Q4.

    Raises:
        ObservationError: The text is none of these.
    """
    cell = text.strip()
    year = _YEAR.fullmatch(cell)
    if year and _in_time(year[1]):
        return Period(year[1], date(int(year[1]), 1, 1), date(int(year[1]), 12, 31))
    month = _MONTH.fullmatch(cell)
    if month and _in_time(month[1]):
        return _months(f"{month[1]}-{month[2]}", int(month[1]), int(month[2]), int(month[2]))
    quarter = _QUARTER.fullmatch(cell)
    if quarter and _in_time(quarter[1]):
        last = 3 * int(quarter[2])
        return _months(f"{quarter[1]}-Q{quarter[2]}", int(quarter[1]), last - 2, last)
    raise ObservationError("period_unknown", found=shown(text))


def _in_time(year: str) -> bool:
    return _FIRST_YEAR <= int(year) <= _LAST_YEAR


def _months(text: str, year: int, first: int, last: int) -> Period:
    return Period(text, date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def region_code(text: str) -> str:
    """Return a region code as it is written.

    Raises:
        ObservationError: It has one or three digits: its leading zero was lost on the way.
    """
    if _SHORT_REGION.fullmatch(text):
        raise ObservationError("region_zero_lost", found=text)
    return text


def breakdown_key(variable: str) -> str:
    """Return the name of a variable in a breakdown: age for Ålder, else what is left of it without case and signs."""
    name = plain(variable)
    return BREAKDOWN_KEYS.get(name, name or "variable")


def breakdown(values: Mapping[str, str]) -> str:
    """Return the breakdown as sorted key=value pairs, joined by semicolons; totals are left out.

    Args:
        values: Name of the breakdown -> category as the provider writes it.
    """
    pairs = []
    for key, value in values.items():
        category = _age(value) if key == "age" else " ".join(value.split())
        if category and category.casefold() not in TOTAL_WORDS:
            pairs.append(f"{key}={category.replace(';', ',').replace('=', ':')}")
    return ";".join(sorted(pairs))


def _age(text: str) -> str:
    """Return "16-64" of "16-64 år", "tot16-64" and "Samtliga 16-64 år"; "" for all ages."""
    category = _AGE_TOTAL_WORD.sub("", " ".join(text.casefold().split()))
    return "" if category in {"ålder", "åldrar", ""} else category.removesuffix(" år").replace("–", "-")


def demand_provenance(text: object) -> str | None:
    """Return the provenance that a file states of itself, None for none.

    Raises:
        Refusal: It is not one of the known ones.
    """
    if not text:
        return None
    if not isinstance(text, str) or text not in _PROVENANCES:
        raise refusal("provenance_unknown", found=shown(text))
    return text


def shown(text: object) -> str:
    """Return a code or name of a file, as short as it may stand in a message."""
    line = " ".join(str(text).split()).replace(" / ", "/")
    return line if len(line) <= 40 else line[:39] + "…"
