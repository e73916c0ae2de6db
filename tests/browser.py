"""A real browser for tests of pages: headless Chromium, and what it complained about and asked for."""

from __future__ import annotations

import json
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.remote.command import Command
from selenium.webdriver.support.ui import WebDriverWait

from tests.conftest import MISSING

_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-prefers-reduced-motion",
)


@contextmanager
def chromium(profile: Path, width: int = 1400, height: int = 900) -> Generator[webdriver.Chrome]:
    """A browser of its own, with an empty profile, closed at the end.

    Skips the test where Chromium or its driver is not installed.
    """
    binary = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if binary is None or driver is None:
        pytest.skip(f"{MISSING} chromium and chromedriver (apt-get install chromium chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in (*_FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(driver))
    try:
        resize(browser, width, height)
        yield browser
    finally:
        browser.quit()


def resize(browser: webdriver.Chrome, width: int, height: int) -> None:
    """Set the size of the page itself: a window cannot be made as narrow as a phone."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def save_into(browser: webdriver.Chrome, folder: Path) -> None:
    """Let the browser put into a folder what pages save, without asking."""
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})


def arrived(browser: webdriver.Chrome, file: Path) -> Path:
    """The file that a page saves, once it stands there."""
    WebDriverWait(browser, 20).until(lambda _page: file.is_file())
    return file


def prefer_dark(browser: webdriver.Chrome, dark: bool) -> None:
    """Let the reader prefer a dark or a light page."""
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})


def _log(browser: webdriver.Chrome, kind: str) -> list[dict[str, str]]:
    entries: list[dict[str, str]] = browser.execute(Command.GET_LOG, {"type": kind})["value"]
    return entries


def complaints(browser: webdriver.Chrome) -> list[str]:
    """What the console says since it was last asked: errors, refused content, warnings."""
    return [entry["message"] for entry in _log(browser, "browser")]


def requested(browser: webdriver.Chrome) -> list[str]:
    """The addresses that pages asked for since last asked; ``data:`` is not a request."""
    addresses = []
    for entry in _log(browser, "performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            addresses.append(str(message["params"]["request"]["url"]))
    return [address for address in addresses if not address.startswith(("data:", "about:"))]
