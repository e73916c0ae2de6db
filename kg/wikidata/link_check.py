"""Whether the judged items still are what they were: there, not merged, of the right kind and in the right place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kg.base.languages import N_, _
from kg.wikidata import place_classes
from kg.wikidata.client import Client
from kg.wikidata.fetch import items
from kg.wikidata.items import Item, Subject
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
    faults = []
    holders: dict[str, list[Subject]] = defaultdict(list)
    for subject, qid in linked:
        holders[qid].append(subject)
        faults += [_followed(fault, subject, targets) for fault in faults_of(subject, known[qid])]
    for qid, members in holders.items():
        if len(members) > 1:
            others = ", ".join(subject.id for subject in members)
            faults += [Fault("error", N_("twice"), subject.id, subject.label, qid, others) for subject in members]
    return sorted(faults)


def _followed(fault: Fault, subject: Subject, targets: Mapping[str, Item]) -> Fault:
    """A fault of a merged item with what is to be said of the item that it leads to."""
    if not fault.proposed:
        return fault
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
        found = [("error", N_("merged"), _("into {item}").format(item=item.redirect))]
    elif not item.exists:
        found = [("error", N_("missing"), _("no statement, no label"))]
    else:
        found = list(_of_place(subject, item)) if subject.kind == "place" else []
    where = (subject.id, subject.label, item.qid)
    return [Fault(severity, problem, *where, details, item.redirect) for severity, problem, details in found]


def _of_place(subject: Subject, item: Item) -> Iterator[tuple[str, str, str]]:
    """Severity, problem and details of what is wrong with the item of a place."""
    expected = _("{found}, where {wanted} is expected")
    if item.dissolved:
        yield "error", N_("former"), _("P576 or the class of a former unit")
    if place_classes.fits(subject.level, item.levels - {place_classes.FORMER}) < 0:
        yield "error", N_("class"), expected.format(found=_(" or ").join(sorted(item.levels)), wanted=subject.level)
    elif not item.levels:
        yield "note", "class", _("no known class: {classes}").format(classes=", ".join(sorted(item.classes)) or "–")
    if subject.country and item.countries and subject.country not in item.countries:
        where = ", ".join(sorted(item.countries))
        yield "error", N_("country"), expected.format(found=where, wanted=subject.country)
    km = subject.km_to(item)
    if km is not None and km > LIMIT_KM:
        # A region's label point may be far from Wikidata's and mean nothing: a note, not an error.
        severity = N_("note") if subject.level in WIDE else N_("error")
        yield severity, N_("far"), _("{km:.0f} km from ours").format(km=km)
