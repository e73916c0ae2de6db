"""The words of reports in three languages, from the tables beside this file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

Cell = str | int | float | bool | None


def captioned(key: str, lang: str) -> str:
    """The caption of a report in a language."""
    return str(texts()["captions"][key][lang])


def choice_note(kinds: Iterable[str], as_of: int | None, lang: str) -> str:
    """Which ties a report counts, so that two reports that differ in it are not compared."""
    named = ("、" if lang == "zh" else ", ").join(word(f"kind {kind}", lang) for kind in kinds)
    return note("choice", lang, kinds=named, year="" if as_of is None else note("choice-year", lang, year=as_of))


@cache
def texts() -> dict[str, Any]:
    """The words of all reports: columns, notes, words, questions and captions, each by key and language."""
    found: dict[str, Any] = {}
    for path in sorted(Path(__file__).with_name("texts").glob("*.toml")):
        for section, words in tomllib.loads(path.read_text(encoding="utf-8")).items():
            found.setdefault(section, {}).update(words)
    return found


def note(key: str, lang: str, **values: Cell) -> str:
    """One note in a language."""
    return str(texts()["notes"][key][lang]).format(**values)


def word(key: str, lang: str) -> str:
    """One value that has a word in each language, a verdict say; others stay as they are."""
    return str(texts()["words"].get(key, {}).get(lang, key))
