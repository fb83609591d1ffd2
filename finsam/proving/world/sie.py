"""A ledger as SIE 4 in code page 437 with control total, or as SIE 5."""

from __future__ import annotations

import zlib
from decimal import Decimal
from xml.sax.saxutils import quoteattr

from finsam.proving.world.delivery import Content, Ledger, Line, Objects

_KINDS = {"T": "asset", "S": "liability", "I": "income", "K": "cost"}


def sie4(content: Content, line_end: str = "\r\n") -> bytes:
    """Return the bytes of a SIE 4 file."""
    ledger = _ledger(content)
    out = _Records(line_end)
    year = ledger.fiscal_year
    out.add("#FLAGGA", "0", counted=False)
    out.add("#KSUMMA", counted=False)
    for label, *fields in (
        ("#PROGRAM", "finsam proving", "1"),
        ("#FORMAT", "PC8"),
        ("#GEN", f"{ledger.generated_on:%Y%m%d}"),
        ("#SIETYP", "4"),
        ("#FNAMN", ledger.company),
        ("#RAR", "0", f"{year}0101", f"{year}1231"),
        ("#VALUTA", "SEK"),
    ):
        out.add(label, *fields)
    for account, (name, kind) in sorted(ledger.accounts.items()):
        out.add("#KONTO", account, name)
        out.add("#KTYP", account, kind)
    for number, name in sorted(ledger.dimensions.items()):
        out.add("#DIM", number, name)
    for (number, code), name in sorted(ledger.objects.items()):
        out.add("#OBJEKT", number, code, name)
    for label, balances in (("#IB", ledger.opening), ("#UB", ledger.closing), ("#RES", ledger.result)):
        for account, amount in sorted(balances.items()):
            out.add(label, "0", account, str(amount))
    for voucher in ledger.vouchers:
        out.add("#VER", voucher.series, str(voucher.number), f"{voucher.day:%Y%m%d}", voucher.text)
        out.lines.append("{")
        for line in voucher.lines:
            out.add("#TRANS", line.account, line.objects, str(line.amount), indent="   ")
        out.lines.append("}")
    out.add("#KSUMMA", str(out.total), counted=False)
    return "".join(line + line_end for line in out.lines).encode("cp437")


def sie5(content: Content) -> bytes:
    """Return the bytes of a SIE 5 file."""
    ledger = _ledger(content)
    year = ledger.fiscal_year
    sums = {**ledger.closing, **ledger.result}
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<Sie xmlns="http://www.sie.se/sie5">',
        "<FileInfo>",
        '<SoftwareProduct name="finsam proving" version="1"/>',
        f'<FileCreation time="{ledger.generated_on.isoformat()}T12:00:00" by="finsam"/>',
        f"<Company name={quoteattr(ledger.company)}/>",
        f'<FiscalYears><FiscalYear start="{year}-01" end="{year}-12" primary="true" '
        f'lastCoveredDate="{year}-12-31"/></FiscalYears>',
        '<AccountingCurrency currency="SEK"/>',
        "</FileInfo>",
        "<Accounts>",
    ]
    for account, (name, kind) in sorted(ledger.accounts.items()):
        out.append(f'<Account id="{account}" name={quoteattr(name)} type="{_KINDS[kind]}">')
        if account in ledger.opening:
            out.append(f'<OpeningBalance month="{year}-01" amount="{ledger.opening[account]}"/>')
        if account in sums:
            out.append(f'<ClosingBalance month="{year}-12" amount="{sums[account]}"/>')
        out.append("</Account>")
    out.append("</Accounts><Dimensions>")
    for number, name in sorted(ledger.dimensions.items()):
        objects = "".join(
            f'<Object id="{code}" name={quoteattr(title)}/>'
            for (dimension, code), title in sorted(ledger.objects.items())
            if dimension == number
        )
        out.append(f'<Dimension id="{number}" name={quoteattr(name)}>{objects}</Dimension>')
    out.append("</Dimensions>")
    for series in sorted({voucher.series for voucher in ledger.vouchers}):
        out.append(f'<Journal id="{series}" name="Serie {series}">')
        for voucher in (voucher for voucher in ledger.vouchers if voucher.series == series):
            day = voucher.day.isoformat()
            out.append(f'<JournalEntry id="{voucher.number}" journalDate="{day}" text={quoteattr(voucher.text)}>')
            out.append(f'<EntryInfo date="{day}" by="finsam"/>')
            out += [_entry(line) for line in voucher.lines]
            out.append("</JournalEntry>")
        out.append("</Journal>")
    return "\n".join([*out, "</Sie>", ""]).encode()


def _entry(line: Line) -> str:
    objects = "".join(f'<ObjectReference dimId="{number}" objectId="{code}"/>' for number, code in line.objects)
    return f'<LedgerEntry accountId="{line.account}" amount="{line.amount}">{objects}</LedgerEntry>'


def _ledger(content: Content) -> Ledger:
    if not isinstance(content, Ledger):
        raise TypeError(type(content))
    return content


class _Records:
    """Collects records and the control total over them: CRC-32 over labels and fields."""

    def __init__(self, line_end: str) -> None:
        self.lines: list[str] = []
        self.line_end = line_end
        self.total = 0

    def add(self, label: str, *fields: str | Objects, indent: str = "", counted: bool = True) -> None:
        parts, bare = [label], [label]
        for item in fields:
            if isinstance(item, str):
                parts.append(_quoted(item))
                bare.append(item)
            else:
                pairs = [text for pair in item for text in pair]
                parts.append("{" + " ".join(_quoted(text) for text in pairs) + "}")
                bare += pairs
        self.lines.append(indent + " ".join(parts))
        if counted:
            self.total = zlib.crc32("".join(bare).encode("cp437"), self.total)


def _quoted(text: str) -> str:
    if text and all(sign.isascii() and (sign.isalnum() or sign in "-.") for sign in text):
        return text
    return '"' + text.replace('"', '\\"') + '"'


def summed(lines: list[Line]) -> Decimal:
    """Return the sum of lines; 0 for a whole voucher."""
    return sum((line.amount for line in lines), Decimal(0))
