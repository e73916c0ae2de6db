"""A graph that is read once, for who tells of everything in it: what stands around a thing is found in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from kg.ask.asked_graph import QUERIES, AskedGraph
from kg.ask.results import Graph
from kg.base.ids import tail
from kg.base.languages import pick
from kg.base.namespaces import ORG, SKOS
from kg.dossier.facts import RDF_TYPE, Facts
from kg.schema.terms import TIE

if TYPE_CHECKING:
    from kg.ask.bounded import Bounds
    from kg.ask.lookup import GraphNames
    from kg.ask.results import Answer

_POINTING = (
    TIE.statedIn, TIE.rootSource, TIE.madeBy, TIE.raisesProblem, TIE.namesSphere, TIE.proposesAction, TIE.aboutConcept,
    TIE.about, TIE.onTie, TIE.inFormat, TIE.askedIn, TIE.sphere, ORG + "postIn", ORG + "holds", SKOS + "broader",
)  # fmt: skip
# What each catalogue question finds around the things that it is asked of: properties that lead from these, one after
# the other; "^" before one that leads from its value to what has it. A test holds both against each other.
_ACTS = ("^" + ORG + "postIn", "^" + ORG + "holds", "^" + TIE.madeBy)
_PARTY = "^" + TIE.hasParty
_WAYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "place-as-graph": ((),),
    "facilities-as-graph": (("^" + RDF_TYPE,),),
    "ties-near-place-as-graph": (
        (TIE.withinAny,), ("^" + TIE.withinAny,), (TIE.withinAny, _PARTY), ("^" + TIE.withinAny, _PARTY),
        (TIE.withinAny, _PARTY, TIE.attestedBy), ("^" + TIE.withinAny, _PARTY, TIE.attestedBy),
    ),
    "around-place-as-graph": (
        (_PARTY,), (_PARTY, "^" + TIE.onTie), (_PARTY, TIE.hasStage), (_PARTY, "^" + TIE.about), ("^" + TIE.member,),
        ("^" + TIE.ofPlace,), ("^" + TIE.partnerPlace,), (TIE.placeName,), ("^" + TIE.about,),
        ("^" + TIE.jurisdiction, *_ACTS),
    ),
    "around-thing-as-graph": (
        (), (TIE.attestedBy,), (TIE.hasStage,),
        (ORG + "holds",), (ORG + "holds", ORG + "postIn"), _ACTS[:2], _ACTS, *(("^" + each,) for each in _POINTING),
    ),
}  # fmt: skip
_NEAR = frozenset({TIE.Attestation, TIE.Tie, TIE.Place})


class WholeGraph:
    """A graph as any other, of which everything is read with one question when anything is first told of it."""

    def __init__(self, graph: AskedGraph) -> None:
        self._graph = graph

    def ask(self, text: str, limit: int | None = None, bounds: Bounds | None = None) -> Answer:
        """The answer of the graph itself."""
        return self._graph.ask(text, limit, bounds)

    @property
    def names(self) -> GraphNames:
        """Those of the graph itself."""
        return self._graph.names

    def once(self, name: str, make: Callable[[], str]) -> str:
        """As the graph itself keeps it."""
        return self._graph.once(name, make)

    def label(self, iri: str, lang: str) -> str:
        """The label of a thing in a language, else in the nearest there is, else the last part of its IRI."""
        return pick(self.facts.labels(iri), lang) or tail(iri)

    @cached_property
    def facts(self) -> Facts:
        """All that is stated of things and concepts."""
        answer = self._graph.ask((QUERIES / "things.rq").read_text(encoding="utf-8"))
        if not isinstance(answer, Graph):
            raise TypeError(f"no graph: {answer!r}")
        return Facts(answer.triples)

    def around(self, question: str, things: Iterable[str] = (TIE.Facility,)) -> frozenset[str]:
        """The things that a catalogue question about some things tells of."""
        start = tuple(things)
        near = question == "ties-near-place-as-graph"
        if near and not any(self.facts.links(each, TIE.within) for each in start):
            return frozenset()  # a country is not told with all that lies in it
        found = {each for way in _WAYS[question] for each in self._along(start, way)}
        return frozenset(each for each in found if not near or _NEAR.intersection(self.facts.links(each, RDF_TYPE)))

    def _along(self, start: Iterable[str], way: tuple[str, ...]) -> set[str]:
        here = set(start)
        for step in way:
            prop, back = step.removeprefix("^"), step.startswith("^")
            ends = (self.facts.subjects(prop, one) if back else self.facts.links(one, prop) for one in here)
            here = {each for end in ends for each in end}
        return here
