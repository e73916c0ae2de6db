"""From places and ties to the rows that are written, at the level of places or of regions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from kg.base.errors import KgError
from kg.base.languages import LANGUAGES, _
from kg.network.attributes import Attributes
from kg.network.rows import Edge, Export, Vertex
from kg.network.ties import Link, Node
from kg.network.views import node_attributes

_NOTHING_KNOWN = Attributes()


def shape(
    places: Mapping[str, Node],
    ties: Iterable[Link],
    *,
    level: str = "place",
    isolates: bool = False,
    attributes: Attributes = _NOTHING_KNOWN,
    lang: str = "en",
    kinds: Collection[str] = (),
    as_of: int | None = None,
    possible: int = 0,
) -> Export:
    """The rows of an export of the ties given that join places of two countries; where none does, of all.

    With ``level="region"`` each tie is that of the first-level units that hold its ends, and the
    ties of two units are one edge. ``isolates`` keeps the places of these countries that have no
    tie; countries themselves are never among them. Raises :class:`KgError` where there is no tie.
    """
    ties = list(ties)
    between = [tie for tie in ties if places[tie.a].country != places[tie.b].country] or ties
    countries = tuple(sorted({places[end].country for tie in between for end in (tie.a, tie.b)}))
    if not countries:
        raise KgError(_("no tie is left to write"), hint=_("choose other kinds or another year"))
    edges = _edges(places, between, level)
    degrees = Counter(end for edge in edges for end in (edge.source, edge.target))
    vertices = [
        _vertex(place, countries.index(place.country), degrees[place.id], attributes, lang)
        for place in places.values()
        if place.id in degrees or (isolates and place.country in countries and _is_unit(place, level))
    ]
    return Export(
        vertices=tuple(sorted(vertices, key=lambda vertex: (vertex.side, vertex.id))),
        edges=edges,
        countries=countries,
        kinds=tuple(sorted(kinds)),
        as_of=as_of,
        level=level,
        possible=possible,
    )


def _is_unit(place: Node, level: str) -> bool:
    return place.level != "country" and (level == "place" or place.region == place.id)


def _vertex(place: Node, side: int, ties: int, attributes: Attributes, lang: str) -> Vertex:
    labels = {f"label_{code}": place.labels.get(code, "") for code in LANGUAGES}
    known = {"macro_region": "", **labels, **node_attributes(place, attributes, lang)}
    return Vertex(id=place.id, side=side, ties=ties, wikidata=place.wikidata or None, **known)


def _edges(places: Mapping[str, Node], ties: Iterable[Link], level: str) -> tuple[Edge, ...]:
    groups: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for tie in ties:
        ends = (tie.a, tie.b) if places[tie.a].country <= places[tie.b].country else (tie.b, tie.a)
        if level == "region":
            ends = (places[ends[0]].region or ends[0], places[ends[1]].region or ends[1])
        if ends[0] != ends[1]:  # two places of one unit
            groups[ends].append(tie)
    edges = (
        _edge(f"{source}--{target}", source, target, group)
        for (source, target), found in groups.items()
        for group in ([found] if level == "region" else [[tie] for tie in found])
    )
    return tuple(sorted(edges, key=lambda edge: (edge.id, edge.kind)))


def _edge(id: str, source: str, target: str, ties: Collection[Link]) -> Edge:
    starts = [tie.start_year for tie in ties if tie.start_year is not None]
    ends = [tie.end_year for tie in ties if tie.end_year is not None]
    overs = [tie.over for tie in ties if tie.over] if all(tie.over for tie in ties) else []
    return Edge(
        id=id,
        source=source,
        target=target,
        kind=_joined(tie.kind for tie in ties),
        status=_joined(tie.status for tie in ties),
        start_year=min(starts, default=None),
        end_year=max(ends) if len(ends) == len(ties) else None,
        dated=bool(starts),
        weight=len(ties),
        independent_sources=max(tie.independent_sources for tie in ties),
        confidence=max(tie.confidence for tie in ties),
        sources=_joined(source for tie in ties for source in tie.sources),
        begun_not_before=_outermost(min, (tie.begun[0] for tie in ties)),
        begun_not_after=min((tie.begun[1] for tie in ties if tie.begun[1] is not None), default=None),
        ended_not_before=max((over[0] for over in overs if over[0] is not None), default=None),
        ended_not_after=_outermost(max, (over[1] for over in overs)),
        sources_of_kind=max(tie.sources_of_kind for tie in ties),
        support=_joined(tie.support for tie in ties),
    )


def _outermost(pick: Callable[[list[int]], int], years: Iterable[int | None]) -> int | None:
    """The least of some lower bounds or the most of some upper ones; where one is open, so is the outermost."""
    bounds = list(years)
    known = [year for year in bounds if year is not None]
    return pick(known) if known and len(known) == len(bounds) else None


def _joined(codes: Iterable[str]) -> str:
    return ";".join(sorted(set(codes)))
