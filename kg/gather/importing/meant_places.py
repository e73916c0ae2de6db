"""Which place each row means: taken where it is certain, made where the gazetteer lacks it, else open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from kg.base.errors import KgError
from kg.base.geography import haversine
from kg.base.ids import QID
from kg.base.languages import _
from kg.gather.importing.answers import NEW, SKIP, Answers, key_of
from kg.gather.importing.levels import levels_of
from kg.gather.importing.new_places import Countries, NewPlaces
from kg.gather.importing.told_rows import End
from kg.gather.importing.world_places import World
from kg.gazetteer.gazetteer import CERTAIN, GUESSES, Candidate, Context, Gazetteer
from kg.schema.codes import TIER

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


def _is_certain(found: Sequence[Candidate], end: End) -> bool:
    """Whether the first one is meant: clearly ahead, or the only good one near the point of the row."""
    is_alone = end.lat is not None and found[0].score >= CERTAIN and (len(found) == 1 or found[1].score < CERTAIN)
    return found[0].is_match or is_alone


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
        if word == NEW and (country := self.countries.id_of(rest.strip() or end.country)):
            of_world, note = self._of_world(end, country)
            return of_world or self._of_row(end, country, note)
        return Meant(self.gazetteer.resolve(answer))

    def _find(self, end: End) -> Meant:
        qid = end.wikidata or end.name.rpartition("/")[2]
        if end.name in self.gazetteer.places or qid in self._items:
            return Meant(self._items.get(qid) or end.name)
        if self._is_no_name(end.name):
            return Meant(reason=_("this is no name of a place"))
        country = self.countries.id_of(end.country)
        fits = self._candidates(end, country) if not country or country in self.countries.peopled else ()
        found = tuple(each for each in fits if self._is_near(each.place, end))
        if found and _is_certain(found, end):
            return Meant(found[0].place)
        if country and all(each.reason in GUESSES for each in found):
            of_world, note = self._of_world(end, country)
            if of_world:
                return of_world
            if not found and not (fits and fits[0].is_match):
                return self._of_row(end, country, note)
        return Meant(candidates=found or fits, reason=self._why_open(found or fits), can_be_asked=True)

    def _is_no_name(self, text: str) -> bool:
        tail = text.rpartition("/")[2]
        return len(text) > _LONGEST or not any(map(str.isalpha, text)) or text[0] in "=+-@" or bool(QID.fullmatch(tail))

    def _why_open(self, found: Sequence[Candidate]) -> str:
        if not found:
            return _("no place of that name is known; a new one needs its country")
        return _("it may be {places}").format(places=self.gazetteer.listing(each.place for each in found[:3]))

    def _candidates(self, end: End, country: str) -> tuple[Candidate, ...]:
        """What fits the name in the country."""
        within = end.region if self._region(end, country) else ""
        found = self.gazetteer.candidates(end.name, Context(levels_of(end.level), country, within))
        places = self.gazetteer.places
        return tuple(c for c in found if c.score >= _LEAST and country in ("", places[c.place].country))

    def _region(self, end: End, country: str) -> str:
        """The unit around the place, where it is certain which one."""
        found = next(iter(self.gazetteer.candidates(end.region, limit=1)), None) if end.region else None
        is_in = found and found.is_match and country in ("", self.gazetteer.places[found.place].country)
        return found.place if found and is_in else ""

    def _is_near(self, place: str, end: End) -> bool:
        record = self.gazetteer.places[place]
        if record.lat is None or record.lon is None or end.lat is None or end.lon is None:
            return True
        if TIER[record.level] <= {0, 1}:  # the point of a region is a choice
            return True
        return haversine(record.lat, record.lon, end.lat, end.lon) <= NEAR

    def _of_world(self, end: End, country: str) -> tuple[Meant | None, str]:
        """The place as GeoNames knows it, where it is certain; else what is worth a note."""
        known, cells = self._world.place(end, country) if self._world else ("", {})
        if known:
            return Meant(known), ""
        if "level" in cells:
            return Meant(made=self.new.put(("geonames", cells["geonames"]), cells, end)), ""
        return None, cells.get("note", "")

    def _of_row(self, end: End, country: str, note: str = "") -> Meant:
        return Meant(made=self.new.of_row(end, country, self._region(end, country), note))

    def checked_answer(self, text: str) -> str:
        """The id of the place that a person names; raises :class:`KgError` where that is none, or several."""
        if not text.strip():
            raise KgError(_("no place is named"))
        return self.gazetteer.resolve(text.strip())
