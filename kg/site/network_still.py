"""The network as it stands on paper or without scripts: a drawing, its components and its communities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import networkx as nx
import numpy as np

from kg.analysis.measures.adjacency import ties_of
from kg.analysis.measures.communities import communities, modularity
from kg.analysis.null_comparison import Expected, beside
from kg.analysis.null_models import rewired
from kg.base.languages import current, pick
from kg.dossier.pictures import svg
from kg.dossier.pictures.labels import Name, placed
from kg.network.document import NetworkDocument
from kg.network.ties import Link

WIDTH, _SIDE, _NAMES, _SIZE = 1100.0, 30.0, 70, 11
ROUNDS, SEED = 99, 1  # of random networks
Address = Callable[[str], str]


class Group(NamedTuple):
    """A component, or a community of the largest one: its places, those with the most ties first, and its ties."""

    places: tuple[str, ...]
    ties: int


class Parts(NamedTuple):
    """Components of three places and more, how many lone pairs there are, and communities with their modularity.

    ``null`` is the modularity that communities have in random networks of the same degrees; none without ties.
    """

    components: tuple[Group, ...]
    pairs: int
    communities: tuple[Group, ...]
    modularity: float
    null: Expected | None


def standing(document: NetworkDocument) -> list[Link]:
    """The ties that the page opens with: of the usual kinds, and not ended."""
    kinds = document.usual or [term.code for term in document.kinds]
    return [edge for edge in document.edges if edge.kind in kinds and edge.status != "ended"]


def parts(document: NetworkDocument) -> Parts:
    """How the network of the usual ties falls apart, each pair of places counted once."""
    graph = nx.Graph(sorted({(edge.a, edge.b) for edge in standing(document)}))
    found = sorted(nx.connected_components(graph), key=lambda places: (-len(places), min(places)))
    largest = graph.subgraph(found[0]) if found else graph
    ordered: nx.Graph[str] = nx.Graph(sorted(map(tuple, map(sorted, largest.edges))))
    groups = communities(ordered)
    observed = modularity(ordered, groups) if groups else 0.0
    return Parts(
        tuple(_group(graph, places) for places in found if len(places) > 2),
        sum(len(places) == 2 for places in found),
        tuple(_group(graph, places) for places in groups),
        observed,
        _null(ordered, {node.id: node.country for node in document.nodes}, observed) if groups else None,
    )


def _null(graph: nx.Graph[str], country: Mapping[str, str], observed: float) -> Expected:
    """The modularity of communities where every place keeps its number of partners, drawn anew.

    Where ties join two countries alone, those drawn do so too.
    """
    sides = sorted({country[place] for place in graph})
    is_two_mode = len(sides) == 2 and all(country[a] != country[b] for a, b in graph.edges)
    ties = ties_of(graph)
    alone = ties.side
    if is_two_mode:
        ties = ties._replace(side=np.array([sides.index(country[place]) for place in ties.nodes]))
    drawn = [each._replace(side=alone) for each in rewired(ties, "curveball", ROUNDS, SEED)]
    return beside(observed, np.array([modularity(each, communities(each)) for each in drawn]))


def _group(graph: nx.Graph[str], places: list[str] | set[str]) -> Group:
    ordered = sorted(places, key=lambda place: (-graph.degree(place), place))
    return Group(tuple(ordered), graph.subgraph(places).number_of_edges())


def drawn(document: NetworkDocument, title: str, address: Address) -> str:
    """The usual ties as SVG at the positions of the page; empty without any."""
    height, body = inside(document, address)
    return svg.drawing(WIDTH, height, title, current(), body) if body else ""


def inside(document: NetworkDocument, address: Address) -> tuple[float, list[str]]:
    """How high the drawing is, and what it is made of; signs lead to the pages of places."""
    edges = standing(document)
    ties = Counter(end for edge in edges for end in (edge.a, edge.b))
    if not ties:
        return 0.0, []
    at = {node.id: place for node, place in zip(document.nodes, document.positions, strict=True) if ties[node.id]}
    left, right = (fit(x for x, _y in at.values()) for fit in (min, max))
    top, bottom = (fit(y for _x, y in at.values()) for fit in (min, max))
    scale = (WIDTH - 2 * _SIDE) / max(right - left, 1.0)
    height = (bottom - top) * scale + 2 * _SIDE
    point = {id: (_SIDE + (x - left) * scale, _SIDE + (y - top) * scale) for id, (x, y) in at.items()}
    nodes = sorted((node for node in document.nodes if node.id in point), key=lambda node: (-ties[node.id], node.id))
    radius = {node.id: 2 + 1.1 * ties[node.id] ** 0.5 for node in nodes}
    lines = (
        svg.element(
            "line",
            x1=point[edge.a][0],
            y1=point[edge.a][1],
            x2=point[edge.b][0],
            y2=point[edge.b][1],
            **svg.stroke(edge.kind),
        )
        for edge in edges
    )
    countries = [term.code for term in document.countries]

    def signs() -> Iterator[str]:
        for node in nodes:
            name = pick(node.labels, current()) or node.id
            said = svg.element("title", svg.escaped(f"{name}: {ties[node.id]}"))
            sign = svg.mark(*point[node.id], radius[node.id], node.country, countries, class_=f"in-{node.country}")
            href = address(node.id)
            yield svg.element("a", (said, sign), href=href) if href else svg.element("g", (said, sign))

    names = [Name(pick(node.labels, current()) or node.id, point[node.id], _SIZE) for node in nodes[:_NAMES]]
    marks = [(x - radius[id], y - radius[id], x + radius[id], y + radius[id]) for id, (x, y) in point.items()]
    labelled, _left = placed(names, (0, 0, WIDTH, height), marks)
    texts = svg.element(
        "g",
        (svg.label(each.x, each.y, each.name.text) for each in labelled),
        class_="ink",
        font_size=_SIZE,
        **svg.HALO,
    )
    return height, [svg.element("g", lines, class_="ties", stroke=svg.MUTED, stroke_opacity="0.55"), *signs(), texts]
