"""The questionnaire as data: its items in the order of the columns of answers, their words and their choices."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from zlib import crc32

from kg.gazetteer.folding import fold
from kg.graph.vocabularies import concepts

Said = Mapping[str, str]  # a text by language
_FILE = Path(__file__).with_name("instrument.toml")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
FOR_THE_READER = " · "  # parts what programs read of a heading from its words
_BRIEF = 5  # characters of an answer's code; the limit of LimeSurvey


@dataclass(frozen=True)
class Item:
    """One thing that is asked, and one column of answers.

    ``kind`` is one of one, many, text, place, date, yesno and language; ``question`` is 0 before the seven.
    ``choices`` are in the order in which they are offered, ``broader`` names the group that a choice
    stands under, and one of ``exclusive`` is chosen alone. ``only_with`` is the item that must be
    answered with yes.
    """

    name: str
    question: int
    kind: str
    says: Said
    hint: Said = field(default_factory=dict)
    choices: Mapping[str, Said] = field(default_factory=dict)
    required: bool = False
    scheme: str = ""
    exclusive: frozenset[str] = frozenset()
    broader: Mapping[str, str] = field(default_factory=dict)
    only_with: str = ""

    def depth(self, code: str) -> int:
        """How many groups a choice stands under.

        >>> problems = Instrument.bundled()["problems"]
        >>> problems.depth("epidemic"), problems.depth("border-closure")
        (0, 2)
        """
        above = self.broader.get(code, "")
        return 1 + self.depth(above) if above else 0

    def code_of(self, text: str) -> str:
        """The code of a choice by its code, brief code or label in any language; empty if there is none.

        >>> Instrument.bundled()["trend"].code_of("Росла")
        'growing'
        """
        return text if text in self.choices else self._codes.get(fold(text), "")

    @cached_property
    def _codes(self) -> dict[str, str]:
        labels = {fold(label): code for code, said in self.choices.items() for label in said.values()}
        return labels | {fold(name): code for code in self.choices for name in (brief(code), code)}


@dataclass(frozen=True)
class Instrument:
    """The questionnaire of one version: items in their order, the titles of its questions, and the texts around."""

    version: str
    title: Said
    questions: tuple[Said, ...]
    items: tuple[Item, ...]
    texts: Mapping[str, Said]
    consent: Mapping[str, Said]

    @staticmethod
    def bundled() -> Instrument:
        """The questionnaire that comes with the program."""
        return _bundled()

    def __getitem__(self, name: str) -> Item:
        return self._by_name[name]

    def column(self, heading: str) -> tuple[Item, str] | None:
        """The item of a column of answers, and the choice where each has a column of its own; else nothing.

        The headings are those of all forms: ``problems``, ``problems/money``, ``problems[money]``, with words for
        the reader after a dot, and those of LimeSurvey, which knows no ``_`` and codes of five characters.

        >>> questionnaire = Instrument.bundled()
        >>> for heading in ("problems/no-direct-flights · 没有直航", "problems/没有直航", "problems[nod3a]"):
        ...     item, code = questionnaire.column(heading)
        ...     print(item.name, code)
        problems no-direct-flights
        problems no-direct-flights
        problems no-direct-flights
        >>> questionnaire.column("problemstext")[0].name, questionnaire.column("weight") is None
        ('problems_text', True)
        """
        name, _, rest = heading.partition(FOR_THE_READER)[0].strip().replace("[", "/").removesuffix("]").partition("/")
        item = self._by_plain_name.get(plain(name))
        if item is None or not rest:
            return (item, "") if item else None
        code = item.code_of(rest) if item.kind == "many" else ""
        return (item, code) if code else None

    @cached_property
    def _by_name(self) -> dict[str, Item]:
        return {item.name: item for item in self.items}

    @cached_property
    def _by_plain_name(self) -> dict[str, Item]:
        return {plain(item.name): item for item in self.items}


def plain(name: str) -> str:
    """An item's name in letters alone, as LimeSurvey has it.

    >>> plain("consent_quote")
    'consentquote'
    """
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def brief(code: str) -> str:
    """A code in at most five letters and digits, the limit of LimeSurvey; it does not change as codes come and go.

    >>> brief("trade"), brief("no-direct-flights")
    ('trade', 'nod3a')
    """
    if len(code) <= _BRIEF and code.isalnum():
        return code
    number = crc32(code.encode())
    return plain(code)[: _BRIEF - 2] + _DIGITS[number // 36 % 36] + _DIGITS[number % 36]


@cache
def _bundled() -> Instrument:
    written = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return Instrument(
        version=written["version"],
        title=written["title"],
        questions=tuple(each["title"] for each in written["questions"]),
        items=tuple(_item(each, written["yesno"]) for each in written["items"]),
        texts=written["texts"],
        consent=written["consent"],
    )


def _item(written: dict[str, Any], yesno: Mapping[str, Said]) -> Item:
    scheme, own = written.get("scheme", ""), written.get("choices", {})
    offered = dict(_in_groups(scheme, "")) if scheme else {}
    return Item(
        name=written["name"],
        question=written.get("question", 0),
        kind=written["kind"],
        says=written["says"],
        hint=written.get("hint", {}),
        choices=yesno if written["kind"] == "yesno" else offered | own,
        required=written.get("required", False),
        scheme=scheme,
        exclusive=frozenset(written.get("exclusive", ())),
        broader={code: above for code in offered if (above := concepts(scheme)[code].broader)},
        only_with=written.get("only_with", ""),
    )


def _in_groups(scheme: str, above: str) -> Iterator[tuple[str, Said]]:
    """The concepts of a scheme with their labels, each group before what stands under it."""
    for code, concept in concepts(scheme).items():
        if concept.broader == above:
            yield code, concept.labels
            yield from _in_groups(scheme, code)
