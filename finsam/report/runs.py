"""The nightly runs: what happened each night, also in those that published nothing."""

from __future__ import annotations

from typing import Any

from finsam.report.cells import COUNT
from finsam.report.reading import Reading

_SHOWN = 60
_UNIT = {"duration_seconds": ""}  # not a count: one decimal
_COUNTS = ("duration_seconds", "files", "rows_read", "rows_quarantined", "findings_error", "findings_warning")


def runs(reading: Reading) -> dict[str, Any]:
    """Return what the page about the runs says."""
    rows = reading.facts.rows("select * from published.run order by run_id desc")
    return {
        "runs": [
            (row, {name: reading.cell(row, "run", name, _UNIT.get(name, COUNT), ("run_id",)) for name in _COUNTS})
            for row in rows[:_SHOWN]
        ],
        "left": max(len(rows) - _SHOWN, 0),
    }
