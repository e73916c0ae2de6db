"""Where to look when a place has few ties of its own: its region, the places there, places of the same name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kg.ask.asked_graph import AskedGraph
from kg.ask.asked_tables import table_of
from kg.base import ids
from kg.base.languages import _, ngettext

_MOST = 8
_TIES = """PREFIX tie: <https://w3id.org/interregional-ties/ont#>
SELECT ?place (COUNT(DISTINCT ?tie) AS ?ties)
WHERE {{
  VALUES ?place {{ {places} }}
  ?tie a tie:Tie ; tie:hasParty ?place .
}}
GROUP BY ?place"""


class Near(NamedTuple):
    """A place worth a look beside another one, and how many ties it has."""

    place: str
    ties: int


def near_places(graph: AskedGraph, place: str) -> list[Near]:
    """The region of a place, the places with ties within it, and the namesakes of the place, in that order."""
    gazetteer = graph.names.gazetteer
    record = gazetteer.places[place]
    if record.level == "country":
        return []
    around = [id for id in gazetteer.holders(place) if gazetteer.places[id].level != "country"]
    region = around[-1] if around else place
    inside = {id for id in gazetteer.places if id not in (place, region) and gazetteer.is_within(id, region)}
    own_names = filter(None, (record.name_ru, record.name_en, record.name_zh))
    namesakes = {id for name in own_names for id in gazetteer.namesakes(name, place)} - {region, *inside}
    ties = _ties(graph, {region, *inside, *namesakes})
    in_order = [Near(id, ties.get(id, 0)) for id in (region, *sorted(inside), *sorted(namesakes)) if id != place]
    return sorted(
        (each for each in in_order if each.ties or each.place not in inside),
        key=lambda each: (each.place != region, each.place in namesakes, -each.ties),
    )


def told_near(graph: AskedGraph, near: Sequence[Near]) -> str:
    """The places in one line, each with the number of its ties."""
    label = graph.names.gazetteer.label
    shown = [
        _("{place} ({ties})").format(
            place=label(each.place), ties=ngettext("{n} tie", "{n} ties", each.ties).format(n=each.ties)
        )
        for each in near[:_MOST]
    ]
    return _("see also: {places}").format(places=_(", ").join(shown))


def _ties(graph: AskedGraph, places: Iterable[str]) -> dict[str, int]:
    terms = " ".join(f"<{ids.thing('place', place)}>" for place in sorted(places))
    return {ids.tail(place): int(str(ties)) for place, ties in table_of(graph, _TIES.format(places=terms)).rows}
