"""Which place of the world is meant: a name, and what is told beside it, against GeoNames, offline."""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from kg.base.errors import KgError, did_you_mean, shown
from kg.base.geography import haversine
from kg.base.languages import N_, _
from kg.gazetteer.folding import fold, simplified, tidy
from kg.gazetteer.nameforms import LEVELS, forms, parts
from kg.gazetteer.world_index import made

NEAR = 30.0  # kilometres: so far may a point of a place be from another of the same place
ONLY, TOLD, POINT = N_("the only place of that name"), N_("what is told beside the name"), N_("its coordinates")
LARGEST, ONE_OF = N_("the largest of several of that name"), N_("one of several of that name")
AWAY, ELSEWHERE = N_("far from the coordinates"), N_("not known to be where the name says")
_DASH = re.compile(r"\s+[-–—]+\s+")


class WorldPlace(NamedTuple):
    """A place that may be meant, whether it is taken, and why; ``unit`` is of ISO 3166-2 where there is a code."""

    geonames: str
    name: str
    level: str  # city, first-level or country
    country: str
    unit: str
    unit_name: str
    lat: float | None
    lon: float | None
    population: int
    names: Mapping[str, str]  # by language: en, ru, zh; a language of which no name is known is absent
    others: tuple[str, ...]  # names of which nobody knows the language
    is_match: bool
    reason: str


class _Row(NamedTuple):
    place: WorldPlace
    key: str  # of its unit, or of the unit that it is
    main: bool


def find(
    name: str, country: str = "", lat: float | None = None, lon: float | None = None, unit: str = ""
) -> list[WorldPlace]:
    """The places of that name, the likeliest first; the first is a match where what is told leaves no other.

    ``country`` is a code or a name. What stands beside a name, in brackets or after a comma or a dash, tells its
    unit or its country, as ``unit`` does; raises :class:`KgError` for an unknown country.
    """
    found, why = _named(name, known_country(country) if country else "")
    if unit and found:
        held = _within(found, unit)
        found, why = (held, TOLD) if held else (found, ELSEWHERE)
    if lat is not None and lon is not None and found:
        return _by_distance(found, lat, lon)
    if why == ELSEWHERE:
        return [row.place._replace(reason=why) for row in found]
    first = _alone(found)
    return [
        row.place._replace(is_match=row is first, reason=why if row is first else ONE_OF if first or at else LARGEST)
        for at, row in enumerate(found)
    ]


def _alone(found: Sequence[_Row]) -> _Row | None:
    """The one place that a name means: of towns the one that is so called, before those that are also called so.

    A unit is meant by its own name where no town has it in any form: New York is a town first.
    """
    towns = [row for row in found if row.place.level == "city"]
    own = [row for row in towns or found if row.main] or (towns or found)
    clear = len(own) == 1 and (own[0].main or not any(row.main for row in found))
    return own[0] if clear else None


@lru_cache(maxsize=1 << 10)
def country_code(text: str) -> str:
    """The code of a country by its code or a name of it in any language that is known; empty for an unknown one."""
    asked = "SELECT code FROM country_name WHERE key = ?"
    return next((str(code) for key in (text, simplified(text)) for (code,) in base().execute(asked, (fold(key),))), "")


def known_country(text: str) -> str:
    """The code of a country; raises :class:`KgError` for an unknown one."""
    if code := country_code(text):
        return code
    names = [name for place in countries().values() for name in place.names.values()]
    message = _("no country is called '{name}'").format(name=shown(text))
    raise KgError(message, hint=did_you_mean(text, names, _("write its code, as DE or FR")))


def countries() -> dict[str, WorldPlace]:
    """All countries by their codes of ISO 3166-1."""
    return {
        code: WorldPlace(geonames, en, "country", code, code, "", None, None, 0, _names(en, ru, zh), (), True, ONLY)
        for code, geonames, en, ru, zh in base().execute("SELECT * FROM country ORDER BY code")
    }


def places_of(country: str, least: int = 0) -> list[WorldPlace]:
    """The first-level units of a country, then its towns of so many people and more, by their numbers in GeoNames."""
    asked = "SELECT * FROM spot WHERE country = ? AND (lat IS NULL OR population >= ?) ORDER BY level DESC, id"
    return [_row(cells, 1).place for cells in base().execute(asked, (country, least))]


