"""What a broken rule of the definitions says: the words of its dbt test, filled from the rows that the test found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from finsam.definitions.files import FileCheck, as_written
from finsam.definitions.problem import Problem, Words

_NOTHING = "–"


def has_words(meta: Mapping[str, Any]) -> bool:
    """Whether a test says in words what is wrong: config.meta has what Words has."""
    return set(Words._fields) <= meta.keys()


def problems_found(
    test: str, meta: Mapping[str, Any], found: Iterable[Mapping[str, Any]], files: FileCheck
) -> list[Problem]:
    """Say each row that a test found as one problem, with file and line where the row names them.

    Args:
        test: Name of the dbt test.
        meta: Its config.meta, with the words as templates of the columns of its rows.
        found: The rows it found; `seed`, `row_key` and `column_name` say where the fault is.
        files: The files of the definitions that were tested.
    """
    return [
        Problem(
            test,
            files.places.get(str(row.get("seed")), ""),
            files.lines_of(str(row.get("seed")), row),
            str(row.get("column_name") or ""),
            _words(test, meta, _shown(row)),
        )
        for row in found
    ]


def _words(test: str, meta: Mapping[str, Any], row: Mapping[str, str]) -> Words:
    if has_words(meta):
        return Words(*(str(meta[name]).format_map(row) for name in Words._fields))
    rule = f"{test.replace('_', ' ')} ({', '.join(f'{name} = {value}' for name, value in row.items())})."
    return Words(f"regeln håller inte: {rule}", f"the rule does not hold: {rule}", "", "")


def _shown(row: Mapping[str, Any]) -> dict[str, str]:
    return {name: _plain(value) or _NOTHING for name, value in row.items()}


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return as_written(value)
