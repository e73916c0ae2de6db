"""Pages of every kind in Chromium and Firefox: quiet, at home, not too wide, without a finding of axe."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from tests.browser import complaints, prefer_dark, requested, resize
from tests.conftest import MISSING
from tests.firefox import Firefox
from tests.site.portal.pages import one_of_each_kind

AXE = Path(__file__).parents[3] / "build" / "node" / "node_modules" / "axe-core" / "axe.min.js"  # scripts/test.py
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
PHONE = 360
_WIDTH = "document.scrollingElement.scrollWidth"
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
        width, maps = browser.execute_script(f"return [{_WIDTH}, {_CUT}.length]")
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
            assert len(browser.find_element(By.ID, "main").text) > 40, page.name
            assert browser.find_elements(By.CSS_SELECTOR, map_), page.name
            assert browser.execute_script(f"return {_WIDTH}") <= PHONE, page.name
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_pages_are_quiet_in_firefox_below_a_path_of_a_host(fox: Firefox, portal: Path, host: str) -> None:
    fox.resize(PHONE, 740)
    said, left, wide = {}, {}, {}
    for page in one_of_each_kind(portal, 2):
        address = page.relative_to(portal).as_posix()
        fox.get(host + address)
        if fox.run(_WIDTH) > PHONE:
            wide[address] = fox.run(_WIDTH)
        wrong, asked = fox.happened()
        assert host + address in asked
        if wrong:
            said[address] = wrong
        if away := [each for each in asked if not each.startswith((host, "blob:"))]:
            left[address] = away
    assert not said
    assert not left
    assert not wide


def test_search_and_slider_work_in_firefox(fox: Firefox, host: str) -> None:
    def until(expression: str, wanted: object) -> None:
        end = time.monotonic() + 10
        while (found := fox.run(expression)) != wanted and time.monotonic() < end:
            time.sleep(0.02)
        assert found == wanted

    down, left, enter = "\ue015", "\ue012", "\ue007"
    fox.get(f"{host}zh/index.html")
    fox.press("/", *"харбин")
    until("document.querySelector('#search-list b')?.textContent", "哈尔滨市")
    fox.press(down, enter)
    until("document.readyState === 'complete' && document.querySelector('h1').textContent", "哈尔滨市")
    fox.get(f"{host}ru/map.html")
    fox.run("document.getElementById('map-year').focus()")
    fox.press(left, left)
    until("location.hash.startsWith('#year=20')", True)
    until("document.getElementById('map-year-told').textContent === location.hash.slice(6)", True)
    assert fox.happened()[0] == []
