"""Rows that are one thing told twice, or two things with one address, in whatever folder, file or order they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from kg.base.errors import Problem
from kg.gather.folder import Folder
from kg.schema.columns import Table
from kg.schema.records import TABLES

Found = tuple[Folder, Problem]


class _Sameness(NamedTuple):
    """What two rows may not share: the message, the column that holds it, and what takes it from a record."""

    code: str
    column: str
    of: Callable[[Any], object]


# What stands for one place in other data sets: two places that share it would be one there.
_OF_PLACES = tuple(
    _Sameness("double-item" if column in ("wikidata", "geonames") else "double-code", column, attrgetter(column))
    for column in ("wikidata", "geonames", "iso_3166_2", "gbt_2260")
)


def repeats(folders: Sequence[Folder]) -> Iterator[Found]:
    """Folders of one id, and rows that are one where their keys, ids or addresses are equal.

    Rows that make nothing of their own count in their folder only.
    """
    named: dict[str, Folder] = {}
    for folder in folders:
        if folder.settings and (other := named.setdefault(folder.id.casefold(), folder)) is not folder:
            details = (("first", str(other.path)),)
            yield folder, Problem("error", "duplicate-folder", str(folder.path), value=folder.id, details=details)
            return  # every row may be there twice; that the folder is tells it in one line
    for kind, table in TABLES.items():
        yield from _of_kind(folders, kind, table)


def _of_kind(folders: Sequence[Folder], kind: str, table: Table) -> Iterator[Found]:
    by_row, by_id = _Sameness("duplicate-row", "", table.identity), _Sameness("duplicate-id", "id", _folded_id)
    if table.key == ("id",):
        by_row = by_id
    elif "id" in table.columns:
        yield from _shared(folders, kind, by_id, table)
    elif table.thing:
        yield from _shared(folders, kind, _Sameness("duplicate-address", "", table.slug), table)
    yield from _shared(folders, kind, by_row, table)
    for sameness in _OF_PLACES if kind == "places" else ():
        yield from _shared(folders, kind, sameness, table)


def _folded_id(record: Any) -> str:
    """An id without its capital letters, in which alone two addresses must not differ: files on a disk are named so."""
    return str(record.id.casefold())


def _shared(folders: Sequence[Folder], kind: str, sameness: _Sameness, table: Table) -> Iterator[Found]:
    seen: dict[object, tuple[Folder, int]] = {}
    for folder in folders:
        if not table.thing:
            seen.clear()
        for index, record in enumerate(folder.records.get(kind, ())):
            what = sameness.of(record)
            first, row = seen.setdefault(what, (folder, index)) if what else (folder, index)
            if first is folder and row == index:
                continue
            other = first.records[kind][row]
            code, column = sameness.code, sameness.column
            if code == "duplicate-address" and table.identity(other) == table.identity(record):
                continue  # the row is told as a whole
            if column != "id" and (id := getattr(record, "id", "")) and id.casefold() == other.id.casefold():
                continue  # the id is told
            code = "case-only" if column == "id" and other.id != record.id else code
            if code == "case-only" and kind == "sources" and first is not folder:
                continue  # each folder names its documents in its own way
            details = {"first": first.where(kind, row).removeprefix(f"{folder.file_of(kind, index)}:")}
            details |= {"other": other.id} if code == "case-only" or column not in ("", "id") else {}
            yield folder, folder.fault(code, kind, index, column, getattr(record, column) if column else "", **details)
