"""The docs site as files: rendered beside, the whole folder then takes the place of the former in one rename."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from finsam.files import new_folder
from finsam.handbook.models import model_page
from finsam.handbook.text import read_text, slug
from finsam.masking import mask
from finsam.published import Published, Row, opened
from finsam.wording import Language

if TYPE_CHECKING:
    from jinja2 import Environment

    from finsam.settings import Settings

# The documents of the project that are pages, in the order of the contents; the one of BI tools may be missing.
DOCUMENTS = (
    "docs/handbook.md",
    "docs/deliveries.md",
    "docs/trust.md",
    "docs/bi.md",
    "docs/operations.md",
    "docs/decisions.md",
    "CHANGELOG.md",
)
_REPORTS = Path("site", "index.html")

_DEFINITIONS = """
select
    definition_table, table_sv, table_en, decides_sv, decides_en, row_key, content, valid_from, valid_to,
    decision_id, decision_sv, decision_en, source, reason
from published.definition
where in_force_status = 'in_force'
order by table_sv, definition_table, row_key, valid_from, content
"""
_INDICATORS = """
select indicator_code, name_sv, name_en, purpose_sv, purpose_en, formula_sv, formula_en, unit_sv, unit_en
from published.indicator
where in_force_status = 'in_force'
order by name_sv, indicator_code
"""
_COLUMNS = """
select table_name as relation, column_name from duckdb_columns()
where schema_name = 'published' order by table_name, column_index
"""


@dataclass(frozen=True)
class Docs:
    """The finished site.

    Args:
        index: Its first page.
        build_id: The build whose definitions it shows.
        pages: Number of pages.
    """

    index: Path
    build_id: str
    pages: int


def make_docs(settings: Settings) -> Docs:
    """Make the site of the current build.

    Args:
        settings: The run's places.

    Raises:
        InputError: Nothing is published yet.
        OSError: The pages cannot be written.
    """
    target = settings.reports / "docs"
    with opened(settings) as published, new_folder(target) as fresh:
        pages = 0
        for place, html in _pages(settings, published, settings.reports):
            path = fresh / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(html, encoding="utf-8")
            pages += 1
    return Docs(target / "index.html", published.build_id, pages)


def _pages(settings: Settings, published: Published, reports: Path) -> Iterator[tuple[str, str]]:
    """Yield the place of each page and its HTML."""
    yield "dbt/index.html", model_page(settings)
    paths = [settings.project / name for name in DOCUMENTS]
    texts = {path.stem.lower(): path.read_text(encoding="utf-8") for path in paths if path.exists()}
    documents = {name: read_text(text, texts) for name, text in texts.items()}
    templates = _templates()
    shared = {
        "build_id": published.build_id,
        "as_of": published.rows("select as_of from published.build")[0]["as_of"],
        "documents": documents,
        "reports": f"../{_REPORTS.as_posix()}" if (reports / _REPORTS).exists() else "",
    }

    def page(place: str, template: str, content: Mapping[str, Any]) -> tuple[str, str]:
        root = "../" * place.count("/")
        return place, templates.get_template(template).render(**shared, **content, root=root, place=place)

    yield page("index.html", "index.html.j2", {})
    for name, text in documents.items():
        yield page(f"{name}.html", "text.html.j2", {"text": text})
    yield page("glossary.html", "glossary.html.j2", _glossary(published))
    tables = _tables(published)
    yield page("definitions.html", "definitions.html.j2", {"tables": tables})
    for table in tables:
        yield page(f"definitions/{table['definition_table']}.html", "definition_table.html.j2", {"table": table})


def _glossary(published: Published) -> dict[str, Any]:
    """Return the words: terms, indicators, relations with their columns, and the codes of each kind."""
    words = published.words
    relations = [
        {
            "relation": relation,
            "word": words.by_code.get(("relation", relation)),
            "columns": [(row["column_name"], words.by_code.get(("column", row["column_name"]))) for row in rows],
        }
        for relation, rows in groupby(published.rows(_COLUMNS), key=lambda row: row["relation"])
    ]
    kinds = sorted({kind for kind, _ in words.by_code} - {"column", "relation", "term", "indicator"})
    return {
        "terms": [(code, words.by_code["term", code]) for code in sorted(words.codes("term"), key=_alphabetical)],
        "indicators": published.rows(_INDICATORS),
        "relations": relations,
        "kinds": {kind: [(code, words.by_code[kind, code]) for code in words.codes(kind)] for kind in kinds},
    }


def _alphabetical(term: str) -> str:
    """Return a sort key that knows where å, ä and ö belong."""
    return term.lower().translate(str.maketrans("åäö", "{|}"))


def _tables(published: Published) -> list[dict[str, Any]]:
    """Return each table of definitions with the rows that are in force."""
    return [
        {**_heading(rows[0]), "rows": rows}
        for _, group in groupby(published.rows(_DEFINITIONS), key=lambda row: row["definition_table"])
        if (rows := list(group))
    ]


def _heading(row: Row) -> Row:
    return {name: row[name] for name in ("definition_table", "table_sv", "table_en", "decides_sv", "decides_en")}


def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: mask(value) if type(value) is str else "" if value is None else value,
    )
    environment.filters["slug"] = slug
    environment.globals.update(sv=Language.SV, en=Language.EN)
    return environment
