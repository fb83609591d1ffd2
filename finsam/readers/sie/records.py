"""The careful reading of one line: tokens to a typed record, with a diagnostic for everything that is not as it should.

A value that cannot be read is never guessed: the line is marked bad, and its voucher (or the line itself) is set aside.
"""

from __future__ import annotations

from finsam.readers.sie import columns as col
from finsam.readers.sie.columns import Balance, Header, Rest, Rows
from finsam.readers.sie.diagnostics import Problem
from finsam.readers.sie.encoding import Encoding, decode_field
from finsam.readers.sie.tokenizer import Line, checksum_bytes, tokenize
from finsam.readers.sie.values import (
    NULL_AMOUNT,
    NULL_DATE,
    parse_amount,
    parse_date,
    parse_integer,
    parse_period,
    parse_quantity,
)

HEADER_FIELDS = {
    "#FLAGGA": (1, 1), "#KSUMMA": (0, 1), "#PROGRAM": (0, 2), "#FORMAT": (0, 1), "#GEN": (0, 2), "#SIETYP": (0, 1),
    "#PROSA": (0, 1), "#FTYP": (0, 1), "#FNR": (0, 1), "#ORGNR": (0, 3), "#BKOD": (0, 1), "#ADRESS": (0, 4),
    "#FNAMN": (0, 1), "#RAR": (1, 3), "#TAXAR": (0, 1), "#OMFATTN": (0, 1), "#KPTYP": (0, 1), "#VALUTA": (0, 1),
    "#KONTO": (1, 2), "#KTYP": (2, 2), "#ENHET": (2, 2), "#SRU": (2, 2), "#DIM": (1, 2), "#UNDERDIM": (3, 3),
    "#OBJEKT": (2, 3),
}  # fmt: skip
"""Label -> (fields needed to use the record, fields the format defines)."""

TEXT_LAST = frozenset({"#FNAMN", "#PROSA", "#KONTO", "#OBJEKT", "#DIM"})
"""Records whose last field is a text, so that an unquoted text with spaces can be joined without doubt."""

BALANCES = {
    # label: (has period, has object list)
    "#IB": (False, False), "#UB": (False, False), "#RES": (False, False), "#OIB": (False, True),
    "#OUB": (False, True), "#PSALDO": (True, True), "#PBUDGET": (True, True),
}  # fmt: skip
TRANSACTIONS = {"#TRANS": col.TRANS, "#RTRANS": col.RTRANS, "#BTRANS": col.BTRANS}
KNOWN_LABELS = frozenset([*HEADER_FIELDS, *BALANCES, *TRANSACTIONS, "#VER"])

_CONTROL = bytes([*range(9), *range(10, 13), *range(14, 32), 127])
_BRACE_LINES = {b"{": col.OPEN, b"}": col.CLOSE, b"{}": col.OPEN_CLOSE}


