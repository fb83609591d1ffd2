"""The report site as files: every link leads somewhere, every number is the mart's, nothing comes from outside."""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

import duckdb
import pytest
from nights import Night
from report_pages import made_site
from typer.testing import CliRunner

from finsam.charts.bars import Value, bars
from finsam.charts.drawing import Caption
from finsam.cli import app
from finsam.files import put_folder
from finsam.published import opened
from finsam.report.cells import Cell, anchor, slug
from finsam.report.quality import findings
from finsam.report.reading import Facts, Reading
from finsam.report.site import Page, pages_of, rendered
from finsam.report.sources import named
from finsam.settings import load_settings
from finsam.wording import Language

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Number:
    """One number as a page shows it."""

    relation: str
    key: str
    column: str
    value: str
    unit: str
    state: str
    text: str = ""
    is_link: bool = False


@dataclass
class Parsed(HTMLParser):
    """What a test asks of a page."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    unbalanced: list[str] = field(default_factory=list)
    lang: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, dict[str, str], Number | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        if "id" in own:
            self.ids.append(own["id"])
        if tag == "html":
            self.lang = own["lang"]
        if tag == "a":
            self.links.append(own["href"])
        if tag in ("script", "img", "iframe") and "src" in own:
            self.loads.append(own["src"])
        if tag == "link":
            self.loads.append(own["href"])
        number = None
        if "data-state" in own:
            keyed = next(around for _, around, _ in [*reversed(self._open), ("", own, None)] if "data-key" in around)
            keyed = own if "data-key" in own else keyed
            number = Number(
                keyed["data-relation"],
                keyed["data-key"],
                own["data-column"],
                own["data-value"],
                own["data-unit"],
                own["data-state"],
                is_link=tag == "a",
            )
            self.numbers.append(number)
        if tag not in VOID:
            self._open.append((tag, own, number))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            self.unbalanced.append(tag)
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for _, _, number in self._open:
            if number is not None:
                number.text += data


@pytest.fixture(scope="session")
def site(night: Night, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_site(night, tmp_path_factory)


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[Path, Parsed]:
    found = {}
    for path in sorted(site.rglob("*.html")):
        page = Parsed()
        page.feed(path.read_text(encoding="utf-8"))
        found[path] = page
    return found


def test_the_site_has_all_pages_in_both_languages_and_is_small(site: Path, pages: dict[Path, Parsed]) -> None:
    swedish = {path.relative_to(site) for path in pages if path.relative_to(site).parts[0] != "en"}
    english = {path.relative_to(site / "en") for path in pages if path.relative_to(site).parts[0] == "en"}
    assert swedish == english
    assert {page.lang for path, page in pages.items() if path.relative_to(site) in swedish} == {"sv"}
    assert {page.lang for path, page in pages.items() if path.relative_to(site) not in swedish} == {"en"}
    kinds = ("index", "indicators", "quality", "findings", "printed", "definitions", "reading")
    assert {Path(f"{name}.html") for name in kinds} <= swedish
    assert {Path("association/sydnarke.html"), Path("people/sydnarke.html")} <= swedish
    assert Path("indicator/admin_share_of_cost.html") in swedish
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) < 20_000_000


def test_every_tag_is_closed_and_no_id_stands_twice_on_a_page(pages: dict[Path, Parsed]) -> None:
    assert {path: page.unbalanced[:3] for path, page in pages.items() if page.unbalanced} == {}
    assert {
        path: len(page.ids) - len(set(page.ids)) for path, page in pages.items() if len(page.ids) > len(set(page.ids))
    } == {}


def test_every_link_leads_to_a_page_and_a_place_that_exist(site: Path, pages: dict[Path, Parsed]) -> None:
    places = {str(path): set(page.ids) for path, page in pages.items()}
    beside = tuple(str(site.parent / name) for name in ("docs", "packs"))
    broken = set()
    for path, page in pages.items():
        for link in set(page.links):
            target, _, place = link.partition("#")
            aim = os.path.normpath(path.parent / unquote(target)) if target else str(path)
            if aim.startswith(beside):
                continue
            if aim not in places or (place and unquote(place) not in places[aim]):
                broken.add((path.relative_to(site).as_posix(), link))
    assert broken == set()


def test_no_page_asks_for_anything_from_outside(site: Path, pages: dict[Path, Parsed]) -> None:
    for path, page in pages.items():
        for address in [*page.loads, *page.links]:
            assert not re.match(r"(?:[a-z]+:)?//|https?:|javascript:", address), (path, address)
        for address in page.loads:
            if address != "data:,":
                assert (path.parent / address).resolve().is_relative_to(site), (path, address)
    for path in site.rglob("assets/*"):
        assert "http" not in path.read_text(encoding="utf-8").replace("http://www.w3.org", ""), path


def test_no_number_differs_from_the_mart(night: Night, pages: dict[Path, Parsed]) -> None:
    """Each number is looked up by the relation, key and column it names; its text is that value as people write it."""
    numbers = [(page.lang, number) for page in pages.values() for number in page.numbers]
    assert len(numbers) > 10_000
    database = (night.var / "current").resolve() / "finsam.duckdb"
    with duckdb.connect(str(database), read_only=True) as connection:
        mart = _Mart(connection)
        wrong = []
        for lang, number in numbers:
            value, suppressed = mart.look_up(number)
            state = "value" if value is not None else "suppressed" if suppressed else "missing"
            if number.state == "missing" and state == "suppressed" and mart.was_never_told(number):
                state = "missing"
            shown = Decimal(number.value) if number.value else None
            if (shown, number.state) != (value, state) or not _says(number, lang):
                wrong.append((number, value, state))
    assert wrong[:5] == []


def _says(number: Number, lang: str) -> bool:
    language = Language(lang)
    if number.state == "suppressed":
        return number.text == language.hidden
    if number.state == "missing":
        return number.text.startswith("–") and not re.search(r"\d", number.text)
    written = {
        Cell(Decimal(number.value), number.unit, "", "", {}, is_ratio=ratio).text(language) for ratio in (False, True)
    }
    return number.text in written


class _Mart:
    """Looks numbers up, each relation read once for each set of key columns."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._rows: dict[tuple[str, tuple[str, ...]], dict[tuple[str, ...], list[dict[str, Any]]]] = {}

    def look_up(self, number: Number) -> tuple[Decimal | None, bool]:
        key = dict(parse_qsl(number.key, keep_blank_values=True))
        rows = self._of(number.relation, tuple(key)).get(tuple(key.values()), [])
        if number.column == "count(*)":
            return Decimal(len(rows)), False
        summed = re.fullmatch(r"sum\((\w+)\)", number.column)
        if summed:
            values = [row[summed[1]] for row in rows if row[summed[1]] is not None]
            return (Decimal(sum(values)) if values else None), False
        if number.state == "missing" and not rows:
            return None, False
        assert len(rows) == 1, (number, len(rows))
        value = rows[0][number.column]
        return (None if value is None else Decimal(str(value))), bool(rows[0].get("is_suppressed"))

    def was_never_told(self, number: Number) -> bool:
        """What no one planned, and a count without any source, hides nothing."""
        if number.relation not in ("participant_flow", "waiting_time"):
            return number.column == "target_value"
        key = (number.relation, dict(parse_qsl(number.key))["fact_key"], number.column)
        return not self._of("figure_part", ("relation", "fact_key", "part")).get(key)

    def _of(self, relation: str, columns: tuple[str, ...]) -> dict[tuple[str, ...], list[dict[str, Any]]]:
        if (relation, columns) not in self._rows:
            cursor = self._connection.execute(f'select * from published."{relation}"')
            names = [column[0] for column in cursor.description or []]
            found = defaultdict(list)
            for values in cursor.fetchall():
                row = dict(zip(names, values, strict=True))
                found[tuple("" if row[name] is None else str(row[name]) for name in columns)].append(row)
            self._rows[relation, columns] = found
        return self._rows[relation, columns]


