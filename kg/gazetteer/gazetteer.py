"""Which place is meant: by id, or by a name in any script, with its level where names repeat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from kg.base.errors import KgError, nearest
from kg.gazetteer.folding import fold
from kg.schema.records import Name, Place

CERTAIN = 0.3  # a hit below this score only comes close


class Hit(NamedTuple):
    """A place that a search found, the name that matched, and how well (1 is the whole name)."""

    place: str
    name: str
    score: float


class Gazetteer:
    """All places of all sources with all their names.

    >>> harbin = Place(
    ...     "cn-harbin",
    ...     "prefecture",
    ...     "cn",
    ...     "cn-heilongjiang",
    ...     "Харбин",
    ...     "Harbin",
    ...     "哈尔滨市",
    ...     ("哈尔滨",),
    ...     "",
    ...     "",
    ...     "",
    ...     "",
    ...     "",
    ...     None,
    ...     None,
    ...     "",
    ...     (),
    ...     "",
    ... )
    >>> Gazetteer([harbin], []).resolve("ХАРБИН")
    'cn-harbin'
    """

    def __init__(self, places: Sequence[Place], names: Sequence[Name]) -> None:
        self.places = {place.id: place for place in places}
        self._more = names

    @cached_property
    def _index(self) -> tuple[dict[str, list[str]], dict[str, str]]:
        """Places by folded name, and each folded name as written; made when a name is first asked for."""
        names: dict[str, list[str]] = defaultdict(list)
        written: dict[str, str] = {}
        pairs = [(text, place.id) for place in self.places.values() for text in _texts(place)]
        for text, place in pairs + [(name.name, name.place) for name in self._more]:
            key = fold(text)
            if key and place not in names[key]:
                names[key].append(place)
                written.setdefault(key, text)
        return dict(names), written

    @property
    def _names(self) -> dict[str, list[str]]:
        return self._index[0]

    @property
    def _written(self) -> dict[str, str]:
        return self._index[1]

    def find(self, text: str, level: str = "") -> list[str]:
        """The ids that a text may mean: itself an id, or a name; narrowed by level where given."""
        if text in self.places:
            return [text]
        found = self._names.get(fold(text), [])
        if not found:
            found = self._inside(text)
        if level and len(found) > 1:
            found = [place for place in found if self.places[place].level == level] or found
        return found

    def resolve(self, text: str, level: str = "") -> str:
        """The one place meant; raises :class:`KgError` with suggestions or the candidates."""
        found = self.find(text, level)
        if len(found) == 1:
            return found[0]
        if found:
            raise KgError(f"{text!r} may be {', '.join(found)}", hint="write the id")
        near = self.suggest(text)
        raise KgError(f"no place is called {text!r}", hint=f"did you mean {' or '.join(near)}?" if near else None)

    def suggest(self, text: str, count: int = 3) -> list[str]:
        """Names close to a text that names no place.

        >>> Gazetteer([], []).suggest("Харбин")
        []
        """
        return [self._written[key] for key in nearest(fold(text), self._names, count)]

    def search(self, text: str, count: int = 20) -> list[Hit]:
        """Places whose names equal, begin with or contain a text, else come close to it."""
        key = fold(text)
        if text in self.places:
            return [Hit(text, text, 1.0)]
        best: dict[str, Hit] = {}
        for name, ids in self._names.items():
            score = _likeness(key, name)
            for place in ids if score else ():
                if place not in best or score > best[place].score:
                    best[place] = Hit(place, self._written[name], score)
        if not best:
            for near in nearest(key, self._names, count):
                for place in self._names[near]:
                    likeness = CERTAIN * SequenceMatcher(None, key, near).ratio()
                    best.setdefault(place, Hit(place, self._written[near], likeness))
        return sorted(best.values(), key=lambda hit: (-hit.score, hit.place))[:count]

    def _inside(self, text: str) -> list[str]:
        """A unit written after the name of the one that holds it: 深圳市福田区."""
        for cut in range(2, len(text) - 1):
            holders = self._names.get(fold(text[:cut]), [])
            inner = self._names.get(fold(text[cut:]), []) if holders else []
            found = [place for place in inner if any(self.is_within(place, holder) for holder in holders)]
            if found:
                return found
        return []

    def is_within(self, place: str, holder: str) -> bool:
        """True where ``holder`` contains ``place``, at any depth."""
        return holder in self.holders(place)

    def holders(self, place: str) -> list[str]:
        """The units that contain a place, the nearest first; stops at a unit that is unknown or repeats."""
        found: list[str] = []
        record = self.places.get(place)
        while record and record.within in self.places and record.within not in found:
            found.append(record.within)
            record = self.places[record.within]
        return found


def _texts(place: Place) -> tuple[str, ...]:
    return (place.name_ru, place.name_en, place.name_zh, *place.alt_names)


def _likeness(key: str, name: str) -> float:
    if not key or key not in name:
        return 0.0
    if key == name:
        return 1.0
    return (0.8 if name.startswith(key) else 0.4) * (0.5 + 0.5 * len(key) / len(name))
