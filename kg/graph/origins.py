"""Where a thing of the graph comes from: the file and row of its source table."""

from __future__ import annotations

from kg.base import ids
from kg.gather.corpus import Corpus
from kg.schema.records import TABLES


def origins(corpus: Corpus) -> dict[str, str]:
    """For the IRI of each thing that a row made, ``file:row``; for a tie, the row of its first attestation.

    A post is told by the row of the expert who holds it.
    """
    found: dict[str, str] = {}
    for folder in corpus.folders:
        for kind, records in folder.records.items():
            table = TABLES[kind]
            for index, record in enumerate(records if table.thing else ()):
                where = folder.where(kind, index)
                found[f"{ids.ID}{table.thing}/{table.slug(record)}"] = where
                if kind == "experts":
                    found[f"{ids.ID}post/{record.id}"] = where
                elif kind == "attestations":
                    found.setdefault(f"{ids.ID}tie/{record.tie}", where)
    return found
