"""The dashboard as an Apache Superset bundle: bi/dashboard.yml and the columns of a build in, the import format out.

python -m finsam.bi.superset                                    writes bi/superset/ anew
python -m finsam.bi.superset --database URI --zip FILE          a bundle for one's own server
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZipFile, ZipInfo

import typer
import yaml  # type: ignore[import-untyped]

from finsam.command import VarOption, command
from finsam.errors import FinsamError
from finsam.files import write_atomic
from finsam.published import Published, opened

DATABASE = "postgresql://finsam_superset@localhost/finsam"
SOURCE = Path("bi") / "dashboard.yml"
BUNDLE = Path("bi") / "superset"

_VERSION = "1.0.0"
_STAMP = "2026-01-01T00:00:00+00:00"  # the format asks for a time; a bundle has none
_ROWS = 10_000
_WIDTH, _HEIGHT, _IN_A_ROW = 6, 50, 2

Spec = Mapping[str, Any]


class _Dumper(yaml.SafeDumper):  # type: ignore[misc]
    """Writes queries as people write them."""


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


@dataclass(frozen=True)
class Chart:
    """One chart: its own dataset, which is one query of the published schema.

    Args:
        spec: As it stands in the source.
        columns: Column of the query -> its type.
    """

    spec: Spec
    columns: Mapping[str, str]

    @property
    def name(self) -> str:
        """Its name in files."""
        return str(self.spec["name"])


def read_charts(source: Spec, published: Published) -> list[Chart]:
    """Return the charts with the columns that their queries have in a build."""
    return [
        Chart(one, {row["column_name"]: row["column_type"] for row in published.rows(f"describe {one['sql']}")})
        for one in source["charts"]
    ]


def bundle(source: Spec, charts: list[Chart], database: str = DATABASE) -> dict[str, str]:
    """Return file -> YAML of the bundle, the same for the same source.

    Args:
        source: The dashboard as people read it.
        charts: Its charts.
        database: SQLAlchemy address of the database; never with a password.

    Raises:
        FinsamError: The address holds a password.
    """
    if re.search(r"://[^/@]*:[^/@]*@", database):
        raise FinsamError(
            "Skriv adressen utan lösenord; Superset frågar efter det vid importen.",
            "Write the address without a password; Superset asks for it on import.",
        )
    files: dict[str, dict[str, Any]] = {
        "metadata.yaml": {"version": _VERSION, "type": "Dashboard", "timestamp": _STAMP},
        "databases/finsam.yaml": _database(database),
        f"dashboards/{source['name']}.yaml": _dashboard(source, charts),
    }
    for chart in charts:
        files[f"datasets/finsam/{chart.name}.yaml"] = _dataset(chart)
        files[f"charts/{chart.name}.yaml"] = _chart(chart)
    return {name: yaml.dump(files[name], Dumper=_Dumper, allow_unicode=True, width=120) for name in sorted(files)}


def write_zip(path: Path, files: Mapping[str, str]) -> None:
    """Write the bundle as the one file that Superset imports."""
    with ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(ZipInfo(f"finsam/{name}"), text)


def _uuid(kind: str, name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"finsam/superset/{kind}/{name}"))


def _database(uri: str) -> dict[str, Any]:
    # a DuckDB file is opened for reading only, so that it never stands in the way of a nightly
    engine = {"engine_params": {"connect_args": {"read_only": True}}} if uri.startswith("duckdb") else {}
    return {
        "version": _VERSION,
        "uuid": _uuid("database", "finsam"),
        "database_name": "finsam",
        "sqlalchemy_uri": uri,
        "expose_in_sqllab": True,
        "allow_ctas": False,
        "allow_cvas": False,
        "allow_dml": False,
        "extra": {"allows_virtual_table_explore": True, **engine},
    }


def _dataset(chart: Chart) -> dict[str, Any]:
    return {
        "version": _VERSION,
        "uuid": _uuid("dataset", chart.name),
        "database_uuid": _uuid("database", "finsam"),
        "table_name": f"finsam_{chart.name}",
        "schema": "published",
        "sql": chart.spec["sql"],
        "description": chart.spec["about"],
        "columns": [
            {"column_name": column, "type": re.sub(r"\(.*", "", kind), "is_dttm": kind == "DATE", "groupby": True,
             "filterable": True, "is_active": True}
            for column, kind in chart.columns.items()
        ],
        "metrics": [],
    }  # fmt: skip


def _chart(chart: Chart) -> dict[str, Any]:
    look, query = _bar(chart.spec["bar"]) if "bar" in chart.spec else _table(chart.spec)
    context = {
        "datasource": {"id": 0, "type": "table"},
        "form_data": {},
        "queries": [{"filters": [], "orderby": [], "row_limit": _ROWS, **query}],
        "result_format": "json",
        "result_type": "full",
    }
    return {
        "version": _VERSION,
        "uuid": _uuid("chart", chart.name),
        "dataset_uuid": _uuid("dataset", chart.name),
        "slice_name": chart.spec["title"],
        "description": chart.spec["about"],
        "viz_type": look["viz_type"],
        "params": {"adhoc_filters": [], "row_limit": _ROWS, **look},
        "query_context": json.dumps(context, ensure_ascii=False, sort_keys=True),
    }


def _bar(bar: Spec) -> tuple[dict[str, Any], dict[str, Any]]:
    metric = {"expressionType": "SQL", "sqlExpression": f'sum("{bar["height"]}")', "label": bar["height"],
              "hasCustomLabel": True}  # fmt: skip
    look = {
        "viz_type": "echarts_timeseries_bar",
        "x_axis": bar["x"],
        "xAxisForceCategorical": True,
        "groupby": [bar["series"]],
        "metrics": [metric],
        "stack": "Stack" if bar.get("stacked", True) else None,
        "orientation": "horizontal",
        "show_legend": True,
        "rich_tooltip": True,
        "y_axis_format": bar["format"],
        "color_scheme": "supersetColors",
        "x_axis_sort_asc": True,
    }
    return look, {"columns": [bar["x"], bar["series"]], "metrics": [metric]}


def _table(spec: Spec) -> tuple[dict[str, Any], dict[str, Any]]:
    look = {
        "viz_type": "table",
        "query_mode": "raw",
        "all_columns": spec["table"],
        "column_config": {
            column: {"d3NumberFormat": chosen} for column, chosen in ({"År": "d"} | spec.get("formats", {})).items()
            if column in spec["table"]
        },
        "include_search": True,
        "show_cell_bars": False,
        "table_timestamp_format": "%Y-%m-%d",
    }  # fmt: skip
    return look, {"columns": spec["table"]}


def _dashboard(source: Spec, charts: list[Chart]) -> dict[str, Any]:
    return {
        "version": _VERSION,
        "uuid": _uuid("dashboard", source["name"]),
        "dashboard_title": source["title"],
        "slug": source["name"],
        "published": True,
        "position": _position(source, charts),
        "metadata": {
            "cross_filters_enabled": True,
            "native_filter_configuration": [_filter(chosen) for chosen in source["filters"]],
        },
    }


def _filter(chosen: Spec) -> dict[str, Any]:
    return {
        "id": f"NATIVE_FILTER-{_uuid('filter', chosen['column'])}",
        "name": chosen["title"],
        "type": "NATIVE_FILTER",
        "filterType": "filter_select",
        "targets": [{"datasetUuid": _uuid("dataset", chosen["values_from"]), "column": {"name": chosen["column"]}}],
        "scope": {"rootPath": ["ROOT_ID"], "excluded": []},
        "controlValues": {"multiSelect": True, "enableEmptyFilter": False, "searchAllOptions": False},
        "defaultDataMask": {"extraFormData": {}, "filterState": {}},
        "cascadeParentIds": [],
    }


def _position(source: Spec, charts: list[Chart]) -> dict[str, Any]:
    """Place the charts two in a row, in the order of the source."""
    root, grid = "ROOT_ID", "GRID_ID"
    rows = [charts[at : at + _IN_A_ROW] for at in range(0, len(charts), _IN_A_ROW)]
    names = [f"ROW-{number}" for number in range(1, len(rows) + 1)]
    position: dict[str, Any] = {
        "DASHBOARD_VERSION_KEY": "v2",
        root: {"id": root, "type": "ROOT", "children": [grid]},
        grid: {"id": grid, "type": "GRID", "parents": [root], "children": names},
        "HEADER_ID": {"id": "HEADER_ID", "type": "HEADER", "meta": {"text": source["title"]}},
    }
    number = 0
    for name, row in zip(names, rows, strict=True):
        position[name] = {
            "id": name, "type": "ROW", "parents": [root, grid], "meta": {"background": "BACKGROUND_TRANSPARENT"},
            "children": [f"CHART-{chart.name}" for chart in row],
        }  # fmt: skip
        for chart in row:
            number += 1
            position[f"CHART-{chart.name}"] = {
                "id": f"CHART-{chart.name}", "type": "CHART", "parents": [root, grid, name], "children": [],
                "meta": {"chartId": number, "uuid": _uuid("chart", chart.name), "sliceName": chart.spec["title"],
                         "width": _WIDTH, "height": _HEIGHT},
            }  # fmt: skip
    return position


def main(
    database: Annotated[
        str, typer.Option("--database", metavar="URI", help="SQLAlchemy-adress utan lösenord. / Without a password.")
    ] = DATABASE,
    archive: Annotated[
        Path | None, typer.Option("--zip", metavar="FILE", help="Skriv ett paket att importera. / Write one file.")
    ] = None,
    var: VarOption = None,
) -> None:
    """Skriv paketet för Superset: bi/superset/ eller en zip. / Write the bundle for Superset: bi/superset/ or a zip."""
    with command(machine=False, exports=None, var=var, writes=False) as (settings, screen):
        source = yaml.safe_load((settings.project / SOURCE).read_text(encoding="utf-8"))
        with opened(settings) as published:
            files = bundle(source, read_charts(source, published), database)
        if archive:
            write_zip(archive, files)
        else:
            for name, text in files.items():
                write_atomic(settings.project / BUNDLE / name, text.encode("utf-8"))
        screen.line(f"{len(files)} filer / files -> {archive or BUNDLE}")


if __name__ == "__main__":
    typer.run(main)
