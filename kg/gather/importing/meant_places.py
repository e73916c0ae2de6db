"""Which place each row means: taken where it is certain, made where the gazetteer lacks it, else open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from kg.base.errors import KgError
from kg.base.geography import haversine
from kg.base.ids import QID
from kg.base.languages import _
from kg.gather.importing.answers import NEW, SKIP, Answers, key_of
from kg.gather.importing.new_places import Countries, NewPlaces
from kg.gather.importing.told_rows import End
from kg.gather.importing.world_places import World
from kg.gazetteer.gazetteer import Candidate, Context, Gazetteer

NEAR: Final = 100.0  # kilometres: a certain name with a point farther off is not certain
_LEAST: Final = 60.0  # what fits less is no candidate
_LONGEST: Final = 200
Made = tuple[str, ...]  # the key of a place that is made


class Meant(NamedTuple):
    """A place by its id, or one that is made; else what it may be, or why it is none."""

    place: str = ""
    made: Made = ()
    candidates: tuple[Candidate, ...] = ()
    reason: str = ""

    can_be_asked: bool = False

    @property
    def is_found(self) -> bool:
        """Whether it is a place at all."""
        return bool(self.place or self.made)


class Matcher:
    """Finds the place of each end once; the answers of a person come before the gazetteer."""

    def __init__(self, gazetteer: Gazetteer, answers: Answers, sources: str, world: World | None = None) -> None:
        self.gazetteer = gazetteer
        self.answers = answers
        self.countries = Countries(gazetteer, sources, world.country if world else lambda text: None)
        self.new = NewPlaces(gazetteer, sources)
        self._world = world
        self._items = {place.wikidata: place.id for place in gazetteer.places.values() if place.wikidata}
        self._found: dict[End, Meant] = {}

    def meant(self, end: End) -> Meant:
        """What is meant by one end of a row."""
        found = self._found.get(end)
        if found is None:
            answer = self.answers.get(key_of(end), "")
            found = self._answered(end, answer) if answer else self._find(end)
            self._found[end] = found
        return found

    def forget(self, end: End) -> None:
        """Look again, since there is another answer."""
        self._found = {each: meant for each, meant in self._found.items() if key_of(each) != key_of(end)}

    def _answered(self, end: End, answer: str) -> Meant:
        word, _space, rest = answer.partition(" ")
        if word == SKIP:
            return Meant(reason=_("skipped"))
        if word == NEW:
            return self._make(end, self.countries.id_of(rest.strip() or end.country))
        return Meant(self.gazetteer.resolve(answer))

    def _find(self, end: End) -> Meant:
        places = self.gazetteer.places
        qid = end.wikidata or end.name.rpartition("/")[2]
        if end.name in places or qid in self._items:
            return Meant(end.name if end.name in places else self._items[qid])
        if len(end.name) > _LONGEST or not any(map(str.isalpha, end.name)) or QID.fullmatch(qid):
            return Meant(reason=_("this is no name of a place"))
        country = self.countries.id_of(end.country)
        found = self._candidates(end, country) if not country or country in self.countries.peopled else ()
        if found and found[0].is_match and self._is_near(found[0].place, end):
            return Meant(found[0].place)
        if not found and country:
            return self._make(end, country)
        return Meant(candidates=found, reason=self._why_open(found), can_be_asked=True)

    def _why_open(self, found: Sequence[Candidate]) -> str:
        if not found:
            return _("no place of that name is known; a new one needs its country")
        return _("it may be {places}").format(places=self.gazetteer.listing(each.place for each in found[:3]))

    def _candidates(self, end: End, country: str) -> tuple[Candidate, ...]:
        region = next(iter(self.gazetteer.candidates(end.region, limit=1)), None) if end.region else None
        within = end.region if region and region.is_match else ""
        found = self.gazetteer.candidates(end.name, Context(end.level, country, within))
        places = self.gazetteer.places
        return tuple(c for c in found if c.score >= _LEAST and country in ("", places[c.place].country))

    def _is_near(self, place: str, end: End) -> bool:
        record = self.gazetteer.places[place]
        if record.lat is None or record.lon is None or end.lat is None or end.lon is None:
            return True
        return haversine(record.lat, record.lon, end.lat, end.lon) <= NEAR

    def _make(self, end: End, country: str) -> Meant:
        if not country:
            return Meant(reason=self._why_open(()), can_be_asked=True)
        if end.name[0] in "=+-@":
            return Meant(reason=_("this is no name of a place"))
        known, cells = self._world.place(end, country) if self._world else ("", {})
        if known:
            return Meant(known)
        if "level" in cells:
            return Meant(made=self.new.put(("geonames", cells["geonames"]), cells, end))
        region = next(iter(self.gazetteer.candidates(end.region, limit=1)), None) if end.region else None
        is_in = region and region.is_match and self.gazetteer.places[region.place].country == country
        return Meant(
            made=self.new.of_row(end, country, region.place if region and is_in else "", cells.get("note", ""))
        )

    def checked_answer(self, text: str) -> str:
        """The id of the place that a person names; raises :class:`KgError` where that is none, or several."""
        if not text.strip():
            raise KgError(_("no place is named"))
        return self.gazetteer.resolve(text.strip())
