"""The document that a network page shows, from a plain list of edges: names and ties, nothing else."""

from __future__ import annotations

import networkx as nx

from kg.base.languages import LANGUAGES, N_, translated
from kg.network.document import NetworkDocument, Term
from kg.network.edges_file import Edges
from kg.network.ties import Link, Node

_UNTOLD = (Term("", {}),)
_COLUMNS = (N_("first column"), N_("second column"))


def edges_document(edges: Edges, title: str) -> NetworkDocument:
    """Every name with its ties and the side it is marked with, under a title; positions are not set yet."""
    side = {name: _COLUMNS[at] for name, at in nx.get_node_attributes(edges.graph, "bipartite").items()}
    named = {
        name: Node(name, {"en": name}, side.get(name, ""), "", "", "", False, None, None, "") for name in edges.graph
    }
    sides = tuple(Term(each, {lang: translated(each, lang) for lang in LANGUAGES}) for each in _COLUMNS)
    return NetworkDocument(
        nodes=tuple(named.values()),
        edges=tuple(Link(f"{a}--{b}", a, b, "", "", None, None, 1, 1.0, ()) for a, b in edges.graph.edges()),
        countries=sides if side else _UNTOLD,
        kinds=_UNTOLD,
        statuses=_UNTOLD,
        levels=_UNTOLD,
        title=dict.fromkeys(LANGUAGES, title),
    )
