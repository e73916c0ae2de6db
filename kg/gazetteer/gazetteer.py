"""The one matcher of names: which place is meant, with a score and a reason for each that may be.

Everything that takes the name of a place asks here and differs only in what it does with none, one or several.
Scores run from 0 to 100, as the W3C Reconciliation Service API 0.2 has it.
A candidate matches where it is nearly certain and clearly ahead of the next one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Final, NamedTuple

from kg.base import ids
from kg.base.errors import KgError, offered, shown
from kg.base.languages import N_, _, current, pick
from kg.gazetteer.folding import fold, misread, script_of, simplified, tidy
from kg.gazetteer.nameforms import LEVELS, class_of, forms, parts
from kg.gazetteer.spellings import Spellings
from kg.schema.records import Name, Place

LABEL, OTHER_NAME, BARE, INITIAL, RUN_TOGETHER, CLOSE = 100.0, 95.0, 90.0, 88.0, 85.0, 85.0
BEGINNING, MISREAD = 75.0, 80.0
WRONG_CLASS, WRONG_LEVEL, WRONG_CONTEXT, WRONG_COUNTRY = 20.0, 20.0, 40.0, 50.0
CERTAIN, LEAD = 88.0, 8.0  # the least score of a match, and how far it must be ahead
SAME_SOUND = 1.0  # in Chinese a name of another country is often written with other characters of the same sound
LIKENESS = 0.8  # the least likeness of a misspelt name
_SHORTEST = 4  # a shorter name is not guessed: 福州 and 抚州 are two cities
_TRIED = 8  # how many names that are spelt alike are taken
_LONGEST = 200  # what is longer is no name
_REMEMBERED = 20_000
_WORDS = re.compile(r"[\s‐-–—-]+")
_ADDRESS = re.compile(
    r"(?:https?://(?:www\.|m\.)?wikidata\.org/(?:entity|wiki)/|wd:)?(Q\d+)"
    r"|https?://(?:www|sws)\.geonames\.org/(\d+)\b.*"
    rf"|{re.escape(ids.ID)}place/({ids.SLUG.pattern})"
)

THE_NAME, ANOTHER_NAME, NO_CLASS_WORD = N_("its name"), N_("another name"), N_("the name without its class word")
BEGINS, PART, ALIKE = N_("a name that begins so"), N_("a part of the name"), N_("a name spelt much alike")
TOLD, GARBLED = N_("the name, and what is told beside it"), N_("a name read in a wrong encoding")
ADDRESS = N_("its address or number")
GUESSES = frozenset({ALIKE, GARBLED})
_OWN = frozenset({THE_NAME, ANOTHER_NAME, BEGINS})


class Candidate(NamedTuple):
    """A place that may be meant: how well it fits, whether it is taken, the name that was found, and why."""

    place: str
    score: float
    is_match: bool
    name: str
    reason: str


class Context(NamedTuple):
    """What is known of the place beside its name, each may be empty: its levels, its country's id, a unit around it."""

    levels: frozenset[str] = frozenset()
    country: str = ""
    within: str = ""


class _Found(NamedTuple):
    """What the index holds under a key, and what a search makes of it."""

    place: str
    score: float
    name: str
    reason: str
    spaced: bool = False  # whether the key is of several Latin words


ANY: Final = Context()
_Best = dict[str, _Found]


