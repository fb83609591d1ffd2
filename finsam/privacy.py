"""Personal numbers: found and masked in any text, and replaced by keyed pseudonyms where rows are about persons.

Nothing here puts a personal number into a message, a log or a result.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from personnummer import personnummer

from finsam.errors import FinsamError
from finsam.readers import QUARANTINE_SCHEMA, ReadResult

MASK = "[personnummer]"
KEY_VARIABLE = "FINSAM_PERSON_KEY_FILE"
MIN_KEY_BYTES = 32

_SHA256_COLUMN = "file_sha256"
_SHA256 = "^[0-9a-f]{64}$"
# Signs that people, file names and spreadsheets put inside a number; some of them cannot be seen.
_GAP = "[-+._ \t\u00a0\u00ad\u2009\u200b-\u200d\u202f\u2010-\u2015\u2060\u2212\ufeff]"
_CENTURY = "(?P<century>18|19|20)?"
# A compact date and four digits with up to three separators between them, or one separator all the way
# (2019-01-31-1234). "2019-01-31 1234" is a date and a number. Last the VAT number of a sole trader: SE, ten digits, 01.
_CANDIDATE = re.compile(
    rf"(?<![0-9]){_CENTURY}(?P<yy>[0-9]{{2}})(?:(?P<mm>[0-9]{{2}})(?P<dd>[0-9]{{2}}){_GAP}{{0,3}}"
    rf"|(?P<sep>{_GAP}|/)(?P<mm2>[0-9]{{2}})(?P=sep)(?P<dd2>[0-9]{{2}})(?:(?P=sep)|[+])?)(?P<last>[0-9]{{4}})"
    r"(?:(?![0-9])|(?:(?<=[Ss][Ee][0-9]{10})|(?<=[Ss][Ee] [0-9]{10}))(?=01(?![0-9])))"
)
# The same more loosely, in the language of Arrow's regular expressions: what it passes over has no candidate.
_PREFILTER = f"[0-9]{{2}}(?:{_GAP}|/)?[0-9]{{2}}(?:{_GAP}|/)?[0-9]{{2}}(?:{_GAP}|/){{0,3}}[0-9]{{4}}"

_TWELVE_DIGITS = re.compile(r"((?:18|19|20)[0-9]{6})[-+ ]?([0-9]{4})")
_TEN_DIGITS = re.compile(r"[0-9]{6}[-+ ]?[0-9]{4}")
_RESERVE = re.compile(r"(?:18|19|20)?[0-9]{6}[-+ ]?(?=[0-9]*[A-Za-z])[0-9A-Za-z]{4}")
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


class PersonKeyError(FinsamError):
    """The person key cannot be used."""


class PersonIdError(ValueError):
    """A value is not a personal number; the value itself is not in the error.

    Attributes:
        code: person_id_century, person_id_reserve, person_id_format or person_id_invalid.
    """

    def __init__(self, code: str) -> None:
        """Tell only the kind of fault."""
        super().__init__(code)
        self.code = code


def mask_line(text: str) -> str:
    """Return the text with each personal number and coordination number replaced by MASK; for logs and errors."""
    return _mask(text)[0]


def mask_text(table: pa.Table) -> tuple[pa.Table, int]:
    """Mask personal numbers in every text column of a table.

    Args:
        table: Any table; string, large_string, string_view and dictionary-encoded string columns are searched.
            file_sha256 is left out where every value is a SHA-256 in hexadecimal.

    Returns:
        The table with the same schema and row order, and how many numbers were masked.
    """
    hits = 0
    for index, field in enumerate(table.schema):
        column = table.column(index)
        if not _is_text(field.type) or _is_checksum(field.name, column):
            continue
        masked, found = _mask_column(column)
        if found:
            table = table.set_column(index, field, masked)
            hits += found
    return table, hits


def are_personal(texts: pa.Array) -> pa.Array:
    """Tell of each text whether it holds a personal number; null where the text is null."""
    suspect = pc.match_substring_regex(texts, _PREFILTER)
    if not pc.any(suspect).as_py():
        return suspect
    found = pa.array([_mask(text)[1] > 0 for text in texts.filter(suspect).to_pylist()], pa.bool_())
    return pc.replace_with_mask(suspect, pc.fill_null(suspect, False), found)


def _mask(text: str) -> tuple[str, int]:
    """Return the masked text and the number of hits."""
    parts: list[str] = []
    done = searched = 0
    while match := _CANDIDATE.search(text, searched):
        if _is_personal(match):
            parts += [text[done : match.start()], MASK]
            done = searched = match.end()
        else:
            # Not past the whole match: its last digits may begin a real number.
            searched = match.start() + 1
    return "".join([*parts, text[done:]]), len(parts) // 2


def _is_personal(match: re.Match[str]) -> bool:
    """Whether a candidate has a date that exists (day + 60 for coordination numbers) and a right check digit."""
    year, month, day = match["yy"], match["mm"] or match["mm2"], match["dd"] or match["dd2"]
    if not _check_digit_is_right(year + month + day + match["last"]):
        return False
    day_of_month = int(day) - 60 if int(day) > 60 else int(day)
    centuries = [match["century"]] if match["century"] else ["18", "19", "20"]
    return any(_is_date(int(century + year), int(month), day_of_month) for century in centuries)


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _check_digit_is_right(ten_digits: str) -> bool:
    """Check ten digits by the Luhn rule."""
    total = 0
    for place, digit in enumerate(ten_digits):
        weighted = int(digit) * (2 - place % 2)
        total += weighted - 9 if weighted > 9 else weighted
    return total % 10 == 0


def _is_text(kind: pa.DataType) -> bool:
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _is_checksum(name: str, column: pa.ChunkedArray) -> bool:
    if name != _SHA256_COLUMN or not pa.types.is_string(column.type):
        return False
    return pc.all(pc.match_substring_regex(column, _SHA256), min_count=0).as_py() is not False


def _mask_column(column: pa.ChunkedArray) -> tuple[pa.ChunkedArray, int]:
    plain = column.cast(pa.large_string()).combine_chunks()
    suspect = pc.fill_null(pc.match_substring_regex(plain, _PREFILTER), False)
    if not pc.any(suspect).as_py():
        return column, 0
    masked = [_mask(text) for text in plain.filter(suspect).to_pylist()]
    hits = sum(found for _, found in masked)
    if not hits:
        return column, 0
    texts = pa.array([text for text, _ in masked], pa.large_string())
    return pa.chunked_array([_as(column.type, pc.replace_with_mask(plain, suspect, texts))]), hits


def _as(kind: pa.DataType, texts: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(kind):
        return texts.cast(kind.value_type).dictionary_encode().cast(kind)
    return texts.cast(kind)


def normalise_person_id(text: str) -> str:
    """Return a personal number or coordination number as 12 digits.

    Raises:
        PersonIdError: It has 10 digits (the century is unknown), is a reserve number, has another form, or its date
            or check digit is wrong.
    """
    text = text.strip()
    match = _TWELVE_DIGITS.fullmatch(text)
    if match is None:
        if _TEN_DIGITS.fullmatch(text):
            raise PersonIdError("person_id_century")
        raise PersonIdError("person_id_reserve" if _RESERVE.fullmatch(text) else "person_id_format")
    digits = match[1] + match[2]
    if not personnummer.valid(digits):
        raise PersonIdError("person_id_invalid")
    return digits


class PersonKey:
    """Makes pseudonyms: HMAC-SHA-256 of the 12 digits under a secret key.

    Args:
        key: The secret, at least MIN_KEY_BYTES bytes.

    Raises:
        PersonKeyError: The key is too short.
    """

    def __init__(self, key: bytes) -> None:
        """Keep the key for pseudonyms."""
        if len(key) < MIN_KEY_BYTES:
            raise PersonKeyError(
                f"Personnyckeln är för kort: den måste ha minst {MIN_KEY_BYTES} byte. Skapa en ny slumpmässig nyckel.",
                f"The person key is too short: it needs at least {MIN_KEY_BYTES} bytes. Make a new random key.",
            )
        self._key = key

    def __repr__(self) -> str:
        """Return a text without the key."""
        return "PersonKey(...)"

    @classmethod
    def from_file(cls, path: Path) -> PersonKey:
        """Read the key from a file; line ends after the key do not count.

        Raises:
            PersonKeyError: The file cannot be read, or the key is too short.
        """
        try:
            content = path.read_bytes()
        except OSError as error:
            raise PersonKeyError(
                f"Filen som {KEY_VARIABLE} pekar på går inte att läsa. Kontrollera sökvägen och behörigheten.",
                f"The file that {KEY_VARIABLE} names cannot be read. Check the path and the permissions.",
            ) from error
        return cls(content.rstrip(b"\r\n"))

    def pseudonym(self, person_id: str) -> str:
        """Return the pseudonym of a personal number: 64 letters a to p, the same for each way to write the number.

        Letters only, because the digits of a hexadecimal pseudonym could look like a personal number to `mask_text`.

        Raises:
            PersonIdError: The value is not a valid number of 12 digits.
        """
        digits = normalise_person_id(person_id)
        return hmac.new(self._key, digits.encode("ascii"), hashlib.sha256).hexdigest().translate(_LETTERS)


_SOURCE, _COLUMN = "sus", "person_id"
# What may be wrong with a row: the column, its Swedish header, then the words; the value is never told.
_PROBLEMS: dict[str, tuple[str, str, str, str]] = {
    "person_id_century": (
        _COLUMN,
        "Personnummer",
        "personnumret har 10 siffror, så århundradet är okänt; skriv 12 siffror",
        "the personal number has 10 digits, so the century is unknown; write 12 digits",
    ),
    "person_id_reserve": (
        _COLUMN,
        "Personnummer",
        "reservnummer kan inte följas mellan insatser och läses inte in",
        "reserve numbers cannot be followed between programmes and are not loaded",
    ),
    "person_id_format": (
        _COLUMN,
        "Personnummer",
        "värdet är inte ett personnummer med 12 siffror",
        "the value is not 12 digits",
    ),
    "person_id_invalid": (
        _COLUMN,
        "Personnummer",
        "personnumrets datum eller kontrollsiffra är fel",
        "the date or the check digit of the personal number is wrong",
    ),
    "birth_year_differs": (
        "birth_year",
        "Födelseår",
        "födelseåret är ett annat än det som personnumret börjar med; raden är inläst som den levererades",
        "the birth year is not the one that the personal number begins with; the row is loaded as delivered",
    ),
    "sex_differs": (
        "sex",
        "Kön",
        "könet är ett annat än det som personnumret anger; raden är inläst som den levererades",
        "the sex is not the one that the personal number tells; the row is loaded as delivered",
    ),
}


def pseudonymise_sus(result: ReadResult, key: PersonKey | None) -> ReadResult:
    """Replace the personal numbers of a SUS delivery by pseudonyms.

    Args:
        result: What `read_table` made of a file of the source sus; other results come back as they are.
        key: The person key, or None where none is set.

    Returns:
        The result with pseudonyms in person_id. Rows with an invalid number are moved to quarantine, masked. Without a
        key the delivery is refused with reason_code "person_key_missing". No number is left anywhere in it.
    """
    if _SOURCE not in result.tables or result.status == "refused":
        return result
    return _with_pseudonyms(result, key) if key else _refused_without_key(result)


def _with_pseudonyms(result: ReadResult, key: PersonKey) -> ReadResult:
    table = result.tables[_SOURCE]
    encoded = table.column(_COLUMN).combine_chunks().dictionary_encode()
    numbers, codes = _normalised(encoded.dictionary.to_pylist())
    pseudonyms = pa.array([number and key.pseudonym(number) for number in numbers], pa.string()).take(encoded.indices)
    place = table.schema.get_field_index(_COLUMN)
    table = table.set_column(place, table.schema.field(place), pseudonyms)
    faults = pa.array(codes, pa.string()).take(encoded.indices)
    loaded = pc.is_null(faults)
    doubts = _doubtful(table, pa.array(numbers, pa.string()).take(encoded.indices))
    tables = result.tables | {_SOURCE: table.filter(loaded), "quarantine": _masked_quarantine(result)}
    found = _found(table, faults)
    remarks = [_diagnosed(*row) for row in found]
    remarks += [_diagnosed(*row, severity="warning") for doubt in doubts for row in _found(table, doubt)]
    if remarks:
        tables["table_diagnostic"] = _appended(result.tables["table_diagnostic"], remarks)
    if not found:
        return replace(result, tables=tables)
    tables["quarantine"] = _appended(tables["quarantine"], [_quarantined(*row) for row in found])
    rows_read = result.rows_read - len(found)
    rows_quarantined = result.rows_quarantined + len(found)
    return replace(
        result,
        tables=tables,
        status="partly_loaded",
        rows_read=rows_read,
        rows_quarantined=rows_quarantined,
        reason_code="rows_quarantined" if rows_read else "no_row_loaded",
        reason_sv=f"{rows_quarantined} av {result.rows_in} rader lästes inte in; {len(found)} av dem har ett "
        "personnummer som inte går att använda.",
        reason_en=f"{rows_quarantined} of {result.rows_in} rows were not loaded; {len(found)} of them have a personal "
        "number that cannot be used.",
    )


def _normalised(written: list[str]) -> tuple[list[str | None], list[str | None]]:
    """Return each number as 12 digits, and the code of what is wrong with it; one of the two is None."""
    numbers: list[str | None] = []
    codes: list[str | None] = []
    for text in written:
        try:
            numbers.append(normalise_person_id(text))
            codes.append(None)
        except PersonIdError as error:
            numbers.append(None)
            codes.append(error.code)
    return numbers, codes


def _doubtful(table: pa.Table, numbers: pa.Array) -> list[pa.Array]:
    """Tell, row by row, what the personal number contradicts: a code, or null."""
    born = pc.utf8_slice_codeunits(numbers, 0, 4).cast(pa.int64())
    odd = pc.is_in(pc.utf8_slice_codeunits(numbers, 10, 11), pa.array(list("13579")))
    told = pc.if_else(odd, "man", "woman")
    known = pc.is_in(table.column("sex"), pa.array(["woman", "man"]))
    other_sex = pc.and_(known, pc.not_equal(table.column("sex"), told))
    doubts = {"birth_year_differs": pc.not_equal(table.column("birth_year"), born), "sex_differs": other_sex}
    return [
        pc.if_else(pc.and_(pc.is_valid(numbers), pc.fill_null(doubt, False)), code, pa.scalar(None, pa.string()))
        for code, doubt in doubts.items()
    ]


def _found(table: pa.Table, codes: pa.Array) -> list[tuple[str, int, str]]:
    """Return checksum, line and code of the rows that have one."""
    rows = table.select(["file_sha256", "line_no"]).append_column("code", codes)
    return [tuple(row.values()) for row in rows.filter(pc.is_valid(rows.column("code"))).to_pylist()]


def _masked_quarantine(result: ReadResult) -> pa.Table:
    """Return the quarantine with nothing of its rows but that they had a number."""
    table = result.tables["quarantine"]
    content = pa.array([_masked_content()] * table.num_rows, pa.string())
    place = table.schema.get_field_index("content")
    return table.set_column(place, table.schema.field(place), content)


def _masked_content() -> str:
    return json.dumps({_COLUMN: MASK})


def _appended(table: pa.Table, records: list[dict[str, Any]]) -> pa.Table:
    added = pa.Table.from_pylist(records, table.schema)
    return pa.concat_tables([table, added]).sort_by([("line_no", "ascending")]).combine_chunks()


def _quarantined(sha256: str, line_no: int, code: str) -> dict[str, Any]:
    column, label, sv, en = _PROBLEMS[code]
    return {
        "file_sha256": sha256,
        "line_no": line_no,
        "source": _SOURCE,
        "code": code,
        "reason_sv": f"Kolumnen {label}: {sv}.",
        "reason_en": f"Column {column}: {en}.",
        "record": "row",
        "content": _masked_content(),
    }


def _diagnosed(sha256: str, line_no: int, code: str, severity: str = "error") -> dict[str, Any]:
    record = _quarantined(sha256, line_no, code)
    column = _PROBLEMS[code][0]
    return {
        "file_sha256": sha256,
        "line_no": line_no,
        "source": _SOURCE,
        "column_name": column,
        "code": code,
        "severity": severity,
        "message_sv": record["reason_sv"],
        "message_en": record["reason_en"],
        "expected": "ÅÅÅÅMMDDNNNN / YYYYMMDDNNNN" if column == _COLUMN else None,
        "action": "Rätta raden i källan och leverera på nytt / Correct the row in the source and deliver again",
    }


def _refused_without_key(result: ReadResult) -> ReadResult:
    sv = f"Personrader läses bara in när en personnyckel är satt ({KEY_VARIABLE}). Ingen rad lästes in."
    en = f"Person rows are only loaded where a person key is set ({KEY_VARIABLE}). No row was loaded."
    code = "person_key_missing"
    shas = (sha for table in result.tables.values() for sha in table.column("file_sha256").slice(0, 1).to_pylist())
    sha256 = next(shas, None)
    problem = {"file_sha256": sha256, "line_no": 0, "source": _SOURCE, "code": code}
    quarantine = problem | {"reason_sv": sv, "reason_en": en, "record": "file"}
    diagnostic = problem | {
        "severity": "fatal",
        "message_sv": sv,
        "message_en": en,
        "action": f"Peka ut en nyckelfil i {KEY_VARIABLE} / Name a key file in {KEY_VARIABLE}",
    }
    return replace(
        result,
        tables={
            _SOURCE: result.tables[_SOURCE].schema.empty_table(),
            "quarantine": pa.Table.from_pylist([quarantine], QUARANTINE_SCHEMA),
            "table_diagnostic": pa.Table.from_pylist([diagnostic], result.tables["table_diagnostic"].schema),
        },
        status="refused",
        rows_read=0,
        rows_quarantined=result.rows_in,
        reason_code=code,
        reason_sv=sv,
        reason_en=en,
    )
