"""The time line in a browser: what a filter leaves is counted as the whole is, and taken away as files."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser import arrived, complaints, save_into

_CELLS = """return [...document.querySelectorAll('.by-year tbody tr')].filter((row) => !row.hidden)
  .map((row) => [...row.cells].map((cell) => cell.textContent.trim()))"""


def chosen(browser: webdriver.Chrome, kind: str) -> None:
    """Wait until the filter has a kind."""
    field = browser.find_element(By.NAME, "kind")
    WebDriverWait(browser, 10).until(lambda _page: field.get_attribute("value") == kind)


def test_a_filter_that_all_ties_pass_leaves_the_counts_of_ties_and_stages_as_they_are(
    browser: webdriver.Chrome, host: str
) -> None:
    def cells() -> dict[tuple[str, int], int]:
        rows = browser.execute_script(_CELLS)
        return {(row[0], k): int(row[k]) for row in rows for k in range(1, len(row)) if row[k].isdecimal()}

    browser.get(f"{host}en/timeline.html")
    whole = cells()
    heads = [head.text for head in browser.find_elements(By.CSS_SELECTOR, ".by-year thead th")]
    kinds = []
    for kind in ("sister", "partner"):
        browser.execute_script("location.hash = arguments[0]", f"kind={kind}")
        chosen(browser, kind)
        kinds.append(cells())
    counted = {at: count for at, count in whole.items() if not heads[at[1]].startswith("Events")}
    assert any(heads[at[1]].startswith("Dated stages") for at in counted)
    assert {at: sum(each.get(at, 0) for each in kinds) for at in counted} == counted


def test_the_charts_are_taken_away_with_title_filter_and_licence(
    browser: webdriver.Chrome, host: str, tmp_path: Path
) -> None:
    save_into(browser, tmp_path)
    browser.get(f"{host}ru/timeline.html#kind=sister")
    for form in ("png", "svg", "csv"):
        browser.find_element(By.ID, f"years-{form}").click()
        arrived(browser, tmp_path / f"timeline.{form}")
    assert (tmp_path / "timeline.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    texts = [
        text.text or ""
        for text in ET.parse(tmp_path / "timeline.svg").getroot().iter("{http://www.w3.org/2000/svg}text")
    ]
    assert texts[0] == "Хронология"
    assert "побратимская связь" in texts[1]
    assert any("CC BY 4.0" in text for text in texts)
    with (tmp_path / "timeline.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0][0] == "Год"
    assert all(len(row) == len(rows[0]) for row in rows)
    assert complaints(browser) == []
