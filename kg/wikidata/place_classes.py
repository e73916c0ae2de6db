"""The classes of Wikidata that tell the level of a place: a table, each row with the item it comes from.

The page of a class (:func:`kg.wikidata.properties.page`) is the source of its label. A class that is not in
the table counts as the classes that it is a subclass of (:func:`levels_of`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

OTHER = "other"  # a thing that bears a place's name and is not a place of any level here
FORMER = "former"  # a unit that is no more


class Class(NamedTuple):
    """A class: its id, its English label, the level that it stands for, and whether only loosely so."""

    id: str
    label: str
    level: str
    generic: bool = False


CLASSES: Final = (
    Class("Q6256", "country", "country"),
    Class("Q3624078", "sovereign state", "country"),
    Class("Q43263", "federal subject of Russia", "region"),
    Class("Q835714", "oblast of Russia", "region"),
    Class("Q831740", "krai of Russia", "region"),
    Class("Q41162", "republic of Russia", "region"),
    Class("Q309166", "autonomous oblast of Russia", "region"),
    Class("Q184122", "autonomous okrug of Russia", "region"),
    Class("Q10864048", "first-level administrative division", "first-level", generic=True),
    Class("Q183342", "federal city of Russia", "federal-city"),
    Class("Q1615742", "province of China", "province"),
    Class("Q57362", "autonomous region of China", "province"),
    Class("Q779415", "special administrative region of China", "province"),
    Class("Q1208802", "direct-administered municipality", "municipality"),
    Class("Q748149", "prefecture-level city", "prefecture"),
    Class("Q250811", "sub-province-level division", "prefecture"),
    Class("Q788104", "autonomous prefecture", "prefecture"),
    Class("Q1045608", "prefecture of China", "prefecture"),
    Class("Q288653", "league of China", "prefecture"),
    Class("Q1070990", "county-level city", "county"),
    Class("Q1044880", "subprefecture-level city", "county"),
    Class("Q1289426", "county of China", "county"),
    Class("Q1336099", "autonomous county of China", "county"),
    Class("Q1065118", "district of China", "district"),
    Class("Q7930989", "city or town", "city"),
    Class("Q515", "city", "city", generic=True),
    Class("Q1549591", "big city", "city", generic=True),
    Class("Q3957", "town", "city", generic=True),
    Class("Q15284", "municipality", "city", generic=True),
    Class("Q2198484", "municipal district", "municipal-district"),
    Class("Q3350075", "municipal okrug", "municipal-district"),
    Class("Q15195406", "city district in Russia", "city-part"),
    Class("Q4286337", "city district", "city-part"),
    Class("Q15078955", "urban-type settlement in Russia", "settlement"),
    Class("Q2514025", "posyolok", "settlement"),
    Class("Q532", "village", "settlement"),
    Class("Q486972", "human settlement", "settlement", generic=True),
    Class("Q13626398", "urban okrug in Russia", OTHER),
    Class("Q634099", "rural settlement in Russia", OTHER),
    Class("Q735428", "town in China", OTHER),
    Class("Q19953632", "former administrative territorial entity", FORMER),
    Class("Q55488", "railway station", OTHER),
    Class("Q1248784", "airport", OTHER),
    Class("Q476028", "association football club", OTHER),
    Class("Q4022", "river", OTHER),
)
BY_ID: Final = {row.id: row for row in CLASSES}

# Levels that one item of Wikidata may stand for beside its own: a city of China is also the unit that bears its name.
NEAR: Final[Mapping[str, frozenset[str]]] = {
    "city": frozenset({"settlement"}),
    "region": frozenset({"first-level"}),
    "federal-city": frozenset({"city", "region", "first-level"}),
    "municipality": frozenset({"city", "province", "first-level"}),
    "prefecture": frozenset({"city"}),
    "county": frozenset({"city"}),
    "new-area": frozenset({"district", "city"}),
    "settlement": frozenset({"city"}),
    "province": frozenset({"region", "first-level"}),
    "first-level": frozenset({"region", "province"}),
    "district": frozenset({"city-part"}),
}


def known_above(classes: Iterable[str], parents: Mapping[str, Iterable[str]]) -> list[Class]:
    """The rows of the table that classes are, or are subclasses of; a row of its own hides its parents.

    >>> [row.label for row in known_above(["Q1"], {"Q1": ["Q748149", "Q515"]})]
    ['city', 'prefecture-level city']
    """
    found = set()
    for id in classes:
        found |= {id} if id in BY_ID else set(parents.get(id, ())) & BY_ID.keys()
    return [BY_ID[id] for id in sorted(found, key=lambda id: BY_ID[id].label)]


def levels_of(classes: Iterable[str], parents: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """The levels that the classes of an item stand for; a generic class says nothing beside a special one.

    >>> sorted(levels_of(["Q748149", "Q515"], {}))
    ['prefecture']
    >>> sorted(levels_of(["Q515"], {}))
    ['city']
    """
    rows = known_above(classes, parents)
    special = [row for row in rows if not row.generic]
    return frozenset(row.level for row in special or rows)


def fits(level: str, levels: Iterable[str]) -> float:
    """How well the levels of an item fit a level: 1 the same, 0.5 near, -1 another, 0 where nothing is known.

    >>> fits("prefecture", {"prefecture"}), fits("prefecture", {"city"}), fits("city", {"other"}), fits("city", ())
    (1.0, 0.5, -1.0, 0.0)
    """
    known = set(levels)
    if not known or not level:
        return 0.0
    if level in known:
        return 1.0
    return 0.5 if known & NEAR.get(level, frozenset()) else -1.0
