"""The page that ``kg network`` writes from the bundled data, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser import complaints, requested
from tests.command import Run, runner
from tests.site import acts


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """The page of the bundled data."""
    folder = tmp_path_factory.mktemp("page")
    assert runner(folder, cache)("network", "--out", "network.html").returncode == 0
    return folder / "network.html"


@pytest.mark.parametrize(("words", "name"), [("伯力", "Khabarovsk"), ("ха́рбин", "Harbin"), ("haerbin", "Harbin")])
def test_the_page_of_the_bundled_data_opens_and_is_searched(
    browser: webdriver.Chrome, page: Path, words: str, name: str
) -> None:
    assert page.stat().st_size < 1_000_000
    browser.get(page.as_uri())
    acts.search(browser, words, Keys.ENTER)
    assert name in acts.text(browser, "body")
    assert complaints(browser) == []
    assert [url for url in requested(browser) if not url.startswith(("file:", "data:", "about:"))] == []


EDGES = "Lyon,Leipzig\nLyon,Milano\nMilano,Leipzig\n<img src=x onerror=alert(1)>,Lyon\n"


def test_any_edge_list_is_a_page_that_shows_what_it_tells_and_no_more(
    browser: webdriver.Chrome, kg: Run, tmp_path: Path
) -> None:
    (tmp_path / "twins.csv").write_text(EDGES, encoding="utf-8")
    done = kg("network", "--edges", "twins.csv", "--out", "twins.html", "--lang", "ru")
    assert done.returncode == 0
    assert "территорий 4, связей 4" in done.stderr
    assert "откройте страницу в браузере" in done.stderr
    browser.get((tmp_path / "twins.html").as_uri())
    assert acts.text(browser, "h1") == "twins"
    assert len(acts.texts(browser, "#table-ties thead th")) == 2
    assert acts.texts(browser, "#filters legend") == ["Вид"]
    browser.find_element(By.ID, "tab-places").click()
    assert acts.texts(browser, "#table-places tbody tr")[0].split() == ["Lyon", "3", "3"]
    acts.search(browser, "lyon", Keys.ENTER)
    assert acts.text(browser, "#panel-title") == "Lyon"
    assert sorted(acts.texts(browser, "#panel .partners li")) == ["<img src=x onerror=alert(1)>", "Leipzig", "Milano"]
    assert browser.find_elements(By.CSS_SELECTOR, "#panel .sources, #panel details") == []
    assert complaints(browser) == []


def test_the_sides_of_a_two_mode_list_are_told_apart(browser: webdriver.Chrome, kg: Run, tmp_path: Path) -> None:
    (tmp_path / "women.csv").write_text("Ann,ball\nEva,tea\nAnn,tea\n", encoding="utf-8")
    assert kg("network", "--edges", "women.csv", "--two-mode", "--out", "women.html", "--lang", "en").returncode == 0
    browser.get((tmp_path / "women.html").as_uri())
    assert acts.texts(browser, "#filters legend") == ["Places", "View"]
    assert acts.texts(browser, "#table-ties thead th") == ["first column▲", "second column"]
    browser.find_element(By.ID, "tab-places").click()
    assert [text.split() for text in acts.texts(browser, "#table-places tbody tr")][:2] == [
        ["Ann", "first", "column", "2", "2"],
        ["tea", "second", "column", "2", "2"],
    ]
    acts.search(browser, "ball", Keys.ENTER)
    assert "second column\n" in acts.text(browser, "#panel")
    assert complaints(browser) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--edges", "twins.csv", "--as-of", "2000"), "--edges draws a file"),
        (("--header",), "--header is about an edge list"),
    ],
)
def test_what_says_nothing_of_an_edge_list_is_refused(
    kg: Run, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    (tmp_path / "twins.csv").write_text(EDGES, encoding="utf-8")
    done = kg("network", *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "network.html").exists()
