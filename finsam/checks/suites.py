"""Suites of expectations: what a controller may read and change in expectations/*.yml."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from finsam.errors import InputError
from finsam.findings.finding import SEVERITIES
from finsam.fingerprint import digest

AS_OF = "as_of"
BOUNDS = ("min_value", "max_value")
ROW_KEY = ("file_sha256", "line_no")
_COLUMN_KEYS = ("column", "column_A", "column_B")
_PREPARATIONS = ("days", "programme", "largest")


@dataclass(frozen=True)
class Expectation:
    """One expectation of a suite.

    Args:
        name: Its name within the suite.
        kind: The Great Expectations type, expect_...
        arguments: The type's own arguments; `as_of` and {seed, column} stand for a day and a list of codes.
        severity: blocking (nothing is published), error, warning or note.
        message_sv: What it means when it does not hold, and what to do.
        message_en: The same in English.
    """

    name: str
    kind: str
    arguments: Mapping[str, Any]
    severity: str
    message_sv: str
    message_en: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it looks at."""
        single = [str(self.arguments[key]) for key in _COLUMN_KEYS if key in self.arguments]
        return (*single, *map(str, self.arguments.get("column_list", ())))


@dataclass(frozen=True)
class Prepared:
    """A column that is worked out before the rows are checked, so that a rule can look at one row alone.

    Args:
        name: Its name; expectations use it like any other column.
        kind: days (from the first column to the second), programme (a column of the association's own row of
            programmes) or largest (the largest amount of the file, on its first line).
        columns: The columns it is worked out from.
    """

    name: str
    kind: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Elsewhere:
    """A rule about the rows of this source that another layer owns, and why it is not here as well.

    Args:
        kind: The Great Expectations type that it would have been.
        columns: The columns it is about.
        bounds: The ends of a range that are meant.
        owner: The check (check_code) that has the rule.
        reason: Why it is there.
    """

    kind: str
    columns: tuple[str, ...]
    bounds: tuple[str, ...]
    owner: str
    reason: str


@dataclass(frozen=True)
class Suite:
    """All expectations of one source.

    Args:
        name: The name of its file.
        source: The source code of the delivery contract.
        table: The raw table that it looks at.
        extra_columns: Columns that conditions of expectations mention.
        prepared: Columns that are worked out first.
        expectations: What is expected.
        elsewhere: Rules that other layers own.
    """

    name: str
    source: str
    table: str
    extra_columns: tuple[str, ...]
    prepared: tuple[Prepared, ...]
    expectations: tuple[Expectation, ...]
    elsewhere: tuple[Elsewhere, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that have to be read."""
        named = {column for expectation in self.expectations for column in expectation.columns}
        made = {column.name for column in self.prepared}
        used = {name for column in self.prepared if column.kind != "programme" for name in column.columns}
        key = {"programme_code"} if self.asks_programmes else set()
        return tuple(sorted({*ROW_KEY, *(named - made), *used, *key, *self.extra_columns}))

    @property
    def asks_programmes(self) -> bool:
        """Whether it needs the associations' lists of programmes."""
        return any(column.kind == "programme" for column in self.prepared)

    @property
    def sha256(self) -> str:
        """Fingerprint of all that decides its results and words."""
        return digest(
            [
                [self.source, self.table, sorted(self.columns)],
                [[column.name, column.kind, column.columns] for column in self.prepared],
                [
                    [rule.name, rule.kind, dict(rule.arguments), rule.severity, rule.message_sv, rule.message_en]
                    for rule in self.expectations
                ],
            ]
        )


def load_suites(folder: Path) -> list[Suite]:
    """Read all suites, by name.

    Raises:
        InputError: A suite cannot be understood.
    """
    return [_load(path) for path in sorted(folder.glob("*.yml"))]


def resolved(suite: Suite, as_of: date, seeds: Path) -> Suite:
    """Put the day and the lists of codes in the place of the words that stand for them.

    Raises:
        InputError: A list of codes does not exist.
    """

    def value(argument: Any) -> Any:
        if argument == AS_OF:
            return as_of.isoformat()
        return _codes(suite, argument, seeds) if isinstance(argument, dict) and "seed" in argument else argument

    return replace(
        suite,
        expectations=tuple(
            replace(rule, arguments={key: value(argument) for key, argument in rule.arguments.items()})
            for rule in suite.expectations
        ),
    )


def _codes(suite: Suite, wanted: Mapping[str, str], seeds: Path) -> list[str] | str:
    """The codes of a column of a seed; with a separator, the pattern of a cell that holds several of them."""
    try:
        with (seeds / f"{wanted['seed']}.csv").open(encoding="utf-8", newline="") as file:
            codes = sorted({row[wanted["column"]] for row in csv.DictReader(file)})
    except (OSError, KeyError):
        raise InputError(
            f"expectations/{suite.name}.yml nämner en kodlista som inte finns: seeds/{wanted['seed']}.csv.",
            f"expectations/{suite.name}.yml names a list of codes that does not exist: seeds/{wanted['seed']}.csv.",
        ) from None
    if "separator" not in wanted:
        return codes
    one = "|".join(map(re.escape, codes))
    return f"(?i)^(?:{one})(?: ?{re.escape(wanted['separator'])} ?(?:{one}))*$"


def _load(path: Path) -> Suite:
    import yaml  # type: ignore[import-untyped] # noqa: PLC0415

    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        suite = Suite(
            name=path.stem,
            source=content["source"],
            table=content["table"],
            extra_columns=tuple(content.get("also_reads", ())),
            prepared=tuple(_prepared(name, entry) for name, entry in content.get("prepared", {}).items()),
            expectations=tuple(_expectation(entry) for entry in content["expectations"]),
            elsewhere=tuple(_elsewhere(entry) for entry in content.get("elsewhere", ())),
        )
        if len({expectation.name for expectation in suite.expectations}) != len(suite.expectations):
            raise ValueError("två förväntningar har samma namn / two expectations have the same name")
    except (yaml.YAMLError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"Förväntningarna i expectations/{path.name} går inte att tolka: {error}.",
            f"The expectations in expectations/{path.name} cannot be understood: {error}.",
        ) from None
    return suite


def _prepared(name: str, entry: Mapping[str, Any]) -> Prepared:
    ((kind, columns),) = entry.items()
    if kind not in _PREPARATIONS:
        raise ValueError(f"prepared {kind!r}: {' | '.join(_PREPARATIONS)}")
    return Prepared(name, kind, tuple(columns) if isinstance(columns, list) else (str(columns),))


def _elsewhere(entry: Mapping[str, Any]) -> Elsewhere:
    return Elsewhere(
        kind=str(entry["expect"]),
        columns=tuple(entry["columns"]),
        bounds=tuple(entry.get("bounds", BOUNDS)),
        owner=str(entry["owner"]),
        reason=str(entry["reason"]),
    )


def _expectation(entry: Mapping[str, Any]) -> Expectation:
    severity = str(entry["severity"])
    if severity not in SEVERITIES:
        raise ValueError(f"severity {severity!r}: {' | '.join(SEVERITIES)}")
    return Expectation(
        name=str(entry["name"]),
        kind=str(entry["expect"]),
        arguments=dict(entry["with"]),
        severity=severity,
        message_sv=str(entry["message_sv"]),
        message_en=str(entry["message_en"]),
    )
