"""Values that have the form of their column and cannot be, or can hardly be, what they are said to be.

The build knows no clock: what is later than its own source is wrong, and what is later than ``LAST_YEAR`` is wrong
whatever its source. A source may tell of what is to come within a year, and a page may have been written on since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any

from kg.base.dates import PartialDate
from kg.base.errors import Problem
from kg.base.geography import haversine
from kg.base.languages import LANGUAGES, short_tag
from kg.gather.cells import remedy
from kg.gather.folder import Folder
from kg.gazetteer.folding import fold, script_of
from kg.gazetteer.gazetteer import Gazetteer
from kg.schema.codes import TIER
from kg.schema.records import Attestation, Event, Finding, Name, Observation, Place, Respondent, Source, Survey

LAST_YEAR = 2036  # ten years after this version: nothing that a table tells has happened later
_LAST = PartialDate(LAST_YEAR)
_EARLY, _WEB = 1800, 1990  # ties and papers of before are rare, pages of the web are none
_PRINTED = frozenset({"article", "book", "news", "paper"})  # what changes no more; a page may be kept up to date
_FAR = 2500.0  # kilometres from the point of the unit around: in the largest, none is beyond 1,400
_MONEY = ("cny-million", "rub-million", "usd-million", "cny", "rub")
_PERSONS, _EACH, _RATE = ("persons", "thousand-persons"), ("cny", "rub"), ("percent", "share")
# Which units an indicator is counted in, by how its code begins; what is narrower comes first.
UNITS: Mapping[str, Sequence[str]] = {
    "population": _PERSONS, "students": _PERSONS, "area": ("km2",), "unemployment-rate": _RATE,
    "asi": ("place",), "raex": ("rank-of-85",), "gdp-per-capita": _EACH, "grp-per-capita": _EACH,
    "income-per-capita": _EACH, "wage": _EACH,
    **dict.fromkeys(("gdp", "grp", "fixed-capital", "exports", "imports", "foreign-trade", "trade", "fdi"), _MONEY),
}  # fmt: skip
_LEAST, _MOST = 0.0, 1e30
_BOUNDS = {"percent": (0.0, 100.0), "share": (0.0, 1.0), "rank-of-85": (1.0, 85.0), "place": (1.0, _MOST)}
_GROWTH = frozenset({"percent", "cny", "cny-million", "rub", "rub-million", "usd-million"})  # may fall, may pass 100

Told = tuple[str, str, str, dict[str, str]]  # code, column, value, details


class Known:
    """What all folders say that a row is held against: the last day of each source, places and their names."""

    def __init__(self, folders: Collection[Folder], gazetteer: Gazetteer) -> None:
        self._names = [name for folder in folders for name in folder.records.get("names", ())]
        sources = [source for folder in folders for source in folder.records.get("sources", ())]
        last = {source.id: max(source.published or (), source.retrieved or ()) for source in sources}
        self.last = {id: PartialDate(*date) for id, date in last.items() if date}
        self.printed = {source.id for source in sources if source.kind in _PRINTED}
        self.gazetteer = gazetteer
        self.places = gazetteer.places

    @cached_property
    def named(self) -> Mapping[str, frozenset[str]]:
        """The places that bear a name, by its search key."""
        found: dict[str, set[str]] = defaultdict(set)
        for place in self.places.values():
            for name in (place.name_ru, place.name_en, place.name_zh, *place.alt_names):
                found[fold(name)].add(place.id)
        for name in self._names:
            found[fold(name.name)].add(name.place)
        return {key: frozenset(places) for key, places in found.items() if key}

    @cached_property
    def keys(self) -> Mapping[str, Sequence[str]]:
        """The search keys of all names of each place."""
        found: dict[str, list[str]] = defaultdict(list)
        for key, places in self.named.items():
            for place in places:
                found[place].append(key)
        return found

    def others(self, name: str, place: str) -> Sequence[str]:
        """The places that a name means where it does not mean this one, a unit around it or a part of such a name."""
        key = fold(name)
        other = self.named.get(key, frozenset())
        begins = key[: 2 if script_of(name) == "zh" else 4]
        if place in other or any(own.startswith(begins) for own in self.keys.get(place, ())):
            return ()
        near = {place, *self.gazetteer.holders(place)}
        return sorted(each for each in other if each not in near and place not in self.gazetteer.holders(each))


def implausible(folder: Folder, known: Known) -> Iterator[Problem]:
    """The rows of a folder whose values cannot be, or should be looked at."""
    for kind, check in _CHECKS.items():
        for index, record in enumerate(folder.records.get(kind, ())):
            for code, column, value, details in check(record, known):
                yield folder.fault(code, kind, index, column, value, **details)


def _happened(column: str, date: PartialDate | None, sources: Collection[str], known: Known) -> Iterator[Told]:
    """What is wrong with the day of something that has happened and that sources tell."""
    if date is None:
        return
    if date.year > LAST_YEAR:
        yield "future", column, date.iso, {"limit": str(LAST_YEAR)}
        return
    last = max((known.last.get(source, _LAST) for source in sources), default=_LAST)
    if date > last and last._replace(year=last.year + 1).is_before(date):
        code = "after-source" if known.printed.issuperset(sources) else "after-page"
        yield code, column, date.iso, {"last": last.iso}


def _day(column: str, early: bool = True) -> Callable[[Any, Known], Iterator[Told]]:
    def check(record: Any, known: Known) -> Iterator[Told]:
        date = getattr(record, column)
        date = PartialDate(date) if isinstance(date, int) else date
        sources = record.sources if hasattr(record, "sources") else (record.source,)
        yield from _happened(column, date, [source for source in sources if source], known)
        if early and date and date.year < _EARLY:
            yield "early", column, date.iso, {}

    return check


def _all(*checks: Callable[[Any, Known], Iterator[Told]]) -> Callable[[Any, Known], Iterator[Told]]:
    return lambda record, known: (told for check in checks for told in check(record, known))


def _end(column: str, place: str, level: str, name: str, known: Known) -> Iterator[Told]:
    """One place of a row with the level and the name that the row gives it."""
    if (found := known.places.get(place)) is None:
        return
    if level and found.level and not TIER[level] & TIER[found.level]:
        country = "country" in (level, found.level)
        details = {"place": place, "level": found.level}
        yield "country-level" if country else "other-level", column.replace("place", "level"), level, details
    if name and (others := known.others(name, place)):
        column = column.replace("place", "name") if column != "place" else "name_as_written"
        yield "name-of-another", column, name, {"others": ", ".join(others[:3]), "place": place}


def _attestation(record: Attestation, known: Known) -> Iterator[Told]:
    if record.date_kind not in ("announced", "ended"):
        yield from _day("date")(record, known)
    if record.place_a != record.place_b:
        yield from _end("place_a", record.place_a, record.level_a, record.name_a, known)
        yield from _end("place_b", record.place_b, record.level_b, record.name_b, known)


def _respondent(record: Respondent, known: Known) -> Iterator[Told]:
    yield from _end("place", record.place, record.level, record.name_as_written, known)


def _event(record: Event, known: Known) -> Iterator[Told]:
    return iter(()) if record.planned else _day("date")(record, known)


def _source(record: Source, known: Known) -> Iterator[Told]:
    for column in ("published", "retrieved"):
        date = getattr(record, column)
        yield from _happened(column, date, (), known)
        if date and date.year < _WEB and (column == "retrieved" or record.kind.endswith("-site")):
            yield "before-the-web", column, date.iso, {}
        elif date and date.year < _EARLY:
            yield "early", column, date.iso, {}


def _within(column: str, value: str, least: float, most: float) -> Iterator[Told]:
    if value and not least <= float(value) <= most:
        yield "range" if most < _MOST else "below", column, value, {"least": f"{least:g}", "most": f"{most:g}"}


@cache
def units_of(indicator: str) -> Sequence[str]:
    """The units in which an indicator is counted."""
    return next((units for begins, units in UNITS.items() if indicator.startswith(begins)), ())


def _observation(record: Observation, known: Known) -> Iterator[Told]:
    yield from _day("year")(record, known)
    yield from _within("value", record.value, *_BOUNDS.get(record.unit, (_LEAST, _MOST)))
    units = units_of(record.indicator)
    if record.unit and record.indicator and record.unit not in units:
        yield "unit", "unit", record.unit, {"indicator": record.indicator, "remedy": remedy("", units)}


def _finding(record: Finding, known: Known) -> Iterator[Told]:
    if record.unit == "year":
        yield from _within("value", record.value, 1600, LAST_YEAR)
    elif record.unit not in _GROWTH:
        for column in ("value", "base"):
            yield from _within(column, getattr(record, column), *_BOUNDS.get(record.unit, (_LEAST, _MOST)))


def _survey(record: Survey, known: Known) -> Iterator[Told]:
    for column in ("sample_size", "question_count"):
        value = getattr(record, column)
        yield from _within(column, "" if value is None else str(value), 1, _MOST)


def _scripts(record: Any, known: Known) -> Iterator[Told]:
    for lang in LANGUAGES:
        name = getattr(record, f"name_{lang}")
        if name and script_of(name) != lang:
            yield "other-script", f"name_{lang}", name, {}


def _name(record: Name, known: Known) -> Iterator[Told]:
    if record.kind != "pinyin" and short_tag(record.lang) in {*LANGUAGES} - {script_of(record.name)}:
        yield "other-script", "name", record.name, {}


def _place(record: Place, known: Known) -> Iterator[Told]:
    country = known.places.get(record.country)
    if country and (country.level != "country" or (record.level == "country") != (country.id == record.id)):
        yield "country", "country", record.country, {"place": record.id}
    code = country.iso_3166_2 if country else ""
    if code and record.iso_3166_2.partition("-")[0] not in ("", code):
        yield "foreign-code", "iso_3166_2", record.iso_3166_2, {"country": record.country}
    if code not in ("", "CN") and record.gbt_2260:
        yield "foreign-code", "gbt_2260", record.gbt_2260, {"country": record.country}
    yield from _point(record, known.places.get(record.within))


def _point(record: Place, around: Place | None) -> Iterator[Told]:
    if record.lat is None or record.lon is None:
        return
    if record.lat == record.lon == 0:
        yield "no-point", "lat", "0", {}
    elif around and around.lat is not None and around.lon is not None:
        distance = haversine(record.lat, record.lon, around.lat, around.lon)
        if distance > _FAR:
            yield "far", "lat", f"{record.lat}, {record.lon}", {"distance": f"{distance:.0f}", "unit": around.id}


_CHECKS: Mapping[str, Callable[[Any, Known], Iterator[Told]]] = {
    "places": _all(_place, _scripts),
    "names": _all(_name, _day("from_year", early=False), _day("until_year", early=False)),
    "sources": _source,
    "attestations": _attestation,
    "events": _event,
    "formats": _all(_day("began"), _scripts),
    "facilities": _all(_day("since"), _scripts),
    "authorities": _scripts,
    "experts": _scripts,
    "observations": _observation,
    "surveys": _all(_survey, _scripts, _day("period_start"), _day("period_end")),
    "respondents": _respondent,
    "findings": _finding,
}
