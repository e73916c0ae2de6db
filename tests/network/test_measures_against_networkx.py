"""Every measure that networkx has too gives the same numbers, on random graphs of any shape."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kg.analysis.measures import betweenness as between
from kg.analysis.measures import bipartite, cohesion, communities, degree, paths, spectral
from kg.analysis.measures.adjacency import ties_of

few = settings(max_examples=60, deadline=None, derandomize=True)


@st.composite
def graphs(draw: st.DrawFn) -> nx.Graph[str]:
    """Simple graphs of up to 24 nodes, with isolates, trees, parts and cycles."""
    count = draw(st.integers(1, 24))
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda pair: pair[0] != pair[1])
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(f"n{n}" for n in range(count))
    if count > 1:
        graph.add_edges_from((f"n{a}", f"n{b}") for a, b in draw(st.lists(pairs, max_size=3 * count)))
    return graph


@st.composite
def two_modes(draw: st.DrawFn) -> nx.Graph[str]:
    """Two-mode graphs without isolates; where a side has one place, networkx divides by zero."""
    pairs = draw(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=30, unique=True))
    graph: nx.Graph[str] = nx.Graph()
    for a, b in sorted(pairs):
        graph.add_node(f"r{a}", bipartite=0)
        graph.add_node(f"c{b}", bipartite=1)
        graph.add_edge(f"r{a}", f"c{b}")
    return graph


def same(ours: Mapping[str, float], theirs: Any) -> None:
    assert ours == pytest.approx(dict(theirs), abs=1e-9, rel=1e-9)


@few
@given(graphs())
def test_betweenness(graph: nx.Graph[str]) -> None:
    same(between.betweenness(graph), nx.betweenness_centrality(graph))
    same(between.betweenness(graph, normalized=False), nx.betweenness_centrality(graph, normalized=False))


@few
@given(graphs())
def test_distances(graph: nx.Graph[str]) -> None:
    found = paths.reach(graph)
    same(paths.closeness(found), nx.closeness_centrality(graph))
    same(paths.harmonic(found), nx.harmonic_centrality(graph))
    lengths = dict(nx.all_pairs_shortest_path_length(graph))
    assert paths.eccentricity(found) == {node: max(reached.values()) for node, reached in lengths.items()}
    assert paths.diameter(found) == max(max(reached.values()) for reached in lengths.values())


@few
@given(graphs())
def test_cohesion(graph: nx.Graph[str]) -> None:
    assert cohesion.core_numbers(graph) == nx.core_number(graph)
    assert cohesion.triangles(graph) == nx.triangles(graph)
    same(cohesion.clustering(graph), nx.clustering(graph))
    assert cohesion.transitivity(graph) == pytest.approx(nx.transitivity(graph), abs=1e-9, rel=1e-9)
    assert {frozenset(part) for part in cohesion.components(graph)} == set(
        map(frozenset, nx.connected_components(graph))
    )


@few
@given(graphs())
def test_constraint(graph: nx.Graph[str]) -> None:
    theirs = {node: value for node, value in nx.constraint(graph).items() if graph[node]}
    same(cohesion.constraint(graph), theirs)


@few
@given(graphs())
def test_pagerank(graph: nx.Graph[str]) -> None:
    same(spectral.pagerank(graph), nx.pagerank(graph, tol=1e-15, max_iter=10_000))


@few
@given(graphs())
def test_degree_assortativity(graph: nx.Graph[str]) -> None:
    ours = degree.degree_assortativity(graph)
    if ours is not None:
        assert ours == pytest.approx(nx.degree_assortativity_coefficient(graph), abs=1e-9, rel=1e-9)


@few
@given(two_modes())
def test_two_mode_measures(graph: nx.Graph[str]) -> None:
    first = [node for node in graph if node.startswith("r")]
    assume(1 < len(first) < len(graph) - 1)
    same(between.two_mode_betweenness(graph), nx.bipartite.betweenness_centrality(graph, first))
    closeness = paths.two_mode_closeness(graph)
    assert max(closeness.values()) <= 1
    if nx.is_connected(graph):  # networkx takes the sides of the whole network for every component
        same(closeness, nx.bipartite.closeness_centrality(graph, first))
    same(degree.two_mode_degree(graph), nx.bipartite.degree_centrality(graph, first))
    for mode in bipartite.MODES:
        same(bipartite.latapy_clustering(graph, mode), nx.bipartite.clustering(graph, mode=mode))
    theirs = nx.bipartite.robins_alexander_clustering(graph)
    assert bipartite.robins_alexander(graph) == pytest.approx(theirs, abs=1e-9, rel=1e-9)


@few
@given(two_modes())
def test_redundancy(graph: nx.Graph[str]) -> None:
    able = [node for node in graph if len(graph[node]) > 1]
    same(bipartite.redundancy(graph), nx.bipartite.node_redundancy(graph, able) if able else {})


def test_hits_on_a_connected_graph() -> None:
    graph = nx.relabel_nodes(nx.karate_club_graph(), str)
    for _, _, data in graph.edges(data=True):
        data.clear()
    hubs, _ = nx.hits(graph, tol=1e-14)
    same(spectral.hits(graph), hubs)


def test_the_sparse_solver_of_hits_agrees_with_the_dense_one() -> None:
    graph = nx.gnm_random_graph(300, 900, seed=4)
    dense = np.abs(np.linalg.eigh(nx.to_numpy_array(graph))[1][:, -1])
    assert spectral.principal(ties_of(graph).matrix) == pytest.approx(dense, abs=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_weights_count_as_in_networkx(seed: int) -> None:
    graph = weighted(seed)
    same(spectral.pagerank(graph), nx.pagerank(graph, tol=1e-15, max_iter=10_000))
    same(spectral.hits(graph), nx.hits(graph, tol=1e-14)[0])
    same(cohesion.constraint(graph), nx.constraint(graph, weight="weight"))
    same(degree.strength(graph), graph.degree(weight="weight"))
    groups = communities.communities(graph)
    value = communities.modularity(graph, groups)
    assert value == pytest.approx(nx.community.modularity(graph, list(map(set, groups))), abs=1e-9)
    assert value > nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=seed)) - 0.05


def test_communities_follow_the_heavy_ties_whatever_the_unit_of_their_weights() -> None:
    for unit in (1e-9, 1, 1e12):
        ring: nx.Graph[str] = nx.Graph()
        ring.add_weighted_edges_from([("a", "b", unit), ("b", "c", 9 * unit), ("c", "d", unit), ("d", "a", 9 * unit)])
        assert communities.communities(ring) == [["a", "d"], ["b", "c"]]
        assert communities.modularity(ring, [["a", "d"], ["b", "c"]]) == pytest.approx(0.4)


def weighted(seed: int) -> nx.Graph[str]:
    """Connected, with weights from 1 to 10."""
    graph: nx.Graph[str] = nx.relabel_nodes(nx.connected_watts_strogatz_graph(30, 4, 0.3, seed=seed), str)
    chance = np.random.default_rng(seed)
    nx.set_edge_attributes(graph, {edge: float(chance.integers(1, 11)) for edge in graph.edges()}, "weight")
    return graph


@pytest.mark.parametrize("seed", range(8))
def test_paths_of_one_length_are_one_whatever_their_last_digit(seed: int) -> None:
    graph: nx.Graph[str] = nx.relabel_nodes(nx.gnm_random_graph(25, 60, seed=seed), str)
    chance = np.random.default_rng(seed)
    exact: nx.Graph[str] = nx.Graph()
    exact.add_nodes_from(graph)
    for a, b, data in graph.edges(data=True):
        data["weight"] = int(chance.integers(1, 11))
        exact.add_edge(a, b, length=Fraction(1, data["weight"]))
    same(between.weighted_betweenness(graph), nx.betweenness_centrality(exact, weight="length"))
    thirds = graph.copy()
    for *_, data in thirds.edges(data=True):
        data["weight"] /= 3
    same(between.weighted_betweenness(thirds), between.weighted_betweenness(graph))


def test_weights_far_apart_lose_no_length() -> None:
    path: nx.Graph[str] = nx.Graph()
    path.add_weighted_edges_from([("a", "b", 1e-6), ("b", "c", 5.0), ("c", "d", 1e12)])
    found = between.weighted_betweenness(path)
    assert found["b"] == found["c"] == pytest.approx(2 / 3)


@pytest.mark.parametrize("seed", range(4))
def test_large_random_graphs_and_trees(seed: int) -> None:
    shapes: list[Any] = [nx.gnm_random_graph(300, 420, seed=seed), nx.random_labeled_tree(200, seed=seed)]
    for graph in shapes:
        same(between.betweenness(graph), nx.betweenness_centrality(graph))
        same(paths.closeness(graph), nx.closeness_centrality(graph))


def test_weights_are_inverse_lengths() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 4), ("b", "c", 4), ("a", "c", 1)])
    assert between.weighted_betweenness(graph)["b"] == 1.0
    assert paths.weighted_closeness(graph)["b"] == pytest.approx(4.0)


def test_all_pivots_are_the_exact_value_and_some_come_near() -> None:
    graph = nx.gnm_random_graph(200, 500, seed=2)
    exact = between.betweenness(graph)
    same(between.betweenness(graph, pivots=200), exact)
    near = between.betweenness(graph, pivots=100, seed=5)
    assert np.corrcoef(list(exact.values()), list(near.values()))[0, 1] > 0.9
    assert near == between.betweenness(graph, pivots=100, seed=5)
    close = paths.closeness(paths.reach(graph, pivots=100, seed=5))
    assert np.corrcoef(list(paths.closeness(graph).values()), list(close.values()))[0, 1] > 0.9
