"""What is left of a network whose places are removed, against networkx removing them one by one."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from kg.analysis.measures.attack import at_random, attacked, by_betweenness, by_degree

GRAPHS = [nx.karate_club_graph(), nx.erdos_renyi_graph(40, 0.06, seed=2), nx.davis_southern_women_graph()]


@pytest.mark.parametrize("graph", GRAPHS)
def test_components_are_those_that_removal_leaves(graph: nx.Graph[str]) -> None:
    nodes = list(graph)
    for order in (by_degree(graph), by_betweenness(graph)):
        assert sorted(order) == list(range(len(nodes)))
        left, largest, pairs = graph.copy(), [], []
        for place in (None, *order):
            if place is not None:
                left.remove_node(nodes[place])
            sizes = [len(part) for part in nx.connected_components(left)]
            largest.append(max(sizes, default=0) / len(nodes))
            pairs.append(sum(size * (size - 1) / 2 for size in sizes))
        found = attacked(graph, order)
        assert found.largest == pytest.approx(largest)
        assert found.pairs == pytest.approx(np.array(pairs) / pairs[0])
        assert found.robustness == pytest.approx(sum(largest[1:]) / len(nodes))


@pytest.mark.parametrize("graph", GRAPHS)
def test_the_place_with_most_partners_left_falls_first(graph: nx.Graph[str]) -> None:
    nodes, left = list(graph), graph.copy()
    for place in by_degree(graph):
        most = max(degree for _, degree in left.degree())
        assert nodes[place] == next(node for node in nodes if node in left and left.degree(node) == most)
        left.remove_node(nodes[place])


def test_a_star_falls_with_its_centre_and_lasts_by_chance() -> None:
    star = nx.star_graph(9)
    assert attacked(star, by_degree(star)).largest.tolist() == [1.0, *[0.1] * 9, 0.0]
    chance = at_random(star, 100, seed=1)
    assert chance.robustness[0] <= chance.mean.robustness <= chance.robustness[1]
    assert (chance.low.largest <= chance.mean.largest + 1e-12).all()
    assert chance.mean.robustness > 2 * attacked(star, by_degree(star)).robustness
    assert at_random(star, 100, seed=1).mean.robustness == chance.mean.robustness


def test_a_complete_network_loses_only_what_is_removed() -> None:
    full = nx.complete_graph(10)
    assert attacked(full, by_degree(full)).robustness == pytest.approx(0.45)


def test_nothing_is_left_of_nothing() -> None:
    assert attacked(nx.Graph(), []).robustness == 0
    assert at_random(nx.Graph(), 9).mean.largest.tolist() == [0.0]
