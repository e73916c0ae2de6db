"""The hubs that sources name, from the findings of the graph."""

from __future__ import annotations

from kg.ask.asked_graph import AskedGraph
from kg.ask.asked_tables import asked_table


def named_hubs(graph: AskedGraph) -> list[tuple[str, str]]:
    """(place id, source id) of each place that a source calls a hub, in order."""
    rows = asked_table(graph, "hubs-named-by-sources").rows
    return [(str(place).rpartition("/")[2], str(source).rpartition("/")[2]) for place, source, _ in rows]
