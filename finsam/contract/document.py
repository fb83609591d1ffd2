"""The delivery contract as a page for the people who deliver; docs/deliveries.md is this text."""

from __future__ import annotations

from collections.abc import Iterable

from finsam.contract import Column, Contract, Source

_MADE_FROM = "<!-- {} finsam/contract/deliveries.csv: python -m finsam.contract > docs/deliveries.md -->"

_HOW_TO = (
    (
        "Lägg varje fil i `exports/<förbund>/<källa>/`, nationella filer i `exports/_national/<källa>/`. Filnamnet är "
        "fritt.",
        "Put each file in `exports/<association>/<source>/`, national ones in `exports/_national/<source>/`. Any file "
        "name will do.",
    ),
    (
        "CSV med komma, semikolon eller tabb, i UTF-8 eller Windows-1252; eller XLSX.",
        "CSV with comma, semicolon or tab, in UTF-8 or Windows-1252; or XLSX.",
    ),
    (
        "Första raden är rubrikraden. Rubriken är den svenska eller kolumnens engelska namn. Stora och små bokstäver, "
        "mellanslag, prickar och kolumnernas ordning spelar ingen roll.",
        "The first row is the header row. A header is the Swedish one or the English column name. Case, spaces, "
        "diacritics and the order of the columns do not matter.",
    ),
    (
        "I en arbetsbok läses det första synliga bladet med de obligatoriska rubrikerna.",
        "In a workbook the first visible sheet with the required headers is read.",
    ),
    (
        "CSV måste sluta med ett radslut; annars kan filen vara avbruten och läses inte.",
        "A CSV must end with a line end; otherwise it may have been cut off and is not read.",
    ),
    (
        "Saknas en obligatorisk kolumn läses ingenting ur filen.",
        "When a required column is missing nothing of the file is read.",
    ),
    (
        "Är en cell fel läses inte raden; den hamnar i karantän med rad, kolumn och skäl. Övriga rader läses.",
        "When a cell is wrong its row is not loaded; it goes to quarantine with line, column and reason. The other "
        "rows are loaded.",
    ),
    (
        "Kolumner utanför kontraktet sparas i råraden och rapporteras (för `sus` sparas de inte).",
        "Columns outside the contract are kept in the raw row and reported (for `sus` they are not kept).",
    ),
    (
        "Helt tomma rader räknas inte. Lika rader räknas var för sig.",
        "Rows without any value do not count. Equal rows count each.",
    ),
    ("Tom cell betyder att uppgiften saknas, aldrig 0.", "An empty cell means not known, never 0."),
    (
        "Kontrollsumma: summan av den kolumn som är märkt så, över alla rader med läsbart belopp.",
        "Control total: the sum of the column marked so, over all rows with a readable amount.",
    ),
)

_VALUES = (
    (
        "text",
        "som den är, utan blanksteg i kanterna / as it is, without outer spaces",
        "i XLSX: datum, sant och falskt / in XLSX: dates, true and false",
    ),
    (
        "code",
        "ett av de tillåtna värdena, stora eller små bokstäver / one of the allowed values, any case",
        "andra värden / other values",
    ),
    ("integer", "`1234`, `1 234`, `12,0`", "`12,5`, `1,000`, `1.234`"),
    (
        "decimal(n.d)",
        "`1234,50`, `1234.50`, `1 234,50`, `-5`, `−5`; högst n siffror varav d decimaler / at most n digits of which d "
        "decimals",
        "`1.234,50`, `12 %`, `5 kr`, fler decimaler än d, procentformat i XLSX / more decimals than d, percent "
        "format in XLSX",
    ),
    (
        "date",
        "`2019-01-31`, `20190131`, `2019/1/31`, `31 januari 2019`, datum i XLSX / a date in XLSX",
        "`31/1 2019`, `01/02/2019`, `190131`",
    ),
)


_COLUMN_TITLES = (
    "Rubrik / header",
    "Kolumn / column",
    "Typ / type",
    "Krav / required",
    "Värden / values",
    "Innehåll / content",
)


def document(contract: Contract) -> str:
    """Return the page in Markdown."""
    lines = ["# Leveranser / Deliveries", "", _MADE_FROM.format("Skapad ur / made from"), ""]
    lines += ["## Så levererar du / How to deliver", "", *_table(("Svenska", "English"), _HOW_TO), ""]
    header = ("Typ / type", "Läses / read", "Läses inte / not read")
    lines += ["## Så skrivs värden / How values are written", "", *_table(header, _VALUES), ""]
    lines += ["## Källor / Sources", ""]
    for source in contract.sources.values():
        lines += _section(source)
    return "\n".join(lines)


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """Return the lines of a Markdown table."""
    titles = tuple(header)
    return [_line(titles), "|" + "---|" * len(titles), *(_line(row) for row in rows)]


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _section(source: Source) -> list[str]:
    lines = [f"### {source.name}", "", f"{source.description_sv}.  ", f"{source.description_en}.", ""]
    if source.is_table:
        lines += [*_table(_COLUMN_TITLES, (_row(column, source) for column in source.columns)), ""]
    return lines


def _row(column: Column, source: Source) -> tuple[str, ...]:
    content = f"{column.description_sv} / {column.description_en}"
    if column is source.money_column:
        content += " (kontrollsumma / control total)"
    required = "ja / yes" if column.required else ""
    return column.label_sv, f"`{column.name}`", column.declared_type, required, _values(column), content


def _values(column: Column) -> str:
    """Tell what a cell may hold: the list or its name in the definitions, the form, the separator, the unit."""
    parts = []
    if column.values:
        parts.append(", ".join(column.values))
    if column.code_list:
        parts.append(f"kodlista / code list {column.code_list}")
    if column.example:
        parts.append(f"till exempel / such as {column.example}")
    if column.minimum is not None:
        parts.append(f"minst / at least {column.minimum}")
    if column.separator:
        parts.append(f"flera värden skiljs med / several values separated by {column.separator}")
    if column.unit:
        parts.append(column.unit)
    return "; ".join(parts)
