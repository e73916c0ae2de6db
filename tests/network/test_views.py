"""Views hold the ties that were asked for, in one order, with what is known and nothing else."""

from __future__ import annotations

import io
import random

import networkx as nx
import pytest

from kg.base.errors import KgError
from kg.network.attributes import Attributes, Figure
from kg.network.views import SHAPES, SISTER_ONLY, WITH_PARTNERS, Choice, view
from tests.network.worlds import link, network, node, two_provinces

WORLD = two_provinces()


def edges(graph: nx.Graph[str]) -> list[tuple[str, str]]:
    return sorted((a, b) if a < b else (b, a) for a, b in graph.edges())


def test_the_two_mode_view_holds_sister_ties_and_marks_the_sides() -> None:
    graph = view(WORLD)
    assert edges(graph) == [
        ("cn-coast", "ru-mill"),
        ("cn-coast", "ru-port"),
        ("cn-ferry", "ru-port"),
        ("cn-north", "ru-east"),
    ]
    assert nx.get_node_attributes(graph, "bipartite") == {n: int(n.startswith("ru")) for n in graph}


def test_partners_are_added_on_request_and_ended_ties_are_not() -> None:
    graph = view(WORLD, choice=Choice(kinds=WITH_PARTNERS))
    assert graph.edges["cn-ferry", "ru-mill"]["kind"] == "partner"
    assert not graph.has_node("ru-west")


def test_a_year_shows_what_stood_and_counts_the_possible() -> None:
    graph = view(WORLD, choice=Choice(kinds=WITH_PARTNERS, as_of=1998))
    assert edges(graph) == [("cn-ferry", "ru-port"), ("cn-north", "ru-east"), ("cn-south", "ru-west")]
    assert (graph.graph["possible"], graph.graph["as_of"]) == (1, 1998)
    assert edges(view(WORLD, choice=Choice(as_of=2016))) == [("cn-coast", "ru-mill"), ("cn-north", "ru-east")]


def test_isolates_are_kept_on_request_without_the_countries() -> None:
    graph = view(WORLD, choice=Choice(isolates=True))
    assert {n for n in graph if not graph[n]} == {"ru-lone", "ru-west", "cn-south"}


def test_doubtful_ties_are_left_out_and_counted() -> None:
    graph = view(WORLD, choice=Choice(least_confidence=0.5))
    assert not graph.has_edge("cn-coast", "ru-mill")
    assert graph.graph["doubtful"] == 1


@pytest.mark.parametrize(
    ("rollup", "expected"),
    [
        ("own", {("cn-north", "ru-east"): 1}),
        ("inner", {("cn-north", "ru-east"): 1, ("cn-south", "ru-west"): 1, ("cn-south", "ru-east"): 1}),
        ("both", {("cn-north", "ru-east"): 2, ("cn-south", "ru-west"): 1, ("cn-south", "ru-east"): 1}),
    ],
)
def test_regions_roll_up_own_ties_those_of_cities_or_both(rollup: str, expected: dict[tuple[str, str], int]) -> None:
    graph = view(WORLD, "regions", rollup=rollup)
    found = {(min(a, b), max(a, b)): data["weight"] for a, b, data in graph.edges(data=True)}
    assert found == expected


def test_a_rolled_up_edge_keeps_the_first_year_and_the_kinds() -> None:
    edge = view(WORLD, "regions", Choice(kinds=WITH_PARTNERS)).edges["cn-north", "ru-east"]
    assert (edge["start_year"], edge["kind"], edge["independent_sources"]) == (1992, "sister", 3)


def test_the_multigraph_keeps_parallel_ties_by_kind() -> None:
    twice = network(WORLD.nodes.values(), [*WORLD.links, link("ru-port", "cn-ferry", kind="partner")])
    graph = view(twice, "multigraph", Choice(kinds=WITH_PARTNERS))
    assert isinstance(graph, nx.MultiGraph)
    assert sorted(graph["ru-port"]["cn-ferry"]) == ["partner", "sister"]


