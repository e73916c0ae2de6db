"""The tables, the filters and the year in a real browser."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from kg.network.standing import stood
from tests.browser import resize
from tests.site.acts import column, focused, picture, press, search, text, texts
from tests.site.conftest import OpenPage
from tests.site.documents import small

DATA_JS = Path(__file__).parents[2] / "kg" / "site" / "templates" / "network" / "data.js"


def count_of(page: webdriver.Chrome, box: str) -> str:
    return text(page, f"label:has(#{box}) .count")


def test_the_table_sorts_up_and_down_and_says_so(open_page: OpenPage) -> None:
    page = open_page(small())
    heads = page.find_elements(By.CSS_SELECTOR, "#table-ties thead button")
    assert column(page, 1) == sorted(column(page, 1))
    heads[4].click()
    assert column(page, 5) == ["2011", "2004", "2000", "1999", "1993", "—"]
    heads = page.find_elements(By.CSS_SELECTOR, "#table-ties thead button")
    assert page.switch_to.active_element == heads[4]
    press(page, Keys.ENTER)
    assert column(page, 5) == ["1993", "1999", "2000", "2004", "2011", "—"]
    states = [h.get_attribute("aria-sort") for h in page.find_elements(By.CSS_SELECTOR, "#table-ties thead th")]
    assert states == ["none", "none", "none", "none", "ascending", "none", "none"]


def test_names_sort_by_the_rules_of_the_language(open_page: OpenPage) -> None:
    page = open_page(small(), lang="ru")
    page.find_element(By.ID, "tab-places").click()
    page.find_element(By.CSS_SELECTOR, "#table-places thead button").click()
    assert texts(page, "#table-places tbody tr > :first-child") == [
        "Йошкар-Ола",
        "Орёл",
        "Санья",
        "Сиань",
        "Урумчи",
        "Хабаровск",
        "Харбин",
        "Челябинск",
    ]


def test_every_tie_and_every_place_is_in_the_tables(open_page: OpenPage) -> None:
    page = open_page(small())
    assert len(column(page, 1)) == 6
    assert text(page, "#table-ties caption") == "Ties shown in the drawing · 6 ties"
    page.find_element(By.ID, "tab-ties").send_keys(Keys.ARROW_RIGHT)
    assert focused(page) == "tab-places"
    assert len(page.find_elements(By.CSS_SELECTOR, "#table-places tbody tr")) == 8


def test_the_search_filters_the_table(open_page: OpenPage) -> None:
    page = open_page(small())
    search(page, "хабаровск")
    assert column(page, 1) == ["Khabarovsk"] * 3
    assert text(page, "#table-ties caption") == "Ties shown in the drawing · 3 ties · only rows with “хабаровск”"
    press(page, Keys.ESCAPE, Keys.ESCAPE)
    assert len(column(page, 1)) == 6


def test_kinds_statuses_and_years_can_be_hidden(open_page: OpenPage) -> None:
    page = open_page(small())
    before = picture(page)
    page.find_element(By.ID, "kind-sister").click()
    assert column(page, 3) == ["intention", "partner tie", "partner tie"]
    assert text(page, "#summary") == "5 places · 3 ties · state of 2025"
    assert picture(page) != before
    page.find_element(By.ID, "reset").click()
    page.find_element(By.ID, "status-ended").click()
    assert "ended" not in column(page, 4)
    page.find_element(By.ID, "reset").click()
    assert len(column(page, 1)) == 6


def test_a_year_shows_what_had_begun_and_had_not_ended(open_page: OpenPage) -> None:
    page = open_page(small(), "#year=2004")
    assert "state of 2004" in text(page, "#summary")
    assert sorted(column(page, 5)) == ["1993", "1999", "2000", "2004"]
    assert count_of(page, "possible") == "1"
    page.find_element(By.ID, "possible").click()
    assert sorted(column(page, 5)) == ["1993", "1999", "2000", "2004", "—"]
    assert "possible=1" in page.current_url
    page.find_element(By.ID, "possible").click()
    slider = page.find_element(By.ID, "year")
    slider.send_keys(Keys.ARROW_LEFT)
    assert sorted(column(page, 5)) == ["1993", "1999", "2000"]
    assert text(page, "#year-now") == "2003"
    assert "year=2003" in page.current_url


def test_the_counts_of_the_legend_follow_the_year_and_the_other_boxes(open_page: OpenPage) -> None:
    page = open_page(small())
    counts = [f"kind-{kind}" for kind in ("sister", "partner", "intention")]
    assert [count_of(page, box) for box in counts] == ["3", "2", "1"]
    page.find_element(By.ID, "status-ended").click()
    assert [count_of(page, box) for box in counts] == ["2", "2", "1"]
    page = open_page(small(), "#year=2000")
    assert [count_of(page, box) for box in counts] == ["1", "2", "0"]
    assert count_of(page, "status-ended") == "0"
    page.find_element(By.ID, "kind-partner").click()
    assert [count_of(page, box) for box in counts] == ["1", "2", "0"]
    assert [count_of(page, f"status-{status}") for status in ("active", "unknown")] == ["1", "0"]


def test_the_page_opens_with_sister_and_partner_ties_that_have_not_ended(open_page: OpenPage) -> None:
    page = open_page(small()._replace(as_of=None, usual=("sister", "partner")))
    assert sorted(column(page, 5)) == ["1993", "1999", "2000", "2011"]
    assert text(page, "#summary") == "6 places · 4 ties"
    page.find_element(By.ID, "kind-intention").click()
    assert "kinds=sister.partner.intention" in page.current_url
    page.find_element(By.ID, "reset").click()
    assert len(column(page, 1)) == 6
    again = open_page(small()._replace(as_of=None, usual=("sister", "partner")), "#year=2010")
    assert sorted(column(again, 5)) == ["1993", "1999", "2000", "2004"]  # one of them has ended since


def test_the_page_and_the_network_have_one_rule_of_years(browser: webdriver.Chrome) -> None:
    code = re.search(r"function stood\(edge, year\) \{.*?\n\}", DATA_JS.read_text(encoding="utf-8"), re.DOTALL)
    assert code is not None
    years = (None, 1999, 2000, 2001)
    ties = [*product(product(years, years), (None, *product(years, years)))]
    edges = [{"begun": begun, "over": over} for begun, over in ties]
    script = f"{code.group()}\nreturn arguments[0].map((edge) => stood(edge, 2000));"
    assert browser.execute_script(script, edges) == [stood(begun, over, 2000) for begun, over in ties]


def test_the_table_keeps_its_meaning_as_cards(open_page: OpenPage, browser: webdriver.Chrome) -> None:
    resize(browser, 360, 740)
    page = open_page(small())
    tree = page.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    roles = [node["role"]["value"] for node in tree if not node["ignored"]]
    assert roles.count("table") == 1
    assert roles.count("columnheader") == 7
    assert roles.count("row") == 7
    assert roles.count("rowheader") == 12
