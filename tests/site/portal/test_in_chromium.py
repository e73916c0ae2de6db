"""Pages of every kind in Chromium: quiet, at home, not too wide, without a finding of axe."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from tests.browser import complaints, prefer_dark, requested, resize
from tests.conftest import MISSING
from tests.site.portal.pages import PHONE, WIDTH, one_of_each_kind

AXE = Path(__file__).parents[3] / "build" / "node" / "node_modules" / "axe-core" / "axe.min.js"  # scripts/test.py
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_CUT = "[...document.querySelectorAll('main > figure:has(.names)')].filter((map) => map.scrollWidth > map.clientWidth)"
# Rows and items after the twelfth are like those before it, and axe takes a second for each thousand elements.
_FEW = "for (const each of document.querySelectorAll('tbody tr:nth-child(n+13), li:nth-child(n+13)')) each.remove();\n"
_RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {runOnly: %s, resultTypes: ["violations"], preload: false}).then((found) => done(found.violations
  .filter((each) => ["serious", "critical"].includes(each.impact))
  .map((each) => `${each.id}: ${each.nodes.length}: ${each.nodes[0].html.slice(0, 160)}`)));
"""
Findings = Mapping[str, Mapping[str, list[str]]]  # by check and page


@pytest.fixture(scope="module")
def seen(running_browser: webdriver.Chrome, portal: Path) -> Findings:
    """What each check finds on a page of each kind, opened once from the disk."""
    program = AXE.read_text(encoding="utf-8") if AXE.is_file() else ""
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    browser = running_browser
    complaints(browser)
    requested(browser)
    for page in [portal / "index.html", *one_of_each_kind(portal, 0)]:
        resize(browser, PHONE, 740)
        prefer_dark(browser, dark=False)
        browser.get(page.as_uri())
        width, maps = browser.execute_script(f"return [{WIDTH}, {_CUT}.length]")
        told = {"wide": [str(width)] if width > PHONE else ["a map"] * maps}
        resize(browser, 1280, 900)
        if program:
            browser.execute_script(_FEW + program)
            told["light"] = browser.execute_async_script(_RUN % json.dumps(RULES))
            prefer_dark(browser, dark=True)  # in which colours alone are others
            told["dark"] = browser.execute_async_script(_RUN % json.dumps(["color-contrast"]))
        told["said"] = complaints(browser)
        told["left"] = [each for each in requested(browser) if not each.startswith((portal.as_uri(), "blob:"))]
        for check, what in told.items():
            if what:
                found[check][page.relative_to(portal).as_posix()] = what
    return found


def test_no_page_complains(seen: Findings) -> None:
    assert not seen["said"]


def test_no_page_asks_for_what_is_not_of_the_site(seen: Findings) -> None:
    assert not seen["left"]


def test_no_page_scrolls_sideways_on_a_phone(seen: Findings) -> None:
    assert not seen["wide"]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_axe_finds_nothing_serious(seen: Findings, mode: str) -> None:
    if not AXE.is_file():
        pytest.skip(f"{MISSING} axe-core (npm; scripts/test.py installs it)")
    assert not seen[mode]


def test_pages_can_be_read_without_scripts(browser: webdriver.Chrome, portal: Path) -> None:
    resize(browser, PHONE, 740)
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    map_ = "nav.sections a[href='map.html'], nav.sections a[href$='/map.html']"
    try:
        for page in one_of_each_kind(portal, 1):
            browser.get(page.as_uri())
            assert browser.execute_script("return document.getElementById('main').innerText.length") > 40, page.name
            assert browser.find_elements(By.CSS_SELECTOR, map_), page.name
            assert browser.execute_script(f"return {WIDTH}") <= PHONE, page.name
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_a_page_that_is_read_in_dark_is_printed_on_light_paper(browser: webdriver.Chrome, portal: Path) -> None:
    page = next((portal / "en" / "tie").glob("*.html"))
    browser.get(page.as_uri())
    browser.execute_script("document.documentElement.dataset.theme = 'dark'")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        looks = (
            "return ['html', 'h1', 'main > figure svg'].map((each) => getComputedStyle(document.querySelector(each)))"
        )
        paper, words, drawing = browser.execute_script(
            f"{looks}.map((each) => [each.backgroundColor, each.color, each.filter])"
        )
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert (paper[0], words[1], drawing[2]) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)", "none")
