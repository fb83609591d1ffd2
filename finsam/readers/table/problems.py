"""What can be wrong with a table delivery, in words for the one who delivered it."""

from __future__ import annotations

from dataclasses import dataclass

from finsam.contract import Column

FATAL, ERROR, WARNING, NOTE = "fatal", "error", "warning", "note"


@dataclass(frozen=True)
class Problem:
    """One kind of problem, told in Swedish and English.

    Attributes:
        code: Stable code, such as "column_missing".
        severity: fatal (the file is refused), error (the row is not loaded), warning or note.
        message_sv: What is wrong.
        message_en: The same in English.
        expected: What was expected, Swedish / English.
        action: What to do, Swedish / English.
    """

    code: str
    severity: str
    message_sv: str
    message_en: str
    expected: str = ""
    action: str = ""

    @property
    def reason_sv(self) -> str:
        """What is wrong and what to do, in Swedish."""
        return " ".join(
            part for part in (self.message_sv, _half(self.expected, 0, "Väntat"), _half(self.action, 0)) if part
        )

    @property
    def reason_en(self) -> str:
        """The same in English."""
        return " ".join(
            part for part in (self.message_en, _half(self.expected, 1, "Expected"), _half(self.action, 1)) if part
        )


def _half(text: str, place: int, label: str = "") -> str:
    """Return the Swedish (0) or English (1) half of "svenska / English" as a sentence."""
    halves = text.split(" / ")
    sentence = halves[place] if len(halves) == 2 else text
    if not sentence:
        return ""
    return f"{label}: {sentence}." if label else f"{sentence}."


class Refusal(Exception):  # noqa: N818 - control flow inside the reader, never seen outside it
    """The file cannot be used at all.

    Args:
        problem: Why.
        line_no: The line or sheet row where it shows, 0 for the file as a whole.
        rows_in: Rows of the file, as far as they can be counted.
    """

    def __init__(self, problem: Problem, line_no: int = 0, rows_in: int = 0) -> None:
        """Carry the problem out of the reader."""
        super().__init__(problem.code)
        self.problem = problem
        self.line_no = line_no
        self.rows_in = rows_in


_EXPORT_AGAIN = "Exportera filen på nytt som CSV UTF-8 eller XLSX / Export the file again as CSV UTF-8 or XLSX"

_FILE_PROBLEMS: dict[str, tuple[str, str, str, str]] = {
    "unknown_source": (
        "Källan {source} finns inte i leveranskontraktet.",
        "The source {source} is not in the delivery contract.",
        "",
        "Kontrollera mappens namn mot docs/deliveries.md / Check the folder name against docs/deliveries.md",
    ),
    "empty_file": (
        "Filen är tom.",
        "The file is empty.",
        "en rubrikrad och rader / a header row and rows",
        _EXPORT_AGAIN,
    ),
    "file_too_large": (
        "Filen är större än {limit} byte.",
        "The file is larger than {limit} bytes.",
        "",
        "Dela upp leveransen i flera filer / Split the delivery into several files",
    ),
    "html_page": (
        "Filen är en webbsida eller XML, inte en tabell.",
        "The file is a web page or XML, not a table.",
        "CSV eller XLSX / CSV or XLSX",
        "Hämta filen på nytt; ofta är det en inloggningssida som sparats / Fetch the file again; often a login page "
        "was saved",
    ),
    "sie_file": (
        "Filen är bokföring i SIE-format, inte en tabell.",
        "The file is a ledger in SIE format, not a table.",
        "CSV eller XLSX / CSV or XLSX",
        "Lägg filen i mappen sie / Put the file in the folder sie",
    ),
    "old_excel": (
        "Filen är i det äldre formatet .xls eller skyddad med lösenord.",
        "The file is in the older format .xls or protected by a password.",
        "XLSX utan lösenord / XLSX without password",
        "Spara som XLSX utan lösenord / Save as XLSX without a password",
    ),
    "binary_file": (
        "Filen är inte text och inte XLSX.",
        "The file is neither text nor XLSX.",
        "CSV eller XLSX / CSV or XLSX",
        _EXPORT_AGAIN,
    ),
    "xlsx_unreadable": (
        "Arbetsboken är skadad eller inte en XLSX-fil.",
        "The workbook is damaged or not an XLSX file.",
        "XLSX",
        "Öppna filen i Excel och spara den på nytt / Open the file in Excel and save it again",
    ),
    "xlsx_too_large": (
        "Arbetsboken blir större än {limit} byte när den packas upp.",
        "The workbook grows beyond {limit} bytes when unpacked.",
        "",
        "Dela upp leveransen eller leverera CSV / Split the delivery or deliver CSV",
    ),
    "too_many_rows": (
        "Bladet har fler än {limit} rader.",
        "The sheet has more than {limit} rows.",
        "",
        "Dela upp leveransen eller leverera CSV / Split the delivery or deliver CSV",
    ),
    "encoding_unknown": (
        "Teckenkodningen går inte att avgöra (rad {line}): varken UTF-8 eller Windows-1252.",
        "The character encoding cannot be told (line {line}): neither UTF-8 nor Windows-1252.",
        "UTF-8 eller Windows-1252 / UTF-8 or Windows-1252",
        _EXPORT_AGAIN,
    ),
    "encoding_mixed": (
        "Filen blandar UTF-8 och Windows-1252 (rad {line}), så åäö går inte att lita på.",
        "The file mixes UTF-8 and Windows-1252 (line {line}), so its letters cannot be trusted.",
        "en enda teckenkodning / one single encoding",
        _EXPORT_AGAIN,
    ),
    "truncated": (
        "Filen slutar mitt i rad {line}, utan radslut. Den kan vara avbruten.",
        "The file ends inside line {line}, without a line end. It may have been cut off.",
        "radslut efter sista raden / a line end after the last row",
        "Hämta hela filen på nytt. Är filen hel: lägg till ett radslut / Fetch the whole file again. If it is "
        "complete: add a line end",
    ),
    "quote_broken": (
        "Ett citattecken stängs inte eller står fel, i raden som börjar på rad {line}.",
        "A quotation mark is not closed or misplaced, in the row that begins on line {line}.",
        'citattecken i text skrivs "" / a quotation mark in text is written ""',
        _EXPORT_AGAIN,
    ),
    "cell_too_long": (
        "En cell på rad {line} har fler än {limit} tecken.",
        "A cell on line {line} has more than {limit} characters.",
        "",
        "Kontrollera citattecknen kring raden / Check the quotation marks around the line",
    ),
    "too_many_columns": (
        "Rubrikraden har {count} kolumner, fler än {limit}.",
        "The header row has {count} columns, more than {limit}.",
        "",
        "Leverera bara kolumnerna i kontraktet / Deliver only the columns of the contract",
    ),
    "header_duplicate": (
        "Kolumnen {column} finns två gånger i rubrikraden.",
        "The column {column} is twice in the header row.",
        "varje kolumn en gång / each column once",
        "Ta bort den ena kolumnen / Remove one of the columns",
    ),
    "column_missing": (
        "Obligatorisk kolumn saknas: {missing_sv}. Rubriker i filen: {found_sv}.",
        "Required column missing: {missing_en}. Headers in the file: {found_en}.",
        "",
        "Lägg till kolumnen, eller kontrollera att filen ligger i rätt mapp / Add the column, or check that the "
        "file lies in the right folder",
    ),
}

