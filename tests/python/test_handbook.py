"""The docs site: opened from a folder it answers what a controller asks, and leads nowhere else."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from nights import PROJECT, Night, beside

from finsam.errors import InputError
from finsam.handbook.models import portable_manifest
from finsam.handbook.site import make_docs
from finsam.handbook.text import read_text

CHROMIUM = Path("/usr/bin/chromium")
TAG = re.compile(r"<(?:a|link|script|img|iframe|source)\b[^>]*?\b(?:href|src)=\"([^\"]*)\"")
DBT = "dbt/index.html"


@pytest.fixture(scope="module")
def site(night: Night, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_docs(beside(night, tmp_path_factory.mktemp("docs") / "var")).index.parent


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, str]:
    """Place -> HTML, of the pages that are our own."""
    found = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    del found[DBT]
    return found


def _links(pages: dict[str, str]) -> Iterator[tuple[str, str]]:
    for place, page in pages.items():
        for target in TAG.findall(page):
            yield place, html.unescape(target)


def test_every_link_leads_to_a_page_and_its_anchor(site: Path, pages: dict[str, str]) -> None:
    broken = []
    for place, target in _links(pages):
        if target == "data:,":
            continue
        path, _, anchor = target.partition("#")
        page = (site / place).parent / unquote(path) if path else site / place
        found = page.is_file() and page.resolve().is_relative_to(site.resolve())
        if not found or (anchor and f'id="{anchor}"' not in page.read_text(encoding="utf-8")):
            broken.append((place, target))
    assert broken == []


def test_the_pages_are_told_to_load_nothing(pages: dict[str, str]) -> None:
    assert all("default-src 'none'" in page and "<script" not in page for page in pages.values())


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Lämna en leverans", "exports/"),
        ("Läs en iakttagelse", "finsam finding show"),
        ("Ändra en definition", "finsam definitions impact"),
        ("Stäng ett år", "finsam periods close"),
        ("Följ ett tal", "finsam explain"),
    ],
)
def test_the_handbook_answers_what_a_controller_asks(pages: dict[str, str], question: str, answer: str) -> None:
    asked = re.search(rf'href="handbook.html#([^"]+)">{question}', pages["index.html"])
    assert asked
    section = pages["handbook.html"].split(f'id="{asked[1]}"')[1].split("<h2")[0]
    assert answer in html.unescape(re.sub(r"<[^>]+>", "", section))


def test_the_glossary_has_every_term_indicator_and_relation(night: Night, pages: dict[str, str]) -> None:
    glossary = html.unescape(pages["glossary.html"])
    named = night.rows("label")
    for kind in ("term", "relation", "column"):
        missing = [row["code"] for row in named if row["code_kind"] == kind and row["label_sv"] not in glossary]
        assert missing == []
    in_force = [row for row in night.rows("indicator") if row["in_force_status"] == "in_force"]
    assert [row["indicator_code"] for row in in_force if row["name_sv"] not in glossary] == []


def test_every_table_of_definitions_has_its_rows(night: Night, pages: dict[str, str]) -> None:
    tables = {row["definition_table"] for row in night.rows("definition") if row["in_force_status"] == "in_force"}
    shown = {Path(place).stem for place in pages if place.startswith("definitions/")}
    assert shown == tables
    caps = [row for row in night.rows("definition") if row["definition_table"] == "equity_cap"]
    assert all(row["content"] in html.unescape(pages["definitions/equity_cap.html"]) for row in caps)


def test_no_page_tells_where_it_was_made_or_when(night: Night, site: Path) -> None:
    for path in site.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        for place in (str(night.var), str(site), str(PROJECT), str(Path.home()) + "/"):
            assert place not in page, path.name
        assert not re.search(r"/(?:tmp|home|Users|builds)/\w+/", page), path.name
    models = (site / DBT).read_text(encoding="utf-8")
    assert '"compiled_code"' not in models and '"created_at"' not in models and '"invocation_id"' not in models


def test_the_same_build_makes_the_same_bytes_and_replaces_the_former_site(night: Night, tmp_path: Path) -> None:
    settings = beside(night, tmp_path / "var")
    first = make_docs(settings).index.parent
    former = {path.relative_to(first): path.read_bytes() for path in first.rglob("*.html")}
    (first / "stale.html").write_text("old", encoding="utf-8")
    second = make_docs(settings).index.parent
    assert {path.relative_to(second): path.read_bytes() for path in second.rglob("*.html")} == former
    assert [path.name for path in second.parent.iterdir()] == ["docs"]


def test_without_a_manifest_the_command_says_what_to_do(night: Night, tmp_path: Path) -> None:
    settings = beside(night, tmp_path / "var")
    (settings.var / "target").unlink()
    with pytest.raises(InputError, match="finsam nightly"):
        make_docs(settings)
    assert not (settings.var / "reports" / "docs").exists()


def test_a_document_is_shown_and_not_obeyed() -> None:
    text = read_text(
        "# Rubrik <b>\n\n## En / One\n\n## En / One\n\n<script>alert(1)</script> [in](b.md#c) [out](../x.py) "
        "[evil](javascript:alert) [net](https://example.org)\n\n| a |\n|---|\n| b |\n",
        {"b"},
    )
    assert text.title == "Rubrik <b>"
    assert [heading.anchor for heading in text.headings] == ["en-one", "en-one-2"]
    assert "<script" not in text.html
    assert 'href="b.html#c"' in text.html
    assert text.html.count("href=") == 1
    assert 'class="wide"' in text.html


def test_the_manifest_loses_what_only_this_machine_knows() -> None:
    node = {"name": "a", "root_path": "/home/x", "compiled_code": "x", "meta": {"at": "/srv/var/raw/sie/*.parquet"}}
    manifest = {
        "metadata": {"dbt_version": "1", "user_id": "u", "invocation_id": "i"},
        "nodes": {"model.finsam.a": {**node, "package_name": "finsam", "path": "/srv/project/a.sql"}},
        "macros": {"macro.dbt.b": {"package_name": "dbt"}},
    }
    own = portable_manifest(manifest, {"/srv/project": "."})
    assert own["nodes"]["model.finsam.a"] == {
        "name": "a", "package_name": "finsam", "path": "./a.sql", "meta": {"at": "var/raw/sie/*.parquet"},
    }  # fmt: skip
    assert own["macros"] == {}
    assert not {"user_id", "invocation_id"} & own["metadata"].keys()


@pytest.mark.skipif(not CHROMIUM.exists(), reason="chromium is not installed")
def test_a_browser_opens_the_pages_without_an_error_or_a_request(site: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    errors, requests = [], []
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 360, "height": 740})
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda request: requests.append(request.url))
        for place in ("index.html", "handbook.html", "glossary.html", "definitions/cost_rule.html", DBT):
            page.goto((site / place).as_uri())
            if place == DBT:
                page.wait_for_selector("text=finsam", state="attached")
            else:
                wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                assert wide <= 0, place
        browser.close()
    assert errors == []
    assert [url for url in requests if not url.startswith(("file:", "data:", "blob:"))] == []
