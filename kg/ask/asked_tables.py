"""The answer to a catalogue question that is known to be a table."""

from __future__ import annotations

from functools import cache

from kg.ask.asked_graph import AskedGraph
from kg.ask.catalog import Catalog
from kg.ask.results import Table

_catalog = cache(Catalog)


def asked_table(graph: AskedGraph, name: str) -> Table:
    """The rows of a SELECT of the catalogue, with its defaults; raises ``TypeError`` for another form.

    >>> from kg.ask.asked_graph import StoredGraph
    >>> from pyoxigraph import Store
    >>> asked_table(StoredGraph(Store()), "labels-of-places").rows
    []
    """
    return table_of(graph, _catalog().find(name).text)


def table_of(graph: AskedGraph, text: str) -> Table:
    """The rows of a SELECT; raises ``TypeError`` for another form."""
    answer = graph.ask(text)
    if not isinstance(answer, Table):
        raise TypeError(f"not a SELECT: {answer!r}")
    return answer
