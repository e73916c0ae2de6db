"""A network of five places whose texts try to break out of every format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pytest

from kg.export.exported import Export
from kg.export.shape import Figures, shape


class Place(NamedTuple):
    id: str
    labels: Mapping[str, str]
    country: str
    level: str
    region: str
    macro_region: str = ""
    border: bool = False
    lat: float | None = None
    lon: float | None = None
    wikidata: str = ""


class Tie(NamedTuple):
    slug: str
    a: str
    b: str
    kind: str = "sister"
    status: str = "active"
    start_year: int | None = None
    end_year: int | None = None
    independent_sources: int = 1
    confidence: float = 0.5
    sources: tuple[str, ...] = ("S1",)


PLACES = {
    place.id: place
    for place in (
        Place("cn", {"en": "China"}, "cn", "country", "cn"),
        Place("ru", {"en": "Russia"}, "ru", "country", "ru"),
        Place("mn-hovd", {"en": "Khovd"}, "mn", "province", "mn-hovd"),
        Place("ru-krai", {"en": "Krai", "ru": "Край"}, "ru", "region", "ru-krai", "far-eastern", True, 48.5, 135.0),
        Place("ru-town", {"en": '=1+1 "&<b>', "ru": "Город\x00"}, "ru", "city", "ru-krai", "far-eastern", True),
        Place("ru-alone", {"en": "Same"}, "ru", "city", "ru-krai"),
        Place("cn-prov", {"en": "Same", "zh": "省"}, "cn", "province", "cn-prov", wikidata="Q1"),
        Place("cn-city", {"zh": "@市"}, "cn", "prefecture", "cn-prov"),
    )
}
TIES = (
    Tie("cn-city--ru-town", "ru-town", "cn-city", start_year=1993, end_year=2001, sources=("S2", "S1")),
    Tie("cn-prov--ru-krai", "cn-prov", "ru-krai", "partner", start_year=2005, independent_sources=3, confidence=0.9),
    Tie("cn-prov--ru-town", "ru-town", "cn-prov", "sister", "unknown"),
)
FIGURES = Figures({"ru-town": 1200.0}, {"ru-krai": 5.5}, {"ru-krai": "rub"})


@pytest.fixture
def export() -> Export:
    return shape(PLACES, TIES, figures=FIGURES, kinds=("sister", "partner"))
