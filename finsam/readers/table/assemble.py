"""From text cells to the result: rows that load, rows in quarantine with their reason, and the control totals."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from finsam.contract import Column, Source
from finsam.privacy import MASK
from finsam.readers import QUARANTINE_SCHEMA, ReadResult
from finsam.readers.table.cells import TypedCells, arrow_type, type_cells
from finsam.readers.table.headers import HeaderMatch, match_headers, safe_label
from finsam.readers.table.problems import (
    CELL_FAULTS,
    Problem,
    Refusal,
    cell_problem,
    field_count_problem,
    hint,
)
from finsam.readers.table.schemas import DIAGNOSTIC_SCHEMA, source_schema
from finsam.readers.table.sheet import Misfit, Sheet

_EXCERPT_CHARS = 80
_OPTIONAL = "provenance"
# The replacement character, and the two signs that a letter of two bytes in UTF-8 becomes when read as Windows-1252.
_GARBLED = "\ufffd|Ã[\u0080-\u00bf\u0192\u2013-\u2026\u02c6\u2030\u0152\u0160\u017d]"
_ZERO = Decimal("0.00")

Record = dict[str, Any]


def refused(sha256: str, source_name: str, source: Source | None, refusal: Refusal) -> ReadResult:
    """Return the result of a file that is refused whole: no rows, one quarantine row, one diagnostic."""
    problem, line_no = refusal.problem, refusal.line_no
    quarantine = _quarantine_record(sha256, source_name, line_no, problem) | {"record": "file"}
    tables = {
        "quarantine": pa.Table.from_pylist([quarantine], QUARANTINE_SCHEMA),
        "table_diagnostic": pa.Table.from_pylist(
            [_diagnostic(sha256, source_name, line_no, problem)], DIAGNOSTIC_SCHEMA
        ),
    }
    if source:
        tables[source.name] = source_schema(source).empty_table()
    return ReadResult(
        tables=tables,
        status="refused",
        rows_in=refusal.rows_in,
        rows_read=0,
        rows_quarantined=refusal.rows_in,
        control_total_sek=None,
        quarantined_sek=None,
        reason_code=problem.code,
        reason_sv=problem.reason_sv,
        reason_en=problem.reason_en,
    )


def assemble(sheet: Sheet, sha256: str, source: Source) -> ReadResult:
    """Type the cells of a sheet and split its rows into loaded and quarantined.

    Raises:
        Refusal: The header does not fit the source.
    """
    rows = len(sheet.line_no)
    match = match_headers(sheet.header, source, sheet.header_line, rows + len(sheet.misfits))
    typed = {column.name: _typed(sheet, match, column) for column in source.columns}
    bad = np.zeros(rows, dtype=np.bool_)
    for cells in typed.values():
        bad |= cells.faults != 0
    work = _Work(sheet, sha256, source, match, typed, bad)
    total, quarantined = work.totals()
    rows_quarantined = int(bad.sum()) + len(sheet.misfits)
    rows_in = rows + len(sheet.misfits)
    result = ReadResult(
        tables={
            source.name: work.loaded_table(),
            "quarantine": work.quarantine_table(),
            "table_diagnostic": work.diagnostic_table(),
        },
        status="partly_loaded" if rows_quarantined else "loaded",
        rows_in=rows_in,
        rows_read=rows_in - rows_quarantined,
        rows_quarantined=rows_quarantined,
        control_total_sek=total,
        quarantined_sek=quarantined,
    )
    return with_quarantine_reason(result) if rows_quarantined else result


def with_quarantine_reason(result: ReadResult) -> ReadResult:
    """Return a partly loaded result with its reason: how many rows were left out, and the first of them."""
    first = result.tables["quarantine"].slice(0, 1).to_pylist()[0]
    left_out, all_rows, line = result.rows_quarantined, result.rows_in, first["line_no"]
    return ReadResult(
        **{
            **result.__dict__,
            "status": "partly_loaded",
            "reason_code": "rows_quarantined" if result.rows_read else "no_row_loaded",
            "reason_sv": f"{left_out} av {all_rows} rader lästes inte in. Den första, rad {line}: {first['reason_sv']}",
            "reason_en": f"{left_out} of {all_rows} rows were not loaded. The first, line {line}: {first['reason_en']}",
        }
    )


@dataclass(frozen=True)
class _Work:
    """One file between its cells and its tables."""

    sheet: Sheet
    sha256: str
    source: Source
    match: HeaderMatch
    typed: dict[str, TypedCells]
    bad: npt.NDArray[np.bool_]

    @property
    def personal(self) -> bool:
        return self.source.person_column is not None

    def loaded_table(self) -> pa.Table:
        """Return the rows without a fault, in the order of the file."""
        rows = len(self.bad)
        columns = {
            "file_sha256": pa.repeat(pa.scalar(self.sha256), rows),
            "line_no": pa.array(self.sheet.line_no),
            **{name: cells.values for name, cells in self.typed.items()},
            "extra_columns": pa.array(self._extra_columns(), pa.string()),
        }
        schema = source_schema(self.source)
        table = pa.Table.from_arrays([columns[name] for name in schema.names], schema=schema)
        return table.filter(pa.array(~self.bad))

    def _filled_unknown(self) -> dict[int, str]:
        """Columns outside the contract that hold anything; a trailing separator makes empty ones without a name."""
        return {
            index: name
            for index, name in self.match.unknown.items()
            if index not in self.match.nameless or self.sheet.columns[index].null_count < len(self.bad)
        }

    def _extra_columns(self) -> list[str | None]:
        rows = len(self.bad)
        unknown = self._filled_unknown()
        if not unknown or self.personal:
            return [None] * rows
        return _json_objects(list(unknown.values()), [self.sheet.columns[index] for index in unknown])

    def totals(self) -> tuple[Decimal | None, Decimal | None]:
        """Return the sum of the control column over all readable rows, and the part of it in quarantine."""
        column = self.source.money_column
        if column is None:
            return None, None
        amounts = self.typed[column.name].values
        return _sum(amounts), _sum(amounts.filter(pa.array(self.bad)))

    def quarantine_table(self) -> pa.Table:
        """Return the rows that do not load, in the order of the file."""
        records = self._quarantined_rows()
        records += [self._quarantined_misfit(misfit) for misfit in self.sheet.misfits]
        records.sort(key=lambda record: record["line_no"])
        return pa.Table.from_pylist(records, QUARANTINE_SCHEMA)

    def _quarantined_rows(self) -> list[Record]:
        """Return each row with a faulty cell; its first fault, in the order of the contract, is the reason."""
        rows = np.flatnonzero(self.bad)
        reasons: list[Problem | None] = [None] * len(rows)
        for column in self.source.columns:
            faults = self.typed[column.name].faults[rows]
            for place in np.flatnonzero(faults):
                reasons[place] = reasons[place] or _fault_problem(int(faults[place]), column)
        money = self.source.money_column
        amounts = self.typed[money.name].values.take(pa.array(rows)).to_pylist() if money else [None] * len(rows)
        return [
            _quarantine_record(self.sha256, self.source.name, line_no, reason)
            | {"amount_sek": amount, "content": content}
            for line_no, reason, amount, content in zip(
                self.sheet.line_no[rows].tolist(), reasons, amounts, self._contents(rows), strict=True
            )
            if reason
        ]

    def _contents(self, rows: npt.NDArray[np.int64]) -> list[str | None]:
        """Return the rows as JSON; of a person row nothing but that it had a number."""
        if self.source.person_column:
            return [json.dumps({self.source.person_column.name: MASK})] * len(rows)
        names = {index: name for name, index in self.match.known.items()} | self._filled_unknown()
        places = sorted(names)
        return _json_objects(
            [names[index] for index in places],
            [self.sheet.columns[index].take(pa.array(rows)) for index in places],
        )

    def _quarantined_misfit(self, misfit: Misfit) -> Record:
        problem = self._misfit_problem(misfit)
        record = _quarantine_record(self.sha256, self.source.name, misfit.line_no, problem)
        content = None if self.personal else json.dumps(misfit.cells, ensure_ascii=False)
        return record | {"content": content}

    def _misfit_problem(self, misfit: Misfit) -> Problem:
        return field_count_problem(len(misfit.cells), len(self.sheet.header))

    def diagnostic_table(self) -> pa.Table:
        """Return everything there is to say about the file, by line and column."""
        records = [self._note(problem) for problem in self.sheet.notes]
        records += self._notes_on_columns() + self._garbled()
        if not len(self.bad) and not self.sheet.misfits:
            records.append(self._note(hint("no_rows")))
        for misfit in self.sheet.misfits:
            records.append(_diagnostic(self.sha256, self.source.name, misfit.line_no, self._misfit_problem(misfit)))
        for column in self.source.columns:
            records += self._faults_of(column)
        records.sort(key=lambda record: record["line_no"])
        return pa.Table.from_pylist(records, DIAGNOSTIC_SCHEMA)

    def _note(self, problem: Problem) -> Record:
        return _diagnostic(self.sha256, self.source.name, self.sheet.header_line, problem)

    def _notes_on_columns(self) -> list[Record]:
        notes = []
        missing = self._missing()
        for index, name in self._filled_unknown().items():
            code = "column_without_header" if index in self.match.nameless else "unknown_column"
            code = "unknown_column_withheld" if self.personal else code
            code = "column_renamed" if missing and index not in self.match.nameless else code
            notes.append(self._note(hint(code, column=safe_label(name), **missing)))
        return notes

    def _missing(self) -> dict[str, str]:
        """The columns of the contract that the file does not have, in words; nearly all leave out the provenance."""
        columns = [
            column for column in self.source.columns if column.name not in self.match.known and column.name != _OPTIONAL
        ]
        labels = ", ".join(column.label_sv for column in columns)
        return {"missing_sv": labels, "missing_en": ", ".join(column.name for column in columns)} if columns else {}

    def _garbled(self) -> list[Record]:
        """Tell the columns whose letters were read in another encoding than they were written in."""
        found = []
        for column in self.source.columns:
            if column.kind not in ("text", "code") or column.name not in self.match.known:
                continue
            cells = self.sheet.columns[self.match.known[column.name]]
            rows = np.flatnonzero(pc.fill_null(pc.match_substring_regex(cells, _GARBLED), False))
            if len(rows):
                problem = hint("text_garbled", count=len(rows), column_sv=column.label_sv, column_en=column.name)
                record = _diagnostic(self.sha256, self.source.name, int(self.sheet.line_no[rows[0]]), problem)
                found.append(record | {"column_name": column.name})
        return found

    def _faults_of(self, column: Column) -> list[Record]:
        faults = self.typed[column.name].faults
        rows = np.flatnonzero(faults)
        texts: list[str | None] = [None] * len(rows)
        if column.name in self.match.known and not self.personal:
            texts = self.sheet.columns[self.match.known[column.name]].take(pa.array(rows)).to_pylist()
        return [
            _diagnostic(self.sha256, self.source.name, line_no, _fault_problem(fault, column))
            | {"column_name": column.name, "excerpt": text and text[:_EXCERPT_CHARS]}
            for line_no, fault, text in zip(
                self.sheet.line_no[rows].tolist(), faults[rows].tolist(), texts, strict=True
            )
        ]


@cache
def _fault_problem(fault: int, column: Column) -> Problem:
    return cell_problem(CELL_FAULTS[fault - 1], column)


def _typed(sheet: Sheet, match: HeaderMatch, column: Column) -> TypedCells:
    """Type one column of the contract; an optional one that the file does not have is empty."""
    rows = len(sheet.line_no)
    if column.name not in match.known:
        return TypedCells(pa.nulls(rows, arrow_type(column)), np.zeros(rows, dtype=np.int8))
    index = match.known[column.name]
    return type_cells(sheet.columns[index], column, sheet.marks.get(index, {}))


def _sum(amounts: pa.Array) -> Decimal:
    total = pc.sum(amounts).as_py()
    return _ZERO if total is None else Decimal(total)


def _json_objects(names: list[str], columns: list[pa.Array]) -> list[str | None]:
    """Return the filled cells of each row as JSON, None where all are empty."""
    rows = zip(*(column.to_pylist() for column in columns), strict=True)
    filled = ({name: cell for name, cell in zip(names, row, strict=True) if cell is not None} for row in rows)
    return [json.dumps(cells, ensure_ascii=False) if cells else None for cells in filled]


def _quarantine_record(sha256: str, source: str, line_no: int, problem: Problem) -> Record:
    return {
        "file_sha256": sha256,
        "line_no": line_no,
        "source": source,
        "code": problem.code,
        "reason_sv": problem.reason_sv,
        "reason_en": problem.reason_en,
        "record": "row",
        "voucher_ordinal": None,
        "amount_sek": None,
        "content": None,
    }


def _diagnostic(sha256: str, source: str, line_no: int, problem: Problem) -> Record:
    return {
        "file_sha256": sha256,
        "line_no": line_no,
        "source": source,
        "column_name": None,
        "code": problem.code,
        "severity": problem.severity,
        "message_sv": problem.message_sv,
        "message_en": problem.message_en,
        "expected": problem.expected or None,
        "action": problem.action or None,
        "excerpt": None,
    }
