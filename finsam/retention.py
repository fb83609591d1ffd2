"""How long a delivery is kept: rows of seeds/definitions/retention.csv, counted from a date in the file itself."""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from finsam.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from finsam.read import Receipt
    from finsam.settings import Settings

OTHERS = "*"
_SEED = "seeds/definitions/retention.csv"
_WRITTEN_DATE = re.compile(r"((?:19|20)[0-9]{2})(?:-?(0[1-9]|1[0-2]))?(?![0-9])")


@dataclass(frozen=True)
class Rule:
    """One row of the seed.

    Args:
        source: The source, or * for those without a row of their own.
        keep_months: How many months; None means that nothing expires.
        counted_from: Columns; the latest date in any of them is where the months begin.
        valid_from: First day the row holds.
        valid_to: Last day the row holds.
    """

    source: str
    keep_months: int | None
    counted_from: tuple[str, ...]
    valid_from: date
    valid_to: date


def load_rules(project: Path) -> tuple[Rule, ...]:
    """Read the seed; no rules where a project has none.

    Raises:
        InputError: A row cannot be understood.
    """
    try:
        with (project / _SEED).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except FileNotFoundError:
        return ()
    return tuple(_rule(row, line) for line, row in enumerate(rows, 2))


def _rule(row: Mapping[str, str], line: int) -> Rule:
    try:
        months = row["keep_months"].strip()
        rule = Rule(
            source=row["delivery_source"].strip(),
            keep_months=int(months) if months else None,
            counted_from=tuple(name.strip() for name in row["counted_from"].split("|") if name.strip()),
            valid_from=date.fromisoformat(row["valid_from"].strip()),
            valid_to=date.fromisoformat(row["valid_to"].strip()),
        )
        understood = rule.keep_months is None or (rule.keep_months >= 0 and bool(rule.counted_from))
    except (KeyError, ValueError, AttributeError):
        understood = False
    if not understood or not _is_in_the_contract(rule):
        raise InputError(
            f"Rad {line} i {_SEED} går inte att tolka. delivery_source är ett leveransslag eller *, keep_months ett "
            "helt antal månader eller tomt (= behåll), counted_from leveransslagets kolumner åtskilda av |, valid_from "
            "och valid_to datum.",
            f"Line {line} of {_SEED} cannot be understood. delivery_source is a source or *, keep_months a whole "
            "number of months or empty (= keep), counted_from columns of the source separated by |, valid_from and "
            "valid_to dates.",
        )
    return rule


def _is_in_the_contract(rule: Rule) -> bool:
    from finsam.contract import load_contract  # noqa: PLC0415

    source = load_contract().sources.get(rule.source)
    if source is None or not source.is_table:
        return source is not None or rule.source == OTHERS
    return set(rule.counted_from) <= {column.name for column in source.columns}


def rule_for(rules: Iterable[Rule], source: str, as_of: date) -> Rule | None:
    """Return the row that holds for a source on a day: its own, else the one of *."""
    holding = {rule.source: rule for rule in rules if rule.valid_from <= as_of <= rule.valid_to}
    return holding.get(source) or holding.get(OTHERS)


def last_day(rule: Rule, counted_from: date) -> date | None:
    """Return the last day on which a file may be kept; None where its source is kept."""
    if rule.keep_months is None:
        return None
    years, month = divmod(counted_from.month - 1 + rule.keep_months, 12)
    year = counted_from.year + years
    if year > date.max.year:
        return None
    return date(year, month + 1, min(counted_from.day, monthrange(year, month + 1)[1]))


def latest_date(tables: Iterable[pa.Table], columns: Sequence[str]) -> date | None:
    """Return the latest date in any of the columns; a year or month counts as its last day."""
    dates = [
        day for table in tables for name in columns if name in table.schema.names for day in _dates(table.column(name))
    ]
    return max(dates, default=None)


def _dates(column: pa.ChunkedArray) -> Iterator[date]:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    if pa.types.is_date(column.type):
        latest = pc.max(column).as_py()
        if latest is not None:
            yield latest
        return
    for value in pc.unique(column).to_pylist():
        match = _WRITTEN_DATE.search(str(value))
        if value is not None and match:
            year, month = int(match[1]), int(match[2] or 12)
            yield date(year, month, monthrange(year, month)[1])


def passed(settings: Settings, receipts: Iterable[Receipt], as_of: date) -> list[dict[str, Any]]:
    """Return a row of table_diagnostic for each file whose rows lie in the raw zone beyond their time."""
    rules = load_rules(settings.project)
    found = []
    for receipt in receipts:
        rule = rule_for(rules, receipt.source, as_of)
        if rule is None or rule.keep_months is None:
            continue
        counted_from = latest_date(_raw_tables(settings, receipt, rule.counted_from), rule.counted_from)
        last = last_day(rule, counted_from) if counted_from else None
        if last is not None and as_of > last:
            found.append(_diagnostic(receipt, rule.keep_months, last))
    return found


def _raw_tables(settings: Settings, receipt: Receipt, columns: Sequence[str]) -> Iterator[pa.Table]:
    import pyarrow.parquet as pq  # noqa: PLC0415

    for table, name in sorted(receipt.files.items()):
        file = pq.ParquetFile(settings.raw / table / name)
        wanted = [column for column in columns if column in file.schema_arrow.names]
        if wanted:
            yield file.read(columns=wanted)


def _diagnostic(receipt: Receipt, months: int, last: date) -> dict[str, Any]:
    return {
        "file_sha256": receipt.file_sha256,
        "line_no": 0,
        "source": receipt.source,
        "code": "retention_passed",
        "severity": "warning",
        "message_sv": f"Tiden för att behålla filen gick ut {last} ({months} månader efter filens sista datum).",
        "message_en": f"The time to keep the file passed on {last} ({months} months after the last date in it).",
        "expected": _SEED,
        "action": "Kör finsam erase --expired / Run finsam erase --expired",
    }
