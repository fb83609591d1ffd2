"""Faults of what is delivered for the county and the nation: target groups, registers, printed figures, statistics."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from random import Random
from typing import Any

from finsam.findings.finding import BLOCKING, ERROR, NOTE, WARNING
from finsam.proving.faults.changes import (
    above,
    becomes,
    cell,
    digits_swapped,
    doubled,
    doubled_with,
    dropped,
    has,
    is_,
    kind,
    octets,
    plus,
    rows,
    times,
    years_later,
)
from finsam.proving.faults.kit import Delivered, Maker, NotHereError, Table


def _parts(table: Table, rng: Random) -> None:
    """A part of a target group counts more persons, beside the total that it is a part of."""
    row = table.pick(rng, lambda row: row["component"] != "total" and bool(row["person_count"]))
    row["person_count"] = times("3")(row["person_count"], table)


def _national_share(table: Table, rng: Random) -> None:
    row = table.pick(rng, has("women_share", "men_share"))
    row["women_share"] = plus("0.2")(row["women_share"], table)


def _municipality_twice(table: Table, rng: Random) -> None:
    one = table.pick(rng, has("municipality_code"))
    names = sorted({row["association_name"] for row in table.rows()} - {one["association_name"]})
    again = table.add(one)
    again["association_name"] = rng.choice(names)


def _value(change: Callable[[Any], Any]) -> Maker:
    """Change the first number of a JSON answer."""

    def make(file: Delivered, _rng: Random) -> None:
        try:
            content = json.loads(file.data)
        except ValueError:
            raise NotHereError from None
        if not _first(content, change):
            raise NotHereError
        file.write(json.dumps(content, ensure_ascii=False, indent=1).encode())

    return make


def _first(content: Any, change: Callable[[Any], Any]) -> bool:
    if isinstance(content, dict):
        for key, value in content.items():
            if key == "value" and isinstance(value, list):
                value[0] = change(value[0])
                return True
            if key == "value" and isinstance(value, int | float):
                content[key] = change(value)
                return True
            if key in ("values", "observations", "dimensions") and _first(value, change):
                return True
        return False
    if isinstance(content, list):
        return any(_first(one, change) for one in content)
    return False


def _observed(change: Callable[[Any], Any]) -> Maker:
    """Change the first observation of a JSON table."""

    def make(file: Delivered, _rng: Random) -> None:
        try:
            content = json.loads(file.data)
            observed = content[0]["observations"]
            name = next(iter(observed))
        except (ValueError, LookupError, TypeError):
            raise NotHereError from None
        one = observed[name]
        if isinstance(one, dict) and "value" in one:
            one["value"] = change(one["value"])
        else:
            observed[name] = change(one)
        file.write(json.dumps(content, ensure_ascii=False, indent=1).encode())

    return make


def _text(old: str, new: str) -> Maker:
    """Replace a text of a file once."""

    def change(data: bytes) -> bytes:
        if old.encode() not in data:
            raise NotHereError
        return data.replace(old.encode(), new.encode(), 1)

    return octets(change)


def _more_counted(data: bytes) -> bytes:
    return re.sub(rb'"count": (\d+)', lambda found: b'"count": %d' % (int(found[1]) + 8), data, count=1)


def _cut(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


def _fewer_values(file: Delivered, _rng: Random) -> None:
    try:
        content = json.loads(file.data)
        content["value"].pop()
    except (ValueError, LookupError, TypeError, AttributeError):
        raise NotHereError from None
    file.write(json.dumps(content, ensure_ascii=False).encode())


def _sheet(edit: Callable[[Any], None]) -> Maker:
    """Change the first sheet of a workbook."""

    def make(file: Delivered, _rng: Random) -> None:
        import openpyxl  # noqa: PLC0415

        if file.path.suffix.lower() != ".xlsx":
            raise NotHereError
        book = openpyxl.load_workbook(file.path)
        edit(book.worksheets[0])
        book.save(file.path)

    return make


def _header(sheet: Any) -> int:
    """Return the number of the header row: the first one with three filled cells."""
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        if sum(value is not None for value in row) > 2:
            return number
    raise NotHereError


def _header_renamed(sheet: Any) -> None:
    for one in sheet[_header(sheet)]:
        if one.value and str(one.value).upper() in ("KOMMUN", "LÄN", "PERIOD", "ÅR"):
            one.value = "Ort"
            return
    raise NotHereError


def _last_cell(change: Callable[[Any], Any]) -> Callable[[Any], None]:
    def edit(sheet: Any) -> None:
        for row in sheet.iter_rows(min_row=_header(sheet) + 1):
            for one in reversed(row):
                if isinstance(one.value, int | float):
                    one.value = change(one.value)
                    return
        raise NotHereError

    return edit


_SHARES = has("women_share", "men_share")

FAULTS = (
    kind("target_group_part", "persons", WARNING, "target_groups", "en del av målgruppen är tre gånger för stor",
         "a part of the target group is three times too large", rows(_parts)),
    kind("target_group_total", "persons", WARNING, "target_groups", "målgruppen tio gånger för stor",
         "the target group ten times too large", cell("person_count", times("10"), is_("component", "total"))),
    kind("target_group_area_unknown", "codes", ERROR, "target_groups", "ett område som inte finns", "an unknown area",
         cell("area_code", becomes("atlantis"))),
    kind("target_group_negative", "persons", ERROR, "target_groups", "negativt antal", "a negative count",
         cell("person_count", times("-1"))),
    kind("target_group_conflict", "persons", BLOCKING, "target_groups", "ett område två gånger med olika antal",
         "an area twice with different counts", doubled_with("person_count", plus("40"))),
    kind("target_group_component_unknown", "codes", WARNING, "target_groups", "en del som inte finns",
         "an unknown component", cell("component", becomes("finns_inte"), lambda row: row["component"] != "total")),

    kind("national_shares", "persons", ERROR, "uppfoljning_national", "andelarna är inte tillsammans 1",
         "the shares are not together 1", rows(_national_share)),
    kind("national_percent", "persons", ERROR, "uppfoljning_national", "andelen i procent i stället för del av 1",
         "the share in percent instead of a part of 1", cell("women_share", times("100"))),
    kind("national_orientation", "persons", ERROR, "uppfoljning_national", "inriktningarna är inte insatstypen",
         "the orientations are not the type",
         cell("participant_count", plus("900"), lambda row: bool(row["orientation"]))),
    kind("national_registered_above", "persons", ERROR, "uppfoljning_national", "fler förbund än det finns",
         "more associations than there are", cell("registered_associations", times("10"))),
    kind("national_counted_above", "persons", ERROR, "uppfoljning_national", "fler insatser med antal än insatser",
         "more programmes with counts than programmes", cell("programmes_with_count", times("10"))),
    kind("national_row_dropped", "persons", ERROR, "uppfoljning_national", "en inriktning saknas",
         "an orientation is missing", dropped(lambda row: bool(row["orientation"]) and bool(row["participant_count"]))),
    kind("national_row_conflict", "persons", BLOCKING, "uppfoljning_national", "en rad två gånger med olika antal",
         "a row twice with different counts", doubled_with("participant_count", plus("1"))),

    kind("register_municipality_twice", "codes", ERROR, "association_register", "en kommun i två förbund",
         "a municipality in two associations", rows(_municipality_twice)),
    kind("register_row_dropped", "codes", ERROR, "association_register", "en kommun saknas",
         "a municipality is missing",
         dropped(has("municipality_code"))),
    kind("register_code_wrong", "codes", ERROR, "association_register", "fel kommunkod", "a wrong municipality code",
         cell("municipality_code", becomes("9990"))),
    kind("register_county_wrong", "codes", WARNING, "association_register", "länskoden hör inte till kommunen",
         "the county code is not the municipality's", cell("county_code", becomes("99"))),
    kind("register_name_typo", "codes", ERROR, "association_register", "ett förbunds namn är felskrivet",
         "the name of an association is misspelt", cell("association_name", lambda text, _: text[:-2])),

    kind("change_successor_unknown", "codes", WARNING, "association_changes", "en efterföljare som inte finns",
         "a successor that does not exist", cell("successor_name", becomes("Samordningsförbundet Ingenstans"))),
    kind("change_type_unknown", "codes", ERROR, "association_changes", "en händelse som inte finns", "an unknown event",
         cell("change_type", becomes("sprack"))),
    kind("change_year", "dates", WARNING, "association_changes", "händelsen dateras 2099", "the event is dated 2099",
         cell("fiscal_year", becomes("2099"))),

    kind("printed_digits_swapped", "persons", WARNING, "published", "två siffror i ett tryckt belopp har bytt plats",
         "two digits of a printed amount exchanged",
         cell("value", digits_swapped, lambda row: row["unit"] == "SEK" or above("value", 100000)(row))),
    kind("printed_persons_swapped", "persons", WARNING, "published", "två siffror i ett tryckt antal har bytt plats",
         "two digits of a printed count exchanged",
         cell("value", digits_swapped, lambda row: row["unit"] == "persons" and above("value", 20)(row))),
    kind("printed_percent", "persons", WARNING, "published", "en tryckt procent som del av 1",
         "a printed percentage as a part of 1",
         cell("value", times("0.01"), lambda row: row["unit"] == "pct" and above("value", 10)(row))),
    kind("printed_unit", "persons", WARNING, "published", "en tryckt enhet är en annan", "another printed unit",
         cell("unit", becomes("SEK"), is_("unit", "tkr", "mnkr"))),
    kind("printed_number_twice", "codes", ERROR, "published", "ett löpnummer två gånger", "a running number twice",
         doubled_with("value", plus("1"))),
    kind("printed_year", "dates", WARNING, "published", "en tryckt uppgift för ett annat år",
         "a figure of another year",
         cell("fiscal_year", years_later(-30))),
    kind("printed_doubled", "codes", WARNING, "published", "en tryckt uppgift två gånger", "a printed figure twice",
         doubled()),

    kind("kolada_decimal_moved", "persons", WARNING, "kolada", "ett värde tio gånger för stort",
         "a value ten times too large",
         _value(lambda value: value * 10)),
    kind("kolada_cut", "files", ERROR, "kolada", "svaret är avbrutet", "the answer is cut off", octets(_cut)),
    kind("kolada_leading_zero", "codes", ERROR, "kolada", "områdeskoden har tappat sin inledande nolla",
         "the area code has lost its leading zero", _text('"0018"', '"18"')),
    kind("kolada_count", "structure", ERROR, "kolada", "svaret säger fler rader än det har",
         "the answer says more rows than it has", octets(_more_counted)),
    kind("scb_value_missing", "structure", ERROR, "scb", "ett värde saknas i listan", "a value is missing in the list",
         _fewer_values),
    kind("scb_negative", "persons", ERROR, "scb", "en negativ folkmängd", "a negative population",
         _value(lambda value: -abs(value))),
    kind("scb_cut", "files", ERROR, "scb", "svaret är avbrutet", "the answer is cut off", octets(_cut)),
    kind("scb_decimal_moved", "persons", WARNING, "scb", "folkmängden tio gånger för stor",
         "the population ten times too large", _value(lambda value: value * 10)),
    kind("employment_header", "structure", ERROR, "arbetsformedlingen", "en rubrik är omdöpt", "a header is renamed",
         _sheet(_header_renamed)),
    kind("employment_negative", "persons", ERROR, "arbetsformedlingen", "ett negativt antal", "a negative count",
         _sheet(_last_cell(lambda value: -abs(value) - 1))),
    kind("employment_text", "encoding", ERROR, "arbetsformedlingen", "ett antal är text", "a count is text",
         _sheet(_last_cell(lambda _value: "många"))),
    kind("employment_cut", "files", ERROR, "arbetsformedlingen", "arbetsboken är avbruten", "the workbook is cut off",
         octets(_cut)),
    kind("insurance_negative", "persons", ERROR, "forsakringskassan", "ett negativt antal", "a negative count",
         _observed(lambda _value: -5)),
    kind("insurance_text", "encoding", ERROR, "forsakringskassan", "ett antal är text", "a count is text",
         _observed(lambda _value: "många")),
    kind("insurance_sheet_text", "encoding", ERROR, "forsakringskassan", "ett antal i arbetsboken är text",
         "a count of the workbook is text", _sheet(_last_cell(lambda _value: "många"))),
    kind("insurance_cut", "files", ERROR, "forsakringskassan", "filen är avbruten", "the file is cut off",
         octets(_cut)),
    kind("target_group_row_dropped", "persons", NOTE, "target_groups", "ett område saknas", "an area is missing",
         dropped(is_("component", "total"))),
)  # fmt: skip
