"""What was refused, where and why, and what a corrected delivery has put right since.

Everything is looked up in the raw zone, where every text is masked already. No delivered row is ever changed: a row is
put right by another delivery, or by a code, rule or key of our own that now reads it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from finsam.errors import InputError, UsageError
from finsam.settings import Settings
from finsam.sql import dictionaries

if TYPE_CHECKING:
    from finsam.receive import InputFile

OPEN, RESOLVED = "open", "resolved"
_FILE, _LEDGER = "file", "sie"
_UNIQUE = "expect_compound_columns_to_be_unique"
_CORRECTION = re.compile(
    r"\.[a-z0-9]{2,5}$|(?<![^\W\d_])(?:rättad|rattad|rättat|korrigerad|korr|corrected|correction|fixed|ny|nya|new)"
    r"(?![^\W\d_])|(?<![^\W_])v\d+(?![^\W_])|\(\d+\)|[\W_]+",
    re.IGNORECASE,
)

_ROWS = """
select d.association_code, d.source, d.file_name, d.file_sha256, d.status, q.line_no, q.code, q.reason_sv, q.reason_en,
       q.record, q.amount_sek, q.content,
       (
           select list(distinct t.column_name) from read_parquet($diagnostic) as t
           where t.file_sha256 = q.file_sha256 and t.source = q.source and t.line_no = q.line_no
       ) as faulty
