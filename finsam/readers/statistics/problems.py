"""What can be wrong with a file of open statistics, in words for the one who delivered it."""

from __future__ import annotations

from finsam.readers.table.problems import ERROR, FATAL, NOTE, Problem, Refusal

_FETCH_AGAIN = "Hämta filen på nytt / Fetch the file again"
_RIGHT_FOLDER = "Kontrollera att filen ligger i rätt mapp / Check that the file lies in the right folder"

_REFUSALS: dict[str, tuple[str, str, str, str]] = {
    "file_too_large": (
        "Filen är större än {limit} byte.",
        "The file is larger than {limit} bytes.",
        "",
        "Hämta färre perioder eller regioner åt gången / Fetch fewer periods or regions at a time",
    ),
    "too_many_observations": (
        "Filen har fler än {limit} uppgifter.",
        "The file has more than {limit} observations.",
        "",
        "Hämta färre perioder eller regioner åt gången / Fetch fewer periods or regions at a time",
    ),
    "encoding_unknown": (
        "Filen är JSON men inte i UTF-8 (byte {place}).",
        "The file is JSON but not in UTF-8 (byte {place}).",
        "UTF-8",
        _FETCH_AGAIN,
    ),
    "json_truncated": (
        "JSON-filen slutar mitt i (tecken {place}). Den kan vara avbruten.",
        "The JSON file ends in the middle (character {place}). It may have been cut off.",
        "en hel fil / a complete file",
        _FETCH_AGAIN,
    ),
    "json_unreadable": (
        "JSON-filen går inte att tolka (tecken {place}).",
        "The JSON file cannot be interpreted (character {place}).",
        "giltig JSON / valid JSON",
        _FETCH_AGAIN,
    ),
    "json_duplicate_key": (
        "JSON-filen har samma namn två gånger i ett objekt, så det går inte att veta vilket värde som gäller.",
        "The JSON file has the same name twice in one object, so it is unknown which value holds.",
        "varje namn en gång / each name once",
        _FETCH_AGAIN,
    ),
    "shape_unknown": (
        "Filen har inte den form som väntades. I filen finns: {found}.",
        "The file does not have the expected form. In the file: {found}.",
        "{expected}",
        _RIGHT_FOLDER,
    ),
    "page_incomplete": (
        "Filen är en sida av flera ({found}), så uppgifter saknas.",
        "The file is one page of several ({found}), so observations are missing.",
        "ett helt svar: next_url tomt och count lika med antalet rader / a complete answer: next_url empty and count "
        "equal to the number of rows",
        "Hämta färre nyckeltal, enheter eller år, så att svaret får plats på en sida / Fetch fewer indicators, "
        "units or years, so that the answer fits on one page",
    ),
    "statistic_empty": (
        "Filen har inga uppgifter.",
        "The file has no observations.",
        "minst en uppgift, om så bara som saknad / at least one observation, if only as missing",
        "Kontrollera frågan: ett felstavat urval ger ett tomt svar utan fel / Check the query: a misspelt selection "
        "gives an empty answer without an error",
    ),
    "size_mismatch": (
        "Antalet värden stämmer inte med dimensionerna: {found} mot {expected}.",
        "The number of values does not fit the dimensions: {found} against {expected}.",
        "lika många värden som dimensionernas storlek ger / as many values as the sizes of the dimensions give",
        _FETCH_AGAIN,
    ),
    "dimension_broken": (
        "Dimensionen {name} går inte att tolka: {reason_sv}.",
        "The dimension {name} cannot be interpreted: {reason_en}.",
        "koder med plats 0, 1, 2 ... och lika många som size säger / codes with places 0, 1, 2 ... and as many as size "
        "says",
        _FETCH_AGAIN,
    ),
    "dimension_missing": (
        "Tabellen saknar {missing_sv}. I filen finns: {found}.",
        "The table has no {missing_en}. In the file: {found}.",
        "{expected}",
        "Ta med variabeln i uttaget / Include the variable in the extract",
    ),
    "columns_unknown": (
        "Kolumner som inte är kända: {found}.",
        "Columns that are not known: {found}.",
        "{expected}",
        "Filens form har ändrats; anmäl det så att läsaren anpassas / The form of the file has changed; report it so "
        "that the reader is adapted",
    ),
    "column_repeated": (
        "Kolumnen {found} finns två gånger på bladet {sheet}.",
        "The column {found} is twice on the sheet {sheet}.",
        "varje kolumn en gång / each column once",
        _FETCH_AGAIN,
    ),
    "sheet_without_header": (
        "Bladet {sheet} har tal men ingen rubrikrad med {expected}.",
        "The sheet {sheet} has figures but no header row with {expected}.",
        "en rubrikrad på varje blad med uppgifter / a header row on each sheet with observations",
        "Leverera filen som den publiceras, utan ändrade blad / Deliver the file as published, with no sheet changed",
    ),
    "series_unknown": (
        "Det går inte att se om andelen är av registerbaserad arbetskraft eller av BAS.",
        "It cannot be told whether the share is of the register labour force or of BAS.",
        "en inledande rad med ordet registerbaserad eller BAS / an introductory line with the word registerbaserad or "
        "BAS",
        "Behåll de inledande raderna: serierna går inte att jämföra / Keep the introductory lines: the series "
        "cannot be compared",
    ),
    "provenance_unknown": (
        "Filens härkomst {found} är okänd.",
        "The provenance {found} of the file is unknown.",
        "printed, spread, inferred, assumed, synthetic",
        "Rätta eller ta bort uppgiften; tomt betyder levererat / Correct or remove it; empty means delivered",
    ),
}

