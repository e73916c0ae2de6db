"""What records must be beyond their single cells: two ends, an end after the start, no loops."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from kg.base.errors import Problem
from kg.gather.folder import Folder

DEEPEST = 12  # units of units: no country has more levels above a village
_SHOWN = 12  # members of a loop that a message names

Told = tuple[str, str, str, dict[str, str]]  # code, column, value, details


def check_records(folder: Folder) -> Iterator[Problem]:
    """The problems of the folder's own records, taken singly."""
    for kind, check in _CHECKS.items():
        for index, record in enumerate(folder.records.get(kind, ())):
            for code, column, value, details in check(record):
                yield folder.fault(code, kind, index, column, value, **details)


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


def _place(record: Any) -> Iterator[Told]:
    if "--" in record.id:
        yield "two-hyphens", "id", record.id, {}


def _finding(record: Any) -> Iterator[Told]:
    if record.id.partition(".")[0] in ("guess", "event", "coded", "date", "unkept"):
        yield "reserved", "id", record.id, {}


def _answer(record: Any) -> Iterator[Told]:
    if not (record.answer or record.text):
        yield "required", "answer", "", {}


_CHECKS: Mapping[str, Callable[[Any], Iterator[Told]]] = {
    "attestations": _attestation,
    "places": _place,
    "events": _event,
    "facilities": _span("since", "until"),
    "sources": _span("published", "retrieved"),
    "surveys": _span("period_start", "period_end"),
    "names": _name,
    "findings": _finding,
    "answers": _answer,
}


def loops(folders: Sequence[Folder]) -> Iterator[tuple[Folder, Problem]]:
    """Chains of places or of sources that come back to where they began, and chains deeper than any real one.

    Each record and each step is looked at once. A loop is told once, each with the folder of its first row.
    """
    yield from _chains(folders, "places", "within-loop", lambda place: (place.within,))
    yield from _chains(folders, "sources", "source-loop", lambda source: (source.derived_from, source.same_text_as))


def _chains(
    folders: Sequence[Folder], kind: str, loop: str, parents: Callable[[Any], Sequence[str]]
) -> Iterator[tuple[Folder, Problem]]:
    held = [(f, i, record) for f in folders for i, record in enumerate(f.records.get(kind, ())) if record.id]
    row = {record.id: (folder, index) for folder, index, record in reversed(held)}
    above = {record.id: [parent for parent in parents(record) if parent in row] for _, _, record in reversed(held)}
    depth: dict[str, int] = {}
    for start, first in above.items():
        way, steps = ({}, []) if start in depth else ({start: 0}, [iter(first)])
        path = list(way)
        while steps:
            parent = next(steps[-1], None)
            if parent is None:
                steps.pop()
                done = path.pop()
                del way[done]
                depth[done] = 1 + max((depth.get(each, 0) for each in above[done]), default=0)
                if kind == "places" and depth[done] == DEEPEST + 1:
                    folder, index = row[done]
                    yield folder, folder.fault("within-deep", kind, index, "within", done, limit=str(DEEPEST))
            elif parent in way:
                folder, index = row[parent]
                chain = path[way[parent] : way[parent] + _SHOWN]
                chain += ["…"] if len(path) - way[parent] > _SHOWN else []
                yield folder, folder.fault(loop, kind, index, "", parent, chain=" → ".join([*chain, parent]))
            elif parent not in depth:
                way[parent] = len(path)
                path.append(parent)
                steps.append(iter(above[parent]))