@lru_cache(maxsize=1)
def base() -> sqlite3.Connection:
    """The file of the world's places, opened once."""
    return sqlite3.connect(f"file:{made()}?mode=ro", uri=True, check_same_thread=False)


def _row(cells: Sequence[Any], main: int) -> _Row:
    id, level, name, country, unit, code, lat, lon, population, ru, zh, more, unit_name, unit_code = cells
    around = code or unit_code or (unit if unit_name else "")
    point = lat, lon, population
    names, others = _names(name, ru, zh), tuple(filter(None, more.split("\n")))
    place = WorldPlace(str(id), name, level, country, around, unit_name or "", *point, names, others, False, "")
    return _Row(place, unit, bool(main))


def _names(en: str, ru: str, zh: str) -> dict[str, str]:
    return {lang: name for lang, name in (("en", en), ("ru", ru), ("zh", zh)) if name}


def _named(name: str, country: str) -> tuple[list[_Row], str]:
    """The places that a text names, and why: as it stands, or by a piece of it that the other pieces are around."""
    text = tidy(name)
    if found := _of_name(text, country):
        return found, ONLY
    first: list[_Row] = []
    for pieces in (parts(text), _DASH.split(text)):
        for at, piece in enumerate(pieces if len(pieces) > 1 else ()):
            found = _of_name(piece, country)
            first = first or (found if at == 0 else [])
            for other in (*pieces[:at], *pieces[at + 1 :]):
                found = _within(found, other)
            if found:
                return found, TOLD
    return first, ELSEWHERE


def _of_name(text: str, country: str) -> list[_Row]:
    for form in forms(text):
        rows = [row for key in dict.fromkeys((form.key, fold(simplified(form.text)))) for row in _of_key(key)]
        fitting = [
            row
            for row in rows
            if (not country or row.place.country == country)
            and (not form.group or row.place.level in LEVELS[form.group] or (form.group == "county" and row.main))
        ]
        if fitting:
            return _once(sorted(fitting, key=lambda row: (row.place.level, not row.main, -row.place.population)))
    return []


def _once(rows: list[_Row]) -> list[_Row]:
    """Without the smaller of two entries that GeoNames has of one town, as of Tokyo."""
    kept: dict[tuple[object, ...], _Row] = {}
    for row in rows:
        place = row.place
        point = round(place.lat or 0.0, 1), round(place.lon or 0.0, 1)
        kept.setdefault((place.level, place.name, row.key, point), row)
    return list(kept.values())


def _of_key(key: str) -> list[_Row]:
    asked = "SELECT spot.*, main FROM name JOIN spot ON id = place WHERE key = ?"
    return [_row(cells[:-1], cells[-1]) for cells in base().execute(asked, (key,))]


def _within(found: Sequence[_Row], beside: str) -> list[_Row]:
    """Those of the places that are in the country or unit that is told, or that are also called so."""
    nation, named = country_code(beside), [row for form in forms(beside) for row in _of_key(form.key)]
    units = {row.key for row in named if row.place.level == "first-level"}
    also = {row.place.geonames for row in named}
    code = beside.strip().upper()
    return [
        row
        for row in found
        if row.place.country == nation
        or (row.key in units and row.place.level == "city")
        or code in (row.place.unit, row.place.unit.partition("-")[2])
        or (row.place.geonames in also and not nation and not units)
    ]


def _by_distance(found: Sequence[_Row], lat: float, lon: float) -> list[WorldPlace]:
    def away(row: _Row) -> float:
        place = row.place
        return math.inf if place.lat is None or place.lon is None else haversine(lat, lon, place.lat, place.lon)

    ranked = sorted(((away(row), row) for row in found), key=lambda one: (one[0] > NEAR, not one[1].main, one[0]))
    near = ranked[0][0] <= NEAR
    rest = [row.place._replace(reason=ONE_OF if km <= NEAR else AWAY) for km, row in ranked]
    return [rest[0]._replace(is_match=True, reason=POINT), *rest[1:]] if near else rest
