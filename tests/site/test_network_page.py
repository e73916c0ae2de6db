"""The page as a file: whole, escaped, the same every time."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import pytest

from kg.base.errors import KgError
from kg.base.languages import speaking
from kg.formats.safe_html import inline
from kg.network.layout import arrange
from kg.site.network_files import written
from kg.site.network_page import network_page, page_texts
from kg.site.vis_bundle import vis_script
from tests.site.documents import HOSTILE, document, hostile, large, small

TEMPLATES = Path(__file__).parents[2] / "kg" / "site" / "templates" / "network"


class Reader(HTMLParser):
    """The tags of a page with their attributes and the text of its scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            self.raw.append((self.cdata_elem, data))

    def texts(self, tag: str) -> list[str]:
        return [data for name, data in self.raw if name == tag]


def data_of(page: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(Reader(page).texts("script")[0])
    return found


def test_the_same_document_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    program = (
        "import hashlib; from tests.site.documents import small; from kg.site.network_page import network_page;"
        "print(hashlib.sha256(network_page(small(), 'ru').encode()).hexdigest())"
    )
    seen = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])}
        run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
        seen.add(run.stdout)
    assert seen == {hashlib.sha256(network_page(small(), "ru").encode()).hexdigest().encode() + b"\n"}


def test_the_page_names_nothing_that_a_browser_would_fetch() -> None:
    page = Reader(network_page(small()))
    loading = [
        (tag, name, value)
        for tag, attributes in page.tags
        for name, value in attributes.items()
        if name in {"src", "srcset", "href", "action", "data", "poster", "background", "ping"}
    ]
    assert loading == [("link", "href", "data:,"), ("a", "href", "#tables")]
    assert not re.search(r"url\(|@import", page.texts("style")[0])
    assert not re.search(r"sourceMappingURL|\bfetch\(|XMLHttpRequest|WebSocket|importScripts|sendBeacon", str(page.raw))


def test_the_policy_allows_exactly_the_scripts_and_the_style_of_the_page() -> None:
    page = Reader(network_page(small()))
    policy = next(
        a["content"] for t, a in page.tags if t == "meta" and a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None

    def digests(texts: list[str]) -> str:
        found = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
        return " ".join(f"'sha256-{digest}'" for digest in found)

    _, library, program = page.texts("script")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == digests([library, program])
    assert rules["style-src"] == digests(page.texts("style"))


def test_the_page_has_a_doctype_a_language_a_title_and_a_charset() -> None:
    page = network_page(small(), "zh")
    assert page.startswith('<!doctype html>\n<html lang="zh-Hans">')
    assert "<title>城市间的联系</title>" in page
    assert ("meta", {"charset": "utf-8"}) in Reader(page).tags


def test_hostile_text_adds_no_element_and_reaches_the_script_unchanged() -> None:
    calm, attacked = Reader(network_page(small())), Reader(network_page(hostile()))
    assert [tag for tag, _ in attacked.tags] == [tag for tag, _ in calm.tags]
    assert [set(a) for _, a in attacked.tags] == [set(a) for _, a in calm.tags]
    data = data_of(network_page(hostile()))
    assert isinstance(data["nodes"], list)
    assert [node[1][0] for node in data["nodes"]] == list(HOSTILE)


def test_a_page_of_hostile_texts_keeps_the_rules_of_html() -> None:
    node = [each._replace(labels={"en": each.labels["en"] + "\x0b\x7f\ud800\ufdd0"}) for each in hostile().nodes]
    page = network_page(arrange(hostile()._replace(nodes=tuple(node))))
    own = page.replace(inline(vis_script()), "")
    html5lib.HTMLParser(strict=True).parse(own.encode().decode())


def test_only_web_addresses_become_links() -> None:
    data = data_of(network_page(hostile()))
    assert isinstance(data["sources"], list)
    assert isinstance(data["nodes"], list)
    links = [link for _, link, _ in data["sources"]]
    assert links == ["", "", "", "", ""]
    assert data["sources"][0][2] == "javascript:document.title='hacked'"
    assert {node[-1] for node in data["nodes"]} == {""}


def test_each_source_is_written_once() -> None:
    data = data_of(network_page(small()))
    assert data["sources"] == [
        ["Official list of 2004", "https://example.org/list", ""],
        ["Municipal page", "", "http://example.org/closed"],
    ]


def test_two_thousand_ties_fit_in_a_megabyte() -> None:
    assert len(network_page(large(2000)).encode()) <= 1_000_000


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda d: d._replace(positions=()), "0 positions for 8 places"),
        (lambda d: d._replace(nodes=(*d.nodes, d.nodes[0])), "place 'ru-khabarovsk' is in the network document twice"),
        (lambda d: d._replace(edges=(d.edges[0]._replace(b="cn-nowhere"),)), "place 'cn-nowhere' is not described"),
        (lambda d: d._replace(kinds=d.kinds[:1]), "kind 'intention' is not described"),
        (lambda d: d._replace(statuses=()), "status 'active' is not described"),
        (lambda d: d._replace(countries=()), "country 'ru' is not described"),
    ],
)
def test_a_document_that_does_not_hold_together_is_refused(spoil: object, message: str) -> None:
    assert callable(spoil)
    with pytest.raises(KgError, match=re.escape(message)):
        network_page(spoil(small()))


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    with pytest.raises(KgError, match="may be: ru, en, zh"):
        network_page(small(), "fr")


def test_code_that_would_end_its_element_is_refused() -> None:
    with pytest.raises(KgError, match="cannot stand inside a page"):
        inline('let a = "</SCRIPT >";')


def test_a_place_without_a_name_in_a_language_shows_the_nearest_one() -> None:
    place = small().nodes[0]._replace(labels={"zh": "哈巴罗夫斯克"})
    data = data_of(network_page(document((place,), ())._replace(positions=((0.0, 0.0),))))
    assert isinstance(data["nodes"], list)
    assert data["nodes"][0][1] == ["哈巴罗夫斯克"] * 3


def test_every_text_has_three_languages_and_every_plural_form() -> None:
    forms = {"en": {"one", "other"}, "ru": {"one", "few", "many", "other"}, "zh": {"other"}}
    for key, texts in page_texts().items():
        assert set(texts) == {"en", "ru", "zh"}, key
        for lang, text in texts.items():
            if isinstance(text, dict):
                assert set(text) == forms[lang], key
            else:
                assert isinstance(text, str), key
                assert text, key


def test_the_page_uses_exactly_the_texts_there_are() -> None:
    used: set[str] = set()
    for path in TEMPLATES.iterdir():
        code = path.read_text(encoding="utf-8")
        used.update(re.findall(r"\bt\(\"(\w+)\"", code))
        used.update(re.findall(r"\{\{ (?:text|label)\(\"(\w+)\"\)", code))
        for choice in re.findall(r"\bt\([^()?]+ \? \"(\w+)\" : \"(\w+)\"", code):
            used.update(choice)
    assert used == set(page_texts())


@pytest.mark.parametrize(("lang", "says"), [("ru", "состояние на 2025 год"), ("zh", "截至2025年")])
def test_the_picture_alone_says_what_it_shows_and_whence(lang: str, says: str) -> None:
    with speaking(lang):
        picture = written(small(), "svg", "Source & licence").decode()
    said = [each.text for each in ET.fromstring(picture).iter("{http://www.w3.org/2000/svg}text")]
    assert any(each.endswith(says) for each in said if each)
    assert "Source & licence" in said
