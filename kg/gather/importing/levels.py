"""Which level of places a word of a row means: a code, a class word of the gazetteer, or one of the table of words."""

from __future__ import annotations

from collections.abc import Collection

from kg.gather.importing.wordlists import code_of
from kg.gazetteer.nameforms import class_of, forms, levels_told
from kg.schema.codes import CODES, TIER

COMMON = frozenset({"country", "first-level", "second-level", "city", "settlement"})  # every country may have them
_OF_TIER = {0: "country", 1: "first-level", 2: "second-level", 3: "second-level"}
# The level of a new place by the group of levels that a class word tells.
_OF_GROUP = {
    "region": "first-level", "state": "first-level", "aimag": "first-level",
    "county": "second-level", "prefecture": "second-level", "okrug": "second-level",
}  # fmt: skip


def levels_of(text: str) -> frozenset[str]:
    """The levels that a word may mean, where places are looked for; none where it is no word of a level.

    >>> "region" in levels_of("Bundesland"), "prefecture" in levels_of("Landkreis"), levels_of("ярус")
    (True, True, frozenset())
    """
    if (found := levels_told(text)) or not (code := code_of(text, "level")):
        return found
    return frozenset(level for level in CODES["level"] if TIER[level] & TIER[code])


def new_level(text: str, name: str, used: Collection[str]) -> str:
    """The level of a new place by a word beside it, else by its name; ``used`` are the levels of its country.

    A level that only another country has is told by its tier.

    >>> new_level("Landkreis", "Görlitz", ()), new_level("province", "Yunnan", ()), new_level("", "Aachen", ())
    ('second-level', 'first-level', 'city')
    >>> new_level("province", "云南", {"province"}), new_level("", "Пермский край", ())
    ('province', 'first-level')
    """
    told = levels_told(text)
    group = class_of(text)
    if len(told) == 1:
        (level,) = told
    elif group:
        level = _OF_GROUP.get(group, "city")
    else:
        group = next((form.group for form in forms(name) if form.group), "")
        level = code_of(text, "level") or _OF_GROUP.get(group, "city")
    if level in COMMON or level in used:
        return level
    return _OF_TIER[min(TIER[level])] if len(TIER[level]) == 1 else "city"
