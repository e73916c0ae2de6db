"""What a record must be beyond its single cells: two ends, an end after the start, no loops."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from kg.base.errors import Problem
from kg.gather.folder import Folder
from kg.gazetteer.gazetteer import Gazetteer

Told = tuple[str, str, str, dict[str, str]]  # code, column, value, details


def check_records(folder: Folder, gazetteer: Gazetteer) -> list[Problem]:
    """The problems of the folder's own records, taken singly and together."""
    problems: list[Problem] = []
    for kind, records in folder.records.items():
        for index, record in enumerate(records):
            for code, column, value, details in _CHECKS.get(kind, _nothing)(record):
                file = folder.file_of(kind, index)
                problems.append(Problem("error", code, file, record.row, column, value, tuple(details.items())))
    problems += _loops(folder, "places", "within-loop", lambda place: (place.within,))
    problems += _loops(folder, "sources", "source-loop", lambda source: (source.derived_from, source.same_text_as))
    return problems


def _nothing(record: Any) -> Iterator[Told]:
    return iter(())


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


def _loops(folder: Folder, kind: str, code: str, parents: Callable[[Any], Sequence[str]]) -> list[Problem]:
    records = folder.records.get(kind, ())
    above = {record.id: [parent for parent in parents(record) if parent] for record in records}
    problems = []
    for index, record in enumerate(records):
        chain = _way_back(record.id, above)
        if chain:
            details = (("chain", " → ".join(chain)),)
            problems.append(Problem("error", code, folder.file_of(kind, index), record.row, "", record.id, details))
    return problems


def _way_back(start: str, above: Mapping[str, Sequence[str]]) -> list[str]:
    """The steps that lead from a record through what is above it to itself, or none."""
    chain: list[str] = []
    waiting = list(above[start])
    while waiting:
        here = waiting.pop(0)
        if here == start:
            return [*chain, start]
        if here in above and here not in chain:
            chain.append(here)
            waiting.extend(above[here])
    return []
