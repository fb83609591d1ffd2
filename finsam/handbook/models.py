"""The pages of the dbt models: dbt's own documentation in one file, without what only this machine knows."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from finsam.errors import InputError
from finsam.files import read_json

if TYPE_CHECKING:
    from finsam.settings import Settings

PACKAGE = "finsam"

# What dbt notes about a run: paths, clocks and identities that say nothing about a model.
_OF_A_RUN = frozenset(
    {"root_path", "build_path", "compiled_path", "compiled_code", "compiled", "created_at", "checksum", "deferred",
     "unrendered_config", "config_call_dict", "extra_ctes", "extra_ctes_injected"}
)  # fmt: skip
_OVERVIEW = "doc.dbt.__overview__"
_PARTS = (
    *("nodes", "sources", "macros", "docs", "exposures", "metrics", "semantic_models", "saved_queries", "unit_tests"),
    *("groups", "selectors", "functions", "parent_map", "child_map"),
)
# Where a source reads its rows: the folder before is the machine's.
_ROWS = re.compile(r"(?:/[^/\"'\s]+)+/raw/")
_PICTURE = re.compile(r"(?<![\w-])(xlink:href=\\*[\"']){{")
_ICON = re.compile(r"\"\$\{require\([^)]*favicon[^)]*\)\}\"")
_MARKS = ('"MANIFEST.JSON INLINE DATA"', '"CATALOG.JSON INLINE DATA"')


def model_page(settings: Settings) -> str:
    """Return dbt's documentation of the models as one page that needs no server.

    It is made from the manifest that the last build left, as `dbt docs generate --static` makes it, but takes no second
    reading of the project and no connection to a database.

    Raises:
        InputError: No build has left a manifest.
    """
    manifest = read_json(settings.target / "manifest.json")
    if not manifest:
        raise InputError(
            "Modellernas beskrivning saknas i var/target. Kör finsam nightly.",
            "The description of the models is missing in var/target. Run finsam nightly.",
        )
    own = portable_manifest(manifest, {str(settings.var): "var", str(settings.project): "."})
    catalog = {"metadata": own["metadata"], "nodes": _contracts(manifest), "sources": {}, "errors": None}
    page = (files("dbt.task.docs") / "index.html").read_text(encoding="utf-8")
    # its templates ask for pictures before their names are known, and for an icon that it does not bring
    page = _ICON.sub('"data:,"', _PICTURE.sub(r"ng-attr-\1{{", page))
    for mark, content in zip(_MARKS, (own, catalog), strict=True):
        page = page.replace(mark, _inside_script(content))
    return page


def portable_manifest(manifest: dict[str, Any], places: dict[str, str]) -> dict[str, Any]:
    """Return the manifest without clocks, identities, compiled text and the places of this machine.

    Args:
        manifest: As dbt wrote it.
        places: A folder of this machine -> what stands in its place. The rows may have been read in another one.
    """
    metadata = {name: manifest["metadata"].get(name) for name in ("dbt_schema_version", "dbt_version", "adapter_type")}
    own = {part: _own(manifest.get(part) or {}) for part in _PARTS}
    kept = {"metadata": {**metadata, "project_name": PACKAGE, "env": {}}, **own, "disabled": {}, "group_map": {}}
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True)
    for place in sorted(places, key=len, reverse=True):
        text = text.replace(place, places[place])
    cleaned: dict[str, Any] = json.loads(_ROWS.sub("var/raw/", text))
    return cleaned


def _contracts(manifest: dict[str, Any]) -> dict[str, Any]:
    """Return the columns with the types of their contracts, in their order: what a catalog reads from a database."""
    return {
        name: {
            "unique_id": name,
            "metadata": {"type": "table", "schema": node["schema"], "name": node["alias"]},
            "columns": {
                column: {"name": column, "index": place, "type": content.get("data_type") or ""}
                for place, (column, content) in enumerate(node["columns"].items(), start=1)
            },
            "stats": {},
        }
        for name, node in manifest["nodes"].items()
        if node["resource_type"] in ("model", "seed")
    }


def _own(content: dict[str, Any]) -> dict[str, Any]:
    """Leave out macros of other packages, and what only a run knows of a node."""
    return {
        key: {name: part for name, part in value.items() if name not in _OF_A_RUN} if isinstance(value, dict) else value
        for key, value in sorted(content.items())
        # dbt's own page needs the text that a project's overview replaces
        if not isinstance(value, dict) or value.get("package_name") in (None, PACKAGE) or key == _OVERVIEW
    }


def _inside_script(content: Any) -> str:
    """Write JSON that cannot end the script it stands in."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True).replace("</", "<\\/").replace("<!--", "<\\!--")
