"""Faults of bookkeeping: SIE files."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from random import Random

from finsam.findings.finding import BLOCKING, ERROR, NOTE, WARNING
from finsam.proving.faults.changes import kind, ledger, octets
from finsam.proving.faults.kit import Delivered, Fault, Ledger, NotHereError, account_of

_RESULT = "345678"


def _line(change: Callable[[Decimal], Decimal]) -> Callable[[Ledger, Random], None]:
    """Change one line of money: its voucher no longer balances."""
    return lambda book, rng: book.set_amount(book.transaction(rng), change)


def _whole_voucher(change: Callable[[Decimal], Decimal]) -> Callable[[Ledger, Random], None]:
    """Change all lines of a voucher: it still balances."""

    def edit(book: Ledger, rng: Random) -> None:
        for at in book.transactions(*book.voucher(rng)):
            book.set_amount(at, change)

    return edit


def _all_amounts(book: Ledger, _rng: Random) -> None:
    for at in book.transactions():
        book.set_amount(at, lambda amount: amount / 1000)
    for at in book.records("#IB", "#UB", "#RES", "#OIB", "#OUB", "#PSALDO"):
        *head, amount = book.lines[at].split(" ")
        book.lines[at] = " ".join([*head, f"{Decimal(amount) / 1000:.2f}"])


def _drop_voucher(book: Ledger, rng: Random) -> None:
    first, last = book.voucher(rng)
    del book.lines[first : last + 1]


def _double_voucher(book: Ledger, rng: Random) -> None:
    first, last = book.voucher(rng)
    book.lines[last + 1 : last + 1] = book.lines[first : last + 1]


def _double_voucher_renumbered(book: Ledger, rng: Random) -> None:
    first, last = book.voucher(rng)
    copy = book.lines[first : last + 1]
    label, series, _, *rest = copy[0].split(" ")
    book.lines[last + 1 : last + 1] = [" ".join([label, series, "99901", *rest]), *copy[1:]]


def _same_number(book: Ledger, rng: Random) -> None:
    starts = book.records("#VER")
    if len(starts) < 2:
        raise NotHereError
    at = rng.choice(starts[1:])
    earlier = book.lines[starts[starts.index(at) - 1]].split(" ")
    words = book.lines[at].split(" ")
    book.lines[at] = " ".join([*earlier[:3], *words[3:]])


def _drop_line(book: Ledger, rng: Random) -> None:
    del book.lines[book.transaction(rng)]


def _double_line(book: Ledger, rng: Random) -> None:
    at = book.transaction(rng)
    book.lines.insert(at, book.lines[at])


def _swap_accounts(book: Ledger, rng: Random) -> None:
    first, last = book.voucher(rng, lambda lines: len({account_of(line) for line in lines} - {""}) > 1)
    places = book.transactions(first, last)
    one = places[0]
    other = next(at for at in places if account_of(book.lines[at]) != account_of(book.lines[one]))
    a, b = account_of(book.lines[one]), account_of(book.lines[other])
    book.set_account(one, b)
    book.set_account(other, a)


def _account(account: str) -> Callable[[Ledger, Random], None]:
    def edit(book: Ledger, rng: Random) -> None:
        book.set_account(book.transaction(rng, lambda known: known[0] in _RESULT), account)

    return edit


def _other_known_account(book: Ledger, rng: Random) -> None:
    """Book a cost of a programme on the account of another cost, and its result record with it."""
    costs = {account_of(book.lines[at]) for at in book.transactions()}
    costs = {account for account in costs if account[0] in "4567"}
    at = book.transaction(rng, lambda known: known in costs)
    others = sorted(costs - {account_of(book.lines[at])})
    if not others:
        raise NotHereError
    book.set_account(at, rng.choice(others))


def _object(code: str | None) -> Callable[[Ledger, Random], None]:
    def edit(book: Ledger, rng: Random) -> None:
        pattern = re.compile(r'(\{1 )"?([^"\s}]+)"?')
        places = [at for at in book.transactions() if pattern.search(book.lines[at])]
        if not places:
            raise NotHereError
        at = rng.choice(places)
        match = pattern.search(book.lines[at])
        known = {found[2] for place in places if (found := pattern.search(book.lines[place]))}
        others = sorted(known - {match[2] if match else ""})
        new = code or (rng.choice(others) if others else None)
        if new is None:
            raise NotHereError
        book.lines[at] = pattern.sub(rf'\g<1>"{new}"', book.lines[at], count=1)

    return edit


def _voucher_date(change: Callable[[str], str]) -> Callable[[Ledger, Random], None]:
    def edit(book: Ledger, rng: Random) -> None:
        first, last = book.voucher(rng)
        for at in range(first, last + 1):
            dated = re.search(r"(?<!\d)20\d{6}(?!\d)", book.lines[at])
            if dated:
                book.lines[at] = book.lines[at].replace(dated[0], change(dated[0]), 1)

    return edit


def _replaced(start: str, text: str, required: bool = True) -> Callable[[Ledger, Random], None]:
    """Replace a header record, or add it after the name of the association."""

    def edit(book: Ledger, _rng: Random) -> None:
        places = book.records(start)
        if places:
            book.lines[places[0]] = text
        elif required:
            raise NotHereError
        else:
            book.lines.insert(book.records("#FNAMN")[0] + 1, text)

    return edit


def _year(change: Callable[[str], str]) -> Callable[[Ledger, Random], None]:
    def edit(book: Ledger, _rng: Random) -> None:
        at = book.records("#RAR 0")[0]
        book.lines[at] = change(book.lines[at])

    return edit


def _swapped_days(line: str) -> str:
    *head, start, end = line.split(" ")
    return " ".join([*head, end, start])


def _next_year(line: str) -> str:
    return re.sub(r"20\d\d", lambda match: str(int(match[0]) + 1), line)


def _balance(*starts: str) -> Callable[[Ledger, Random], None]:
    def edit(book: Ledger, rng: Random) -> None:
        at = book.record(rng, *starts)
        *head, amount = book.lines[at].split(" ")
        book.lines[at] = " ".join([*head, f"{Decimal(amount) + 1000:.2f}"])

    return edit


def _two_openings(book: Ledger, rng: Random) -> None:
    places = book.records("#IB 0")
    if len(places) < 2:
        raise NotHereError
    for at, step in zip(rng.sample(places, 2), (1000, -1000), strict=True):
        *head, amount = book.lines[at].split(" ")
        book.lines[at] = " ".join([*head, f"{Decimal(amount) + step:.2f}"])


def _without(*starts: str) -> Callable[[Ledger, Random], None]:
    def edit(book: Ledger, _rng: Random) -> None:
        places = set(book.records(*starts))
        if not places:
            raise NotHereError
        book.lines = [line for at, line in enumerate(book.lines) if at not in places]

    return edit


def _cut_after_voucher(book: Ledger, _rng: Random) -> None:
    found = book.vouchers()
    if len(found) < 4:
        raise NotHereError
    book.lines = [*book.lines[: found[len(found) * 3 // 4][1] + 1], ""]


def _cut_in_voucher(book: Ledger, _rng: Random) -> None:
    found = book.vouchers()
    first, last = found[len(found) * 3 // 4]
    book.lines = [*book.lines[:last], ""] if last - first > 2 else book.lines[: first + 3]


def _cut_in_line(book: Ledger, _rng: Random) -> None:
    at = book.transactions()[-1]
    book.lines = [*book.lines[:at], book.lines[at][:9]]


def _cut_in_number(book: Ledger, _rng: Random) -> None:
    at = book.transactions()[-1]
    amount = re.search(r"\} -?\d\d", book.lines[at])
    if amount is None:
        raise NotHereError
    book.lines = [*book.lines[:at], book.lines[at][: amount.end()]]


def _outside(book: Ledger, rng: Random) -> None:
    _, last = book.voucher(rng)
    at = book.transactions(last=last)[-1]
    line = book.lines.pop(at)
    book.lines.insert(last, line.strip())


def _written(pattern: str, text: str) -> Callable[[Ledger, Random], None]:
    def edit(book: Ledger, rng: Random) -> None:
        at = book.transaction(rng)
        book.lines[at], count = re.subn(pattern, text, book.lines[at], count=1)
        if not count:
            raise NotHereError

    return edit


def _twice(book: Ledger, _rng: Random) -> None:
    first = book.records("#VER")[0]
    book.lines = [*[line for line in book.lines if line], *book.lines[first:]]


def _contribution(book: Ledger, rng: Random) -> None:
    first, last = book.voucher(rng, lambda lines: any(account_of(line).startswith("351") for line in lines))
    for at in book.transactions(first, last):
        book.set_amount(at, lambda amount: amount * 2)


def _no_voucher(book: Ledger, _rng: Random) -> None:
    first = book.records("#VER")[0]
    book.lines = [*book.lines[:first], ""]


def _stale(file: Delivered, _rng: Random) -> None:
    """Last year's ledger delivered under this year's name."""
    others = [path for path in sorted(file.path.parent.glob("*.[sS][eE]")) if path != file.path]
    years = {path: re.search(rb"#RAR 0 (\d{4})", path.read_bytes()) for path in [file.path, *others]}
    mine = years[file.path]
    older = [path for path in others if (year := years[path]) and mine and year[1] < mine[1]]
    if not older:
        raise NotHereError
    file.write(older[-1].read_bytes())


def _second_version(file: Delivered, rng: Random) -> None:
    book = Ledger(file)
    for at in book.transactions(*book.voucher(rng)):
        book.set_amount(at, lambda amount: amount + amount / 10)
    file.beside("ny_" + file.path.name).write_bytes(book.newline.join(book.lines).encode("cp437"))


def _silently_corrupt(data: bytes) -> bytes:
    found = re.search(rb"#TRANS \S+ \{[^}]*\} -?(\d)\d{3}", data)
    if found is None or b"#KSUMMA" not in data:
        raise NotHereError
    at = found.start(1)
    return data[:at] + (b"1" if data[at : at + 1] != b"1" else b"2") + data[at + 1 :]


def _ksumma_wrong(data: bytes) -> bytes:
    return re.sub(rb"(#KSUMMA \d*)(\d)(\s*)$", lambda m: m[1] + (b"1" if m[2] != b"1" else b"2") + m[3], data)


def _without_last_ksumma(data: bytes) -> bytes:
    return re.sub(rb"#KSUMMA \d+\s*$", b"", data)


def _utf8_as_latin1(data: bytes) -> bytes:
    text = data.decode("cp437").encode("utf-8").decode("latin-1")
    return text.replace("#KSUMMA", "#XSUMMA").encode("utf-8")


def _other_code_page(data: bytes) -> bytes:
    text = data.decode("cp437")
    return re.sub(r"#KSUMMA[^\n]*\n?", "", text).encode("cp1252", "replace")


def _s(  # noqa: PLR0917
    code: str, family: str, severity: str, sv: str, en: str, edit: Callable[[Ledger, Random], None]
) -> Fault:
    return kind(code, family, severity, "sie", sv, en, ledger(edit))


FAULTS = (
    _s("ledger_line_sign", "money", ERROR, "fel tecken på en rad", "wrong sign on a line", _line(lambda x: -x)),
    _s("ledger_voucher_sign", "money", ERROR, "hela verifikatet med fel tecken", "a whole voucher with the wrong sign",
       _whole_voucher(lambda x: -x)),
    _s("ledger_voucher_dropped", "money", ERROR, "ett verifikat saknas", "a voucher is missing", _drop_voucher),
    _s("ledger_voucher_doubled", "money", ERROR, "ett verifikat två gånger, samma nummer",
       "a voucher twice, same number", _double_voucher),
    _s("ledger_voucher_doubled_renumbered", "money", ERROR, "ett verifikat två gånger, nytt nummer",
       "a voucher twice, new number", _double_voucher_renumbered),
    _s("ledger_number_reused", "structure", WARNING, "två verifikat med samma nummer", "two vouchers with one number",
       _same_number),
    _s("ledger_line_dropped", "money", ERROR, "en rad saknas", "a line is missing", _drop_line),
    _s("ledger_line_doubled", "money", ERROR, "en rad två gånger", "a line twice", _double_line),
    _s("ledger_accounts_swapped", "codes", ERROR, "två konton i ett verifikat har bytt plats",
       "two accounts of a voucher are exchanged", _swap_accounts),
    _s("ledger_account_unknown", "codes", ERROR, "ett konto som inte finns", "an account that does not exist",
       _account("9998")),
    _s("ledger_account_not_listed", "codes", ERROR, "ett annat konto i planen, utan kontopost",
       "another account of the chart, without account record", _account("4999")),
    _s("ledger_account_other", "codes", ERROR, "en kostnad på en annan kostnads konto",
       "a cost on the account of another cost", _other_known_account),
    _s("ledger_object_unknown", "codes", WARNING, "ett objekt som inte finns", "an object that does not exist",
       _object("98765")),
    _s("ledger_object_other", "codes", NOTE, "en kostnad på en annan insats", "a cost on another programme",
       _object(None)),
    _s("ledger_decimal_moved", "money", ERROR, "ett verifikat tio gånger för stort", "a voucher ten times too large",
       _whole_voucher(lambda x: x * 10)),
    _s("ledger_line_decimal_moved", "money", ERROR, "en rad tio gånger för liten", "a line ten times too small",
       _line(lambda x: x / 10)),
    _s("ledger_in_thousands", "money", ERROR, "hela bokföringen i tusental kronor", "the whole ledger in thousands",
       _all_amounts),
    _s("ledger_digits_swapped", "money", ERROR, "två siffror i ett belopp har bytt plats",
       "two digits of an amount exchanged", _line(lambda x: x + 90)),
    _s("ledger_voucher_year", "dates", ERROR, "ett verifikat daterat nästa år", "a voucher dated next year",
       _voucher_date(lambda text: str(int(text[:4]) + 1) + text[4:])),
    _s("ledger_voucher_far_future", "dates", ERROR, "ett verifikat daterat 2099", "a voucher dated 2099",
       _voucher_date(lambda text: "2099" + text[4:])),
    _s("ledger_voucher_date_impossible", "dates", ERROR, "ett verifikat daterat 31 februari",
       "a voucher dated 31 February", _voucher_date(lambda text: text[:4] + "0231")),
    _s("ledger_year_changed", "dates", ERROR, "fel räkenskapsår i huvudet", "wrong fiscal year in the header",
       _year(_next_year)),
    _s("ledger_year_backwards", "dates", ERROR, "räkenskapsåret slutar före sin början",
       "the fiscal year ends before it begins", _year(_swapped_days)),
    _s("ledger_currency", "structure", ERROR, "bokföring i euro", "a ledger in euro",
       _replaced("#VALUTA", "#VALUTA EUR", required=False)),
    _s("ledger_type_differs", "structure", WARNING, "filen säger SIE-typ 1 men har verifikat",
       "the file says SIE type 1 but has vouchers", _replaced("#SIETYP", "#SIETYP 1")),
    _s("ledger_org_no", "codes", WARNING, "ett annat organisationsnummer", "another organisation number",
       _replaced("#ORGNR", "#ORGNR 556036-0793", required=False)),
    _s("ledger_name", "codes", WARNING, "ett annat förbunds namn i huvudet", "another association's name in the header",
       _replaced("#FNAMN", "#FNAMN \"Finsam Karlstad\"")),
    _s("ledger_made_in_future", "dates", WARNING, "filen säger sig vara gjord 2099",
       "the file says it was made in 2099",
       _replaced("#GEN", "#GEN 20990101")),
    _s("ledger_opening_changed", "money", ERROR, "en ingående balans är ändrad", "an opening balance is changed",
       _balance("#IB 0")),
    _s("ledger_openings_shifted", "money", ERROR, "två ingående balanser är ändrade åt var sitt håll",
       "two opening balances are changed, one up, one down", _two_openings),
    _s("ledger_closing_changed", "money", ERROR, "en utgående balans är ändrad", "a closing balance is changed",
       _balance("#UB 0")),
    _s("ledger_result_changed", "money", ERROR, "en resultatpost är ändrad", "a result record is changed",
       _balance("#RES 0")),
    _s("ledger_openings_missing", "structure", ERROR, "ingående balanser saknas", "opening balances are missing",
       _without("#IB 0")),
    _s("ledger_closings_missing", "structure", WARNING, "utgående balanser och resultat saknas",
       "closing balances and results are missing", _without("#UB 0", "#RES 0")),
    _s("ledger_accounts_missing", "structure", WARNING, "kontoposterna saknas", "account records are missing",
       _without("#KONTO", "#KTYP")),
    _s("ledger_cut_after_voucher", "files", ERROR, "filen är avbruten efter ett verifikat",
       "the file is cut off after a voucher", _cut_after_voucher),
    _s("ledger_cut_in_voucher", "files", ERROR, "filen är avbruten i ett verifikat",
       "the file is cut off in a voucher", _cut_in_voucher),
    _s("ledger_cut_in_line", "files", ERROR, "filen är avbruten i en rad", "the file is cut off in a line",
       _cut_in_line),
    _s("ledger_cut_in_number", "files", ERROR, "filen är avbruten i ett belopp", "the file is cut off in an amount",
       _cut_in_number),
    _s("ledger_line_outside", "structure", ERROR, "en rad står utanför sitt verifikat",
       "a line stands outside its voucher", _outside),
    _s("ledger_amount_comma", "encoding", ERROR, "ett belopp med decimalkomma", "an amount with a decimal comma",
       _written(r"(\} -?\d+)\.(\d\d)", r"\1,\2")),
    _s("ledger_amount_thousands", "encoding", ERROR, "ett belopp med tusentalsblanksteg",
       "an amount with a blank between thousands", _written(r"(\} -?\d+)(\d{3}\.\d\d)", r"\1 \2")),
    _s("ledger_amount_words", "encoding", ERROR, "ett belopp som inte är ett tal", "an amount that is no number",
       _written(r"(\} )-?\d+\.\d\d", r"\1######")),
    _s("ledger_twice", "money", ERROR, "alla verifikat två gånger", "all vouchers twice", _twice),
    _s("ledger_contribution_doubled", "money", ERROR, "ett bidrag är bokfört dubbelt",
       "a contribution is booked double",
       _contribution),
    _s("ledger_no_vouchers", "files", ERROR, "filen har inga verifikat", "the file has no vouchers", _no_voucher),
    kind("ledger_stale", "files", ERROR, "sie", "förra årets bokföring lämnad som årets",
         "last year's ledger delivered as this year's", _stale),
    kind("ledger_second_version", "files", BLOCKING, "sie", "två versioner av samma år, med olika belopp",
         "two versions of one year with different amounts", _second_version),
    kind("ledger_corrupt", "files", ERROR, "sie", "en siffra är ändrad efter exporten",
         "a digit is changed after the export", octets(_silently_corrupt)),
    kind("ledger_control_total", "files", ERROR, "sie", "kontrollsumman är en annan", "another control total",
         octets(_ksumma_wrong)),
    kind("ledger_control_total_end", "files", ERROR, "sie", "den avslutande kontrollsumman saknas",
         "the closing control total is missing", octets(_without_last_ksumma)),
    kind("ledger_mojibake", "encoding", WARNING, "sie", "å, ä och ö är förvanskade", "å, ä and ö are garbled",
         octets(_utf8_as_latin1)),
    kind("ledger_code_page", "encoding", WARNING, "sie", "en annan teckentabell än den angivna",
         "another code page than the stated one", octets(_other_code_page)),
)  # fmt: skip