# Section of a page -> the relation it shows, the columns that pick a row there, and which of its rows.
_EVERY: dict[str, tuple[str, ...]] = {}
_SECTIONS: dict[tuple[str, str], tuple[str, tuple[str, ...], dict[str, tuple[str, ...]]]] = {
    ("association", "h-staff"): ("staffing", ("programme_code", "role", "funder"), _EVERY),
    ("people", "h-referrals"): ("referral", ("fact_key",), _EVERY),
    ("people", "h-waiting"): ("waiting_time", ("fact_key",), _EVERY),
    ("people", "h-municipality"): ("participant_flow", ("fact_key",), {"slice": ("municipality",)}),
    ("people", "h-sex"): ("participant_flow", ("fact_key",), {"slice": ("sex", "municipality_sex")}),
    ("people", "h-after"): ("follow_up", ("fact_key",), _EVERY),
}


def _section(page: Path, name: str) -> tuple[str, Parsed]:
    """Return the words of a section of a page, and what it holds."""
    found = re.search(rf'<section aria-labelledby="{name}">.*?</section>', page.read_text(encoding="utf-8"), re.DOTALL)
    assert found, (page.name, name)
    section = Parsed()
    section.feed(found[0])
    return found[0], section


@pytest.mark.parametrize(("room", "name"), _SECTIONS)
def test_a_section_shows_every_delivered_row_or_says_that_none_was_delivered(
    night: Night, site: Path, room: str, name: str
) -> None:
    relation, keys, only = _SECTIONS[room, name]
    rows = [row for row in night.rows(relation) if all(row[column] in codes for column, codes in only.items())]
    filled = 0
    for page in sorted((site / room).glob("*.html")):
        own = {tuple(row[key] for key in keys): row for row in rows if row["association_code"] == page.stem}
        text, section = _section(page, name)
        seen = set()
        for number in section.numbers:
            if number.relation == relation and not number.column.startswith("sum("):
                found = dict(parse_qsl(number.key, keep_blank_values=True))
                key = tuple(found[column] for column in keys)
                seen.add(key)
                value = own[key][number.column]
                assert number.value == "" if value == "" else Decimal(number.value) == Decimal(value), (key, number)
        assert seen == own.keys(), page.name
        assert ("Inte levererat" in text.partition("<h3>")[0]) == (not own), page.name
        filled += bool(own)
    assert 0 < filled < len(list((site / room).glob("*.html")))


