"""What is known of an item and of a thing of this project: frozen records without RDF."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.base.dates import PartialDate
from kg.base.geography import haversine

Names = tuple[tuple[str, str], ...]  # (language: ru, en or zh; text)
Point = tuple[float, float]  # latitude, longitude

_POINT = re.compile(r"Point\(\s*([-+.\deE]+)\s+([-+.\deE]+)\s*\)", re.IGNORECASE)
_TIME = re.compile(r"\+?(\d{4})-(\d{2})-(\d{2})T")
COARSER = 8  # Wikidata's number for a decade: a year is one more, a month two, a day three


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
        return min(self.labels, key=lambda name: (name[0] != lang, name), default=("", self.qid))[1]


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

    def km_to(self, item: Item) -> float | None:
        """The kilometres to the nearest point of an item, where both are known.

        >>> khabarovsk = Subject("", "place", "", "", (), point=(48.48, 135.07))
        >>> round(khabarovsk.km_to(Item("Q42956", points=((45.75, 126.63),))))
        707
        """
        if self.point is None:
            return None
        return min((haversine(*self.point, *point) for point in item.points), default=None)


def point_of(text: str) -> Point | None:
    """Latitude and longitude of a WKT point, or nothing where it is none, or not on Earth.

    >>> point_of("Point(135.07 48.48)")
    (48.48, 135.07)
    >>> point_of("<http://www.wikidata.org/entity/Q405> Point(1 2)") is None
    True
    """
    match = _POINT.fullmatch(text.strip())
    try:
        lon, lat = map(float, match.groups() if match else ())
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
    if match is None or precision <= COARSER:
        return None
    try:
        return PartialDate.parse("-".join(part for part in match.groups()[: precision - COARSER] if part != "00"))
    except ValueError:
        return None


def page(id: str) -> str:
    """The page of a property or item on Wikidata.

    >>> page("P190"), page("Q4454")
    ('https://www.wikidata.org/wiki/Property:P190', 'https://www.wikidata.org/wiki/Q4454')
    """
    return f"https://www.wikidata.org/wiki/{'Property:' if id.startswith('P') else ''}{id}"
