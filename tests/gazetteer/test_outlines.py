"""The base map: an equal-area plane, lines that know what they part, and a reservation that travels with them."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from kg.base.geography import EARTH
from kg.gazetteer.outlines.base_map import FILE, BaseMap, base_map
from kg.gazetteer.outlines.projection import CENTRE, area_of, great_circle, project, unproject

POINTS = [(37.6, 55.75), (131.9, 43.1), (-179.12, 66.32), (180.0, 71.0), (109.5, 18.25), (20.5, 54.7), CENTRE]


@pytest.fixture(scope="module")
def outlines() -> BaseMap:
    return base_map()


def test_the_projection_gives_the_worked_example_of_its_source() -> None:
    """Snyder 1987, p. 332: a sphere of radius 3 with its centre at 40° N, 100° W; the point 20° S, 100° E."""
    ((x, y),) = project([(100, -20)], centre=(-100, 40))
    assert (round(x / EARTH * 3, 7), round(y / EARTH * 3, 7)) == (-4.2339303, 4.0257775)


def test_the_projection_agrees_with_proj() -> None:
    pyproj = pytest.importorskip("pyproj")
    proj = pyproj.Proj(f"+proj=laea +lat_0={CENTRE[1]} +lon_0={CENTRE[0]} +R={EARTH * 1000} +units=km")
    for (lon, lat), found in zip(POINTS, project(POINTS), strict=True):
        assert found == pytest.approx(proj(lon, lat), abs=1e-6)
        assert unproject(found) == pytest.approx((lon % 360, lat), abs=1e-9)


def test_areas_are_as_on_the_ground(outlines: BaseMap) -> None:
    def size(id: str) -> float:
        area = outlines.area(id)
        assert area is not None
        return sum(area_of(ring) for ring in outlines.outline(area))

    assert size("ru-sakha") == pytest.approx(3_083_500, rel=0.03)
    assert size("cn-heilongjiang") == pytest.approx(454_800, rel=0.03)


def test_a_great_circle_crosses_180_degrees_without_a_cut() -> None:
    way = project(great_circle((170.0, 65.0), (-170.0, 65.0)))
    steps = [abs(b[0] - a[0]) + abs(b[1] - a[1]) for a, b in pairwise(way)]
    assert max(steps) < 1.5 * min(steps)


def test_chukotka_is_whole(outlines: BaseMap) -> None:
    area = outlines.area("ru-chukotka-autonomous-okrug")
    assert area is not None
    degrees = [unproject(point)[0] for point in outlines.largest_ring(area)]
    assert min(degrees) < 165
    assert max(degrees) > 188


def test_every_first_level_unit_has_an_outline_and_lines_know_what_they_part(outlines: BaseMap) -> None:
    countries = [area.country for area in outlines.areas if area.id]
    assert [countries.count(code) for code in ("ru", "cn", "")] == [83, 33, 1]
    assert {"shared", "state", "first-level", "coast", "shore"} == set(outlines.parts().values())


def test_land_under_a_reservation_is_drawn_with_neither_country(outlines: BaseMap) -> None:
    (area,) = [area for area in outlines.areas if area.note]
    assert (area.id, area.iso, area.country) == ("cn-taiwan", "CN-TW", "")


def test_the_file_is_topojson_with_its_licence_beside_it() -> None:
    read = json.loads(FILE.read_text("utf-8"))
    assert (read["type"], set(read["objects"])) == ("Topology", {"first_level", "countries_around"})
    licence = " ".join(FILE.with_name("LICENCE.md").read_text("utf-8").split())
    assert "implies no position on any border" in licence
    assert "public domain" in licence
