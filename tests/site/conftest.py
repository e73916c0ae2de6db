"""One browser for all tests of pages: starting it takes longer than any of them."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait

from kg.network.document import NetworkDocument
from kg.site.network_page import network_page
from tests.browser import chromium, complaints, prefer_dark, requested, resize

OpenPage = Callable[..., webdriver.Chrome]


@pytest.fixture(scope="session")
def running_browser(tmp_path_factory: pytest.TempPathFactory) -> Generator[webdriver.Chrome]:
    with chromium(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def browser(running_browser: webdriver.Chrome) -> webdriver.Chrome:
    """The browser as new: wide, light, with empty logs."""
    running_browser.get("about:blank")
    resize(running_browser, 1400, 900)
    prefer_dark(running_browser, dark=False)
    complaints(running_browser)
    requested(running_browser)
    return running_browser


@pytest.fixture
def open_page(browser: webdriver.Chrome, tmp_path: Path) -> OpenPage:
    """Write a document's page, open it from the disk, and wait until it is ready."""

    def opened(document: NetworkDocument, view: str = "", lang: str = "en") -> webdriver.Chrome:
        path = tmp_path / "network.html"
        path.write_text(network_page(document, lang), encoding="utf-8")
        browser.get("about:blank")
        browser.get(path.as_uri() + view)
        ready = (
            "const {ready, drawn} = document.documentElement.dataset;"
            "return ready && (drawn || !document.getElementById('failed').hidden)"
        )
        WebDriverWait(browser, 20).until(lambda page: page.execute_script(ready))
        return browser

    return opened
