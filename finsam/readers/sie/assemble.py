"""From lexed columns to the raw tables of one file: what loads, what is set aside, and every diagnostic."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa

from finsam.readers import QUARANTINE_SCHEMA, ReadResult
from finsam.readers.sie import arrow, checks
from finsam.readers.sie import columns as col
from finsam.readers.sie.checksum import Span
from finsam.readers.sie.columns import IntArray, Lexed
from finsam.readers.sie.diagnostics import CATALOGUE, Problem, RefusedError, message
from finsam.readers.sie.encoding import GARBLED, Encoding
from finsam.readers.sie.header import FileHeader, HeaderReader, organisation_number
from finsam.readers.sie.schemas import MONEY, QUANTITY, SCHEMAS
from finsam.readers.sie.structure import Structure, analyse
from finsam.readers.sie.values import NULL_AMOUNT, NULL_DATE, to_date

EXCERPT_CHARACTERS = 200
_MONEY_LIMIT = 10**18
_IS_RECORD = np.isin(np.arange(12), (col.BLANK, col.OPEN, col.CLOSE, col.OPEN_CLOSE), invert=True)
_MANY_RUNS = 1000
_PIECE_BYTES = 1 << 18


class Text:
    """The lines of a file, for excerpts and quarantine; line starts are found piece by piece, where asked for."""

    def __init__(self, data: bytes, codec: str) -> None:
        """Serve lines of these bytes, decoded with this codec."""
        self._data, self._codec = data, codec
        self._marks: list[tuple[int, int]] = []
        self._piece = -1
        self._starts = np.zeros(0, dtype=np.int64)

    def know(self, marks: list[tuple[int, int]]) -> None:
        """Take over the places of lines that the lexer has counted."""
        self._marks = marks

    def line(self, number: int) -> str:
        """Return one line (1 = the first) as text, "" for the file as a whole."""
        if number < 1:
            return ""
        if not self._marks:
            self._marks = list(self._count())
        piece = bisect_right(self._marks, (number, len(self._data) + 1)) - 1
        first, start = self._marks[piece]
        if piece != self._piece:
            stop = self._marks[piece + 1][1] if piece + 1 < len(self._marks) else len(self._data)
            part = np.frombuffer(self._data, dtype=np.uint8)[start:stop]
            self._starts = np.concatenate([[0], np.flatnonzero(part == 10) + 1, [len(part) + 1]]) + start
            self._piece = piece
        at = number - first
        if at + 1 >= len(self._starts):
            return ""
        return self._data[self._starts[at] : self._starts[at + 1] - 1].decode(self._codec, "replace").strip()

    def line_of(self, pattern: re.Pattern[bytes]) -> int | None:
        """Return the first line (1 = the first) with bytes of this pattern."""
        found = pattern.search(self._data)
        return found and self._data.count(b"\n", 0, found.start()) + 1

    def _count(self) -> Iterator[tuple[int, int]]:
        line, start = 1, 0
        while start < len(self._data) or line == 1:
            yield line, start
            stop = self._data.find(b"\n", start + _PIECE_BYTES) + 1 or len(self._data)
            line += self._data.count(b"\n", start, stop) or 1
            start = stop


def table(name: str, sha256: str, columns: dict[str, Any]) -> pa.Table:
    """Make one raw table; columns are Arrow arrays or lists, without file_sha256."""
    schema = SCHEMAS[name]
    count = len(next(iter(columns.values())))
    arrays = [arrow.same_text(sha256, count)]
    for field in schema:
        if field.name != "file_sha256":
            value = columns[field.name]
            arrays.append(value if isinstance(value, pa.Array) else pa.array(value, type=field.type))
    return pa.Table.from_arrays(arrays, schema=schema)


def _rows_table(name: str, sha256: str, rows: list[tuple[Any, ...]]) -> pa.Table:
    names = SCHEMAS[name].names[1:]
    values = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return table(name, sha256, {n: list(v) for n, v in zip(names, values, strict=True)})


def only(whole: pa.Table, picked: IntArray) -> pa.Table:
    """Leave out the rows that are not picked; without copying when they are few."""
    left_out = np.flatnonzero(~picked)
    if not len(left_out):
        return whole
    if len(left_out) > _MANY_RUNS:
        return whole.filter(pa.array(picked))
    edges = [-1, *left_out.tolist(), len(picked)]
    runs = [whole.slice(a + 1, b - a - 1) for a, b in pairwise(edges) if b - a > 1]
    return pa.concat_tables(runs) if runs else whole.slice(0, 0)


def diagnostics_table(sha256: str, problems: list[Problem], text: Text) -> pa.Table:
    """Make the table of all diagnostics, in line order."""
    rows = []
    for problem in sorted(problems, key=lambda p: p.line):
        kind = CATALOGUE[problem.code]
        sv, en = message(problem)
        excerpt = text.line(problem.line)[:EXCERPT_CHARACTERS]
        rows.append((problem.line, problem.code, kind.severity, sv, en, kind.expected, kind.action, excerpt))
    return _rows_table("sie_diagnostic", sha256, rows)


def quarantine_row(
    sha256: str, problem: Problem, record: str, content: str, *, ordinal: int | None = None, amount: int | None = None
) -> dict[str, Any]:
    """Make one row of the quarantine table."""
    sv, en = message(problem)
    return {
        "file_sha256": sha256,
        "line_no": problem.line,
        "source": "sie",
        "code": problem.code,
        "reason_sv": sv,
        "reason_en": en,
        "record": record or "row",
        "voucher_ordinal": ordinal,
        "amount_sek": None if amount is None or amount == NULL_AMOUNT else Decimal(amount).scaleb(-2),
        "content": content,
    }


def refused(sha256: str, refusal: RefusedError, rows_in: int, problems: list[Problem], text: Text) -> ReadResult:
    """Make the result for a file that cannot be trusted: no rows, one quarantine row, the diagnostics."""
    problem = refusal.problem
    sv, en = message(problem)
    tables = {name: schema.empty_table() for name, schema in SCHEMAS.items()}
    tables["sie_diagnostic"] = diagnostics_table(sha256, [*problems, problem], text)
    content = text.line(problem.line)[:EXCERPT_CHARACTERS]
    tables["quarantine"] = pa.Table.from_pylist(
        [quarantine_row(sha256, problem, "file", content)], schema=QUARANTINE_SCHEMA
    )
    return ReadResult(
        tables=tables,
        status="refused",
        rows_in=rows_in,
        rows_read=0,
        rows_quarantined=rows_in,
        control_total_sek=None,
        quarantined_sek=None,
        reason_code=problem.code,
        reason_sv=sv,
        reason_en=en,
    )


def _money(ore: int) -> Decimal:
    return Decimal(ore).scaleb(-2)


def _total(amounts: IntArray) -> int:
    """Sum positive amounts exactly."""
    positive = amounts[amounts > 0]
    return int((positive >> 32).sum() << 32) + int((positive & 0xFFFFFFFF).sum()) if len(positive) < 2**31 else 0


class Assembler:
    """Builds the result for one lexed file."""

    def __init__(self, sha256: str, lexed: Lexed, encoding: Encoding, text: Text) -> None:
        """Build for one file; `text` serves its lines."""
        self.sha256, self.lexed, self.encoding, self.text = sha256, lexed, encoding, text
        text.know(lexed.marks)
        self.problems: list[Problem] = list(lexed.rest.problems)
        self.header: FileHeader = FileHeader()
        self.tables: dict[str, pa.Table] = {}

    def build(self, checksum: tuple[int | None, int | None, bool | None], span: Span | None) -> ReadResult:
        """Build everything.

        Raises:
            RefusedError: the structure of the file is broken.
        """
        lexed = self.lexed
        self._checksum_problems(span)
        structure = analyse(lexed)
        self.problems += structure.problems
        reader = HeaderReader()
        self.header = reader.read(lexed.rest.headers, is_classic=not lexed.xml_type)
        rows_in = int(np.count_nonzero(_IS_RECORD[lexed.kinds]))

        bad_vouchers = np.zeros(len(lexed.vouchers.line_no) + 1, dtype=np.bool_)
        bad_vouchers[list(structure.bad)] = True
        bad_vouchers[0] = True  # rows outside every voucher
        loaded = ~bad_vouchers[structure.row_ordinal]
        self._outside(structure)
        quarantine, quarantined_sum = self._quarantine(structure, loaded)
        accounts, first, codes = checks.first_uses(lexed.transactions.account)
        self._use(reader, list(zip(accounts, lexed.transactions.line_no[first].tolist(), strict=True)))
        movement = checks.movement_per_account(lexed.transactions, loaded, accounts, codes)
        sie_type = self._sie_type()
        balances = lexed.rest.balances
        self.problems += checks.ledger(balances, movement, self.header, is_full=sie_type in ("4E", "5"))
        self.problems += checks.vouchers(lexed.vouchers, self.header)
        self._letter_problems()
        self.problems += self.header.problems

        control_total = _total(self._effective_amounts(np.ones(len(loaded), dtype=np.bool_)))
        self._file_table(sie_type, checksum, rows_in, control_total)
        self._header_tables()
        self._balance_table()
        self._voucher_tables(structure, ~bad_vouchers[1:], loaded)
        self.tables["sie_diagnostic"] = diagnostics_table(self.sha256, self.problems, self.text)
        self.tables["quarantine"] = pa.Table.from_pylist(quarantine, schema=QUARANTINE_SCHEMA)
        return self._result(rows_in, quarantine, control_total, quarantined_sum)

    def _result(
        self, rows_in: int, quarantine: list[dict[str, Any]], control_total: int, quarantined_sum: int
    ) -> ReadResult:
        count = len(quarantine)
        sv = f"{count} av {rows_in} poster är satta åt sidan; se karantänen." if count else None
        en = f"{count} of {rows_in} records were set aside; see the quarantine." if count else None
        return ReadResult(
            tables={name: self.tables[name] for name in [*SCHEMAS, "quarantine"]},
            status="partly_loaded" if count else "loaded",
            rows_in=rows_in,
            rows_read=rows_in - count,
            rows_quarantined=count,
            control_total_sek=_money(control_total),
            quarantined_sek=_money(quarantined_sum),
            reason_code=quarantine[0]["code"] if count else None,
            reason_sv=sv,
            reason_en=en,
        )

    def _checksum_problems(self, span: Span | None) -> None:
        lines = [h.line for h in self.lexed.rest.headers if h.label == "KSUMMA"]
        if span is None and lines:
            self.problems.append(Problem(lines[0], "ksumma_without_start"))
        elif span is not None and span.has_more:
            self.problems.append(Problem(span.closing_line, "records_after_ksumma"))

    # --- what loads and what does not ------------------------------------------------------------------------------

    def _effective_amounts(self, picked: IntArray) -> IntArray:
        transactions = self.lexed.transactions
        counted = picked & (transactions.kind == col.TRANS) & (transactions.amount != NULL_AMOUNT)
        amounts: IntArray = transactions.amount[counted]
        return amounts

    def _outside(self, structure: Structure) -> None:
        for at in np.flatnonzero(structure.row_ordinal == 0):
            self.problems.append(Problem(int(self.lexed.transactions.line_no[at]), "row_outside_voucher"))

    def _quarantine(self, structure: Structure, loaded: IntArray) -> tuple[list[dict[str, Any]], int]:
        """Return the quarantine rows in line order and the sum of their positive #TRANS amounts in öre."""
        vouchers, transactions = self.lexed.vouchers, self.lexed.transactions
        # The first error on a line is its reason; a row without one of its own has its voucher's.
        reasons: dict[int, Problem] = {}
        for problem in [*self.problems, *self.header.problems]:
            if CATALOGUE[problem.code].severity == "error":
                reasons.setdefault(problem.line, problem)
        rows: list[dict[str, Any]] = []
        for ordinal, problem in structure.bad.items():
            line = int(vouchers.line_no[ordinal - 1])
            reason = Problem(line, problem.code, problem.params)
            rows.append(quarantine_row(self.sha256, reason, "VER", self.text.line(line), ordinal=ordinal))
        for at in np.flatnonzero(~loaded):
            line, ordinal = int(transactions.line_no[at]), int(structure.row_ordinal[at])
            reason = reasons.get(line) or structure.bad[ordinal]
            record = col.TRANSACTION_KINDS[int(transactions.kind[at]) - col.TRANS]
            rows.append(
                quarantine_row(
                    self.sha256,
                    Problem(line, reason.code, reason.params),
                    record,
                    self.text.line(line),
                    ordinal=ordinal or None,
                    amount=int(transactions.amount[at]),
                )
            )
        for line, label, code, _ in [*self.lexed.rest.bad_lines, *self.header.bad_lines]:
            reason = reasons.get(line) or Problem(line, code)
            rows.append(quarantine_row(self.sha256, reason, label, self.text.line(line)))
        rows.sort(key=lambda r: int(r["line_no"]))
        return rows, _total(self._effective_amounts(~loaded))

    def _use(self, reader: HeaderReader, accounts: list[tuple[str, int]]) -> None:
        """Add accounts, dimensions and objects that rows use but the file does not declare."""
        objects = self.lexed.objects
        for name, line in accounts + [(b.account, b.line) for b in self.lexed.rest.balances]:
            if name:
                reader.account(name, line)
        for name, account in self.header.accounts.items():
            if not account.declared:
                self.problems.append(Problem(account.line, "account_undeclared", {"account": name}))
            if not (name.isascii() and name.isdigit()):
                self.problems.append(Problem(account.line, "account_not_numeric", {"account": name}))
        codes, _, code_ids = checks.first_uses(objects.code)
        pairs, first, _ = checks.first_uses(pa.array(code_ids.astype(np.int64) << 32 | objects.dim_no))
        keys: list[tuple[int, str, int]] = [
            (pair & 0xFFFFFFFF, codes[pair >> 32], int(objects.line_no[at]))
            for pair, at in zip(pairs, first, strict=True)
        ]
        keys += [(b.dim_no, b.object_code or "", b.line) for b in self.lexed.rest.balances if b.dim_no is not None]
        keys += [(dim, code, o.line) for (dim, code), o in self.header.objects.items()]
        for dim, code, line in keys:
            reader.use_dimension(dim, line)
            if (dim, code) not in self.header.objects:
                self.header.objects[(dim, code)] = reader.undeclared_object(line)
                self.problems.append(Problem(line, "object_undeclared", {"dim": dim, "value": code}))

    def _letter_problems(self) -> None:
        """Tell when the letters are not written as the file says, or were broken before they were written."""
        name = self.encoding.name
        if self.header.single.get("FORMAT", "").upper() == "PC8" and name not in ("ascii", "cp437", "xml"):
            line = self.header.lines["FORMAT"]
            self.problems.append(Problem(line, "code_page_differs", {"computed": name}))
        garbled = self.text.line_of(GARBLED) if self.encoding.codec == "utf-8" else None
        if garbled:
            self.problems.append(Problem(garbled, "text_garbled"))

    def _sie_type(self) -> str:
        """Decide the type by the records that are there, with the declared one where they leave it open."""
        header, balances = self.header, self.lexed.rest.balances
        if self.lexed.xml_type:
            return self.lexed.xml_type
        declared = header.single.get("SIETYP") or "1"
        has_year_balances = any(b.kind in ("IB", "UB", "RES") for b in balances)
        if len(self.lexed.vouchers.line_no):
            found = "4E" if has_year_balances else "4I"
        elif declared == "4":
            found = "4E" if has_year_balances or 0 in header.years else "4I"
        elif declared in ("1", "2", "3"):
            found = declared
        else:
            found = "1"
        if declared == "4" and not len(self.lexed.vouchers.line_no):
            self.problems.append(Problem(header.lines.get("SIETYP", 0), "vouchers_absent"))
        if found[0] != declared:
            line = header.lines.get("SIETYP", 0)
            self.problems.append(Problem(line, "type_mismatch", {"declared": declared, "computed": found}))
        return found

    # --- tables ----------------------------------------------------------------------------------------------------

    def _file_table(
        self, sie_type: str, checksum: tuple[int | None, int | None, bool | None], rows_in: int, control_total: int
    ) -> None:
        header = self.header

        def text(label: str) -> str | None:
            return header.single.get(label) or None

        def day(label: str) -> Any:
            value = header.dates.get(label)
            return None if value is None else to_date(value)

        raw = text("ORGNR")
        declared, computed, ok = checksum
        row = {
            "line_no": 1,
            "encoding": self.encoding.name,
            "encoding_confidence": self.encoding.confidence,
            "sie_type": sie_type,
            "program": text("PROGRAM"),
            "program_version": header.program_version,
            "generated_on": day("GEN"),
            "flag": text("FLAGGA"),
            "orgnr_raw": raw,
            "orgnr": organisation_number(raw) if raw else None,
            "company_name": text("FNAMN"),
            "company_type": text("FTYP"),
            "chart_type": text("KPTYP"),
            "currency": (text("VALUTA") or "SEK").upper(),
            "tax_year": text("TAXAR"),
            "covered_until": day("OMFATTN"),
            "prose": "\n".join(header.prose) or None,
            "checksum_declared": declared,
            "checksum_computed": computed,
            "checksum_ok": ok,
            "record_count": rows_in,
            "control_total": _money(control_total) if control_total < _MONEY_LIMIT else None,
        }
        self.tables["sie_file"] = table("sie_file", self.sha256, {k: [v] for k, v in row.items()})

    def _header_tables(self) -> None:
        header = self.header

        def day(value: int | None) -> Any:
            return None if value is None else to_date(value)

        rows: dict[str, list[tuple[Any, ...]]] = {
            "sie_year": [(y.line, no, day(y.start), day(y.end)) for no, y in header.years.items()],
            "sie_account": [
                (a.line, number, a.name, a.account_type, a.unit, a.declared) for number, a in header.accounts.items()
            ],
            "sie_account_sru": list(header.sru),
            "sie_dimension": [(d.line, no, d.name, d.parent, d.declared) for no, d in header.dimensions.items()],
            "sie_object": [(o.line, dim, code, o.name, o.declared) for (dim, code), o in header.objects.items()],
        }
        for name, values in rows.items():
            self.tables[name] = _rows_table(name, self.sha256, sorted(values, key=lambda r: (r[0], str(r[1:3]))))

    def _balance_table(self) -> None:
        balances = self.lexed.rest.balances
        columns: dict[str, Any] = {
            "line_no": [b.line for b in balances],
            "kind": [b.kind for b in balances],
            "year_no": [b.year for b in balances],
            "period": [b.period for b in balances],
            "account": [b.account for b in balances],
            "dim_no": [b.dim_no for b in balances],
            "object_code": [b.object_code for b in balances],
            "amount": arrow.decimals(MONEY, np.array([b.amount for b in balances], dtype=np.int64)),
            "quantity": arrow.decimals(
                QUANTITY,
                np.array([NULL_AMOUNT if b.quantity is None else b.quantity for b in balances], dtype=np.int64),
            ),
        }
        self.tables["sie_balance"] = table("sie_balance", self.sha256, columns)

    def _voucher_tables(self, structure: Structure, good: IntArray, loaded: IntArray) -> None:
        vouchers, transactions, objects = self.lexed.vouchers, self.lexed.transactions, self.lexed.objects
        ordinals = np.arange(1, len(good) + 1, dtype=np.int32)
        row_ordinal, is_twin, last_line = structure.row_ordinal, structure.is_twin, structure.last_line
        days = np.where(
            transactions.day == NULL_DATE,
            vouchers.day[np.maximum(row_ordinal, 1) - 1] if len(good) else transactions.day,
            transactions.day,
        )
        vouchers_table = table(
            "sie_voucher",
            self.sha256,
            {
                "line_no": arrow.integers(vouchers.line_no),
                "voucher_ordinal": arrow.integers(ordinals),
                "series": vouchers.series,
                "number": vouchers.number,
                "voucher_date": arrow.dates(vouchers.day),
                "text": vouchers.text,
                "registered_on": arrow.dates(vouchers.registered),
                "sign": vouchers.sign,
                "first_line": arrow.integers(vouchers.line_no),
                "last_line": arrow.integers(last_line),
            },
        )
        transactions_table = table(
            "sie_transaction",
            self.sha256,
            {
                "line_no": arrow.integers(transactions.line_no),
                "voucher_ordinal": arrow.integers(row_ordinal),
                "kind": arrow.transaction_kinds(transactions.kind),
                "is_effective": pa.array(transactions.kind == col.TRANS),
                "is_twin": pa.array(is_twin),
                "account": transactions.account,
                "amount": arrow.decimals(MONEY, transactions.amount),
                "transaction_date": arrow.dates(days),
                "text": transactions.text,
                "quantity": arrow.decimals(QUANTITY, transactions.quantity),
                "sign": transactions.sign,
            },
        )
        objects_table = table(
            "sie_transaction_object",
            self.sha256,
            {
                "line_no": arrow.integers(objects.line_no),
                "dim_no": arrow.integers(objects.dim_no),
                "object_code": objects.code,
            },
        )
        self.tables["sie_voucher"] = only(vouchers_table, good)
        self.tables["sie_transaction"] = only(transactions_table, loaded)
        if not loaded.all():
            left_out = np.isin(objects.line_no, transactions.line_no[~loaded])
            objects_table = only(objects_table, ~left_out)
        self.tables["sie_transaction_object"] = objects_table
