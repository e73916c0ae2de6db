"""Names in three scripts: which script, one search key, and what a wrong keyboard or encoding made of a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from typing import Any

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"\w+")
_NOT_WORD = re.compile(r"[\W_ʹʼ]+")  # combining marks are no letters either
_SHORT_I = "\u0138"  # stands for й, which is a letter of its own and not и with a mark; a letter of no name here
_SOUND = re.compile(r"[\x00-\x7f«»„“’–—]*|[\x00-\x7fА-Яа-яЁё«»„“’№–—]*")
_LOOK_LIKE_LATIN, _LOOK_LIKE_CYRILLIC = "ABCEHKMOPTXYacekmoptxy", "АВСЕНКМОРТХУасекмортху"
_TO_CYRILLIC = str.maketrans(_LOOK_LIKE_LATIN, _LOOK_LIKE_CYRILLIC)
_TO_LATIN = str.maketrans(_LOOK_LIKE_CYRILLIC, _LOOK_LIKE_LATIN)
# How a text was written and how it was read, where those are not one.
_MISREAD = (("cp1251", "cp1252"), ("utf-8", "cp1251"), ("utf-8", "cp1252"), ("gb18030", "cp1252"), ("utf-8", "gb18030"))


def script_of(text: str) -> str:
    """The language whose script a name is written in: ``zh``, ``ru`` or ``en``.

    >>> [script_of(name) for name in ("伯力", "Хабаровск", "Haerbin")]
    ['zh', 'ru', 'en']
    """
    if _HAN.search(text):
        return "zh"
    return "ru" if _CYRILLIC.search(text) else "en"


def tidy(text: str) -> str:
    """A name as it was meant: composed, without spaces around it, each word in the letters of one alphabet.

    >>> tidy("Cамара (Samara)") == "Самара (Samara)", tidy("Пекин/Beijing"), tidy("Ｈａｒｂｉｎ")
    (True, 'Пекин/Beijing', 'Harbin')
    """
    text = text.strip()
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)
    if _CYRILLIC.search(text) and _LATIN.search(text):
        return _WORD.sub(_in_one_alphabet, text)
    return text


def _in_one_alphabet(word: re.Match[str]) -> str:
    text = word[0]
    if _CYRILLIC.search(text) and _LATIN.search(text):
        for letters, other in ((_TO_CYRILLIC, _LATIN), (_TO_LATIN, _CYRILLIC)):
            if not other.search(one := text.translate(letters)):
                return one
    return text


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """The key under which a name is searched: no case, stress marks, ё, hyphens or spaces.

    >>> fold("ха́рбин") == fold("Харбин")
    True
    >>> fold("Комсомольск-на-Амуре")
    'комсомольскнаамуре'
    >>> fold("Йошкар-Ола"), fold("Йошкар-Ола")
    ('йошкарола', 'йошкарола')
    """
    text = tidy(text).casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFD", text.replace("й", _SHORT_I))
    return _NOT_WORD.sub("", text).replace(_SHORT_I, "й")


def simplified(text: str) -> str:
    """A Chinese name in simplified characters.

    >>> simplified("哈爾濱市"), simplified("臺州")
    ('哈尔滨市', '台州')
    """
    return str(_converter().convert(text)) if _HAN.search(text) else text


def traditional(letters: Collection[str]) -> dict[str, str]:
    """The traditional characters among the letters and those that stand for some of them, with the simplified ones.

    >>> traditional({"尔", "滨", "x"})
    {'濱': '滨', '爾': '尔'}
    """
    han = [chr(code) for code in range(0x4E00, 0xA000)]
    plain = str(_converter().convert("\n".join(han))).split("\n")
    return {old: new for old, new in zip(han, plain, strict=True) if old != new and (new in letters or old in letters)}


@cache
def _converter() -> Any:
    from opencc import OpenCC  # noqa: PLC0415 (its tables take 25 ms, and few names need them)

    return OpenCC("t2s")


def misread(text: str) -> Iterator[tuple[str, str, str]]:
    """What a text may have been before it was read in a wrong encoding: the text, its encoding, and the wrong one.

    >>> next(misread("Ñàìàðà")), next(misread("РЎР°РјР°СЂР°"))
    (('Самара', 'cp1251', 'cp1252'), ('Самара', 'utf-8', 'cp1251'))
    >>> list(misread("Самара")), list(misread("Samara"))
    ([], [])
    """
    if _SOUND.fullmatch(text):
        return
    for right, wrong in _MISREAD:
        try:
            found = b"".join(map(_bytes_in(wrong), text)).decode(right)
        except UnicodeError:
            continue
        if script_of(found) != "en" and found.replace(" ", "").replace("-", "").isalpha():
            yield found, right, wrong


def _bytes_in(encoding: str) -> Any:
    def encoded(letter: str) -> bytes:
        if encoding == "cp1252" and ord(letter) < 256:
            return letter.encode("latin-1")  # cp1252 leaves five bytes without a character
        return letter.encode(encoding)

    return encoded
