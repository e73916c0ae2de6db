"""The pairs along the Amur, where signs and arcs of the whole map lie on one another, drawn closer."""

from __future__ import annotations

from collections.abc import Sequence

from kg.dossier.pictures.window import Window, around
from kg.gazetteer.outlines.projection import Point, project
from kg.site.atlas.map_of_ties import Arc, Atlas

# Degrees east and north: Heihe with Blagoveshchensk, Khabarovsk, Jiamusi, and to the west of Yichun.
_BANKS = ((127.5, 50.3), (135.1, 48.5), (130.3, 46.8), (128.0, 48.0))
_WIDTH = 320.0


def along_the_amur(map_: Atlas, drawn: Sequence[tuple[Arc, bool]]) -> tuple[Atlas, list[tuple[Arc, bool]]]:
    """The map of that part, and the ties of which both ends lie in it."""
    window = around(project(_BANKS), _WIDTH)
    places = tuple(spot._replace(at=_moved(spot.at, map_.window, window)) for spot in map_.places)

    def inside(number: int) -> bool:
        x, y = places[number].at
        return 0 < x < window.width and 0 < y < window.height

    def near(arc: Arc) -> Arc:
        one, other = (_moved(point, map_.window, window) for point in arc.bends)
        return arc._replace(bends=(one, other))

    ties = [(near(arc), certain) for arc, certain in drawn if inside(arc.a) and inside(arc.b)]
    return map_._replace(window=window, places=places, arcs=tuple(arc for arc, _certain in ties)), ties


def _moved(point: Point, source: Window, target: Window) -> Point:
    """A point of one window in another."""
    return target.at((point[0] / source.scale + source.west, source.north - point[1] / source.scale))
