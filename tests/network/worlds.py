"""Small networks of known shape, as records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from kg.analysis.question import Question
from kg.network.attributes import Attributes
from kg.network.ties import Link, Network, Node
from kg.network.views import Choice

Tie = tuple[str, str]


def node(id: str, level: str = "city", region: str = "", **more: Any) -> Node:
    """A place whose country is the start of its id; a first-level unit is its own region."""
    base = Node(
        id=id,
        labels={"en": id.title()},
        country=id.partition("-")[0],
        level=level,
        region=region or id,
        macro_region="",
        border=False,
        lat=None,
        lon=None,
        wikidata="",
    )
    return base._replace(**more)


def link(a: str, b: str, **more: Any) -> Link:
    """A sister tie that stands, of one source."""
    base = Link("--".join(sorted((a, b))), a, b, "sister", "active", None, None, 1, 0.6, ("s",))
    return base._replace(**more)


def network(nodes: Iterable[Node], links: Iterable[Link]) -> Network:
    """A network in the order in which its parts are given, not sorted."""
    return Network({each.id: each for each in nodes}, tuple(links))


def two_provinces() -> Network:
    """Two tied regions with two cities each; one city tie follows the regions, one leaves them."""
    nodes = [
        node("ru", "country"),
        node("cn", "country"),
        node("ru-east", "region", border=True, macro_region="far-eastern"),
        node("ru-west", "region", macro_region="central"),
        node("cn-north", "province", border=True),
        node("cn-south", "province"),
        node("ru-port", "city", "ru-east", lat=50.0, lon=127.5),
        node("ru-mill", "city", "ru-west"),
        node("cn-ferry", "prefecture", "cn-north", lat=50.2, lon=127.5),
        node("cn-coast", "prefecture", "cn-south"),
        node("ru-lone", "settlement", "ru-west"),
    ]
    links = [
        link("ru-mill", "cn-coast", start_year=2010, confidence=0.4, sources=("a", "b")),
        link("ru-east", "cn-north", start_year=1995, confidence=0.95, independent_sources=3),
        link("ru-port", "cn-ferry", start_year=1992, end_year=2015),
        link("ru-port", "cn-coast"),
        link("ru-mill", "cn-ferry", kind="partner", start_year=2005),
        link("ru-west", "cn-south", status="ended", start_year=1990, end_year=2000),
    ]
    return network(nodes, links)


def square() -> Network:
    """A tied to x and y, B tied to x: B–y closes the square. C and z have no tie."""
    nodes = [node(f"ru-{n}") for n in "abc"] + [node(f"cn-{n}", "prefecture") for n in "xyz"] + [node("ru", "country")]
    return network(nodes, [link("ru-a", "cn-x"), link("ru-a", "cn-y"), link("ru-b", "cn-x")])


def growing(count: int = 40) -> Network:
    """Every year the next place finds the one straight across: nearness foretells the future."""
    nodes = []
    for n in range(count):
        nodes.append(node(f"ru-{n:02}", "city", "ru-r", lat=50.0, lon=3.0 * n))
        nodes.append(node(f"cn-{n:02}", "prefecture", "cn-r", lat=49.0, lon=3.0 * n))
    order = np.random.default_rng(3).permutation(count).tolist()
    links = [link(f"ru-{n:02}", f"cn-{n:02}", start_year=1990 + k) for k, n in enumerate(order)]
    return network(nodes, [*links, link("ru-00", "cn-05")])


def question(lang: str = "en", choice: Choice = Choice(), **more: object) -> Question:  # noqa: B008 (a record)
    """What is asked of the two provinces, a field changed by its name."""
    base = Question(two_provinces(), Attributes(), choice, lang, rounds=99)
    return base._replace(**more)  # type: ignore[arg-type]  # fields by name
