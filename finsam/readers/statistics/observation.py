"""One observation of open statistics, and the collection of those of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pyarrow as pa

from finsam.readers.statistics.codes import Period
from finsam.readers.statistics.problems import refusal
from finsam.readers.statistics.values import Amount, within_scale
from finsam.readers.table.problems import Problem, Refusal

TABLE = "open_statistic"
MAX_OBSERVATIONS = 2_000_000

OPEN_STATISTIC_SCHEMA = pa.schema(
    [
        ("file_sha256", pa.string()),
        ("line_no", pa.int32()),
        ("provider", pa.string()),
        ("dataset", pa.string()),
        ("measure_code", pa.string()),
        ("measure_text", pa.string()),
        ("region_code", pa.string()),
        ("region_text", pa.string()),
        ("sex", pa.string()),
        ("breakdown", pa.string()),
        ("period", pa.string()),
        ("period_start", pa.date32()),
        ("period_end", pa.date32()),
        ("value", pa.decimal128(18, 4)),
        ("value_lower", pa.decimal128(18, 4)),
        ("value_upper", pa.decimal128(18, 4)),
        ("is_suppressed", pa.bool_()),
        ("is_missing", pa.bool_()),
        ("status", pa.string()),
        ("unit", pa.string()),
        ("provenance", pa.string()),
    ]
)
"""One row is one observation; line_no is its ordinal in the file, counted from 1 over read and quarantined ones."""


class Observation(NamedTuple):
    """One figure of one measure for one region, sex and period; the columns of the raw table without the checksum."""

    line_no: int
    provider: str
    dataset: str
    measure_code: str
    measure_text: str | None
    region_code: str | None
    region_text: str | None
    sex: str
    breakdown: str
    period: str
    period_start: date
    period_end: date
    value: Decimal | None
    value_lower: Decimal | None
    value_upper: Decimal | None
    is_suppressed: bool
    is_missing: bool
    status: str
    unit: str | None
    provenance: str | None

    @property
    def key(self) -> tuple[str, ...]:
        """What the observation is about: two with the same key state the same thing."""
        region = self.region_code or self.region_text or ""
        return (self.dataset, self.measure_code, region, self.sex, self.breakdown, self.period)

    @property
    def statement(self) -> tuple[object, ...]:
        """What it says of it."""
        return (self.value, self.value_lower, self.value_upper, self.is_suppressed, self.is_missing)


@dataclass(frozen=True)
class Region:
    """A region as the file names it; the code is text with its leading zeros, None where the file has only a name."""

    code: str | None
    text: str | None


@dataclass(frozen=True)
class Subject:
    """What an observation is about, without region, sex and period."""

    dataset: str
    measure_code: str
    measure_text: str | None = None
    breakdown: str = ""
    unit: str | None = None
    provenance: str | None = None


class Rejection(NamedTuple):
    """An observation that is not let through, with what the file says of it."""

    line_no: int
    problem: Problem
    content: Mapping[str, object]


@dataclass
class Observations:
    """Collects what a file holds; every observation gets the next ordinal, read or not."""

    provider: str
    read: list[Observation] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    rounded: int = 0

    @property
    def count(self) -> int:
        """How many observations the file had so far."""
        return len(self.read) + len(self.rejected)

    def add(self, subject: Subject, region: Region, sex: str, period: Period, amount: Amount) -> None:
        """Let an observation through; its value is brought to the scale of the raw table.

        Raises:
            Refusal: The file has too many of them.
        """
        value, was_rounded = within_scale(amount.value)
        self.rounded += was_rounded
        self.read.append(
            Observation(
                self._ordinal(),
                self.provider,
                subject.dataset,
                subject.measure_code,
                subject.measure_text,
                region.code,
                region.text,
                sex,
                subject.breakdown,
                period.text,
                period.start,
                period.end,
                value,
                amount.lower,
                amount.upper,
                amount.is_suppressed,
                amount.is_missing,
                amount.status,
                subject.unit,
                subject.provenance,
            )
        )

    def reject(self, problem: Problem, content: Mapping[str, object]) -> None:
        """Put an observation in quarantine.

        Raises:
            Refusal: The file has too many of them.
        """
        self.rejected.append(Rejection(self._ordinal(), problem, content))

    def _ordinal(self) -> int:
        if self.count >= MAX_OBSERVATIONS:
            raise Refusal(refusal("too_many_observations", limit=MAX_OBSERVATIONS).problem, 0, self.count)
        return self.count + 1
