"""How far the scores can be trusted: precision and recall on the places whose item is already judged.

A third of the judged places, told by a hash of their id, is held out: weights and threshold are chosen
without it, and what is claimed of them is measured on it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.base.errors import KgError
from kg.base.languages import N_, _, decimal
from kg.wikidata.items import Subject
from kg.wikidata.match import Matched, accepts

THRESHOLDS = (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
GROUPS = {
    "city": ("city", "settlement", "prefecture", "municipality", "federal-city", "new-area"),
    "region": ("region", "province", "first-level", "country"),
    "county": ("county", "second-level", "district", "municipal-district", "city-part"),
}
ALL = "all"
LOWEST = 0.8  # a link that scores less is never taken without a person


class Measure(NamedTuple):
    """Precision and recall of one group of levels at one threshold, in one part of the places."""

    part: str
    group: str
    threshold: float
    places: int
    accepted: int
    right: int

    @property
    def precision(self) -> float:
        """The share of accepted links that are right; 1 where none is accepted."""
        return self.right / self.accepted if self.accepted else 1.0

    @property
    def recall(self) -> float:
        """The share of places that get their right link."""
        return self.right / self.places if self.places else 1.0


def is_held_out(subject: Subject) -> bool:
    """True for the third of the places that the scoring was not tuned on."""
    return hashlib.blake2b(subject.id.encode(), digest_size=1).digest()[0] % 3 == 0


def measures(matched: Iterable[Matched], judged: Mapping[str, str], leads: Mapping[str, str] = {}) -> list[Measure]:
    """Precision and recall for each part, group of levels and threshold, on the places that ``judged`` has.

    Where the judged item was merged, the one that it leads to (``leads``) is right.
    """
    known = [one for one in matched if one.subject.kind == "place" and one.subject.iri in judged]
    wanted_of = {iri: leads.get(qid, qid) for iri, qid in judged.items()}
    found = []
    for part, wanted in ((N_("tuning"), False), (N_("held out"), True)):
        chosen = [one for one in known if is_held_out(one.subject) is wanted]
        for group in (*GROUPS, ALL):
            members = [one for one in chosen if group == ALL or one.subject.level in GROUPS[group]]
            for threshold in THRESHOLDS:
                taken = [one for one in members if accepts(one.candidates, threshold)]
                right = sum(one.candidates[0].item.qid == wanted_of[one.subject.iri] for one in taken)
                found.append(Measure(part, group, threshold, len(members), len(taken), right))
    return found


def threshold_for(found: Sequence[Measure], precision: float) -> float:
    """The lowest threshold from which on the tuning part keeps a precision, not below :data:`LOWEST`.

    Raises :class:`KgError` where no threshold does, or where the held-out part does not bear it out.

    >>> rows = [Measure(part, "all", t, 10, 8, r) for t, r in ((0.8, 7), (0.9, 8)) for part in ("tuning", "held out")]
    >>> threshold_for(rows, 0.99)
    0.9
    """
    tuning, held = ([m for m in found if m.part == part and m.group == ALL] for part in ("tuning", "held out"))
    good = None
    for row in sorted(tuning, key=lambda m: -m.threshold):
        if row.precision < precision or not row.accepted or row.threshold < LOWEST:
            break
        good = row.threshold
    if good is None:
        told = _("no threshold has a precision of {precision} on the judged places")
        raise KgError(told.format(precision=decimal(f"{precision:g}")), hint=_("use --review"))
    borne_out = next(row.precision for row in held if row.threshold == good)
    if borne_out < precision:
        told = _("at {threshold} the precision is {found} on the held-out places, not {precision}")
        numbers = {"threshold": f"{good:g}", "found": f"{borne_out:.3f}", "precision": f"{precision:g}"}
        said = told.format_map({name: decimal(number) for name, number in numbers.items()})
        raise KgError(said, hint=_("use --review, or ask for less"))
    return good
