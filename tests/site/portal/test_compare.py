"""Any two places side by side: the script says what a comparison by Python says, and an address leads back to it."""

from __future__ import annotations

from itertools import combinations

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from kg.api.graph import Graph
from kg.base.languages import LANGUAGES, speaking
from kg.dossier.comparison import comparison
from kg.dossier.place import Place
from kg.dossier.text.phrases import DASH
from kg.site.portal.told import Told
from tests.browser import complaints

_READ = """const own = (cell) => {
  const copy = cell.cloneNode(true);
  for (const notes of copy.querySelectorAll('sup')) notes.remove();
  return copy.textContent;
};
return [[...document.querySelectorAll('#compared tbody tr')].map((row) => [...row.cells].map(own)),
        [...document.querySelectorAll('#compared > ul li')].map((remark) => remark.textContent)]"""


@pytest.fixture(scope="module")
def places(world: Graph) -> list[Place]:
    """The places of the small world that have a page, but for countries."""
    return [each for each in Told(world._asked) if isinstance(each, Place) and each.within]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_any_two_places_are_compared_as_the_command_does(
    browser: webdriver.Chrome, host: str, places: list[Place], lang: str
) -> None:
    browser.get(f"{host}{lang}/compare.html")
    chosen = [Select(browser.find_element(By.ID, f"compare-{number}")) for number in (1, 2)]
    assert {option.get_attribute("value") for option in chosen[0].options} == {place.id for place in places}
    pairs = list(combinations(places, 2))
    for one, other in pairs[LANGUAGES.index(lang) :: len(pairs) // 12]:
        browser.execute_script("location.hash = arguments[0]", f"one={one.id}&other={other.id}")
        assert [each.first_selected_option.get_attribute("value") for each in chosen] == [one.id, other.id]
        rows, remarks = browser.execute_script(_READ)
        with speaking(lang):
            told = comparison([one, other])
        assert rows == [[row.label, *(cell.text or DASH for cell in row.cells)] for row in told], (one.id, other.id)
        assert [remark.partition(":" if lang != "zh" else "：")[2].strip() for remark in remarks] == [
            row.remark for row in told if row.remark
        ], (one.id, other.id)
    assert complaints(browser) == []


def test_a_choice_stands_in_the_address_and_damage_to_it_does_no_harm(browser: webdriver.Chrome, host: str) -> None:
    browser.get(f"{host}en/compare.html")
    Select(browser.find_element(By.ID, "compare-2")).select_by_value("cn-harbin")
    assert "other=cn-harbin" in browser.execute_script("return location.hash")
    for fragment in ("one=%00&other=<b>", "one=cn-harbin&other=cn-harbin", "one=__proto__&other=constructor"):
        browser.execute_script("location.hash = arguments[0]", fragment)
    assert complaints(browser) == []
    browser.get(f"{host}en/compare.html#one=ru-khabarovsk&other=cn-harbin")
    browser.refresh()
    assert browser.find_element(By.ID, "pair").text == "Khabarovsk – Harbin"
    assert browser.find_elements(By.CSS_SELECTOR, "#compared sup a")
