"""Places as a frame of geopandas."""

from __future__ import annotations

import sys

import pytest

from kg.base.errors import KgError
from kg.network.ties import Network, Node
from tests.network.worlds import link, network, node


def test_every_place_has_its_point_and_the_number_of_its_ties() -> None:
    places = [node("ru-b", lat=0.0, lon=0.0), node("cn-a", lat=45.5, lon=126.5), node("ru-a")]
    frame = network(places, [link("cn-a", "ru-a")]).to_geopandas()
    assert frame.crs.to_epsg() == 4326
    assert [*frame.index] == ["cn-a", "ru-a", "ru-b"]
    assert [*frame["ties"]] == [1, 1, 0]
    assert (frame.geometry["cn-a"].y, frame.geometry["cn-a"].x) == (45.5, 126.5)
    assert [*frame.geometry.isna()] == [False, True, False]


@pytest.mark.parametrize("places", [[], [node("ru-a")]])
def test_places_without_any_point_are_a_frame_too(places: list[Node]) -> None:
    frame = network(places, []).to_geopandas("zh")
    assert (len(frame), frame.crs.to_epsg(), frame.geometry.notna().sum()) == (len(places), 4326, 0)


def test_without_geopandas_the_extra_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "geopandas", None)
    with pytest.raises(KgError, match=r"needs geopandas – pip install 'interregional-ties\[geo\]'"):
        Network({}, ()).to_geopandas()
