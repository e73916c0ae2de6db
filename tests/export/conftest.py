"""A network of five places whose texts try to break out of every format."""

from __future__ import annotations

from typing import Any

import pytest

from kg.network.attributes import Attributes, Figure
from kg.network.rows import Export
from kg.network.shape import shape
from kg.network.ties import Link, Node


def place(
    id: str, labels: dict[str, str], country: str, level: str, region: str, *more: Any, wikidata: str = ""
) -> Node:
    """A place; ``more`` are its macro-region, border, latitude and longitude, as far as known."""
    macro_region, border, lat, lon = more + ("", False, None, None)[len(more) :]
    return Node(id, labels, country, level, region, macro_region, border, lat, lon, wikidata)


def tie(slug: str, a: str, b: str, kind: str = "sister", status: str = "active", **more: Any) -> Link:
    """A tie of one source, a field changed by its name."""
    return Link(slug, a, b, kind, status, None, None, 1, 0.5, ("S1",))._replace(**more)


PLACES = {
    each.id: each
    for each in (
        place("cn", {"en": "China"}, "cn", "country", "cn"),
        place("ru", {"en": "Russia"}, "ru", "country", "ru"),
        place("mn-hovd", {"en": "Khovd"}, "mn", "province", "mn-hovd"),
        place("ru-krai", {"en": "Krai", "ru": "Край"}, "ru", "region", "ru-krai", "far-eastern", True, 48.5, 135.0),
        place("ru-town", {"en": '=1+1 "&<b>', "ru": "Город\x00"}, "ru", "city", "ru-krai", "far-eastern", True),
        place("ru-alone", {"en": "Same"}, "ru", "city", "ru-krai"),
        place("cn-prov", {"en": "Same", "zh": "省"}, "cn", "province", "cn-prov", wikidata="Q1"),
        place("cn-city", {"zh": "@市"}, "cn", "prefecture", "cn-prov"),
    )
}
TIES = (
    tie("cn-city--ru-town", "ru-town", "cn-city", start_year=1993, end_year=2001, sources=("S2", "S1")),
    tie("cn-prov--ru-krai", "cn-prov", "ru-krai", "partner", start_year=2005, independent_sources=3, confidence=0.9),
    tie("cn-prov--ru-town", "ru-town", "cn-prov", "sister", "unknown"),
)
KNOWN = Attributes(
    population={"ru-town": Figure(1200.0, "population-census", 2021, "persons")},
    product_per_head={"ru-krai": Figure(5.5, "grp-per-capita", 2021, "rub")},
)


@pytest.fixture
def export() -> Export:
    return shape(PLACES, TIES, isolates=True, attributes=KNOWN, kinds=("sister", "partner"))
