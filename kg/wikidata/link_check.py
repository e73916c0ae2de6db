"""Whether the judged items still are what they were: there, not merged, of the right kind and in the right place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kg.base.languages import N_, _
from kg.wikidata import place_classes
from kg.wikidata.client import Client
from kg.wikidata.fetch import items
from kg.wikidata.items import Item, Subject, distance_km
from kg.wikidata.match import WIDE

LIMIT_KM = 25.0


class Fault(NamedTuple):
    """What is wrong with one link. A note is worth a look and does not fail the check."""

    severity: str  # error or note
    problem: str  # missing, merged, former, class, country, far or twice
    thing: str
    label: str
    qid: str
    details: str
    proposed: str = ""  # the item to link instead


def check(client: Client, subjects: Iterable[Subject], judged: Mapping[str, str]) -> list[Fault]:
    """Every fault of every judged link of the subjects; ``judged`` gives the Q-id of an IRI."""
    linked = [(subject, judged[subject.iri]) for subject in subjects if subject.iri in judged]
    known = items(client, {qid for _, qid in linked})
    targets = items(client, {item.redirect for item in known.values() if item.redirect})
    faults = [fault for subject, qid in linked for fault in faults_of(subject, known[qid])]
    followed = [_followed(fault, linked, targets) for fault in faults]
    return sorted(followed + _twice(linked))


def _followed(fault: Fault, linked: Iterable[tuple[Subject, str]], targets: Mapping[str, Item]) -> Fault:
    """A fault of a merged item with what is to be said of the item that it leads to."""
    if not fault.proposed:
        return fault
    subject = next(subject for subject, qid in linked if (subject.id, qid) == (fault.thing, fault.qid))
    wrong = [f"{_(one.problem)}: {one.details}" for one in faults_of(subject, targets[fault.proposed])]
    told = _("{details}, which does not fit ({why})") if wrong else _("{details}, which fits")
    return fault._replace(details=told.format(details=fault.details, why="; ".join(wrong)))


def faults_of(subject: Subject, item: Item) -> list[Fault]:
    """The faults of one link.

    >>> moved = Item("Q1", redirect="Q2")
    >>> [(f.problem, f.proposed) for f in faults_of(Subject("", "place", "ru-perm", "Perm", ()), moved)]
    [('merged', 'Q2')]
    """
    if item.redirect:
        return [
            _fault(subject, item, "error", N_("merged"), _("into {item}").format(item=item.redirect), item.redirect)
        ]
    if not item.exists:
        return [_fault(subject, item, "error", N_("missing"), _("no statement, no label"))]
    if subject.kind != "place":
        return []
    found = []
    if item.dissolved:
        found.append(_fault(subject, item, "error", N_("former"), _("P576 or the class of a former unit")))
    if place_classes.fits(subject.level, item.levels - {place_classes.FORMER}) < 0:
        levels = _(" or ").join(sorted(item.levels))
        found.append(_fault(subject, item, "error", N_("class"), _expected(levels, subject.level)))
    elif not item.levels:
        told = _("no known class: {classes}").format(classes=", ".join(sorted(item.classes)) or "–")
        found.append(_fault(subject, item, "note", "class", told))
    if subject.country and item.countries and subject.country not in item.countries:
        where = ", ".join(sorted(item.countries))
        found.append(_fault(subject, item, "error", N_("country"), _expected(where, subject.country)))
    return found + _far(subject, item)


def _expected(found: str, wanted: str) -> str:
    return _("{found}, where {wanted} is expected").format(found=found, wanted=wanted)


def _far(subject: Subject, item: Item) -> list[Fault]:
    """A region's label point may be far from Wikidata's and mean nothing: a note, not an error."""
    if subject.point is None or not item.points:
        return []
    km = min(distance_km(subject.point, point) for point in item.points)
    if km <= LIMIT_KM:
        return []
    severity = N_("note") if subject.level in WIDE else N_("error")
    return [_fault(subject, item, severity, N_("far"), _("{km:.0f} km from ours").format(km=km))]


def _twice(linked: Iterable[tuple[Subject, str]]) -> list[Fault]:
    holders: dict[str, list[Subject]] = {}
    for subject, qid in linked:
        holders.setdefault(qid, []).append(subject)
    found = []
    for qid, members in holders.items():
        if len(members) > 1:
            others = ", ".join(subject.id for subject in members)
            found += [Fault("error", N_("twice"), subject.id, subject.label, qid, others) for subject in members]
    return found


def _fault(subject: Subject, item: Item, severity: str, problem: str, details: str, proposed: str = "") -> Fault:
    return Fault(severity, problem, subject.id, subject.label, item.qid, details, proposed)
