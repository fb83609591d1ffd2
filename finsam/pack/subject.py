"""What a pack is about."""

from __future__ import annotations

from dataclasses import dataclass

from finsam.pack.period import Period


@dataclass(frozen=True)
class Subject:
    """What a pack is about.

    Args:
        associations: The associations, in the order they are shown.
        period: The period.
        county: The area whose totals stand beside theirs; empty in the pack of one association.
    """

    associations: tuple[str, ...]
    period: Period
    county: str = ""

    @property
    def everyone(self) -> tuple[str, ...]:
        """The associations, and the county where it is shown."""
        return (*self.associations, self.county) if self.county else self.associations

    @property
    def form(self) -> str:
        """Which texts introduce it."""
        if self.county:
            return "county"
        return "year" if self.period.is_whole_year else "part"
