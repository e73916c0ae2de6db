"""From things without a judged item to predicted links: candidates, scores, acceptance."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from kg.wikidata import fetch
from kg.wikidata.client import Client
from kg.wikidata.items import Subject
from kg.wikidata.links import Link, Links, predicted
from kg.wikidata.match import Candidate, Matched, accepts, ranked
from kg.wikidata.subjects import spellings

SHOWN = 5  # candidates of one thing that are worth a person's time


def match_all(client: Client, subjects: Sequence[Subject], countries: Collection[str]) -> list[Matched]:
    """The candidates of every thing: places and authorities within the countries, concepts anywhere."""
    found: list[Matched] = []
    for is_concept, where in ((False, countries), (True, ())):
        bearing = {s: set(spellings(s.names)) for s in subjects if (s.kind == "concept") is is_concept}
        if names := set().union(*bearing.values()):
            said = fetch.candidates(client, names, where)
            for subject, own in bearing.items():
                items = {item.qid: item for name in own for item in said.get(name, ())}
                found.append(Matched(subject, ranked(subject, items.values())))
    return found


def predict(matched: Iterable[Matched], links: Links, date: str) -> None:
    """Put the best candidates of each thing into the predicted links, in the place of earlier predictions.

    What a table rules out is left out.
    """
    found = list(matched)
    links.drop_predictions(one.subject.iri for one in found)
    for one in found:
        for candidate in _open(one, links)[:SHOWN]:
            links.put("predicted", predicted(one.subject, candidate, date))


def acceptable(matched: Iterable[Matched], links: Links, threshold: float, date: str) -> list[Link]:
    """Links of places that are good enough to hold without a person; nothing that a person has ruled out."""
    places = [(one.subject, _open(one, links)) for one in matched if one.subject.kind == "place"]
    return [predicted(subject, found[0], date) for subject, found in places if accepts(found, threshold)]


def _open(one: Matched, links: Links) -> list[Candidate]:
    return [candidate for candidate in one.candidates if not links.is_judged(one.subject.iri, candidate.item.qid)]
