"""Arbetsförmedlingen: monthly workbooks of registered unemployed by county and municipality."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from finsam.readers.statistics.codes import BREAKDOWN_KEYS, breakdown, parse_period, plain, region_code, sex_code, shown
from finsam.readers.statistics.observation import Observations, Region, Subject
from finsam.readers.statistics.problems import ObservationError, refusal
from finsam.readers.statistics.sheets import StatisticSheet, cell_text, read_rows, read_sheets
from finsam.readers.statistics.values import Amount
from finsam.readers.table.xlsx_rows import Cell

_EXPECTED = (
    "XLSX från Arbetsförmedlingen med PERIOD, LÄN, KOMMUN och till exempel Utan arbete mer än 6 månader / "
    "XLSX from Arbetsförmedlingen with PERIOD, LÄN, KOMMUN and for instance Utan arbete mer än 6 månader"
)
_PERIOD = frozenset({"period"})
_COUNTY = frozenset({"lan", "lanbeskr"})
_MUNICIPALITY = frozenset({"kommun", "kom", "kommunbeskr"})
_SEX = frozenset({"koen", "kon"})
_VARIABLES = frozenset(BREAKDOWN_KEYS)
_UNEMPLOYED = frozenset({"arbetslosa", "insal"})
_WITHOUT_WORK = re.compile(r"utan arbete mer än ([0-9]+) månader", re.IGNORECASE)

_TIME_WITHOUT_WORK = "tid-utan-arbete-lan-kom"
_SHARE_SHEETS = {"andel": ("share_of_labour_force", "share"), "antal": ("unemployed", "persons")}
_OF_REGISTER = re.compile(r"registerbaserad|\bandel-av-reg\b", re.IGNORECASE)
_OF_BAS = re.compile(r"\bBAS\b|befolkningens arbetsmarknadsstatus|\bandel-av-bas\b", re.IGNORECASE)

_GROUPS = {
    "": {},
    "totalt": {},
    "unga": {"age": "18-24"},
    "unga 18-24": {"age": "18-24"},
    "äldre": {"age": "55-64"},
    "äldre 55-64": {"age": "55-64"},
    "inrikes": {"birth_country": "Inrikesfödda"},
    "inrikesfödda": {"birth_country": "Inrikesfödda"},
    "utrikes": {"birth_country": "Utrikesfödda"},
    "utrikesfödda": {"birth_country": "Utrikesfödda"},
    "fg": {"education": "Förgymnasial"},
    "förgymn": {"education": "Förgymnasial"},
    "gy": {"education": "Gymnasial"},
    "gymn": {"education": "Gymnasial"},
    "eg": {"education": "Eftergymnasial"},
    "eftergymn": {"education": "Eftergymnasial"},
}
_GROUP_SEX = {"kvi": "woman", "kvinnor": "woman", "män": "man", "man": "man"}

_TOTAL_REGION = frozenset({"totalt", "samtliga", "samtligakommuner", "helalanet"})
_COUNTRY = frozenset({"riket", "sverige"})
_NOT_STATED = "uppgiftsaknas"
_COUNTY_CODE = re.compile(r"([0-9]{1,2})\s+\S.*")
_MUNICIPALITY_CODE = re.compile(r"([0-9]{3,4})\s+\S.*")


@dataclass(frozen=True)
class _Figure:
    """A column of figures: what it measures, and for whom if the column says so."""

    subject: Subject
    breakdown: Mapping[str, str]
    sex: str | None


@dataclass(frozen=True)
class _Layout:
    """Which column is which."""

    period: int
    county: int
    municipality: int | None
    sex: int | None
    variables: Mapping[int, str]
    figures: Mapping[int, _Figure]


def read_arbetsformedlingen(data: bytes, found: Observations) -> None:
    """Read all sheets of one workbook.

    The dataset is tid-utan-arbete-lan-kom, andel-av-reg or andel-av-bas: the last two are different series and are
    never one.

    Raises:
        Refusal: It is no workbook of a known form.
    """
    for sheet in read_sheets(data, _PERIOD, _EXPECTED, found):
        layout = _layout(sheet)
        _read_sheet(sheet, layout, found)


def _layout(sheet: StatisticSheet) -> _Layout:
    period, county, municipality, sex = (sheet.columns(names) for names in (_PERIOD, _COUNTY, _MUNICIPALITY, _SEX))
    if not county:
        names = ", ".join(shown(text) for text in sheet.header.values())
        raise refusal("dimension_missing", missing_sv="län", missing_en="county", found=names, expected="LÄN, KOMMUN")
    variables = {column: BREAKDOWN_KEYS[plain(sheet.header[column])] for column in sheet.columns(_VARIABLES)}
    taken = {*period, *county, *municipality, *sex, *variables}
    figures = _figures(sheet, {column: text for column, text in sheet.header.items() if column not in taken})
    return _Layout(
        period[0],
        county[0],
        municipality[0] if municipality else None,
        sex[0] if sex else None,
        variables,
        figures,
    )


def _figures(sheet: StatisticSheet, columns: Mapping[int, str]) -> dict[int, _Figure]:
    """Return what each column of figures measures.

    Raises:
        Refusal: A column is neither a known variable nor a known figure, or the series cannot be told.
    """
    times = {column: _time_figure(text, sheet.provenance) for column, text in columns.items()}
    if columns and all(times.values()):
        return {column: figure for column, figure in times.items() if figure}
    groups = {column: _group(text) for column, text in columns.items()}
    unknown = [shown(text) for column, text in columns.items() if not times[column] and groups[column] is None]
    if unknown or not columns or any(times.values()):
        names = unknown or [shown(text) for text in columns.values()]
        raise refusal("columns_unknown", found=", ".join(names) or "-", expected=_EXPECTED)
    measure, unit = _SHARE_SHEETS.get(plain(sheet.title), ("", ""))
    if not measure:
        raise refusal(
            "shape_unknown", found=shown(sheet.title), expected="bladen Andel, Antal / the sheets Andel, Antal"
        )
    subject = Subject(_series(sheet), measure, sheet.title, "", unit, sheet.provenance)
    return {column: _Figure(subject, *group) for column, group in groups.items() if group}


def _time_figure(text: str, provenance: str | None) -> _Figure | None:
    if plain(text) in _UNEMPLOYED:
        return _Figure(Subject(_TIME_WITHOUT_WORK, "unemployed", text, "", "persons", provenance), {}, None)
    match = _WITHOUT_WORK.fullmatch(text)
    if not match:
        return None
    subject = Subject(_TIME_WITHOUT_WORK, "without_work", text, "", "persons", provenance)
    return _Figure(subject, {"time": f"over_{int(match[1])}_months"}, None)


def _group(text: str) -> tuple[Mapping[str, str], str | None] | None:
    """Return the breakdown and sex of a column such as "Unga KVI"; None where the name is unknown."""
    words = text.casefold().split()
    sex = _GROUP_SEX.get(words[-1]) if words else None
    group = " ".join(words[:-1] if sex else words)
    return (_GROUPS[group], sex) if group in _GROUPS else None


def _series(sheet: StatisticSheet) -> str:
    """Return which labour force the shares are of; the introductory lines say it."""
    lines = " ".join(sheet.introduction)
    of_register, of_bas = bool(_OF_REGISTER.search(lines)), bool(_OF_BAS.search(lines))
    if of_register == of_bas:
        raise refusal("series_unknown")
    return "andel-av-reg" if of_register else "andel-av-bas"


def _read_sheet(sheet: StatisticSheet, layout: _Layout, found: Observations) -> None:
    def read(cells: Mapping[int, Cell], column: int, amount: Amount) -> None:
        figure = layout.figures[column]
        period = parse_period(cell_text(cells, layout.period))
        region = _region(cell_text(cells, layout.county), _municipality(cells, layout))
        variables = {key: cell_text(cells, place) for place, key in layout.variables.items()}
        sex = figure.sex or (sex_code(cell_text(cells, layout.sex)) if layout.sex else "all")
        subject = figure.subject
        parts = breakdown({**variables, **figure.breakdown})
        shaped = Subject(
            subject.dataset, subject.measure_code, subject.measure_text, parts, subject.unit, subject.provenance
        )
        found.add(shaped, region, sex, period, amount)

    read_rows(sheet, {column: sheet.header[column] for column in layout.figures}, read, found)


def _municipality(cells: Mapping[int, Cell], layout: _Layout) -> str | None:
    return None if layout.municipality is None else cell_text(cells, layout.municipality)


def _region(county: str, municipality: str | None) -> Region:
    """Return the region; a code only where the cell begins with one, and none for Uppgift saknas.

    Args:
        county: The cell of the county.
        municipality: The cell of the municipality, None where the sheet has no such column.
    """
    whole = plain(county)
    if not county:
        raise ObservationError("region_missing")
    if whole in _COUNTRY or whole == _NOT_STATED:
        return Region(None, county)
    if municipality == "":
        raise ObservationError("region_missing")
    if municipality is None or plain(municipality) in _TOTAL_REGION:
        return Region(_code(_COUNTY_CODE, county), county)
    return Region(_code(_MUNICIPALITY_CODE, municipality), f"{county} / {municipality}")


def _code(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.fullmatch(text)
    return region_code(match[1]) if match else None
