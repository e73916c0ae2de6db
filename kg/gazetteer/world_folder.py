"""Countries of the world as a source folder: their first-level units and their towns, as GeoNames has them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from kg.base.languages import LANGUAGES, N_, listed, pick, translated
from kg.gazetteer import world
from kg.gazetteer.world import WorldPlace
from kg.gazetteer.world_index import LICENCE, PACKAGES
from kg.schema.written_folder import Cells, require_own, write_folder

_NO_MARK = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def make(named: Sequence[str], folder: Path, least: int = 0) -> dict[str, int]:
    """Write the folder of these countries, with their towns of so many people and more; the rows by table.

    An id is made of the name of a place, and has its number in GeoNames where two places of the country share the
    name: it is the same whatever countries and towns are chosen.
    """
    codes = list(dict.fromkeys(map(world.known_country, named)))
    id = "-".join(("geonames", *map(str.lower, codes)))
    require_own(folder, id)
    source = id.upper().replace("-", "_")
    nations = {code: world.countries()[code] for code in codes}
    tables: dict[str, list[Cells]] = {"places": [], "observations": [], "sources": [_source(source)]}
    for nation in nations.values():
        places = world.places_of(nation.country)
        ids = ids_of(places)
        kept = [place for place in places if place.level != "city" or place.population >= least]
        tables["places"] += _places(nation, kept, ids, source)
        tables["observations"] += _populations(kept, ids, source)
    title = N_("Places of {countries}, by GeoNames")
    titles = {
        lang: translated(title, lang).format(
            countries=listed((pick(one.names, lang) for one in nations.values()), lang)
        )
        for lang in LANGUAGES
    }
    told = {
        "id": id,
        "publisher": "GeoNames",
        "licence": LICENCE,
        "homepage": "https://www.geonames.org/",
        "note": "Places of GeoNames (www.geonames.org), licensed under CC BY 4.0; names of countries by Unicode CLDR. "
        "A language has a name only where all forms of it in the alphabet are one.",
    }
    because = f"as many as GeoNames has, with towns of {max(least, 500)} people and more; made anew, not edited"
    return write_folder(folder, told, titles, tables, because)


def ids_of(places: Iterable[WorldPlace]) -> dict[str, str]:
    """The ids of all places of a country by their numbers in GeoNames."""
    slugs = {
        place.geonames: place.unit.lower() if place.level != "city" else f"{place.country}-{place.name}"
        for place in places
    }
    slugs = {number: _slug(text) for number, text in slugs.items()}
    times = Counter(slugs.values())
    return {number: slug if times[slug] == 1 else f"{slug}-{number}" for number, slug in slugs.items()}


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_NO_MARK))
    return "-".join(re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c))))[:90]


def _source(id: str) -> Cells:
    return {
        "id": id,
        "title": "GeoNames, first-level units and towns of 500 people and more, with Unicode CLDR's names of countries",
        "publisher": "GeoNames",
        "url": "https://www.geonames.org/",
        "kind": "dataset",
        "language": "mul",
        "licence": LICENCE,
        "link": "true",
        "note": "; ".join(f"{package} {version(package)}" for package in PACKAGES),
    }


def _places(nation: WorldPlace, places: Iterable[WorldPlace], ids: Mapping[str, str], source: str) -> Iterator[Cells]:
    country = nation.country.lower()
    same = {"country": country, "sources": source}
    units = {place.unit: ids[place.geonames] for place in places if place.level != "city"}
    yield {**same, **_cells(nation), "id": country, "iso_3166_2": nation.country}
    for place in places:
        if place.level == "city":
            within = units.get(place.unit, country)
            point = {"lat": f"{place.lat:.5f}", "lon": f"{place.lon:.5f}"}
            yield {**same, **_cells(place), "id": ids[place.geonames], "within": within, **point}
        else:
            code = place.unit if "-" in place.unit else ""
            yield {**same, **_cells(place), "id": ids[place.geonames], "within": country, "iso_3166_2": code}


def _cells(place: WorldPlace) -> Cells:
    return {
        "level": place.level,
        **{f"name_{lang}": name for lang, name in place.names.items()},
        "alt_names": ";".join(name for name in place.others if ";" not in name),
        "geonames": place.geonames,
    }


def _populations(places: Iterable[WorldPlace], ids: Mapping[str, str], source: str) -> Iterator[Cells]:
    for place in places:
        if place.population:
            yield {
                "place": ids[place.geonames],
                "indicator": "population-estimate",
                "value": str(place.population),
                "unit": "persons",
                "sources": source,
                "low_trust": "true",
                "note": "GeoNames gives neither the year nor the kind of count.",
            }
