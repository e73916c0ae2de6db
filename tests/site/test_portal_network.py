"""The network page within the portal: it moves under the portal's policy, and stands without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from kg.api.graph import Graph
from kg.base.languages import speaking
from kg.dossier.pictures.land import whole_land
from kg.site.network_still import drawn, parts
from kg.site.portal.frame import Frame
from kg.site.portal.papers import LAND
from kg.site.portal.sections import network, timeline
from kg.site.portal.shared_files import assets
from kg.site.portal.site import Portal
from tests.browser import complaints
from tests.site import acts
from tests.site.documents import hostile, small


@pytest.fixture(scope="module")
def folder(world: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of network and years of the small world."""
    out, portal = tmp_path_factory.mktemp("portal"), Portal(world._asked)
    files = [(f"assets/{LAND}", whole_land().encode()), *((f"assets/{name}", content) for name, content in assets())]
    files += network.shared(portal)
    for lang in ("ru", "en", "zh"):
        with speaking(lang):
            pages = [*network.pages(portal), *timeline.pages(portal)]
            files += [(f"{lang}/{page.address}", Frame(lang, "").html(page)) for page in pages]
    for name, content in files:
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_bytes(content)
    return out


def opened(browser: webdriver.Chrome, folder: Path, address: str) -> webdriver.Chrome:
    path, _hash, view = address.partition("#")
    browser.get(f"{(folder / path).as_uri()}#{view}")
    WebDriverWait(browser, 20).until(
        lambda page: page.execute_script("return document.documentElement.dataset.ready") == "yes"
    )
    return browser


def test_it_moves_under_the_policy_of_the_portal_in_its_language(browser: webdriver.Chrome, folder: Path) -> None:
    page = opened(browser, folder, "ru/network.html#lang=zh&place=cn-harbin")
    assert acts.text(page, "#panel-title") == "Харбин"
    about = str(page.find_element(By.CSS_SELECTOR, "#panel a").get_attribute("href"))
    assert about.endswith("place/cn-harbin.html")
    english = str(page.find_element(By.CSS_SELECTOR, ".languages [lang=en]").get_attribute("href"))
    assert english.endswith("/en/network.html#place=cn-harbin")
    assert not page.find_element(By.CSS_SELECTOR, ".still").is_displayed()
    ids = "return [...document.querySelectorAll('[id]')].map(element => element.id)"
    assert len(page.execute_script(ids)) == len(set(page.execute_script(ids)))
    assert complaints(page) == []


def test_without_scripts_there_is_a_drawing_with_links_and_tables(browser: webdriver.Chrome, folder: Path) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get((folder / "en" / "network.html").as_uri())
        assert browser.find_element(By.CSS_SELECTOR, ".still svg").is_displayed()
        assert not browser.find_element(By.ID, "drawing").is_displayed()
        assert browser.find_elements(By.CSS_SELECTOR, ".still a[href='place/cn-harbin.html']")
        assert "Harbin" in acts.text(browser, "table")
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_hostile_names_are_text_in_the_drawing() -> None:
    assert "<img" not in drawn(hostile(), "<b>", lambda _place: "")


def test_components_and_communities_are_told() -> None:
    found = parts(small())
    assert found.components[0].places[0] == "cn-harbin"
    assert sum(len(group.places) for group in found.communities) == len(found.components[0].places)


def test_the_time_line_counts_what_its_filters_leave_and_keeps_them_in_the_address(
    browser: webdriver.Chrome, folder: Path
) -> None:
    address = (folder / "en" / "timeline.html").as_uri()
    table = "return [...document.querySelectorAll('main table tbody tr:not([hidden])')].map((row) => row.textContent)"
    bars = "return document.querySelectorAll('[data-panel=\"0\"] rect').length"
    browser.get("about:blank")
    browser.get(address)
    whole, drawn = browser.execute_script(table), browser.execute_script(bars)
    place = browser.find_element(By.CSS_SELECTOR, "#years-filters [name=place]")
    place.send_keys("Благовещ")
    assert acts.text(browser, "#years-total") == "2 ties (events are counted without filters only)"
    assert 0 < len(browser.execute_script(table)) < len(whole)
    assert 0 < browser.execute_script(bars) < drawn
    assert browser.current_url.endswith("#place=%D0%91%D0%BB%D0%B0%D0%B3%D0%BE%D0%B2%D0%B5%D1%89")
    browser.find_element(By.CSS_SELECTOR, "#years-filters [type=reset]").click()
    WebDriverWait(browser, 5).until(lambda page: page.execute_script(table) == whole)
    browser.get(f"{address}#kind=sister&level=regions")
    assert acts.text(browser, "#years-total").startswith("4 ties")
    assert complaints(browser) == []
