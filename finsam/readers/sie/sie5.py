"""SIE 5 (XML) read into the same columns as the classic format.

Each element that is a record gets its line in the file as line number. Where several records share a line (a file
without line breaks), later ones get the next free numbers, so that a number still names one record.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from xml.parsers import expat

import numpy as np

from finsam.readers.sie import columns as col
from finsam.readers.sie.columns import Balance, Header, Lexed, Rest, Rows
from finsam.readers.sie.diagnostics import Problem, RefusedError
from finsam.readers.sie.encoding import REPLACEMENT
from finsam.readers.sie.values import (
    EPOCH_ORDINAL,
    NULL_AMOUNT,
    NULL_DATE,
    parse_amount,
    parse_date,
    parse_integer,
    parse_period,
    parse_quantity,
    to_date,
)

NAMESPACE = "http://www.sie.se/sie5"
ROOT_TYPES = {"Sie": "5", "SieEntry": "5E"}
_ACCOUNT_TYPES = {"asset": "T", "liability": "S", "equity": "S", "cost": "K", "income": "I"}
_RESULT_TYPES = frozenset({"cost", "income"})
_BALANCES = frozenset({"OpeningBalance", "ClosingBalance", "Budget"})
_READ_PARTS = frozenset({"FileInfo", "Accounts", "Dimensions", "Journal"})
_NEEDED = {"KONTO": 1, "DIM": 1, "OBJEKT": 2}
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:Z|[+-][0-9:]{5}|T.*)?")


def lex(data: bytes) -> Lexed:
    """Read a SIE 5 document.

    Raises:
        RefusedError: the document is not well formed, not SIE 5, or declares a document type or entities.
    """
    reader = _Document()
    parser = reader.parser
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise RefusedError("xml_broken", error.lineno, reason=reason) from None
    return reader.lexed()


def _plain_date(text: str) -> str:
    """Turn an XML date into YYYYMMDD; anything else is left for the date parser to reject."""
    match = _ISO_DATE.fullmatch(text)
    return "".join(match.groups()) if match else text or ""


def _month(text: str) -> str:
    """Turn YYYY-MM into YYYYMM, "" when it is not a month."""
    return parse_period(text.replace("-", "")) or "" if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text) else ""


class _Document:
    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.EntityDeclHandler = self._refuse_doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.sie_type = ""
        self.rows, self.rest = Rows(), Rest()
        self._kinds: list[tuple[int, int]] = []
        self._last_line = 0
        self._path: list[str] = []
        self._years: list[tuple[str, str, bool, int]] = []
        self._account: dict[str, str] = {}
        self._series = ""
        self._dimension = ""
        self._balance: dict[str, Any] | None = None
        self._voucher: dict[str, Any] = {}
        self._row: dict[str, Any] | None = None
        self._skipped: set[str] = set()

    def lexed(self) -> Lexed:
        """Return everything read, as columns."""
        kinds = np.zeros(self._last_line + 1, dtype=np.uint8)
        for line, kind in self._kinds:
            kinds[line - 1] = kind
        return Lexed(kinds, *self.rows.columns(), self.rest, self.sie_type)

    # --- plumbing ------------------------------------------------------------------------------------------------

    def _refuse_doctype(self, *_: object) -> None:
        raise RefusedError("xml_unsafe", self.parser.CurrentLineNumber)

    def _record(self, kind: int) -> int:
        """Give the element at hand its line number."""
        self._last_line = max(self.parser.CurrentLineNumber, self._last_line + 1)
        self._kinds.append((self._last_line, kind))
        return self._last_line

    def _problem(self, line: int, code: str | None, **params: object) -> None:
        if code is not None:
            self.rest.problems.append(Problem(line, code, params))

    def _header(self, label: str, *fields: str) -> None:
        line = self._record(col.TOP)
        self._check_text(line, fields)
        if not all(fields[: _NEEDED.get(label, 0)]):
            self._problem(line, "field_missing", label=self._path[-1])
            self.rest.bad_lines.append((line, label, "field_missing", None))
            return
        self.rest.headers.append(Header(line, label, [*fields]))

    def _check_text(self, line: int, fields: Any) -> None:
        if any(REPLACEMENT in f for f in fields):
            self._problem(line, "text_destroyed")

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        namespace, _, name = qualified.rpartition(" ")
        if not self._path:
            if name not in ROOT_TYPES or not namespace.startswith(NAMESPACE):
                raise RefusedError("xml_not_sie", self.parser.CurrentLineNumber, root=name)
            self.sie_type = ROOT_TYPES[name]
        self._path.append(name)
        if len(self._path) == 2 and name not in _READ_PARTS and name not in self._skipped:
            self._skipped.add(name)
            self._problem(self.parser.CurrentLineNumber, "sie5_skipped", label=name)
        if len(self._path) > 1 and self._path[1] in _READ_PARTS:
            handler = getattr(self, "_on_" + name.lower(), None)
            if handler is not None:
                handler({k: v.strip() if k != "text" else v for k, v in attributes.items()})
            elif name in _BALANCES or name.removesuffix("Multidim") in _BALANCES:
                self._start_balance(name, attributes)

    def _end(self, qualified: str) -> None:
        name = qualified.rpartition(" ")[2]
        if name in _BALANCES or name.removesuffix("Multidim") in _BALANCES:
            self._end_balance()
        elif name == "LedgerEntry" and self._row is not None:
            self._end_row()
        elif name == "JournalEntry" and self._path[1:2] == ["Journal"]:
            self._end_voucher()
        elif name == "FiscalYears":
            self._end_years()
        self._path.pop()

    # --- file header ---------------------------------------------------------------------------------------------

    def _on_softwareproduct(self, a: dict[str, str]) -> None:
        self._header("PROGRAM", a.get("name", ""), a.get("version", ""))

    def _on_filecreation(self, a: dict[str, str]) -> None:
        self._header("GEN", _plain_date(a.get("time", "")), a.get("by", ""))

    def _on_company(self, a: dict[str, str]) -> None:
        self._header("FNAMN", a.get("name", ""))
        if a.get("organizationId"):
            self._header("ORGNR", a["organizationId"])

    def _on_accountingcurrency(self, a: dict[str, str]) -> None:
        self._header("VALUTA", a.get("currency", ""))

    def _on_fiscalyear(self, a: dict[str, str]) -> None:
        line = self._record(col.TOP)
        start, end = _month(a.get("start", "")), _month(a.get("end", ""))
        self._years.append((start, end, a.get("primary") in ("true", "1"), line))
        if a.get("lastCoveredDate"):
            self._header("OMFATTN", _plain_date(a["lastCoveredDate"]))

    def _end_years(self) -> None:
        """Number the years: 0 is the primary one (else the last), earlier ones are negative."""
        ordered = sorted(self._years)
        primary = next((i for i, y in enumerate(ordered) if y[2]), len(ordered) - 1)
        for i, (start, end, _, line) in enumerate(ordered):
            first = start + "01" if start else ""
            self.rest.headers.append(Header(line, "RAR", [str(i - primary), first, _last_day(end)]))
        self._years = [(s, e, p, i - primary) for i, (s, e, p, _) in enumerate(ordered)]

    def _on_account(self, a: dict[str, str]) -> None:
        self._account = a
        self._header("KONTO", a.get("id", ""), a.get("name", ""))
        line = self._last_line
        number = a.get("id")
        if number and a.get("type") in _ACCOUNT_TYPES:
            self.rest.headers.append(Header(line, "KTYP", [number, _ACCOUNT_TYPES[a["type"]]]))
        if number and a.get("unit"):
            self.rest.headers.append(Header(line, "ENHET", [number, a["unit"]]))

    def _on_dimension(self, a: dict[str, str]) -> None:
        self._dimension = a.get("id", "")
        self._header("DIM", self._dimension, a.get("name", ""))

    def _on_object(self, a: dict[str, str]) -> None:
        self._header("OBJEKT", self._dimension, a.get("id", ""), a.get("name", ""))

    # --- balances ------------------------------------------------------------------------------------------------

    def _start_balance(self, name: str, attributes: dict[str, str]) -> None:
        self._balance = {"line": self._record(col.TOP), "name": name, "objects": [], **attributes}

    def _end_balance(self) -> None:
        found, self._balance = self._balance, None
        if found is None:
            return
        line, name = found["line"], found["name"].removesuffix("Multidim")
        month = found.get("month", "")
        year = self._balance_year(name, _month(month))
        amount, code = parse_amount(found.get("amount", "").strip())
        if code is None and len(found["objects"]) > 1:
            code = "balance_several_objects"
        if code is None and not self._account.get("id"):
            code = "account_missing"
        if code is None and year is None:
            code = "sie5_balance_unsupported"
        dim_no = parse_integer(found["objects"][0][0]) if found["objects"] else None
        if code is None and found["objects"] and dim_no is None:
            code = "dimension_unreadable"
        quantity, quantity_code = parse_quantity(found["quantity"]) if found.get("quantity") else (None, None)
        kind = self._balance_kind(name, bool(found["objects"]))
        if code is not None or year is None or amount is None:
            self._problem(line, code, month=month, value=found.get("amount", ""))
            self.rest.bad_lines.append((line, kind, code or "amount_missing", None))
            return
        self._problem(line, quantity_code, value=found.get("quantity"))
        self.rest.balances.append(
            Balance(
                line=line,
                kind=kind,
                year=year,
                period=_month(month) or None if name == "Budget" else None,
                account=self._account.get("id", ""),
                dim_no=dim_no,
                object_code=found["objects"][0][1] if found["objects"] else None,
                amount=amount,
                quantity=quantity,
            )
        )

    def _balance_kind(self, name: str, has_object: bool) -> str:
        if name == "Budget":
            return "PBUDGET"
        if name == "OpeningBalance":
            return "OIB" if has_object else "IB"
        if has_object:
            return "OUB"
        return "RES" if self._account.get("type") in _RESULT_TYPES else "UB"

    def _balance_year(self, name: str, month: str) -> int | None:
        """Return the number of the year that a balance of this month belongs to; None when it is inside a year."""
        for start, end, _, number in self._years:
            if name == "Budget":
                if start <= month <= end or (not month and number == 0):
                    return int(number)
            elif month and month == (start if name == "OpeningBalance" else end):
                return int(number)
        return None

    def _on_objectreference(self, a: dict[str, str]) -> None:
        pair = (a.get("dimId", ""), a.get("objectId", ""))
        if self._row is not None:
            self._row["objects"].append(pair)
        elif self._balance is not None:
            self._balance["objects"].append(pair)

    # --- vouchers ------------------------------------------------------------------------------------------------

    def _on_journal(self, a: dict[str, str]) -> None:
        self._series = a.get("id", "")

    def _on_journalentry(self, a: dict[str, str]) -> None:
        if self._path[1] != "Journal":
            return
        self._voucher = {"line": self._record(col.VER_OPEN), "rows": [], **a}

    def _on_entryinfo(self, a: dict[str, str]) -> None:
        target = self._row if self._row is not None else self._voucher
        target.setdefault("entered_by", a.get("by", ""))
        target.setdefault("entered_on", _plain_date(a.get("date", "")))

    def _on_ledgerentry(self, a: dict[str, str]) -> None:
        self._row = {"line": self._record(col.TRANS), "objects": [], **a}

    def _on_overstrike(self, a: dict[str, str]) -> None:
        if self._row is not None:
            self._row["removed_by"] = a.get("by", "")
            self._kinds[-1] = (self._row["line"], col.BTRANS)

    def _end_voucher(self) -> None:
        v, line = self._voucher, self._voucher["line"]
        day, code = parse_date(_plain_date(v.get("journalDate", "")))
        self._problem(line, code, value=v.get("journalDate", ""))
        registered = parse_date(v.get("entered_on", ""))[0]
        texts = (self._series, v.get("id", ""), v.get("text", ""), v.get("entered_by", ""))
        self._check_text(line, texts)
        self.rows.vouchers.append(
            (
                line,
                self._series,
                texts[1],
                NULL_DATE if day is None else day,
                texts[2],
                NULL_DATE if registered is None else registered,
                texts[3],
                code is not None,
            )
        )
        self._record(col.CLOSE)

    def _end_row(self) -> None:
        r, self._row = self._row or {}, None
        line, codes = r["line"], list[str]()
        amount, code = parse_amount(r.get("amount", ""))
        codes += [code] if code else []
        self._problem(line, code, value=r.get("amount", ""))
        day, code = parse_date(_plain_date(r["ledgerDate"])) if r.get("ledgerDate") else (None, None)
        codes += [code] if code else []
        self._problem(line, code, value=r.get("ledgerDate", ""))
        quantity, code = parse_quantity(r["quantity"]) if r.get("quantity") else (None, None)
        self._problem(line, code, value=r.get("quantity", ""))
        if not r.get("accountId"):
            codes.append("account_missing")
            self._problem(line, "account_missing")
        for dim_text, object_code in r["objects"]:
            dim = parse_integer(dim_text)
            if dim is None:
                codes.append("dimension_unreadable")
                self._problem(line, "dimension_unreadable", value=dim_text)
            elif object_code:
                self.rows.objects.append((line, dim, object_code))
        sign = r.get("removed_by") or r.get("entered_by", "")
        self._check_text(line, (r.get("text", ""),))
        self.rows.transactions.append(
            (
                line,
                col.BTRANS if "removed_by" in r else col.TRANS,
                r.get("accountId", ""),
                NULL_AMOUNT if amount is None else amount,
                NULL_DATE if day is None else day,
                r.get("text", ""),
                NULL_AMOUNT if quantity is None else quantity,
                sign,
                bool(codes),
            )
        )


def _last_day(month: str) -> str:
    """Return the last day of a month YYYYMM as YYYYMMDD, "" when there is no month."""
    if not month:
        return ""
    year, number = int(month[:4]), int(month[4:])
    following = date(year + number // 12, number % 12 + 1, 1)
    return to_date(following.toordinal() - 1 - EPOCH_ORDINAL).strftime("%Y%m%d")
