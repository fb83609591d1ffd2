"""Columns that are worked out before rows are checked, so that each rule looks at one row alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from finsam.checks.suites import Prepared, Suite
from finsam.fingerprint import digest
from finsam.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

_PROGRAMMES = "programmes"


@dataclass(frozen=True)
class Programmes:
    """When each programme runs, as the associations' own lists say.

    Args:
        association_of: Checksum of a delivered file -> the association that delivered it.
        periods: (association, programme) -> its first and last day; no last day where any list leaves it open.
    """

    association_of: Mapping[str, str]
    periods: Mapping[tuple[str, str], Mapping[str, date | None]]

    @property
    def sha256(self) -> str:
        """Fingerprint of all this."""
        return digest(
            [
                sorted(self.association_of.items()),
                sorted(
                    [*key, str(period["start_date"]), str(period["end_date"])] for key, period in self.periods.items()
                ),
            ]
        )


def load_programmes(settings: Settings) -> Programmes:
    """Read the lists of programmes; of several the widest period holds, for an older list cannot know the end."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    delivered = pq.ParquetFile(settings.raw / "delivery" / "all.parquet").read().to_pylist()
    association_of = {row["file_sha256"]: row["association_code"] for row in reversed(delivered)}
    periods: dict[tuple[str, str], dict[str, date | None]] = {}
    for path in sorted((settings.raw / _PROGRAMMES).glob("[!_]*.parquet")):
        for row in pq.ParquetFile(path).read().to_pylist():
            key = (association_of.get(row["file_sha256"], ""), row["programme_code"])
            known = periods.setdefault(key, {"start_date": row["start_date"], "end_date": row["end_date"]})
            known["start_date"] = min(filter(None, (known["start_date"], row["start_date"])), default=None)
            ends = (known["end_date"], row["end_date"])
            known["end_date"] = None if None in ends else max(filter(None, ends))
    return Programmes(association_of, periods)


def prepare(suite: Suite, rows: pa.Table, programmes: Programmes) -> pa.Table:
    """Add the prepared columns of a suite to rows of its raw table."""
    for column in suite.prepared:
        rows = rows.append_column(column.name, _COLUMN[column.kind](column, rows, programmes))
    return rows


def _days(column: Prepared, rows: pa.Table, _: Programmes) -> Any:
    import pyarrow.compute as pc  # noqa: PLC0415

    first, last = (rows[name] for name in column.columns)
    return pc.days_between(first, last)


def _programme(column: Prepared, rows: pa.Table, programmes: Programmes) -> Any:
    import pyarrow as pa  # noqa: PLC0415

    (name,) = column.columns
    codes, files = rows["programme_code"].to_pylist(), rows["file_sha256"].to_pylist()
    found = (
        programmes.periods.get((programmes.association_of.get(file, ""), code))
        for file, code in zip(files, codes, strict=True)
    )
    return pa.array([period[name] if period else None for period in found], pa.date32())


def _largest(column: Prepared, rows: pa.Table, _: Programmes) -> Any:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    (name,) = column.columns
    largest: dict[str, Any] = {}
    files = rows["file_sha256"].to_pylist()
    for file, amount in zip(files, pc.abs(rows[name]).to_pylist(), strict=True):
        if amount is not None:
            largest[file] = max(amount, largest.get(file, amount))
    return pa.array([largest.pop(file, None) for file in files], rows.schema.field(name).type)


_COLUMN = {"days": _days, "programme": _programme, "largest": _largest}
