"""Pages of things: what they say, where they lead, what they weigh, and that no text of anybody becomes markup."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable, Mapping
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote

import pytest

from kg.api.graph import open_graph
from kg.ask.asked_graph import AskedGraph
from kg.base.languages import LANGUAGES, speaking
from kg.dossier.pictures import svg
from kg.dossier.pictures.ties_map import NARROW
from kg.dossier.text.commands import asked
from kg.dossier.text.phrases import items
from kg.dossier.things import thing
from kg.dossier.whole import WholeGraph
from kg.formats.documents.document import Paragraph, line
from kg.site.atlas.map_drawing import LARGER
from kg.site.portal import site as portal_site
from kg.site.portal.papers import written_for
from kg.site.portal.sections import things
from kg.site.portal.site import Portal
from kg.site.portal.told import Told
from kg.site.portal.writing import write_folder
from tests.ask.worlds import WORLD

HOSTILE = '<script>alert("1")</script>&amp;\' onload=x'
PAGE = 60_000  # bytes


Rewrite = Callable[[dict[str, str]], None]


def world(root: Path, changes: Mapping[str, Rewrite]) -> AskedGraph:
    """The small world with changes to the first row of some of its tables of ties."""
    shutil.copytree(WORLD, root / "world")
    for name, change in changes.items():
        path = root / "world" / "ties" / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        change(rows[0])
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KG_CACHE", str(root / "cache"))
        return open_graph(sources=root / "world", only=True)._asked


def pages_of(graph: AskedGraph) -> dict[str, bytes]:
    """Every file of its portal, of pages those of things."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portal_site, "_pages", lambda *_what: ())
        return dict(portal_site.files(Portal(graph), lambda *_step: None))


def hostile(*columns: str) -> Rewrite:
    """Call something what nobody should be called."""
    return lambda row: row.update({column: HOSTILE for column in columns if column in row})


HOSTILE_WORLD = {"events": hostile("description_ru", "description_en"), "sources": hostile("title")}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> AskedGraph:
    """The small world, in which an event and a source are called what nobody should be."""
    return world(tmp_path_factory.mktemp("hostile-world"), HOSTILE_WORLD)


@pytest.fixture(scope="module")
def site(graph: AskedGraph) -> Mapping[str, bytes]:
    """Every file of its portal."""
    return pages_of(graph)


class Links(HTMLParser):
    """The addresses that a page leads to or shows, and the names of its attributes."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[str] = []
        self.attributes: set[str] = set()
        self.feed(page.decode())

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Gather."""
        self.attributes.update(name for name, _value in attrs)
        self.found += [value or "" for name, value in attrs if name in ("href", "src")]


def words(page: bytes) -> str:
    """What a page says in its main part, as a person reads it."""
    main = page.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("ru/place/ru-khabarovsk.html", ["Хабаровск", "Khabarovsk · 哈巴罗夫斯克", "Харбин", "Источники"]),
        ("zh/place/cn-harbin.html", ["哈尔滨", "哈巴罗夫斯克", "来源"]),
        ("en/tie/cn-harbin--ru-khabarovsk.html", ["Harbin – Khabarovsk", "sister tie", "1993", "Stages"]),
        ("en/problem/covid-19.html", ["COVID-19 pandemic", "Who says so"]),
        ("ru/expert/petrova.html", ["Петрова", "Высказывания"]),
        ("en/source/CN2004.html", ["It states: ties"]),
        ("zh/format/five-cities.html", ["成员"]),
    ],
)
def test_a_page_says_what_the_dossier_says(site: Mapping[str, bytes], address: str, says: list[str]) -> None:
    told = words(site[address])
    assert [text for text in says if text not in told] == []


def test_every_link_between_things_leads_to_a_file_and_fits_its_depth(site: Mapping[str, bytes]) -> None:
    lost, met = set(), set()
    for path, page in site.items():
        if path.count("/") == 2 and path.endswith(".html"):
            for link in Links(page).found:
                if not re.match(r"https?:|#|data:", link):
                    to = normpath(f"{path.rpartition('/')[0]}/{unquote(link).partition('#')[0]}")
                    met.add(to)
                    is_elsewhere = to.count("/") == 1 or "/roadmap/" in to  # not among the pages of things
                    lost |= {to} if to not in site and not is_elsewhere else set()
    assert not lost
    assert {"place/ru-khabarovsk.json", "assets/land.svg", "ru/expert/petrova.html", "zh/source/CN2004.html"} <= met


def test_a_page_names_others_by_links_and_is_reached_by_what_holds_it(site: Mapping[str, bytes]) -> None:
    page = site["ru/place/ru-khabarovsk.html"].decode()
    crumbs = page.partition("class=crumbs")[2].partition("</nav>")[0]
    held = ["../places.html", "../place/ru.html", "../place/ru-khabarovsk-krai.html"]
    assert re.findall(r"href=([^ >]*)", crumbs) == held
    assert {"../place/cn-harbin.html", "../tie/cn-harbin--ru-khabarovsk.html", "../source/CN2004.html"} <= {
        *Links(site["ru/place/ru-khabarovsk.html"]).found
    }
    assert "href=../place/ru-khabarovsk.html" not in page.partition("<main")[2]


def test_no_reader_of_a_page_is_sent_to_a_command(site: Mapping[str, bytes]) -> None:
    for path, page in site.items():
        if path.count("/") == 2 and path.endswith(".html"):
            assert "kg " not in words(page.partition(b"<p class=taken>")[0]), path


