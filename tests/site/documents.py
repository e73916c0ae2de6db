"""Small network documents for the tests of the page."""

from __future__ import annotations

import random
from itertools import pairwise

from kg.network.document import NetworkDocument, PageEdge, PageNode, PageSource, Term
from kg.network.layout import arrange

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
LEVELS = (Term("city", {"en": "city", "ru": "город", "zh": "城市"}),)
LIST = PageSource("Official list of 2004", "https://example.org/list")
NOTE = PageSource("Municipal page", None, "http://example.org/closed")

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
    ("ru-khabarovsk", "cn-harbin", "sister", "active", 1993, None, 2, 0.75, (LIST, NOTE)),
    ("ru-khabarovsk", "cn-sanya", "sister", "unknown", 2011, None, 1, 0.5, (NOTE,)),
    ("ru-chelyabinsk", "cn-harbin", "intention", "unknown", None, None, 1, 0.5, (LIST,)),
    ("ru-chelyabinsk", "cn-urumqi", "sister", "ended", 2004, 2015, 3, 0.9, (LIST,)),
    ("ru-khabarovsk", "cn-harbin", "partner", "unknown", 2000, None, 1, 0.5, (LIST,)),
    ("ru-orel", "cn-xian", "partner", "unknown", 1999, None, 1, 0.5, (LIST,)),
)


def small() -> NetworkDocument:
    """Eight places, six ties (two of them parallel), four parts; one place without a tie."""
    edges = tuple(
        PageEdge(a, b, kind, status, start, independent, confidence, sources, end)
        for a, b, kind, status, start, end, independent, confidence, sources in _TIES
    )
    nodes = []
    for place, ru, en, zh, lat, lon, others in _PLACES:
        ends = [{edge.a, edge.b} - {place} for edge in edges if place in (edge.a, edge.b)]
        nodes.append(
            PageNode(
                place,
                {"ru": ru, "en": en, "zh": zh},
                place[:2],
                "city",
                lat,
                lon,
                len(ends),
                len(set().union(*ends)),
                f"https://example.org/{place}",
                (LIST,),
                others,
            )
        )
    return arrange(document(tuple(nodes), edges))


def document(nodes: tuple[PageNode, ...], edges: tuple[PageEdge, ...]) -> NetworkDocument:
    """A document with the usual terms, not laid out."""
    title = {"en": "Ties of cities", "ru": "Связи городов", "zh": "城市间的联系"}
    return NetworkDocument(nodes, edges, COUNTRIES, KINDS, STATUSES, LEVELS, title, 2025, "the tests")


def large(ties: int) -> NetworkDocument:
    """A network of the given number of ties with a few hubs, laid out."""
    dice = random.Random(1)
    half = ties // 2
    weights = [1 / (i + 1) ** 0.6 for i in range(half)]
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < ties:
        pairs.add((dice.choices(range(half), weights)[0], dice.choices(range(half), weights)[0]))
    edges = tuple(PageEdge(f"ru-{a}", f"cn-{b}", "sister", "unknown", 1990, 1, 0.5, (LIST,)) for a, b in sorted(pairs))
    ids = sorted({edge.a for edge in edges} | {edge.b for edge in edges})
    nodes = tuple(PageNode(i, {"en": f"Place {i}"}, i[:2], "city", None, None, 1, 1) for i in ids)
    return arrange(document(nodes, edges))


HOSTILE = (
    "</script><img src=x onerror=\"document.title='hacked'\">",
    "\"><svg onload=\"document.title='hacked'\">' onmouseover='x",
    "<!--<script>document.title='hacked'</script>",
    "{{ 7 * 7 }}${7*7}",
    "\u202eevil\u2066 \u2028 & < > \x00",
)


def hostile() -> NetworkDocument:
    """A document in which every text is an attack."""
    sources = tuple(
        PageSource(text, url)
        for text, url in zip(
            HOSTILE,
            (
                "javascript:document.title='hacked'",
                "JaVaScRiPt:alert(1)",
                "data:text/html,<script>alert(1)</script>",
                'https://example.org/" onclick="x',
                "https://example.org/fine?a=1&b=<",
            ),
            strict=True,
        )
    )
    nodes = tuple(
        PageNode(
            f"ru-{i}{text}",
            dict.fromkeys(("en", "ru", "zh"), text),
            "ru" if i % 2 else "cn",
            "city",
            None,
            None,
            1,
            1,
            "javascript:document.title='hacked'",
            sources,
            (text,),
        )
        for i, text in enumerate(HOSTILE)
    )
    edges = tuple(PageEdge(a.id, b.id, "sister", "unknown", 1990, 1, 0.5, sources) for a, b in pairwise(nodes))
    text = HOSTILE[0]
    terms = (Term("sister", dict.fromkeys(("en", "ru", "zh"), text)),)
    return arrange(document(nodes, edges))._replace(
        title={"en": text, "ru": HOSTILE[1], "zh": HOSTILE[2]}, built_from=text, kinds=terms
    )
