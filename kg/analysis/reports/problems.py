"""Which problems are raised by experts of which type of place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kg.ask.asked_graph import AskedGraph
from kg.ask.asked_tables import table_of
from kg.ask.catalog import Catalog
from kg.base import ids
from kg.network.ties import Network, Node

TYPES = ("border-region", "border-city", "inner-region", "inner-city")


class Raised(NamedTuple):
    """One expert of a place raises one problem."""

    place: str
    expert: str
    problem: str


def read_problems(graph: AskedGraph, lang: str, catalog: Catalog | None = None) -> list[Raised]:
    """The problems that experts raise, named in a language."""
    question = (catalog or Catalog()).find("problems-as-links")
    text = question.filled({"lang": [lang]}, graph.names)
    return [
        Raised(ids.tail(place), ids.tail(expert), str(name or ids.tail(problem)))
        for place, expert, name, problem in table_of(graph, text).rows
    ]


def by_type(network: Network, raised: Iterable[Raised]) -> tuple[Mapping[tuple[str, str], int], list[str]]:
    """How many experts of each type of place raise each problem, and the problems, those of most experts first.

    >>> by_type(Network({}, ()), [])
    ({}, [])
    """
    nodes = network.nodes
    unique = {(each.problem, type_of(nodes[each.place]), each.expert) for each in raised if each.place in nodes}
    totals = Counter(problem for problem, _, _ in unique)
    counts = Counter((problem, of_type) for problem, of_type, _ in unique)
    return dict(counts), sorted(totals, key=lambda problem: (-totals[problem], problem))


def experts_of_types(network: Network, raised: Iterable[Raised]) -> dict[str, int]:
    """How many experts of each type of place raise any problem, types without one included.

    >>> experts_of_types(Network({}, ()), [])
    {'border-region': 0, 'border-city': 0, 'inner-region': 0, 'inner-city': 0}
    """
    nodes = network.nodes
    unique = {(type_of(nodes[each.place]), each.expert) for each in raised if each.place in nodes}
    counts = Counter(of_type for of_type, _ in unique)
    return {each: counts[each] for each in TYPES}


def type_of(node: Node) -> str:
    """The type of a place: a first-level unit or a place within one, on the border or not."""
    side = "border" if node.border else "inner"
    return f"{side}-region" if node.region == node.id else f"{side}-city"
