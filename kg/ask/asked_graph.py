"""A graph that can be asked, wherever it is: in the embedded store or behind an endpoint."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import Quad, Store

from kg.ask.engine import ask
from kg.ask.results import Answer

if TYPE_CHECKING:
    from kg.ask.endpoint import Endpoint
    from kg.ask.lookup import GraphNames

QUERIES = Path(__file__).parent / "queries"


class AskedGraph(Protocol):
    """What a command needs of the graph that it reads."""

    def ask(self, text: str, limit: int | None = None) -> Answer:
        """The answer to a SPARQL query over the union of the graphs; raises :class:`KgError`."""

    @property
    def names(self) -> GraphNames:
        """Its places, concepts and sources by their names."""


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
