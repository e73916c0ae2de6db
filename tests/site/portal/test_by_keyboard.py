"""A reader without a mouse, below a path of a host: search, language, table, map, and what is taken away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser import complaints, requested, save_into
from tests.site.acts import press, text, texts


def focused(browser: webdriver.Chrome) -> Any:
    return browser.switch_to.active_element


def tab_to(browser: webdriver.Chrome, selector: str, steps: int = 60) -> None:
    """Press Tab until an element has the focus, and see that the focus is drawn."""
    for _step in range(steps):
        press(browser, Keys.TAB)
        if browser.execute_script("return document.activeElement.matches(arguments[0])", selector):
            break
    else:
        raise AssertionError(f"{selector} is not reached by keyboard")
    assert browser.execute_script("return getComputedStyle(document.activeElement).outlineStyle") == "solid"


def fragment(browser: webdriver.Chrome) -> str:
    return str(browser.execute_script("return location.hash"))


@pytest.mark.parametrize(
    ("lang", "typed", "name"), [("en", "харб", "Harbin"), ("ru", "哈尔滨", "Харбин"), ("zh", "haerbin", "哈尔滨市")]
)
def test_a_place_is_found_by_keyboard_in_any_script(
    browser: webdriver.Chrome, host: str, lang: str, typed: str, name: str
) -> None:
    browser.get(f"{host}{lang}/index.html")
    press(browser, "/", typed)
    WebDriverWait(browser, 10).until(lambda page: page.find_elements(By.CSS_SELECTOR, "#search-list li"))
    press(browser, Keys.ARROW_DOWN, Keys.ENTER)
    WebDriverWait(browser, 10).until(lambda page: f"/{lang}/place/cn-harbin.html" in page.current_url)
    assert text(browser, "h1") == name
    assert complaints(browser) == []
    assert all(url.startswith(host) for url in requested(browser))


def test_a_table_is_reached_sorted_and_found_again_in_another_language(browser: webdriver.Chrome, host: str) -> None:
    browser.get(f"{host}en/index.html")
    press(browser, Keys.TAB)
    assert focused(browser).get_attribute("href").endswith("#main")
    press(browser, Keys.ENTER)
    assert fragment(browser) == "#main"
    browser.get(f"{host}en/index.html")
    tab_to(browser, "nav.sections a[href='ties.html']")
    press(browser, Keys.ENTER)
    tab_to(browser, "th[data-key=since] .sort")
    press(browser, Keys.ENTER)
    assert focused(browser).find_element(By.XPATH, "ancestor::th").get_attribute("aria-sort") == "ascending"
    told, rows = fragment(browser), len(texts(browser, "#ties tbody tr"))
    assert told == "#ties.sort=since"
    press(browser, Keys.ENTER)
    first = text(browser, "#ties tbody tr:first-child a")
    browser.refresh()
    assert text(browser, "#ties tbody tr:first-child a") == first
    browser.find_element(By.CSS_SELECTOR, ".languages [lang=ru]").send_keys(Keys.ENTER)
    WebDriverWait(browser, 10).until(lambda page: "/ru/ties.html" in page.current_url)
    assert fragment(browser) == "#ties.sort=-since"
    assert browser.find_element(By.CSS_SELECTOR, "th[data-key=since]").get_attribute("aria-sort") == "descending"
    assert len(texts(browser, "#ties tbody tr")) == rows


def test_the_year_of_the_map_is_set_by_keyboard_and_kept_in_another_language(
    browser: webdriver.Chrome, host: str
) -> None:
    browser.get(f"{host}en/map.html")
    tab_to(browser, "#map-year")
    press(browser, Keys.HOME, Keys.ARROW_RIGHT)
    assert fragment(browser) == "#year=1989"
    browser.find_element(By.CSS_SELECTOR, ".languages [lang=zh-Hans]").send_keys(Keys.ENTER)
    WebDriverWait(browser, 10).until(lambda page: "/zh/map.html" in page.current_url)
    assert text(browser, "#map-year-told") == "1989"


def test_tables_and_files_of_data_are_taken_away(browser: webdriver.Chrome, host: str, tmp_path: Path) -> None:
    save_into(browser, tmp_path)
    browser.get(f"{host}ru/ties.html")
    tab_to(browser, ".tools > button:not([hidden])")
    press(browser, Keys.ENTER)
    browser.get(f"{host}ru/data.html")
    browser.find_element(By.CSS_SELECTOR, "main a[href$='.xlsx']").send_keys(Keys.ENTER)
    WebDriverWait(browser, 10).until(lambda _page: {each.suffix for each in tmp_path.iterdir()} == {".csv", ".xlsx"})
    assert "Харбин" in next(tmp_path.glob("*.csv")).read_text(encoding="utf-8-sig")
    assert next(tmp_path.glob("*.xlsx")).read_bytes().startswith(b"PK")


def test_a_chosen_place_of_the_network_has_a_small_map_of_where_it_lies(browser: webdriver.Chrome, host: str) -> None:
    browser.get(f"{host}en/network.html#place=ru-khabarovsk")
    WebDriverWait(browser, 10).until(lambda page: page.find_elements(By.CSS_SELECTOR, ".where circle"))
    x, y, box = browser.execute_script(
        "const [map, sign] = [document.querySelector('.where svg'), document.querySelector('.where circle')];"
        "return [sign.cx.baseVal.value, sign.cy.baseVal.value, map.getAttribute('viewBox')]"
    )
    left, top, width, height = map(float, box.split())
    # Khabarovsk lies in the east, and south of the middle of the two countries.
    assert left + width / 2 < x < left + width
    assert top + height / 3 < y < top + height
    assert complaints(browser) == []
