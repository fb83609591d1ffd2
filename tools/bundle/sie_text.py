"""Write a ledger as a SIE type 4 export file in code page 437 with its control total."""

from __future__ import annotations

import zlib

from ledger import Row, Year

ENCODING = "cp437"


class Writer:
    """Collects records and the bytes that the control total is counted over."""

    def __init__(self, line_end: str) -> None:
        """line_end is the text between records, LF or CRLF."""
        self._end = line_end
        self._lines: list[str] = []
        self._crc = 0
        self._counting = False

    def raw(self, text: str) -> None:
        """A line that is not a record: a brace."""
        self._lines.append(text)

    def record(self, label: str, *fields: str | list[str], indent: str = "") -> None:
        """One record. A list is an object list: dimension number and object code in turn."""
        parts = [label]
        counted = [label]
        for item in fields:
            if isinstance(item, list):
                pairs = [item[at] if at % 2 == 0 else _quoted(item[at]) for at in range(len(item))]
                parts.append("{" + " ".join(pairs) + "}")
                counted.extend(item)
            else:
                parts.append(item if _is_plain(item) else _quoted(item))
                counted.append(item)
        self._lines.append(indent + " ".join(parts))
        if self._counting:
            self._crc = zlib.crc32("".join(counted).encode(ENCODING), self._crc)

    def start_total(self) -> None:
        """Open the control total; records from here are counted."""
        self.record("#KSUMMA")
        self._counting = True

    def finish(self) -> bytes:
        """Close the control total and return the file."""
        self._counting = False
        self.record("#KSUMMA", str(self._crc))
        return "".join(line + self._end for line in self._lines).encode(ENCODING)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'


def _is_plain(text: str) -> bool:
    return text != "" and all(char.isascii() and (char.isalnum() or char in "-.") for char in text)


def _money(kronor: int) -> str:
    return f"{kronor}.00"


def sie_file(head: Row, accounts: list[Row], dimensions: list[Row], objects: list[Row], years: list[Year]) -> bytes:
    """The bytes of one file. years[0] is the year of the file, a second one the year before it."""
    year = years[0]
    out = Writer({"crlf": "\r\n", "lf": "\n"}[head["line_end"]])
    out.record("#FLAGGA", "0")
    out.start_total()
    out.record("#PROGRAM", head["program"], head["program_version"])
    out.record("#FORMAT", "PC8")
    out.record("#GEN", head["generated_on"])
    out.record("#SIETYP", "4")
    for prose in head["prose"].split("|"):
        out.record("#PROSA", prose)
    out.record("#FNAMN", head["company_name"])
    for number, one in enumerate(years):
        out.record("#RAR", str(-number), f"{one.fiscal_year}0101", f"{one.fiscal_year}1231")
    if head["chart_type"]:
        out.record("#KPTYP", head["chart_type"])
    out.record("#VALUTA", head["currency"])
    for account in accounts:
        out.record("#KONTO", account["account"], account["name"])
        if account["account_type"]:
            out.record("#KTYP", account["account"], account["account_type"])
    for dimension in dimensions:
        out.record("#DIM", dimension["dim_no"], dimension["name"])
    for item in objects:
        out.record("#OBJEKT", item["dim_no"], item["object_code"], item["name"])
    if head["balances"] == "yes":
        _balances(out, years)
    for voucher in year.vouchers:
        out.record("#VER", voucher.series, str(voucher.number), f"{voucher.day:%Y%m%d}", voucher.text)
        out.raw("{")
        for line in voucher.lines:
            pairs: list[str] = []
            for dim_no, code in (("1", line.unit), ("6", line.project), ("20", line.provenance)):
                if code:
                    pairs += [dim_no, code]
            out.record("#TRANS", line.account, pairs, _money(line.amount), indent="   ")
        out.raw("}")
    return out.finish()


def _balances(out: Writer, years: list[Year]) -> None:
    for number, one in enumerate(years):
        for account, amount in sorted(one.opening.items()):
            if amount:
                out.record("#IB", str(-number), account, _money(amount))
    for number, one in enumerate(years):
        for account, amount in sorted(one.closing.items()):
            out.record("#UB", str(-number), account, _money(amount))
    for number, one in enumerate(years):
        for account, amount in sorted(one.result.items()):
            out.record("#RES", str(-number), account, _money(amount))
