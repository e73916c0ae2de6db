"""A graph that can be asked, wherever it is: in the embedded store or behind an endpoint."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.ask.engine import ask
from kg.ask.results import Answer
from kg.base import ids
from kg.base.languages import pick

if TYPE_CHECKING:
    from kg.ask.endpoint import Endpoint
    from kg.ask.lookup import GraphNames

_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
QUERIES = Path(__file__).parent / "queries"


class AskedGraph(Protocol):
    """What a command needs of the graph that it reads."""

    def ask(self, text: str, limit: int | None = None) -> Answer:
        """The answer to a SPARQL query over the union of the graphs; raises :class:`KgError`."""

    @property
    def names(self) -> GraphNames:
        """Its places, concepts and sources by their names."""

    def label(self, iri: str, lang: str) -> str:
        """The label of a thing in a language; the last part of its IRI where none is at hand."""


class StoredGraph:
    """A graph in a store of this process.

    >>> StoredGraph(Store()).ask("ASK { ?s ?p ?o }")
    Truth(value=False)
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def ask(self, text: str, limit: int | None = None) -> Answer:
        """The answer of the store; see :func:`kg.ask.engine.ask`."""
        return ask(self.store, text, limit)

    @cached_property
    def names(self) -> GraphNames:
        """Its places, concepts and sources by their names."""
        from kg.ask.lookup import GraphNames  # noqa: PLC0415 (most questions name no place)

        return GraphNames(self.store)

    def label(self, iri: str, lang: str) -> str:
        """The label of a thing in a language, else in the nearest there is, else the last part of its IRI."""
        return _label(self.store, iri, lang)


class RemoteGraph:
    """A graph behind an endpoint; its names are fetched once, when a name is first looked up.

    >>> from kg.ask.endpoint import Endpoint
    >>> RemoteGraph(Endpoint("http://localhost:7878/query")).endpoint.url
    'http://localhost:7878/query'
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint

    def ask(self, text: str, limit: int | None = None) -> Answer:
        """The answer of the endpoint; see :meth:`kg.ask.endpoint.Endpoint.ask`."""
        return self.endpoint.ask(text, limit)

    @cached_property
    def names(self) -> GraphNames:
        """Its places, concepts and sources by their names, in a store of their own."""
        from kg.ask.lookup import GraphNames  # noqa: PLC0415 (most questions name no place)

        text = (QUERIES / "names.rq").read_text(encoding="utf-8")
        store = Store()
        store.extend(Quad(*triple) for triple in self.endpoint.construct(text).triples)
        return GraphNames(store)

    def label(self, iri: str, lang: str) -> str:
        """The label of a thing, where its names were fetched: a title is not worth another request."""
        return _label(self.names.store, iri, lang) if "names" in vars(self) else ids.tail(iri)


def _label(store: Store, iri: str, lang: str) -> str:
    labels = {
        (quad.object.language or "en")[:2]: quad.object.value
        for quad in store.quads_for_pattern(NamedNode(iri), _LABEL, None)
        if isinstance(quad.object, Literal)
    }
    return pick(labels, lang) or ids.tail(iri)
