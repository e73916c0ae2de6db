"""The query page in Chromium: written, completed, asked, read, in three languages, by address; and looked at by axe."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from kg.serve.pages import ASSETS
from tests.browser import chromium, complaints, prefer_dark, requested, resize
from tests.conftest import MISSING
from tests.serve.conftest import Served

AXE = Path(__file__).parents[2] / "build" / "node" / "node_modules" / "axe-core" / "axe.min.js"  # scripts/test.py
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {runOnly: %s, resultTypes: ["violations"]}).then((found) => done(found.violations
  .filter((each) => ["serious", "critical"].includes(each.impact))
  .map((each) => `${each.id}: ${each.nodes.length}: ${each.nodes[0].html.slice(0, 160)}`)));
"""
SISTERS = "SELECT ?place ?other WHERE { ?place tie:sisterOf ?other } ORDER BY ?place"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """A browser for all tests of this file."""
    with chromium(tmp_path_factory.mktemp("profile")) as found:
        yield found


def rows(browser: webdriver.Chrome) -> int:
    return len(browser.find_elements(By.CSS_SELECTOR, "#answer ~ .table tbody tr"))


def test_a_query_is_written_with_completion_asked_and_found_again(browser: webdriver.Chrome, served: Served) -> None:
    if not (ASSETS / "editor.js").is_file():
        pytest.skip(f"{MISSING} the editor (npm; scripts/bundle_editor.py makes it)")
    browser.get(f"{served.url}/query?lang=ru")
    waiting = WebDriverWait(browser, 20)

    def editor() -> webdriver.remote.shadowroot.ShadowRoot:
        return browser.find_element(By.CSS_SELECTOR, ".editor").shadow_root

    content = editor().find_element(By.CSS_SELECTOR, ".cm-content")
    content.click()

    def keys(*pressed: str) -> None:
        webdriver.ActionChains(browser).send_keys(*pressed).perform()

    def with_control(key: str) -> None:
        webdriver.ActionChains(browser).key_down(Keys.CONTROL).send_keys(key).key_up(Keys.CONTROL).perform()

    with_control("a")
    keys(Keys.DELETE)  # typed over, the words of the example would leave their colours to Chromium, which styles inline
    keys("SELECT ?other WHERE ", Keys.ENTER, "{ Хаб")
    offered = waiting.until(lambda _: editor().find_elements(By.CSS_SELECTOR, ".cm-tooltip-autocomplete li"))
    assert any("ru-khabarovsk" in each.text for each in offered)
    next(each for each in offered if each.text.startswith("Хабаровск")).click()
    keys(" побр")
    waiting.until(lambda _: any("tie:sisterOf" in each.text for each in editor().find_elements(By.CSS_SELECTOR, "li")))
    next(each for each in editor().find_elements(By.CSS_SELECTOR, "li") if "tie:sisterOf" in each.text).click()
    keys(" ?other ")
    written = browser.find_element(By.ID, "query").get_property("value")
    assert "place:ru-khabarovsk tie:sisterOf ?other" in " ".join(str(written).split())
    with_control(Keys.ENTER)
    waiting.until(lambda _: "query=" in browser.current_url)
    assert rows(browser) > 0
    address, count = browser.current_url, rows(browser)
    browser.find_element(By.CSS_SELECTOR, ".languages [hreflang='zh-Hans']").click()
    waiting.until(lambda _: browser.find_element(By.TAG_NAME, "html").get_attribute("lang") == "zh-Hans")
    assert rows(browser) == count
    browser.get(address)
    assert rows(browser) == count
    assert "tie:sisterOf" in editor().find_element(By.CSS_SELECTOR, ".cm-content").text
    assert not complaints(browser)
    assert not [each for each in requested(browser) if not each.startswith((served.url, "chrome"))]


def test_a_field_for_a_place_offers_names(browser: webdriver.Chrome, served: Served) -> None:
    browser.get(f"{served.url}/q/partners-of-place?lang=ru")
    field = browser.find_element(By.CSS_SELECTOR, "input[data-places]")
    field.clear()
    field.send_keys("Хаб")
    offered = "return [...arguments[0].list.options].map((each) => each.value)"
    WebDriverWait(browser, 10).until(lambda _: "Хабаровск" in browser.execute_script(offered, field))
    field.send_keys("аровск", Keys.ENTER)
    WebDriverWait(browser, 10).until(lambda _: "place=" in browser.current_url)
    assert rows(browser) > 0
    assert not complaints(browser)


@pytest.fixture(scope="module")
def found(browser: webdriver.Chrome, served: Served) -> Mapping[str, Mapping[str, list[str]]]:
    """What axe finds on pages that are opened once: of all rules in light, of colours alone in dark."""
    program = AXE.read_text(encoding="utf-8") if AXE.is_file() else ""
    found: dict[str, dict[str, list[str]]] = {"light": {}, "dark": {}}
    for path in (
        "query?lang=en", f"query?lang=zh&view=network&query={quote(SISTERS)}", "query?query=ASK", "q/?lang=ru",
        "q/partners-of-place?lang=ru&view=map", "id/place/ru-khabarovsk.html?lang=en", "ont.html?lang=zh", "data/",
    ) if program else ():  # fmt: skip
        browser.get(f"{served.url}/{path}")
        browser.execute_script(program)
        for mode, rules in (("light", [*RULES]), ("dark", ["color-contrast"])):
            prefer_dark(browser, mode == "dark")
            if told := browser.execute_async_script(_RUN % json.dumps(rules)):
                found[mode][path] = told
        prefer_dark(browser, dark=False)
    return found


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_axe_finds_nothing_serious(found: Mapping[str, Mapping[str, list[str]]], mode: str) -> None:
    if not AXE.is_file():
        pytest.skip(f"{MISSING} axe-core (npm; scripts/test.py installs it)")
    assert not found[mode]


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_no_page_scrolls_sideways_on_a_phone(browser: webdriver.Chrome, served: Served, lang: str) -> None:
    resize(browser, 360, 740)
    wide = {}
    for path in ("query", "q/", "q/partners-of-place?view=map", "id/place/ru-khabarovsk.html", "ont.html", "data/"):
        browser.get(f"{served.url}/{path}{'&' if '?' in path else '?'}lang={lang}")
        if (width := browser.execute_script("return document.scrollingElement.scrollWidth")) > 360:
            wide[path] = width
    resize(browser, 1400, 900)
    assert not wide
