"""Names in three scripts: which script, and one search key."""

from __future__ import annotations

import re
import unicodedata

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_NOT_WORD = re.compile(r"[\W_]+")
_LETTERS = str.maketrans({"ё": "е", "ʹ": "", "ʼ": "", "’": ""})


def script_of(text: str) -> str:
    """The language whose script a name is written in: ``zh``, ``ru`` or ``en``.

    >>> [script_of(name) for name in ("伯力", "Хабаровск", "Haerbin")]
    ['zh', 'ru', 'en']
    """
    if _HAN.search(text):
        return "zh"
    return "ru" if _CYRILLIC.search(text) else "en"


def fold(text: str) -> str:
    """The key under which a name is searched: no case, stress marks, ё, hyphens or spaces.

    >>> fold("ха́рбин") == fold("Харбин")
    True
    >>> fold("Комсомольск-на-Амуре")
    'комсомольскнаамуре'
    >>> fold("Йошкар-Ола")
    'йошкарола'
    """
    decomposed = unicodedata.normalize("NFD", text.replace("й", "\0").replace("Й", "\0").casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).replace("\0", "й")
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", bare).translate(_LETTERS))