class RecordReader:
    """Reads lines one by one into rows and problems."""

    def __init__(self, encoding: Encoding) -> None:
        """Read lines of a file in this encoding."""
        self.encoding = encoding
        self.rows = Rows()
        self.rest = Rest()
        self.record_bytes = b""

    def read(self, text: bytes, line_no: int) -> int:
        """Read one line (without line end) and return its kind; `record_bytes` is what KSUMMA covers of it."""
        line = tokenize(text)
        self.record_bytes = b""
        if not line.fields:
            return col.BLANK
        self._line_no = line_no
        brace = _BRACE_LINES.get(b"".join(text.split()))
        if brace is not None:
            return brace
        self.record_bytes = checksum_bytes(line)
        self._quoting(line, text)
        return self._record(line, line.fields[0].decode("latin-1").upper())

    # --- kinds of lines ------------------------------------------------------------------------------------------

    def _record(self, line: Line, label: str) -> int:
        if label in TRANSACTIONS:
            return self._transaction(line, label)
        if label == "#VER":
            return self._voucher(line)
        if label in BALANCES:
            self._balance(line, label)
            return col.TOP
        if label in HEADER_FIELDS:
            self._header(line, label)
            return col.TOP
        name = self._decode(line.fields[0])
        if len(label) > 1 and label.startswith("#"):
            self._problem("unknown_label", label=name)
            return col.UNKNOWN
        return self._unlabelled(name)

    def _unlabelled(self, name: str) -> int:
        code = "brace_unreadable" if name[:1] in ("{", "}") else "unlabelled_line"
        self._problem(code)
        self.rest.bad_lines.append((self._line_no, "", code, None))
        return col.TEXT

    def _voucher(self, line: Line) -> int:
        opens = len(line.fields) > 1 and line.fields[-1] == b"{" and not line.quoted[-1]
        if opens:
            del line.fields[-1]
            self._problem("brace_on_ver_line")
        series, number, day_text, text, registered_text, sign = self._padded(line.fields[1:], 6)
        day, code = parse_date(day_text)
        if code is not None:
            shifted = parse_date(number)[0] is not None or parse_date(series)[0] is not None
            code = "voucher_fields_shifted" if shifted else code
            self._problem(code, value=day_text)
        registered = self._optional_date(registered_text, "#VER")
        self.rows.vouchers.append(
            (
                self._line_no,
                series,
                number,
                NULL_DATE if day is None else day,
                text,
                registered,
                sign,
                code is not None,
            )
        )
        return col.VER_OPEN if opens else col.VER

    def _transaction(self, line: Line, label: str) -> int:
        codes = self._list_errors(line, before=2)
        lead = line.fields[1:] if line.items is None else line.fields[1 : line.before_list]
        account = self._account(lead[0] if lead else b"", codes)
        pairs = self._pairs(line.items or [], codes)
        after = line.fields[line.before_list :] if line.items is not None else []
        amount_text, day_text, text, quantity_text, sign = self._padded(after, 5)
        amount, code = parse_amount(amount_text)
        self._fail(code, codes, amount_text)
        day, code = parse_date(day_text) if day_text else (None, None)
        self._fail(code, codes, day_text)
        self.rows.transactions.append(
            (
                self._line_no,
                TRANSACTIONS[label],
                account,
                NULL_AMOUNT if amount is None else amount,
                NULL_DATE if day is None else day,
                text,
                self._quantity(quantity_text),
                sign,
                bool(codes),
            )
        )
        self.rows.objects.extend((self._line_no, dim, code) for dim, code in pairs)
        return TRANSACTIONS[label]

    def _balance(self, line: Line, label: str) -> None:
        has_period, has_list = BALANCES[label]
        before = 4 if has_period else 3
        codes: list[str] = []
        if has_period and line.items is None and len(line.fields) in (before + 1, before + 2):
            # Without a list the five fields still have one meaning only, so the row can be used.
            self._problem("object_list_absent")
        elif has_list:
            codes = self._list_errors(line, before)
        lead = self._padded(line.fields[1:before], before - 1)
        year = self._year(lead[0], codes)
        period = lead[1] if has_period else None
        if period is not None and parse_period(period) is None:
            self._fail("period_unreadable", codes, period)
        if not lead[-1]:
            self._fail("account_missing", codes)
        pairs = self._pairs(line.items or [], codes)
        if len(pairs) > 1:
            self._fail("balance_several_objects", codes)
        amount_text, quantity_text = self._padded(line.fields[before:], 2)
        amount, code = parse_amount(amount_text)
        self._fail(code, codes, amount_text)
        if codes or amount is None:
            self.rest.bad_lines.append((self._line_no, label[1:], codes[0], None))
            return
        quantity = self._quantity(quantity_text)
        dim_no, object_code = pairs[0] if pairs else (None, None)
        self.rest.balances.append(
            Balance(
                line=self._line_no,
                kind=label[1:],
                year=year,
                period=period,
                account=lead[-1],
                dim_no=dim_no,
                object_code=object_code,
                amount=amount,
                quantity=None if quantity == NULL_AMOUNT else quantity,
            )
        )

    def _header(self, line: Line, label: str) -> None:
        needed, defined = HEADER_FIELDS[label]
        raw = line.fields[1:]
        if len(raw) > defined and label in TEXT_LAST and not any(line.quoted[defined:]):
            self._problem("text_without_quotes")
            raw = [*raw[: defined - 1], b" ".join(raw[defined - 1 :])]
        elif len(raw) > defined:
            self._problem("extra_fields")
        fields = [self._decode(f) for f in raw[:defined]]
        if len([f for f in fields[:needed] if f]) < needed:
            self._problem("field_missing", label=label)
            self.rest.bad_lines.append((self._line_no, label[1:], "field_missing", None))
            return
        self.rest.headers.append(Header(self._line_no, label[1:], fields))

    # --- parts of a record ---------------------------------------------------------------------------------------

    def _problem(self, code: str, **params: object) -> None:
        self.rest.problems.append(Problem(self._line_no, code, params))

    def _quoting(self, line: Line, text: bytes) -> None:
        if line.unterminated:
            self._problem("unterminated_quote")
        if line.stray_quote:
            self._problem("unescaped_quote")
        if line.bare_backslash:
            self._problem("bare_backslash")
        if text.translate(None, _CONTROL) != text:
            self._problem("control_character")

    def _decode(self, field: bytes) -> str:
        text, code = decode_field(field, self.encoding)
        if code is not None:
            self._problem(code)
        return text

    def _padded(self, fields: list[bytes], count: int) -> list[str]:
        """Decode the first `count` fields, with "" for those left out."""
        if len(fields) > count:
            self._problem("extra_fields")
        values = [self._decode(f) for f in fields[:count]]
        return values + [""] * (count - len(values))

    def _fail(self, code: str | None, codes: list[str], value: str = "") -> None:
        """Report an error, if there is one, and remember it for the record."""
        if code is not None:
            self._problem(code, value=value)
            codes.append(code)

    def _list_errors(self, line: Line, before: int) -> list[str]:
        """Report an object list that is absent, unclosed or out of place."""
        codes: list[str] = []
        if line.items is None:
            self._fail("object_list_missing", codes)
        elif line.list_unclosed:
            self._fail("object_list_unclosed", codes)
        elif line.before_list > before or 1 < line.before_list < before:
            self._fail("object_list_misplaced", codes)
        return codes

    def _account(self, field: bytes, codes: list[str]) -> str:
        account = self._decode(field)
        if not account:
            self._fail("account_missing", codes)
        return account

    def _pairs(self, items: list[bytes], codes: list[str]) -> list[tuple[int, str]]:
        """Turn list items into (dimension, object) pairs."""
        if len(items) % 2:
            self._fail("object_list_odd", codes)
            return []
        pairs: dict[int, str] = {}
        for raw_dim, raw_code in zip(items[::2], items[1::2], strict=True):
            dim_text, code = self._decode(raw_dim), self._decode(raw_code)
            dim = parse_integer(dim_text)
            if dim is None or dim < 0:
                self._fail("dimension_unreadable", codes, dim_text)
            elif not code:
                self._problem("object_empty")
            elif dim in pairs:
                self._fail("object_repeated", codes)
            else:
                pairs[dim] = code
        return list(pairs.items())

    def _year(self, text: str, codes: list[str]) -> int:
        year = parse_integer(text)
        if year is None or not -99 <= year <= 9:
            self._fail("year_unreadable", codes, text)
            return 0
        return year

    def _quantity(self, text: str) -> int:
        if not text:
            return NULL_AMOUNT
        quantity, code = parse_quantity(text)
        if code is not None:
            self._problem(code, value=text)
        return NULL_AMOUNT if quantity is None else quantity

    def _optional_date(self, text: str, label: str) -> int:
        if not text:
            return NULL_DATE
        day, code = parse_date(text)
        if code is not None:
            self._problem("header_date_unreadable", value=text, label=label)
        return NULL_DATE if day is None else day
