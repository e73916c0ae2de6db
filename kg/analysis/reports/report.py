"""A report: rows under column keys, and sentences to say beside them.

The words are English in the table beside this file, in other languages from the catalogues.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from kg.base.languages import N_, listed, translated

Cell = str | int | float | bool | None
_LABELLED = N_("{label} ({key})")
Item = TypeVar("Item")
Rows = list[tuple[Cell, ...]]
# What a narrow table leaves out, so that the rest stands in rows: columns that refine others.
_SPARE = frozenset({
    "id", "removed", "random-low", "random-high", "not-told-apart", "depends-on", "lost", "compared", "p", "p-permuted",
    "least-shown", "note", "top-expected", "top-tied", "top-open", "brier", "log-loss", "log-loss-base",
    "auc-population", "ratio-kind", "vif", "units", "alpha", "dispersion", "pseudo-r2", "log-likelihood", "poisson-p",
    "strength", "two-mode-degree", "two-mode-betweenness", "two-mode-closeness", "harmonic", "eccentricity", "pagerank",
    "hits", "core", "triangles", "clustering", "two-mode-clustering", "redundancy", "constraint",
})  # fmt: skip


class Report(NamedTuple):
    """Columns by key (see ``texts.toml``), rows, and notes in the language of the question."""

    columns: tuple[str, ...]
    rows: Rows
    notes: tuple[str, ...] = ()

    def headings(self, lang: str) -> list[str]:
        """The columns as a reader of a language reads them."""
        return [heading(column, lang) for column in self.columns]

    def spare(self) -> list[str]:
        """The columns that a narrow drawing may leave out, as English headings."""
        return [heading(column, "en") for column in self.columns if column in _SPARE]


def report(found: Iterable[Item], columns: Mapping[str, Callable[[Item], Cell]], notes: Iterable[str] = ()) -> Report:
    """A row an item; a column a key with what it tells of the item."""
    rows = [tuple(cell(each) for cell in columns.values()) for each in found]
    return Report(tuple(columns), rows, tuple(notes))


def of_records(kind: type[NamedTuple], found: Iterable[Any], notes: Iterable[str] = ()) -> Report:
    """A row a record, a column a field of its kind, which is the key of the column."""
    columns = tuple(name.replace("_", "-") for name in kind._fields)
    rows: Rows = [tuple(rounded(cell) if isinstance(cell, float) else cell for cell in each) for each in found]
    return Report(columns, rows, tuple(notes))


def rounded(value: float | None, digits: int = 4) -> float | None:
    """A number as a table shows it."""
    return None if value is None else round(value, digits)


@cache
def texts() -> dict[str, dict[str, str]]:
    """The English words of all reports by key: captions, columns, notes, words and measures."""
    return tomllib.loads(Path(__file__).with_name("texts.toml").read_text(encoding="utf-8"))


def note(key: str, lang: str, **values: Cell) -> str:
    """One note in a language."""
    return translated(texts()["notes"][key], lang).format(**values)


def counts(lang: str, **found: int) -> tuple[str, ...]:
    """A note for each thing that there is at all, by the key of the note, how many there are."""
    return tuple(note(key.replace("_", "-"), lang, count=count) for key, count in found.items() if count)


def word(key: str, lang: str, section: str = "words") -> str:
    """A value, a heading or a caption in a language; what is in no table is a text of its own, or stays as it is."""
    return translated(texts()[section].get(key, key), lang)


def heading(key: str, lang: str) -> str:
    """A column as a reader of a language reads it; a measure keeps its name, with the label before it."""
    if key in texts()["columns"] or key not in texts()["measures"]:
        return word(key, lang, "columns")
    return key if lang == "en" else translated(_LABELLED, lang).format(label=word(key, lang, "measures"), key=key)


def choice_note(kinds: Iterable[str], as_of: int | None, lang: str) -> str:
    """Which ties a report counts, so that two reports that differ in it are not compared."""
    named = listed((word(f"kind {kind}", lang) for kind in kinds), lang)
    return note("choice", lang, kinds=named, year="" if as_of is None else note("choice-year", lang, year=as_of))