def test_what_is_paid_and_worked_is_the_sum_of_what_was_delivered(night: Night, site: Path) -> None:
    _, staff = _section(site / "association" / "sydnarke.html", "h-staff")
    paid = {number.key: Decimal(number.value) for number in staff.numbers if number.column == "sum(fte)"}
    delivered = [Decimal(row["fte"]) for row in night.rows("staffing") if row["association_code"] == "sydnarke"]
    assert len(paid) == 2
    assert sum(paid.values()) == sum(delivered)
    costs = [number for number in staff.numbers if "cost_per_position" in number.key and number.state == "value"]
    assert {number.text for number in costs} >= {"559\N{NO-BREAK SPACE}155"}
    _, worked = _section(site / "association" / "exempel.html", "h-staff")
    hours = [number.value for number in worked.numbers if number.column == "hours"]
    assert sorted(hours) == sorted(row["hours"] for row in night.rows("time_report"))


def test_a_count_is_hidden_only_where_there_is_one(night: Night, site: Path, pages: dict[Path, Parsed]) -> None:
    """The controllers' own relations say whether a count that is not shown exists."""
    columns = {
        "participant_flow": ("opening", "new", "completed", "closing", "total", "budgeted"),
        "waiting_time": ("application_count", "offered_count", "assessable_count", "within_14_days_count"),
        "referral": ("referral_count",),
    }
    truth = {
        (relation, row[0], column): value is not None
        for relation, names in columns.items()
        for row in night.inside(f"select fact_key, {', '.join(names)} from controller.controller.{relation}")
        for column, value in zip(names, row[1:], strict=True)
    }
    states: dict[bool, set[str]] = {True: set(), False: set()}
    for room in ("association", "people"):
        for page in sorted((site / room).glob("*.html")):
            for number in pages[page].numbers:
                if number.column in columns.get(number.relation, ()):
                    key = (number.relation, dict(parse_qsl(number.key))["fact_key"], number.column)
                    states[truth[key]].add(number.state)
    assert states == {True: {"value", "suppressed"}, False: {"missing"}}


