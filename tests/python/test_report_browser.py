"""The report site in a real browser: silent, reachable by keyboard, legible, sortable, searchable, on a phone too."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nights import Night
from report_pages import made_site

PAGES = (
    "index.html",
    "en/index.html",
    "association/sydnarke.html",
    "association/exempel.html",
    "people/sydnarke.html",
    "people/exempel.html",
    "sources/sydnarke.html",
    "indicators.html",
    "indicator/step_forward_share_of_completed.html",
    "quality.html",
    "findings.html",
    "printed.html",
    "definitions.html",
    "definition/cost_rule.html",
    "reading.html",
)
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}

# Every visible text against what lies behind it; the contrast as WCAG 2 defines it, 4.5 or 3 for large text.
_CONTRAST = """() => {
  const luminance = ([r, g, b]) => {
    const parts = [r, g, b].map((c) => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const colour = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const found = colour(getComputedStyle(at).backgroundColor);
      if (found.length === 3 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  };
  const weak = new Set();
  let seen = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !element.checkVisibility() || element.closest("svg")) continue;
    const style = getComputedStyle(element);
    const [one, other] = [luminance(colour(style.color)), luminance(ground(element))].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize);
    const needed = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    seen += 1;
    if ((one + 0.05) / (other + 0.05) < needed) weak.add(`${element.tagName}.${element.className} ${style.color}`);
  }
  return [seen, [...weak]];
}"""


@pytest.fixture(scope="module")
def site(night: Night, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_site(night, tmp_path_factory)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = os.environ.get("FINSAM_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no browser: chromium is not installed")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def view(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    page = browser.new_page(viewport=request.param)
    yield page
    page.close()


@pytest.fixture
def desk(browser: Any) -> Iterator[Any]:
    page = browser.new_page(viewport=DESK)
    yield page
    page.close()


def address(site: Path, name: str) -> str:
    return (site / name).as_uri()


def test_no_page_complains_asks_outside_or_is_wider_than_the_screen(view: Any, site: Path) -> None:
    said: list[str] = []
    asked: list[str] = []
    view.on("console", lambda message: said.append(message.text))
    view.on("pageerror", lambda error: said.append(str(error)))
    view.on("request", lambda request: asked.append(request.url))
    wide = []
    for name in PAGES:
        view.goto(address(site, name))
        if view.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(name)
    assert said == []
    assert wide == []
    assert [url for url in asked if not url.startswith((site.as_uri(), "data:"))] == []


def test_text_stands_out_from_its_ground(desk: Any, site: Path) -> None:
    weak = {}
    for name in PAGES:
        desk.goto(address(site, name))
        seen, found = desk.evaluate(_CONTRAST)
        assert seen > 20, name
        if found:
            weak[name] = found
    assert weak == {}


def test_a_chart_is_legible_on_a_phone(browser: Any, site: Path) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(address(site, "index.html"))
    sizes = page.evaluate(
        """() => [...document.querySelectorAll("figure svg text")].map((text) => {
          const svg = text.ownerSVGElement;
          return parseFloat(getComputedStyle(text).fontSize) * svg.clientWidth / svg.viewBox.baseVal.width;
        })"""
    )
    page.close()
    assert len(sizes) > 20
    assert min(sizes) > 10.5


def test_the_keyboard_reaches_the_content_the_search_and_the_sorting(desk: Any, site: Path) -> None:
    desk.goto(address(site, "findings.html"))
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.className") == "skip"
    desk.keyboard.press("Enter")
    reached = []
    for _ in range(6):
        desk.keyboard.press("Tab")
        reached.append(
            desk.evaluate("document.activeElement.tagName + ' ' + (document.activeElement.type || '')").strip()
        )
        assert desk.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert "INPUT search" in reached
    assert "BUTTON button" in reached
    assert reached.index("INPUT search") < reached.index("BUTTON button")
    desk.keyboard.press("Enter")
    assert desk.locator("th[aria-sort]").count() == 1


def test_a_table_is_sorted_by_number_with_what_is_missing_last(desk: Any, site: Path) -> None:
    desk.goto(address(site, "indicator/step_forward_share_of_completed.html"))
    head = desk.locator("[data-tools] thead th").nth(6)
    for direction in ("ascending", "descending"):
        head.locator("button").click()
        assert head.get_attribute("aria-sort") == direction
        shown = desk.eval_on_selector_all(
            "[data-tools] tbody tr",
            "rows => rows.map((row) => row.cells[6].querySelector('[data-value]').dataset.value)",
        )
        numbers = [float(value) for value in shown if value]
        assert numbers == sorted(numbers, reverse=direction == "descending")
        assert len(numbers) > 5
        assert not any(shown[len(numbers) :])
    desk.locator("[data-tools] thead th").nth(0).locator("button").click()
    names = desk.eval_on_selector_all("[data-tools] tbody tr", "rows => rows.map((row) => row.cells[0].innerText)")
    assert names[0] < names[-1]


def test_a_search_shows_the_rows_with_all_its_words(desk: Any, site: Path) -> None:
    for name, last in (("findings.html", " rader"), ("en/findings.html", " rows")):
        desk.goto(address(site, name))
        rows = desk.locator("[data-tools] tbody tr")
        total = rows.count()
        desk.locator("input[type=search]").fill("SYDNÄRKE  kumla")
        shown = desk.eval_on_selector_all(
            "[data-tools] tbody tr",
            "rows => rows.filter((row) => row.checkVisibility()).map((row) => row.innerText.toLowerCase())",
        )
        assert 0 < len(shown) < total
        assert all("sydnärke" in text and "kumla" in text for text in shown)
        said = desk.locator(".count").first.inner_text()
        assert said.startswith(str(len(shown)))
        assert said.endswith(last)


def test_the_language_switch_leads_to_the_same_page(desk: Any, site: Path) -> None:
    desk.goto(address(site, "association/sydnarke.html"))
    desk.get_by_role("link", name="In English").click()
    assert desk.url == address(site, "en/association/sydnarke.html")
    assert desk.evaluate("document.documentElement.lang") == "en"
    desk.get_by_role("link", name="På svenska").click()
    assert desk.url == address(site, "association/sydnarke.html")


def test_a_number_leads_to_its_explanation(desk: Any, site: Path) -> None:
    desk.goto(address(site, "index.html"))
    link = desk.locator('.cards a.num[data-key*="step_forward_share_of_completed"]').first
    value = link.get_attribute("data-value")
    link.click()
    row = desk.locator("tr:target")
    assert row.locator(f'[data-value="{value}"]').count() == 1
    row.locator("summary").click()
    assert "finsam explain step_forward_share_of_completed" in row.inner_text()


def test_without_the_script_every_table_is_whole(browser: Any, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address(site, "findings.html"))
    assert page.locator("tbody tr").count() > 100
    assert page.locator(".tools").first.is_hidden()
    assert page.locator("th button").count() == 0
    context.close()
