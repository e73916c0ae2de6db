"""The classes of Wikidata that tell the level of a place: a table, each row with the item it comes from.

The rows stand in ``place_classes.csv``, the highest level first; the page of a class
(:func:`kg.wikidata.items.page`) is the source of its label. A class that is not in the table counts as the
classes that it is a subclass of (:func:`levels_of`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

OTHER = "other"  # a thing that bears a place's name and is not a place of any level here
FORMER = "former"  # a unit that is no more
ROWS = Path(__file__).with_suffix(".csv")

# Levels that one item of Wikidata may stand for beside its own: a city of China is also the unit that bears its name.
NEAR: Final[Mapping[str, frozenset[str]]] = {
    "city": frozenset({"settlement"}),
    "federal-city": frozenset({"city", "region"}),
    "municipality": frozenset({"city", "province"}),
    "prefecture": frozenset({"city"}),
    "county": frozenset({"city"}),
    "new-area": frozenset({"district", "city"}),
    "settlement": frozenset({"city"}),
    "province": frozenset({"region"}),
    "district": frozenset({"city-part"}),
}


class Class(NamedTuple):
    """A class: its id, its English label, the level that it stands for, and ``true`` where it does so loosely."""

    id: str
    label: str
    level: str
    generic: str


@cache
def table() -> Mapping[str, Class]:
    """The classes by their ids."""
    with ROWS.open(encoding="utf-8", newline="") as stream:
        return {row["id"]: Class(**row) for row in csv.DictReader(stream)}


def levels_of(classes: Iterable[str], parents: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """The levels that the classes of an item stand for; a generic class says nothing beside a special one.

    A class of the table hides those above it, which ``parents`` gives for the others.

    >>> sorted(levels_of(["Q748149", "Q515"], {})), sorted(levels_of(["Q515"], {}))
    (['prefecture'], ['city'])
    >>> sorted(levels_of(["Q1"], {"Q1": ["Q748149", "Q515"]}))
    ['prefecture']
    """
    known = table()
    ids = {id for one in classes for id in ([one] if one in known else parents.get(one, ())) if id in known}
    special = {id for id in ids if not known[id].generic}
    return frozenset(known[id].level for id in special or ids)


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
