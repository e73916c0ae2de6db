"""The words of the catalogue that no single query owns, from ``queries/words.toml``."""

from __future__ import annotations

import tomllib
from functools import cache

from kg.base.languages import pick
from kg.base.resources import queries_dir
from kg.gazetteer.folding import fold


@cache
def sections() -> dict[str, dict[str, dict[str, str]]]:
    """Every word by its section, its name and its language."""
    return tomllib.loads((queries_dir() / "words.toml").read_text(encoding="utf-8"))


def word(section: str, name: str, lang: str) -> str:
    """A word in a language; a name that the catalogue has no word for stays as it is.

    >>> word("tags", "office", "zh"), word("tags", "mine", "zh")
    ('供外事人员', 'mine')
    """
    return pick(sections()[section].get(name, {}), lang) or name


def tag_named(text: str) -> str:
    """The tag that a person means by its name or by its label in any language.

    >>> tag_named("Викиданные"), tag_named("nothing")
    ('wikidata', 'nothing')
    """
    tags = sections()["tags"]
    labels = {fold(label): tag for tag, spoken in tags.items() for label in spoken.values()}
    return text if text in tags else labels.get(fold(text), text)
