"""Which links hold: the Q-ids of the gazetteer and the positive tables, together."""

from __future__ import annotations

from typing import NamedTuple

from kg.base import ids
from kg.gather.corpus import Corpus
from kg.wikidata.links import MANUAL, Links, curie


class Judged(NamedTuple):
    """The items of things, by IRI: all, those that the gazetteer does not have yet, those that no program chose."""

    items: dict[str, str]
    only_in_links: dict[str, str]
    by_people: dict[str, str]

    @property
    def places(self) -> dict[str, str]:
        """The items of places, by the place's id."""
        start = ids.thing("place", "x")[:-1]
        return {iri.removeprefix(start): qid for iri, qid in self.items.items() if iri.startswith(start)}


def judged(corpus: Corpus, links: Links) -> Judged:
    """Every judged positive link. Where gazetteer and table differ, the gazetteer holds."""
    own = {ids.thing("place", p.id): p.wikidata for p in corpus.gazetteer.places.values() if p.wikidata}
    said = links.items()
    manual = {link.pair for link in links.tables["positive"].values() if link.mapping_justification == MANUAL}
    by_people = {iri: qid for iri, qid in said.items() if (curie(iri), f"wikidata:{qid}") in manual}
    only_here = {iri: qid for iri, qid in said.items() if iri not in own}
    return Judged({**said, **own}, only_here, {**by_people, **own})