from read_parquet($quarantine) as q
join read_parquet($delivery) as d on d.file_sha256 = q.file_sha256 and d.source = q.source
order by d.association_code, d.source, d.file_name, d.file_sha256, q.line_no, q.code
"""

_LOADED = """
select d.association_code, d.source, d.file_name, d.file_sha256, d.status
from read_parquet($delivery) as d
where d.status <> 'refused'
order by d.association_code, d.source, d.file_name, d.file_sha256
"""


def list_quarantine(settings: Settings) -> list[dict[str, Any]]:
    """Return one row per file and reason: how many lines, how many of them still open, the first, and their money.

    Raises:
        InputError: Nothing has been read in this var folder.
    """
    listed: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in _quarantined(settings):
        key = tuple(row[name] for name in ("association_code", "source", "file_name", "file_sha256", "code"))
        names = ("association_code", "source", "file_name", "file_sha256", "status", "code", "reason_sv", "reason_en")
        known = listed.setdefault(
            key,
            {name: row[name] for name in names}
            | {"rows": 0, "open": 0, "first_line": row["line_no"], "amount_sek": None, "resolved_by": []},
        )
        known["rows"] += 1
        known["open"] += row["resolution"] == OPEN
        if row["amount_sek"] is not None:
            known["amount_sek"] = (known["amount_sek"] or 0) + row["amount_sek"]
        if row["resolved_by"] and row["resolved_by"] not in known["resolved_by"]:
            known["resolved_by"].append(row["resolved_by"])
    return list(listed.values())


def show_quarantine(settings: Settings, file: str, rows: int) -> list[dict[str, Any]]:
    """Return the refused lines of one file, each with the file and line that has put it right, if any.

    Args:
        settings: The run's places.
        file: Its name, or the beginning of its SHA-256.
        rows: At most so many lines.

    Raises:
        InputError: Nothing has been read in this var folder.
        UsageError: No such file has anything in quarantine.
    """
    found = [row for row in _quarantined(settings) if named(row["file_name"], row["file_sha256"], file)][:rows]
    if not found:
        raise UsageError(
            f"Ingen fil med namnet eller kontrollsumman {file!r} har något i karantän. Se finsam quarantine list.",
            f"No file with the name or checksum {file!r} has anything in quarantine. See finsam quarantine list.",
        )
    return found


@dataclass(frozen=True)
class Readmission:
    """What reading a quarantined file again would give.

    Args:
        file: The delivery.
        status: loaded, partly_loaded or refused, as it would be now.
        rows_in: Rows of the file.
        rows_read: Rows that would pass.
        passing: Quarantined lines that would pass now.
        remaining: The lines that would still be refused, with their reasons.
    """

    file: InputFile
    status: str
    rows_in: int
    rows_read: int
    passing: tuple[int, ...]
    remaining: tuple[dict[str, Any], ...]


def readmit(settings: Settings, file: str) -> list[Readmission]:
    """Read quarantined files again from the landing, as the next night will: nothing is written, no row is changed.

    Args:
        settings: The run's places.
        file: Name of the file, or the beginning of its SHA-256.

    Raises:
        InputError: Nothing has been read in this var folder.
        UsageError: No such file has anything in quarantine, or its bytes were never taken in.
    """
    from finsam.read import read_anew  # noqa: PLC0415
    from finsam.receive import load_inputs  # noqa: PLC0415

    found = [row for row in _quarantined(settings) if named(row["file_name"], row["file_sha256"], file)]
    wanted = {(row["source"], row["file_sha256"]) for row in found}
    landed = [entry for entry in load_inputs(settings).accepted if (entry.source, entry.file_sha256) in wanted]
    if not landed:
        raise UsageError(
            f"Ingen mottagen fil med namnet eller kontrollsumman {file!r} har något i karantän. Avvisades filen redan "
            "vid mottagandet: rätta mappen eller förteckningen och kör finsam nightly. Se finsam quarantine list.",
            f"No received file with the name or checksum {file!r} has anything in quarantine. If it was refused on "
            "receipt: correct the folder or the list and run finsam nightly. See finsam quarantine list.",
        )
    outcome = []
    for entry in landed:
        result = read_anew(settings, entry)
        remaining = result.tables["quarantine"].to_pylist() if "quarantine" in result.tables else []
        still = {row["line_no"] for row in remaining} if result.status != "refused" else None
        before = {row["line_no"] for row in found if row["file_sha256"] == entry.file_sha256 and row["line_no"]}
        outcome.append(
            Readmission(
                file=entry,
                status=result.status,
                rows_in=result.rows_in,
                rows_read=result.rows_read,
                passing=() if still is None else tuple(sorted(before - still)),
                remaining=tuple(remaining),
            )
        )
    return outcome


def named(file_name: str, sha256: str, wanted: str) -> bool:
    """Whether a file is the one that someone names, by its name or the beginning of its checksum."""
    return file_name == wanted or sha256.startswith(wanted)


def _quarantined(settings: Settings) -> list[dict[str, Any]]:
    """Every quarantined row with its state: open, or resolved by a row of another delivery."""
    if not (settings.raw / "delivery" / "all.parquet").is_file():
        raise InputError(
            "Inga leveranser är inlästa än. Kör finsam nightly först.",
            "No deliveries have been read yet. Run finsam nightly first.",
        )
    import duckdb  # noqa: PLC0415

    with duckdb.connect() as connection:
        places = {name: str(settings.raw / name / "*.parquet") for name in ("quarantine", "delivery")}
        diagnostic = str(settings.raw / "table_diagnostic" / "*.parquet")
        rows = dictionaries(connection.execute(_ROWS, {**places, "diagnostic": diagnostic}))
        if not rows:  # the suites need not be read
            return []
        loaded = dictionaries(connection.execute(_LOADED, {"delivery": places["delivery"]}))
    shelf = _Shelf(settings, loaded)
    for row in rows:
        by = _resolved_by(shelf, row)
        row |= {
            "resolution": RESOLVED if by else OPEN,
            "resolved_by": by[0] if by else None,
            "resolved_by_line": by[1] if by else None,
        }
        del row["faulty"]
    return rows


class _Shelf:
    """The loaded deliveries and their rows, each opened once."""

    def __init__(self, settings: Settings, loaded: list[dict[str, Any]]) -> None:
        from finsam.checks.suites import load_suites  # noqa: PLC0415

        self._settings = settings
        self._loaded = loaded
        self._rows: dict[tuple[str, str], dict[int, dict[str, Any]]] = {}
        self._index: dict[tuple[str, str, tuple[str, ...]], dict[tuple[str, ...], list[int]]] = {}
        suites = load_suites(settings.project / "expectations")
        self._keys = {
            suite.source: rule.columns
            for suite in suites
            for rule in reversed(suite.expectations)
            if rule.kind == _UNIQUE
        }

    def others(self, row: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The other loaded files of the same association and source."""
        place = (row["association_code"], row["source"])
        return [
            other
            for other in self._loaded
            if (other["association_code"], other["source"]) == place and other["file_sha256"] != row["file_sha256"]
        ]

    def key(self, row: Mapping[str, Any]) -> dict[str, str] | None:
        """The readable cells of a quarantined row that tell it apart, as its suite says; None where too few."""
        from finsam.contract import load_contract  # noqa: PLC0415

        source = load_contract().sources.get(row["source"])
        cells = json.loads(row["content"]) if row["content"] else None
        if source is None or source.person_column or not isinstance(cells, dict):
            return None
        kinds = {column.name: column.kind for column in source.columns}
        columns = [name for name in self._keys.get(row["source"], ()) if kinds.get(name, "decimal") != "decimal"]
        key = {name: str(cells.get(name) or "") for name in columns if name not in (row["faulty"] or ())}
        told = sum(value != "" for value in key.values())
        return key if told > 1 or (told and len(key) == len(columns)) else None

    def rows(self, source: str, sha256: str) -> dict[int, dict[str, Any]]:
        """The loaded rows of one file by line."""
        import pyarrow.parquet as pq  # noqa: PLC0415

        if (source, sha256) not in self._rows:
            path = self._settings.raw / source / f"{sha256}.parquet"
            found = pq.ParquetFile(path).read().to_pylist() if path.is_file() else []
            self._rows[source, sha256] = {row["line_no"]: row for row in found}
        return self._rows[source, sha256]

    def lines(self, source: str, sha256: str, key: Mapping[str, str]) -> list[int]:
        """The lines of one file that have the cells of a key."""
        names = tuple(key)
        if (source, sha256, names) not in self._index:
            index: dict[tuple[str, ...], list[int]] = {}
            for line, row in self.rows(source, sha256).items():
                cells = tuple("" if row[name] is None else str(row[name]) for name in names)
                index.setdefault(cells, []).append(line)
            self._index[source, sha256, names] = index
        return self._index[source, sha256, names].get(tuple(key.values()), [])


def _resolved_by(shelf: _Shelf, row: Mapping[str, Any]) -> tuple[str, int | None] | None:
    """The file and line of another delivery that says what a quarantined row should have said.

    It has the same key, as far as the key could be read; or it stands on the same line of a file that is named like
    this one but for a word such as "rättad". A ledger or a refused file is put right as a whole, by its name.
    """
    whole = row["record"] == _FILE or row["source"] == _LEDGER
    key = None if whole else shelf.key(row)
    for other in shelf.others(row):
        corrects = _plain_name(other["file_name"]) == _plain_name(row["file_name"])
        if whole:
            if corrects and other["status"] == "loaded":
                return str(other["file_name"]), None
            continue
        same = shelf.lines(row["source"], other["file_sha256"], key) if key else []
        if len(same) == 1:
            return str(other["file_name"]), same[0]
        if corrects and row["line_no"] in shelf.rows(row["source"], other["file_sha256"]):
            return str(other["file_name"]), int(row["line_no"])
    return None


def _plain_name(file_name: str) -> str:
    """A file name without its ending, signs, and words that only say that it is a correction."""
    return _CORRECTION.sub("", _CORRECTION.sub(" ", file_name)).casefold()
