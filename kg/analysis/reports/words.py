"""The words of reports: English in the table beside this file, in other languages from the catalogues."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from kg.base.languages import N_, listed, translated

_LABELLED = N_("{label} ({key})")

Cell = str | int | float | bool | None


@cache
def texts() -> dict[str, dict[str, str]]:
    """The English words of all reports by key: captions, columns, notes, words and measures."""
    return tomllib.loads(Path(__file__).with_name("texts.toml").read_text(encoding="utf-8"))


def note(key: str, lang: str, **values: Cell) -> str:
    """One note in a language."""
    return translated(texts()["notes"][key], lang).format(**values)


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
