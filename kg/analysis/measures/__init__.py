"""Measures of a network, each by name, with its paper and parameters in its docstring.

Functions take a networkx graph, or what :func:`~kg.analysis.measures.adjacency.ties_of` makes of one, so
that several share one conversion. They return plain numbers by node. The heavy ones run on
scipy.sparse and numpy; ``docs/decisions.md`` holds them beside graph engines. Where networkx has a
measure, the tests hold the two within 1e-9 of one another.

What a two-mode network does to measures: there are no triangles, so ordinary clustering and
transitivity are 0 by construction, and mixing by country is trivial. The measures in
:mod:`~kg.analysis.measures.bipartite` are made for it.
"""
