"""The position of a place in the network: the numbers of ``kg hubs`` and the ranks of ``kg rank``, reckoned once."""

from __future__ import annotations

import json
from functools import cache

from kg.ask.asked_graph import AskedGraph
from kg.base.resources import PACKAGE, queries_dir
from kg.dossier.record import Record
from kg.graph.cache import code_of


class Rank(Record):
    """A rank among some places: ``among`` how many, and between which ranks it lies by what sources were found."""

    shown = ("rank", "among")
    rank: int
    among: int
    low: int
    high: int


class Position(Record):
    """What the sister and partner ties of a place add up to, with those of the places within it, and its ranks.

    ``own`` are ties of the place itself, ``inner`` those of the places within it; ``partners`` are the places at the
    other end of its own ties, ``reached`` those of both. ``depends_on`` is the source without which it loses most
    ties, ``lost`` how many. ``among_all`` is its rank among all places, ``in_country`` among those of its country.
    """

    shown = ("own", "inner", "partners")
    own: int
    inner: int
    both: int
    partners: int
    reached: int
    first_year: int | None
    depends_on: str
    lost: int
    among_all: Rank
    in_country: Rank


def position(graph: AskedGraph, place: str) -> Position | None:
    """The position of a place; ``None`` where it and the places within it have no such tie."""
    found = _read(graph.once(_name(), lambda: json.dumps(_positions(graph)))).get(place)
    if not found:
        return None
    ranks = {name: Rank(place, *found[name]) for name in ("among_all", "in_country")}
    return Position(id=place, **found | ranks)


_read = cache(json.loads)


@cache
def _name() -> str:
    rooms = ("network", "analysis")
    files = [file for room in rooms for file in sorted((PACKAGE / room).glob("*.py"))]
    return f"positions-{code_of(*files, *sorted((queries_dir() / 'network').glob('*.rq')))}.json"


def _positions(graph: AskedGraph) -> dict[str, dict[str, object]]:
    """The positions of all places that have one; read and reckoned here, heavy libraries with it."""
    from kg.analysis.question import Question  # noqa: PLC0415 (slow to import, and needed once a graph)
    from kg.analysis.ranking import HubRank, hub_ranks  # noqa: PLC0415 (as that)
    from kg.network.attributes import Attributes  # noqa: PLC0415 (as that)
    from kg.network.from_graph import read_network  # noqa: PLC0415 (as that)
    from kg.network.hubs import hubs  # noqa: PLC0415 (as that)
    from kg.network.views import WITH_PARTNERS, Choice, standing  # noqa: PLC0415 (as that)

    network = read_network(graph)
    asked = Question(network, Attributes(), Choice(WITH_PARTNERS), limit=len(network.nodes))

    def ranks(country: str) -> dict[str, HubRank]:
        return {hub.place: hub for hub in hub_ranks(asked._replace(country=country), alike=False)}

    everywhere = ranks("")
    countries = {network.nodes[place].country for place in everywhere}
    at_home = {
        place: (rank, len(found)) for c in sorted(countries) for found in [ranks(c)] for place, rank in found.items()
    }
    return {
        hub.place: {
            "own": hub.own,
            "inner": hub.inner,
            "both": hub.both,
            "partners": hub.partners,
            "reached": hub.reached,
            "first_year": hub.first_year,
            "depends_on": everywhere[hub.place].most_dependent_on,
            "lost": everywhere[hub.place].lost,
            "among_all": [everywhere[hub.place].rank, len(everywhere), *everywhere[hub.place].interval],
            "in_country": [at_home[hub.place][0].rank, at_home[hub.place][1], *at_home[hub.place][0].interval],
        }
        for hub in hubs(network, standing(network, asked.choice))
    }
