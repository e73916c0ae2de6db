"""The words that people write, and what each stands for: two tables that anybody may read and add to.

``headings.csv`` holds the usual headings of columns, ``coded_words.csv`` the words of kinds, statuses,
spheres, countries and sides. A word counts where it begins a word of the text; Chinese words count anywhere.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from kg.base.languages import LANGUAGES
from kg.gazetteer.folding import script_of, tidy

_HERE = Path(__file__).parent


class Word(NamedTuple):
    """A word, in lower case, and what it stands for."""

    text: str
    code: str


def plain(text: str) -> str:
    """A text as its words are looked for: lower case, one space between words, without ё.

    >>> plain("Дата подписания  (год)"), plain("city_1")
    ('дата подписания год', 'city 1')
    """
    text = re.sub(r"(?<=[^\W\d_])(?=\d)", " ", tidy(text).casefold().replace("ё", "е"))
    return " ".join(re.findall(r"[^\W_]+(?:-[^\W_]+)*", text))


def _table(name: str) -> Iterator[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def _words(row: dict[str, str], code: str) -> list[Word]:
    cells = (word for lang in LANGUAGES for word in row[lang].split("|"))
    return [Word(plain(word), code) for word in dict.fromkeys(cells) if word]


@cache
def headings() -> tuple[Word, ...]:
    """The usual headings of each field, the longest first: the longest that fits tells most."""
    words = [word for row in _table("headings.csv") for word in _words(row, row["field"])]
    return tuple(sorted(words, key=lambda word: -len(word.text)))


@cache
def coded(scheme: str) -> tuple[Word, ...]:
    """The words of one scheme in the order of the table, which is that of their precedence."""
    return tuple(
        word for row in _table("coded_words.csv") if row["scheme"] == scheme for word in _words(row, row["code"])
    )


@cache
def _begins(word: str) -> re.Pattern[str]:
    if script_of(word) == "zh":
        return re.compile(re.escape(word))
    return re.compile(
        rf"(?<!\w){re.escape(word)}" + (r"(?!\w)" if len(word) < 3 else "")
    )  # a short word is a whole one


def holds(text: str, word: str) -> bool:
    """Whether a plain text holds a word, or in Chinese the characters.

    >>> (
    ...     holds("города-побратимы", "побратим"),
    ...     holds("с года", "с"),
    ...     holds("страна", "с"),
    ...     holds("缔结友好城市", "友好城市"),
    ... )
    (True, True, False, True)
    """
    return bool(_begins(word).search(text))


@lru_cache(maxsize=1 << 14)
def code_of(text: str, scheme: str) -> str:
    """The code of the first word of the table that a text holds, empty where it holds none.

    >>> [code_of(text, "tie-kind") for text in ("Города-побратимы", "友好城市", "Twin town", "меморандум", "улус")]
    ['sister', 'sister', 'sister', 'intention', '']
    >>> code_of("протокол о намерениях установить побратимские связи", "tie-kind")
    'intention'
    """
    words = plain(text)
    return next((word.code for word in coded(scheme) if holds(words, word.text)), "")
