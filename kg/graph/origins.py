"""Where a thing of the graph comes from: the file and row of its source table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kg.base import ids
from kg.gather.corpus import Corpus
from kg.gather.fuse import attestation_id
from kg.graph.emit.indicators import observation_slug
from kg.graph.emit.places import name_slug
from kg.graph.emit.ties import membership_slug

_KINDS: dict[str, tuple[str, Callable[[Any], str]]] = {
    "places": ("place", lambda record: record.id),
    "names": ("name", name_slug),
    "sources": ("source", lambda record: record.id),
    "attestations": ("attestation", attestation_id),
    "events": ("event", lambda record: record.id),
    "formats": ("format", lambda record: record.id),
    "members": ("membership", membership_slug),
    "observations": ("observation", observation_slug),
    "facilities": ("facility", lambda record: record.id),
    "surveys": ("survey", lambda record: record.id),
    "authorities": ("authority", lambda record: record.id),
    "experts": ("expert", lambda record: record.id),
    "statements": ("statement", lambda record: record.id),
    "findings": ("finding", lambda record: record.id),
}


def origins(corpus: Corpus) -> dict[str, str]:
    """For the IRI of each thing that a row made, ``file:row``; for a tie, the row of its first attestation.

    A post is told by the row of the expert who holds it.
    """
    return dict(_pairs(corpus))


def _pairs(corpus: Corpus) -> Iterator[tuple[str, str]]:
    for folder in corpus.folders:
        for table, records in folder.records.items():
            if table not in _KINDS:
                continue
            kind, slug = _KINDS[table]
            for index, record in enumerate(records):
                where = f"{folder.file_of(table, index)}:{record.row}"
                yield f"{ids.ID}{kind}/{slug(record)}", where
                if table == "experts":
                    yield f"{ids.ID}post/{record.id}", where
    yield from _ties(corpus).items()


def _ties(corpus: Corpus) -> dict[str, str]:
    first: dict[str, str] = {}
    for folder in corpus.folders:
        for index, record in enumerate(folder.records.get("attestations", ())):
            tie = f"{ids.ID}tie/{ids.tie_slug((record.place_a, record.place_b))}"
            first.setdefault(tie, f"{folder.file_of('attestations', index)}:{record.row}")
    return first
