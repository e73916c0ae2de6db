"""What a cell refers to: places by name, rows of other tables by their ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from kg.base.errors import Problem, offered
from kg.base.languages import _
from kg.gather.cells import remedy, split
from kg.gather.folder import Folder
from kg.gazetteer.gazetteer import Gazetteer
from kg.schema.records import TABLES

_ADVISED = 50_000  # how many known ids are held against unknown ones to find the nearest
_OF_KIND = {"place": ("places",), "source": ("sources",), "sources": ("sources",)}
# What a cell ``about`` may name.
_ABOUT = {"statements": ("places", "formats"), "findings": ("places", "formats", "experts", "surveys")}


@cache
def targets(kind: str) -> dict[str, tuple[str, ...]]:
    """The tables in which each column of a table looks for what it names.

    >>> targets("members")
    {'format': ('formats',), 'place': ('places',), 'sources': ('sources',)}
    """
    found: dict[str, tuple[str, ...]] = {}
    for name, column in TABLES[kind].columns.items():
        if name == "about":
            found[name] = _ABOUT[kind]
        elif column.kind in _OF_KIND:
            found[name] = _OF_KIND[column.kind]
        elif column.kind == "id" and column.of:
            found[name] = (column.of,)
    return found


@cache
def _led(kind: str) -> frozenset[str]:
    """The kinds of table that a row leads to: those it names, and those that say more of what it names."""
    more = {"events": ("attestations",), "formats": ("members",), "places": ("names",)}
    return frozenset(("translations", *more.get(kind, ()), *(table for of in targets(kind).values() for table in of)))


def reach(kinds: Iterable[str]) -> frozenset[str]:
    """The kinds of table that are needed to check rows of some kinds, these among them.

    >>> sorted(reach(["boundaries"]))
    ['boundaries', 'names', 'places', 'sources', 'translations']
    """
    found: frozenset[str] = frozenset()
    waiting = set(kinds)
    while waiting:
        found |= waiting
        waiting = {led for kind in waiting for led in _led(kind)} - found
    return found


def values(record: Any, column: str) -> Iterable[str]:
    """What a cell names, each by itself."""
    cell = getattr(record, column)
    if column == "about":
        return (party for item in split(cell) for party in item.split("+"))
    return (cell,) if isinstance(cell, str) else cell


def meant(gazetteer: Gazetteer, text: str, level: str = "", remedy: str = "") -> str | Problem:
    """The id of the one place that a cell names, else what is wrong with it, and the remedy where no name is near."""
    found = gazetteer.find(text, level)
    if len(found) == 1:
        return found[0]
    if found:
        return Problem("error", "ambiguous-place", details=(("candidates", ", ".join(found)),))
    advice = offered(gazetteer.suggest(text), remedy or _("add it to a places.csv"))
    return Problem("error", "unknown-place", details=(("remedy", advice),))


class Resolver:
    """Resolves the references of folders against everything that is known."""

    def __init__(self, folders: Sequence[Folder], gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.ids: dict[str, set[str]] = {
            kind: {record.id for folder in folders for record in folder.records.get(kind, ())}
            for kind, table in TABLES.items()
            if "id" in table.columns
        }
        self._found: dict[tuple[str, str], str | Problem] = {}
        self._remedies: dict[str, dict[str, str]] = {}

    def resolve(self, folder: Folder) -> list[Problem]:
        """Put place ids where places are named, in the folder's own records; return what is unknown."""
        return [
            problem
            for kind in folder.records
            for column, tables in targets(kind).items()
            for problem in (
                self._places(folder, kind, column)
                if TABLES[kind].columns[column].kind == "place"
                else self._known(folder, kind, column, tables)
            )
        ]

    def _places(self, folder: Folder, kind: str, column: str) -> Iterator[Problem]:
        level_column = column.replace("place", "level") if column.startswith("place_") else "level"
        records = folder.records[kind]
        for index, record in enumerate(records):
            text = getattr(record, column)
            if not text or text in self.gazetteer.places:
                continue
            key = text, getattr(record, level_column, "")
            found = self._found[key] = self._found.get(key) or meant(self.gazetteer, *key)
            if isinstance(found, Problem):
                yield folder.fault(found.code, kind, index, column, text, **dict(found.details))
            else:
                records[index] = record._replace(**{column: found})

    def _known(self, folder: Folder, kind: str, column: str, tables: Sequence[str]) -> Iterator[Problem]:
        known = frozenset[str]().union(*(self.ids[table] for table in tables))
        named = ", ".join(tables)
        code = "unknown-source" if named == "sources" else "unknown-reference"
        advice = self._remedies.setdefault(named, {})
        for index, record in enumerate(folder.records[kind]):
            for value in values(record, column):
                if value and value not in known:
                    if value not in advice:
                        # To look for the nearest of many is dear: a table with many unknown ids names a few.
                        key = value if len(advice) * len(known) < _ADVISED else ""
                        advice[value] = advice.get(key) or advice.setdefault(key, remedy(key, known))
                    yield folder.fault(code, kind, index, column, value, remedy=advice[value], tables=named)
