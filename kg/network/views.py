"""The network as networkx graphs: one function, several views of the same ties.

Nodes and edges are added in the order of their ids, whatever the order of the records, so that
algorithms that depend on the order give the same result each time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import _, listed, pick
from kg.network.attributes import Attributes
from kg.network.hubs import holders_of
from kg.network.standing import DEFAULT_KINDS, select
from kg.network.ties import Link, Network, Node

if TYPE_CHECKING:
    import networkx as nx

Shape = Literal["two-mode", "regions", "projection", "multigraph"]
SHAPES: tuple[Shape, ...] = ("two-mode", "regions", "projection", "multigraph")
ROLLUPS = ("own", "inner", "both")
SISTER_ONLY = ("sister",)
WITH_PARTNERS = DEFAULT_KINDS


class Choice(NamedTuple):
    """Which ties and places a view holds.

    ``as_of`` keeps the ties that stood in a year for certain; ``isolates`` keeps
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
        Of ties that join more countries, or are all of one, the graph is of one mode and its ``shape`` says so.
    ``regions``
        first-level units; an edge's ``weight`` counts the ties of two units: their ``own`` ties,
        those of the places within them (``inner``), or ``both``.
    ``projection``
        the places of one ``side`` joined by shared partners abroad, see :mod:`kg.network.projection`.
    ``multigraph``
        every tie an edge of its own, its key the kind.

    The graph's own attributes say what was left out: ties that are only ``possible`` (with ``as_of``), ``domestic``
    ties, ``doubtful`` ties (below ``least_confidence``). An attribute that is unknown is absent.
    Places of the graph that are no territory of either country never appear as isolates.
    """
    if shape not in SHAPES:
        message = _("no view is called '{name}'").format(name=shown(shape))
        otherwise = _("it may be: {what}").format(what=listed(SHAPES))
        raise KgError(message, hint=did_you_mean(shape, SHAPES, otherwise))
    if shape == "regions" and rollup not in ROLLUPS:
        message = _("no roll-up is called '{name}'").format(name=shown(rollup))
        otherwise = _("it may be: {what}").format(what=listed(ROLLUPS))
        raise KgError(message, hint=did_you_mean(rollup, ROLLUPS, otherwise))
    import networkx as nx  # noqa: PLC0415 (those who only choose ties wait for neither)

    from kg.network.projection import project  # noqa: PLC0415 (a cost that most views need not pay)

    selection = select(network, choice.kinds, choice.as_of)
    links = [link for link in selection.links if link.confidence >= choice.least_confidence]
    graph: nx.Graph[str] = nx.MultiGraph() if shape == "multigraph" else nx.Graph()
    graph.graph.update(shape=shape, kinds=",".join(sorted(choice.kinds)), possible=selection.possible)
    graph.graph["doubtful"] = len(selection.links) - len(links)
    if choice.as_of is not None:
        graph.graph["as_of"] = choice.as_of
    holders: Mapping[str, str] = {}
    if shape == "regions":
        graph.graph["rollup"], holders = rollup, holders_of(network)
    links, side = _of_shape(graph, network, links, side)
    if shape == "regions" and rollup != "both":
        links = [link for link in links if (link.a in holders or link.b in holders) == (rollup == "inner")]
    _add_places(graph, network, links, choice, holders, attributes, lang)
    add = _add_up if shape == "regions" else _add_tie
    for link in sorted(links, key=lambda link: (link.slug, link.kind)):
        one, other = sorted(holders.get(end, end) for end in (link.a, link.b))
        if one != other:  # two places of one unit
            add(graph, link, one, other)
    return project(graph, side, weight) if shape == "projection" else graph


def _of_shape(graph: nx.Graph[str], network: Network, links: list[Link], side: str) -> tuple[list[Link], str]:
    """The ties of a shape, and the side of a projection; the graph is told what it lacks and its modes."""
    shape = graph.graph["shape"]
    if shape != "multigraph" and (abroad := [link for link in links if len(_countries(network, [link])) > 1]):
        graph.graph["domestic"], links = len(links) - len(abroad), abroad
    sides = _sides(network, links)
    if shape == "projection":
        side = side or sides[0]
        links = [link for link in links if side in _countries(network, [link]) or side not in sides]
    if shape == "two-mode" and len(sides) != 2:
        graph.graph["shape"] = "one-mode"
    return links, side


def every_tie(network: Network, lang: str = "en") -> nx.MultiGraph[str]:
    """The ties of a network as they were chosen, each an edge whose key is the kind, and the places that have them."""
    import networkx as nx  # noqa: PLC0415 (as in view)

    graph: nx.MultiGraph[str] = nx.MultiGraph(shape="multigraph")
    _add_places(graph, network, list(network.links), Choice(), {}, _NOTHING_KNOWN, lang)
    for link in sorted(network.links, key=lambda link: (link.slug, link.kind)):
        _add_tie(graph, link, *sorted((link.a, link.b)))
    return graph


def _add_places(
    graph: nx.Graph[str],
    network: Network,
    links: Iterable[Link],
    choice: Choice,
    holders: Mapping[str, str],
    attributes: Attributes,
    lang: str,
) -> None:
    """Add the places of a view, each with its side where the view has two."""
    shape, sides = graph.graph["shape"], _sides(network, links)
    tied = {holders.get(end, end) for link in links for end in (link.a, link.b)}
    for id, node in sorted(network.nodes.items()):
        is_unit = node.country in sides and node.level != "country" and (shape != "regions" or node.region == id)
        if id in tied or (choice.isolates and is_unit):
            mode = {"bipartite": sides.index(node.country)} if len(sides) == 2 and shape != "multigraph" else {}
            graph.add_node(id, **node_attributes(node, attributes, lang), **mode)


def _sides(network: Network, links: Iterable[Link]) -> tuple[str, ...]:
    """The countries that ties join: those chosen, else all, else those of any place."""
    for some in (links, network.links):
        if countries := _countries(network, some):
            return tuple(sorted(countries))
    return tuple(sorted({node.country for node in network.nodes.values()})) or ("",)


def _countries(network: Network, links: Iterable[Link]) -> set[str]:
    return {network.nodes[end].country for link in links for end in (link.a, link.b)}


def node_attributes(node: Node, attributes: Attributes, lang: str = "en") -> dict[str, Any]:
    """What a node of a view carries; nothing unknown is among it, because GraphML and GEXF refuse it."""
    population = attributes.population.get(node.id)
    product = attributes.product_per_head.get(node.id)
    found = {
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


def _add_tie(graph: nx.Graph[str], link: Link, one: str, other: str) -> None:
    found: dict[str, Any] = {
        "tie": link.slug,
        "kind": link.kind,
        "start_year": link.start_year,
        "end_year": link.end_year,
        "status": link.status,
        "begun_not_before": link.begun[0],
        "begun_not_after": link.begun[1],
        "independent_sources": link.independent_sources,
        "sources_of_kind": link.sources_of_kind,
        "support": link.support or None,
        "confidence": link.confidence,
        "weight": 1,
        "key": link.kind if graph.is_multigraph() else None,
    }
    graph.add_edge(one, other, **{key: value for key, value in found.items() if value is not None})


def _add_up(graph: nx.Graph[str], link: Link, one: str, other: str) -> None:
    """Add a tie to the edge of two units, which has the best of its ties."""
    if not graph.has_edge(one, other):
        graph.add_edge(one, other, weight=0, independent_sources=0, confidence=0.0)
    edge = graph.edges[one, other]
    edge["weight"] += 1
    edge["independent_sources"] = max(edge["independent_sources"], link.independent_sources)
    edge["confidence"] = max(edge["confidence"], link.confidence)
    if link.start_year is not None:
        edge["start_year"] = min(edge.get("start_year", link.start_year), link.start_year)
    edge["kind"] = ",".join(sorted({*edge.get("kind", link.kind).split(","), link.kind}))
