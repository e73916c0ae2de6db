"""The search of the portal in a real browser: any name in any script, by keyboard, from one small file."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

import kg
from kg.gazetteer.folding import fold, simplified
from kg.site.portal.frame import Frame, rendered
from kg.site.portal.page import Page
from kg.site.portal.search_index import Found, found_things, search_index
from kg.site.portal.shared_files import assets
from kg.site.portal.told import Told
from tests.browser import complaints
from tests.site import acts

HOSTILE = "<img src=x onerror=alert(1)>\u2028</script>"
SIZE = 300_000


@pytest.fixture(scope="module")
def index(cache: Path) -> bytes:
    """The index of the bundled data, with one thing more that has a hostile name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KG_CACHE", str(cache))
        told = Told(kg.open()._asked)
    labels = dict.fromkeys(("ru", "en", "zh"), HOSTILE)
    hostile = Found("https://e.org/x", "format", "format", labels, labels, (HOSTILE,))
    return search_index(told, (*found_things(told), hostile))


@pytest.fixture(scope="module")
def folder(index: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The search page and its assets, in a folder of a site."""
    out = tmp_path_factory.mktemp("portal")
    (out / "assets").mkdir()
    for name, content in assets():
        (out / "assets" / name).write_bytes(content)
    (out / "assets" / "search-index.js").write_bytes(index)
    for lang in ("ru", "en", "zh"):
        (out / lang).mkdir()
        for name in ("search.html", "index.html"):
            main = rendered("search.html", title="Search", says="", groups=(), links=None)
            (out / lang / name).write_bytes(Frame(lang, "").html(Page(name, "Search", "", main)))
    return out


@pytest.fixture
def page(browser: webdriver.Chrome, folder: Path) -> Iterator[webdriver.Chrome]:
    """A page in Russian, which complains of nothing to the end."""
    browser.get((folder / "ru" / "index.html").as_uri())
    yield browser
    assert complaints(browser) == []


def typed(page: webdriver.Chrome, words: str) -> list[str]:
    """The lines that the box offers for some words."""
    acts.search(page, words)
    WebDriverWait(page, 10).until(lambda page: acts.text(page, ".search [role=status]") != "")
    return acts.texts(page, "#search-list b")


def data_of(index: bytes) -> dict[str, str]:
    found: dict[str, str] = json.loads(index.decode().removeprefix("globalThis.kgSearch=").removesuffix(";\n"))
    return found


def test_the_index_of_the_bundled_data_is_small(index: bytes) -> None:
    assert len(gzip.compress(index)) < SIZE


def test_the_script_makes_the_keys_that_python_makes(page: webdriver.Chrome, index: bytes) -> None:
    typed(page, "Харбин")
    names = sorted({name for line in data_of(index)["things"].split("\n") for name in line.split("\t")[4:]})
    names += ["Ёлка", "Йошкар-Ола", "ха́рбин", "Cамара", "Xi’an", "ÜRÜMQI", "STRASSE", "straße", "ｶﾞ", "Ulan_Ude", "ﬁ"]
    assert page.execute_script("return arguments[0].map(kgNames.fold)", names) == [fold(name) for name in names]
    plain = [fold(simplified(name)) for name in names]
    assert page.execute_script("return arguments[0].map(kgNames.folded)", names) == plain


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Хабаровск", "Хабаровск"),
        ("伯力", "Хабаровск"),
        ("Haerbin", "Харбин"),
        ("Hā'ěrbīn", "Харбин"),
        ("Hābin", "Харбин"),
        ("哈爾濱", "Харбин"),
        ("Harbin City", "Харбин"),
        ("黑龙江省哈尔滨市", "Харбин"),
        ("Благовещенкс", "Благовещенск"),
        ("г. Хабаровск", "Хабаровск"),
        ("Н. Новгород", "Нижний Новгород"),
        ("хaрбин", "Харбин"),
        ("СПб", "Санкт-Петербург"),
        ("Хабаровск Харбин", "Харбин — Хабаровск"),
        ("языковой", "языковой барьер"),
        ("Луговский", "А.В. Луговский"),
        ("Hubs by kind", "Крупнейшие центры по виду связи и году"),
    ],
)
def test_a_thing_is_found_by_any_of_its_names(page: webdriver.Chrome, words: str, first: str) -> None:
    assert typed(page, words)[0] == first


def test_the_box_says_what_and_where_and_how_many(page: webdriver.Chrome) -> None:
    typed(page, "Haerbin")
    assert acts.text(page, "#search-list small").endswith(" · Хэйлунцзян")
    assert acts.text(page, "#search-list i") == "Ha’erbin"
    assert acts.text(page, ".search [role=status]") == "Найдено: 2"
    assert typed(page, "щщщщщщщщ") == []
    assert acts.text(page, ".offered p") == "Ничего не найдено"


def test_arrows_choose_enter_opens_and_escape_closes(page: webdriver.Chrome) -> None:
    typed(page, "Харбин")
    box = page.find_element(By.ID, "search")
    box.send_keys(Keys.ARROW_UP, Keys.ARROW_DOWN)
    assert box.get_attribute("aria-activedescendant") == "search-0"
    assert acts.text(page, "#search-list [aria-selected=true] b") == "Харбин"
    box.send_keys(Keys.ESCAPE)
    assert box.get_attribute("aria-expanded") == "false"
    assert not page.find_element(By.CSS_SELECTOR, ".offered").is_displayed()
    box.send_keys(Keys.ARROW_DOWN)
    assert box.get_attribute("aria-expanded") == "true"
    address = page.execute_script("return [location.href, kgNames.found('Харбин')[0].things[0].slug]")
    assert address[1] == "cn-harbin"
    box.send_keys(Keys.ENTER)
    WebDriverWait(page, 5).until(lambda page: page.current_url.endswith("/ru/place/cn-harbin.html"))
    complaints(page)  # the page of the place is not written here


def test_enter_shows_all_and_the_address_brings_it_back_in_each_language(page: webdriver.Chrome) -> None:
    acts.search(page, "哈爾濱", Keys.ENTER)
    WebDriverWait(page, 10).until(lambda page: acts.texts(page, ".results a"))
    assert acts.texts(page, ".results a")[0] == "Харбин"
    page.find_element(By.CSS_SELECTOR, ".languages [lang=en]").click()
    WebDriverWait(page, 10).until(lambda page: acts.texts(page, ".results a"))
    assert acts.texts(page, ".results a")[0] == "Harbin"
    assert page.find_element(By.ID, "search").get_attribute("value") == "哈爾濱"


def test_a_hostile_name_is_text(page: webdriver.Chrome) -> None:
    assert typed(page, "onerror") == [HOSTILE.replace("\u2028", " ")]
    assert page.execute_script("return document.querySelectorAll('#search-list img').length") == 0


def test_names_are_loaded_when_the_box_is_used_and_not_before(page: webdriver.Chrome) -> None:
    assert page.execute_script("return typeof kgSearch") == "undefined"
    page.find_element(By.ID, "search").click()
    WebDriverWait(page, 10).until(lambda page: page.execute_script("return typeof kgNames") == "object")