@pytest.mark.parametrize(("weight", "expected"), [("count", 1.0), ("newman", 1.0), ("hyperbolic", 0.5)])
def test_a_projection_states_its_weights(weight: str, expected: float) -> None:
    graph = view(WORLD, "projection", side="ru", weight=weight)
    assert list(graph.edges(data="weight")) == [("ru-mill", "ru-port", expected)]
    assert graph.graph["weight"] == weight


@pytest.mark.parametrize("side", ["ru", "cn"])
def test_projections_agree_with_networkx(side: str) -> None:
    graph = view(WORLD, choice=Choice(kinds=WITH_PARTNERS))
    places = [n for n in graph if n.startswith(side)]
    count = nx.bipartite.weighted_projected_graph(graph, places)
    newman = nx.bipartite.collaboration_weighted_projected_graph(graph, places)
    for weight, oracle in (("count", count), ("newman", newman)):
        ours = view(WORLD, "projection", Choice(kinds=WITH_PARTNERS), side=side, weight=weight)
        assert _weights(ours) == pytest.approx(_weights(oracle))


def _weights(graph: nx.Graph[str]) -> dict[frozenset[str], float]:
    return {frozenset((a, b)): data["weight"] for a, b, data in graph.edges(data=True)}


def test_nodes_carry_what_is_known_and_no_blank() -> None:
    attributes = Attributes(
        population={"ru-port": Figure(1000.0, "population-census", 2021, "persons")},
        product_per_head={"ru-east": Figure(7.0, "grp-per-capita", 2021, "rub")},
    )
    graph = view(WORLD, attributes=attributes)
    assert graph.nodes["ru-port"]["population"] == 1000.0
    assert "population" not in graph.nodes["cn-ferry"]
    assert graph.nodes["ru-east"]["grp_unit"] == "rub"
    assert graph.nodes["ru-east"]["border"] is True
    nx.write_graphml(graph, io.BytesIO())  # refuses None, lists and dicts


def test_the_order_of_the_records_does_not_reach_the_graph() -> None:
    links, places = list(WORLD.links), list(WORLD.nodes.values())
    random.Random(1).shuffle(links)
    random.Random(2).shuffle(places)
    one, other = view(WORLD), view(network(places, links))
    assert list(one) == list(other)
    assert list(one.edges(data=True)) == list(other.edges(data=True))


def test_ties_inside_one_country_are_counted_and_no_part_of_two_modes() -> None:
    graph = view(network(WORLD.nodes.values(), [*WORLD.links, link("ru-port", "ru-mill")]))
    assert graph.graph["domestic"] == 1
    assert not graph.has_edge("ru-port", "ru-mill")


def test_ties_of_three_countries_are_of_one_mode() -> None:
    wide = network([*WORLD.nodes.values(), node("mn-ulan")], [*WORLD.links, link("ru-port", "mn-ulan")])
    graph = view(wide)
    assert graph.graph["shape"] == "one-mode"
    assert graph.has_edge("ru-port", "mn-ulan")
    assert not any("bipartite" in data for _, data in graph.nodes(data=True))
    assert list(view(wide, "projection", side="mn")) == ["mn-ulan"]
    assert view(wide, "multigraph").has_edge("ru-port", "mn-ulan")


def test_ties_of_one_country_alone_are_not_left_out() -> None:
    graph = view(network(WORLD.nodes.values(), [link("ru-port", "ru-mill")]))
    assert (graph.graph["shape"], list(graph.edges)) == ("one-mode", [("ru-mill", "ru-port")])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"shape": "two-mod"}, "two-mode"),
        ({"shape": "regions", "rollup": "all"}, "own, inner, both"),
        ({"shape": "projection", "side": "kz"}, "may be: cn, ru"),
        ({"shape": "projection", "weight": "newmann"}, "newman"),
    ],
)
def test_a_wrong_word_is_answered_with_the_right_ones(arguments: dict[str, str], message: str) -> None:
    with pytest.raises(KgError, match=message):
        view(WORLD, **arguments)  # type: ignore[arg-type]  # wrong on purpose


def test_an_empty_network_gives_an_empty_view() -> None:
    for shape in SHAPES:
        assert len(view(network([], []), shape, Choice(kinds=SISTER_ONLY))) == 0
