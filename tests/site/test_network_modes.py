"""Other ways to see the network: signs by a measure, partners in common, one place with its partners, its region."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from kg.network.layout import arrange
from kg.site.network_data import MEASURES, network_data
from tests.browser import arrived, complaints, save_into
from tests.site.acts import text, texts
from tests.site.conftest import OpenPage
from tests.site.documents import small

ALL = "kinds=sister.partner.intention&statuses=active.ended.unknown"


def fragment(page: webdriver.Chrome) -> str:
    return str(page.execute_script("return decodeURIComponent(location.hash)"))


def picture(page: webdriver.Chrome) -> str:
    return str(page.execute_script("return document.querySelector('#drawing canvas').toDataURL()"))


def test_a_place_between_two_others_has_the_betweenness_of_their_pair() -> None:
    document = small()
    rows = {row[0]: row for row in network_data(document, "en", {})["nodes"]}  # type: ignore[attr-defined]
    harbin, sanya = (rows[id][8] for id in ("cn-harbin", "cn-sanya"))
    pairs = (len(document.nodes) - 1) * (len(document.nodes) - 2) / 2
    # Of intentions, Harbin leads from Chelyabinsk to Khabarovsk and Sanya; Khabarovsk from Sanya to all others.
    assert harbin == [round(1000 * 2 / pairs, 1), 1]
    assert sanya == [0, 1]
    assert network_data(document, "en", {})["measures"] == list(MEASURES)


def test_signs_are_as_large_as_a_reader_chooses_and_the_address_keeps_it(open_page: OpenPage) -> None:
    page = open_page(small())
    before = picture(page)
    Select(page.find_element(By.ID, "size")).select_by_value("betweenness")
    assert picture(page) != before
    assert "size=betweenness" in fragment(page)
    assert "The larger the sign, the more ties" not in text(page, "#filters")
    page = open_page(small(), f"#{ALL}&size=coreness")
    assert page.find_element(By.ID, "size").get_attribute("value") == "coreness"
    page = open_page(small(), "#size=<b>")
    assert page.find_element(By.ID, "size").get_attribute("value") == "ties"
    assert complaints(page) == []


def test_places_of_one_country_are_connected_by_partners_in_common(open_page: OpenPage) -> None:
    page = open_page(small(), f"#{ALL}")
    Select(page.find_element(By.ID, "side")).select_by_visible_text("Russia: partners in common")
    assert text(page, "#summary").startswith("2 places")
    assert "side=ru" in fragment(page)
    page = open_page(small(), f"#{ALL}&side=ru&place=ru-khabarovsk")
    assert texts(page, "#panel h3") == ["Places with the same partners", "Partners", "Sources on the place"]
    assert texts(page, "#panel .partners:first-of-type li p") == ["1 partner in common"]
    page.find_element(By.ID, "reset").click()
    assert text(page, "#summary").startswith("8 places")
    assert complaints(page) == []


def test_one_place_is_shown_with_its_partners_alone(open_page: OpenPage) -> None:
    page = open_page(small(), f"#{ALL}&place=cn-harbin")
    page.find_element(By.ID, "ego").click()
    assert text(page, "#summary").startswith("3 places · 3 ties")
    assert page.find_element(By.ID, "ego").get_attribute("aria-pressed") == "true"
    assert "ego=1" in fragment(page)
    page.find_element(By.CSS_SELECTOR, "#panel .partners button").click()
    assert "ego=1" in fragment(page)
    page.find_element(By.CSS_SELECTOR, "#panel .close").click()
    assert text(page, "#summary").startswith("8 places")
    assert complaints(page) == []


def test_the_region_of_a_chosen_place_is_drawn_around_what_lies_in_it(open_page: OpenPage) -> None:
    whole = small()
    assert not open_page(whole).find_elements(By.ID, "regions")
    held = [node._replace(region="ru-far") if node.id in ("ru-khabarovsk", "ru-orel") else node for node in whole.nodes]
    page = open_page(arrange(whole._replace(nodes=tuple(held))), "#place=ru-khabarovsk")
    before = picture(page)
    page.find_element(By.ID, "regions").click()
    page.execute_async_script("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")
    assert picture(page) != before
    assert "regions=1" in fragment(page)
    assert complaints(page) == []


def test_what_is_shown_is_taken_away_as_pictures_and_tables(
    open_page: OpenPage, tmp_path: Path, browser: webdriver.Chrome
) -> None:
    save_into(browser, tmp_path)
    page = open_page(small(), f"#lang=ru&{ALL}&place=cn-harbin")
    for name in ("network.png", "network.svg", "ties.csv"):
        page.find_element(By.ID, f"save-{name[-3:]}").click()
        arrived(page, tmp_path / name)
    assert (tmp_path / "network.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    root = ET.parse(tmp_path / "network.svg").getroot()
    written = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Связи городов", "Харбин", "Россия", "побратимская связь"} <= {*written}
    assert all(len(path.get("d", "")) > 3 for path in root.iter("{http://www.w3.org/2000/svg}path"))
    with (tmp_path / "ties.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert [rows[0][:2], len(rows)] == [["Россия", "Китай"], 7]
    assert ["Хабаровск", "Харбин", "побратимская связь"] in [row[:3] for row in rows]
    assert complaints(page) == []


def test_hostile_names_stay_text_in_files(open_page: OpenPage, tmp_path: Path, browser: webdriver.Chrome) -> None:
    save_into(browser, tmp_path)
    whole = small()
    names = ("=HYPERLINK(1)", "<b>&\x01", "@x", "+1", '"; DROP', "-2+3", "a,b", "ok")
    nodes = [node._replace(labels={"en": name}) for node, name in zip(whole.nodes, names, strict=True)]
    page = open_page(whole._replace(nodes=tuple(nodes)), f"#{ALL}")
    for name in ("network.svg", "ties.csv"):
        page.find_element(By.ID, f"save-{name[-3:]}").click()
        arrived(page, tmp_path / name)
    root = ET.parse(tmp_path / "network.svg").getroot()
    assert not list(root.iter("{http://www.w3.org/2000/svg}b"))
    with (tmp_path / "ties.csv").open(encoding="utf-8-sig", newline="") as stream:
        cells = {cell for row in csv.reader(stream) for cell in row[:2]}
    assert {"'=HYPERLINK(1)", '"; DROP', "'-2+3", "a,b", "+1"} <= cells
    assert not {"=HYPERLINK(1)", "@x", "-2+3"} & cells


def test_where_the_drawing_was_moved_stands_in_the_address(open_page: OpenPage) -> None:
    page = open_page(small())
    assert "at=" not in fragment(page)
    page.find_element(By.ID, "zoom-in").click()
    page.find_element(By.ID, "drawing").send_keys(Keys.ARROW_LEFT)
    told = fragment(page)
    assert "at=" in told
    other = open_page(small(), told)
    assert fragment(other) == told
    moved = picture(other)
    assert moved == picture(open_page(small(), told))
    page.find_element(By.ID, "zoom-all").click()
    assert "at=" not in fragment(page)
    assert picture(open_page(small(), "#at=1e999,x,-")) == picture(open_page(small()))
    assert complaints(page) == []
