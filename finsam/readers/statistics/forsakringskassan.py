"""Försäkringskassan: JSON with dimensions and observations, or the workbook of the same table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from finsam.readers.statistics.codes import (
    Period,
    breakdown,
    breakdown_key,
    demand_provenance,
    parse_period,
    plain,
    region_code,
    sex_code,
    shown,
)
from finsam.readers.statistics.json_text import demand_text_bytes, describe, is_json, parse_json
from finsam.readers.statistics.observation import Observations, Region, Subject
from finsam.readers.statistics.problems import ObservationError, refusal
from finsam.readers.statistics.sheets import StatisticSheet, cell_text, read_rows, read_sheets
from finsam.readers.statistics.values import Amount, is_amount, json_amount
from finsam.readers.table.xlsx_rows import Cell

_EXPECTED_JSON = (
    "JSON från Försäkringskassan: en lista av dimensions och observations / JSON from Försäkringskassan: a list of "
    "dimensions and observations"
)
_EXPECTED_XLSX = (
    "XLSX från Försäkringskassan med År, Län och minst en kolumn med tal / XLSX from Försäkringskassan with År, Län "
    "and at least one column of figures"
)
_YEAR = frozenset({"ar"})
_MONTH = frozenset({"manad"})
_QUARTER = frozenset({"kvartal"})
_SEX = frozenset({"kon", "konkod"})
_COUNTY = frozenset({"lan", "lankod"})
_MUNICIPALITY = frozenset({"kommun", "kommunkod"})
_NAMED = {
    "year": _YEAR,
    "month": _MONTH,
    "quarter": _QUARTER,
    "sex": _SEX,
    "county": _COUNTY,
    "municipality": _MUNICIPALITY,
}
_PLACED = frozenset().union(*_NAMED.values())

_ALL_MUNICIPALITIES = frozenset({"", "all", "samtligakommuner"})
_COUNTRY = frozenset({"all", "riket"})
_CODE_AND_TEXT = re.compile(r"([0-9]{1,4})(?:\s+(\S.*))?")


def read_forsakringskassan(data: bytes, found: Observations) -> None:
    """Read one table, JSON or workbook.

    The JSON does not name its table: its dataset is the names of its dimensions, joined by "+". The workbook's is its
    title, the first introductory line.

    Raises:
        Refusal: It is neither, or not whole.
    """
    if is_json(data):
        demand_text_bytes(data, _EXPECTED_JSON)
        _read_json(data, found)
    else:
        for sheet in read_sheets(data, _YEAR, _EXPECTED_XLSX, found):
            _read_sheet(sheet, found)


def _read_json(data: bytes, found: Observations) -> None:
    rows = parse_json(data)
    if not isinstance(rows, list) or not all(_has_parts(row) for row in rows):
        raise refusal("shape_unknown", found=describe(rows), expected=_EXPECTED_JSON)
    for row in rows:
        dimensions, provenance = row["dimensions"], demand_provenance(row.get("provenance"))
        for measure, entry in row["observations"].items():
            try:
                _add_entry(dimensions, measure, entry, provenance, found)
            except ObservationError as error:
                found.reject(error.problem, {**dimensions, "measure": measure, "value": entry})


def _has_parts(row: Any) -> bool:
    return (
        isinstance(row, Mapping)
        and isinstance(row.get("dimensions"), Mapping)
        and isinstance(row.get("observations"), Mapping)
        and bool(row["observations"])
    )


def _add_entry(
    dimensions: Mapping[str, Any], measure: str, entry: Any, provenance: str | None, found: Observations
) -> None:
    if not all(isinstance(value, str) for value in dimensions.values()):
        raise ObservationError("observation_broken", name="dimensions", expected='"lan": "18"')
    if not isinstance(entry, Mapping) or "value" not in entry or not isinstance(entry.get("rojd"), bool):
        raise ObservationError("observation_broken", name=shown(measure), expected='{"value": 1, "rojd": false}')
    amount = json_amount(entry["value"], "rojd" if entry["rojd"] else "", is_suppressed=entry["rojd"])
    table = _table(tuple(dimensions))
    others = {key: dimensions[name] for name, key in table.others.items()}
    subject = Subject(table.dataset, measure, None, breakdown(others), None, provenance)
    said = {part: dimensions[name].strip() for part, name in table.parts.items()}
    period = _period(said.get("year", ""), said.get("month", ""), said.get("quarter", ""))
    region = _region(said.get("county", ""), said.get("municipality", ""))
    found.add(subject, region, sex_code(said["sex"]) if said.get("sex") else "all", period, amount)


@dataclass(frozen=True)
class _Table:
    """What the names of the dimensions say: the table, which name is which part, and the breakdown of the others."""

    dataset: str
    parts: Mapping[str, str]
    others: Mapping[str, str]


@lru_cache(maxsize=64)
def _table(names: tuple[str, ...]) -> _Table:
    """Return what the names say; where a table has both text and code of a part, the code counts."""
    parts = {}
    for name in sorted(names, key=lambda name: plain(name).endswith("kod")):
        parts.update(dict.fromkeys((part for part, known in _NAMED.items() if plain(name) in known), name))
    others = {name: breakdown_key(name) for name in names if plain(name) not in _PLACED}
    return _Table("+".join(sorted(names)), parts, others)


def _period(year: str, month: str, quarter: str) -> Period:
    """Return the month or quarter of the year, or the year where all months are together."""
    if month and plain(month) != "all":
        return parse_period(f"{year}-{month.zfill(2)}")
    if quarter and plain(quarter) != "all":
        return parse_period(f"{year}K{quarter.removeprefix('K')}")
    return parse_period(year)


def _region(county: str, municipality: str) -> Region:
    """Return the municipality, or the county where all municipalities are together, or the country."""
    cell = county if plain(municipality) in _ALL_MUNICIPALITIES else municipality
    if not cell:
        raise ObservationError("region_missing")
    if plain(cell) in _COUNTRY:
        return Region(cell if cell == "ALL" else None, cell)
    match = _CODE_AND_TEXT.fullmatch(cell)
    if not match:
        raise ObservationError("region_without_code")
    return Region(region_code(match[1]), match[2])


def _read_sheet(sheet: StatisticSheet, found: Observations) -> None:
    """Read one sheet; columns of figures are those at the right end that hold nothing but figures."""
    places = {key: sheet.columns(names) for key, names in _NAMED.items()}
    if not places["county"] and not places["municipality"]:
        names = ", ".join(shown(text) for text in sheet.header.values())
        raise refusal("dimension_missing", missing_sv="län", missing_en="county", found=names, expected="Län, Kommun")
    figures = _figure_columns(sheet)
    if not figures:
        names = ", ".join(shown(text) for text in sheet.header.values())
        raise refusal("shape_unknown", found=names, expected=_EXPECTED_XLSX)
    column = {key: where[0] if where else None for key, where in places.items()}
    others = [place for place in sheet.header if place not in figures and not _is_placed(sheet.header[place])]
    dataset = sheet.introduction[0] if sheet.introduction else sheet.title

    def read(cells: Mapping[int, Cell], place: int, amount: Amount) -> None:
        sex = cell_text(cells, column["sex"])
        period = _period(*(cell_text(cells, column[key]) for key in ("year", "month", "quarter")))
        region = _region(cell_text(cells, column["county"]), cell_text(cells, column["municipality"]))
        parts = breakdown({breakdown_key(sheet.header[other]): cell_text(cells, other) for other in others})
        measure = plain(figures[place])
        subject = Subject(dataset, measure, figures[place], parts, None, sheet.provenance)
        found.add(subject, region, sex_code(sex) if sex else "all", period, amount)

    read_rows(sheet, figures, read, found)


def _is_placed(header: str) -> bool:
    return plain(header) in _PLACED


def _figure_columns(sheet: StatisticSheet) -> dict[int, str]:
    """Return the columns to the right of the last variable; a variable holds at least one text that is no figure."""
    figures: dict[int, str] = {}
    for column in sorted(sheet.header, reverse=True):
        header = sheet.header[column]
        if _is_placed(header) or breakdown_key(header) == "age" or not all(map(is_amount, sheet.texts(column))):
            break
        figures[column] = header
    return dict(sorted(figures.items()))
