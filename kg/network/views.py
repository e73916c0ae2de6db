"""The network as networkx graphs: one function, several views of the same ties.

Nodes and edges are added in the order of their ids, whatever the order of the records, so that
algorithms that depend on the order give the same result each time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal, NamedTuple

import networkx as nx

from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import _, listed, pick
from kg.network.attributes import Attributes
from kg.network.hubs import holders_of
from kg.network.projection import project
from kg.network.standing import DEFAULT_KINDS, select
from kg.network.ties import Link, Network, Node

Shape = Literal["two-mode", "regions", "projection", "multigraph"]
SHAPES: tuple[Shape, ...] = ("two-mode", "regions", "projection", "multigraph")
ROLLUPS = ("own", "inner", "both")
SISTER_ONLY = ("sister",)
WITH_PARTNERS = DEFAULT_KINDS


class Choice(NamedTuple):
    """Which ties and places a view holds.

    ``as_of`` keeps the ties that stood in a year and leaves undated ones out; ``isolates`` keeps
    places without a tie; ``least_confidence`` leaves out ties that are less sure.
    """

    kinds: Collection[str] = SISTER_ONLY
    as_of: int | None = None
    isolates: bool = False
    least_confidence: float = 0.0


def standing(network: Network, choice: Choice) -> list[Link]:
    """The ties of a choice that stand, or stood in its year, and are sure enough."""
    links = select(network, choice.kinds, choice.as_of).links
    return [link for link in links if link.confidence >= choice.least_confidence]


_SISTERS = Choice()
_NOTHING_KNOWN = Attributes()


def view(
    network: Network,
    shape: Shape = "two-mode",
    choice: Choice = _SISTERS,
    *,
    rollup: str = "both",
    side: str = "",
    weight: str = "count",
    attributes: Attributes = _NOTHING_KNOWN,
    lang: str = "en",
) -> nx.Graph[str]:
    """A view of the network.

    ``two-mode``
        places of the two countries, one edge a pair; node attribute ``bipartite`` is 0 for the first
        country by code and 1 for the second. Ties inside one country are left out and counted.
    ``regions``
        first-level units; an edge's ``weight`` counts the ties of two units: their ``own`` ties,
        those of the places within them (``inner``), or ``both``.
    ``projection``
        the places of one ``side`` joined by shared partners, see :mod:`kg.network.projection`.
    ``multigraph``
        every tie an edge of its own, its key the kind.

    The graph's own attributes say what was left out: ``undated`` ties (with ``as_of``), ``domestic``
    ties, ``doubtful`` ties (below ``least_confidence``). An attribute that is unknown is absent.
    Places of the graph that are no territory of either country never appear as isolates.
    """
    if shape not in SHAPES:
        message = _("no view is called '{name}'").format(name=shown(shape))
        otherwise = _("it may be: {what}").format(what=listed(SHAPES))
        raise KgError(message, hint=did_you_mean(shape, SHAPES, otherwise))
    selection = select(network, choice.kinds, choice.as_of)
    sure = [link for link in selection.links if link.confidence >= choice.least_confidence]
    graph: nx.Graph[str] = nx.MultiGraph() if shape == "multigraph" else nx.Graph()
    graph.graph.update(shape=shape, kinds=",".join(sorted(choice.kinds)), undated=selection.undated)
    graph.graph["doubtful"] = len(selection.links) - len(sure)
    if choice.as_of is not None:
        graph.graph["as_of"] = choice.as_of
    if shape == "regions":
        return _regions(graph, network, sure, choice, rollup, attributes, lang)
    links = sure if shape == "multigraph" else _international(graph, network, sure)
    _add_places(graph, network, links, choice, attributes, lang)
    for link in sorted(links, key=lambda link: (link.slug, link.kind)):
        _add_tie(graph, link)
    if shape == "projection":
        return project(graph, side or _sides(network, links)[0], weight)
    return graph


def _international(graph: nx.Graph[str], network: Network, links: Iterable[Link]) -> list[Link]:
    """Ties between two countries; those inside one are counted."""
    kept, domestic = [], 0
    for link in links:
        if network.nodes[link.a].country == network.nodes[link.b].country:
            domestic += 1
        else:
            kept.append(link)
    graph.graph["domestic"] = domestic
    return kept


def _sides(network: Network, links: Iterable[Link]) -> tuple[str, ...]:
    """The countries that ties join: those chosen, else all, else those of any place."""
    for some in (links, network.links):
        countries = sorted({network.nodes[end].country for link in some for end in (link.a, link.b)})
        if countries:
            return tuple(countries)
    return tuple(sorted({node.country for node in network.nodes.values()})) or ("",)


def _add_places(
    graph: nx.Graph[str],
    network: Network,
    links: Iterable[Link],
    choice: Choice,
    attributes: Attributes,
    lang: str,
) -> None:
    sides = _sides(network, links)
    tied = {end for link in links for end in (link.a, link.b)}
    for id in sorted(network.nodes):
        node = network.nodes[id]
        is_isolate = choice.isolates and node.country in sides and node.level != "country"
        if id in tied or is_isolate:
            graph.add_node(id, **node_attributes(node, attributes, lang))
            if graph.graph["shape"] != "multigraph":
                graph.nodes[id]["bipartite"] = sides.index(node.country)
    if graph.graph["shape"] != "multigraph" and len(sides) > 2:
        message = _("a two-mode view joins two countries, not {countries}").format(countries=listed(sides))
        raise KgError(message, hint=_("use the multigraph view"))


def node_attributes(node: Node, attributes: Attributes, lang: str = "en") -> dict[str, str | int | float | bool]:
    """What a node of a view carries; nothing unknown is among it, because GraphML and GEXF refuse it."""
    population = attributes.population.get(node.id)
    product = attributes.product_per_head.get(node.id)
    found: dict[str, str | int | float | bool | None] = {
        "label": pick(node.labels, lang) or node.id,
        "country": node.country,
        "level": node.level,
        "region": node.region,
        "macro_region": node.macro_region or None,
        "border": node.border,
        "lat": node.lat,
        "lon": node.lon,
        "population": population and population.value,
        "grp_per_head": product and product.value,
        "grp_unit": product and product.unit,
    }
    return {key: value for key, value in found.items() if value is not None}


def _add_tie(graph: nx.Graph[str], link: Link) -> None:
    found = {
        "tie": link.slug,
        "kind": link.kind,
        "start_year": link.start_year,
        "end_year": link.end_year,
        "status": link.status,
        "independent_sources": link.independent_sources,
        "confidence": link.confidence,
        "weight": 1,
    }
    known = {key: value for key, value in found.items() if value is not None}
    first, second = sorted((link.a, link.b))
    if isinstance(graph, nx.MultiGraph):
        graph.add_edge(first, second, key=link.kind, **known)
    else:
        graph.add_edge(first, second, **known)


def _regions(
    graph: nx.Graph[str],
    network: Network,
    links: Iterable[Link],
    choice: Choice,
    rollup: str,
    attributes: Attributes,
    lang: str,
) -> nx.Graph[str]:
    if rollup not in ROLLUPS:
        message = _("no roll-up is called '{name}'").format(name=shown(rollup))
        otherwise = _("it may be: {what}").format(what=listed(ROLLUPS))
        raise KgError(message, hint=did_you_mean(rollup, ROLLUPS, otherwise))
    graph.graph["rollup"] = rollup
    holders = holders_of(network)
    is_inner = {"own": (False,), "inner": (True,), "both": (False, True)}[rollup]
    kept = [
        link for link in _international(graph, network, links) if (link.a in holders or link.b in holders) in is_inner
    ]
    sides = _sides(network, kept)
    tied = {holders.get(end, end) for link in kept for end in (link.a, link.b)}
    for id in sorted(network.nodes):
        node = network.nodes[id]
        is_unit = node.region == id and node.level != "country" and node.country in sides
        if id in tied or (choice.isolates and is_unit):
            graph.add_node(id, **node_attributes(node, attributes, lang), bipartite=sides.index(node.country))
    for link in sorted(kept, key=lambda link: link.slug):
        a, b = sorted(holders.get(end, end) for end in (link.a, link.b))
        if not graph.has_edge(a, b):
            graph.add_edge(a, b, weight=0, independent_sources=0, confidence=0.0)
        edge = graph.edges[a, b]
        edge["weight"] += 1
        edge["independent_sources"] = max(edge["independent_sources"], link.independent_sources)
        edge["confidence"] = max(edge["confidence"], link.confidence)
        if link.start_year is not None:
            edge["start_year"] = min(edge.get("start_year", link.start_year), link.start_year)
        edge["kind"] = ",".join(sorted({*edge.get("kind", link.kind).split(","), link.kind}))
    return graph
