"""Whether the text of one cell can be loaded as the type of its column, and what to write when it cannot."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from finsam.console import shorten
from finsam.definitions.problem import Words

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_INTEGER = re.compile(r"-?\d+")
_DECIMAL_TYPE = re.compile(r"decimal\((\d+),\s*(\d+)\)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_FORMULA = re.compile(r"#+|#[A-ZÅÄÖ0/]+[!?]|#N/A|=.+", re.IGNORECASE)
# UTF-8 that was once read as Windows-1252: å, ä, ö, é and typographic signs
_TWICE_ENCODED = re.compile("Ã[¥¤¶…„–©]|â€|\ufffd")
_SPREADSHEET_DAY_ZERO = date(1899, 12, 30)
_SPREADSHEET_DAYS = range(20_000, 80_000)
_LONGEST = 60
_YES = {"ja", "j", "sant", "true", "yes", "y", "1", "t", "x"}
_NO = {"nej", "n", "falskt", "false", "no", "0", "f"}


def fault(text: str, column_type: str) -> Words | None:
    """Return what is wrong with a cell and what to write, or None.

    Args:
        text: The cell; an empty one is a missing value and right for every type.
        column_type: varchar, date, boolean, integer, bigint or decimal(p,s).
    """
    if not text:
        return None
    for check in (_common, _check_of(column_type)):
        words = check(text)
        if words is not None:
            return words
    return None


def _check_of(column_type: str) -> Callable[[str], Words | None]:
    shape = _DECIMAL_TYPE.fullmatch(column_type)
    if shape:
        return lambda text: _decimal(text, int(shape[1]), int(shape[2]))
    return {"date": _date, "boolean": _boolean, "integer": _integer, "bigint": _integer}.get(
        column_type, lambda _text: None
    )


def _common(text: str) -> Words | None:
    bare = text.strip()
    if bare != text:
        return _wrong(text, "har blanksteg i början eller slutet", "begins or ends with a blank", bare, "")
    if "\n" in text or "\r" in text:
        return Words(
            f"värdet {_quoted(text)} går över flera rader.",
            f"the value {_quoted(text)} runs over several lines.",
            'Sätt det på en rad; saknas ett citattecken (") som stänger?',
            'Put it on one line; is a closing quote (") missing?',
        )
    if _FORMULA.fullmatch(text):
        return Words(
            f"{_quoted(text)} är ett formelfel eller en formel ur ett kalkylblad.",
            f"{_quoted(text)} is a formula or its error from a spreadsheet.",
            "Skriv själva värdet.",
            "Write the value itself.",
        )
    if _TWICE_ENCODED.search(text):
        return Words(
            f"{_quoted(text)} har förstörda tecken (å, ä och ö blev fel när filen sparades).",
            f"{_quoted(text)} has broken characters (å, ä and ö went wrong when the file was saved).",
            "Skriv om texten och spara som CSV UTF-8.",
            "Write the text again and save as CSV UTF-8.",
        )
    if text.lower() == "null":
        return Words(
            f"ordet {_quoted(text)} läses som ett tomt värde.",
            f"the word {_quoted(text)} is read as an empty value.",
            "Lämna cellen tom.",
            "Leave the cell empty.",
        )
    return None


def _date(text: str) -> Words | None:
    if _DATE.fullmatch(text):
        try:
            date.fromisoformat(text)
        except ValueError:
            return Words(
                f"dagen {_quoted(text)} finns inte.",
                f"there is no day {_quoted(text)}.",
                "Skriv en dag som finns, ÅÅÅÅ-MM-DD.",
                "Write a day that exists, YYYY-MM-DD.",
            )
        return None
    return _wrong(
        text,
        "är inget datum på formen ÅÅÅÅ-MM-DD",
        "is not a date written YYYY-MM-DD",
        _likely_date(text),
        "2019-12-31",
    )


def _likely_date(text: str) -> str:
    """Return the day that was probably meant, or empty."""
    if _INTEGER.fullmatch(text) and int(text) in _SPREADSHEET_DAYS:
        return (_SPREADSHEET_DAY_ZERO + timedelta(days=int(text))).isoformat()
    numbers = [int(part) for part in re.findall(r"\d+", text)]
    if len(numbers) == 1 and len(text) == 8:
        numbers = [int(text[:4]), int(text[4:6]), int(text[6:])]
    likely = set()
    for year, month, day in _orders(numbers[:3]):
        try:
            likely.add(date(year, month, day).isoformat())
        except ValueError:
            continue
    return likely.pop() if len(likely) == 1 else ""


def _orders(numbers: list[int]) -> list[tuple[int, int, int]]:
    if len(numbers) != 3:
        return []
    first, second, third = numbers
    return [(first, second, third)] if first > 999 else [(third, second, first), (third, first, second)]


def _boolean(text: str) -> Words | None:
    if text in ("true", "false"):
        return None
    word = text.lower()
    meant = "true" if word in _YES else "false" if word in _NO else ""
    return _wrong(text, "är varken true eller false", "is neither true nor false", meant, "true")


def _integer(text: str) -> Words | None:
    if _INTEGER.fullmatch(text):
        return None
    cleaned = _cleaned_number(text)
    whole = cleaned.split(".")[0] if not cleaned.partition(".")[2].strip("0") else ""
    return _wrong(text, "är inget helt tal", "is not a whole number", whole, "10")


def _decimal(text: str, precision: int, scale: int) -> Words | None:
    if not _NUMBER.fullmatch(text):
        return _wrong(
            text,
            "är inget tal med decimalpunkt",
            "is not a number with a decimal point",
            _cleaned_number(text),
            "0.3",
        )
    whole, _, fraction = text.lstrip("-").partition(".")
    if len(whole.lstrip("0")) > precision - scale:
        return _wrong(text, "är för stort för sin kolumn", "is too large for its column", "", "0.3")
    if len(fraction.rstrip("0")) > scale:
        return Words(
            f"{_quoted(text)} har fler än {scale} decimaler; resten skulle försvinna tyst.",
            f"{_quoted(text)} has more than {scale} decimals; the rest would be lost silently.",
            f"Avrunda till högst {scale} decimaler.",
            f"Round to at most {scale} decimals.",
        )
    return None


def _cleaned_number(text: str) -> str:
    """Return the number that was probably meant, or empty: decimal commas, thousands, percent signs."""
    bare = re.sub(r"\s|kr$", "", text)
    percent = bare.endswith("%")
    bare = bare.removesuffix("%")
    bare = bare.replace(",", ".") if bare.count(",") == 1 and "." not in bare else bare
    if not _NUMBER.fullmatch(bare):
        return ""
    return f"{float(bare) / 100:.10f}".rstrip("0").rstrip(".") if percent else bare


def _wrong(text: str, sv: str, en: str, meant: str, example: str) -> Words:
    """Say what is wrong and what was probably meant, or an example where that cannot be told."""
    write_sv, write_en = (meant, meant) if meant else (f"till exempel {example}", f"for example {example}")
    return Words(f"{_quoted(text)} {sv}.", f"{_quoted(text)} {en}.", f"Skriv {write_sv}.", f"Write {write_en}.")


def _quoted(text: str) -> str:
    return repr(shorten(text, _LONGEST))
