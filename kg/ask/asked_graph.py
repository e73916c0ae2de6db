"""A graph that can be asked, wherever it is: in the embedded store or behind an endpoint."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.ask.engine import ask
from kg.ask.results import Answer
from kg.ask.tokens import query_form
from kg.base import ids
from kg.base.errors import KgError
from kg.base.languages import _, pick

if TYPE_CHECKING:
    from kg.ask.bounded import BoundedStore, Bounds
    from kg.ask.endpoint import Endpoint
    from kg.ask.lookup import GraphNames

_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
QUERIES = Path(__file__).parent / "queries"


class AskedGraph(Protocol):
    """What a command needs of the graph that it reads."""

    def ask(self, text: str, limit: int | None = None, bounds: Bounds | None = None) -> Answer:
        """The answer to a SPARQL query over the union of the graphs; raises :class:`KgError`.

        ``bounds`` are for a text that somebody wrote: nobody knows what it costs, nor whether the engine outlives it.
        """

    @property
    def names(self) -> GraphNames:
        """Its places, concepts and sources by their names."""

    def label(self, iri: str, lang: str) -> str:
        """The label of a thing in a language; the last part of its IRI where none is at hand."""

    def once(self, name: str, make: Callable[[], str]) -> str:
        """A text that is reckoned from the graph, kept with it under a name where the graph is kept."""


class StoredGraph:
    """A graph of this machine: a store of this process, or a file or folder, which is opened when that is needed.

    ``bounds`` hold for each question, whoever wrote it.

    >>> StoredGraph(Store()).ask("ASK { ?s ?p ?o }")
    Truth(value=False)
    """

    def __init__(self, graph: Store | Path, bounds: Bounds | None = None) -> None:
        self._place = graph if isinstance(graph, Path) else None
        self._bounds = bounds
        self._once: dict[str, str] = {}
        if isinstance(graph, Store):
            self.store = graph

    @cached_property
    def store(self) -> Store:
        """The store, opened in this process."""
        from kg.graph.store import opened  # noqa: PLC0415 (where another process asks, this one may not)

        assert self._place is not None  # noqa: S101 (else it was given)
        return opened(self._place)

    def ask(self, text: str, limit: int | None = None, bounds: Bounds | None = None) -> Answer:
        """The answer of the store, as :func:`kg.ask.engine.ask` gives it; under bounds another process is asked."""
        bounds = bounds or self._bounds
        if bounds is None:
            return ask(self.store, text, limit)
        if self._place is None:
            if bounds.seconds:
                message = _("a graph in the memory of this program is asked without a limit of time")
                raise KgError(message, hint=_("leave out the limit, or open a file or folder"))
            return ask(self.store, text, limit)
        query_form(text)
        return self._process.ask(text, limit, bounds)

    def hand_out(self) -> Store:
        """The store for a program, which may change one that is in memory: only this process knows it from now on."""
        if self._place is not None and not self._place.is_dir():
            store, self._place = self.store, None
            return store
        return self.store

    @cached_property
    def _process(self) -> BoundedStore:
        from kg.ask.bounded import BoundedStore  # noqa: PLC0415 (most questions are known)

        assert self._place is not None  # noqa: S101 (else nobody else can open it)
        return BoundedStore(self._place)

    @cached_property
    def names(self) -> GraphNames:
        """Its places, concepts and sources by their names."""
        from kg.ask.lookup import GraphNames  # noqa: PLC0415 (most questions name no place)

        return GraphNames(self.store, self.once)

    def label(self, iri: str, lang: str) -> str:
        """The label of a thing in a language, else in the nearest there is, else the last part of its IRI."""
        return _label(self.store, iri, lang)

    def once(self, name: str, make: Callable[[], str]) -> str:
        """A text that is reckoned from the graph; see :func:`kg.graph.cache.beside`."""
        from kg.graph.cache import beside  # noqa: PLC0415 (most questions reckon nothing)

        if name not in self._once:
            self._once[name] = beside(self._place, name, make)
        return self._once[name]


class RemoteGraph:
    """A graph behind an endpoint; its names are fetched once, when a name is first looked up.

    >>> from kg.ask.endpoint import Endpoint
    >>> RemoteGraph(Endpoint("http://localhost:7878/query")).endpoint.url
    'http://localhost:7878/query'
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self._once: dict[str, str] = {}

    def ask(self, text: str, limit: int | None = None, bounds: Bounds | None = None) -> Answer:
        """The answer of the endpoint, which has limits of its own; see :meth:`kg.ask.endpoint.Endpoint.ask`."""
        return self.endpoint.ask(text, limit, (bounds and bounds.seconds) or math.inf)

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

    def once(self, name: str, make: Callable[[], str]) -> str:
        """The text, kept as long as this graph is asked: what is far may change."""
        if name not in self._once:
            self._once[name] = make()
        return self._once[name]


def _label(store: Store, iri: str, lang: str) -> str:
    labels = {
        (quad.object.language or "en")[:2]: quad.object.value
        for quad in store.quads_for_pattern(NamedNode(iri), _LABEL, None)
        if isinstance(quad.object, Literal)
    }
    return pick(labels, lang) or ids.tail(iri)
