"""Russian names in Latin letters by the rules of BGN/PCGN 1947, as gazetteers of the United States write them."""

from __future__ import annotations

import re

_CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_LATIN = "a b v g d e ë zh z i y k l m n o p r s t u f kh ts ch sh shch ” y ’ e yu ya"
_LETTERS = {ord(one): other for one, other in zip(_CYRILLIC, _LATIN.split(), strict=True)}
_IOTATED = re.compile(r"(?<![бвгджзклмнпрстфхцчшщ])([её])")  # at the beginning, after a vowel, й, ъ and ь


def romanised(name: str) -> str:
    """A Russian name in Latin letters, without regard to case.

    >>> romanised("Хабаровский край"), romanised("Еврейская автономная область"), romanised("Забайкальский край")
    ('khabarovskiy kray', 'yevreyskaya avtonomnaya oblast’', 'zabaykal’skiy kray')
    """
    return _IOTATED.sub(r"y\1", name.lower()).translate(_LETTERS)
