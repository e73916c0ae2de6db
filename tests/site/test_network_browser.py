"""The page in a real browser: quiet, searchable, in three languages, by keyboard, on a phone."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from kg.formats.look import LIGHT
from kg.gazetteer.folding import fold
from tests.browser import complaints, prefer_dark, requested, resize
from tests.site.acts import column, focused, picture, press, search, text, texts
from tests.site.conftest import OpenPage
from tests.site.documents import hostile, large, small

TEXT_JS = Path(__file__).parents[2] / "kg" / "site" / "templates" / "network" / "text.js"


def at_rest(page: webdriver.Chrome) -> bool:
    return bool(page.execute_script("return document.documentElement.dataset.drawn"))


def test_the_page_loads_quietly_and_asks_for_nothing_but_itself(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(small())
    search(page, "harbin", Keys.ENTER)
    for lang in ("ru", "zh", "en"):
        page.find_element(By.CSS_SELECTOR, f"[data-lang={lang}]").click()
    page.find_element(By.ID, "tab-places").click()
    assert complaints(page) == []
    assert requested(page) == [(tmp_path / "network.html").as_uri()]


def test_the_policy_stops_a_script_that_is_not_the_page_s_own(open_page: OpenPage) -> None:
    page = open_page(small())
    page.execute_script(
        "const s = document.createElement('script'); s.textContent = 'window.stranger = 1'; document.body.append(s);"
    )
    assert page.execute_script("return window.stranger") is None
    assert any("Content Security Policy" in line for line in complaints(page))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("хабар", "Khabarovsk"),
        ("ХАБАРОВСК", "Khabarovsk"),
        ("орел", "Oryol"),
        ("ОРЁЛ", "Oryol"),
        ("йошкар ола", "Yoshkar-Ola"),
        ("urumqi", "Ürümqi"),
        ("xian", "Xi'an"),
        ("哈巴罗", "Khabarovsk"),
        ("伯力", "Khabarovsk"),
        ("haerbin", "Harbin"),
    ],
)
def test_search_finds_a_place_by_any_of_its_names(open_page: OpenPage, query: str, found: str) -> None:
    page = open_page(small())
    search(page, query)
    assert texts(page, "#network-results li > bdi") == [found]
    assert text(page, "#found") == "1 place found"
    press(page, Keys.ENTER)
    assert text(page, "#panel-title") == found


def test_search_says_when_nothing_is_found(open_page: OpenPage) -> None:
    page = open_page(small(), lang="ru")
    search(page, "Атлантида")
    assert text(page, "#found") == "Ничего не найдено"
    assert not page.find_element(By.ID, "network-results").is_displayed()


def test_the_page_folds_a_query_as_the_data_were_folded(browser: webdriver.Chrome) -> None:
    code = re.search(r"function fold\(text\) \{.*?\n\}", TEXT_JS.read_text(encoding="utf-8"), re.DOTALL)
    assert code is not None
    words = ["Ёлка", "ёж", "Йошкар-Ола", "й", "Xi’an", "Xi'an", "ÜRÜMQI", "ха́рбин", "Санкт-Петербург", "(Якутия)"]
    words += ["哈尔滨市", "ｶﾞ", "Ulan_Ude", "№ 5", "Ханты–Мансийск", "Ñandú", "ﬁ", "Ⅷ", "Ӧрӧс", "  "]
    script = code.group() + "\nreturn arguments[0].map(fold);"
    assert browser.execute_script(script, words) == [fold(word) for word in words]


def test_the_search_goes_by_keyboard_to_the_panel(open_page: OpenPage) -> None:
    page = open_page(small())
    search(page, "сан")
    box = page.find_element(By.ID, "network-search")
    assert box.get_attribute("aria-expanded") == "true"
    press(page, Keys.ARROW_DOWN)
    assert box.get_attribute("aria-activedescendant") == "network-result-0"
    assert text(page, "#network-results [aria-selected=true] bdi") == "Sanya"
    press(page, Keys.ENTER)
    assert focused(page) == "panel-title"
    assert text(page, "#panel-title") == "Sanya"
    assert box.get_attribute("aria-expanded") == "false"
    assert column(page, 2) == ["Sanya"]


def test_a_chosen_place_is_seen_where_the_legend_was_scrolled(open_page: OpenPage, browser: webdriver.Chrome) -> None:
    resize(browser, 1280, 500)
    page = open_page(small())
    page.execute_script("document.querySelector('.side').scrollTop = 9999")
    search(page, "Sanya", Keys.ENTER)
    top = "return document.getElementById(arguments[0]).getBoundingClientRect().top"
    assert 0 < page.execute_script(top, "panel-title") - page.execute_script(top, "network-search") < 150


def test_the_support_of_a_tie_is_a_grade_and_a_date_may_be_a_bound(open_page: OpenPage) -> None:
    whole = small()
    bound = whole.edges[2]._replace(begun_not_after=2016, support="weak", independent_sources=2, sources_of_kind=1)
    page = open_page(whole._replace(edges=(whole.edges[0]._replace(support="stated"), bound)))
    assert sorted(column(page, 7)) == ["encyclopedia only", "stated"]
    assert sorted(column(page, 5)) == ["1993", "≤ 2016"]
    assert "1 for the kind" in "".join(column(page, 6))


def test_chinese_marks_are_wide(open_page: OpenPage) -> None:
    page = open_page(small(), lang="zh")
    assert text(page, "legend:has(#year-now)") == "年份：全部年份"
    assert text(page, "footer p").startswith("数据依据：")


def test_the_panel_lists_partners_with_their_sources(open_page: OpenPage) -> None:
    page = open_page(small(), "#lang=en&place=ru-khabarovsk")
    assert texts(page, ".partners > li > button") == ["Harbin", "Harbin", "Sanya"]
    assert texts(page, ".partners > li > p") == [
        "sister tie, since 1993, active",
        "partner tie, since 2000",
        "sister tie, since 2011",
    ]
    page.find_element(By.CSS_SELECTOR, ".partners summary").click()
    # A browser tells a page of the opening a moment later; the page lists the sources then.
    listed = By.CSS_SELECTOR, ".partners li:first-child .sources li"
    sources = WebDriverWait(page, 10).until(lambda opened: opened.find_elements(*listed))
    assert [source.text for source in sources] == [
        "Official list of 2004",
        "Municipal page\nhttp://example.org/closed",
    ]
    links = page.find_elements(By.CSS_SELECTOR, ".partners li:first-child .sources a")
    assert [link.get_attribute("href") for link in links] == ["https://example.org/list"]
    assert links[0].get_attribute("rel") == "noopener noreferrer"
    about = page.find_element(By.CSS_SELECTOR, "#panel > p > a")
    assert about.get_attribute("href") == "https://example.org/ru-khabarovsk"


@pytest.mark.parametrize(
    ("lang", "tag", "title", "heads", "first"),
    [
        ("ru", "ru", "Связи городов", ["Россия", "Китай", "Вид связи"], "Орёл"),
        ("en", "en", "Ties of cities", ["Russia", "China", "Kind of tie"], "Chelyabinsk"),
        ("zh", "zh-Hans", "城市间的联系", ["俄罗斯", "中国", "关系类型"], "奥廖尔"),
    ],
)
def test_the_language_switch_changes_everything(
    open_page: OpenPage, lang: str, tag: str, title: str, heads: list[str], first: str
) -> None:
    page = open_page(small(), lang="en" if lang != "en" else "ru")
    before = picture(page)
    page.find_element(By.CSS_SELECTOR, f"[data-lang={lang}]").click()
    assert page.title == text(page, "h1") == title
    assert page.execute_script("return document.documentElement.lang") == tag
    assert [head.rstrip("▲▼") for head in texts(page, "#table-ties thead th")][:3] == heads
    assert first in column(page, 1)
    assert f"lang={lang}" in page.current_url
    assert picture(page) != before
    page.refresh()
    WebDriverWait(page, 10).until(lambda page: text(page, "h1") == title)


def test_no_text_is_left_in_another_language(open_page: OpenPage) -> None:
    page = open_page(small(), "#lang=zh&place=cn-harbin")
    visible = page.execute_script(
        "const own = '.languages, #panel .names, .sources, #network-results, footer bdi';"
        "document.querySelectorAll(own).forEach(e => e.remove());"
        "return document.body.innerText + [...document.querySelectorAll('[aria-label]')]"
        ".map(e => e.getAttribute('aria-label')).join(' ')"
    )
    words = set(re.findall(r"[A-Za-zА-Яа-яё]{2,}", visible))
    assert words <= {"JavaScript", "vis", "network", "MIT", "or", "Apache", "PNG", "SVG", "CSV"}


def test_the_keyboard_reaches_the_tables_and_moves_the_drawing(open_page: OpenPage) -> None:
    page = open_page(small())
    press(page, Keys.TAB)
    assert focused(page) == "skip"
    assert page.find_element(By.ID, "skip").location["x"] >= 0
    press(page, Keys.ENTER)
    assert focused(page) == "tables"
    page.execute_script("document.getElementById('drawing').focus()")
    WebDriverWait(page, 10).until(at_rest)
    views = [picture(page)]
    for key in (Keys.ARROW_LEFT, Keys.ARROW_UP, "+", "-", "0"):
        press(page, key)
        WebDriverWait(page, 10).until(lambda page: at_rest(page) and picture(page) != views[-1])
        views.append(picture(page))
    assert len(set(views[:4])) == 4
    WebDriverWait(page, 10).until(lambda page: picture(page) == views[0])


def test_the_focus_is_visible(open_page: OpenPage) -> None:
    page = open_page(small())
    stops = []
    for _ in range(9):
        press(page, Keys.TAB)
        outline = page.execute_script("return getComputedStyle(document.activeElement).outlineStyle")
        stops.append((focused(page), outline))
    assert [name for name, _ in stops][:9] == [
        "skip", "ru", "en", "zh", "network-search", "drawing", "zoom-in", "zoom-out", "zoom-all",
    ]  # fmt: skip
    assert {outline for _, outline in stops} == {"solid"}


def test_a_click_on_a_place_and_on_a_tie_opens_them(open_page: OpenPage) -> None:
    page = open_page(small(), "#lang=en&place=cn-urumqi")
    canvas = page.find_element(By.CSS_SELECTOR, "canvas")
    spots = page.execute_script(
        """
        const canvas = document.querySelector('canvas');
        const {width, height} = canvas;
        const pixels = canvas.getContext('2d').getImageData(0, 0, width, height).data;
        const centre = (r, g, b) => {
          let n = 0, sx = 0, sy = 0;
          for (let i = 0; i < pixels.length; i += 4) {
            if (pixels[i] === r && pixels[i + 1] === g && pixels[i + 2] === b) {
              n += 1; sx += (i / 4) % width; sy += Math.floor(i / 4 / width);
            }
          }
          return [sx / n - width / 2, sy / n - height / 2];
        };
        return arguments[0].map((colour) => centre(...colour));
        """,
        [[*bytes.fromhex(LIGHT[country].removeprefix("#"))] for country in ("russia", "china")],
    )
    (blue_x, blue_y), (red_x, red_y) = spots

    def shows(title: str) -> bool:
        return WebDriverWait(page, 10).until(lambda opened: text(opened, "#panel-title") == title)

    def click(x: float, y: float) -> None:
        ActionChains(page).move_to_element_with_offset(canvas, round(x), round(y)).click().perform()

    click(blue_x, blue_y)
    assert shows("Chelyabinsk")
    page.get(page.current_url.split("#")[0] + "#lang=en&place=cn-urumqi")
    assert shows("Ürümqi")
    click((blue_x + red_x) / 2, (blue_y + red_y) / 2)
    assert shows("Chelyabinsk — Ürümqi")
    assert texts(page, "#panel .sources li") == ["Official list of 2004"]


@pytest.mark.parametrize("lang", ["ru", "en", "zh"])
@pytest.mark.parametrize("width", [320, 390, 900])
def test_no_screen_needs_sideways_scrolling(
    open_page: OpenPage, browser: webdriver.Chrome, lang: str, width: int
) -> None:
    resize(browser, width, 740)
    page = open_page(small(), f"#lang={lang}&place=ru-khabarovsk")
    page.execute_script("for (const d of document.querySelectorAll('details')) d.open = true")
    wider = """
        const {clientWidth, scrollWidth} = document.documentElement;
        const over = [...document.querySelectorAll('body *')].filter(
          e => e.getBoundingClientRect().right > clientWidth + 1 && !e.closest('#drawing'));
        return scrollWidth > clientWidth ? ['the page', scrollWidth] : over.map(e => e.tagName + e.id);
    """
    for tab in ("tab-ties", "tab-places"):
        page.execute_script("document.getElementById(arguments[0]).click()", tab)
        assert page.execute_script(wider) == []


def test_a_dark_scheme_repaints_page_and_drawing(open_page: OpenPage) -> None:
    page = open_page(small())
    ground = "return getComputedStyle(document.body).backgroundColor"
    light, drawn = page.execute_script(ground), picture(page)
    prefer_dark(page, dark=True)
    WebDriverWait(page, 10).until(lambda page: page.execute_script(ground) != light and picture(page) != drawn)


def test_hostile_text_stays_text(open_page: OpenPage) -> None:
    page = open_page(hostile())
    for lang in ("ru", "zh", "en"):
        page.find_element(By.CSS_SELECTOR, f"[data-lang={lang}]").click()
        search(page, "hacked", Keys.ENTER)
        page.execute_script("for (const d of document.querySelectorAll('details')) d.open = true")
        page.find_element(By.ID, "tab-places").click()
    time.sleep(0.2)
    assert page.title == hostile().title["en"]
    assert page.execute_script("return document.querySelectorAll('img, body svg[onload], [onmouseover]').length") == 0
    hrefs = page.execute_script("return [...document.querySelectorAll('a')].map(a => a.getAttribute('href'))")
    assert [href for href in hrefs if href != "#tables" and not href.startswith("https://example.org/")] == []
    assert complaints(page) == []


def test_two_thousand_ties_are_drawn_at_once(
    open_page: OpenPage, record_property: Callable[[str, object], None]
) -> None:
    page = open_page(large(2000))
    drawn = page.execute_script("return performance.getEntriesByName('network-drawn')[0].startTime")
    record_property("milliseconds_until_drawn", drawn)
    before = picture(page)
    time.sleep(0.5)
    assert picture(page) == before
    assert drawn < 10_000
    rows = "return document.querySelectorAll('#table-ties tbody tr').length"
    assert page.execute_script(rows) == 500
    page.find_element(By.CSS_SELECTOR, "#table-ties .more").click()
    assert page.execute_script(rows) == 1000


def test_without_a_canvas_the_page_says_so_and_the_tables_work(open_page: OpenPage, browser: webdriver.Chrome) -> None:
    broken = {"source": "HTMLCanvasElement.prototype.getContext = () => { throw new Error('no canvas'); };"}
    script = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", broken)
    try:
        page = open_page(small())
    finally:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)
    assert text(page, "#failed").startswith("The drawing could not start")
    search(page, "харбин", Keys.ENTER)
    assert text(page, "#panel-title") == "Harbin"
    assert len(column(page, 1)) == 3
