"""The period of a pack: a whole year, or a quarter or tertial of it."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from finsam.errors import UsageError

_PARTS = {"Q": ("quarter", 3), "T": ("tertial", 4)}


@dataclass(frozen=True)
class Period:
    """A stretch of whole months within one year.

    Args:
        year: The year.
        period_type: As in published.indicator_value.
        name: How people write it: 2019, 2019-Q1, 2019-T3.
        first: The first day.
        last: The last day.
    """

    year: int
    period_type: str
    name: str
    first: date
    last: date

    @property
    def is_whole_year(self) -> bool:
        """Whether it is the year itself."""
        return self.period_type == "year"


def whole_year(year: int) -> Period:
    """Return the year as a period.

    Raises:
        UsageError: No calendar has such a year.
    """
    if not date.min.year <= year <= date.max.year:
        raise UsageError(
            f"--year {year} är inget år. Skriv till exempel 2019.", f"--year {year} is no year. Write for example 2019."
        )
    return Period(year, "year", f"{year:04d}", date(year, 1, 1), date(year, 12, 31))


def parse_part(text: str) -> Period:
    """Read a part of a year, written 2019-Q1 or 2019-T3.

    Raises:
        UsageError: The text is no such period.
    """
    found = re.fullmatch(r"([0-9]{4})-(?:(Q)([1-4])|(T)([1-3]))", text.strip().upper())
    if found and int(found[1]) >= date.min.year:
        period_type, months = _PARTS[found[2] or found[4]]
        year, last = int(found[1]), int(found[3] or found[5]) * months
        end = date(year, last, monthrange(year, last)[1])
        return Period(year, period_type, found[0], date(year, last - months + 1, 1), end)
    raise UsageError(
        f"--period {text!r} är ingen period. Skriv 2019-Q1 till 2019-Q4 för kvartal, 2019-T1 till 2019-T3 för tertial.",
        f"--period {text!r} is no period. Write 2019-Q1 to 2019-Q4 for quarters, 2019-T1 to 2019-T3 for tertials.",
    )
