"""Measures of a network, each by name, with its paper and parameters in its docstring.

Functions take a networkx graph, or what :func:`~kg.network.measures.ties.ties_of` makes of one, so
that several share one conversion. They return plain numbers by node.

The heavy ones run on scipy.sparse and numpy, which the project needs anyway. Measured on graphs of
10,000 nodes and 14,400 to 17,000 edges, in processor seconds: betweenness by folded trees and
batched sweeps 4.5–8.6, rustworkx 9.3–11.7, NetworKit 15, igraph 5.1; closeness with all other
distances by bits 0.4, rustworkx 6.9, NetworKit and igraph 2.5. So no graph engine is a requirement;
``scripts/bench.py`` measures them side by side. Where networkx has a measure, the tests hold the
two within 1e-9 of one another.

What a two-mode network does to measures: there are no triangles, so ordinary clustering and
transitivity are 0 by construction, and mixing by country is trivial. The measures in
:mod:`~kg.network.measures.bipartite` are made for it.
"""
