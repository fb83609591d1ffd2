"""Lints over the syntax of the Python package: what its code may not say, since it is a definition or a clock."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

# Names that give the time of day, whatever they are imported as; monotonic clocks only measure how long something took.
_CLOCKS = {
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "time.ctime",
    "time.gmtime",
    "time.localtime",
    "time.strftime",
    "time.time",
    "time.time_ns",
    "pandas.Timestamp.now",
    "pandas.Timestamp.today",
}
_CLOCK_IN_SQL = re.compile(r"\b(?:current_date|current_timestamp|localtimestamp|now\s*\(\s*\)|today\s*\(\s*\))", re.I)
_DATE = re.compile(r"(?:19|20)\d{2}-?[01]\d-?[0-3]\d")
_ACCOUNT = re.compile(r"\d{4}")
_SHARE = re.compile(r"0?\.\d*[1-9]\d*")
_DATES = {"datetime.date", "datetime.datetime", "pandas.Timestamp"}
_ORDER = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


@dataclass(frozen=True)
class Found:
    """One thing that does not belong in code: where it stands, which lint says so, and what it is."""

    line: int
    lint: str
    value: str


def python_problems(source: str, codes: Collection[str]) -> list[Found]:
    """Return what in a module belongs in seeds/definitions, and what reads a clock.

    Args:
        source: The text of the module.
        codes: Codes of associations, programmes and other lists that controllers keep.
    """
    tree = ast.parse(source)
    names = _imported(tree)
    docstrings = set(_docstrings(tree))
    found: list[Found] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in docstrings:
            found += [Found(node.lineno, lint, str(node.value)) for lint in _of_constant(node.value, codes)]
        elif isinstance(node, (ast.Attribute, ast.Name)):
            name = _dotted(node, names)
            if name in _CLOCKS:
                found.append(Found(node.lineno, "clock", name))
        elif isinstance(node, ast.Call):
            # the first and the last day of a year that is given are no dates of anyone's choice
            if _dotted(node.func, names) in _DATES and node.args and _number(node.args[0]) is not None:
                found.append(Found(node.lineno, "date", ast.unparse(node)))
        elif isinstance(node, ast.Compare) and any(isinstance(operator, _ORDER) for operator in node.ops):
            sides = (node.left, *node.comparators)
            limits = [_number(side) for side in sides if not any(_is_length(side) for side in sides)]
            found += [
                Found(node.lineno, "threshold", str(limit)) for limit in limits if limit is not None and limit > 2
            ]
    return sorted(set(found), key=lambda problem: (problem.line, problem.lint, problem.value))


def _of_constant(value: object, codes: Collection[str]) -> Iterator[str]:
    """Yield the lints that a literal breaks."""
    if isinstance(value, str):
        if value in codes:
            yield "code"
        if _ACCOUNT.fullmatch(value):
            yield "account"
        if _SHARE.fullmatch(value):
            yield "share"
        if _DATE.fullmatch(value):
            yield "date"
        if _CLOCK_IN_SQL.search(value):
            yield "clock"
    elif isinstance(value, float):
        if 0 < value < 1:
            yield "share"
    elif isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 9999:
        yield "year or account"


def _number(node: ast.expr) -> float | None:
    return node.value if isinstance(node, ast.Constant) and type(node.value) in (int, float) else None  # type: ignore[return-value]


def _is_length(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len"


def _docstrings(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node) is not None:
            yield id(node.body[0].value)  # type: ignore[attr-defined]


def _imported(tree: ast.AST) -> dict[str, str]:
    """Return what each imported name stands for, as the dotted name of where it comes from."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _dotted(node: ast.expr, names: dict[str, str]) -> str:
    if isinstance(node, ast.Name):
        return names.get(node.id, "")
    if isinstance(node, ast.Attribute):
        before = _dotted(node.value, names)
        return f"{before}.{node.attr}" if before else ""
    return ""