_CELL_PROBLEMS: dict[str, tuple[str, str, str, str]] = {
    "required_empty": ("saknas men måste finnas", "is missing but required", "", "Fyll i värdet / Fill in the value"),
    "not_a_number": ("är inte ett tal", "is not a number", "1234,50", ""),
    "not_an_integer": ("är inte ett heltal", "is not a whole number", "1234", ""),
    "too_many_decimals": (
        "har fler decimaler än {scale}",
        "has more than {scale} decimals",
        "högst {scale} decimaler / at most {scale} decimals",
        "Avrunda i källan, det görs inte här / Round in the source, it is not done here",
    ),
    "number_too_large": ("är för stort", "is too large", "", "Kontrollera talet / Check the number"),
    "ambiguous_number": (
        "kan läsas både som tusental och som decimaltal",
        "can be read both as thousands and as decimals",
        "1234,50 eller 1 234,50 / 1234,50 or 1 234,50",
        "Använd samma decimaltecken i hela kolumnen / Use one decimal sign in the whole column",
    ),
    "percent_cell": (
        "är formaterad som procent i arbetsboken, så talet kan betyda både 0,5 och 50",
        "is formatted as percent in the workbook, so the number may mean both 0.5 and 50",
        "ett tal utan procentformat / a number without percent format",
        "Ta bort procentformatet / Remove the percent format",
    ),
    "not_a_date": ("är inte ett giltigt datum", "is not a valid date", "2019-01-31", ""),
    "ambiguous_date": (
        "är ett datum som inte börjar med årtalet och därför kan läsas på flera sätt",
        "is a date that does not begin with the year and can be read in several ways",
        "2019-01-31",
        "Skriv år-månad-dag / Write year-month-day",
    ),
    "code_unknown": ("är inte ett av de tillåtna värdena", "is not one of the allowed values", "{values}", ""),
    "pattern_mismatch": (
        "har inte rätt form",
        "does not have the right form",
        "till exempel {example} / such as {example}",
        "Kontrollera till exempel att en inledande nolla inte tappats / Check for instance that a leading zero was "
        "not lost",
    ),
    "below_minimum": (
        "är mindre än {minimum}",
        "is less than {minimum}",
        "{minimum} eller mer / {minimum} or more",
        "",
    ),
    "formula_without_value": (
        "är en formel utan sparat värde",
        "is a formula without a stored value",
        "ett värde / a value",
        "Öppna filen i Excel, räkna om och spara, eller klistra in värden / Open the file in Excel, recalculate and "
        "save, or paste values",
    ),
    "excel_error": (
        "är ett felvärde från kalkylprogrammet",
        "is an error value of the spreadsheet",
        "ett värde / a value",
        "Rätta formeln / Correct the formula",
    ),
    "date_in_text": (
        "är ett datum i en textkolumn; kalkylprogrammet kan ha gjort om texten",
        "is a date in a text column; the spreadsheet may have changed the text",
        "text",
        "Formatera kolumnen som text och skriv värdet på nytt / Format the column as text and enter the value again",
    ),
    "boolean_cell": (
        "är SANT eller FALSKT",
        "is TRUE or FALSE",
        "ett värde / a value",
        "Skriv värdet / Enter the value",
    ),
    "personal_number": (
        "ser ut som ett personnummer och sparas inte",
        "looks like a personal number and is not kept",
        "ett tal / a number",
        "Ta bort personnumret i källan / Remove the personal number in the source",
    ),
}