@pytest.mark.parametrize(("lang", "says"), [("ru", "Ещё 3 — в данных страницы"), ("zh", "另有3项，见本页数据")])
def test_what_a_list_leaves_out_is_in_the_data_of_the_page(lang: str, says: str) -> None:
    with speaking(lang), written_for("place/ru.html", "place/ru.json"):
        (rest,) = items(range(5), lambda each: line(str(each)), 2, "kg hubs")[1:]
        nothing = asked("kg query hubs --place ru")
        assert asked("kg suggest ru") == ()
    assert isinstance(rest, Paragraph)
    assert rest.line[0].text.startswith(says)
    assert [span.url for span in (*rest.line, *nothing) if span.url] == ["../../place/ru.json", "../question/hubs.html"]


def test_names_on_a_map_have_room_where_letters_are_larger(site: Mapping[str, bytes]) -> None:
    size = re.compile(r"\.names[^{]*\{ font-size: (\d+)px")
    css = site["assets/portal.css"].decode()
    assert {*size.findall(css)} == {str(round(svg.SIZE * NARROW)), *(str(round(12 * each)) for each in LARGER.values())}


def test_machines_are_told_what_a_page_is_about(site: Mapping[str, bytes]) -> None:
    def told(address: str) -> dict[str, object]:
        text = site[address].decode().partition("ld+json>")[2].partition("</script>")[0]
        data = json.loads(text)
        assert data["breadcrumb"]["itemListElement"][0]["position"] == 1
        return dict(data["mainEntity"])

    place = told("en/place/ru-khabarovsk.html")
    assert (place["@type"], place["sameAs"]) == ("AdministrativeArea", "http://www.wikidata.org/entity/Q4454")
    assert {"geo", "containedInPlace", "alternateName"} <= place.keys()
    kinds = {"tie/cn-harbin--ru-khabarovsk": "Thing", "event/e01": "Event", "expert/petrova": "Person",
             "source/CN2004": "CreativeWork", "problem/covid-19": "DefinedTerm"}  # fmt: skip
    assert {name: told(f"ru/{name}.html")["@type"] for name in kinds} == kinds


def test_no_text_of_anybody_becomes_markup(site: Mapping[str, bytes]) -> None:
    hostile = [path for path, content in site.items() if b"alert(" in content]
    assert len(hostile) > 10
    for path in hostile:
        if path.endswith(".html"):
            assert b"<script>" not in site[path]
            assert "onload" not in Links(site[path]).attributes
    assert any(HOSTILE in words(site[path]) for path in hostile if path.endswith(".html"))


def test_pages_are_light_and_each_picture_shows_the_land_that_all_share(site: Mapping[str, bytes]) -> None:
    assert {path: len(page) for path, page in site.items() if path.count("/") == 2 and len(page) > PAGE} == {}
    assert b"<image href=../../assets/land.svg" in site["en/tie/cn-heihe--ru-blagoveshchensk.html"]
    assert len(site["assets/land.svg"]) < 300_000


def test_data_of_a_thing_name_each_source_by_the_id_under_which_its_own_data_stand(site: Mapping[str, bytes]) -> None:
    data = json.loads(site["tie/cn-harbin--ru-khabarovsk.json"])
    assert data["iri"].endswith("/tie/cn-harbin--ru-khabarovsk")
    named = {each["source"] for each in data["attestations"]}
    assert named
    assert {f"source/{id}.json" for id in named} <= site.keys()


def test_a_place_of_which_only_figures_are_known_has_no_page(graph: AskedGraph) -> None:
    told = Told(graph)
    places = {iri for iri in told.paged if "/place/" in iri}
    assert {place.iri for each in told if each.thing == "tie" for place in each.parties} < places  # type: ignore[union-attr]


def test_what_is_read_once_says_the_same_as_what_is_asked(graph: AskedGraph) -> None:
    whole = WholeGraph(graph)
    every = Told(graph).iris
    culture = next(iri for iri in every if iri.endswith("sphere/culture"))
    for iri in (culture, *every[::5]):
        assert thing(whole, iri).data() == thing(graph, iri).data(), iri


def test_processes_make_the_same_as_one(graph: AskedGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    portal = Portal(graph)
    portal.told.iris = portal.told.iris[::20]
    with things.making(portal) as made:
        one = dict(made)
    monkeypatch.setattr(things, "MANY", 1)
    with things.making(portal) as made:
        assert dict(made) == one
    assert {path[:2] for path in one if path.endswith(".html")} == {*LANGUAGES}


def test_a_change_of_one_source_rewrites_only_what_tells_of_it(site: Mapping[str, bytes], tmp_path: Path) -> None:
    says = {"attestations": lambda row: row.update(kind_as_written="结好城市")}
    after = pages_of(world(tmp_path, HOSTILE_WORLD | says))
    out = tmp_path / "site"
    write_folder(out, site.items())
    written = write_folder(out, after.items())
    changed = {path for path, content in after.items() if site.get(path) != content}
    of_things = ("tie/cn-harbin--ru-khabarovsk", "source/CN2004")
    pages = {f"{lang}/{each}.html" for lang in LANGUAGES for each in of_things}
    assert {path for path in changed if not path.startswith("data/")} == pages | {f"{each}.json" for each in of_things}
    tables = {path.partition(".")[0] for path in changed if path.startswith("data/")}
    assert tables == {"data/Attestation", "data/graph"}
    assert (written.changed, written.removed) == (len(changed), 0)
