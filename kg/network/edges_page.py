"""The document that a network page shows, from a plain list of edges: names and ties, nothing else."""

from __future__ import annotations

from kg.base.languages import LANGUAGES
from kg.network.document import NetworkDocument, Term
from kg.network.edges_file import Edges
from kg.network.ties import Link, Node

_UNTOLD = (Term("", {}),)


def edges_document(edges: Edges, title: str) -> NetworkDocument:
    """Every name with its ties, under a title; positions are not set yet."""
    return NetworkDocument(
        nodes=tuple(Node(name, {"en": name}, "", "", "", "", False, None, None, "") for name in edges.graph),
        edges=tuple(Link(f"{a}--{b}", a, b, "", "", None, None, 1, 1.0, ()) for a, b in edges.graph.edges()),
        countries=_UNTOLD,
        kinds=_UNTOLD,
        statuses=_UNTOLD,
        levels=_UNTOLD,
        title=dict.fromkeys(LANGUAGES, title),
    )
