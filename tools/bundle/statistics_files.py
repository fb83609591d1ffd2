"""Files of open statistics as their providers publish them; the same facts/statistic_*.csv give the same bytes.

Only figures that a document prints are in the tables. Nothing is compressed and no clock is read, so that the bytes
do not depend on the machine.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

Row = dict[str, str]
Tables = dict[str, list[Row]]

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def statistics_files(tables: Tables) -> dict[str, bytes]:
    """Return every file of open statistics by its path below the project."""
    makers = {"json_stat": _json_stat, "kolada": _kolada, "observations": _observations, "workbook": _workbook}
    return {file["path"]: makers[file["shape"]](file, tables) for file in tables["statistic_file"]}


def _rows_of(file: Row, table: str, tables: Tables) -> list[Row]:
    return [row for row in tables[table] if row["path"] == file["path"]]


def _json(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _number(text: str) -> int | float | None:
    if not text:
        return None
    return float(text) if "." in text else int(text)


def _json_stat(file: Row, tables: Tables) -> bytes:
    """Return a json-stat2 dataset; every combination of region, age, contents and year is in the facts or is null."""
    rows = _rows_of(file, "statistic_scb", tables)
    parts = {"Region": "region", "Alder": "age", "ContentsCode": "contents"}
    codes = {name: dict.fromkeys(row[f"{part}_code"] for row in rows) for name, part in parts.items()}
    labels = {name: {row[f"{part}_code"]: row[f"{part}_text"] for row in rows} for name, part in parts.items()}
    codes["Tid"] = dict.fromkeys(sorted(row["year"] for row in rows))
    labels["Tid"] = {year: year for year in codes["Tid"]}
    values = {(row["region_code"], row["age_code"], row["contents_code"], row["year"]): row["value"] for row in rows}
    dimension: dict[str, Any] = {
        name: {"label": name, "category": {"index": {code: i for i, code in enumerate(of)}, "label": labels[name]}}
        for name, of in codes.items()
    }
    dimension["ContentsCode"]["category"]["unit"] = {row["contents_code"]: {"base": row["unit"]} for row in rows}
    value = [
        _number(values.get((region, age, contents, year), ""))
        for region in codes["Region"]
        for age in codes["Alder"]
        for contents in codes["ContentsCode"]
        for year in codes["Tid"]
    ]
    return _json(
        {
            "version": "2.0",
            "class": "dataset",
            "label": file["title"],
            "source": "SCB",
            "role": {"time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"]},
            "id": list(codes),
            "size": [len(of) for of in codes.values()],
            "dimension": dimension,
            "extension": {"px": {"tableid": rows[0]["table"]}, "provenance": file["provenance"]},
            "value": value,
        }
    )


def _kolada(file: Row, tables: Tables) -> bytes:
    rows = _rows_of(file, "statistic_kolada", tables)
    values = [
        {
            "kpi": row["kpi"],
            "municipality": row["municipality"],
            "period": int(row["period"]),
            "values": [
                {
                    "gender": row["gender"],
                    "count": int(row["count"]),
                    "status": row["status"],
                    "value": _number(row["value"]),
                    "isdeleted": False,
                }
            ],
        }
        for row in rows
    ]
    return _json({"count": len(values), "values": values, "next_url": None, "provenance": file["provenance"]})


def _observations(file: Row, tables: Tables) -> bytes:
    """Return the list of dimensions and observations that Försäkringskassan gives."""
    return _json(
        [
            {
                "dimensions": dict(part.split("=", 1) for part in row["dimensions"].split("|")),
                "observations": {row["measure"]: {"value": _number(row["value"]), "rojd": row["value"] == ""}},
                "row_nr": number,
                "provenance": file["provenance"],
            }
            for number, row in enumerate(_rows_of(file, "statistic_observation", tables), 1)
        ]
    )


def _workbook(file: Row, tables: Tables) -> bytes:
    """Return a workbook with introductory lines above the header of each sheet: four, or two at Försäkringskassan."""
    sheets: dict[str, list[list[str]]] = {}
    for row in _rows_of(file, "statistic_workbook", tables):
        sheets.setdefault(row["sheet"], []).append(row["cells"].split("|"))
    stated = f"Härkomst: {file['provenance']}"
    introduction = (
        [[file["title"]], [file["line_2"]], [stated], [""]] if file["line_2"] else [[file["title"]], [stated]]
    )
    return xlsx({title: introduction + rows for title, rows in sheets.items()})


def xlsx(sheets: dict[str, list[list[str]]]) -> bytes:
    """Return a workbook of text and whole numbers; a text of digits with a leading zero stays text."""
    numbered = list(enumerate(sheets.items(), 1))
    names = "".join(f'<sheet name={quoteattr(title)} sheetId="{i}" r:id="rId{i}"/>' for i, (title, _) in numbered)
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i, _ in numbered
    )
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{_TYPE}.worksheet+xml"/>' for i, _ in numbered
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>{kinds}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_SPREADSHEET}" xmlns:r="{_RELATIONS}">'
        f"<sheets>{names}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
    }
    for i, (_, rows) in numbered:
        cells = "".join(_sheet_rows(rows))
        parts[f"xl/worksheets/sheet{i}.xml"] = (
            f'<worksheet xmlns="{_SPREADSHEET}"><sheetData>{cells}</sheetData></worksheet>'
        )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, xml in parts.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, _XML + xml)
    return stream.getvalue()


def _sheet_rows(rows: list[list[str]]) -> Iterator[str]:
    for number, row in enumerate(rows, 1):
        cells = "".join(_cell(f"{chr(ord('A') + column)}{number}", text) for column, text in enumerate(row) if text)
        yield f'<row r="{number}">{cells}</row>'


def _cell(place: str, text: str) -> str:
    if text.isdigit() and (text == "0" or not text.startswith("0")):
        return f'<c r="{place}"><v>{text}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
