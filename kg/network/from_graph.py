"""The network of a built graph: catalogue questions become plain records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

from pyoxigraph import Literal, NamedNode

from kg.ask.asked_graph import AskedGraph
from kg.ask.asked_tables import asked_table
from kg.ask.results import Table
from kg.base import ids
from kg.base.errors import KgError, shown
from kg.base.languages import N_, _
from kg.network.ties import Link, Network, Node

T = TypeVar("T", int, float)
_REMEDY = N_("ask a graph that kg has built")
_BOUNDS = ("begun_not_before", "begun_not_after", "ended_not_before", "ended_not_after")


def read_network(graph: AskedGraph) -> Network:
    """All places and ties of a graph, formats left out: they join more than two places."""
    labels = _labels(asked_table(graph, "labels-of-places"))
    nodes: dict[str, Node] = {}
    for place, level, country, region, macro, border, lat, long, item, within in asked_table(
        graph, "places-as-nodes"
    ).rows:
        id = ids.tail(place)
        nodes[id] = Node(
            id=id,
            labels=labels.get(id, {}),
            country=ids.tail(country),
            level=ids.tail(level),
            region=ids.tail(region),
            macro_region=ids.tail(macro),
            border=bool(border),
            lat=_number(lat),
            lon=_number(long),
            wikidata=ids.tail(item),
            within=ids.tail(within),
        )
    copies = asked_table(graph, "copies-of-sources").rows
    links = _links(asked_table(graph, "ties-as-links"))
    for lost in (end for link in links for end in (link.a, link.b) if end not in nodes):
        raise unknown(ids.thing("place", lost))
    return Network(
        nodes,
        links,
        {ids.tail(source): ids.tail(witness) for *_way, source, witness in copies},
    )


def read_concepts(graph: AskedGraph) -> dict[tuple[str, str], dict[str, str]]:
    """The labels of levels, macro-regions, kinds, stages and statuses, by scheme, code and language."""
    found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for scheme, concept, label in asked_table(graph, "labels-of-concepts").terms:
        if isinstance(scheme, NamedNode) and isinstance(concept, NamedNode) and isinstance(label, Literal):
            found[ids.tail(scheme.value), ids.tail(concept.value)][(label.language or "")[:2]] = label.value
    return found


def _labels(table: Table) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for place, label in table.terms:
        if isinstance(label, Literal) and label.language and place is not None:
            found[ids.tail(place)].setdefault(label.language[:2], label.value)
    return found


def _links(table: Table) -> tuple[Link, ...]:
    links: dict[str, Link] = {}
    for tie, a, b, kind, status, start, end, *bounds, independent, of_kind, support, confidence, source in table.rows:
        link = Link(
            slug=ids.tail(tie),
            a=ids.tail(a),
            b=ids.tail(b),
            kind=ids.tail(kind),
            status=ids.tail(status),
            start_year=year_of(start),
            end_year=year_of(end),
            independent_sources=_read(int, independent),
            confidence=_read(float, confidence),
            sources=(ids.tail(source),),
            **dict(zip(_BOUNDS, map(year_of, bounds), strict=True)),
            sources_of_kind=_read(int, of_kind),
            support=ids.tail(support),
        )
        known = links.get(link.slug)
        links[link.slug] = known._replace(sources=known.sources + link.sources) if known else link
    return tuple(links[slug] for slug in sorted(links))


def _number(value: object) -> float | None:
    return _read(float, value) if value is not None else None


def year_of(value: object) -> int | None:
    """The year that a cell holds; none where it is empty."""
    return _read(int, value) if value is not None else None


def unknown(iri: str) -> KgError:
    """What is raised for a thing that a graph names and does not describe."""
    told = _("the graph names {what} and says nothing of it").format(what=shown(iri.removeprefix(ids.BASE)))
    return KgError(told, hint=_(_REMEDY))


def _read(kind: Callable[[str], T], value: object) -> T:
    """A number of the graph; an endpoint may say anything in its place."""
    try:
        return kind(str(value))
    except ValueError:
        message = _("the graph says '{value}' where a number is expected").format(value=shown(value))
        raise KgError(message, hint=_(_REMEDY)) from None
