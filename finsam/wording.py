"""How numbers and dates are written, in Swedish and in English. Missing is not zero; hidden is not missing."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

MISSING = "–"
_SHARE_UNIT = "fraction"
_MONEY_UNIT = "sek"
_POSITION_UNIT = "fte"
_WHOLE_UNITS = frozenset({"persons", "cases", "participations", "programmes", "answers"})


class Language(StrEnum):
    """A language that people read in."""

    SV = "sv"
    EN = "en"

    @property
    def locale(self) -> str:
        """Whose habits of writing numbers it follows."""
        return {"sv": "sv_SE", "en": "en_GB"}[self.value]

    @property
    def hidden(self) -> str:
        """What stands in the place of a figure that is hidden to protect persons."""
        return {"sv": "skyddad", "en": "hidden"}[self.value]


def figure(value: Any, unit: str, language: Language, *, suppressed: bool = False) -> str:
    """Write a value in its unit: kronor, a share as per cent, a count, quarters of a position, or one decimal.

    Args:
        value: The number; None means missing.
        unit: A code of indicator_unit.
        language: Whose habits to follow.
        suppressed: Whether the value is hidden to protect persons.
    """
    if suppressed:
        return language.hidden
    if unit == _MONEY_UNIT:
        return money(value, language)
    if unit == _SHARE_UNIT:
        return share(value, language)
    if unit == _POSITION_UNIT:
        return number(value, language, decimals=2)
    return number(value, language, decimals=0 if unit in _WHOLE_UNITS and value == int(value or 0) else 1)


def money(value: Any, language: Language) -> str:
    """Write an amount of SEK; öre only where there are any."""
    return number(value, language, decimals=0 if value is None or value == int(value) else 2)


def share(value: Any, language: Language, decimals: int = 1) -> str:
    """Write a fraction of 1 as per cent."""
    if value is None:
        return MISSING
    return number(Decimal(str(value)) * 100, language, decimals) + ("\N{NO-BREAK SPACE}%" if language == "sv" else "%")


def number(value: Any, language: Language, decimals: int = 0) -> str:
    """Write a number with a set number of decimals, a half rounded away from zero."""
    if value is None:
        return MISSING
    from babel.numbers import format_decimal  # noqa: PLC0415

    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    text = format_decimal(exact + 0, format=pattern, locale=language.locale)
    return text.replace("-", "\N{MINUS SIGN}")


def day(value: date | None) -> str:
    """Write a date; both languages use the ISO form."""
    return MISSING if value is None else value.isoformat()
