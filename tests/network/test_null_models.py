"""Random networks keep degrees, are as random as they say, and tell what of a network is not theirs."""

from __future__ import annotations

from collections import Counter

import networkx as nx
import numpy as np
import pytest

from kg.analysis.measures.adjacency import sides_of, ties_of
from kg.analysis.null_comparison import expected
from kg.analysis.null_models import curveball, link_chances, rewired
from kg.analysis.profile import Subject, network_values

DAVIS = nx.davis_southern_women_graph()


def two_mode(*edges: tuple[str, str]) -> nx.Graph[str]:
    """A graph whose second side has names that begin with c."""
    graph: nx.Graph[str] = nx.Graph(edges)
    nx.set_node_attributes(graph, {n: int(n.startswith("c")) for n in graph}, "bipartite")
    return graph


def test_random_networks_keep_every_degree_and_differ() -> None:
    graph = DAVIS
    first, second = sides_of(graph)
    wanted = [len(graph[n]) for n in first], [len(graph[n]) for n in second]
    drawn = list(curveball(graph, 5, seed=3))
    for pairs in drawn:
        assert len({tuple(pair) for pair in pairs.tolist()}) == 89
        counts = np.bincount(pairs[:, 0], minlength=18).tolist(), np.bincount(pairs[:, 1], minlength=14).tolist()
        assert counts == wanted
    assert not np.array_equal(drawn[0], drawn[1])
    assert all(np.array_equal(a, b) for a, b in zip(drawn, curveball(graph, 5, seed=3), strict=True))


def test_curveball_is_uniform_over_the_networks_of_a_degree_sequence() -> None:
    # Two rows and three columns with degrees (2, 1) and (1, 1, 1): three networks.
    graph = two_mode(("r0", "c0"), ("r0", "c1"), ("r1", "c2"))
    seen: dict[int, int] = {}
    for pairs in curveball(graph, 3000, seed=5):
        lone = int(pairs[-1, 1])
        seen[lone] = seen.get(lone, 0) + 1
    assert sorted(seen) == [0, 1, 2]
    assert min(seen.values()) > 900


def test_curveball_is_uniform_over_one_mode_networks_too() -> None:
    # Four nodes can be paired in three ways, and there are two paths of four nodes with given ends.
    pairings = Counter(str(pairs.tolist()) for pairs in curveball(nx.Graph([("a", "b"), ("c", "d")]), 3000, seed=1))
    paths = Counter(str(pairs.tolist()) for pairs in curveball(nx.path_graph(4), 2000, seed=1))
    assert len(pairings) == 3
    assert min(pairings.values()) > 900
    assert len(paths) == 2
    assert min(paths.values()) > 900


@pytest.mark.parametrize("model", ["curveball", "bicm"])
@pytest.mark.parametrize("graph", [DAVIS, nx.karate_club_graph()], ids=["two-mode", "one-mode"])
def test_random_networks_are_networks_with_these_degrees(graph: nx.Graph[str], model: str) -> None:
    ties = ties_of(graph)
    total = np.zeros(len(ties.nodes))
    for drawn in rewired(graph, model, 200, seed=4):
        assert (drawn.matrix != drawn.matrix.T).nnz == 0
        assert (drawn.matrix.data == 1).all()
        assert not drawn.matrix.diagonal().any()
        if ties.is_two_mode:
            sides_of(drawn)
        total += drawn.degree
    assert np.abs(total / 200 - ties.degree).max() < (1e-12 if model == "curveball" else 0.5)


def test_the_chances_of_bicm_are_those_of_the_package_bicm() -> None:
    # bicm 3.4.0 on Davis' women: the most and the least active woman at the most and the least attended event.
    first, second = sides_of(DAVIS)
    degrees = [np.unique([len(DAVIS[n]) for n in side], return_counts=True) for side in (first, second)]
    (one, ones), (other, others) = degrees
    chances = link_chances(one, other, ones, others)
    assert chances[[-1, -1, 0, 0], [-1, 0, -1, 0]] == pytest.approx(
        [0.933382492, 0.342328906, 0.519378911, 0.038596740], abs=1e-8
    )
    assert chances @ others == pytest.approx(one, abs=1e-12)
    assert ones @ chances == pytest.approx(other, abs=1e-12)


def test_the_chances_of_one_mode_networks_give_the_degrees_back() -> None:
    degree, count = np.unique([degree for _, degree in nx.karate_club_graph().degree()], return_counts=True)
    chances = link_chances(degree, degree, count, count, is_two_mode=False)
    assert chances @ count - chances.diagonal() == pytest.approx(degree, abs=1e-10)


@pytest.mark.parametrize("graph", [nx.complete_bipartite_graph(2, 3), nx.complete_graph(4), nx.star_graph(4)])
def test_a_network_that_its_degrees_fix_is_drawn_itself(graph: nx.Graph[str]) -> None:
    for model in ("curveball", "bicm"):
        for drawn in rewired(graph, model, 20, seed=0):
            assert (drawn.matrix != ties_of(graph).matrix).nnz == 0


def test_what_degrees_do_not_give_stands_out() -> None:
    # Squares have four-cycles; random networks of twenty places with two partners each hardly any.
    squares = two_mode(*((f"r{n}", f"c{m}") for n in range(10) for m in (n - n % 2, n - n % 2 + 1)))
    subject = Subject(squares)
    values = network_values(subject)
    found = expected(subject, values, "curveball", 30, seed=0)
    assert values["robins-alexander"] == 1
    assert found["robins-alexander"].high < 0.5
    assert (found["robins-alexander"].z or 0) > 5
    assert "density" not in found
    assert tuple(found["nodf"]) == (0, 0, 0, None)  # equal degrees are never nested


def test_a_value_that_hangs_on_weights_has_no_null_value() -> None:
    graph = two_mode(("r0", "c0"), ("r1", "c0"), ("r1", "c1"))
    graph.edges["r0", "c0"]["weight"] = 5
    subject = Subject(graph)
    weighted = network_values(subject) | {"modularity": 0.1}
    found = expected(subject, weighted, "curveball", 9, seed=0)
    assert "modularity" not in found
    assert "diameter" in found
