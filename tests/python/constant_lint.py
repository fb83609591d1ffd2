"""No business constant and no clock in code: every lint over every file, and what is allowed with a reason.

Run it by itself with: python tests/python/constant_lint.py
"""

from __future__ import annotations

import ast
import csv
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from dbt_lint import business_constants, chosen_codes, clocks_and_chance
from python_lint import python_problems

PROJECT = Path(__file__).resolve().parents[2]
ALLOWED = Path(__file__).with_name("constant_lint_allowed.csv")
_CODE = re.compile(r"(?!(?:true|false)$)[a-z_][a-z0-9_]*")


@dataclass(frozen=True)
class Problem:
    """A constant or clock in code: the file, the lint that found it, and what it is."""

    place: str
    lint: str
    value: str


@dataclass(frozen=True)
class Allowed:
    """What may stand in code, where, and why: one value, a whole vocabulary (`table.column`), or all (`*`)."""

    place: str
    lint: str
    value: str
    reason: str

    def covers(self, problem: Problem, vocabularies: dict[str, set[str]]) -> bool:
        """Tell whether the row allows a problem."""
        return (
            fnmatch(problem.place, self.place)
            and self.lint in (problem.lint, "*")
            and (fnmatch(problem.value, self.value) or self.value in vocabularies.get(problem.value, ()))
        )


def vocabularies(project: Path = PROJECT) -> dict[str, set[str]]:
    """Return the codes that controllers keep, each with the key columns (`table.column`) it stands in.

    Names of tables are not among them: they are the code's own. Nor are texts of print and codes that are only named
    for a reader: words of the language.
    """
    keys = re.findall(r"'(\w+)': (\[[^\]]*\])", _text(project / "macros" / "definition_keys.sql"))
    found: dict[str, set[str]] = {}
    for table, columns in keys:
        if table == "definition_table":
            continue
        with next((project / "seeds").rglob(f"{table}.csv")).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for column in set(ast.literal_eval(columns)) - {"printed_text", "code_kind", "code"}:
                    if _CODE.fullmatch(row[column]):
                        found.setdefault(row[column], set()).add(f"{table}.{column}")
    return found


def problems(project: Path = PROJECT) -> Iterator[Problem]:
    """Yield every constant and clock in models, macros, dbt tests and the package, allowed or not.

    A dbt test may name codes: it spells out what must hold for them, and fails when one is renamed.
    """
    codes = vocabularies(project)
    associations = {code for code, columns in codes.items() if "association.association_code" in columns}
    for path in sorted(path for room in ("models", "macros", "tests") for path in (project / room).rglob("*.sql")):
        place, sql = path.relative_to(project).as_posix(), _text(path)
        yield from (Problem(place, "constant", value) for value in business_constants(sql, associations))
        if not place.startswith("tests/"):
            yield from (Problem(place, "code", value) for value in chosen_codes(sql, codes.keys() - associations))
        yield from (Problem(place, "clock", value) for value in clocks_and_chance(sql))
    for path in sorted((project / "finsam").rglob("*.py")):
        place = path.relative_to(project).as_posix()
        for found in python_problems(_text(path), codes):
            yield Problem(place, found.lint, found.value)


def allowed() -> list[Allowed]:
    """Return the rows of the allow-list."""
    with ALLOWED.open(encoding="utf-8", newline="") as file:
        return [Allowed(**row) for row in csv.DictReader(file)]


def verdict(project: Path = PROJECT) -> tuple[list[Problem], list[Allowed]]:
    """Return the problems that no row allows, and the rows that allow nothing any more."""
    codes, rows = vocabularies(project), allowed()
    left: list[Problem] = []
    used: set[Allowed] = set()
    for problem in problems(project):
        fitting = {row for row in rows if row.covers(problem, codes)}
        used |= fitting
        if not fitting:
            left.append(problem)
    return left, [row for row in rows if row not in used]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


if __name__ == "__main__":
    remaining, unused = verdict()
    for problem in remaining:
        sys.stdout.write(f"{problem.place}: {problem.lint}: {problem.value}\n")
    for row in unused:
        sys.stdout.write(f"{ALLOWED.name}: allows nothing: {row.place} {row.lint} {row.value}\n")
    sys.exit(bool(remaining or unused))
