"""The records that are told of with those of other folders that they lead to: enough to check these rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from kg.gather.corpus import Corpus
from kg.gather.folder import Folder
from kg.gather.references import targets, values
from kg.schema.records import TABLES

Named = tuple[str, str]  # a table, or ties, and an id


def part_of(corpus: Corpus) -> Corpus:
    """The corpus without the records that no row of the folders that are told of leads to.

    A row leads to what it names, an attestation or event to the other attestations of its tie, a
    format to its members, and a place to its names.
    """
    led: dict[Named, list[tuple[str, Any]]] = defaultdict(list)
    for kind in TABLES:
        for record in corpus.all(kind):
            for key in _answers_to(kind, record):
                led[key].append((kind, record))
    waiting = [
        (kind, record) for folder in corpus.told for kind, records in folder.records.items() for record in records
    ]
    kept: set[int] = {id(record) for _, record in waiting}
    asked: set[Named] = set()
    while waiting:
        for key in _asks_for(*waiting.pop()):
            if key not in asked:
                asked.add(key)
                waiting += [found for found in led[key] if id(found[1]) not in kept]
                kept.update(id(record) for _, record in led[key])
    return corpus._replace(folders=tuple(_only(each, kept) for each in corpus.folders))


def _answers_to(kind: str, record: Any) -> Iterator[Named]:
    if "id" in TABLES[kind].columns:
        yield kind, record.id
    if kind == "attestations":
        yield "ties", record.tie
    elif kind == "members":
        yield "formats", record.format
    elif kind == "names":
        yield "places", record.place


def _asks_for(kind: str, record: Any) -> Iterator[Named]:
    for column, tables in targets(kind).items():
        for value in values(record, column):
            yield from ((table, value) for table in tables if value)
    if kind in ("attestations", "events"):
        yield "ties", record.tie


def _only(folder: Folder, kept: set[int]) -> Folder:
    records = {kind: [each for each in rows if id(each) in kept] for kind, rows in folder.records.items()}
    return folder._replace(records=records)
