"""The document that a network page shows, from a plain list of edges: names and ties, nothing else."""

from __future__ import annotations

from kg.base.languages import LANGUAGES
from kg.network.document import NetworkDocument, PageEdge, PageNode, Term
from kg.network.edges_file import Edges

_UNTOLD = (Term("", {}),)


def edges_document(edges: Edges, title: str) -> NetworkDocument:
    """Every name with its ties, under a title; positions are not set yet."""
    graph = edges.graph
    nodes = [PageNode(name, {"en": name}, "", "", None, None, count, count) for name, count in graph.degree()]
    return NetworkDocument(
        nodes=tuple(nodes),
        edges=tuple(PageEdge(a, b, "", "", None, 1, None) for a, b in graph.edges()),
        countries=_UNTOLD,
        kinds=_UNTOLD,
        statuses=_UNTOLD,
        levels=_UNTOLD,
        title=dict.fromkeys(LANGUAGES, title),
        as_of=None,
        built_from=f"{len(graph)} places, {graph.number_of_edges()} ties",
    )
