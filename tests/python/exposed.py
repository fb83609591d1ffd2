"""What each exposure of models/exposures.yml really reads: it is made, and its queries are heard.

Run it on a finished build to write what was heard: python tests/python/exposed.py VAR
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml
from reading import listening, relations_of

from finsam.published import opened
from finsam.settings import Settings, load_settings

PROJECT = Path(__file__).resolve().parents[2]
EXPOSURES = PROJECT / "models" / "exposures.yml"
DASHBOARD = PROJECT / "bi" / "dashboard.yml"

# What a reader gets: file -> bytes.
Made = dict[str, bytes]


def _front_page(settings: Settings) -> Made:
    from finsam.front_page import front_page_content  # noqa: PLC0415

    return {"": repr(front_page_content(settings, settings.current.resolve().name)).encode()}


def _docs_site(settings: Settings) -> Made:
    from finsam.handbook.site import make_docs  # noqa: PLC0415

    return _files(make_docs(settings).index.parent)


def _report_site(settings: Settings) -> Made:
    from finsam.report.site import make_site  # noqa: PLC0415

    return _files(make_site(settings, lambda _done, _all: None).index.parent)


def _annual_pack(settings: Settings) -> Made:
    return _packs(settings, association="sydnarke", year=2019)


def _part_year_pack(settings: Settings) -> Made:
    from finsam.pack.period import parse_part  # noqa: PLC0415

    return _packs(settings, association="sydnarke", period=parse_part("2019-T2"))


def _county_pack(settings: Settings) -> Made:
    return _packs(settings, county=True, year=2019)


def _packs(settings: Settings, **asked: Any) -> Made:
    from finsam.pack.choice import Order  # noqa: PLC0415
    from finsam.pack.make import make_packs  # noqa: PLC0415

    with opened(settings) as published:
        files = make_packs(published, settings, Order(**asked), lambda _text: None)
    return {path.name: path.read_bytes() for path in files}


def _files(folder: Path) -> Made:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _open_files(settings: Settings) -> set[str]:
    return {path.stem for path in (settings.current.resolve() / "open").glob("*.parquet")}


def _postgres(settings: Settings) -> set[str]:
    from finsam.bi.tables import read_shape  # noqa: PLC0415

    with opened(settings) as published:
        shape = read_shape(published, {})
    return {*shape.tables, *shape.views}


def _superset(_settings: Settings) -> set[str]:
    dashboard = yaml.safe_load(DASHBOARD.read_text(encoding="utf-8"))
    return {name.partition(".")[2] for chart in dashboard["charts"] for name in relations_of(chart["sql"])}


# Made by reading the published file through the gateway.
_REPORTS: dict[str, tuple[str, Callable[[Settings], Made]]] = {
    "front_page": ("finsam.front_page", _front_page),
    "docs_site": ("finsam.handbook", _docs_site),
    "report_site": ("finsam.report", _report_site),
    "annual_report_pack": ("finsam.pack", _annual_pack),
    "part_year_pack": ("finsam.pack", _part_year_pack),
    "county_pack": ("finsam.pack", _county_pack),
}
# Copies, and queries that another program asks.
_COPIES: dict[str, tuple[str, Callable[[Settings], set[str]]]] = {
    "open_files": ("finsam.publish", _open_files),
    "postgres_schema": ("finsam.bi", _postgres),
    "superset_dashboard": ("finsam.bi", _superset),
}
NAMES = {*_REPORTS, *_COPIES}
MAKERS = {name: maker for name, (module, maker) in _REPORTS.items() if find_spec(module)}
COPIES = {name: names for name, (module, names) in _COPIES.items() if find_spec(module)}


def heard(name: str, settings: Settings) -> set[str]:
    """Return the published relations that an exposure reads."""
    if name in COPIES:
        return COPIES[name](settings)
    with listening() as reading:
        MAKERS[name](settings)
    return {relation.partition(".")[2] for relation in reading.relations}


def stated() -> dict[str, dict[str, Any]]:
    """Return the exposures by name, as models/exposures.yml states them."""
    return {one["name"]: one for one in yaml.safe_load(EXPOSURES.read_text(encoding="utf-8"))["exposures"]}


def references(relations: set[str]) -> list[str]:
    """Return relations as the property file refers to them."""
    return [f"ref('published__{relation}')" for relation in sorted(relations)]


def main(var: Path) -> None:
    """Write what is heard into models/exposures.yml."""
    settings = load_settings(None, var, None)
    text = EXPOSURES.read_text(encoding="utf-8")
    for name in (*MAKERS, *COPIES):
        block = re.search(rf"  - name: {name}\n(?:    .*\n)*?    depends_on:\n((?:      - .*\n)*)", text)
        if block:
            lines = "".join(f"      - {one}\n" for one in references(heard(name, settings)))
            text = text[: block.start(1)] + lines + text[block.end(1) :]
    EXPOSURES.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