_REJECTIONS: dict[str, tuple[str, str, str, str]] = {
    "observation_broken": (
        "Uppgiften saknar eller har fel form på {name}.",
        "The observation lacks or has a wrong form of {name}.",
        "{expected}",
        _FETCH_AGAIN,
    ),
    "observation_deleted": (
        "Källan har strukit uppgiften (isdeleted).",
        "The source has deleted the observation (isdeleted).",
        "",
        "Hämta en nyare fil om uppgiften behövs / Fetch a newer file if the figure is needed",
    ),
    "observation_contradicted": (
        "Filen har {count} olika värden för samma uppgift. Inget lästes: det går inte att veta vilket som gäller.",
        "The file has {count} different values of the same observation. None was read: it is unknown which holds.",
        "ett värde per uppgift / one value per observation",
        _FETCH_AGAIN,
    ),
    "code_unknown": (
        "Koden {found} för {name} är okänd.",
        "The code {found} of {name} is unknown.",
        "{expected}",
        "Är koden ny hos källan behöver läsaren anpassas / If the code is new at the source the reader must be adapted",
    ),
    "region_missing": (
        "Regionen saknas. En tom kommun är en rest hos Arbetsförmedlingen, inte länets summa.",
        "The region is missing. An empty municipality is a remainder at Arbetsförmedlingen, not the county total.",
        "kommun, Uppgift saknas eller Totalt / a municipality, Uppgift saknas or Totalt",
        "Komplettera regionen / Complete the region",
    ),
    "region_without_code": (
        "Regionen har ett namn men ingen kod; namn kopplas inte.",
        "The region has a name but no code; names are not joined.",
        "till exempel 18 Örebro län / such as 18 Örebro län",
        "Ta ut filen med kod och text / Extract the file with code and text",
    ),
    "region_zero_lost": (
        "Regionkoden {found} har tappat sin inledande nolla.",
        "The region code {found} has lost its leading zero.",
        "två eller fyra siffror / two or four digits",
        "Spara inte om filen i ett kalkylprogram / Do not save the file in a spreadsheet program",
    ),
    "period_unknown": (
        "Perioden {found} går inte att tolka.",
        "The period {found} cannot be interpreted.",
        "2019, 2019-10, 2019M10, 2019K3",
        _FETCH_AGAIN,
    ),
    "value_unreadable": (
        "Värdet är varken ett tal eller ett känt tecken för saknat eller dolt.",
        "The value is neither a number nor a known sign for missing or hidden.",
        "1234,5, .., ., -, <5",
        _FETCH_AGAIN,
    ),
    "value_too_large": (
        "Värdet är för stort.",
        "The value is too large.",
        "högst 14 siffror före decimaltecknet / at most 14 digits before the decimal sign",
        _FETCH_AGAIN,
    ),
    "value_contradicts_status": (
        "Uppgiften har ett värde men är märkt som saknad eller dold ({found}).",
        "The observation has a value but is marked as missing or hidden ({found}).",
        "antingen värde eller märkning / either a value or a mark",
        _FETCH_AGAIN,
    ),
    "cell_unusable": (
        "Cellen är en formel utan värde, ett fel eller sant/falskt ({found}).",
        "The cell is a formula without value, an error or true/false ({found}).",
        "ett värde / a value",
        "Leverera filen som den publiceras / Deliver the file as published",
    ),
}

_NOTES: dict[str, tuple[str, str]] = {
    "value_rounded": (
        "{count} värden har fler än fyra decimaler och avrundades till fyra.",
        "{count} values have more than four decimals and were rounded to four.",
    ),
    "sheet_not_read": (
        "Bladet {sheet} har inga uppgifter och lästes inte.",
        "The sheet {sheet} has no observations and was not read.",
    ),
    "statistic_perturbed": (
        "Källan har lagt slumpmässig osäkerhet på talen (CKM): summera inte delar, använd de publicerade summorna.",
        "The source has added random noise to the figures (CKM): do not add parts, use the published totals.",
    ),
}


def refusal(code: str, **values: object) -> Refusal:
    """Return the reason why a whole file is refused, ready to be raised."""
    return Refusal(Problem(code, FATAL, *(text.format_map(values) for text in _REFUSALS[code])))


def rejection(code: str, **values: object) -> Problem:
    """Return the reason why one observation is not let through."""
    return Problem(code, ERROR, *(text.format_map(values) for text in _REJECTIONS[code]))


def note(code: str, **values: object) -> Problem:
    """Return a remark; nothing is left out because of it."""
    sv, en = _NOTES[code]
    return Problem(code, NOTE, sv.format_map(values), en.format_map(values))


class ObservationError(Exception):
    """One observation cannot be let through.

    Args:
        code: The code of the rejection.
        values: What fills its text.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.problem = rejection(code, **values)
