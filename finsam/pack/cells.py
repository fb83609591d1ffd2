"""Turns what a query answers into words and numbers for people."""

from __future__ import annotations

from typing import Any

from finsam.pack.model import Cell, Heading, Kind, Value
from finsam.pack.tables.spec import Column
from finsam.pack.texts import Texts
from finsam.published import Row, Words

_KIND_OF_UNIT = {"sek": Kind.MONEY, "fraction": Kind.SHARE}


def heading(column: Column, words: Words, texts: Texts) -> Heading:
    """Return what people call a column: the pack's own name for it, else the warehouse's."""
    name = texts(f"column.{column.code}") or words.name("column", column.code, texts.language)
    return Heading(name, column.kind)


def cell(row: Row, column: Column, words: Words, texts: Texts) -> Cell:
    """Return one value: a number as it is, a code by its name."""
    if column.kind is Kind.TEXT:
        name = _name(row, column, words, texts)
        return Cell(name, hidden=name is None and column.hides and bool(row.get("is_suppressed")))
    value = row.get(column.code)
    kind = _KIND_OF_UNIT.get(row[column.unit], _counted(value)) if column.unit else column.kind
    return Cell(value, kind, hidden=value is None and bool(row.get("is_suppressed")))


def sort_key(row: Row, columns: tuple[Column, ...], words: Words) -> tuple[tuple[int, str], ...]:
    """Return where a row stands by the stated order of its codes."""
    return tuple(words.order(column.words, row.get(column.code)) for column in columns)


def _counted(value: Any) -> Kind:
    """A number without a unit of its own: whole ones stand without decimals."""
    return Kind.COUNT if value is None or value == int(value) else Kind.NUMBER


def _name(row: Row, column: Column, words: Words, texts: Texts) -> Value:
    if column.by_language:
        return row.get(f"{column.code}_{texts.language.value}")
    code = row.get(column.code)
    kind = row[column.words_in] if column.words_in else column.words
    if isinstance(code, bool):
        return texts("yes") if code else texts("no")
    if code is None or not kind:
        return code if code is None else str(code)
    if code == "":
        return texts(f"none.{kind}")
    parts = dict.fromkeys(str(code).split("|")) if column.many else [str(code)]
    return "; ".join(_word(row, kind, part, words, texts) for part in parts if part)


def _word(row: Row, kind: str, code: str, words: Words, texts: Texts) -> str:
    """Return the name of a code: the pack's own, else the one within the association, else the general one."""
    own = f"{row.get('association_code')}/{code}"
    return texts(f"word.{kind}.{code}") or words.name(
        kind, own if (kind, own) in words.by_code else code, texts.language
    )
