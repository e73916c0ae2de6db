"""Known values from the literature and from networks small enough to work out by hand."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.analysis.measures import (
    bipartite,
    cohesion,
    communities,
    concentration,
    degree,
    growth,
    mixing,
    paths,
    spectral,
)
from kg.analysis.measures.adjacency import sides_of, ties_of
from kg.base import geography
from kg.base.errors import KgError
from tests.network.worlds import link, network, node, two_provinces


@pytest.fixture(scope="module")
def davis() -> nx.Graph[str]:
    """Eighteen women of the South and fourteen events (Davis, Gardner, Gardner 1941)."""
    graph: nx.Graph[str] = nx.davis_southern_women_graph()
    return graph


def test_the_southern_women_have_the_published_two_mode_centralities(davis: nx.Graph[str]) -> None:
    # Borgatti and Everett 1997, table 5 (closeness) and the degrees of the data.
    assert degree.two_mode_degree(davis)["Evelyn Jefferson"] == pytest.approx(8 / 14)
    assert paths.two_mode_closeness(davis)["Evelyn Jefferson"] == pytest.approx(0.80, abs=5e-3)
    assert len(davis.edges) == 89


def test_the_southern_women_fall_into_barbers_communities(davis: nx.Graph[str]) -> None:
    found = communities.communities(davis)
    value = communities.modularity(davis, found)
    # Barber 2007 and Liu and Murata 2010 find at most 0.3455 of the two-mode modularity.
    assert 0.30 < value <= 0.3456
    assert communities.communities(davis) == found


def test_modularity_agrees_with_networkx_in_one_mode() -> None:
    graph = nx.relabel_nodes(nx.Graph(nx.karate_club_graph().edges()), str)
    found = communities.communities(graph)
    value = communities.modularity(graph, found)
    assert value == pytest.approx(nx.community.modularity(graph, list(map(set, found))))
    assert value > 0.40  # the optimum is 0.4198


def test_a_perfectly_nested_network_has_nodf_100() -> None:
    graph = nx.Graph([(f"r{r}", f"c{c}") for r in range(3) for c in range(3 - r)])
    nx.set_node_attributes(graph, {n: int(n.startswith("c")) for n in graph}, "bipartite")
    assert concentration.nodf(graph) == (100.0, 100.0, 100.0)


def test_nodf_of_the_worked_example_of_its_paper() -> None:
    # Almeida-Neto et al. 2008, figure 2: NODF 58.33, of columns 63.33 and of rows 53.33.
    rows = ("10111", "11100", "01110", "11000", "11000")
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from((f"r{r}" for r in range(5)), bipartite=0)
    graph.add_nodes_from((f"c{c}" for c in range(5)), bipartite=1)
    graph.add_edges_from((f"r{r}", f"c{c}") for r, row in enumerate(rows) for c, mark in enumerate(row) if mark == "1")
    assert concentration.nodf(graph) == pytest.approx((58.33, 53.33, 63.33), abs=0.01)


def test_a_complete_two_mode_network_is_closed_and_redundant() -> None:
    graph = nx.complete_bipartite_graph(3, 3)
    assert bipartite.robins_alexander(graph) == 1.0
    assert set(bipartite.redundancy(graph).values()) == {1.0}
    assert set(bipartite.latapy_clustering(graph).values()) == {1.0}


def test_a_two_mode_network_has_no_triangles(davis: nx.Graph[str]) -> None:
    assert cohesion.transitivity(davis) == 0.0
    assert set(cohesion.clustering(davis).values()) == {0.0}


@pytest.mark.parametrize("pairs", [2, 150])
def test_components_that_share_the_greatest_eigenvalue_share_the_weight(pairs: int) -> None:
    graph = nx.Graph([(f"a{n}", f"b{n}") for n in range(pairs)])
    assert list(spectral.hits(graph).values()) == pytest.approx([1 / (2 * pairs)] * (2 * pairs))


def test_a_lone_pair_is_no_nearer_to_all_than_a_hub() -> None:
    graph = nx.Graph([("hub", f"c{n}") for n in range(5)] + [("pair", "c9")])
    nx.set_node_attributes(graph, {node: int(node.startswith("c")) for node in graph}, "bipartite")
    found = paths.two_mode_closeness(graph)
    assert found["hub"] == pytest.approx(5 / 7)
    assert found["pair"] == pytest.approx(1 / 7)


def test_hits_of_two_modes_sum_to_one_on_each_side() -> None:
    graph = nx.complete_bipartite_graph(2, 3)
    assert spectral.hits(graph) == pytest.approx({0: 0.5, 1: 0.5, 2: 1 / 3, 3: 1 / 3, 4: 1 / 3})


def test_concentration_of_known_distributions() -> None:
    assert concentration.gini([1, 2, 3, 4]) == pytest.approx(0.25)
    assert concentration.gini([]) == 0.0
    assert concentration.herfindahl([1, 1]) == 0.5
    assert concentration.herfindahl([0]) == 0.0


def test_mixing_counts_ties_by_the_values_of_both_sides() -> None:
    from kg.network.views import view

    graph = view(two_provinces())
    assert mixing.mixing_matrix(graph, "level") == {("prefecture", "city"): 3, ("province", "region"): 1}


def test_levels_are_equal_where_they_share_a_tier() -> None:
    world = network(
        [node("ru-a", "city"), node("ru-b", "region"), node("cn-a", "prefecture"), node("cn-b", "county")],
        [link("ru-a", "cn-a"), link("ru-a", "cn-b"), link("ru-b", "cn-a"), link("ru-b", "cn-b")],
    )
    assert mixing.same_level(world, world.links) == (2, 4)


def test_sister_cities_are_held_against_sister_provinces() -> None:
    world = two_provinces()
    standing = [each for each in world.links if each.status != "ended" and each.kind == "sister"]
    share = mixing.sister_province_overlap(world, standing)
    assert share == (1, 3)  # port and ferry lie in tied units, the other two pairs do not
    assert share.value == pytest.approx(1 / 3)
    assert mixing.sister_province_overlap(world, []).value is None


def test_growth_counts_beginnings_ends_and_what_stands_for_certain_or_possibly() -> None:
    found = growth.growth(two_provinces().links)
    by_year = {year.year: year for year in found.years}
    assert found.unbounded == 1
    assert by_year[2000] == (2000, 0, 1, 3, 1)
    assert (by_year[1990].standing, by_year[2005].standing, by_year[2015].standing) == (1, 3, 4)
    assert [year.year for year in found.years] == list(range(1990, 2016))


def test_distances_leave_out_places_of_unknown_position() -> None:
    from kg.network.views import view

    found = geography.distances(view(two_provinces()))
    assert list(found) == [("cn-ferry", "ru-port")]
    assert next(iter(found.values())) == pytest.approx(22.24, abs=0.01)


def test_moscow_and_beijing_are_5800_kilometres_apart() -> None:
    assert geography.haversine(55.7558, 37.6173, 39.9042, 116.4074) == pytest.approx(5795, abs=10)


def test_a_loop_a_direction_and_a_node_of_no_side_are_refused() -> None:
    with pytest.raises(ValueError, match="tied to itself"):
        ties_of(nx.Graph([("a", "a")]))
    with pytest.raises(ValueError, match="directed"):
        ties_of(nx.DiGraph([("a", "b")]))
    with pytest.raises(ValueError, match="no side"):
        sides_of(nx.path_graph(["a", "b"]))
    with pytest.raises(KgError, match="dot, min, max"):
        bipartite.latapy_clustering(nx.path_graph(["a", "b"]), "mean")


def test_an_empty_and_a_tieless_graph_have_values_too() -> None:
    empty: nx.Graph[str] = nx.Graph()
    assert paths.closeness(empty) == {}
    assert communities.communities(empty) == []
    lonely: nx.Graph[str] = nx.Graph()
    lonely.add_nodes_from(["a", "b"])
    assert paths.closeness(lonely) == {"a": 0.0, "b": 0.0}
    assert paths.diameter(lonely) == 0
    assert paths.mean_distance(lonely) is None
    assert cohesion.core_numbers(lonely) == {"a": 0, "b": 0}
