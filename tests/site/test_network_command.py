"""The page that ``kg network`` writes from the bundled data, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from tests.browser import complaints, requested
from tests.command import Run
from tests.site import acts


@pytest.mark.parametrize(("words", "name"), [("伯力", "Khabarovsk"), ("ха́рбин", "Harbin"), ("haerbin", "Harbin")])
def test_the_page_of_the_bundled_data_opens_and_is_searched(
    browser: webdriver.Chrome, kg: Run, tmp_path: Path, words: str, name: str
) -> None:
    assert kg("network", "--out", "network.html").returncode == 0
    page = tmp_path / "network.html"
    assert page.stat().st_size < 1_000_000
    browser.get(page.as_uri())
    acts.search(browser, words, Keys.ENTER)
    assert name in acts.text(browser, "body")
    assert complaints(browser) == []
    assert [url for url in requested(browser) if not url.startswith(("file:", "data:", "about:"))] == []
