"""The list pages of the portal, of the small world: what they say, and what their script does."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pyoxigraph import Literal
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from kg.api.graph import Graph
from kg.ask.catalog import Catalog
from kg.base.languages import speaking
from kg.network.hubs import hubs
from kg.network.standing import select
from kg.site.portal.frame import Frame
from kg.site.portal.lists import Column, Desk, Listing, Ordered, Part, To, Value
from kg.site.portal.page import Page
from kg.site.portal.sections import cite, claims, data, places, quality, questions, reference, sources, themes, ties
from kg.site.portal.sections import hubs as hub_pages
from kg.site.portal.shared_files import assets
from kg.site.portal.site import Portal
from kg.site.portal.united import UnitedGraph, united
from tests.browser import complaints, requested, resize

HOSTILE = "<img src=x onerror=document.title='hit'>"


@pytest.fixture(scope="module")
def portal(world: Graph) -> Portal:
    return Portal(united(world._asked))


@pytest.fixture(scope="module")
def page(portal: Portal) -> Callable[..., str]:
    """The first page of a section in a language."""

    def made(section: Callable[[Portal], object], lang: str = "en") -> str:
        with speaking(lang):
            return str(next(iter(section(portal))).main)  # type: ignore[call-overload]

    return made


def test_a_copy_in_memory_answers_as_the_graph_does(portal: Portal, world: Graph) -> None:
    text = Catalog().find("hubs").text
    assert isinstance(portal.graph, UnitedGraph)
    assert portal.graph.ask(text).rows == world._asked.ask(text).rows  # type: ignore[union-attr]


def test_places_have_the_numbers_of_hubs(portal: Portal, page: Callable[..., str]) -> None:
    text = page(places.pages)
    found = {hub.place: hub for hub in hubs(portal.network, select(portal.network).links)}
    most = max(found.values(), key=lambda hub: (hub.own, hub.place))
    line = next(line for line in text.splitlines() if f"place/{most.place}.html" in line)
    assert f"<td>{most.own}<td>{most.inner}<td>{most.partners}<td>" in line


@pytest.mark.parametrize(("lang", "word"), [("en", "Kind"), ("ru", "Вид"), ("zh", "类型")])
def test_every_tie_is_a_row_in_each_language(portal: Portal, page: Callable[..., str], lang: str, word: str) -> None:
    text = page(ties.pages, lang)
    assert text.count("<th scope=row><a href=tie/") == len(portal.network.links)
    assert f">{word}<th" in text


def test_hubs_are_those_of_the_command(page: Callable[..., str]) -> None:
    text = page(hub_pages.pages)
    assert "999" in text
    assert "id=hubs" in text


@pytest.mark.parametrize("lang", ["ru", "zh"])
def test_notes_of_reports_are_sentences(page: Callable[..., str], lang: str) -> None:
    notes = re.findall(r"<p>([^<]*)</p>", page(hub_pages.pages, lang))
    assert len(notes) > 1
    assert [note for note in notes if note[-1] not in ".。"] == []


def test_themes_and_sources_lead_to_their_pages(page: Callable[..., str]) -> None:
    assert "href=problem/" in page(themes.pages)
    assert "href=source/" in page(sources.pages)


def test_claims_quality_and_reference_are_told(portal: Portal, page: Callable[..., str]) -> None:
    report = {
        "columns": ["p"],
        "headings": ["p"],
        "rows": [[0.5]],
        "notes": ["So it is."],
        "spare": [],
        "title": "Tests",
    }
    portal._made[claims.tested, ""] = {"en": report}  # reckoning it takes six seconds
    text = page(claims.pages)
    assert "id=claims" in text
    assert "So it is." in text
    assert "conflicts.html" in page(quality.pages)
    assert "tie:startYear" in page(reference.pages)
    assert "@misc{interregional-ties" in page(cite.pages)


def test_each_question_has_a_page_with_its_answer_and_its_query(portal: Portal) -> None:
    with speaking("en"):
        made = {each.address: each for each in questions.pages(portal)}
    assert {questions.address(each.name) for each in Catalog().questions()} < made.keys()
    hubs_page = str(made["question/hubs.html"].main)
    assert "SELECT ?placeName" in hubs_page
    assert "href=../place/" in hubs_page
    long = str(made["question/labels-of-places.html"].main)
    assert long.count("<th scope=row>") == questions.MOST
    assert f"The first {questions.MOST} of " in long


def test_data_are_offered_in_every_format(portal: Portal) -> None:
    found = dict(data.shared(portal))
    rows = list(csv.DictReader(io.StringIO(found["data/Tie.csv"].decode())))
    assert len(rows) == len(portal.network.links)
    assert {"id", "label_en", "label_ru", "label_zh", "kind", "hasParty"} <= rows[0].keys()
    sheet = load_workbook(io.BytesIO(found["data/Tie.xlsx"]), read_only=True).worksheets[0]
    assert len(list(sheet.iter_rows())) == len(rows) + 1
    assert json.loads(gzip.decompress(found["data/graph.jsonld.gz"]))
    assert b"<gexf" in found["data/network.gexf"]
    assert b"@misc{interregional-ties" in found["data/citation.bib"]


def test_a_table_of_things_names_them_by_id_and_has_a_column_a_language() -> None:
    table = data.flat({"urn:x": {"urn:y#name": [Literal("a", language="en"), Literal("б", language="ru")]}}, "Thing")
    assert table.columns == ("id", "name_en", "name_ru")


@pytest.fixture
def opened(browser: webdriver.Chrome, portal: Portal, tmp_path: Path) -> Callable[..., webdriver.Chrome]:
    """A page with one table, opened from the disk at a fragment."""
    columns = (Column("name", "Name"), Column("kind", "Kind", "choice"), Column("n", "Number", "number", spare=True))
    (tmp_path / "assets").mkdir()
    for name, content in assets():
        (tmp_path / "assets" / name).write_bytes(content)

    def go(fragment: str = "", count: int = 12) -> webdriver.Chrome:
        rows: list[tuple[Value, ...]] = [
            (To(f"row {at}", "place/x.html", f"row-{at}"), "odd" if at % 2 else "even", at) for at in range(count)
        ]
        rows += [(To(HOSTILE), "odd", Ordered("1,5", "1.5")), (To("=HYPERLINK(1)"), "even", None)]
        with speaking("en"):
            made: Page = Desk(portal, "list.html").page(
                "List", "A list.", [Part("Rows", listings=(Listing("t", "T", columns, rows),))]
            )
        (tmp_path / "en").mkdir(exist_ok=True)
        path = tmp_path / "en" / "list.html"
        path.write_bytes(Frame("en", "about").html(made))
        browser.get("about:blank")
        browser.get(path.as_uri() + fragment)
        return browser

    return go


def shown(page: webdriver.Chrome) -> list[str]:
    return [each.text for each in page.find_elements(By.CSS_SELECTOR, "#t tbody th") if each.is_displayed()]


def test_a_table_sorts_and_filters_and_its_address_restores_it(opened: Callable[..., webdriver.Chrome]) -> None:
    page = opened("")
    assert len(shown(page)) == 14
    assert HOSTILE in shown(page)
    head = page.find_element(By.CSS_SELECTOR, "#t thead th .sort")
    head.send_keys(Keys.ENTER)
    assert page.find_element(By.CSS_SELECTOR, "#t thead th").get_attribute("aria-sort") == "ascending"
    page.find_element(By.CSS_SELECTOR, "#t select").send_keys("odd")
    page.find_element(By.CSS_SELECTOR, "#t input[type=search]").send_keys("row")
    expected = [f"row {number}" for number in (1, 3, 5, 7, 9, 11)]
    assert shown(page) == expected
    assert page.find_element(By.CSS_SELECTOR, "#t .count").text == "6 of 14 rows"
    fragment = str(page.execute_script("return location.hash"))
    assert shown(opened(fragment)) == expected
    assert shown(opened("#t.sort=-n"))[:2] == ["row 11", "row 10"]
    assert shown(opened("#t.sort=-n"))[-1] == "=HYPERLINK(1)"
    assert page.title.startswith("List")
    assert complaints(page) == []
    assert all(address.startswith("file:") for address in requested(page))


def test_what_is_downloaded_is_what_is_shown_and_no_formula(opened: Callable[..., webdriver.Chrome]) -> None:
    page = opened("#t.f.kind=even&t.sort=-name")
    page.execute_script(
        "URL.createObjectURL = (blob) => { window.made = blob; return '#t.f.kind=even&t.sort=-name'; };"
    )
    page.find_element(By.XPATH, "//div[@class='tools']/button[contains(., 'CSV')]").click()
    text = str(page.execute_async_script("const done = arguments[0]; window.made.text().then(done);"))
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert lines[0] == ["Name", "Kind"]
    assert lines[1] == ["row 10", "even"]
    assert lines[-1] == ["'=HYPERLINK(1)", "even"]


def test_rows_are_cards_on_a_phone(opened: Callable[..., webdriver.Chrome], browser: webdriver.Chrome) -> None:
    resize(browser, 360, 800)
    page = opened("")
    width = page.execute_script("return document.documentElement.scrollWidth")
    assert width <= 360
    cell = page.find_element(By.CSS_SELECTOR, "#t tbody td")
    assert cell.get_attribute("data-head") == "Kind"
    assert cell.value_of_css_property("display") == "inline-block"


def test_a_table_too_wide_for_a_tablet_is_cards_and_for_a_screen_has_a_window(
    opened: Callable[..., webdriver.Chrome], browser: webdriver.Chrome
) -> None:
    widen = "document.querySelector('#t tbody td').style.minWidth = '1400px'; dispatchEvent(new Event('resize'));"
    kinds = "fitTable(document.getElementById('t')); return document.getElementById('t').className"
    resize(browser, 820, 800)
    page = opened("")
    assert page.execute_script(kinds) == "table listed fits"
    page.execute_script(widen)
    assert page.execute_script(kinds) == "table listed stacked"
    resize(browser, 1280, 800)
    assert page.execute_script(kinds) == "table listed"
    assert page.find_element(By.ID, "t").get_attribute("tabindex") == "0"


def test_of_many_rows_a_phone_shows_the_first_until_asked(
    opened: Callable[..., webdriver.Chrome], browser: webdriver.Chrome
) -> None:
    resize(browser, 390, 800)
    shown = "return document.querySelectorAll('#t tbody tr:not([hidden])').length"
    page = opened(count=100)
    assert page.execute_script(shown) == 40
    assert page.find_element(By.CSS_SELECTOR, ".count").text == "102 of 102 rows"
    page.find_element(By.CSS_SELECTOR, ".more").click()
    assert page.execute_script(shown) == 102
    assert page.execute_script("return document.activeElement.textContent").startswith("row 40")
    assert opened("#row-90", count=100).execute_script(shown) == 102
    assert opened("#t.q=row+9", count=100).execute_script(shown) == 19


def test_columns_of_sentences_are_long() -> None:
    columns = (Column("a", "A"), Column("b", "B"))
    assert Listing("t", "T", columns, [("short", "A sentence that tells why it is as it is, at length.")]).long == {1}
