"""Places and ties become rows: sides told apart, isolates kept, regions rolled up on request."""

from __future__ import annotations

import pytest

from kg.base.errors import KgError
from kg.network.rows import Export
from kg.network.shape import shape
from tests.export.conftest import PLACES, TIES, tie


def test_vertices_stand_by_side_and_isolates_are_kept(export: Export) -> None:
    assert [(vertex.id, vertex.side, vertex.ties) for vertex in export.vertices] == [
        ("cn-city", 0, 1),
        ("cn-prov", 0, 2),
        ("ru-alone", 1, 0),
        ("ru-krai", 1, 1),
        ("ru-town", 1, 2),
    ]


def test_without_isolates_only_tied_places_remain() -> None:
    found = shape(PLACES, TIES)
    assert "ru-alone" not in {vertex.id for vertex in found.vertices}
    assert len(found.vertices) == 4


def test_an_edge_goes_from_side_0_to_side_1_whatever_the_order_of_the_tie(export: Export) -> None:
    assert {(edge.source, edge.target) for edge in export.edges} == {
        ("cn-city", "ru-town"),
        ("cn-prov", "ru-krai"),
        ("cn-prov", "ru-town"),
    }


def test_the_ties_of_two_regions_are_one_edge() -> None:
    found = shape(PLACES, TIES, level="region")
    assert [vertex.id for vertex in found.vertices] == ["cn-prov", "ru-krai"]
    (edge,) = found.edges
    assert (edge.weight, edge.kind, edge.status) == (3, "partner;sister", "active;unknown")
    assert (edge.start_year, edge.end_year, edge.sources) == (1993, None, "S1;S2")
    assert (edge.independent_sources, edge.confidence) == (3, 0.9)


def test_the_order_of_the_records_does_not_matter(export: Export) -> None:
    turned = dict(reversed(PLACES.items()))
    again = shape(turned, reversed(TIES), isolates=True, kinds=("partner", "sister"))
    assert again.edges == export.edges
    assert [vertex.id for vertex in again.vertices] == [vertex.id for vertex in export.vertices]


def test_ties_of_one_country_or_of_three_are_not_of_two_sides() -> None:
    inside = shape(PLACES, [tie("t", "ru-town", "ru-krai")])
    assert (inside.countries, len(inside.edges), inside.is_two_mode) == (("ru",), 1, False)
    wide = shape(PLACES, [*TIES, tie("t", "ru-town", "mn-hovd")])
    assert (wide.countries, wide.is_two_mode) == (("cn", "mn", "ru"), False)
    assert all(PLACES[edge.source].country < PLACES[edge.target].country for edge in wide.edges)
    with pytest.raises(KgError, match="no tie is left to write"):
        shape(PLACES, [])
