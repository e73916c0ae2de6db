"""Places that the gazetteer lacks: made of what the row tells, or of what the gazetteer of the world knows."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from typing import Final

from kg.base import ids
from kg.gather.importing.levels import new_level
from kg.gather.importing.told_rows import End
from kg.gather.importing.wordlists import coded, plain
from kg.gazetteer.folding import script_of
from kg.gazetteer.gazetteer import Gazetteer
from kg.schema.written_folder import Cells

GEONAMES = "geonames"  # the source of the places of the world, among the bundled ones
NAMES: Final = ("name_en", "name_ru", "name_zh")

_CYRILLIC: Final = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў"
_LATIN: Final = "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch ' y ' e yu ya i yi ye g u"
_TO_LATIN: Final = dict(zip(map(ord, _CYRILLIC), _LATIN.replace("'", "").split(" "), strict=True))


def slug_of(text: str) -> str:
    """A text in Latin letters, as an id has them; a digest of it where none is left.

    >>> slug_of("Города-побратимы 2004"), slug_of("友好城市"), slug_of("Île-de-France"), slug_of("!")
    ('goroda-pobratimy-2004', 'you-hao-cheng-shi', 'ile-de-france', 'xbaef09f28d0a')
    """
    if script_of(text) == "zh":
        from pypinyin import lazy_pinyin  # noqa: PLC0415 (its tables take long, and few tables need them)

        text = " ".join(lazy_pinyin(text))
    text = unicodedata.normalize("NFKD", text.casefold().translate(_TO_LATIN))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in text if not unicodedata.combining(c)))
    return "-".join(words)[:60].strip("-") or f"x{ids.digest(text)}"


class Countries:
    """The countries that a table names, by their ids: those of the gazetteer, and new ones."""

    def __init__(self, gazetteer: Gazetteer, sources: str, find: Callable[[str], Cells | None]) -> None:
        self.gazetteer = gazetteer
        self._sources = sources
        self._find_in_world = find
        self.peopled = {place.country for place in gazetteer.places.values() if place.level != "country"}
        self.made: dict[str, Cells] = {}
        self._words = {word.text: word.code for word in coded("country")}
        self._known: dict[str, str] = {}

    def id_of(self, text: str) -> str:
        """The id of a country that is told by a name or a code; a new one where it is not known."""
        if text not in self._known:
            self._known[text] = self._find(text) if text else ""
        return self._known[text]

    def _find(self, text: str) -> str:
        places = self.gazetteer.places
        code = text.lower()
        found = code if code in places else self._words.get(plain(text), "")
        if not found:
            first = next(iter(self.gazetteer.candidates(text, limit=1)), None)
            found = first.place if first and first.is_match else ""
        if found in places:  # the record of a place tells its country, also where a list has it among countries
            return places[found].country
        is_code = re.fullmatch(r"[A-Za-z]{2}", text) is not None
        id = code if is_code else slug_of(text)
        own = {"id": id, "level": "country", "country": id, **named(text), "iso_3166_2": text.upper() * is_code}
        cells = self._find_in_world(text) or own
        if cells["id"] not in places:
            self.made.setdefault(cells["id"], {**cells, "sources": stated(cells, self._sources)})
        return cells["id"]


def stated(cells: Cells, source: str) -> str:
    """The sources of a place: the table, and GeoNames where its number is known."""
    return f"{source};{GEONAMES}" if cells.get(GEONAMES) else source


def named(text: str) -> Cells:
    """A name in the column of its script."""
    return {f"name_{script_of(text)}": text}


class NewPlaces:
    """The places that are made, each once; ids are given when all are known."""

    def __init__(self, gazetteer: Gazetteer, sources: str) -> None:
        self.gazetteer = gazetteer
        self._sources = sources
        self._made: dict[tuple[str, ...], dict[str, str]] = {}
        self._levels: defaultdict[str, set[str]] = defaultdict(set)
        for place in gazetteer.places.values():
            self._levels[place.country].add(place.level)

    def of_row(self, end: End, country: str, within: str, note: str) -> tuple[str, ...]:
        """The key of a place that is made of what a row tells."""
        point = () if end.lat is None or end.lon is None else (f"{end.lat:.1f}", f"{end.lon:.1f}")
        key = ("qid", end.wikidata) if end.wikidata else ("row", country, end.name, end.region, *point)
        cells = {
            "level": new_level(end.level, end.name, self._levels[country]),
            "country": country,
            "within": within or country,
            **named(end.name),
            "wikidata": end.wikidata,
            "note": " | ".join(part for part in (note, "" if within else end.region) if part),
        }
        return self.put(key, cells, end)

    def put(self, key: tuple[str, ...], cells: Mapping[str, str], end: End) -> tuple[str, ...]:
        """Make a place of these cells, or learn from another row the point of the one that is made."""
        made = self._made.setdefault(key, {**cells, "sources": stated(cells, self._sources)})
        if end.lat is not None and end.lon is not None and not made.get("lat"):
            made |= {"lat": f"{end.lat:.6g}", "lon": f"{end.lon:.6g}"}
        if not made.get(f"name_{script_of(end.name)}"):
            made |= named(end.name)
        return key

    def ids(self) -> dict[tuple[str, ...], str]:
        """The id of each: its country and its name, and a digest where that is another place's already."""
        slugs = {
            key: f"{cells['country']}-{slug_of(next(cells[name] for name in NAMES if cells.get(name)))}"
            for key, cells in self._made.items()
        }
        times = Counter(slugs.values())
        return {
            key: f"{slug}-{ids.digest(*key)}" if times[slug] > 1 or slug in self.gazetteer.places else slug
            for key, slug in slugs.items()
        }

    def rows(self) -> list[Cells]:
        """The rows of the table of places, in the order of their ids."""
        known = self.ids()
        return sorted(({"id": known[key], **cells} for key, cells in self._made.items()), key=lambda row: row["id"])
