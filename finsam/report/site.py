"""The site as a whole: which pages there are, in both languages, put in place in one step."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from finsam.files import new_folder
from finsam.published import opened
from finsam.report.association import association
from finsam.report.definitions import definition_path, definition_table, definitions, tables
from finsam.report.indicators import indicator, indicator_list
from finsam.report.overview import overview
from finsam.report.people import people
from finsam.report.quality import findings, printed, quality
from finsam.report.reading import Facts, Reading, indicator_path
from finsam.report.render import environment, place_of, render
from finsam.report.runs import runs
from finsam.report.sources import sources
from finsam.report.words import how_to_read
from finsam.settings import Settings
from finsam.wording import Language

ASSETS = Path(__file__).parent / "assets"
_HANDBOOK = Path("docs", "index.html")
Content = Callable[[Reading], Mapping[str, Any]]


@dataclass(frozen=True)
class Page:
    """One page of the site.

    Args:
        path: Its path from the root of its language.
        template: The file name of its template.
        content: Asks the page's questions.
        active: The entry of the menu it belongs to.
    """

    path: str
    template: str
    content: Content
    active: str


@dataclass(frozen=True)
class Site:
    """A finished site.

    Args:
        index: Its first page.
        build_id: The build it shows.
        pages: How many pages it has.
    """

    index: Path
    build_id: str
    pages: int


def make_site(settings: Settings, progress: Callable[[int, int], None]) -> Site:
    """Write the site of the current build to var/reports/site.

    Args:
        settings: The run's places.
        progress: Is told how many pages are done, of how many.

    Raises:
        InputError: Nothing is published.
        OSError: The site cannot be written.
    """
    target = settings.reports / "site"
    with opened(settings) as published, new_folder(target) as fresh:
        facts = Facts(published)
        pages = list(pages_of(facts))
        total = len(pages) * len(Language)
        for done, (path, text) in enumerate(rendered(facts, settings, pages), start=1):
            file = fresh / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            progress(done, total)
        shutil.copytree(ASSETS, fresh / "assets")
    return Site(target / "index.html", published.build_id, total)


def rendered(facts: Facts, settings: Settings, pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each page in each language.

    Args:
        facts: The published facts.
        settings: The run's places, to see what lies beside the site.
        pages: The pages to make.
    """
    templates = environment()
    surroundings = _surroundings(facts, settings)
    for language in Language:
        reading = Reading(facts, language)
        around = {**surroundings, "county_name": reading.name("association", facts.county_code)}
        for page in pages:
            content = {"site": around, "active": page.active, "path_of": surroundings["paths"], **page.content(reading)}
            yield place_of(page.path, language), render(templates, page.template, page.path, reading, content)


def pages_of(facts: Facts) -> Iterator[Page]:
    """Yield every page of the site, the menu's own pages first."""
    yield Page("index.html", "overview.html.j2", overview, "index.html")
    yield Page("indicators.html", "indicators.html.j2", indicator_list, "indicators.html")
    yield Page("quality.html", "quality.html.j2", quality, "quality.html")
    yield Page("findings.html", "findings.html.j2", findings, "quality.html")
    yield Page("printed.html", "printed.html.j2", printed, "quality.html")
    yield Page("definitions.html", "definitions.html.j2", definitions, "definitions.html")
    yield Page("reading.html", "reading.html.j2", how_to_read, "reading.html")
    if facts.has("run"):
        yield Page("runs.html", "runs.html.j2", runs, "runs.html")
    for one in (*facts.county, *facts.examples):
        yield Page(one.path, "association.html.j2", association(one), one.path)
        yield Page(one.people, "people.html.j2", people(one), one.path)
        yield Page(one.sources, "sources.html.j2", sources(one), one.path)
    for code in facts.indicators:
        yield Page(indicator_path(code), "indicator.html.j2", indicator(code), "indicators.html")
    for table in tables(facts):
        yield Page(definition_path(table), "definition_table.html.j2", definition_table(table), "definitions.html")


def _surroundings(facts: Facts, settings: Settings) -> dict[str, Any]:
    """Return what stands around every page: the build, the menu, and what lies beside the site."""
    return {
        "build": facts.build,
        "year": facts.year,
        "associations": [*facts.county, *facts.examples],
        "has_runs": facts.has("run"),
        "handbook": f"../{_HANDBOOK.as_posix()}" if (settings.reports / _HANDBOOK).exists() else "",
        "packs": _packs(settings),
        "example": next((one.code for one in facts.county), ""),
        "paths": {one.code: one.path for one in (*facts.county, *facts.examples)},
    }


def _packs(settings: Settings) -> dict[str, list[tuple[str, str]]]:
    """Return association or county -> the packs that are made, the newest first: file name and where it lies."""
    made: dict[str, list[tuple[str, str]]] = {}
    for file in sorted(settings.packs.glob("*/*/*.*"), key=lambda file: (-int(file.parent.name), file.name)):
        owner = file.parent.parent.name
        made.setdefault(owner, []).append((file.name, f"../{file.relative_to(settings.reports).as_posix()}"))
    return made
