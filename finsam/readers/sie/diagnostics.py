"""Every diagnostic the SIE reader can give: code, severity and the words an accountant reads.

fatal refuses the whole file, error puts a line or a voucher in quarantine, warning and note only tell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Kind:
    """One diagnostic code. Messages may have {placeholders}; expected and action are the same for every hit."""

    severity: str
    sv: str
    en: str
    expected: str
    action: str


@dataclass
class Problem:
    """One hit of a diagnostic at one line (0 = the file as a whole)."""

    line: int
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


class RefusedError(Exception):
    """The file as a whole cannot be trusted."""

    def __init__(self, code: str, line: int = 0, **params: object) -> None:
        """Refuse with a code of the catalogue, at a line (0 = the file)."""
        super().__init__(code)
        self.problem = Problem(line, code, params)


_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")
_EXPORT = (
    "Exportera filen på nytt ur bokföringsprogrammet och leverera den igen. / Export the file again and redeliver."
)
_FIX_LINE = "Rätta raden i bokföringsprogrammet och exportera igen. / Correct the line in the program and export again."
_FIX_VOUCHER = (
    "Rätta verifikationen i bokföringsprogrammet och exportera igen; den är inte med i några siffror förrän dess. / "
    "Correct the voucher and export again; until then it is in no figure."
)
_LOOK = "Ingen åtgärd krävs för inläsningen; kontrollera att uppgiften är riktig. / Nothing is needed; check the value."
_NONE = "Ingen åtgärd krävs. / No action needed."
_AMOUNT = (
    "Belopp som 1234.50 eller -1234.50: punkt, högst två decimaler. / An amount such as 1234.50: point, two decimals."
)
_DATE = "Datum som ÅÅÅÅMMDD, t.ex. 20191231. / A date as YYYYMMDD, e.g. 20191231."
_LIST = 'Objektlista med par i klamrar, t.ex. {} eller {1 "100"}. / An object list of pairs in braces.'
_BLOCK = "#VER, sedan { på egen rad, #TRANS-rader och } på egen rad. / #VER, then { alone, #TRANS rows, } alone."
_SIE = "En SIE-fil (typ 1-4, 4I eller SIE 5). / A SIE file (type 1-4, 4I or SIE 5)."
_QUOTES = 'Fält med mellanslag inom citattecken; citattecken i text skrivs \\". / Fields with spaces in quotes.'

CATALOGUE: dict[str, Kind] = {
    # --- the file as a whole -------------------------------------------------------------------------------------
    "empty_file": Kind("fatal", "Filen är tom.", "The file is empty.", _SIE, _EXPORT),
    "binary_file": Kind(
        "fatal",
        "Filen är inte en textfil (den har nollbyte).",
        "The file is not text (it has NUL bytes).",
        _SIE,
        _EXPORT,
    ),
    "html_page": Kind(
        "fatal",
        "Filen är en webbsida, inte en SIE-fil; troligen misslyckades en nedladdning.",
        "The file is a web page, not a SIE file; a download probably failed.",
        _SIE,
        _EXPORT,
    ),
    "xml_not_sie": Kind(
        "fatal",
        "Filen är XML men inte SIE 5 (rot: {root}).",
        "The file is XML but not SIE 5 (root: {root}).",
        _SIE,
        _EXPORT,
    ),
    "xml_unsafe": Kind(
        "fatal",
        "XML-filen har en dokumenttyp eller egna entiteter; sådana läses inte.",
        "The XML file has a document type or entities of its own; such files are not read.",
        _SIE,
        _EXPORT,
    ),
    "xml_broken": Kind(
        "fatal", "XML-filen är inte välformad: {reason}.", "The XML file is not well formed: {reason}.", _SIE, _EXPORT
    ),
    "not_sie": Kind(
        "fatal",
        "Filen har inga SIE-poster (inga rader med känd #-etikett).",
        "The file has no SIE records (no line with a known # label).",
        _SIE,
        _EXPORT,
    ),
    "truncated_last_line": Kind(
        "fatal",
        "Sista raden saknar radslut och kan vara avklippt; filen kan vara ofullständig.",
        "The last line has no line end and may be cut; the file may be incomplete.",
        "Radslut efter sista posten, eller en avslutande }. / A line end after the last record, or a closing }.",
        "Exportera igen. Om filen är hel: lägg till en radbrytning sist. / Export again; if the file is whole, "
        "add a final line break.",
    ),
    "block_unclosed": Kind(
        "fatal",
        "Verifikationens block som börjar här avslutas aldrig med }; filen är skadad eller avklippt.",
        "The voucher block that starts here is never closed with }; the file is damaged or cut.",
        _BLOCK,
        _EXPORT,
    ),
    "ends_after_voucher_header": Kind(
        "fatal",
        "Filen slutar direkt efter ett verifikationshuvud (#VER); den är avklippt.",
        "The file ends right after a voucher header (#VER); it is cut.",
        _BLOCK,
        _EXPORT,
    ),
    "ksumma_missing_end": Kind(
        "fatal",
        "Filen börjar med kontrollsumma (#KSUMMA) men den avslutande saknas; filen är avklippt.",
        "The file opens with #KSUMMA but has no closing one; the file is cut.",
        "En avslutande #KSUMMA med värde. / A closing #KSUMMA with its value.",
        _EXPORT,
    ),
    "ksumma_wrong": Kind(
        "fatal",
        "Kontrollsumman stämmer inte: filen anger {declared}, innehållet ger {computed}. Filen är ändrad eller skadad.",
        "The control total is wrong: the file says {declared}, its content gives {computed}. It was changed.",
        "Samma kontrollsumma som innehållet ger. / The control total that the content gives.",
        _EXPORT,
    ),
    "internal_error": Kind(
        "fatal",
        "Läsaren kunde inte hantera filen ({reason}). Inget har lästs in.",
        "The reader could not handle the file ({reason}). Nothing was loaded.",
        _SIE,
        "Anmäl felet till den som förvaltar läsaren. / Report it to those who maintain the reader.",
    ),
    # --- errors: a line or a voucher is set aside ----------------------------------------------------------------
    "amount_missing": Kind("error", "Belopp saknas.", "The amount is missing.", _AMOUNT, _FIX_LINE),
    "amount_comma": Kind(
        "error", "Beloppet {value} har decimalkomma.", "The amount {value} has a decimal comma.", _AMOUNT, _FIX_LINE
    ),
    "amount_decimals": Kind(
        "error",
        "Beloppet {value} har fler än två decimaler.",
        "The amount {value} has more than two decimals.",
        _AMOUNT,
        _FIX_LINE,
    ),
    "amount_overflow": Kind(
        "error", "Beloppet {value} är för stort.", "The amount {value} is too large.", _AMOUNT, _FIX_LINE
    ),
    "amount_unreadable": Kind(
        "error", "Beloppet {value} kan inte läsas.", "The amount {value} cannot be read.", _AMOUNT, _FIX_LINE
    ),
    "date_missing": Kind("error", "Datum saknas.", "The date is missing.", _DATE, _FIX_LINE),
    "date_format": Kind(
        "error", "Datumet {value} är inte skrivet som ÅÅÅÅMMDD.", "The date {value} is not YYYYMMDD.", _DATE, _FIX_LINE
    ),
    "date_impossible": Kind(
        "error", "Datumet {value} finns inte i kalendern.", "The date {value} does not exist.", _DATE, _FIX_LINE
    ),
    "voucher_fields_shifted": Kind(
        "error",
        "Verifikationshuvudet verkar sakna serie eller nummer, så att fälten har skjutits åt vänster.",
        "The voucher header seems to lack series or number, so that its fields moved left.",
        '#VER serie nummer datum; tomt fält skrivs "". / #VER series number date; an empty field is written "".',
        _FIX_VOUCHER,
    ),
    "account_missing": Kind(
        "error", "Kontonummer saknas.", "The account is missing.", "Ett kontonummer. / An account number.", _FIX_LINE
    ),
    "field_missing": Kind(
        "error",
        "Posten {label} saknar obligatoriska fält.",
        "The record {label} lacks compulsory fields.",
        "Alla obligatoriska fält i posten. / All compulsory fields of the record.",
        _FIX_LINE,
    ),
    "object_list_missing": Kind("error", "Objektlistan saknas.", "The object list is missing.", _LIST, _FIX_LINE),
    "object_list_unclosed": Kind(
        "error", "Objektlistan avslutas inte med }.", "The object list is not closed with }.", _LIST, _FIX_LINE
    ),
    "object_list_odd": Kind(
        "error",
        "Objektlistan har ett udda antal uppgifter.",
        "The object list has an odd number of items.",
        _LIST,
        _FIX_LINE,
    ),
    "object_list_misplaced": Kind(
        "error",
        "Objektlistan står inte på sin plats i posten.",
        "The object list is not in its place in the record.",
        _LIST,
        _FIX_LINE,
    ),
    "object_repeated": Kind(
        "error",
        "Samma dimension förekommer två gånger i objektlistan.",
        "The same dimension occurs twice in the object list.",
        _LIST,
        _FIX_LINE,
    ),
    "dimension_unreadable": Kind(
        "error",
        "Dimensionsnumret {value} är inte ett tal.",
        "The dimension number {value} is not a number.",
        "Ett dimensionsnummer, t.ex. 1 eller 6. / A dimension number such as 1 or 6.",
        _FIX_LINE,
    ),
    "year_unreadable": Kind(
        "error",
        "Årsnumret {value} är inte ett tal från -99 till 9.",
        "The year number {value} is not a number from -99 to 9.",
        "0 för innevarande år, -1 för föregående. / 0 for the current year, -1 for the one before.",
        _FIX_LINE,
    ),
    "period_unreadable": Kind(
        "error",
        "Perioden {value} är inte en månad.",
        "The period {value} is not a month.",
        "Period som ÅÅÅÅMM, t.ex. 201912. / A period as YYYYMM, e.g. 201912.",
        _FIX_LINE,
    ),
    "balance_several_objects": Kind(
        "error",
        "Saldoraden har flera objektpar; en saldorad får ha högst ett.",
        "The balance row has several object pairs; it may have one.",
        _LIST,
        _FIX_LINE,
    ),
    "voucher_unbalanced": Kind(
        "error",
        "Verifikation {series} {number} är inte i balans: summan är {difference} kr.",
        "Voucher {series} {number} does not balance: its sum is SEK {difference}.",
        "Summan av verifikationens #TRANS-rader ska vara 0. / The sum of the #TRANS rows is 0.",
        _FIX_VOUCHER,
    ),
    "voucher_has_bad_row": Kind(
        "error",
        "Verifikation {series} {number} har en rad som inte kan läsas (rad {row}) och läses därför inte in.",
        "Voucher {series} {number} has an unreadable row (line {row}) and is therefore not loaded.",
        "Att alla rader i verifikationen kan läsas. / That every row of the voucher can be read.",
        _FIX_VOUCHER,
    ),
    "voucher_without_block": Kind(
        "error",
        "Verifikationshuvudet följs inte av { på nästa rad.",
        "The voucher header is not followed by { on the next line.",
        _BLOCK,
        _FIX_VOUCHER,
    ),
    "voucher_header_unreadable": Kind(
        "error",
        "Verifikation {series} {number}: huvudet (#VER) kan inte läsas, så verifikationen läses inte in.",
        "Voucher {series} {number}: its header (#VER) cannot be read, so it is not loaded.",
        "#VER serie nummer datum. / #VER series number date.",
        _FIX_VOUCHER,
    ),
    "row_outside_voucher": Kind(
        "error",
        "Transaktionsraden står utanför varje verifikation.",
        "The transaction row is outside every voucher.",
        _BLOCK,
        _FIX_LINE,
    ),
    "brace_unreadable": Kind(
        "error",
        "Raden börjar med en klammer men har mer text; bara klammern får stå på raden.",
        "The line starts with a brace but has more text; the brace must stand alone.",
        _BLOCK,
        _FIX_LINE,
    ),
    "stray_open_brace": Kind(
        "warning",
        "Klammern { hör inte till någon verifikation.",
        "The brace { belongs to no voucher.",
        _BLOCK,
        _FIX_LINE,
    ),
    "stray_close_brace": Kind(
        "warning",
        "Klammern } avslutar inget block.",
        "The brace } closes no block.",
        _BLOCK,
        _FIX_LINE,
    ),
    "nested_brace": Kind(
        "error",
        "Ett nytt { inne i ett block som inte är avslutat.",
        "Another { inside a block that is not closed.",
        _BLOCK,
        _FIX_VOUCHER,
    ),
    "unlabelled_line": Kind(
        "error",
        "Raden har ingen #-etikett och kan inte tolkas; kanske en radbrytning mitt i en text.",
        "The line has no # label and cannot be understood; perhaps a line break inside a text.",
        "En post per rad, med etikett först. / One record per line, with its label first.",
        _FIX_LINE,
    ),
    "sie5_balance_unsupported": Kind(
        "error",
        "Saldot gäller {month}, som inte är räkenskapsårets första eller sista månad, och läses inte in.",
        "The balance is for {month}, not the first or last month of a fiscal year, and is not loaded.",
        "Ingående saldo för årets första månad, utgående för den sista. / Opening balance of the first month, closing "
        "balance of the last.",
        _LOOK,
    ),
    # --- warnings --------------------------------------------------------------------------------------------------
    "unterminated_quote": Kind(
        "warning",
        "Ett citattecken avslutas inte på raden; texten är läst till radens slut.",
        "A quote is not closed on the line; the text was read to the end of the line.",
        _QUOTES,
        _LOOK,
    ),
    "unescaped_quote": Kind(
        "warning",
        "Citattecken inne i en text utan omvänt snedstreck; texten är läst till nästa fältslut.",
        "A quote inside a text without a backslash; the text was read to the next field end.",
        _QUOTES,
        _LOOK,
    ),
    "brace_on_ver_line": Kind(
        "warning",
        "Klammern { står på samma rad som #VER.",
        "The brace { is on the #VER line.",
        _BLOCK,
        _NONE,
    ),
    "empty_block": Kind("warning", "Verifikationen har inga rader.", "The voucher has no rows.", _BLOCK, _LOOK),
    "object_list_absent": Kind(
        "warning",
        "Objektlistan saknas; raden är läst som utan objekt.",
        "The object list is absent; the row was read as having no object.",
        _LIST,
        _LOOK,
    ),
    "quantity_unreadable": Kind(
        "warning",
        "Kvantiteten {value} kan inte läsas och är utelämnad.",
        "The quantity {value} cannot be read and was left out.",
        "Kvantitet som 12 eller 12.5. / A quantity such as 12 or 12.5.",
        _LOOK,
    ),
    "header_date_unreadable": Kind(
        "warning",
        "Datumet {value} i {label} kan inte läsas och är utelämnat.",
        "The date {value} in {label} cannot be read and was left out.",
        _DATE,
        _LOOK,
    ),
    "year_without_dates": Kind(
        "warning", "Räkenskapsår {value} saknar datum.", "Fiscal year {value} has no dates.", _DATE, _LOOK
    ),
    "years_not_contiguous": Kind(
        "warning",
        "Räkenskapsår {value} slutar inte dagen före nästa år.",
        "Fiscal year {value} does not end the day before the next one.",
        "Räkenskapsår utan glapp eller överlapp. / Fiscal years without gap or overlap.",
        _LOOK,
    ),
    "record_repeated": Kind(
        "warning",
        "{label} {value} förekommer flera gånger med olika innehåll; den första gäller.",
        "{label} {value} occurs several times with different content; the first is used.",
        "En post per nyckel. / One record per key.",
        _LOOK,
    ),
    "balance_repeated": Kind(
        "warning",
        "Samma saldo (typ, år, period, konto, objekt) finns redan på rad {first}.",
        "The same balance (kind, year, period, account, object) is already on line {first}.",
        "Ett saldo per konto, år, period och objekt. / One balance per account, year, period and object.",
        _LOOK,
    ),
    "text_mixed": Kind(
        "warning",
        "Texten blandar teckenkodningar och kan vara fel återgiven.",
        "The text mixes encodings and may be shown wrongly.",
        "En teckenkodning i hela filen. / One encoding in the whole file.",
        _LOOK,
    ),
    "text_destroyed": Kind(
        "warning",
        "Texten har tecken som redan var förstörda i filen (U+FFFD).",
        "The text has characters that were already destroyed in the file (U+FFFD).",
        "Text där å, ä och ö är hela. / Text with its letters intact.",
        _LOOK,
    ),
    "balance_mismatch": Kind(
        "warning",
        "Konto {account}: ingående saldo plus verifikationer ger {computed} kr men utgående saldo är {declared} kr.",
        "Account {account}: opening balance plus vouchers gives SEK {computed}, the closing balance is SEK {declared}.",
        "IB + verifikationer = UB på balanskonton. / Opening + movement = closing.",
        _LOOK,
    ),
    "result_mismatch": Kind(
        "warning",
        "Konto {account}: verifikationerna ger {computed} kr men årets resultat (#RES) är {declared} kr.",
        "Account {account}: the vouchers give SEK {computed}, the year's result (#RES) is SEK {declared}.",
        "Verifikationer = RES på resultatkonton. / Movement = RES.",
        _LOOK,
    ),
    "opening_mismatch": Kind(
        "warning",
        "Konto {account}: ingående saldo {computed} kr är inte förra årets utgående {declared} kr.",
        "Account {account}: the opening balance SEK {computed} is not last year's closing SEK {declared}.",
        "UB år -1 = IB år 0. / Closing of year -1 = opening of year 0.",
        _LOOK,
    ),
    "opening_not_zero": Kind(
        "warning",
        "Summan av ingående balanser år {value} är {computed} kr, inte 0; ofta är förra årets resultat inte omfört.",
        "The opening balances of year {value} sum to SEK {computed}, not 0; last year's result may not be transferred.",
        "Summan av ingående balanser ska vara 0. / The opening balances sum to 0.",
        _LOOK,
    ),
    "currency_not_sek": Kind(
        "warning",
        "Redovisningsvalutan är {value}, inte SEK.",
        "The accounting currency is {value}, not SEK.",
        "SEK",
        _LOOK,
    ),
    "history_without_twin": Kind(
        "warning",
        "#RTRANS följs inte av sin #TRANS-rad.",
        "#RTRANS is not followed by its #TRANS row.",
        "#RTRANS och direkt därefter samma rad som #TRANS. / #RTRANS, then the same row as #TRANS.",
        _LOOK,
    ),
    "ksumma_without_start": Kind(
        "warning",
        "En #KSUMMA med värde utan inledande #KSUMMA; kontrollsumman kan inte prövas.",
        "#KSUMMA with a value but without an opening #KSUMMA; it cannot be checked.",
        "En inledande #KSUMMA utan värde. / An opening #KSUMMA without a value.",
        _LOOK,
    ),
    "records_after_ksumma": Kind(
        "warning",
        "Poster efter den avslutande kontrollsumman skyddas inte av den.",
        "Records after the closing control total are not protected by it.",
        "#KSUMMA som sista post. / #KSUMMA as the last record.",
        _LOOK,
    ),
    "unknown_label_in_voucher": Kind(
        "warning",
        "Okänd etikett inne i en verifikation; raden är inte läst.",
        "Unknown label inside a voucher; the row was not read.",
        "#TRANS, #RTRANS eller #BTRANS.",
        _LOOK,
    ),
    "voucher_outside_year": Kind(
        "warning",
        "Verifikationens datum ligger utanför räkenskapsåret.",
        "The voucher date is outside the fiscal year.",
        "Datum inom #RAR 0. / A date inside #RAR 0.",
        _LOOK,
    ),
    "account_undeclared": Kind(
        "warning",
        "Konto {account} används men finns inte i filens kontoplan.",
        "Account {account} is used but not declared in the file.",
        "En #KONTO-post för varje konto. / A #KONTO record for each account.",
        _LOOK,
    ),
    "voucher_number_repeated": Kind(
        "warning",
        "Serie {series} nummer {number} finns på flera verifikationer (första på rad {first}).",
        "Series {series} number {number} is used by several vouchers (first on line {first}).",
        "Ett nummer per verifikation och serie. / One number per voucher and series.",
        _LOOK,
    ),
    "type_mismatch": Kind(
        "warning",
        "Filen säger SIE-typ {declared} men innehållet är typ {computed}.",
        "The file says SIE type {declared} but its content is type {computed}.",
        "En typ som stämmer med posterna. / A type that fits the records.",
        _LOOK,
    ),
    "text_garbled": Kind(
        "warning",
        "Texten har förvanskade bokstäver (som Ã¥ i stället för å): den har skrivits i UTF-8 två gånger.",
        "The text has garbled letters (such as Ã¥ instead of å): it was written in UTF-8 twice.",
        "Text där å, ä och ö är hela. / Text with its letters intact.",
        _EXPORT,
    ),
    "code_page_differs": Kind(
        "warning",
        "Filen anger teckentabellen PC8 (#FORMAT) men är skriven i {computed}; den är läst som {computed}.",
        "The file names the code page PC8 (#FORMAT) but is written in {computed}; it was read as {computed}.",
        "Teckentabellen IBM PC8 (kodsida 437). / The code page IBM PC8 (437).",
        "Kontrollera att å, ä och ö är rätt i rapporterna. / Check that the letters are right in the reports.",
    ),
    "vouchers_absent": Kind(
        "warning",
        "Filen säger sig ha verifikationer (SIE-typ 4) men har inga.",
        "The file says that it has vouchers (SIE type 4) but has none.",
        "Minst en #VER. / At least one #VER.",
        "Exportera hela räkenskapsåret med verifikationer. / Export the whole fiscal year with its vouchers.",
    ),
    "generated_before_year": Kind(
        "warning",
        "Filen säger sig vara skapad (#GEN) innan räkenskapsåret börjar.",
        "The file says that it was made (#GEN) before the fiscal year begins.",
        "En dag i eller efter räkenskapsåret. / A day in or after the fiscal year.",
        _LOOK,
    ),
    # --- notes -----------------------------------------------------------------------------------------------------
    "account_not_numeric": Kind(
        "note",
        "Konto {account} är inte ett tal; det läses som text.",
        "Account {account} is not a number; it is read as text.",
        "Kontonummer med siffror. / An account number of digits.",
        _LOOK,
    ),
    "object_undeclared": Kind(
        "note",
        "Objekt {value} i dimension {dim} används men är inte upplagt i filen.",
        "Object {value} of dimension {dim} is used but not declared.",
        "En #OBJEKT-post för varje objekt. / An #OBJEKT record for each object.",
        _LOOK,
    ),
    "object_empty": Kind(
        "note",
        "Ett objektpar saknar objektkod och räknas som inget objekt.",
        "An object pair has no code and counts as no object.",
        _LIST,
        _NONE,
    ),
    "unknown_label": Kind(
        "note",
        "Okänd etikett {label}; raden är inte läst.",
        "Unknown label {label}; the line was not read.",
        "Etiketter ur SIE-formatet. / Labels of the SIE format.",
        _NONE,
    ),
    "extra_fields": Kind(
        "note",
        "Posten har fler fält än formatet anger; de är inte lästa.",
        "The record has more fields than the format defines; they were not read.",
        "Fälten i SIE-formatet. / The fields of the SIE format.",
        _NONE,
    ),
    "text_without_quotes": Kind(
        "note",
        "Text med mellanslag står utan citattecken; resten av raden är läst som texten.",
        "A text with spaces has no quotes; the rest of the line was read as the text.",
        _QUOTES,
        _NONE,
    ),
    "bare_backslash": Kind(
        "note",
        "Ett omvänt snedstreck före citattecken är läst som en del av texten.",
        "A backslash before a quote was read as part of the text.",
        _QUOTES,
        _NONE,
    ),
    "text_repaired": Kind(
        "note",
        "Texten var skriven i en annan teckenkodning än filen och är rättad.",
        "The text was in another encoding than the file and was repaired.",
        "En teckenkodning i hela filen. / One encoding in the whole file.",
        _NONE,
    ),
    "control_character": Kind(
        "note",
        "Raden har ett styrtecken.",
        "The line has a control character.",
        "Text utan styrtecken. / Text without control characters.",
        _NONE,
    ),
    "record_absent": Kind(
        "note",
        "Posten {label} saknas i filen.",
        "The record {label} is missing from the file.",
        "De obligatoriska posterna i SIE-formatet. / The compulsory records of the SIE format.",
        _NONE,
    ),
    "program_version_absent": Kind(
        "note",
        "Programversion saknas i #PROGRAM.",
        "The version is missing from #PROGRAM.",
        "Programnamn och version. / Program name and version.",
        _NONE,
    ),
    "sie5_skipped": Kind(
        "note",
        "Elementet {label} läses inte in i lagret.",
        "The element {label} is not loaded into the warehouse.",
        "Konton, saldon, budget och verifikationer. / Accounts, balances, budget and vouchers.",
        _NONE,
    ),
}


def message(problem: Problem) -> tuple[str, str]:
    """Return the Swedish and the English message of one hit."""
    kind = CATALOGUE[problem.code]

    def fill(match: re.Match[str]) -> str:
        return str(problem.params.get(match[1], match[0]))

    return _PLACEHOLDER.sub(fill, kind.sv), _PLACEHOLDER.sub(fill, kind.en)
