"""Which place a name in a spreadsheet means: candidates with scores, in any of three scripts. Pure, no HTTP.

Scores run from 0 to 100, as the W3C Reconciliation Service API 0.2 has it (:mod:`kg.wikidata.reconciliation`).
A candidate matches where it is nearly certain and clearly ahead of the next one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain
from typing import NamedTuple

from kg.gazetteer.folding import script_of
from kg.gazetteer.gazetteer import Gazetteer
from kg.gazetteer.nameforms import LEVELS, forms, parts
from kg.schema.records import Name, Place

LABEL, OTHER_NAME, BARE, CLOSE = 100.0, 95.0, 90.0, 85.0
WRONG_CLASS, WRONG_LEVEL, WRONG_CONTEXT, WRONG_COUNTRY = 20.0, 20.0, 40.0, 50.0
CERTAIN, LEAD = 88.0, 8.0  # the least score of a match, and how far it must be ahead
LIKENESS = 0.8  # the least likeness of a misspelt name
_SHORTEST = {"ru": 4, "en": 4, "zh": 4}  # a shorter name is not guessed: 福州 and 抚州 are two cities
_TRIED = 8  # the names whose likeness is computed, of those that share the most pairs of letters


class Match(NamedTuple):
    """A place that may be meant."""

    id: str
    score: float
    is_match: bool
    name: str  # the name that was found, as it is written here


class Context(NamedTuple):
    """What is known of the place beside its name, each may be empty: its level, its country's id, a unit around it."""

    level: str = ""
    country: str = ""
    within: str = ""


ANY = Context()


