"""What a finding or a locator says in each language.

A text that a folder's table ``translations`` knows is told in its words, the code of a concept by
the concept's label; any other text stands as written in every language.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.base.languages import LANGUAGES
from kg.graph import rdf
from kg.graph.vocabularies import concepts
from kg.schema.records import Translation

Words = Mapping[str, Translation]  # the translations of one folder by the text as written
Said = dict[str, str]  # a text by language

_SCHEMES = ("level", "date-kind", "tie-kind")  # of a code in two schemes the last one counts


@cache
def _concepts() -> dict[str, Said]:
    """The labels of concepts by their code."""
    return {code: concept.labels for scheme in _SCHEMES for code, concept in concepts(scheme).items()}


def said(text: str, words: Words) -> Said:
    """A text of a table in each language; what follows a code, as in ``signed 2020``, stays."""
    if row := words.get(text):
        return {lang: getattr(row, lang) for lang in LANGUAGES}
    code, _, rest = text.partition(" ")
    labels = _concepts().get(code, {})
    return {lang: f"{labels[lang]} {rest}".strip() if lang in labels else text for lang in LANGUAGES}


def in_words(predicate: str, text: str, words: Words) -> list[rdf.Pair]:
    """A locator or a licence: in three languages where a table translates it, else as written, in no language.

    What no table translates is the name of a file, an item or a licence.
    """
    if text in words:
        return [(predicate, rdf.text(told, lang)) for lang, told in said(text, words).items()]
    return [(predicate, rdf.text(text))]
