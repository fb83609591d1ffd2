"""Suites of expectations: what a controller may read and change in expectations/*.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from finsam.errors import InputError
from finsam.fingerprint import digest

SEVERITIES = ("blocking", "error", "warning", "note")
_COLUMN_KEYS = ("column", "column_A", "column_B")


@dataclass(frozen=True)
class Expectation:
    """One expectation of a suite.

    Args:
        name: Its name within the suite.
        kind: The Great Expectations type, expect_...
        arguments: The type's own arguments.
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
class Suite:
    """All expectations of one source.

    Args:
        name: The name of its file.
        source: The source code of the delivery contract.
        table: The raw table that it looks at.
        extra_columns: Columns that conditions of expectations mention.
        expectations: What is expected.
        sha256: Fingerprint of all this.
    """

    name: str
    source: str
    table: str
    extra_columns: tuple[str, ...]
    expectations: tuple[Expectation, ...]
    sha256: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that have to be read."""
        named = [column for expectation in self.expectations for column in expectation.columns]
        return tuple(sorted({*named, *self.extra_columns}))


def load_suites(folder: Path) -> list[Suite]:
    """Read all suites, by name.

    Raises:
        InputError: A suite cannot be understood.
    """
    return [_load(path) for path in sorted(folder.glob("*.yml"))]


def _load(path: Path) -> Suite:
    import yaml  # type: ignore[import-untyped] # noqa: PLC0415

    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        expectations = tuple(_expectation(entry) for entry in content["expectations"])
        suite = Suite(
            name=path.stem,
            source=content["source"],
            table=content["table"],
            extra_columns=tuple(content.get("also_reads", ())),
            expectations=expectations,
            sha256=digest(content),
        )
        if len({expectation.name for expectation in expectations}) != len(expectations):
            raise ValueError("två förväntningar har samma namn / two expectations have the same name")
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"Förväntningarna i expectations/{path.name} går inte att tolka: {error}.",
            f"The expectations in expectations/{path.name} cannot be understood: {error}.",
        ) from None
    return suite


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
