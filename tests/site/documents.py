"""Small network documents for the tests of the page."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

from kg.network.document import NetworkDocument, PageSource, Term
from kg.network.layout import arrange
from kg.network.ties import Link, Node

COUNTRIES = (
    Term("ru", {"en": "Russia", "ru": "Россия", "zh": "俄罗斯"}),
    Term("cn", {"en": "China", "ru": "Китай", "zh": "中国"}),
)
KINDS = (
    Term("sister", {"en": "sister tie", "ru": "побратимская связь", "zh": "友好城市关系"}),
    Term("partner", {"en": "partner tie", "ru": "партнёрская связь", "zh": "合作伙伴关系"}),
    Term("intention", {"en": "intention", "ru": "намерение", "zh": "结好意向"}),
)
STATUSES = (
    Term("active", {"en": "active", "ru": "действующая", "zh": "活跃"}),
    Term("ended", {"en": "ended", "ru": "прекращённая", "zh": "终止"}),
    Term("unknown", {"en": "unknown", "ru": "неизвестно", "zh": "不明"}),
)
SUPPORTS = (
    Term("stated", {"en": "stated", "ru": "подтверждено", "zh": "有明确记载"}),
    Term("weak", {"en": "encyclopedia only", "ru": "только энциклопедия", "zh": "仅见于百科"}),
)
LEVELS = (Term("city", {"en": "city", "ru": "город", "zh": "城市"}),)
SOURCES = {
    "LIST": PageSource("Official list of 2004", "https://example.org/list"),
    "NOTE": PageSource("Municipal page", None, "http://example.org/closed"),
}

_PLACES = (
    ("ru-khabarovsk", "Хабаровск", "Khabarovsk", "哈巴罗夫斯克", 48.48, 135.08, ("伯力",)),
    ("ru-orel", "Орёл", "Oryol", "奥廖尔", 52.97, 36.06, ()),
    ("ru-yoshkar-ola", "Йошкар-Ола", "Yoshkar-Ola", "约什卡尔奥拉", 56.63, 47.89, ()),
    ("ru-chelyabinsk", "Челябинск", "Chelyabinsk", "车里雅宾斯克", 55.16, 61.4, ()),
    ("cn-harbin", "Харбин", "Harbin", "哈尔滨市", 45.75, 126.63, ("Haerbin",)),
    ("cn-urumqi", "Урумчи", "Ürümqi", "乌鲁木齐市", 43.8, 87.6, ("Dihua",)),
    ("cn-xian", "Сиань", "Xi'an", "西安市", 34.27, 108.95, ()),
    ("cn-sanya", "Санья", "Sanya", "三亚市", 18.25, 109.5, ()),
)
_TIES = (
    ("ru-khabarovsk", "cn-harbin", "sister", "active", 1993, None, 2, 0.75, ("LIST", "NOTE")),
    ("ru-khabarovsk", "cn-sanya", "sister", "unknown", 2011, None, 1, 0.5, ("NOTE",)),
    ("ru-chelyabinsk", "cn-harbin", "intention", "unknown", None, None, 1, 0.5, ("LIST",)),
    ("ru-chelyabinsk", "cn-urumqi", "sister", "ended", 2004, 2015, 3, 0.9, ("LIST",)),
    ("ru-khabarovsk", "cn-harbin", "partner", "unknown", 2000, None, 1, 0.5, ("LIST",)),
    ("ru-orel", "cn-xian", "partner", "unknown", 1999, None, 1, 0.5, ("LIST",)),
)


def node(id: str, labels: dict[str, str] | None = None, lat: float | None = None, lon: float | None = None) -> Node:
    """A city of the country that its id begins with."""
    return Node(id, labels or {"en": id}, id[:2], "city", id, "", False, lat, lon, "")


def edge(a: str, b: str, *sources: str, start: int | None = 1990, **more: Any) -> Link:
    """A sister tie."""
    link = Link(f"{b}--{a}", a, b, "sister", "unknown", start, None, 1, 0.5, sources, support="weak")
    return link._replace(**more)


def small() -> NetworkDocument:
    """Eight places, six ties (two of them parallel), four parts; one place without a tie."""
    edges = tuple(
        Link(f"{b}--{a}", a, b, kind, status, start, end, independent, confidence, sources)._replace(
            sources_of_kind=1, support="stated" if independent > 1 else "weak"
        )
        for a, b, kind, status, start, end, independent, confidence, sources in _TIES
    )
    nodes = tuple(node(id, {"ru": ru, "en": en, "zh": zh}, lat, lon) for id, ru, en, zh, lat, lon, _ in _PLACES)
    return arrange(document(nodes, edges))._replace(
        pages={place[0]: f"https://example.org/{place[0]}" for place in _PLACES},
        other_names={place[0]: place[-1] for place in _PLACES},
    )


def document(nodes: tuple[Node, ...], edges: tuple[Link, ...]) -> NetworkDocument:
    """A document with the usual terms, not laid out."""
    title = {"en": "Ties of cities", "ru": "Связи городов", "zh": "城市间的联系"}
    return NetworkDocument(nodes, edges, COUNTRIES, KINDS, STATUSES, LEVELS, title, 2025, SOURCES, supports=SUPPORTS)


def large(ties: int) -> NetworkDocument:
    """A network of the given number of ties with a few hubs, laid out."""
    dice = random.Random(1)
    half = ties // 2
    weights = [1 / (i + 1) ** 0.6 for i in range(half)]
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < ties:
        pairs.add((dice.choices(range(half), weights)[0], dice.choices(range(half), weights)[0]))
    edges = tuple(edge(f"ru-{a}", f"cn-{b}", "LIST") for a, b in sorted(pairs))
    ids = sorted({link.a for link in edges} | {link.b for link in edges})
    return arrange(document(tuple(node(id, {"en": f"Place {id}"}) for id in ids), edges))


HOSTILE = (
    "</script><img src=x onerror=\"document.title='hacked'\">",
    "\"><svg onload=\"document.title='hacked'\">' onmouseover='x",
    "<!--<script>document.title='hacked'</script>",
    "{{ 7 * 7 }}${7*7}",
    "\u202eevil\u2066 \u2028 & < > \x00",
)


def hostile() -> NetworkDocument:
    """A document in which every text is an attack."""
    urls = (
        "javascript:document.title='hacked'",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        'https://example.org/" onclick="x',
        "https://example.org/fine?a=1&b=<",
    )
    sources = {url: PageSource(text, url) for text, url in zip(HOSTILE, urls, strict=True)}
    nodes = tuple(
        node(f"ru-{i}{text}", dict.fromkeys(("en", "ru", "zh"), text))._replace(country="ru" if i % 2 else "cn")
        for i, text in enumerate(HOSTILE)
    )
    edges = tuple(edge(a.id, b.id, *urls) for a, b in pairwise(nodes))
    return arrange(document(nodes, edges))._replace(
        title=dict(zip(("en", "ru", "zh"), HOSTILE, strict=False)),
        kinds=(Term("sister", dict.fromkeys(("en", "ru", "zh"), HOSTILE[0])),),
        sources=sources,
        pages={place.id: "javascript:document.title='hacked'" for place in nodes},
        other_names={place.id: (text,) for place, text in zip(nodes, HOSTILE, strict=True)},
    )