class Matcher:
    """Finds places by name. Indexes are made once; asking again for the same name costs nothing.

    >>> names = ["Харбин", "Harbin", "哈尔滨市", ()]
    >>> harbin = Place("cn-harbin", "prefecture", "cn", "", *names, *[""] * 5, None, None, "", (), "")
    >>> matcher = Matcher([harbin], [])
    >>> [matcher.candidates(name)[0].score for name in ("Харбин", "哈尔滨", "Harbin City", "Kharbin")]
    [100.0, 90.0, 90.0, 78.5]
    """

    def __init__(self, places: Sequence[Place], names: Iterable[Name]) -> None:
        self.places = {place.id: place for place in places}
        more = list(names)
        self.gazetteer = Gazetteer(places, more)
        self._written: dict[str, str] = {}
        self._exact: dict[str, dict[str, float]] = defaultdict(dict)
        self._bare: dict[str, dict[str, float]] = defaultdict(dict)
        for place, text, worth in _named(places, more):
            self._add(place, text, worth)
        self._keys = sorted(key for key in self._exact if len(key) >= _SHORTEST[script_of(key)])
        self._pairs: dict[str, list[int]] = defaultdict(list)
        for index, key in enumerate(self._keys):
            for pair in _letters(key):
                self._pairs[pair].append(index)
        self._memo: dict[tuple[str, Context], tuple[Match, ...]] = {}

    def _add(self, place: str, text: str, worth: float) -> None:
        for form in forms(text):
            table, least = (self._bare, BARE) if form.group else (self._exact, worth)
            table[form.key][place] = max(table[form.key].get(place, 0.0), least)
            self._written.setdefault(form.key, text)

    def candidates(self, text: str, context: Context = ANY, limit: int = 5) -> tuple[Match, ...]:
        """The places that a text may name, the likeliest first; none for a text that is like no name."""
        key = (text, context)
        if key not in self._memo:
            self._memo[key] = tuple(self._ranked(text, context))
        return self._memo[key][:limit]

    def _ranked(self, text: str, context: Context) -> Iterator[Match]:
        found = self._scored(text)
        for place in found:
            found[place] -= self._against(place, context)
        order = sorted(((score, place) for place, score in found.items() if score > 0), key=lambda s: (-s[0], s[1]))
        lead = order[0][0] - order[1][0] if len(order) > 1 else LABEL
        for rank, (score, place) in enumerate(order):
            is_match = rank == 0 and score >= CERTAIN and lead >= LEAD
            yield Match(place, round(score, 1), is_match, self._name_of(text, place))

    def _name_of(self, text: str, place: str) -> str:
        for form in forms(text):
            if place in self._exact.get(form.key, {}) or place in self._bare.get(form.key, {}):
                return self._written[form.key]
        record = self.places[place]
        return {"ru": record.name_ru, "en": record.name_en, "zh": record.name_zh}[script_of(text)] or record.name_en

    def _scored(self, text: str) -> dict[str, float]:
        """Places by score for a text alone, or with the context that the text itself gives."""
        found = self._by_name(text)
        if found:
            return found
        pieces = parts(text)
        if len(pieces) > 1:
            return self._in_pieces(pieces) or self._close(pieces[0])
        return self._inside(text) or self._close(text)

    def _in_pieces(self, pieces: Sequence[str]) -> dict[str, float]:
        """Places named by one piece and held by a place that another names; without such, what any piece names."""
        named = [self._by_name(piece) for piece in pieces]
        everything = {place: max(one.get(place, 0.0) for one in named) for place in chain.from_iterable(named)}
        held = {place for place in everything if everything.keys() & set(self.gazetteer.holders(place))}
        above = {holder for place in held for holder in self.gazetteer.holders(place)}
        if held - above:
            return {place: everything[place] for place in held - above}
        return {place: score - WRONG_CONTEXT / 2 for place, score in everything.items()}

    def _by_name(self, text: str) -> dict[str, float]:
        found: dict[str, float] = {}
        for form in forms(text):
            for table in (self._exact, self._bare):
                for place, worth in table.get(form.key, {}).items():
                    score = min(worth, BARE) if form.group else worth
                    if form.group and self.places[place].level not in LEVELS[form.group]:
                        score -= WRONG_CLASS
                    found[place] = max(found.get(place, 0.0), score)
        return found

    def _inside(self, text: str) -> dict[str, float]:
        """A unit written after the one that holds it, without a sign between them: 黑龙江省哈尔滨市."""
        if script_of(text) != "zh":
            return {}
        for cut in range(2, len(text) - 1):
            around = set(self._by_name(text[:cut]))
            inner = self._by_name(text[cut:]) if around else {}
            found = {place: s for place, s in inner.items() if around & set(self.gazetteer.holders(place))}
            if found:
                return found
        return {}

    def _close(self, text: str) -> dict[str, float]:
        """Places with a name of the same script that is spelt much alike."""
        script = script_of(text)
        found: dict[str, float] = {}
        for form in forms(text):
            if len(form.key) < _SHORTEST[script]:
                continue
            shared = Counter(chain.from_iterable(self._pairs.get(pair, ()) for pair in _letters(form.key)))
            for index, _ in shared.most_common(_TRIED):
                like = _likeness(form.key, self._keys[index])
                for place in self._exact[self._keys[index]] if like >= LIKENESS else ():
                    found[place] = max(found.get(place, 0.0), CLOSE * like)
        return found

    def _against(self, place: str, context: Context) -> float:
        record = self.places[place]
        against = 0.0
        if context.level and record.level != context.level:
            against += WRONG_LEVEL
        if context.country and record.country != context.country:
            against += WRONG_COUNTRY
        if context.within:
            around = {match.id for match in self.candidates(context.within) if match.score >= BARE - WRONG_CLASS}
            if not around & {place, *self.gazetteer.holders(place)}:
                against += WRONG_CONTEXT
        return against


def _named(places: Iterable[Place], more: Iterable[Name]) -> Iterator[tuple[str, str, float]]:
    for place in places:
        yield from ((place.id, text, LABEL) for text in (place.name_ru, place.name_en, place.name_zh) if text)
        yield from ((place.id, text, OTHER_NAME) for text in place.alt_names)
    yield from ((name.place, name.name, OTHER_NAME) for name in more)


def _letters(key: str) -> set[str]:
    """The pairs of letters of a key, its ends marked."""
    marked = f"^{key}$"
    return {marked[index : index + 2] for index in range(len(marked) - 1)}


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= LIKENESS else 0.0
