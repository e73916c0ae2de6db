"""Ties and events by year: what is dated and what is only bounded are told apart, in the picture and in the table."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg.api.graph import Graph
from kg.base.languages import speaking
from kg.dossier.pictures.svg import text_width
from kg.dossier.pictures.years import NARROW, Panel, Series, bars
from kg.network.from_graph import read_network
from kg.site.years import Years, picture, table, written, years_of
from tests.command import Run
from tests.sample_document import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def years(world: Graph) -> Years:
    with speaking("ru"):
        return years_of(world._asked, read_network(world._asked))


def test_every_tie_stands_once_under_the_year_in_which_it_began_or_at_the_latest_did(
    world: Graph, years: Years
) -> None:
    links = [link for link in read_network(world._asked).links if link.kind in ("sister", "partner")]
    told = sum(sum(each.counts.values()) for each in years.panels[0].series)
    assert told == sum(link.begun[1] is not None for link in links) > 0


def test_the_picture_and_the_table_say_the_same_in_the_language_asked_for(years: Years) -> None:
    with speaking("ru"):
        drawn, grid = picture(years), table(years)
    said = [element.text or "" for element in ElementTree.fromstring(drawn).iter(f"{SVG}title")][1:]
    shown = {int(line.partition(":")[0]) for line in said}
    assert shown == {int(row[0][0].text) for row in grid.rows}
    assert grid.headings[:2] == ("Год", "Связи, начавшиеся в этом году: побратимская связь")
    assert [each.label for each in years.panels[2].series] == ["соглашение о побратимстве", "партнёрство", "продление"]


@pytest.mark.parametrize("lang", ["ru", "zh", "en"])
def test_on_a_telephone_nothing_of_the_picture_reaches_beyond_it(world: Graph, lang: str) -> None:
    with speaking(lang):
        drawn = picture(years_of(world._asked, read_network(world._asked)), width=NARROW)
    root = ElementTree.fromstring(drawn)
    assert root.attrib["viewBox"].split()[2] == str(round(NARROW))
    for text in root.iter(f"{SVG}text"):
        if text.get("text-anchor") is None and text.get("font-size") == "11":
            assert float(text.attrib["x"]) + text_width(text.text or "", 11) <= NARROW, text.text


def test_a_hostile_label_is_text() -> None:
    drawn = bars([Panel(HOSTILE, (Series(HOSTILE, "first", {1993: 2}),))], HOSTILE, "en", [HOSTILE])
    assert {element.tag.removeprefix(SVG) for element in ElementTree.fromstring(drawn).iter()} == {
        "svg", "title", "rect", "text", "line", "g",
    }  # fmt: skip


def test_nothing_dated_is_no_picture() -> None:
    assert bars([Panel("Ties", (Series("sister", "first", {}),))], "Ties", "en") == ""


def test_the_page_holds_picture_and_table(years: Years) -> None:
    with speaking("ru"):
        page = written(years, "html").decode()
    assert page.count("<table") == 1
    assert "data:image/svg+xml" in page


def test_the_command_draws_the_ties_of_a_place(kg: Run, tmp_path: Path) -> None:
    done = kg("timeline", "--place", "Харбин", "--out", "harbin.svg", "--lang", "zh")
    assert (done.returncode, done.stdout) == (0, "harbin.svg\n")
    assert "哈尔滨市历年的关系" in (tmp_path / "harbin.svg").read_text("utf-8")
    assert kg("timeline", "--out", "harbin.txt").returncode == 2
