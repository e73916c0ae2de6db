"""What is known of places and ties beside who is tied with whom: size, product, facilities, fields, stages.

The graph keeps every figure with its year and source; analysis needs one number a place. The order
of preference is a table here, so that a reader sees which figure a model uses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kg.ask.asked_graph import AskedGraph
from kg.ask.asked_tables import asked_table
from kg.ask.results import Value
from kg.base import ids
from kg.base.dates import Bounds
from kg.network.from_graph import year_of

# Totals without autonomous okrugs come first, because the okrugs are places of their own.
POPULATION = (
    "population-jan1-excl-okrugs",
    "population-jan1",
    "population-census",
    "population-census-rounded",
    "population-estimate",
)
PRODUCT_PER_HEAD = ("grp-per-capita-excl-okrugs", "grp-per-capita", "gdp-per-capita", "gdp-per-capita-derived")
TIMES = 2.0  # the populations of places of like size differ by less
ECONOMY = ("fixed-capital-investment", "wage-monthly", "income-per-capita-monthly", "exports-total", "imports-total")


class Figure(NamedTuple):
    """One number with the indicator, the year and the unit it is of."""

    value: float
    indicator: str
    year: int | None
    unit: str


class Facility(NamedTuple):
    """A consulate, crossing, institute or flight; ``partner`` is empty where it has one end."""

    id: str
    kind: str
    place: str
    partner: str
    closed: bool


class Attributes(NamedTuple):
    """The figures and facilities of places by place id; by tie slug the fields (humanitarian, economic,
    political) of ties, and their stages, each with the first and the last year in which it can have been reached.

    ``economy`` holds the figures of each indicator of :data:`ECONOMY`; ``boundaries`` are pairs of first-level
    units on two sides of a frontier that share a boundary, in both orders.

    >>> Attributes().population
    {}
    """

    population: Mapping[str, Figure] = {}
    product_per_head: Mapping[str, Figure] = {}
    facilities: tuple[Facility, ...] = ()
    fields: Mapping[str, frozenset[str]] = {}
    economy: Mapping[str, Mapping[str, Figure]] = {}
    boundaries: frozenset[tuple[str, str]] = frozenset()
    stages: Mapping[str, Sequence[tuple[str, Bounds]]] = {}


def read_attributes(graph: AskedGraph) -> Attributes:
    """The attributes of all places of a graph, through the catalogue."""
    figures = [
        (place, indicator, year, value, unit, low_trust)
        for _, _, year, value, _, low_trust, place, indicator, unit in asked_table(graph, "figures-of-places").rows
    ]
    fields: dict[str, set[str]] = defaultdict(set)
    stages: dict[str, list[tuple[str, Bounds]]] = defaultdict(list)
    for tie, _sphere, field in asked_table(graph, "spheres-of-links").rows:
        fields[ids.tail(tie)].add(ids.tail(field))
    for tie, stage, *bounds in asked_table(graph, "stages-of-links").rows:
        first, last = map(year_of, bounds)
        stages[ids.tail(tie)].append((ids.tail(stage), (first, last)))
    return Attributes(
        population=choose(figures, POPULATION),
        product_per_head=choose(figures, PRODUCT_PER_HEAD),
        facilities=tuple(
            Facility(ids.tail(facility), ids.tail(kind), ids.tail(place), ids.tail(partner), until is not None)
            for *_, until, facility, kind, place, partner in asked_table(graph, "facilities-of-places").rows
        ),
        fields={tie: frozenset(found) for tie, found in fields.items()},
        economy={name: choose(figures, (f"{name}-excl-okrugs", name)) for name in ECONOMY},
        boundaries=frozenset(
            (ids.tail(one), ids.tail(other)) for one, other in asked_table(graph, "boundaries-of-units").rows
        ),
        stages=dict(stages),
    )


def choose(rows: Sequence[Sequence[Value]], preferred: Sequence[str]) -> dict[str, Figure]:
    """One figure a place: the first indicator of ``preferred`` that it has, of its latest year.

    A figure of low trust is used only where a place has no other.

    >>> rows = [
    ...     ("id/place/a", "voc/indicator/new", 2020, 7, "voc/unit/persons", None),
    ...     ("id/place/a", "voc/indicator/old", 2021, 8, "voc/unit/persons", None),
    ...     ("id/place/a", "voc/indicator/new", 2021, 9, "voc/unit/persons", True),
    ... ]
    >>> choose(rows, ("new", "old"))
    {'a': Figure(value=7.0, indicator='new', year=2020, unit='persons')}
    """
    best: dict[str, tuple[tuple[bool, int, int], Figure]] = {}
    for place, indicator, year, value, unit, low_trust in rows:
        name = ids.tail(indicator)
        if name not in preferred:
            continue
        when = year_of(year)
        key = (bool(low_trust), preferred.index(name), -(when or 0))
        id = ids.tail(place)
        if id not in best or key < best[id][0]:
            best[id] = key, Figure(float(str(value)), name, when, ids.tail(unit))
    return {id: figure for id, (_, figure) in best.items()}
