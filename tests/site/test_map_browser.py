"""The live map in a real browser: years, filters, address, keys, pictures to take away."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from kg.ask.asked_graph import StoredGraph
from kg.base.dates import Bounds
from kg.base.languages import speaking
from kg.network.from_graph import read_network
from kg.network.standing import DEFAULT_KINDS, stood
from kg.site.atlas.map_file import written
from kg.site.atlas.map_of_ties import Atlas, atlas
from kg.site.portal.frame import Frame
from kg.site.portal.sections import map as section
from kg.site.portal.shared_files import assets
from kg.site.portal.site import Portal
from tests.ask.worlds import oxigraph_world
from tests.browser import complaints, requested
from tests.site.acts import focused, press, text, texts
from tests.site.test_map import hostile

YEARS = range(1988, 2027)
SHOWN = "#map-table tbody tr:not([hidden])"


@pytest.fixture(scope="session")
def graph() -> StoredGraph:
    return StoredGraph(oxigraph_world())


@pytest.fixture(scope="session")
def map_(graph: StoredGraph) -> Atlas:
    with speaking("en"):
        return atlas(graph, read_network(graph), str)


@pytest.fixture(scope="session")
def map_pages(tmp_path_factory: pytest.TempPathFactory, graph: StoredGraph, map_: Atlas) -> Path:
    """The page of the portal, and a file of its own on which every name is hostile."""
    folder = tmp_path_factory.mktemp("map")
    (folder / "assets").mkdir()
    for name, content in assets():
        (folder / "assets" / name).write_bytes(content)
    (folder / "en").mkdir()
    with speaking("en"):
        (page,) = section.pages(Portal(graph))
        (folder / "en" / "map.html").write_bytes(Frame("en", "").html(page))
        (folder / "hostile.html").write_bytes(written(hostile(map_), "html", DEFAULT_KINDS, None))
    return folder


@pytest.fixture
def page(browser: webdriver.Chrome, map_pages: Path) -> webdriver.Chrome:
    """The page of the portal as it opens."""
    return opened(browser, map_pages / "en" / "map.html")


def opened(browser: webdriver.Chrome, path: Path, fragment: str = "") -> webdriver.Chrome:
    browser.get("about:blank")
    browser.get(path.as_uri() + fragment)
    WebDriverWait(browser, 10).until(lambda page: page.execute_script("return document.documentElement.dataset.map"))
    return browser


def fragment(page: webdriver.Chrome) -> str:
    return str(page.execute_script("return location.hash"))


def test_the_page_is_quiet_and_asks_for_its_own_files_alone(page: webdriver.Chrome, map_pages: Path) -> None:
    assert complaints(page) == []
    assert all(url.startswith(map_pages.as_uri()) for url in requested(page))
    assert text(page, "#map-total") == "State of today: 11 ties"
    assert texts(page, "[data-kind]") == ["9", "2", "1", "0", "0"]


def test_the_rule_of_years_is_that_of_python(page: webdriver.Chrome, map_: Atlas) -> None:
    years = (None, 1990, 1995, 2001, 2026)
    begun = list(product(years, years))
    ended: list[Bounds | None] = [None, *begun]
    cases = list(product(begun, ended, YEARS))
    found = page.execute_script(
        "return JSON.parse(arguments[0]).map(([begun, over, year]) => tiesMap.stood(begun, over, year))",
        json.dumps(cases),
    )
    assert found == [stood(one, other, year) for one, other, year in product(begun, [None, *begun], YEARS)]
    counted = page.execute_script(
        """return arguments[0].map((year) => {
          const {shown} = tiesMap.chosen(tiesMap.read(`#year=${year}`));
          return [shown.filter((each) => each.certain).length, shown.filter((each) => !each.certain).length];
        })""",
        [*YEARS][:-1],
    )
    states = [[state for _arc, state in map_.standing(DEFAULT_KINDS, year)] for year in [*YEARS][:-1]]
    assert counted == [[state.count(True), state.count(False)] for state in states]


def test_the_slider_shows_the_state_of_a_year(page: webdriver.Chrome) -> None:
    slider = page.find_element(By.ID, "map-year")
    slider.send_keys(Keys.HOME)
    assert text(page, "#map-year-told") == "1988"
    for _year in range(7):
        slider.send_keys(Keys.ARROW_RIGHT)
    assert text(page, "#map-total").startswith("State of 1995: 4 ties; possible by their bounds: ")
    assert fragment(page) == "#year=1995"


def test_filters_decide_what_is_drawn_listed_and_counted(page: webdriver.Chrome) -> None:
    page.find_element(By.CSS_SELECTOR, ".map-filters summary").click()
    Select(page.find_element(By.NAME, "level")).select_by_value("regions")
    assert fragment(page) == "#level=regions"
    assert len(page.find_elements(By.CSS_SELECTOR, SHOWN)) == 4
    assert texts(page, "[data-kind]") == ["4", "0", "0", "0", "0"]
    page.find_element(By.CSS_SELECTOR, "input[value=sister]").click()
    assert text(page, "#map-total") == "No tie is left: widen the filters."
    page.back()
    assert len(page.find_elements(By.CSS_SELECTOR, SHOWN)) == 4
    assert page.find_element(By.CSS_SELECTOR, "input[value=sister]").is_selected()
    page.find_element(By.CSS_SELECTOR, "#map-filters [type=reset]").click()
    WebDriverWait(page, 5).until(lambda _page: fragment(page) == "")


def test_an_address_restores_the_whole_view(browser: webdriver.Chrome, map_pages: Path) -> None:
    said = "#year=2010&kind=sister.partner.intention&sphere=culture&witnesses=2&place=cn-harbin&at=4,800,520"
    page = opened(browser, map_pages / "en" / "map.html", said)
    assert page.execute_script("return '#' + tiesMap.written(tiesMap.read(location.hash))") == said
    assert text(page, "#map-year-told") == "2010"
    assert Select(page.find_element(By.NAME, "sphere")).first_selected_option.get_attribute("value") == "culture"
    assert page.find_element(By.CSS_SELECTOR, "input[value=intention]").is_selected()
    assert text(page, "#map-panel h2") == "Harbin"
    assert page.execute_script("return tiesMap.read('#year=evil&at=x&mode=<b>&kind=').kinds.size") == 0


def test_the_map_is_walked_by_keyboard(page: webdriver.Chrome) -> None:
    page.execute_script("document.querySelector('#map canvas').focus()")
    press(page, Keys.ARROW_DOWN)
    first = text(page, "#map-panel h2")
    assert first
    press(page, Keys.ARROW_LEFT)
    assert text(page, "#map-panel h2") != first
    assert "place=" in fragment(page)
    press(page, Keys.ENTER)
    assert focused(page) == "map-panel"
    link = page.find_element(By.CSS_SELECTOR, "#map-panel h2 a").get_attribute("href") or ""
    assert "/en/place/" in link
    press(page, Keys.ESCAPE)
    assert not page.find_element(By.ID, "map-panel").is_displayed()
    press(page, "+", "+")
    assert fragment(page).startswith("#at=2.56,")
    press(page, "0")
    assert fragment(page) == ""


def test_regions_are_shaded_by_their_ties_and_those_within(page: webdriver.Chrome) -> None:
    page.find_element(By.CSS_SELECTOR, "input[value=regions]").click()
    assert fragment(page) == "#mode=regions"
    counts = page.execute_script(
        """const {counts} = tiesMap.rolled(tiesMap.chosen(tiesMap.read(location.hash)).shown);
        return Object.fromEntries(tiesMap.regions.map((each) => [each.id, counts[each.index]]))"""
    )
    assert (counts["cn-heilongjiang"], counts["ru-khabarovsk-krai"]) == (9, 5)
    assert text(page, "#map-shades li") == "1 tie"


def test_what_is_shown_is_taken_away_with_its_title_and_licence(page: webdriver.Chrome) -> None:
    taken: dict[str, Any] = page.execute_async_script(
        """const done = arguments[0];
        URL.createObjectURL = (blob) => { blob.text().then((text) => done({type: blob.type, text})); return "blob:x"; };
        HTMLAnchorElement.prototype.click = () => {};
        document.getElementById("map-svg").click();"""
    )
    said = "".join(ET.fromstring(taken["text"]).itertext())
    assert taken["type"] == "image/svg+xml"
    assert all(part in said for part in ("Map of ties", "State of today", "CC BY 4.0", "Harbin", "sister tie"))


def test_hostile_names_stay_texts(browser: webdriver.Chrome, map_pages: Path) -> None:
    page = opened(browser, map_pages / "hostile.html", "#place=cn-harbin")
    assert "<img src=x" in text(page, "#map-panel h2")
    page.execute_script("document.querySelector('.map-list').open = true")
    assert page.execute_script("return window.hacked") is None
    assert page.find_elements(By.CSS_SELECTOR, "img") == []
    assert complaints(page) == []
    assert not [url for url in requested(page) if "hostile.html" not in url]


def test_names_are_of_the_places_with_the_most_ties(page: webdriver.Chrome) -> None:
    """Drawing the signs once turned the order round, so that hubs had no name and the least places had."""
    tried = page.execute_script("""
        const items = tiesMap.places.map((place, index) => ({...place, index}));
        const scene = {items, counts: items.map((_, n) => n % 40), lines: [], levels: new Map(),
          isRolled: false, item: -1, line: null};
        const said = [];
        const pen = {most: 1, clip() {}, unclip() {}, view() {}, path() {}, text: (x, y, text) => said.push(text)};
        const wide = tiesMap.told.width;
        const frame = {x: 0, y: 0, width: wide, height: wide};
        for (const _ of mapPicture.draw(pen, scene, frame, {k: 1, x: wide / 2, y: wide / 2}, () => 30)) {}
        const names = new Map(scene.items.map((each) => [each.name, scene.counts[each.index]]));
        return said.map((name) => names.get(name)).filter((count) => count !== undefined);""")
    assert tried
    assert tried == sorted(tried, reverse=True)
