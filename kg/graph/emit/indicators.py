"""Observations of places and the facilities that serve them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.gather.corpus import Corpus
from kg.graph import rdf
from kg.graph.emit import vocabulary as v
from kg.schema.records import Facility, Observation

_T = v.TIE_TERMS
_OBSERVATION, _FACILITY = _T["Observation"], _T["Facility"]


def observations(corpus: Corpus) -> Iterator[str]:
    """Blocks of all observations, in order."""
    return rdf.in_order(corpus.records("observations"), lambda item: item[1].slug, lambda item: _observation(*item))


def _observation(folder: str, seen: Observation) -> list[str]:
    subject = rdf.thing("observation", seen.slug)
    pairs = [
        (v.A, _OBSERVATION),
        (_T["ofPlace"], rdf.thing("place", seen.place)),
        (_T["indicator"], rdf.concept("indicator", seen.indicator)),
        (_T["year"], rdf.integer(seen.year)),
        (_T["value"], rdf.decimal(seen.value)),
        (_T["unit"], rdf.concept("unit", seen.unit)),
        *((_T["statedIn"], rdf.thing("source", source)) for source in seen.sources),
        (_T["lowTrust"], rdf.boolean(seen.low_trust) if seen.low_trust else ""),
        (v.NOTE, rdf.tagged(seen.note) if seen.note else ""),
    ]
    return rdf.block(subject, rdf.graph(folder), pairs)


def facilities(corpus: Corpus) -> Iterator[str]:
    """Blocks of all facilities, in order."""
    return rdf.in_order(corpus.records("facilities"), lambda item: item[1].id, lambda item: _facility(*item))


def _facility(folder: str, facility: Facility) -> list[str]:
    subject = rdf.thing("facility", facility.id)
    pairs = [
        (v.A, _FACILITY),
        (v.LABEL, rdf.text(facility.name_ru, "ru")),
        (v.LABEL, rdf.text(facility.name_en, "en")),
        (v.LABEL, rdf.text(facility.name_zh, "zh")),
        (_T["facilityKind"], rdf.concept("facility-kind", facility.kind)),
        (_T["ofPlace"], rdf.thing("place", facility.place)),
        (_T["partnerPlace"], rdf.thing("place", facility.partner)),
        (_T["since"], rdf.date(facility.since)),
        (_T["until"], rdf.date(facility.until)),
        *((_T["statedIn"], rdf.thing("source", source)) for source in facility.sources),
        (v.NOTE, rdf.tagged(facility.note) if facility.note else ""),
    ]
    return rdf.block(subject, rdf.graph(folder), pairs)
