"""What records must be beyond their single cells: two ends, an end after the start, no loops, no repeats."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

from kg.base.errors import Problem
from kg.gather.folder import Folder
from kg.schema.records import TABLES

Told = tuple[str, str, str, dict[str, str]]  # code, column, value, details


def check_records(folder: Folder) -> Iterator[Problem]:
    """The problems of the folder's own records, taken singly and together."""
    for kind, check in _CHECKS.items():
        for index, record in enumerate(folder.records.get(kind, ())):
            for code, column, value, details in check(record):
                yield folder.fault(code, kind, index, column, value, **details)
    yield from _loops(folder, "places", "within-loop", lambda place: (place.within,))
    yield from _loops(folder, "sources", "source-loop", lambda source: (source.derived_from, source.same_text_as))


def _attestation(record: Any) -> Iterator[Told]:
    if record.place_a == record.place_b:
        yield "self-tie", "place_b", record.place_b, {}


def _event(record: Any) -> Iterator[Told]:
    if not record.format and not (record.place_a and record.place_b):
        yield "required", "place_a" if not record.place_a else "place_b", "", {}
    elif record.place_a and record.place_a == record.place_b:
        yield "self-tie", "place_b", record.place_b, {}


def _span(start: str, end: str) -> Callable[[Any], Iterator[Told]]:
    def check(record: Any) -> Iterator[Told]:
        first, last = getattr(record, start), getattr(record, end)
        if first and last and last.is_before(first):
            yield "end-before-start", end, last.iso, {"start": first.iso}

    return check


def _name(record: Any) -> Iterator[Told]:
    if not record.source and not record.note:
        yield "required", "source", "", {}
    if record.from_year and record.until_year and record.until_year < record.from_year:
        yield "end-before-start", "until_year", str(record.until_year), {"start": str(record.from_year)}


_CHECKS: Mapping[str, Callable[[Any], Iterator[Told]]] = {
    "attestations": _attestation,
    "events": _event,
    "facilities": _span("since", "until"),
    "surveys": _span("period_start", "period_end"),
    "names": _name,
}


def _loops(folder: Folder, kind: str, code: str, parents: Callable[[Any], Sequence[str]]) -> Iterator[Problem]:
    records = folder.records.get(kind, ())
    above = {record.id: [parent for parent in parents(record) if parent] for record in records}
    for index, record in enumerate(records):
        chain = _way_back(record.id, above)
        if chain:
            yield folder.fault(code, kind, index, "", record.id, chain=" → ".join(chain))


def _way_back(start: str, above: Mapping[str, Sequence[str]]) -> list[str]:
    """The steps that lead from a record through what is above it to itself, or none."""
    chain: dict[str, None] = {}  # in their order, and found at once
    waiting = deque(above[start])
    while waiting:
        here = waiting.popleft()
        if here == start:
            return [*chain, start]
        if here in above and here not in chain:
            chain[here] = None
            waiting.extend(above[here])
    return []


def repeats(folders: Sequence[Folder]) -> Iterator[tuple[Folder, Problem]]:
    """Rows that are one thing told twice, in whatever folder, file or order, each with its folder.

    Two rows are one where their keys are equal, or their ids. Rows that make nothing of their own
    count in their folder only.
    """
    named: dict[str, Folder] = {}
    for folder in folders:
        if folder.settings and (other := named.setdefault(folder.id, folder)) is not folder:
            details = (("first", str(other.path)),)
            yield folder, Problem("error", "duplicate-folder", str(folder.path), value=folder.id, details=details)
    for kind, table in TABLES.items():
        told: tuple[tuple[str, str, Callable[[Any], object]], ...] = (("duplicate-row", "", table.identity),)
        if "id" in table.columns:
            by_id = ("duplicate-id", "id", attrgetter("id"))
            told = (by_id,) if table.key == ("id",) else (by_id, *told)
        for code, column, identity in told:
            seen: dict[object, tuple[Folder, int]] = {}
            for folder in folders:
                if not table.thing:
                    seen.clear()
                for index, record in enumerate(folder.records.get(kind, ())):
                    what = identity(record)
                    first, row = seen.setdefault(what, (folder, index)) if what else (folder, index)
                    if first is not folder or row != index:
                        where, here = first.where(kind, row), folder.file_of(kind, index)
                        cell = record.id if column else ""
                        yield (
                            folder,
                            folder.fault(code, kind, index, column, cell, first=where.removeprefix(f"{here}:")),
                        )