CELL_FAULTS: tuple[str, ...] = tuple(_CELL_PROBLEMS)
"""The codes of cell errors; a cell's fault is stored as its place in this list plus one, 0 = no fault."""

_HINTS: dict[str, tuple[str, str, str]] = {
    "unknown_column": (
        NOTE,
        "Kolumnen {column} finns inte i kontraktet. Den sparas i råraden men används inte.",
        "The column {column} is not in the contract. It is kept in the raw row but not used.",
    ),
    "unknown_column_withheld": (
        NOTE,
        "Kolumnen {column} finns inte i kontraktet. Den sparas inte, eftersom raderna gäller personer.",
        "The column {column} is not in the contract. It is not kept, because the rows are about persons.",
    ),
    "column_without_header": (
        NOTE,
        "{column} har värden men ingen rubrik. Den sparas i råraden men används inte.",
        "{column} has values but no header. It is kept in the raw row but not used.",
    ),
    "no_rows": (WARNING, "Filen har en rubrikrad men inga rader.", "The file has a header row but no rows."),
    "encoding_utf16": (
        NOTE,
        "Filen är i UTF-16. Den lästes, men leverera helst UTF-8.",
        "The file is in UTF-16. It was read, but please deliver UTF-8.",
    ),
    "column_renamed": (
        WARNING,
        "Kolumnen {column} finns inte i kontraktet och används inte, och {missing_sv} saknas. Är det samma kolumn "
        "under ett annat namn?",
        "The column {column} is not in the contract and not used, and {missing_en} is missing. Is it the same column "
        "under another name?",
    ),
    "text_garbled": (
        WARNING,
        "{count} celler i kolumnen {column_sv} har förvanskade bokstäver, som Ã¥ eller � i stället för å.",
        "{count} cells of the column {column_en} have garbled letters, such as Ã¥ or � instead of å.",
    ),
    "hidden_sheet_not_read": (
        WARNING,
        "Det dolda bladet {sheet} har samma rubriker men lästes inte; bara bladet {used} lästes.",
        "The hidden sheet {sheet} has the same headers but was not read; only the sheet {used} was.",
    ),
    "sheet_not_read": (
        WARNING,
        "Bladet {sheet} har samma rubriker men lästes inte; bara bladet {used} lästes.",
        "The sheet {sheet} has the same headers but was not read; only the sheet {used} was.",
    ),
}


def file_problem(code: str, **values: object) -> Problem:
    """Return the fatal problem with the code; `values` fill its text."""
    texts = [text.format_map(values) for text in _FILE_PROBLEMS[code]]
    return Problem(code, FATAL, *texts)


def cell_problem(code: str, column: Column) -> Problem:
    """Return the problem of a cell of a column. The value is not in it: it may be personal."""
    values = {
        "scale": column.scale,
        "values": " | ".join(column.values),
        "example": column.example,
        "minimum": column.minimum,
    }
    sv, en, expected, action = (text.format_map(values) for text in _CELL_PROBLEMS[code])
    return Problem(
        code,
        ERROR,
        f"Kolumnen {column.label_sv}: värdet {sv}.",
        f"Column {column.name}: the value {en}.",
        expected,
        action or "Rätta cellen och leverera filen på nytt / Correct the cell and deliver the file again",
    )


def field_count_problem(found: int, expected: int) -> Problem:
    """Return the problem of a row that has more or fewer cells than the header."""
    return Problem(
        "field_count",
        ERROR,
        f"Raden har {found} celler men rubrikraden {expected}.",
        f"The row has {found} cells but the header row {expected}.",
        str(expected),
        "Sätt citattecken kring text och tal som innehåller skiljetecknet / Put quotation marks around text and "
        "numbers that contain the separator",
    )


def hint(code: str, **values: object) -> Problem:
    """Return a warning or note; nothing is left out because of it."""
    severity, sv, en = _HINTS[code]
    return Problem(code, severity, sv.format_map(values), en.format_map(values))
