"""From places and ties to the rows that are written, at the level of places or of regions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from kg.base.errors import KgError
from kg.base.languages import pick
from kg.export.exported import Edge, Export, Vertex
from kg.network.exported import PlaceLike, TieLike

LEVELS = ("place", "region")


class Figures(NamedTuple):
    """Population and product per head by place id, with the unit of the product."""

    population: Mapping[str, float] = {}
    grp_per_head: Mapping[str, float] = {}
    grp_unit: Mapping[str, str] = {}


NO_FIGURES = Figures()


def shape(
    places: Mapping[str, PlaceLike],
    ties: Iterable[TieLike],
    *,
    level: str = "place",
    isolates: bool = True,
    figures: Figures = NO_FIGURES,
    lang: str = "en",
    kinds: Collection[str] = (),
    as_of: int | None = None,
    undated: int = 0,
) -> Export:
    """The rows of an export of the ties given, which join places of two countries.

    With ``level="region"`` each tie is that of the first-level units that hold its ends, and the
    ties of two units are one edge. ``isolates`` keeps the places of both countries that have no
    tie; countries themselves are never among them. Raises :class:`KgError` where the ties join
    more than two countries, or none.
    """
    if level not in LEVELS:
        raise KgError(f"no level is called {level!r}", hint=f"use {' or '.join(LEVELS)}")
    between = [tie for tie in ties if places[tie.a].country != places[tie.b].country]
    countries = tuple(sorted({places[end].country for tie in between for end in (tie.a, tie.b)}))
    if len(countries) != 2:
        raise KgError(
            f"the ties join {len(countries)} countries and not two", hint="choose other kinds or another year"
        )
    edges = _edges(places, between, countries[0], level)
    degrees = Counter(end for edge in edges for end in (edge.source, edge.target))
    vertices = [
        _vertex(place, countries.index(place.country), degrees[place.id], figures, lang)
        for place in places.values()
        if place.id in degrees or (isolates and place.country in countries and _is_unit(place, level))
    ]
    return Export(
        vertices=tuple(sorted(vertices, key=lambda vertex: (vertex.side, vertex.id))),
        edges=edges,
        countries=(countries[0], countries[1]),
        kinds=tuple(sorted(kinds)),
        as_of=as_of,
        level=level,
        undated=undated,
    )


def _is_unit(place: PlaceLike, level: str) -> bool:
    return place.level != "country" and (level == "place" or place.region == place.id)


def _vertex(place: PlaceLike, side: int, ties: int, figures: Figures, lang: str) -> Vertex:
    return Vertex(
        id=place.id,
        label=pick(place.labels, lang) or place.id,
        label_en=place.labels.get("en", ""),
        label_ru=place.labels.get("ru", ""),
        label_zh=place.labels.get("zh", ""),
        country=place.country,
        side=side,
        level=place.level,
        region=place.region,
        macro_region=place.macro_region,
        border=place.border,
        ties=ties,
        lat=place.lat,
        lon=place.lon,
        population=figures.population.get(place.id),
        grp_per_head=figures.grp_per_head.get(place.id),
        grp_unit=figures.grp_unit.get(place.id),
        wikidata=place.wikidata or None,
    )


def _edges(places: Mapping[str, PlaceLike], ties: Iterable[TieLike], first: str, level: str) -> tuple[Edge, ...]:
    groups: dict[tuple[str, str], list[TieLike]] = defaultdict(list)
    for tie in ties:
        ends = (tie.a, tie.b) if places[tie.a].country == first else (tie.b, tie.a)
        if level == "region":
            ends = (places[ends[0]].region or ends[0], places[ends[1]].region or ends[1])
        groups[ends].append(tie)
    edges = (
        _edge(f"{source}--{target}", source, target, group)
        for (source, target), found in groups.items()
        for group in ([found] if level == "region" else [[tie] for tie in found])
    )
    return tuple(sorted(edges, key=lambda edge: (edge.id, edge.kind)))


def _edge(id: str, source: str, target: str, ties: Collection[TieLike]) -> Edge:
    starts = [tie.start_year for tie in ties if tie.start_year is not None]
    ends = [tie.end_year for tie in ties if tie.end_year is not None]
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
    )


def _joined(codes: Iterable[str]) -> str:
    return ";".join(sorted(set(codes)))
