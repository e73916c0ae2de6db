"""The texts of the repository that a person meets, each with its language, and the glossary that they keep to."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from rdflib import SKOS, Graph, Literal

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = ROOT / "docs" / "glossary.md"
LANGUAGES = ("en", "ru", "zh")
CHECKED = (
    "ontology/**/*.ttl",
    "queries/**/*.rq",
    "kg/**/*.toml",
    "kg/base/locale/**/*.po",
    "kg/sources/**/*.csv",
    "README*.md",
    "docs/clients*.md",
    "docs/**/python*.md",
    "docs/**/README*.md",
)
_QUOTED = (SKOS.altLabel, SKOS.hiddenLabel)  # other people's words, kept to be found
_HEADER = re.compile(r"#\+ (\w+?)(?:_(ru|zh))?: (.*)")
_WORDED = {"summary", "description", "question", "label", "title", "headings"}


class Text(NamedTuple):
    """One text: the file and the place in it, the language, the words."""

    where: str
    language: str
    words: str


def rows(heading: str) -> list[dict[str, str]]:
    """The rows of the table under a heading of the glossary, by column; code style is taken off."""
    _, _, section = GLOSSARY.read_text(encoding="utf-8").partition(f"\n## {heading}\n")
    lines = [line for line in section.partition("\n## ")[0].splitlines() if line.startswith("|")]
    table = [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines]
    head = table[0]
    return [dict(zip(head, row, strict=True)) for row in table[2:]]


def texts(*patterns: str) -> Iterator[Text]:
    """Every text of the files that match a pattern."""
    for path in sorted({path for pattern in patterns for path in ROOT.glob(pattern)}):
        yield from _texts_of(path)


@cache
def _texts_of(path: Path) -> tuple[Text, ...]:
    where = path.relative_to(ROOT)
    return tuple(Text(f"{where}: {place}", language, words) for place, language, words in _READERS[path.suffix](path))


def _turtle(path: Path) -> Iterator[tuple[str, str, str]]:
    for subject, prop, text in Graph().parse(path):
        if isinstance(text, Literal) and text.language and prop not in _QUOTED:
            yield f"{subject} {prop}", text.language[:2].lower(), str(text)


def _query(path: Path) -> Iterator[tuple[str, str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if (found := _HEADER.fullmatch(line)) and found[1] in _WORDED:
            words = json.loads(found[3]) if found[3].startswith('"') else found[3]
            for part in words.strip("[]").split(", ") if found[1] == "headings" else [words]:
                yield found[1], found[2] or "en", part


def _toml(path: Path) -> Iterator[tuple[str, str, str]]:
    yield from _worded("", tomllib.loads(path.read_text(encoding="utf-8")))


def _worded(name: str, value: object) -> Iterator[tuple[str, str, str]]:
    """The texts under keys such as ``ru`` and ``title_ru``, or under a message in English."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _worded(f"{name}.{key}", inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _worded(name, inner)
    elif isinstance(value, str) and (language := re.split(r"[._]", name)[-1]) in LANGUAGES:
        yield name, language, value


def _catalogue(path: Path) -> Iterator[tuple[str, str, str]]:
    for message in messages(path):
        kind = f"“{message.id}”"
        yield from ((kind, "en", words) for words in forms(message.id))
        yield from ((kind, path.parts[-3][:2], words) for words in forms(message.string))


def messages(path: Path) -> list[Message]:
    """The messages of a catalogue, without its header."""
    with path.open("rb") as stream:
        return [message for message in read_po(stream) if message.id]


def forms(words: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """The words of a message, of each plural form one."""
    return (words,) if isinstance(words, str) else tuple(words or ())


def _table(path: Path) -> Iterator[tuple[str, str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            for column, words in row.items():
                language = str(column).rpartition("_")[2]
                if words and language in LANGUAGES:
                    yield f"row {number}, {column}", language, words


def _page(path: Path) -> Iterator[tuple[str, str, str]]:
    """The paragraphs of a page without its code, in the language that its name tells."""
    code = path.stem.rpartition(".")[2]
    prose = re.sub(r"```.*?```|`[^`]*`|\]\([^)]*\)", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for number, words in enumerate(filter(str.strip, prose.splitlines()), start=1):
        yield f"line of prose {number}", code if code in LANGUAGES else "en", re.sub(r"^\s*- ", "", words)


_READERS = {".md": _page, ".ttl": _turtle, ".rq": _query, ".toml": _toml, ".po": _catalogue, ".csv": _table}
