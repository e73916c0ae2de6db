"""Which column of a file answers what: by the names of items, the texts of questions, or as form tools head them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from kg.base.errors import Problem
from kg.base.messages import weight
from kg.gather.sheets import listed
from kg.gazetteer.folding import fold
from kg.survey.instrument import Instrument, Item

# The columns that tools add by themselves, where they tell what an item asks and its own column does not.
_WHEN = ("Timestamp", "Отметка времени", "时间戳记", "提交时间", "提交答卷时间")
_OF_TOOLS: Mapping[str, tuple[str, ...]] = {
    "respondent": ("_uuid", "_id", "meta/instanceID", "KEY", "id", "序号", "编号", *_WHEN[:3]),
    "date": ("end", "_submission_time", "SubmissionDate", "submitdate", *_WHEN),
    "language": ("startlanguage",),
}
_MARKUP = re.compile(r"<[^<>]*>")
_NUMBER = re.compile(r"^q?\d+")
_ENDS = re.compile(r"\.\s")


class Found(NamedTuple):
    """The places of columns: whole items, single options of them, and what tools tell by themselves."""

    whole: dict[str, int]
    options: dict[str, dict[str, int]]
    of_tools: dict[str, list[int]]

    def has(self, item: str) -> bool:
        """Whether some column answers an item."""
        return item in self.whole or item in self.options


def columns(names: Sequence[str], file: str, header: int) -> tuple[Found, list[Problem]]:
    """Where each item is answered; what is answered twice, by no column, or by none that is known."""
    found = Found({}, {}, {})
    problems: list[Problem] = []
    told = {fold(name): at for at, name in enumerate(names)}
    found.of_tools.update({item: [told[f] for n in them if (f := fold(n)) in told] for item, them in _OF_TOOLS.items()})
    of_tools = {at for places in found.of_tools.values() for at in places}

    def tell(code: str, name: str, **details: str) -> None:
        problems.append(Problem(weight(code), code, file, header, "", name, tuple(details.items())))

    unknown = []
    for at, name in enumerate(names):
        asked = asked_in(name)
        if asked is None:
            unknown += [] if at in of_tools else [name]
            continue
        item, option = asked
        places = found.options.setdefault(item.name, {}) if option else found.whole
        first = places.setdefault(option or item.name, at)
        if first != at:
            tell("double-item-column", name, other=names[first])
    items = Instrument.bundled().items
    missing = [item for item in items if not found.has(item.name) and not found.of_tools.get(item.name)]
    for item in missing:
        if item.required:
            tell("missing-column", item.name)
    if unknown:
        tell("no-item", "", names=listed(unknown))
    if unasked := [item.name for item in missing if item.question]:
        tell("unasked", "", names=listed(unasked))
    return found, problems


def asked_in(heading: str) -> tuple[Item, str] | None:
    """The item that a heading asks for, and the option where that has a column of its own.

    >>> [asked_in(text)[0].name for text in ("problems_text", "3. 您担任什么职务？")], asked_in("Mail address")
    (['problems_text', 'post'], None)
    """
    text = _MARKUP.sub("", heading).strip()
    tails = [text[at:] for at in (0, *(match.end() for match in re.finditer("/", text)))]
    starts = [tail[: end.start()] for tail in tails if (end := _ENDS.search(tail))]  # «code. The text of the question»
    for part in (*tails, *starts):
        if asked := Instrument.bundled().column(part):
            return asked
    for tail in tails:
        key = fold(tail)
        for plain in dict.fromkeys((key, _NUMBER.sub("", key))):
            for begins, item in _texts():
                if plain.startswith(begins) and (asked := _rest(item, plain.removeprefix(begins))):
                    return asked
    return None


def _rest(item: Item, rest: str) -> tuple[Item, str] | None:
    """What is asked where more stands after the text of a question: its hint, or an option."""
    if not rest or rest in map(fold, item.hint.values()):
        return item, ""
    code = item.code_of(rest) if item.kind == "many" else ""
    return (item, code) if code else None


@cache
def _texts() -> list[tuple[str, Item]]:
    """The folded texts of questions, the longest first."""
    texts = [(fold(text), item) for item in Instrument.bundled().items for text in item.says.values()]
    return sorted(texts, key=lambda each: -len(each[0]))
