"""The answer to a catalogue question that is known to be a table."""

from __future__ import annotations

import re
from functools import cache

from kg.ask.asked_graph import AskedGraph
from kg.ask.catalog import Catalog
from kg.ask.results import Table, plain

_catalog = cache(Catalog)
_ORDER = re.compile(r"^ORDER BY .*\n*\Z", re.MULTILINE)


def asked_table(graph: AskedGraph, name: str) -> Table:
    """The rows of a SELECT of the catalogue, with its defaults; raises ``TypeError`` for another form.

    The rows stand in the order of their terms, column by column, not in the order the question asks for: an engine
    spends as long on that order as on finding the rows.

    >>> from kg.ask.asked_graph import StoredGraph
    >>> from pyoxigraph import Store
    >>> asked_table(StoredGraph(Store()), "labels-of-places").rows
    []
    """
    table = table_of(graph, _ORDER.sub("", _catalog().find(name).text))
    return Table(table.columns, sorted(table.cells, key=lambda row: [str(plain(cell)) for cell in row]))


def table_of(graph: AskedGraph, text: str) -> Table:
    """The rows of a SELECT; raises ``TypeError`` for another form."""
    answer = graph.ask(text)
    if not isinstance(answer, Table):
        raise TypeError(f"not a SELECT: {answer!r}")
    return answer
