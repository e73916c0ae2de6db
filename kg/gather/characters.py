"""Characters that no cell should hold: those nobody sees, and letters of two alphabets in one word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from kg.gazetteer.folding import tidy

# What no text holds on purpose: controls, turns of the direction of writing, tags, what stands for lost text.
_NEVER = (
    r"\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffd\ufffe\uffff"
    r"\U000e0000-\U000e0fff"
) + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
# What some scripts need and most texts got by accident: soft hyphens, joiners, marks of direction, private letters.
_FILLERS = "\u115f\u1160\u3164\uffa0"  # blank letters of Korean
_BLANK = _FILLERS + "\ufffd"  # what counts as printable all the same
_RARELY = _FILLERS + r"\xad\u061c\u180e\u200b-\u200f\u2060-\u2065\ue000-\uf8ff\U000f0000-\U0010ffff"
_NEVER_HELD, _HELD = re.compile(f"[{_NEVER}]"), re.compile(f"[{_NEVER}{_RARELY}]")
_TWO_ALPHABETS = re.compile(r"[A-Za-z][\u0400-\u052f]|[\u0400-\u052f][A-Za-z]")
_WORD = re.compile(r"\w+")

Told = tuple[int, str, dict[str, str]]  # the place of a cell among others, the code of a message and what fills it


def composed(cells: Sequence[str]) -> Sequence[str]:
    r"""The cells with each letter and its marks as one character (NFC), which Unicode calls the same text.

    >>> composed(["И\u0306ошкар-Ола"]) == ["Йошкар-Ола"]
    True
    """
    text = "\n".join(cells)
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return cells
    return [unicodedata.normalize("NFC", cell) for cell in cells]


def odd(cells: Sequence[str], *, names: bool) -> Iterator[Told]:
    r"""The cells with a character nobody sees or a word of two alphabets; in ``names`` the latter is an error.

    >>> list(odd(["Хaбаровск", "ГлагоL"], names=True))
    [(0, 'mixed-name', {'word': 'Хaбаровск', 'meant': 'Хабаровск', 'letters': 'a'})]
    >>> list(odd(["Har\u202ebin"], names=True))
    [(0, 'control-character', {'character': 'U+202E', 'position': '4'})]
    """
    text = " ".join(cells)
    hidden = not text.isprintable() or any(character in text for character in _BLANK)
    mixed = not text.isascii() and _TWO_ALPHABETS.search(text)
    for index, cell in enumerate(cells if hidden or mixed else ()):
        if found := hidden and (_NEVER_HELD.search(cell) or _HELD.search(cell)):
            code = "control-character" if _NEVER_HELD.match(found[0]) else "invisible-character"
            yield index, code, {"character": f"U+{ord(found[0]):04X}", "position": f"{found.start() + 1}"}
        for word in _WORD.findall(cell) if mixed and _TWO_ALPHABETS.search(cell) else ():
            meant = tidy(word)
            if _TWO_ALPHABETS.search(word) and not _TWO_ALPHABETS.search(meant):
                plain = unicodedata.normalize("NFKC", word)
                alike = "".join(dict.fromkeys(one for one, other in zip(plain, meant, strict=False) if one != other))
                told = {"word": word, "meant": meant, "letters": alike}
                yield index, "mixed-name" if names else "mixed-word", told


def is_plain(text: str) -> bool:
    """True for a text without a character that no text holds on purpose."""
    return not _NEVER_HELD.search(text)
