"""Node-link JSON, as networkx and d3 read it."""

from __future__ import annotations

import json
from typing import IO

import networkx as nx

from kg.export.rows import Export
from kg.export.xml_formats import graph_of


def write_node_link(export: Export, out: IO[bytes]) -> None:
    """JSON with ``nodes`` and ``links``, for ``networkx.node_link_graph(data, edges="links")`` and d3."""
    graph = graph_of(export)
    data = nx.node_link_data(graph, edges="links")
    out.write(json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode())
    out.write(b"\n")
