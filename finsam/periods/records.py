"""The records of closings, as files under seeds/decisions: what was closed, what was frozen, what was restated."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from finsam.errors import InputError
from finsam.files import write_atomic
from finsam.periods.figures import Figure, Period

DECISIONS = Path("seeds", "decisions")
DECISION_FILE = "decision.csv"
CLOSED_FILE = "closed_period.csv"
RESTATED_FILE = "restated_figure.csv"
_FROZEN_HEADER = ("relation", "figure_key", "measure", "value")
BETWEEN = "|"


@dataclass(frozen=True)
class Closing:
    """One row of closed_period.csv.

    Args:
        period: What was closed.
        closed_on: When.
        decision_id: By which decision.
        build_id: The build whose published figures were frozen.
        figures_sha256: The content of the frozen file, so that no one edits it unseen.
        known_decisions: The decisions that were in force at the closing.
    """

    period: Period
    closed_on: date
    decision_id: str
    build_id: str
    figures_sha256: str
    known_decisions: tuple[str, ...]


@dataclass(frozen=True)
class Restatement:
    """One row of restated_figure.csv: a frozen figure and what a decision made of it; None where it is gone or new."""

    period: Period
    figure: Figure
    sequence_no: int
    as_published: Decimal | None
    as_restated: Decimal | None
    decision_id: str
    build_id: str


def read_rows(project: Path, name: str) -> list[dict[str, str]]:
    """Read one file of seeds/decisions.

    Raises:
        InputError: The file is missing or no UTF-8 text.
    """
    path = project / DECISIONS / name
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(
            f"Filen {DECISIONS / name} saknas. Återställ den ur versionshanteringen.",
            f"The file {DECISIONS / name} is missing. Restore it from version control.",
        ) from None
    except UnicodeDecodeError as error:
        raise InputError(
            f"{DECISIONS / name}, byte {error.start}: filen är inte UTF-8. Spara den som UTF-8.",
            f"{DECISIONS / name}, byte {error.start}: the file is not UTF-8. Save it as UTF-8.",
        ) from None
    return list(csv.DictReader(io.StringIO(text, newline="")))


def closings(project: Path) -> list[Closing]:
    """Return the closed periods in the order of the file.

    Raises:
        InputError: A row cannot be understood; file, line and column are named.
    """
    return [
        Closing(
            Period(
                row["association_code"],
                _date(row, "period_start", CLOSED_FILE, line),
                _date(row, "period_end", CLOSED_FILE, line),
            ),
            _date(row, "closed_on", CLOSED_FILE, line),
            row["decision_id"],
            row["build_id"] or "",
            row["figures_sha256"] or "",
            tuple(filter(None, (row["known_decisions"] or "").split(BETWEEN))),
        )
        for line, row in enumerate(read_rows(project, CLOSED_FILE), start=2)
    ]


def restatements(project: Path) -> list[Restatement]:
    """Return the restated figures, the earliest first.

    Raises:
        InputError: A row cannot be understood; file, line and column are named.
    """
    found = [
        Restatement(
            Period(
                row["association_code"],
                _date(row, "period_start", RESTATED_FILE, line),
                _date(row, "period_end", RESTATED_FILE, line),
            ),
            Figure(row["relation"], row["figure_key"], row["measure"]),
            int(_number(row, "sequence_no", RESTATED_FILE, line) or 0),
            _number(row, "as_published", RESTATED_FILE, line),
            _number(row, "as_restated", RESTATED_FILE, line),
            row["decision_id"],
            row["build_id"],
        )
        for line, row in enumerate(read_rows(project, RESTATED_FILE), start=2)
    ]
    return sorted(found, key=lambda row: (row.period, row.figure, row.sequence_no))


def frozen_place(period: Period) -> Path:
    """Return where the frozen figures of a closed period lie, seen from the project."""
    return DECISIONS / "closed" / f"{period.association_code}_{period.start}_{period.end}.tsv"


def frozen_bytes(frozen: Mapping[Figure, Decimal]) -> bytes:
    """Write frozen figures as tab-separated text, sorted, so that a change shows as a line."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(_FROZEN_HEADER)
    for figure, value in sorted(frozen.items()):
        writer.writerow([figure.relation, figure.key, figure.measure, plain(value)])
    return out.getvalue().encode("utf-8")


def frozen(project: Path, closing: Closing) -> dict[Figure, Decimal]:
    """Return the figures of a closed period as they were published.

    Raises:
        InputError: The file is missing, was edited or cannot be read.
    """
    place = frozen_place(closing.period)
    try:
        content = (project / place).read_bytes()
    except FileNotFoundError:
        content = b""
    if hashlib.sha256(content).hexdigest() != closing.figures_sha256:
        raise InputError(
            f"{closing.period} är stängd enligt {CLOSED_FILE}, men de frysta talen i {place} saknas eller är ändrade. "
            "Återställ filen ur versionshanteringen, eller ta bort raden och kör finsam periods close.",
            f"{closing.period} is closed by {CLOSED_FILE}, but the frozen figures in {place} are missing or edited. "
            "Restore the file from version control, or remove the row and run finsam periods close.",
        )
    rows = csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""), delimiter="\t")
    return {Figure(row["relation"], row["figure_key"], row["measure"]): Decimal(row["value"]) for row in rows}


def append_rows(project: Path, name: str, rows: Iterable[Mapping[str, object]]) -> None:
    """Add rows to a file of seeds/decisions; the file is replaced whole or not at all.

    Raises:
        InputError: The file is missing.
        OSError: It cannot be written.
    """
    read_rows(project, name)
    path = project / DECISIONS / name
    text = path.read_text(encoding="utf-8-sig")
    header: Sequence[str] = next(csv.reader(io.StringIO(text)))
    out = io.StringIO()
    writer = csv.DictWriter(out, header, lineterminator="\n")
    writer.writerows(rows)
    write_atomic(path, ((text if text.endswith("\n") else text + "\n") + out.getvalue()).encode("utf-8"))


def plain(value: Decimal | None) -> str:
    """Write a number without needless zeros, and nothing for a missing one."""
    if value is None:
        return ""
    return format(value.normalize(), "f")


def _date(row: Mapping[str, str], column: str, name: str, line: int) -> date:
    try:
        return date.fromisoformat(row[column])
    except (ValueError, KeyError, TypeError):
        raise _unreadable(row.get(column), column, name, line, "ÅÅÅÅ-MM-DD / YYYY-MM-DD") from None


def _number(row: Mapping[str, str], column: str, name: str, line: int) -> Decimal | None:
    try:
        return Decimal(row[column]) if row[column] else None
    except (InvalidOperation, KeyError):
        raise _unreadable(row.get(column), column, name, line, "1234.56") from None


def _unreadable(value: object, column: str, name: str, line: int, form: str) -> InputError:
    return InputError(
        f"{DECISIONS / name}, rad {line}, kolumn {column}: {value!r} går inte att läsa. Skriv {form}.",
        f"{DECISIONS / name}, line {line}, column {column}: {value!r} cannot be read. Write {form}.",
    )
