"""How well an item fits a thing of this project: a score between 0 and 1 with its reasons. Pure.

The score is a sum of what names, class, country, containing unit and coordinates speak for or against.
The weights were set on the tuning part of the judged places only (:mod:`kg.wikidata.evaluate`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.base.languages import LANGUAGES
from kg.gazetteer.folding import fold
from kg.gazetteer.nameforms import forms
from kg.wikidata import place_classes
from kg.wikidata.items import Item, Subject

# A label that is the same says most, an alias less, a name that differs in its class word a little less still.
LABEL, ALIAS, BARE = 1.0, 0.8, 0.75
NAME, CLASS, COUNTRY, HOLDER, POINT = 0.40, 0.20, 0.05, 0.15, 0.20  # their sum is 1
AGAINST_CLASS, AGAINST_COUNTRY, AGAINST_HOLDER, AGAINST_POINT, AGAINST_FORMER = -0.30, -0.40, -0.25, -0.30, -0.40
NEAR_KM, FAR_KM, WIDE_KM = 5.0, 40.0, 150.0  # a town's centre; too far for a town; too far for a region's label point
WIDE = frozenset({"country", "region", "province", "prefecture", "municipality", "county", "municipal-district"})
FIRST = frozenset({"country", "region", "province", "municipality", "federal-city"})
MARGIN = 0.05  # how far the best candidate must lead the second to be taken without a person
NAME_ONLY = 0.6  # the highest score of something that has neither class nor place to compare


class Reason(NamedTuple):
    """What one kind of evidence adds to a score, and how it stands with it, in codes."""

    evidence: str
    worth: float
    codes: str


class Candidate(NamedTuple):
    """An item that may be meant, its score and the reasons for it."""

    item: Item
    score: float
    reasons: tuple[Reason, ...]

    @property
    def explanation(self) -> str:
        """The reasons in one line of codes; :mod:`kg.wikidata.reasons` has their words."""
        return "; ".join(f"{r.evidence} {r.worth:+.2f} ({r.codes})" for r in self.reasons)


class Matched(NamedTuple):
    """A thing and its candidates, the best first."""

    subject: Subject
    candidates: tuple[Candidate, ...]


def accepts(candidates: Sequence[Candidate], threshold: float) -> bool:
    """True where the best may be taken without a person: a high score, and clearly the highest."""
    best, second, *_others = *(one.score for one in candidates), 0.0, 0.0
    return bool(candidates) and best >= threshold and best - second >= MARGIN


def ranked(subject: Subject, items: Iterable[Item]) -> tuple[Candidate, ...]:
    """The items by their score, the best first; items that are gone or merged, or share no name, are left out."""
    found = [score(subject, item) for item in items if item.exists and not item.redirect]
    return tuple(sorted((c for c in found if c.score > 0), key=lambda c: (-c.score, len(c.item.qid), c.item.qid)))


def score(subject: Subject, item: Item) -> Candidate:
    """The score of one item for one subject.

    >>> place = Subject("", "place", "ru-artyom", "Artyom", (("ru", "Артём"),), "city", "Q159", (), (43.35, 132.19))
    >>> item = Item("Q103993", labels=(("ru", "Артём"),), levels=frozenset({"city"}), points=((43.36, 132.19),))
    >>> found = score(place, item)
    >>> found.score, found.explanation
    (0.8, 'name +0.40 (label:ru); class +0.20 (city); coordinates +0.20 (1 km)')
    """
    name = _name(subject, item)
    if name.worth <= 0:
        return Candidate(item, 0.0, (name,))
    reasons = (name, *_reasons(subject, item))
    total = min(1.0 if subject.kind == "place" else NAME_ONLY, sum(reason.worth for reason in reasons))
    return Candidate(item, round(max(0.0, total), 3), reasons)


def _name(subject: Subject, item: Item) -> Reason:
    """Names, language by language: only languages in which both have a name count."""
    worths, codes = [], []
    for lang in LANGUAGES:
        ours, labels, aliases = (
            [text for code, text in names if code == lang] for names in (subject.names, item.labels, item.aliases)
        )
        if ours and (labels or aliases):
            worth, code = _same(ours, labels, aliases)
            worths.append(worth)
            codes.append(f"{code}:{lang}")
    worth = NAME * sum(worths) / len(worths) if worths else 0.0
    return Reason("name", round(worth, 3), ", ".join(codes) or "none")


def _same(ours: list[str], labels: list[str], aliases: list[str]) -> tuple[float, str]:
    keys = {fold(text) for text in ours}
    if keys & {fold(text) for text in labels}:
        return LABEL, "label"
    if keys & {fold(text) for text in aliases}:
        return ALIAS, "alias"
    if _bare(ours) & _bare(labels + aliases):
        return BARE, "bare"
    return 0.0, "other"


def _bare(texts: Iterable[str]) -> set[str]:
    return {form.key for text in texts for form in forms(text)}


def _reasons(subject: Subject, item: Item) -> Iterator[Reason]:
    """What class, country, unit around it and point say, where both have something to compare."""
    is_place = subject.kind == "place"
    if is_place:
        fit = place_classes.fits(subject.level, item.levels)
        codes = ", ".join(sorted(item.levels)) or "none"
        yield Reason("class", fit * CLASS if fit >= 0 else AGAINST_CLASS, codes)
    if subject.country and item.countries:
        is_same = subject.country in item.countries
        yield Reason("country", COUNTRY if is_same else AGAINST_COUNTRY, "same" if is_same else "other")
    if not subject.holders and subject.level in FIRST and subject.country in item.countries:
        yield Reason("within", HOLDER, "country")  # a first-level unit has no other unit around it
    elif subject.holders and item.holders - {subject.country}:
        shared = ", ".join(sorted(item.holders & set(subject.holders)))
        yield Reason("within", HOLDER if shared else AGAINST_HOLDER, shared or "other")
    km = subject.km_to(item)
    if km is not None:
        near, far = (FAR_KM, WIDE_KM) if subject.level in WIDE else (NEAR_KM, FAR_KM)
        worth = AGAINST_POINT if km >= far else POINT * min(1.0, 1 - (km - near) / (far - near))
        yield Reason("coordinates", round(worth, 3), f"{km:.0f} km")
    if is_place and item.dissolved:
        yield Reason("former", AGAINST_FORMER, "dissolved")
