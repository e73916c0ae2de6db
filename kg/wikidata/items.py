"""What is known of an item, a statement and a thing of this project: frozen records without RDF."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.base.dates import PartialDate
from kg.base.geography import haversine

Names = tuple[tuple[str, str], ...]  # (language: ru, en or zh; text)
Point = tuple[float, float]  # latitude, longitude

_POINT = re.compile(r"(?:<[^>]*>\s*)?Point\(\s*(?P<lon>[-+.\deE]+)\s+(?P<lat>[-+.\deE]+)\s*\)", re.IGNORECASE)
_TIME = re.compile(r"\+?(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})T")
DAY, MONTH, YEAR = 11, 10, 9  # Wikidata's numbers of precision


class Item(NamedTuple):
    """An item of Wikidata, as far as it matters here.

    ``holders`` are the units that contain it, up to three steps above. ``redirect`` is the item that it was
    merged into. An item that Wikidata does not know has ``exists`` false.
    """

    qid: str
    exists: bool = True
    redirect: str = ""
    labels: Names = ()
    aliases: Names = ()
    classes: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    holders: frozenset[str] = frozenset()
    points: tuple[Point, ...] = ()
    dissolved: bool = False

    def label(self, lang: str = "en") -> str:
        """The label in a language, else any label, else the Q-id.

        >>> Item("Q4454", labels=(("ru", "Хабаровск"),)).label("en")
        'Хабаровск'
        """
        texts = [text for code, text in sorted(self.labels, key=lambda name: (name[0] != lang, name))]
        return texts[0] if texts else self.qid


class Subject(NamedTuple):
    """A thing of this project that may have an item: a place, an authority or a concept.

    ``country`` and ``holders`` are Q-ids; ``level`` and ``point`` are those of a place.
    """

    iri: str
    kind: str
    id: str
    label: str
    names: Names
    level: str = ""
    country: str = ""
    holders: tuple[str, ...] = ()
    point: Point | None = None


class Twin(NamedTuple):
    """One P190 statement on one item about another."""

    statement: str
    item: str
    other: str
    start: PartialDate | None = None
    end: PartialDate | None = None
    urls: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


class Population(NamedTuple):
    """One P1082 statement that has a year."""

    item: str
    year: int
    value: str


def point_of(text: str) -> Point | None:
    """Latitude and longitude of a WKT point, or nothing where it is none, or not on Earth.

    >>> point_of("Point(135.07 48.48)")
    (48.48, 135.07)
    >>> point_of("<http://www.wikidata.org/entity/Q405> Point(1 2)") is None
    True
    """
    match = _POINT.fullmatch(text.strip())
    if match is None or text.lstrip().startswith("<"):
        return None
    try:
        lat, lon = float(match["lat"]), float(match["lon"])
    except ValueError:
        return None
    return (lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 else None


def date_of(time: str, precision: int) -> PartialDate | None:
    """A time of Wikidata as a partial date; nothing where it is coarser than a year or out of range.

    >>> date_of("1993-06-01T00:00:00Z", 10)
    PartialDate(year=1993, month=6, day=0)
    >>> date_of("1990-01-01T00:00:00Z", 8) is None
    True
    """
    match = _TIME.match(time)
    if match is None or precision < YEAR:
        return None
    parts = [match["year"], match["month"], match["day"]][: precision - YEAR + 1]
    try:
        return PartialDate.parse("-".join(part for part in parts if part != "00"))
    except ValueError:
        return None


def distance_km(one: Point, other: Point) -> float:
    """The distance of two points along a great circle, in kilometres.

    >>> round(distance_km((48.48, 135.07), (45.75, 126.63)))
    707
    """
    return haversine(*one, *other)
