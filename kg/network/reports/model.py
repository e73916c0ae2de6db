"""A report: rows under column keys, and sentences to say beside them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from kg.network.attributes import Attributes
from kg.network.model import Network
from kg.network.views import Choice
from kg.words.names import pick

Cell = str | int | float | bool | None
Rows = list[tuple[Cell, ...]]


class Question(NamedTuple):
    """What is asked: the network, the choice of ties, and the settings that some reports need."""

    network: Network
    attributes: Attributes
    choice: Choice
    lang: str = "en"
    rollup: str = "both"
    country: str = ""
    place: str = ""
    year: int | None = None
    top: int = 20
    rounds: int = 999
    seed: int = 0
    concepts: Mapping[str, Mapping[str, str]] = MappingProxyType({})

    def name(self, id: str) -> str:
        """A place, a level or a part of a country as the reader calls it."""
        node = self.network.nodes.get(id)
        return pick(node.labels if node else self.concepts.get(id, {}), self.lang) or id


class Report(NamedTuple):
    """Columns by key (see ``texts/``), rows, and notes in the language of the question."""

    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    notes: tuple[str, ...] = ()

    def headings(self, lang: str) -> list[str]:
        """The columns as a reader reads them; a measure keeps its name."""
        words = texts()["columns"]
        return [words.get(column, {}).get(lang, column) for column in self.columns]


def captioned(key: str, lang: str) -> str:
    """The caption of a report in a language."""
    return str(texts()["captions"][key][lang])


def choice_note(choice: Choice, lang: str) -> str:
    """Which ties a report counts, so that two reports that differ in it are not compared."""
    kinds = ("、" if lang == "zh" else ", ").join(word(f"kind {kind}", lang) for kind in choice.kinds)
    year = "" if choice.as_of is None else note("choice-year", lang, year=choice.as_of)
    return note("choice", lang, kinds=kinds, year=year)


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


def rounded(value: float | None, digits: int = 4) -> float | None:
    """A number as a table shows it."""
    return None if value is None else round(value, digits)
