"""Betweenness and distances of one edge list by several engines, in one process; seconds as JSON.

networkx runs from some sources only and is scaled to all of them: whole, it takes minutes.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import igraph
import networkx as nx
import numpy as np
import rustworkx as rx
from scipy.sparse.csgraph import shortest_path

from kg.analysis.measures.adjacency import ties_of
from kg.analysis.measures.betweenness import betweenness
from kg.analysis.measures.paths import closeness, reach
from kg.network.edges_file import read_edges

SOURCES = 50


def seconds(work: Callable[[], object]) -> float:
    """The wall time of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Time every engine and print what it took."""
    graph = read_edges(Path(sys.argv[1])).graph
    ties = ties_of(graph)
    count = len(ties.nodes)
    fast = rx.PyGraph(multigraph=False)
    fast.add_nodes_from(ties.nodes)
    row, col = ties.matrix.tocoo().coords
    pairs = [(int(a), int(b)) for a, b in zip(row, col, strict=True) if a < b]
    fast.add_edges_from([(a, b, None) for a, b in pairs])
    linked = igraph.Graph(count, pairs)
    betweenness(ties)  # so that what is compiled on first use is compiled
    chunks = np.array_split(np.arange(count), max(1, count // 500))
    took = {
        "betweenness": {
            "ours": seconds(lambda: betweenness(ties)),
            "igraph": seconds(linked.betweenness),
            "rustworkx": seconds(lambda: rx.betweenness_centrality(fast)),
            "networkx": seconds(lambda: nx.betweenness_centrality(graph, k=SOURCES, seed=1)) * count / SOURCES,
        },
        "distances": {
            "ours": seconds(lambda: closeness(reach(ties))),
            "rustworkx": seconds(lambda: rx.closeness_centrality(fast)),
            "scipy": seconds(
                lambda: [shortest_path(ties.matrix, unweighted=True, indices=chunk) for chunk in chunks[:4]]
            )
            * len(chunks)
            / min(4, len(chunks)),
        },
    }
    print(json.dumps(took))


if __name__ == "__main__":
    main()
