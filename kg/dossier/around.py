"""What stands around one thing, from the answer to a catalogue question about it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.ask.asked_graph import AskedGraph
from kg.ask.catalog import Catalog
from kg.ask.results import Graph
from kg.ask.tokens import replaced
from kg.base.geography import haversine
from kg.base.ids import tail
from kg.base.languages import LANGUAGES
from kg.base.namespaces import WGS84
from kg.dossier.facts import RDF_TYPE, Code, Facts
from kg.dossier.record import R
from kg.dossier.whole import WholeGraph
from kg.schema.terms import TIE

if TYPE_CHECKING:
    from kg.dossier.place import Place

_catalog = cache(Catalog)


def asked(question: str, **values: tuple[str, ...]) -> str:
    """The SPARQL of a catalogue question about the things with some IRIs."""
    terms = {name: " ".join(f"<{iri}>" for iri in iris) for name, iris in values.items()}
    return replaced(_catalog().find(question).text, terms)


class Around(Facts):
    """What the graph says of a thing and of what touches it; ``here`` is the IRI of the thing."""

    def __init__(self, graph: AskedGraph, question: str, here: str = "", **values: tuple[str, ...]) -> None:
        self.graph = graph
        self.here = here
        if isinstance(graph, WholeGraph):
            self.see(graph.facts, graph.around(question, *values.values()))
            return
        answer = graph.ask(asked(question, **values))
        if not isinstance(answer, Graph):
            raise TypeError(f"{question} gives no graph: {answer!r}")
        super().__init__(answer.triples)

    def of_class(self, kind: type[R], *classes: str) -> list[R]:
        """The records of all things of some classes, by IRI."""
        return [kind.met(self, iri) for iri in sorted({i for one in classes for i in self.subjects(RDF_TYPE, one)})]

    def pointing(self, iri: str, prop: str, kind: type[R], *classes: str) -> tuple[R, ...]:
        """The records of the things of some classes of which a property has a thing as its value, by IRI."""
        found = (each for each in self.subjects(prop, iri) if not {*classes}.isdisjoint(self.links(each, RDF_TYPE)))
        return tuple(kind.met(self, each) for each in dict.fromkeys(found))

    def places(self, iri: str, prop: str) -> tuple[Place, ...]:
        """The places that a property links to."""
        from kg.dossier.place import Place  # noqa: PLC0415 (a place is made of what is around it)

        found = []
        for link in self.links(iri, prop):
            if not isinstance(place := self.made.get(link), Place):
                place = self.made[link] = Place(self.graph, tail(link), self.labels(link))
            found.append(place)
        return tuple(found)

    def place(self, iri: str, prop: str) -> Place | None:
        """The first of them."""
        return next(iter(self.places(iri, prop)), None)

    def partner(self, iri: str) -> Place:
        """The other party of a tie."""
        return next(place for place in self.places(iri, TIE.hasParty) if place.iri != self.here)

    def role(self, iri: str) -> Code:
        """The role of the place in a format."""
        return next((self.code(each, TIE.role) for each in self.subjects(TIE.inFormat, iri)), Code("", {}))

    def named(self, iri: str) -> dict[str, str]:
        """The labels of a concept, which need not be among these triples."""
        return self.labels(iri) or {lang: self.graph.label(iri, lang) for lang in LANGUAGES}

    def point(self, iri: str) -> tuple[float, float] | None:
        """Where a place lies, in degrees north and east."""
        lat, lon = self.number(iri, WGS84 + "lat"), self.number(iri, WGS84 + "long")
        return None if lat is None or lon is None else (lat, lon)

    def length(self, iri: str) -> int | None:
        """The kilometres between the two parties of a tie."""
        points = [self.point(party) for party in self.links(iri, TIE.hasParty)]
        return distance(*points) if len(points) == 2 else None


def distance(one: tuple[float, float] | None, other: tuple[float, float] | None) -> int | None:
    """The kilometres between two points on the surface of the earth, whole ones."""
    return None if one is None or other is None else round(haversine(*one, *other))