def test_what_is_missing_names_its_source_and_what_has_come_instead(site: Path) -> None:
    never, _ = _section(site / "people" / "sofint.html", "h-waiting")
    assert "förbundet har inte lämnat någon källa till detta (Ansökningar)" in never
    silent, section = _section(site / "people" / "sofint.html", "h-municipality")
    assert "det som har kommit säger inget om detta" in silent
    assert section.links == ["../sources/sofint.html#delivery.participants"]
    english, _ = _section(site / "en" / "people" / "sofint.html", "h-waiting")
    assert "Not delivered" in english
    assert section.numbers == []


def test_a_chart_of_referrers_keeps_the_hidden_ones_in_their_place(night: Night, site: Path) -> None:
    text, _ = _section(site / "people" / "sydnarke.html", "h-referrals")
    charts = re.findall(r"<svg\b.*?</svg>", text, re.DOTALL)
    rows = [row for row in night.rows("referral") if row["programme_code"] in ("coachingteam", "mottagningsteam")]
    assert len(charts) == 2
    assert sum(chart.count(">skyddad<") for chart in charts) == sum(row["referral_count"] == "" for row in rows) > 0
    assert "2019-01-01 – 2019-05-31" in text


def test_every_number_of_the_county_and_the_associations_leads_to_an_explanation(
    site: Path, pages: dict[Path, Parsed]
) -> None:
    own = [path for room in ("association", "people") for path in sorted((site / room).glob("*.html"))]
    shown = [site / "index.html", site / "en" / "index.html", *own]
    assert len(own) > 8
    assert [
        (path.name, number)
        for path in shown
        for number in pages[path].numbers
        if number.state == "value" and not number.is_link
    ] == []


def test_the_example_is_marked_and_kept_out_of_the_county(site: Path, pages: dict[Path, Parsed]) -> None:
    county = pages[site / "index.html"]
    assert {number.key for number in county.numbers if "exempel" in number.key} == set()
    assert "Påhittat förbund." in (site / "association" / "exempel.html").read_text(encoding="utf-8")
    assert "A made-up association." in (site / "en" / "association" / "exempel.html").read_text(encoding="utf-8")


def test_hidden_and_missing_look_different(pages: dict[Path, Parsed]) -> None:
    states = {number.state for page in pages.values() for number in page.numbers}
    assert states == {"value", "suppressed", "missing"}
    texts = {number.state: number.text for page in pages.values() for number in page.numbers if page.lang == "sv"}
    assert texts["suppressed"] == "skyddad"
    assert texts["missing"].startswith("–")


def test_every_chart_has_a_title_a_description_and_real_text(site: Path) -> None:
    for name in ("index.html", "association/sydnarke.html", "people/sydnarke.html", "en/association/exempel.html"):
        text = (site / name).read_text(encoding="utf-8")
        charts = re.findall(r"<svg\b.*?</svg>", text, re.DOTALL)
        assert charts, name
        for chart in charts:
            assert re.search(r'role="img" [^>]*aria-labelledby="[\w-]+-title [\w-]+-desc"', chart)
            assert re.search(r"<title [^>]*>[^<]+</title><desc [^>]*>[^<]+</desc>", chart)
            assert "<text" in chart
            assert "<metadata" not in chart


def test_the_same_build_gives_the_same_bytes(site: Path, night: Night) -> None:
    settings = load_settings(None, night.var, None)
    with opened(settings) as published:
        facts = Facts(published)
        wanted = {"index.html", "association/sydnarke.html", "people/exempel.html"}
        pages = [page for page in pages_of(facts) if page.path in wanted]
        again = dict(rendered(facts, settings, pages))
    assert len(again) == 2 * len(wanted)
    assert {path for path, text in again.items() if text != (site / path).read_text(encoding="utf-8")} == set()


