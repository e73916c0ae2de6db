"""What tags and parameters of the catalogue are called: English in ``queries/words.toml``, translated when shown."""

from __future__ import annotations

import tomllib
from functools import cache

from kg.base.languages import LANGUAGES, translated
from kg.base.resources import queries_dir
from kg.gazetteer.folding import fold


@cache
def words() -> dict[str, dict[str, str]]:
    """The English label of every tag and parameter, by section and name."""
    return tomllib.loads((queries_dir() / "words.toml").read_text(encoding="utf-8"))


def word(section: str, name: str, lang: str) -> str:
    """A label in a language; a name that the catalogue has no word for stays as it is.

    >>> word("tags", "office", "zh"), word("tags", "mine", "zh")
    ('供外事人员', 'mine')
    """
    return translated(words()[section].get(name, name), lang)


def tag_named(text: str) -> str:
    """The tag that a person means by its name or by its label in any language.

    >>> tag_named("Викиданные"), tag_named("nothing")
    ('wikidata', 'nothing')
    """
    tags = words()["tags"]
    labels = {fold(word("tags", tag, lang)): tag for tag in tags for lang in LANGUAGES}
    return text if text in tags else labels.get(fold(text), text)
