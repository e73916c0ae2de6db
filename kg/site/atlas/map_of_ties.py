"""What lies on the map of all ties: places and arcs in one plane, in the language that is spoken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import NamedTuple

from kg.ask.asked_graph import AskedGraph
from kg.ask.asked_tables import asked_table, table_of
from kg.ask.catalog import Catalog
from kg.base import ids
from kg.base.dates import Bounds, when
from kg.base.languages import current, pick
from kg.dossier.pictures.window import Window, box
from kg.formats.references import data_set
from kg.gazetteer.outlines.base_map import BaseMap, base_map
from kg.gazetteer.outlines.projection import Point, project
from kg.network.from_graph import read_concepts
from kg.network.standing import DEFAULT_KINDS, stood
from kg.network.ties import Link, Network, Node
from kg.schema.kinds import KINDS
from kg.site.atlas.bundles import Bends, bundled

FIRST_YEAR = 1988  # of the slider: the year in which regions of the two countries were allowed to act abroad
WIDTH = 1000.0
LEVELS = ("cities", "mixed", "regions")  # what a tie is between
STEPS = (1990, 2000, 2010, 2020)  # where the next of the five colours begins
_AIR = 70.0  # kilometres around both countries
_STATUSES = ("active", "dormant", "paused", "unknown", "ended")


class Spot(NamedTuple):
    """A place or a first-level unit where it is drawn; ``region`` is the number of its unit, -1 where none is known."""

    id: str
    name: str
    country: str
    at: Point
    region: int
    url: str


class Arc(NamedTuple):
    """A tie: the numbers of its ends, the two points that bend its line, and what it is filtered by.

    ``level`` is one of ``LEVELS``, ``border`` how many of its ends lie in regions at the border.
    """

    link: Link
    a: int
    b: int
    bends: Bends
    level: str
    border: int
    spheres: tuple[str, ...]
    url: str

    @property
    def step(self) -> int:
        """The colour of the decade in which it surely began, 5 where its bounds reach over more than one."""
        return step_of(self.link.begun)

    @property
    def since(self) -> str:
        """When it began, in words."""
        first, last = (str(year or "") for year in self.link.begun)
        return when(first) if first == last else when("", first, last)

    def stands(self, year: int | None) -> bool | None:
        """Whether it stood in a year, ``None`` where its bounds leave it open; without a year, whether it stands."""
        if year is None:
            return self.link.status != "ended"
        return stood(self.link.begun, self.link.over, year)


class Atlas(NamedTuple):
    """The whole map; ``kinds``, ``statuses`` and ``spheres`` are codes with their names, spheres with their field's.

    ``absent`` names the places of ties that are not drawn, since nothing says where they lie.
    """

    window: Window
    places: tuple[Spot, ...]
    regions: tuple[Spot, ...]
    arcs: tuple[Arc, ...]
    kinds: Mapping[str, str]
    statuses: Mapping[str, str]
    spheres: Mapping[str, tuple[str, str]]
    absent: tuple[str, ...]
    today: int

    def standing(self, kinds: Iterable[str] = DEFAULT_KINDS, year: int | None = None) -> list[tuple[Arc, bool]]:
        """The ties of some kinds that stand or may have stood, each with whether it is certain; possible ones first."""
        known = [(arc, arc.stands(year)) for arc in self.arcs if arc.link.kind in set(kinds)]
        return sorted(((arc, bool(state)) for arc, state in known if state is not False), key=lambda each: each[1])


def step_of(begun: Bounds) -> int:
    """Which of the five colours a beginning has.

    >>> step_of((1993, 1993)), step_of((2011, 2016)), step_of((None, 2016))
    (1, 3, 5)
    """
    first, last = begun
    if first is None or last is None:
        return 5
    steps = {sum(year >= start for start in STEPS) for year in (first, last)}
    return steps.pop() if len(steps) == 1 else 5


def atlas(graph: AskedGraph, network: Network, url: Callable[[str], str], place: str = "") -> Atlas:
    """Everything that can be drawn, its names in the language that is spoken; ``place`` leaves only its own ties.

    ``url`` gives the address of a thing's page by its IRI.
    """
    outlines, lang = base_map(), current()
    links = [link for link in network.links if not place or place in (link.a, link.b)]
    ends = sorted({end for link in links for end in (link.a, link.b)})
    degrees = {id: point for id in ends if (point := _position(network, outlines, id))}
    where = dict(zip(degrees, project(degrees.values()), strict=True))
    window = frame(where.values())
    units = sorted({network.nodes[id].region for id in degrees if outlines.area(network.nodes[id].region)})
    middles = {id: outlines.middle(area) for id in units if (area := outlines.area(id))}

    def spots(at: Mapping[str, Point]) -> Iterable[Spot]:
        for id, where in zip(at, project(at.values()), strict=True):
            node = network.nodes[id]
            region = units.index(node.region) if node.region in units else -1
            name = pick(node.labels, lang) or id
            yield Spot(id, name, node.country, window.at(where), region, url(ids.thing("place", id)))

    places = tuple(spots(degrees))
    concepts, spheres = read_concepts(graph), _spheres(graph)
    of_tie: dict[str, set[str]] = defaultdict(set)
    for tie, sphere, field in asked_table(graph, "spheres-of-links").rows:
        of_tie[ids.tail(tie)] |= {ids.tail(sphere), ids.tail(field)}
    return Atlas(
        window,
        places,
        tuple(spots(middles)),
        tuple(_arcs(links, network, degrees, window, of_tie, url)),
        {kind: pick(concepts["tie-kind", kind], lang) for kind in KINDS if ("tie-kind", kind) in concepts},
        {code: pick(concepts["tie-status", code], lang) for code in _STATUSES if ("tie-status", code) in concepts},
        {code: told for code, told in spheres.items() if any(code in codes for codes in of_tie.values())},
        tuple(pick(network.nodes[id].labels, lang) or id for id in ends if id not in degrees),
        int(data_set().issued[:4]),
    )


def frame(points: Iterable[Point] = ()) -> Window:
    """Both countries whole, and points of the plane that lie elsewhere, with some air."""
    west, south, east, north = box([*_corners(), *points])
    return Window(west - _AIR, south - _AIR, east + _AIR, north + _AIR, WIDTH)


@cache
def _corners() -> tuple[Point, Point]:
    outlines = base_map()
    own = [point for area in outlines.areas if area.country for ring in outlines.outline(area) for point in ring]
    west, south, east, north = box(own)
    return (west, south), (east, north)


def _position(network: Network, outlines: BaseMap, id: str) -> Point | None:
    """Where a place lies, else where what holds it lies; the point of a first-level unit is amid its outline."""
    node: Node | None = network.nodes.get(id)
    if node is None or node.level == "country":
        return None
    if node.lat is not None and node.lon is not None:
        return node.lon, node.lat
    if area := outlines.area(id):
        return outlines.middle(area)
    return _position(network, outlines, node.within) if node.within != id else None


def _arcs(
    links: Iterable[Link],
    network: Network,
    degrees: Mapping[str, Point],
    window: Window,
    spheres: Mapping[str, set[str]],
    url: Callable[[str], str],
) -> Iterable[Arc]:
    numbers = {id: number for number, id in enumerate(degrees)}
    drawn = [link for link in links if {link.a, link.b} <= degrees.keys()]
    ways = bundled(
        [(_part(network.nodes[link.a]), _part(network.nodes[link.b])) for link in drawn],
        [(degrees[link.a], degrees[link.b]) for link in drawn],
        window,
    )
    for link, way in zip(drawn, ways, strict=True):
        a, b = network.nodes[link.a], network.nodes[link.b]
        first = (a.region == a.id) + (b.region == b.id)
        yield Arc(
            link,
            numbers[link.a],
            numbers[link.b],
            way,
            LEVELS[first],
            a.border + b.border,
            tuple(sorted(spheres.get(link.slug, ()))),
            url(ids.thing("tie", link.slug)),
        )


def _part(node: Node) -> str:
    """The part of its country, whose ties to one part of the other country are one bundle."""
    return node.macro_region or node.region or node.country


def _spheres(graph: AskedGraph) -> dict[str, tuple[str, str]]:
    """Spheres by their codes: what they are called, and what their field is called, empty for a field."""
    question = Catalog().find("concepts-of-scheme").filled({"scheme": ("sphere",), "lang": (current(),)}, graph.names)
    return {str(code): (str(name), str(field or "")) for code, name, field, *_rest in table_of(graph, question).rows}
