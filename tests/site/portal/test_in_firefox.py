"""Pages of every kind in Firefox: quiet, at home, not too wide; search and the slider of years."""

from __future__ import annotations

import time
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.firefox import Firefox, firefox
from tests.site.portal.pages import PHONE, WIDTH, one_of_each_kind


@pytest.fixture(scope="module")
def fox(tmp_path_factory: pytest.TempPathFactory) -> Generator[Firefox]:
    with firefox(tmp_path_factory.mktemp("firefox")) as browser:
        yield browser


def test_pages_are_quiet_in_firefox_below_a_path_of_a_host(fox: Firefox, portal: Path, host: str) -> None:
    fox.resize(PHONE, 740)
    said, left, wide = {}, {}, {}
    for page in one_of_each_kind(portal, 2):
        address = page.relative_to(portal).as_posix()
        fox.get(host + address)
        if fox.run(WIDTH) > PHONE:
            wide[address] = fox.run(WIDTH)
        wrong, asked = fox.happened()
        assert host + address in asked
        if wrong:
            said[address] = wrong
        if away := [each for each in asked if not each.startswith((host, "blob:"))]:
            left[address] = away
    assert not said
    assert not left
    assert not wide


def test_search_and_slider_work_in_firefox(fox: Firefox, host: str) -> None:
    def until(expression: str, wanted: object) -> None:
        end = time.monotonic() + 10
        while (found := fox.run(expression)) != wanted and time.monotonic() < end:
            time.sleep(0.02)
        assert found == wanted

    down, left, enter = "\ue015", "\ue012", "\ue007"
    fox.get(f"{host}zh/index.html")
    fox.press("/", *"харбин")
    until("document.querySelector('#search-list b')?.textContent", "哈尔滨市")
    fox.press(down, enter)
    until("document.readyState === 'complete' && document.querySelector('h1')?.textContent", "哈尔滨市")
    fox.get(f"{host}ru/map.html")
    fox.run("document.getElementById('map-year').focus()")
    fox.press(left, left)
    until("location.hash.startsWith('#year=20')", True)
    until("document.getElementById('map-year-told').textContent === location.hash.slice(6)", True)
    assert fox.happened()[0] == []
