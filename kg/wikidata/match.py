"""How well an item fits a thing of this project: a score between 0 and 1 with its reasons. Pure.

The score is a sum of what names, class, country, containing unit and coordinates speak for or against.
The weights were set on the tuning part of the judged places only (:mod:`kg.wikidata.evaluate`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kg.base.languages import LANGUAGES
from kg.gazetteer.folding import fold
from kg.gazetteer.nameforms import forms
from kg.wikidata import place_classes
from kg.wikidata.items import Item, Subject, distance_km

# A label that is the same says most, an alias less, a name that differs in its class word a little less still.
LABEL, ALIAS, BARE = 1.0, 0.8, 0.75
NAME, CLASS, COUNTRY, HOLDER, POINT = 0.40, 0.20, 0.05, 0.15, 0.20  # their sum is 1
AGAINST_CLASS, AGAINST_COUNTRY, AGAINST_HOLDER, AGAINST_POINT, AGAINST_FORMER = -0.30, -0.40, -0.25, -0.30, -0.40
NEAR_KM, FAR_KM, WIDE_KM = 5.0, 40.0, 150.0  # a town's centre; too far for a town; too far for a region's label point
FIRST = frozenset({"country", "region", "province", "municipality", "federal-city", "first-level"})
WIDE = FIRST - {"federal-city"} | {"prefecture", "second-level", "county", "municipal-district"}
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


def ranked(subject: Subject, items: Iterable[Item]) -> list[Candidate]:
    """The items by their score, the best first; items that are gone or merged, or share no name, are left out."""
    found = [score(subject, item) for item in items if item.exists and not item.redirect]
    return sorted((c for c in found if c.score > 0), key=lambda c: (-c.score, len(c.item.qid), c.item.qid))


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
    reasons = [name]
    if subject.kind == "place":
        reasons += [_class(subject, item), _country(subject, item), _holder(subject, item), _point(subject, item)]
        if item.dissolved:
            reasons.append(Reason("former", AGAINST_FORMER, "dissolved"))
        total = sum(reason.worth for reason in reasons)
    else:
        reasons += [_country(subject, item), _holder(subject, item)]
        total = min(NAME_ONLY, sum(reason.worth for reason in reasons))
    kept = tuple(reason for reason in reasons if reason.worth or reason.codes)
    return Candidate(item, round(min(1.0, max(0.0, total)), 3), kept)


def _name(subject: Subject, item: Item) -> Reason:
    """Names, language by language: only languages in which both have a name count."""
    worths, codes = [], []
    for lang in LANGUAGES:
        ours = [text for code, text in subject.names if code == lang]
        labels = [text for code, text in item.labels if code == lang]
        aliases = [text for code, text in item.aliases if code == lang]
        if not ours or not (labels or aliases):
            continue
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
    if _keys(ours) & _keys((*labels, *aliases)):
        return BARE, "bare"
    return 0.0, "other"


def _keys(texts: Iterable[str]) -> set[str]:
    return {form.key for text in texts for form in forms(text)}


def _class(subject: Subject, item: Item) -> Reason:
    fit = place_classes.fits(subject.level, item.levels)
    return Reason("class", fit * CLASS if fit >= 0 else AGAINST_CLASS, ", ".join(sorted(item.levels)) or "none")


def _country(subject: Subject, item: Item) -> Reason:
    if not subject.country or not item.countries:
        return Reason("country", 0.0, "")
    same = subject.country in item.countries
    return Reason("country", COUNTRY if same else AGAINST_COUNTRY, "same" if same else "other")


def _holder(subject: Subject, item: Item) -> Reason:
    if not subject.holders and subject.level in FIRST and subject.country in item.countries:
        return Reason("within", HOLDER, "country")  # a first-level unit has no other unit around it
    if not subject.holders or not item.holders - {subject.country}:
        return Reason("within", 0.0, "")
    shared = item.holders & set(subject.holders)
    if shared:
        return Reason("within", HOLDER, ", ".join(sorted(shared)))
    return Reason("within", AGAINST_HOLDER, "other")


def _point(subject: Subject, item: Item) -> Reason:
    if subject.point is None or not item.points:
        return Reason("coordinates", 0.0, "")
    km = min(distance_km(subject.point, point) for point in item.points)
    near, far = (FAR_KM, WIDE_KM) if subject.level in WIDE else (NEAR_KM, FAR_KM)
    if km <= near:
        worth = POINT
    elif km >= far:
        worth = AGAINST_POINT
    else:
        worth = POINT * (1 - (km - near) / (far - near))
    return Reason("coordinates", round(worth, 3), f"{km:.0f} km")
