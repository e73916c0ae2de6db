"""The whole portal on disk: links, heads, policy, validity, feeds, the site map, and what a new build rewrites."""

from __future__ import annotations

import json
import os
import re
import shutil
import xml.etree.ElementTree as ET
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import html5lib
import pytest

from kg.api.graph import Graph
from kg.base.languages import TAGS
from kg.base.progress import silent
from kg.site.portal.frame import POLICY
from kg.site.portal.site import Portal, files
from kg.site.portal.writing import write_folder
from tests.site.portal.conftest import BASE
from tests.site.portal.pages import LANGUAGES, Element, elements, kinds, pages

LOADS = {
    "script": "src",
    "link": "href",
    "img": "src",
    "image": "href",
    "iframe": "src",
    "source": "src",
    "use": "href",
}
START = 300_000
PLACE = 60_000


@cache
def read(page: Path) -> tuple[Element, ...]:
    return tuple(elements(page))


@cache
def targets(page: Path) -> frozenset[str]:
    """The fragments that an address on this page may have."""
    return frozenset(each.attributes["id"] for each in read(page) if "id" in each.attributes)


def attribute(page: Path, element: str, **having: str) -> list[dict[str, str]]:
    """The attributes of all elements of a kind that have some of them as given."""
    found = (each.attributes for each in read(page) if each.name == element)
    return [each for each in found if all(each.get(key) == value for key, value in having.items())]


def test_no_page_but_those_of_questions_tells_to_run_a_command(portal: Path) -> None:
    told = re.compile(r"\bkg (?!query\b)[a-z-]+")
    named = {
        page.name: found
        for page in pages(portal)
        if page.parent.name != "question" and (found := told.findall(page.read_text(encoding="utf-8")))
    }
    assert not named


def test_every_internal_link_leads_to_a_file_and_its_fragment_is_there(portal: Path) -> None:
    lost, there = Counter[str](), set(portal.rglob("*"))
    for page in pages(portal):
        for each in read(page):
            address = each.attributes.get("href", each.attributes.get("src", ""))
            if not address or urlsplit(address).scheme:
                continue
            path, fragment = urldefrag(address)
            end = Path(os.path.normpath(page.parent / unquote(urlsplit(path).path))) if path else page
            told = f"{page.relative_to(portal)}: {address}"
            inside = unquote(fragment) if "=" not in fragment and end.suffix == ".html" else ""
            if end not in there or (inside and inside not in targets(end)):
                lost[told] += 1
    assert not lost, "\n".join(sorted(lost)[:40])


def test_nothing_is_loaded_from_elsewhere(portal: Path) -> None:
    loaded = [
        f"{page.name}: {each.attributes[LOADS[each.name]]}"
        for page in pages(portal)
        for each in read(page)
        if each.name in LOADS and each.attributes.get("rel") not in ("canonical", "alternate")
        if urlsplit(each.attributes.get(LOADS[each.name], "")).netloc
    ]
    assert not loaded
    assert not [
        asset.name
        for asset in (portal / "assets").glob("*.css")
        if b"//" in asset.read_bytes().replace(b"://www.w3.org", b"")
    ]


def test_nothing_inline_is_there_for_the_policy_to_refuse(portal: Path) -> None:
    refused = [
        f"{page.relative_to(portal)}: <{each.name} {name}>"
        for page in pages(portal)
        for each in read(page)
        for name in each.attributes
        if name == "style" or name.startswith("on")
    ]
    inline = [
        page.name
        for page in pages(portal)
        for each in read(page)
        if each.name == "style"
        or (each.name == "script" and "src" not in each.attributes and "json" not in each.attributes.get("type", ""))
    ]
    assert not refused
    assert not inline
    for page in pages(portal):
        (policy,) = attribute(page, "meta", **{"http-equiv": "Content-Security-Policy"})
        assert "unsafe" not in policy["content"]
        assert page.parent == portal or policy["content"] == POLICY


def test_every_page_has_its_head(portal: Path) -> None:
    for lang in LANGUAGES:
        titles = Counter[str]()
        for page in pages(portal / lang):
            address = page.relative_to(portal / lang).as_posix()
            told = f"{lang}/{address}"
            assert attribute(page, "html")[0]["lang"] == TAGS[lang], told
            (title,) = [each.text for each in read(page) if each.name == "title"][:1]
            titles[title] += 1
            assert title.strip(), told
            (says,) = attribute(page, "meta", name="description")
            assert says["content"].strip(), told
            assert [each["href"] for each in attribute(page, "link", rel="canonical")] == [f"{BASE}{lang}/{address}"], (
                told
            )
            others = {
                each["hreflang"]: each["href"]
                for each in attribute(page, "link", rel="alternate")
                if "hreflang" in each
            }
            assert others == {TAGS[code]: f"{BASE}{code}/{address}" for code in LANGUAGES}, told
            assert len([each for each in read(page) if each.name == "h1"]) == 1, told


def test_what_pages_say_to_machines_is_json(portal: Path) -> None:
    said = 0
    for page in pages(portal):
        for each in read(page):
            if each.name == "script" and "json" in each.attributes.get("type", ""):
                told = json.loads(each.text)
                if each.attributes["type"] == "application/ld+json":
                    said += 1
                    assert told["@context"] == "https://schema.org"
                    assert told["@type"]
    assert said > 100


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_of_every_kind_are_valid_html(portal: Path, lang: str) -> None:
    for page in kinds(portal, lang):
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(page.read_bytes(), transport_encoding="utf-8")
        assert not parser.errors, f"{page.name}: {parser.errors[:3]}"
        ids = Counter(each.attributes["id"] for each in read(page) if "id" in each.attributes)
        assert not [id for id, count in ids.items() if count > 1], page.name


def test_the_site_map_names_every_page_once(portal: Path) -> None:
    root = ET.fromstring((portal / "sitemap.xml").read_bytes())
    named = [each.text or "" for each in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert sorted(named) == sorted(
        BASE + page.relative_to(portal).as_posix() for lang in LANGUAGES for page in pages(portal / lang)
    )


def test_pages_are_light(portal: Path) -> None:
    for lang in LANGUAGES:
        assert (portal / lang / "index.html").stat().st_size < START
        assert max(each.stat().st_size for each in (portal / lang / "place").iterdir()) < PLACE


def test_a_second_build_writes_nothing_new(world: Graph, portal: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(portal, tmp_path / "site", copy_function=os.link)
    again = write_folder(copy, files(Portal(world._asked, BASE), silent))
    assert (again.changed, again.removed) == (0, 0)
