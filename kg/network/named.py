"""The hubs that sources name, from the findings of the graph."""

from __future__ import annotations

from pyoxigraph import Store

from kg.ask.catalog import Catalog
from kg.ask.engine import ask
from kg.ask.results import Table


def named_hubs(store: Store) -> list[tuple[str, str]]:
    """(place id, source id) of each place that a source calls a hub, in order."""
    answer = ask(store, Catalog().find("hubs-named-by-sources").text)
    if not isinstance(answer, Table):
        raise TypeError(f"hubs-named-by-sources is no SELECT: {answer!r}")
    return [(str(place).rpartition("/")[2], str(source).rpartition("/")[2]) for place, source, _ in answer.rows]
