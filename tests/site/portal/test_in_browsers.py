"""Pages of every kind in Chromium: no complaint, no way out, no sideways scroll, no finding of axe; by keyboard, without scripts."""  # noqa: E501

from __future__ import annotations

import json
import threading
from collections.abc import Generator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser import complaints, prefer_dark, requested, resize
from tests.conftest import MISSING
from tests.site.portal.pages import LANGUAGES, kinds

AXE = Path(__file__).parents[3] / "build" / "node" / "node_modules" / "axe-core" / "axe.min.js"  # scripts/test.py
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_RUN = """
const done = arguments[arguments.length - 1];
// The number of a note is as large as the line of its sentence lets it be (WCAG 2.5.8, exception "inline").
const isNote = (rule, node) => rule === "target-size" && document.querySelector(node.target[0])?.closest("sup");
axe.run(document, {runOnly: %s, resultTypes: ["violations"]}).then((found) => done(found.violations
  .filter((each) => ["serious", "critical"].includes(each.impact))
  .map((each) => ({...each, nodes: each.nodes.filter((node) => !isNote(each.id, node))}))
  .filter((each) => each.nodes.length)
  .map((each) => `${each.id}: ${each.nodes.length}: ${each.nodes[0].html.slice(0, 160)}`)));
"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (its name there)
        """Say nothing."""


@pytest.fixture(scope="module")
def host(portal: Path) -> Generator[str]:
    """The address of the site on a sub-path of a host."""
    (portal.parent / "sub").symlink_to(portal, target_is_directory=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(portal.parent))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/sub/"
        server.shutdown()


def test_pages_complain_of_nothing_and_stay_at_home(browser: webdriver.Chrome, portal: Path) -> None:
    said, left = [], []
    for page in [portal / "index.html", *kinds(portal, "ru")]:
        browser.get(page.as_uri())
        said += [f"{page.name}: {each}" for each in complaints(browser)]
        left += [each for each in requested(browser) if not each.startswith((portal.as_uri(), "blob:"))]
    assert not said
    assert not left


def test_pages_work_below_a_path_of_a_host(browser: webdriver.Chrome, portal: Path, host: str) -> None:
    said, left = [], []
    for page in kinds(portal, "zh"):
        browser.get(host + page.relative_to(portal).as_posix())
        said += [f"{page.name}: {each}" for each in complaints(browser)]
        left += [each for each in requested(browser) if not each.startswith((host, "blob:"))]
    assert not said
    assert not left


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_scrolls_sideways_on_a_phone(browser: webdriver.Chrome, portal: Path, lang: str) -> None:
    resize(browser, 360, 740)
    wide = {}
    for page in kinds(portal, lang):
        browser.get(page.as_uri())
        width = browser.execute_script("return document.scrollingElement.scrollWidth")
        if width > 360:
            wide[page.relative_to(portal).as_posix()] = width
    assert not wide


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_serious(browser: webdriver.Chrome, portal: Path, dark: bool) -> None:
    if not AXE.is_file():
        pytest.skip(f"{MISSING} axe-core (npm; scripts/test.py installs it)")
    prefer_dark(browser, dark)
    program, found = AXE.read_text(encoding="utf-8"), {}
    for page in kinds(portal, "en"):
        browser.get(page.as_uri())
        browser.execute_script(program)
        # What changes with the colours is looked at twice, all else once.
        if told := browser.execute_async_script(_RUN % json.dumps(["color-contrast"] if dark else RULES)):
            found[page.relative_to(portal).as_posix()] = told
    assert not found, "\n".join(f"{page}: {each}" for page, told in found.items() for each in told)


def test_a_reader_gets_everywhere_by_keyboard(browser: webdriver.Chrome, portal: Path) -> None:
    def focused() -> Any:
        return browser.switch_to.active_element

    def press(*keys: str) -> None:
        webdriver.ActionChains(browser).send_keys(*keys).perform()

    browser.get((portal / "en" / "ties.html").as_uri())
    press(Keys.TAB)
    assert focused().get_attribute("href").endswith("#main")
    press(Keys.ENTER)
    assert browser.execute_script("return location.hash") == "#main"
    for _step in range(12):
        press(Keys.TAB)
        if focused().tag_name == "button" and focused().find_elements(By.XPATH, "ancestor::th"):
            break
    browser.get((portal / "en" / "index.html").as_uri())
    press("/")
    assert focused().get_attribute("id") == "search"
    passed = []
    for _step in range(20):
        press(Keys.TAB)
        passed.append(focused().get_attribute("href") or "")
    assert {"map.html", "places.html", "questions.html"} <= {each.rpartition("/")[2] for each in passed}
    assert browser.execute_script("return getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_pages_can_be_read_without_scripts(browser: webdriver.Chrome, portal: Path) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        for page in kinds(portal, "en"):
            browser.get(page.as_uri())
            main = browser.find_element(By.ID, "main")
            assert len(main.text) > 40, page.name
            assert browser.find_elements(
                By.CSS_SELECTOR, "nav.sections a[href='map.html'], nav.sections a[href$='/map.html']"
            )
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
