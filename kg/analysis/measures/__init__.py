"""Measures of a network, each by name, with its paper and parameters in its docstring.

Functions take a networkx graph, or what :func:`~kg.analysis.measures.adjacency.ties_of` makes of one, so
that several share one conversion. They return plain numbers by node.

The heavy ones run on scipy.sparse and numpy, which the project needs anyway. Measured on a random
graph of 10,000 nodes and 17,000 edges on two cores: betweenness by folded trees and batched sweeps
3.7 s, rustworkx 4.9 s, igraph 5.2 s, NetworKit 9.3 s, networkx about 260 s; closeness with all other
distances by bits 0.4 s, NetworKit 1.2 s, igraph 2.6 s, rustworkx 3.5 s, scipy's own paths 11 s.
Networks of sister cities have many places with one partner and gain more by the folding. So no graph
engine is a requirement; ``scripts/bench.py network`` measures them side by side. Where networkx has a
measure, the tests hold the two within 1e-9 of one another.

What a two-mode network does to measures: there are no triangles, so ordinary clustering and
transitivity are 0 by construction, and mixing by country is trivial. The measures in
:mod:`~kg.analysis.measures.bipartite` are made for it.
"""
