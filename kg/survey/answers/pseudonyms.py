"""Pseudonyms of respondents by a key that lies outside of what is written, and texts without their writers' names."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from kg.base.errors import KgError, cause
from kg.base.languages import _
from kg.base.resources import data_dir

_KEY = re.compile(r"[0-9a-f]{64}")
_HAN = "\u3400-\u9fff"
_HAN_RUN = re.compile(f"[{_HAN}]{{2,}}")
_INITIALS = re.compile(r"(?:\b[A-ZА-ЯЁ]\.[ \xa0]?)*\[…\](?:[ \xa0]?[A-ZА-ЯЁ]\.)*")
_DIGIT = re.compile(r"\d")
_TOKEN = re.compile(rf"[^\W{_HAN}]+(?:[-._/][^\W{_HAN}]+)*")
_WORD = re.compile(rf"[^\W\d_{_HAN}]{{2,}}")


def key_file() -> Path:
    """Where the key lies if nothing else is said: among a person's own work."""
    return data_dir() / "survey" / "key"


def key(path: Path, *, is_new: bool) -> bytes:
    """The key of a file that only its owner reads; made where there is none and ``is_new`` allows it."""
    try:
        if is_new and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
                stream.write(secrets.token_hex(32) + "\n")
        text = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        message = _("the key of the pseudonyms is not there: {path}").format(path=path)
        raise KgError(message, hint=_("put it back, name it with --key, or load into a new folder")) from None
    except (OSError, UnicodeDecodeError) as error:
        raise KgError(_("{path} cannot be read: {reason}").format(path=path, reason=cause(error))) from error
    if not _KEY.fullmatch(text):
        raise KgError(_("{path} holds no key of pseudonyms").format(path=path), hint=_("name another --key"))
    return bytes.fromhex(text)


def pseudonym(key: bytes, survey: str, number: str) -> str:
    """The pseudonym of a respondent by the number in a survey: the same for the same key, telling nothing without it.

    >>> pseudonym(bytes(32), "wave-1", "007"), pseudonym(bytes(32), "wave-1", "7")
    ('r-57634e8e2cf8', 'r-57634e8e2cf8')
    """
    return "r-" + hashlib.blake2b(f"{survey}\0{folded(number)}".encode(), key=key, digest_size=6).hexdigest()


def folded(number: str) -> str:
    """A number as it is told apart: a spreadsheet drops the zeros before it, and people write it in any case.

    >>> folded("007"), folded("A-12 b")
    ('7', 'a-12 b')
    """
    text = " ".join(number.split()).casefold()
    return text.lstrip("0") or "0" if text.isdigit() else text


def without(text: str, names: Iterable[str]) -> str:
    """A text in which […] stands for the names of its writer, whatever their endings.

    >>> without("Писала Иванова, с Ивановой и говорите", ["Иванова А. П."])
    'Писала […], с […] и говорите'
    >>> without("我是李小明。", ["李小明"]), without("Ли видел ли", ["Ли В."])
    ('我是[…]。', '[…] видел ли')
    """
    small = text.casefold()
    for name in names:
        for word in _words(name):
            if _stem(word).casefold() in small:
                text = _pattern(word).sub("[…]", text)
    return text


class Mentions:
    """What finds the names and numbers of all respondents in the words of any, in one pass over a text.

    Beside a long word in any letters only one with a capital is a name: Вера is, вера is not.

    >>> of = Mentions(["Иванова А. П.", "李小明", "Ли В."], ["A-100"])
    >>> of.without("А. П. ИВАНОВА, ивановой, 李小明说 a-100; видел ли Ли?")
    '[…], […], […]说 […]; видел ли […]?'
    """

    def __init__(self, names: Iterable[str], numbers: Iterable[str]) -> None:
        known = {word for name in names for word in _words(name)}
        self._han = {word for word in known if _HAN_RUN.fullmatch(word)}
        self._longest = max(map(len, self._han), default=0)
        self._short = {word for word in known if len(word) == 2}
        self._stems = {_stem(word).casefold() for word in known - self._han - self._short}
        self._seen: dict[str, str] = {}  # words repeat
        self._numbers = {number.casefold() for number in numbers if re.search(r"\d", number) and len(number) > 4}

    def without(self, text: str) -> str:
        """A text in which […] stands for each of them, with the initials beside it."""
        found = _TOKEN.sub(self._number, text) if self._numbers and _DIGIT.search(text) else text
        if any(word != self._word(word) for word in _WORD.findall(found)):
            found = _WORD.sub(lambda word: self._word(word[0]), found)
        found = _HAN_RUN.sub(self._run, found) if self._han else found
        return found if found == text else _INITIALS.sub("[…]", found)

    def _number(self, found: re.Match[str]) -> str:
        return "[…]" if found[0].casefold() in self._numbers else found[0]

    def _word(self, word: str) -> str:
        if word not in self._seen:
            small = word.casefold()
            is_known = word in self._short or (
                (word[0].isupper() or len(word) > 5)
                and any(small[:end] in self._stems for end in range(len(small), max(2, len(small) - 4), -1))
            )
            self._seen[word] = "[…]" if is_known else word
        return self._seen[word]

    def _run(self, found: re.Match[str]) -> str:
        """Chinese characters without the longest names that stand in them."""
        run, kept, at = found[0], [], 0
        while at < len(run):
            ends = range(min(len(run), at + self._longest), at + 1, -1)
            end = next((end for end in ends if run[at:end] in self._han), 0)
            kept.append("[…]" if end else run[at])
            at = end or at + 1
        return "".join(kept)


@lru_cache(1 << 10)
def _words(name: str) -> tuple[str, ...]:
    """What a name or a number is known by: each of its words, and as a whole where it has digits."""
    whole = [name] if re.search(r"\d", name) and len(name) > 4 else []
    return (*whole, *_HAN_RUN.findall(name), *_WORD.findall(name))


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.isalpha() else word


def _pattern(word: str) -> re.Pattern[str]:
    """What finds a word: Chinese as it stands, others in any case with any ending."""
    if _HAN_RUN.fullmatch(word):
        return re.compile(word)
    if len(word) == 2:  # a short surname may be a common word in small letters
        return re.compile(rf"(?<!\w){word}(?!\w)")
    return re.compile(rf"(?<!\w){re.escape(_stem(word))}\w{{0,3}}(?!\w)", re.IGNORECASE)