class Gazetteer:
    """All places of all sources with all their names; the index is made when a name is first asked for.

    >>> names = ["Харбин", "Harbin", "哈尔滨市", ()]
    >>> harbin = Place("cn-harbin", "prefecture", "cn", "", *names, *[""] * 5, None, None, "", (), "")
    >>> gazetteer = Gazetteer([harbin], [])
    >>> [gazetteer.candidates(name)[0].score for name in ("Харбин", "哈尔滨", "Harbin City", "Kharbin", "哈爾濱市")]
    [100.0, 90.0, 90.0, 78.5, 100.0]
    >>> gazetteer.resolve("ХАРБИН")
    'cn-harbin'
    """

    def __init__(self, places: Iterable[Place], names: Iterable[Name]) -> None:
        self.places = {place.id: place for place in places}
        self._more = names
        self._memo: dict[tuple[str, Context], tuple[Candidate, ...]] = {}

    # What a caller asks.

    def candidates(self, text: str, context: Context = ANY, limit: int = 5) -> tuple[Candidate, ...]:
        """The places that a text may name, the likeliest first; none for a text that is like no name."""
        key = (text, context)
        if key not in self._memo:
            if len(self._memo) >= _REMEMBERED:
                self._memo.clear()
            self._memo[key] = self._weighed(self._scored(text) if len(text) <= _LONGEST else {}, context)
        return self._memo[key][:limit]

    def exact(self, text: str, context: Context = ANY) -> str:
        """The one place that a text names, without a guess at its spelling; empty where none is certain.

        Each piece of the text has to be known: an unknown village is not the region that is told beside it.
        """
        found = self._scored(text, guess=False) if len(text) <= _LONGEST else {}
        pieces = parts(tidy(text)) if found else ()
        if len(pieces) > 1 and not all(class_of(piece) or self._scored(piece, guess=False) for piece in pieces):
            return ""
        best = next(iter(self._weighed(found, context)), None)
        return best.place if best and best.is_match else ""

    def forms(self) -> Iterator[tuple[str, list[Candidate]]]:
        """Every form of every name that alone can tell a place, with the places that bear it, the likeliest first."""
        for key, found in sorted(self._index.items()):
            if certain := [each for each in found if each.score >= CERTAIN]:
                yield key, list(ranked(certain))

    def search(self, text: str, limit: int = 20) -> tuple[Candidate, ...]:
        """The candidates, and the places whose names begin with or contain the text; else names that come close."""
        found = {each.place: _Found(each.place, each.score, each.name, each.reason) for each in self.candidates(text)}
        key = fold(text)
        inside: _Best = {}
        for name, those in self._index.items() if key else ():
            if key in name:
                worth = (BEGINNING if name.startswith(key) else BEGINNING / 2) * (0.5 + 0.5 * len(key) / len(name))
                reason = BEGINS if name.startswith(key) else PART
                _keep(inside, (each._replace(score=worth, reason=reason) for each in those))
        if inside and all(each.reason in GUESSES for each in found.values()):
            found = {}
        return ranked({**inside, **found}.values())[:limit]

    def find(self, text: str, level: str = "") -> list[str]:
        """The ids that a text may mean: itself an id, or a name; narrowed by level where given."""
        if text in self.places:
            return [text]
        found = self.candidates(text, limit=_TRIED)
        near = [each.place for each in found if found[0].score >= CERTAIN and each.score > found[0].score - LEAD]
        return [place for place in near if self.places[place].level == level] or near if level else near

    def resolve(self, text: str, level: str = "") -> str:
        """The one place meant; raises :class:`KgError` with the candidates or suggestions."""
        found = self.find(text, level)
        if len(found) == 1:
            return found[0]
        if found:
            message = _("'{name}' may be {places}").format(name=shown(text), places=self.listing(found))
            raise KgError(message, hint=_("write the id"))
        message = _("no place is called '{name}'").format(name=shown(text))
        first = next(iter(self.candidates(text)), None)
        if first and first.reason == GARBLED:
            raise KgError(message, hint=self.garbled(text))
        near = self.suggest(text)
        raise KgError(message, hint=offered(near, "kg places"))

    def suggest(self, text: str, count: int = 3) -> list[str]:
        """Places that a text that names none may stand for, by name in the language of this context and id.

        >>> Gazetteer([], []).suggest("Харбин")
        []
        """
        found = self.candidates(text, limit=count)
        found = found or tuple(each for each in self.search(text, count) if each.reason == BEGINS)
        if not found and len(text) <= _LONGEST:
            found = ranked(self._alike(text, 0.6).values())[:count]
        return [_("{name} ({other})").format(name=self.label(each.place), other=each.place) for each in found]

    def namesakes(self, text: str, place: str) -> list[str]:
        """Other places that bear a name too, or whose names begin with it: Rostov-on-Don for Rostov."""
        found = self.candidates(text, limit=_TRIED)
        return [each.place for each in found if each.place != place and each.reason in _OWN]

    def garbled(self, text: str) -> str:
        """What a text was before it was read in a wrong encoding, in words; empty for a sound text."""
        for meant, right, wrong in misread(text[:_LONGEST]):
            if self._by_name(meant):
                return _("it seems to be {name}, written in {right} and read as {wrong}").format(
                    name=meant, right=right, wrong=wrong
                )
        return ""

    def listing(self, places: Iterable[str]) -> str:
        """Places in one line, each by its name with its id and the unit around it."""
        return _(", ").join(map(self.described, places))

    def described(self, id: str) -> str:
        """A name in the language of this context, and in brackets what tells the place from another of the name."""
        name, holders = self.label(id), map(self.label, self.holders(id)[:1])
        around = [holder for holder in holders if holder not in name]
        return _("{name} ({other})").format(name=name, other=_(", ").join([id, *around]))

    def label(self, id: str) -> str:
        """The name of a place in the language of this context."""
        place = self.places[id]
        return pick({"ru": place.name_ru, "en": place.name_en, "zh": place.name_zh}, current()) or id

    def is_within(self, place: str, holder: str) -> bool:
        """True where ``holder`` contains ``place``, at any depth."""
        return holder in self.holders(place)

    def holders(self, place: str) -> list[str]:
        """The units that contain a place, the nearest first; stops at a unit that is unknown or repeats."""
        found: dict[str, None] = {}  # in their order, and found at once
        record = self.places.get(place)
        while record and record.within in self.places and record.within not in found:
            found[record.within] = None
            record = self.places[record.within]
        return list(found)

    # The index.

    @cached_property
    def _index(self) -> dict[str, list[_Found]]:
        """What is found under each key: names as written, without class words, by their beginnings and initials."""
        index: dict[str, dict[str, _Found]] = defaultdict(dict)
        for place, text, worth, reason in self._named():
            its_forms = forms(text)
            plain = its_forms[0].text
            for form in its_forms:
                told = (BARE, text, NO_CLASS_WORD) if form.group else (worth, text, reason)
                _keep(index[form.key], (_Found(place, *told, " " in form.text and form.text.isascii()),))
            words = _WORDS.split(plain) if len(its_forms) == 1 and not plain.isalpha() else ()
            if len(words) > 1:
                first = fold(words[0])
                _keep(index[first], (_Found(place, BEGINNING, text, BEGINS),) if not class_of(words[0]) else ())
                _keep(index[first[:1] + fold(" ".join(words[1:]))], (_Found(place, INITIAL, text, ANOTHER_NAME),))
        index.pop("", None)
        return {key: list(found.values()) for key, found in index.items()}

    def _named(self) -> Iterator[tuple[str, str, float, str]]:
        for place in self.places.values():
            for text in (place.name_ru, place.name_en, place.name_zh):
                if text:
                    yield place.id, text, LABEL, THE_NAME
            yield from ((place.id, text, OTHER_NAME, ANOTHER_NAME) for text in place.alt_names)
        yield from (
            (name.place, name.name, OTHER_NAME, ANOTHER_NAME) for name in self._more if name.place in self.places
        )

    @cached_property
    def _by_number(self) -> dict[str, list[str]]:
        """The places by their ids, their Wikidata items and their numbers in GeoNames."""
        numbered: dict[str, list[str]] = {id: [id] for id in self.places}
        for place in self.places.values():
            for number in filter(None, (place.wikidata, place.geonames)):
                numbered.setdefault(number, []).append(place.id)
        return numbered

    @cached_property
    def _whole(self) -> dict[str, Spellings]:
        """The keys of whole names by script: those that a misspelt name is held against."""
        keys: dict[str, list[str]] = defaultdict(list)
        for key, those in self._index.items():
            if len(key) >= _SHORTEST and any(each.reason in (THE_NAME, ANOTHER_NAME) for each in those):
                keys[script_of(key)].append(key)
        return {script: Spellings(those) for script, those in keys.items()}

    # How a text is searched: by the name as it stands, by its pieces, in other characters, by likeness.

    def _weighed(self, found: _Best, context: Context) -> tuple[Candidate, ...]:
        return ranked(each._replace(score=each.score - self._against(each.place, context)) for each in found.values())

    def _scored(self, written: str, *, guess: bool = True) -> _Best:
        text = tidy(written)
        if address := _ADDRESS.fullmatch(text):
            number = next(filter(None, address.groups()))
            return {id: _Found(id, LABEL, text, ADDRESS) for id in self._by_number.get(number, ())}
        found = self._plain(text)
        if found and any(each.reason != BEGINS for each in found.values()):
            return found
        if script_of(text) == "zh" and (plainer := simplified(text)) != text:
            return self._scored(plainer, guess=guess)
        if not guess:
            return found
        for meant, _right, _wrong in misread(written):
            if other := self._by_name(meant):
                return {id: each._replace(score=MISREAD, reason=GARBLED) for id, each in other.items()}
        pieces = parts(text)
        return found or self._alike(pieces[0] if len(pieces) > 1 else text, LIKENESS)

    def _plain(self, text: str) -> _Best:
        """Places by the name as it stands, else by the pieces of the name."""
        if found := self._by_name(text):
            return found
        pieces = parts(text)
        return self._in_pieces(pieces) if len(pieces) > 1 else self._in_one(text)

    def _by_name(self, text: str) -> _Best:
        found: _Best = {}
        for form in forms(text):
            one_word = form.text.isalpha()
            for each in self._index.get(form.key, ()):
                fits = not form.group or self.places[each.place].level in LEVELS[form.group]
                most = RUN_TOGETHER if one_word and each.spaced else BARE if form.group else LABEL
                _keep(found, (each._replace(score=min(each.score, most - (0.0 if fits else WRONG_CLASS))),))
        return found

    def _in_pieces(self, pieces: Sequence[str]) -> _Best:
        """Places named by one piece and held by a place that another names, or named by several pieces."""
        classes = [class_of(piece) for piece in pieces]
        named = [self._plain(piece) for piece, group in zip(pieces, classes, strict=True) if not group]
        everything: _Best = {}
        for one in named:
            _keep(everything, one.values())
        for group in filter(None, classes):
            for id, each in everything.items():
                if self.places[id].level not in LEVELS[group]:
                    everything[id] = each._replace(score=each.score - WRONG_CLASS)
        if len(named) < 2:
            return everything
        held, above = set[str](), set[str]()
        for index, one in enumerate(named):
            others = set(chain.from_iterable(named[:index] + named[index + 1 :]))
            for place in one:
                around = others & {place, *self.holders(place)}
                held |= {place} if around else set()
                above |= around - {place}
        if held - above:
            return {place: everything[place]._replace(reason=TOLD) for place in held - above}
        return {place: each._replace(score=each.score - WRONG_CONTEXT / 2) for place, each in everything.items()}

    def _in_one(self, text: str) -> _Best:
        """A unit written after the one that holds it, or before it, without a sign between: 黑龙江省哈尔滨市."""
        if script_of(text) == "zh":
            cuts: Iterable[int] = range(2, min(len(text) - 1, _LONGEST // 10))
        else:
            cuts = (space.start() for space in re.finditer(r"\s+", text))
        for cut in cuts:
            head = self._by_name(text[:cut])
            tail = self._plain(text[cut:]) if head else {}
            for inner, outer in ((tail, head), (head, tail)):
                found = {id: each for id, each in inner.items() if outer.keys() & {id, *self.holders(id)}}
                if found and (inner is tail or script_of(text) != "zh"):
                    return {id: each._replace(reason=TOLD) for id, each in found.items()}
        return {}

    def _alike(self, text: str, least: float) -> _Best:
        """Places with a name of the same script that is spelt much alike."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 (few names are misspelt)

        found: _Best = {}
        for form in forms(text):
            if len(form.key) >= _SHORTEST:
                known = self._whole.get(script_of(form.key))
                keys = known.near(form.key, least) if known else []
                for key, like, _at in process.extract(
                    form.key, keys, scorer=fuzz.ratio, limit=_TRIED, score_cutoff=100 * least
                ):
                    score = CLOSE * like / 100 + (SAME_SOUND if script_of(key) == "zh" and sounds(key, form.key) else 0)
                    _keep(found, (each._replace(score=score, reason=ALIKE) for each in self._index[key]))
        return found

    def _against(self, id: str, context: Context) -> float:
        if context is ANY:
            return 0.0
        place = self.places[id]
        against = WRONG_LEVEL if context.levels and place.level not in context.levels else 0.0
        against += WRONG_COUNTRY if context.country and place.country != context.country else 0.0
        if context.within:
            around = {each.place for each in self.candidates(context.within) if each.score >= BARE - WRONG_CLASS}
            against += 0.0 if around & {id, *self.holders(id)} else WRONG_CONTEXT
        return against


def sounds(one: str, other: str) -> bool:
    """Whether two Chinese names are read alike, but for tones.

    >>> sounds("克拉斯诺雅尔斯克", "克拉斯诺亚尔斯克"), sounds("克拉斯诺戈尔斯克", "克拉斯诺亚尔斯克")
    (True, False)
    """
    from pypinyin import lazy_pinyin  # noqa: PLC0415 (its tables take long, and few names are misspelt)

    return lazy_pinyin(one) == lazy_pinyin(other)


def _keep(best: _Best, found: Iterable[_Found]) -> None:
    """Keep of each place what fits best."""
    for each in found:
        if each.place not in best or each.score > best[each.place].score:
            best[each.place] = each


def ranked(found: Iterable[_Found | Candidate]) -> tuple[Candidate, ...]:
    """Candidates in order, the first one taken where it is nearly certain and clearly ahead; none without a score."""
    order = sorted((each for each in found if each.score > 0), key=lambda each: (-each.score, each.place))
    lead = order[0].score - order[1].score if len(order) > 1 else LABEL
    taken = bool(order) and order[0].score >= CERTAIN and lead >= LEAD
    return tuple(
        Candidate(each.place, round(each.score, 1), taken and rank == 0, each.name, each.reason)
        for rank, each in enumerate(order)
    )
