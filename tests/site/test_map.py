"""What lies on the map of ties, and its picture and files without a script."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import pytest

from kg.ask.asked_graph import StoredGraph
from kg.base.languages import LANGUAGES, speaking
from kg.network.from_graph import read_network
from kg.network.standing import DEFAULT_KINDS
from kg.site.atlas.bundles import Bends, bundled
from kg.site.atlas.map_file import written
from kg.site.atlas.map_of_ties import Atlas, atlas, frame
from kg.site.atlas.map_page import map_view
from tests.ask.worlds import oxigraph_world
from tests.command import Run

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</script><img src=x onerror="window.hacked=1">\x00'


def world_map(place: str = "") -> Atlas:
    graph = StoredGraph(oxigraph_world())
    return atlas(graph, read_network(graph), str, place)


@pytest.fixture(scope="module")
def map_() -> Atlas:
    return world_map()


def hostile(map_: Atlas) -> Atlas:
    """The map on which every name is an attempt."""
    return map_._replace(
        places=tuple(each._replace(name=f"{HOSTILE}{each.name}") for each in map_.places),
        kinds=dict.fromkeys(map_.kinds, HOSTILE),
        spheres=dict.fromkeys(map_.spheres, (HOSTILE, "")),
        absent=(HOSTILE,),
    )


def test_every_tie_whose_ends_have_a_place_is_on_the_map(map_: Atlas) -> None:
    assert len(map_.arcs) == 13
    names = {each.id: each for each in map_.places}
    width, height = map_.window.width, map_.window.height
    assert all(0 < x < width and 0 < y < height for x, y in (each.at for each in map_.places))
    assert names["ru-moscow"].at[0] < names["cn-harbin"].at[0]
    assert {arc.level for arc in map_.arcs} == {"regions", "cities", "mixed"}
    assert len(world_map("cn-harbin").arcs) == 3


def test_ties_that_go_the_same_way_are_drawn_together_and_lie_apart() -> None:
    ways = [((37.0, 55.0), (113.0, 23.0)), ((40.0, 47.0), (120.0, 30.0)), ((113.0, 23.0), (37.0, 55.0))]
    alone = [bundled([("a", k)], [way], frame())[0] for k, way in enumerate(ways)]
    one, other, back = bundled([("a", "b"), ("a", "b"), ("b", "a")], ways, frame())

    def gap(bends: list[Bends]) -> float:
        return abs(bends[0][0][1] - bends[1][0][1])

    assert gap([one, other]) < gap(alone[:2])
    assert back != one[::-1]


def test_the_picture_says_what_it_shows_and_needs_no_script(map_: Atlas) -> None:
    with speaking("ru"):
        main = map_view(map_, "Карта", "Все связи").main
    picture = html5lib.parse(main).find(f".//{SVG}svg[@viewBox]")
    assert picture.findtext(f"{SVG}title") == "Карта"
    assert picture.findtext(f"{SVG}desc") == "Все связи"
    standing = map_.standing()
    assert sum(path.get("d", "").count("M") for path in picture.findall(".//*[@class='arcs']/*")) == len(standing)
    assert len(re.findall(r"<tr data-tie=\d+>", main)) == len(standing)
    assert "style=" not in main


def test_a_map_of_a_year_draws_possible_ties_faint(map_: Atlas) -> None:
    with speaking("en"):
        told = written(map_, "svg", ("sister",), 1995).decode()
    assert "State of 1995: 4 ties (sister ties); 3 more are possible by their bounds" in told
    assert told.count('stroke-opacity="0.4"') >= 2
    assert all(part in told for part in ("CC BY 4.0", "1990–1999", "Harbin"))
    assert written(map_, "png", ("sister",), 1995).startswith(b"\x89PNG")
    assert written(map_, "pdf", ("sister",), 1995).startswith(b"%PDF")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_hostile_name_is_a_text_in_every_form(map_: Atlas, lang: str) -> None:
    with speaking(lang):
        page = written(hostile(map_), "html", DEFAULT_KINDS, None).decode()
        picture = written(hostile(map_), "svg", DEFAULT_KINDS, None).decode()
    html5lib.HTMLParser(strict=True).parse(page)
    assert "<img" not in page
    assert page.count("</script>") == 2
    assert {each.tag.removeprefix(SVG) for each in ET.fromstring(picture).iter()}.isdisjoint({"img", "script", "a"})


def test_the_command_writes_the_map_of_a_place_as_the_end_of_the_name_says(kg: Run, tmp_path: Path) -> None:
    done = kg("map", "--place", "伯力", "--as-of", "2010", "--lang", "ru", "--out", "map.svg")
    assert done.returncode == 0
    assert "Связи: Хабаровск" in (tmp_path / "map.svg").read_text("utf-8")
    refused = kg("map", "--out", "map.doc")
    assert refused.returncode == 2
    assert ".html" in refused.stderr


@pytest.mark.parametrize("command", ["map", "timeline"])
def test_what_is_possible_is_always_shown_as_such_so_no_option_asks_for_it(kg: Run, command: str) -> None:
    refused = kg(command, "--possible")
    assert refused.returncode == 2
    assert "--possible" in refused.stderr
