"""Counts of participants and of those who left, of an association as a whole or of its parts."""

from __future__ import annotations

from finsam.published import Row
from finsam.report.cells import Cell
from finsam.report.costs import SHARED
from finsam.report.reading import Reading

COUNTS = ("opening", "new", "completed", "closing", "total")
_FLOWS = """
    select * from published.participant_flow
    order by fiscal_year desc, registration_kind = 'named' desc, programme_code, count_basis, source_system,
        registration_kind, municipality_code, sex, fact_key
"""
_EXITS = """
    select * from published.exit_outcome where definition_set = $shared
    order by fiscal_year desc, programme_code, municipality_code, sex, count_kind desc, exit_count desc nulls last,
        exit_reason, fact_key
"""


def flows(reading: Reading, association: str, cut: str, *more: str) -> list[tuple[Row, dict[str, Cell]]]:
    """Return the participants of each programme, the latest year first.

    Args:
        reading: The language.
        association: Whose.
        cut: How the persons are divided, a code of slice; rows of different cuts are never added.
        more: Further columns than the counts.
    """
    return [
        (
            row,
            {name: reading.traced(row, "participant_flow", name, "persons") for name in (*COUNTS, *more)},
        )
        for row in reading.facts.rows(_FLOWS)
        if row["association_code"] == association and row["slice"] == cut
    ]


def exits(reading: Reading, association: str, cut: str) -> list[tuple[Row, Cell]]:
    """Return the exits of the latest year by the shared definition, the largest first, hidden ones last.

    Args:
        reading: The language.
        association: Whose.
        cut: How the persons are divided, a code of slice.
    """
    rows = [
        row
        for row in reading.facts.rows(_EXITS, shared=SHARED)
        if row["association_code"] == association and row["slice"] == cut
    ]
    year = max((row["fiscal_year"] for row in rows), default=0)
    keys = ("fact_key", "definition_set")
    return [
        (
            row,
            reading.cell(
                row,
                "exit_outcome",
                "exit_count",
                "persons",
                keys,
                href=reading.source_link(association, "exit_outcome", row["fact_key"]),
            ),
        )
        for row in rows
        if row["fiscal_year"] == year
    ]
