"""From bytes to JSON values: numbers as Decimal, no name twice, a clear answer to what is not JSON."""

from __future__ import annotations

import codecs
import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, NoReturn

from finsam.readers.statistics.codes import shown
from finsam.readers.statistics.problems import refusal
from finsam.readers.table.decode import demand_table_bytes
from finsam.readers.table.problems import Refusal

_SHOWN_NAMES = 8
# An escape of half a letter (a lone surrogate) is valid JSON but no text.
_HALF_LETTER = "\\ud"


def demand_text_bytes(data: bytes, expected: str) -> None:
    """Refuse what is plainly no file of this provider.

    Args:
        data: The file.
        expected: What was expected, Swedish / English.

    Raises:
        Refusal: The bytes are empty, a web page, a workbook or another binary format.
    """
    try:
        demand_table_bytes(data)
    except Refusal as found:
        raise Refusal(replace(found.problem, expected=expected), found.line_no, found.rows_in) from None
    if b"\x00" in data:
        raise refusal("shape_unknown", found="binärfil/binary file", expected=expected)


def is_json(data: bytes) -> bool:
    """Whether the bytes begin as a JSON object or list."""
    return data.removeprefix(codecs.BOM_UTF8).lstrip()[:1] in (b"{", b"[")


def parse_json(data: bytes) -> Any:
    """Return the JSON value of a file; numbers are Decimal and never a binary fraction.

    Raises:
        Refusal: It is not UTF-8, not whole, not JSON, or has a name twice in one object.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refusal("encoding_unknown", place=error.start) from None
    try:
        content = json.loads(
            text,
            parse_int=Decimal,
            parse_float=Decimal,
            parse_constant=_no_number,
            object_pairs_hook=_distinct,
        )
        if _HALF_LETTER in text.casefold():
            json.dumps(content, ensure_ascii=False, default=str).encode()
    except json.JSONDecodeError as error:
        is_cut = not text[error.pos :].strip() or not text.rstrip().endswith(("}", "]"))
        raise refusal("json_truncated" if is_cut else "json_unreadable", place=error.pos) from None
    except (RecursionError, ArithmeticError, ValueError):
        raise refusal("json_unreadable", place=0) from None
    return content


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise refusal("json_duplicate_key")
    return found


def describe(content: Any) -> str:
    """Tell what a JSON value is, for one who has to find out which file it is."""
    if isinstance(content, Mapping):
        names = ", ".join(shown(name) for name in list(content)[:_SHOWN_NAMES])
        return f"{{{names}}}"
    if isinstance(content, list):
        return f"[{describe(content[0])} ...]" if content else "[]"
    return "ett enda värde/a single value"
