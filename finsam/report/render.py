"""Templates into pages: every text escaped, every link relative, so that the site works from any folder."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from posixpath import relpath
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from finsam.report.cells import Cell
from finsam.report.reading import Reading, delivered_place, indicator_path
from finsam.wording import MISSING, Language

TEMPLATES = Path(__file__).parent / "templates"


def environment() -> Environment:
    """Return the templates' own settings."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_written,
    )
    made.tests["cell"] = lambda value: isinstance(value, Cell)
    return made


def render(templates: Environment, template: str, path: str, reading: Reading, content: Mapping[str, Any]) -> str:
    """Write one page.

    Args:
        templates: From environment().
        template: The file name of the template.
        path: The page's path from the root of its language.
        reading: The language.
        content: What the page says.
    """
    language = reading.language
    here = PurePosixPath(place_of(path, language)).parent.as_posix()
    other = Language.EN if language is Language.SV else Language.SV

    def link(target: str) -> str:
        """Lead to a page of the same language."""
        page, hash_sign, place = target.partition("#")
        return relpath(place_of(page, language), here) + hash_sign + place

    def asset(target: str) -> str:
        """Lead to a file beside the pages."""
        return relpath(target, here)

    return templates.get_template(template).render(
        path=path,
        language=language,
        other=other,
        other_href=relpath(place_of(path, other), here),
        t=lambda sv, en: sv if language is Language.SV else en,
        link=link,
        asset=asset,
        w=reading.name,
        describe=lambda kind, code: reading.words.description(kind, code, language),
        said=reading.said,
        programme=reading.programme,
        indicator_name=reading.indicator_name,
        indicator_path=indicator_path,
        delivered_place=delivered_place,
        svg=Markup,  # drawn by finsam.charts, which escapes
        **content,
    )


def place_of(path: str, language: Language) -> str:
    """Return where a page lies in the site: Swedish at the root, another language in a folder of its own."""
    return path if language is Language.SV else f"{language}/{path}"


def _written(value: Any) -> Any:
    if value is None:
        return MISSING
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return value
