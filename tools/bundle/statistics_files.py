"""Files of open statistics as their providers publish them; the same facts/statistic_*.csv give the same bytes.

Only figures that a document prints are in the tables. Nothing is compressed and no clock is read, so that the bytes
do not depend on the machine.
"""

from __future__ import annotations

import json
from typing import Any

from finsam.proving.world.workbook import workbook

Row = dict[str, str]
Tables = dict[str, list[Row]]


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
    return workbook({title: introduction + rows for title, rows in sheets.items()})
