"""Which concepts the words of a text bring to mind: a list to choose from, never a code by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kg.base.languages import current, pick
from kg.gazetteer.folding import fold
from kg.graph.vocabularies import concepts

SCHEMES = ("problem", "sphere", "measure")
_STEM = 5  # letters of a word that decide; endings differ
_WORDS = re.compile(r"[^\W\d_]+")
_HAN = re.compile(r"[一-鿿]")


def label(concept: str) -> str:
    """What a concept is called in the language that is spoken.

    >>> label("problem/language-barrier")
    'language barrier'
    """
    scheme, _, code = concept.partition("/")
    known = concepts(scheme).get(code)
    return pick(known.labels, current()) if known else concept


def suggested(text: str, schemes: Sequence[str] = SCHEMES, most: int = 9) -> list[str]:
    """The concepts whose labels share words with a text in any of the three languages, those that share most first.

    >>> suggested("Языковой барьер мешает", ["problem"])[0], suggested("缺少直航", ["problem"])[0]
    ('problem/language-barrier', 'problem/no-direct-flights')
    """
    said = _marks(text)
    scored = []
    for scheme in schemes:
        for code, concept in concepts(scheme).items():
            shares = [_shared(said, _marks(words)) for words in concept.labels.values()]
            if (best := max(shares, default=0.0)) > 0:
                scored.append((-best, f"{scheme}/{code}"))
    return [concept for _score, concept in sorted(scored)[:most]]


def _shared(said: frozenset[str], label_marks: frozenset[str]) -> float:
    """The share of a label's marks that a text has, one in three and more."""
    shared = len(said & label_marks)
    return shared / len(label_marks) if 3 * shared >= len(label_marks) > 0 else 0.0


def _marks(text: str) -> frozenset[str]:
    """The beginnings of the longer words, and each two Chinese characters that stand together."""
    folded = fold(text)
    words = [word for word in _WORDS.findall(folded) if not _HAN.search(word)]
    han = [a + b for a, b in pairwise(folded) if _HAN.match(a) and _HAN.match(b)]
    return frozenset([word[:_STEM] for word in words if len(word) > 3] + han)
