"""From things without a judged item to predicted links: candidates, scores, acceptance."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.wikidata import fetch
from kg.wikidata.client import Client
from kg.wikidata.evaluate import Outcome, accepts, lead, outcome
from kg.wikidata.items import Subject
from kg.wikidata.links import Link, Links, curie, predicted
from kg.wikidata.match import Candidate, ranked
from kg.wikidata.subjects import spellings

SHOWN = 5  # candidates of one thing that are worth a person's time


class Matched(NamedTuple):
    """A thing and its candidates, the best first."""

    subject: Subject
    candidates: tuple[Candidate, ...]


def match_all(client: Client, subjects: Sequence[Subject], countries: Collection[str]) -> list[Matched]:
    """The candidates of every thing: places and authorities within the countries, concepts anywhere."""
    found: list[Matched] = []
    for group, where in (
        ([s for s in subjects if s.kind != "concept"], countries),
        ([s for s in subjects if s.kind == "concept"], ()),
    ):
        names = {spelling for subject in group for spelling in spellings(subject.names)}
        if names:
            said = fetch.candidates(client, names, where)
            found += [Matched(subject, _of(subject, said)) for subject in group]
    return found


def _of(subject: Subject, said: fetch.Found) -> tuple[Candidate, ...]:
    qids = {qid for spelling in spellings(subject.names) for qid in said.by_name.get(spelling, ())}
    return tuple(ranked(subject, (said.items[qid] for qid in sorted(qids))))


def outcomes(matched: Iterable[Matched], judged: Mapping[str, str]) -> list[Outcome]:
    """What the matcher says of the places whose item is known."""
    return [
        outcome(one.subject, judged[one.subject.iri], one.candidates)
        for one in matched
        if one.subject.kind == "place" and one.subject.iri in judged
    ]


def predict(matched: Iterable[Matched], links: Links, date: str) -> None:
    """Put the best candidates of each thing into the predicted links, in the place of earlier predictions.

    What a table rules out is left out.
    """
    found = list(matched)
    links.drop_predictions(curie(one.subject.iri) for one in found)
    for one in found:
        open_ones = [c for c in one.candidates if links.kind_of(_pair(one, c)) == ""]
        for candidate in open_ones[:SHOWN]:
            links.put("predicted", _link(one.subject, candidate, date))


def acceptable(matched: Iterable[Matched], links: Links, threshold: float, date: str) -> list[Link]:
    """Links of places that are good enough to hold without a person; nothing that a person has ruled out."""
    found = []
    for one in matched:
        open_ones = [c for c in one.candidates if links.kind_of(_pair(one, c)) in ("", "predicted")]
        if one.subject.kind == "place" and accepts(open_ones[0] if open_ones else None, lead(open_ones), threshold):
            found.append(_link(one.subject, open_ones[0], date))
    return found


def _pair(one: Matched, candidate: Candidate) -> tuple[str, str]:
    return curie(one.subject.iri), f"wikidata:{candidate.item.qid}"


def _link(subject: Subject, candidate: Candidate, date: str) -> Link:
    item = candidate.item
    return predicted(subject.iri, subject.label, item.qid, item.label(), candidate.score, candidate.explanation, date)
