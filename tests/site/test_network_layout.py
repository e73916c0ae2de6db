"""The picture: the same every time, places apart, parts apart."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from scipy.spatial import cKDTree

from kg.network.document import NetworkDocument
from kg.network.layout import ALL_PAIRS, UNIT, arrange
from kg.network.packing import Box, pack
from tests.site.documents import document, edge, large, node, small

SIGN = 10.0  # the radius at which the page draws a place with one tie


def network(pairs: list[tuple[str, str]]) -> NetworkDocument:
    ids = sorted({end for pair in pairs for end in pair})
    return document(tuple(map(node, ids)), tuple(edge(a, b) for a, b in pairs))


def points(laid_out: NetworkDocument) -> dict[str, tuple[float, float]]:
    return {node.id: place for node, place in zip(laid_out.nodes, laid_out.positions, strict=True)}


def test_the_order_of_the_ties_does_not_move_a_place() -> None:
    whole = small()
    assert arrange(whole._replace(edges=whole.edges[::-1])).positions == whole.positions


def test_a_pair_lies_level_with_the_first_country_at_the_left() -> None:
    at = points(arrange(network([("cn-a", "ru-b")])))
    assert at["ru-b"][0] < at["cn-a"][0]
    assert at["ru-b"][1] == at["cn-a"][1]


def test_a_star_has_its_hub_in_the_middle() -> None:
    at = points(arrange(network([("cn-hub", f"ru-{i:02}") for i in range(12)])))
    hub = np.array(at.pop("cn-hub"))
    leaves = np.array(list(at.values()))
    assert np.hypot(*(leaves.mean(axis=0) - hub)) < 0.2 * UNIT
    gaps = np.hypot(*(leaves - hub).T)
    assert gaps.max() < 1.35 * gaps.min()


@pytest.mark.parametrize("ties", [300, 2000])
def test_no_two_signs_of_ordinary_places_touch(ties: int) -> None:
    at = np.array(large(ties).positions)
    nearest = cKDTree(at).query(at, k=2)[0][:, 1]
    assert nearest.min() > 2 * SIGN


def test_a_long_chain_beyond_all_pairs_stays_a_chain() -> None:
    names = [f"{'ru' if i % 2 else 'cn'}-{i:04}" for i in range(ALL_PAIRS + 200)]
    at = points(arrange(network(list(pairwise(names)))))
    line = np.array([at[name] for name in names])
    steps = np.hypot(*np.diff(line, axis=0).T)
    assert np.isfinite(line).all()
    assert np.median(steps) < 2 * UNIT
    assert np.hypot(*(line[-1] - line[0])) > 0.5 * steps.sum()


def test_north_is_up_and_east_is_right_where_the_ties_leave_it_open() -> None:
    ring = [(f"ru-{i:02}", f"ru-{(i + 1) % 12:02}") for i in range(12)]
    turn = {f"ru-{i:02}": 2 * np.pi * i / 12 for i in range(12)}
    plain = network(ring)
    nodes = tuple(n._replace(lat=50 + 9 * np.sin(turn[n.id]), lon=90 + 9 * np.cos(turn[n.id])) for n in plain.nodes)
    at = points(arrange(plain._replace(nodes=nodes)))
    assert max(at, key=lambda name: at[name][0]) == "ru-00"
    assert min(at, key=lambda name: at[name][1]) == "ru-03"


@pytest.mark.parametrize("pairs", [[], [("ru-a", "ru-a")], [("ru-a", "cn-b"), ("ru-a", "cn-b"), ("cn-b", "ru-a")]])
def test_empty_looped_and_parallel_networks_are_laid_out(pairs: list[tuple[str, str]]) -> None:
    laid_out = arrange(network(pairs))
    assert len(laid_out.positions) == len(laid_out.nodes)
    assert np.isfinite(np.array(laid_out.positions)).all()


def test_packed_boxes_do_not_overlap_and_fill_most_of_the_sheet() -> None:
    boxes = [Box(20, 20), Box(5, 3), Box(5, 3), *[Box(5, 0.75)] * 60]
    placed = list(zip(pack(boxes), boxes, strict=True))
    for i, ((left, top), box) in enumerate(placed):
        for (other_left, other_top), other in placed[:i]:
            apart = (
                left + box.width <= other_left + 1e-9
                or other_left + other.width <= left + 1e-9
                or top + box.height <= other_top + 1e-9
                or other_top + other.height <= top + 1e-9
            )
            assert apart
    right = max(left + box.width for (left, _), box in placed)
    bottom = max(top + box.height for (_, top), box in placed)
    assert sum(box.width * box.height for box in boxes) > 0.75 * right * bottom