def test_a_site_of_examples_only_says_that_no_one_has_delivered(night: Night) -> None:
    settings = load_settings(None, night.var, None)
    with opened(settings) as published:
        facts = Facts(published)
        example = facts.examples[0]
        vars(facts).update(county=[], _delivering=[example], values=[], year_values={})
        pages = [page for page in pages_of(facts) if page.path in ("index.html", "indicators.html", example.path)]
        texts = dict(rendered(facts, settings, pages))
    assert "har lämnat uppgifter ännu" in texts["index.html"]
    assert "has delivered yet" in texts["en/index.html"]


def test_what_the_data_says_is_text_and_never_code(night: Night) -> None:
    """A row with markup in every text, and a quote that would leave an attribute."""
    hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    settings = load_settings(None, night.var, None)
    with opened(settings) as published:
        facts = Facts(published)
        reading = Reading(facts, Language.SV)
        content = dict(findings(reading))
        content["findings"] = [
            {
                "row": {name: hostile if isinstance(value, str) else value for name, value in one["row"].items()},
                "lines": {hostile: [1]},
                "href": f"indicator/{slug(hostile)}.html#{anchor(hostile)}",
            }
            for one in content["findings"][:1]
        ]
        (text,) = (
            text
            for path, text in rendered(
                facts, settings, [Page("findings.html", "findings.html.j2", lambda _: content, "")]
            )
            if not path.startswith("en/")
        )
        chart = bars(Caption("x", hostile, hostile), [Value(hostile, 1.0, hostile)]).svg()
    for made in (text, chart):
        assert "<script>alert" not in made
        assert "<img" not in made
        assert "&lt;" in made


def test_the_command_says_where_the_site_is(site: Path) -> None:
    said = json.loads((site.parents[2] / "said.json").read_text(encoding="utf-8"))
    assert said["status"] == "ok"
    assert Path(said["index"]).parts[-4:] == ("var", "reports", "site", "index.html")
    assert said["pages"] == len(list(site.rglob("*.html")))


def test_nothing_published_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    result = CliRunner().invoke(app, ["report", "--exports", str(tmp_path / "exports"), "--var", str(tmp_path / "var")])
    assert result.exit_code == 3
    assert "Inget är publicerat ännu" in result.output
    assert not (tmp_path / "var" / "reports" / "site").exists()


@pytest.mark.parametrize("text", ["a b", "A", "å", "../x", "", "-", "a/b", "a.b", "x" * 300])
def test_a_slug_is_a_safe_name_of_its_own(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9_-]+", slug(text))
    others = {"a-b", "a", "x", "aa", "a_b"} - {text}
    assert slug(text) not in others


def test_a_key_has_its_own_place() -> None:
    assert anchor("cost_split", "a/2019/shared/b") == "cost_split.a.2019.shared.b"
    assert anchor("a/b c") != anchor("a/b-c")


def test_a_folder_takes_the_place_of_another_or_leaves_it(tmp_path: Path) -> None:
    target, fresh = tmp_path / "site", tmp_path / ".site.tmp"
    for words in ("old", "new"):
        fresh.mkdir()
        (fresh / "index.html").write_text(words, encoding="utf-8")
        put_folder(fresh, target)
    assert (target / "index.html").read_text(encoding="utf-8") == "new"
    with pytest.raises(FileNotFoundError):
        put_folder(fresh, target)
    assert (target / "index.html").read_text(encoding="utf-8") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_fact_key_is_told_in_words_also_where_a_word_holds_a_slash(night: Night) -> None:
    view = "sydnarke/-/2019-01-01/2019-12-31/internal/total/-/all/reasons/benefit_support/unknown"
    with opened(load_settings(None, night.var, None)) as published:
        reading = Reading(Facts(published), Language.SV)
        assert named(reading, "exit_outcome", f"{view}/Stöd till FK/AE/shared").endswith(
            f", Stöd till FK/AE, {reading.name('definition_set', 'shared')}"
        )
        assert named(reading, "cost_split", "sydnarke/2019/shared/structural").startswith("2019, ")
