"""The thing that words mean: a place, a tie, a pair, or whatever else the graph tells of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from kg.ask.asked_graph import AskedGraph
from kg.base import ids
from kg.base.errors import KgError, shown
from kg.base.languages import _
from kg.base.namespaces import SKOS
from kg.dossier.around import Around
from kg.dossier.cited import CitedSource
from kg.dossier.concept import AroundConcept, Concept
from kg.dossier.facts import RDF_TYPE
from kg.dossier.gatherings import Event, Format
from kg.dossier.pair import Pair
from kg.dossier.people import Authority, Expert
from kg.dossier.place import Place
from kg.dossier.tie import Tie

_Gathered: TypeAlias = "Authority | CitedSource | Event | Expert | Format"
Thing: TypeAlias = "Place | Tie | Pair | Concept | _Gathered"
_QUESTION = "around-thing-as-graph"
_KINDS: Mapping[str, type[_Gathered]] = {
    "authority": Authority, "event": Event, "expert": Expert, "format": Format, "source": CitedSource,
}  # fmt: skip
_CONCEPTS = frozenset({"problem", "sphere", "measure"})


def find(graph: AskedGraph, words: Sequence[str]) -> Thing:
    """What one word means, or the tie of two places; a :class:`Pair` of them where no tie is known.

    A place goes by any of its names, anything by its id, with or without its kind (``problem/covid-19``), and a
    concept, a person, a format or a source by what it is called in any language. Raises :class:`KgError` with
    suggestions.
    """
    if len(words) == 2:
        return tie_of(graph, *(graph.names.place(word) for word in words))
    if len(words) != 1:
        raise KgError(_("give one thing or two places"))
    return thing(graph, graph.names.thing(words[0]))


def thing(graph: AskedGraph, iri: str) -> Thing:
    """The thing with an IRI."""
    kind, id = iri.split("/")[-2:]
    if kind == "place":
        return Place(graph, id)
    if kind == "tie":
        return tie_of(graph, *id.split("--"))
    if kind in _CONCEPTS:
        return concept(graph, iri)
    if kind in _KINDS:
        return _KINDS[kind].of(Around(graph, _QUESTION, iri, thing=(iri,)), iri)
    told = _("nothing is gathered about {name}").format(name=shown(f"{kind}/{id}"))
    raise KgError(told, hint=_("it may be: {what}").format(what=", ".join(["place", "tie", *_KINDS, *_CONCEPTS])))


def tie_of(graph: AskedGraph, one: str, other: str) -> Tie | Pair:
    """The tie of two places by their ids, else the pair."""
    tie = ids.thing("tie", ids.tie_slug((one, other)))
    places = tuple(ids.thing("place", place) for place in (one, other))
    around = Around(graph, "around-place-as-graph", tie, place=places)
    return Tie.of(around, tie) if around.links(tie, RDF_TYPE) else Pair(Place(graph, one), Place(graph, other))


def concept(graph: AskedGraph, iri: str) -> Concept:
    """A problem, sphere or measure with all below it."""
    found = {iri}
    while True:
        around = AroundConcept(graph, _QUESTION, iri, thing=tuple(sorted(found)))
        new = {each for one in found for each in around.subjects(SKOS + "broader", one)} - found
        if not new:
            return Concept.of(around, iri)
        found.update(new)
