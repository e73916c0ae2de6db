"""Which of many keys may be spelt much like a text, before any two are compared letter by letter."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

_ROUNDED = 1e-9  # what arithmetic may be off


class Spellings:
    """Keys that can be as like a text as is asked, by their lengths and by the letters that they have.

    Likeness is one less the share of letters of both that must be put in or taken out. What one text is longer by,
    and each letter that only one of them has, must be: no key that is like enough is left out.

    >>> keys = Spellings(["harbin", "heihe", "khabarovsk", "hailin"])
    >>> keys.near("kharbin", 0.8), keys.near("heihe", 0.8)
    (['harbin'], ['heihe'])
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = sorted(keys, key=lambda key: (len(key), key))
        self._lengths = [len(key) for key in self._keys]
        self._letters = [_letters(key) for key in self._keys]

    def near(self, text: str, least: float) -> list[str]:
        """The keys whose likeness may reach ``least``, in the order of the alphabet."""
        size, letters, share = len(text), _letters(text), 1 - least
        start = bisect_left(self._lengths, size * least / (1 + share) - _ROUNDED)
        end = bisect_right(self._lengths, size * (1 + share) / least + _ROUNDED)
        spans = zip(self._letters[start:end], self._lengths[start:end], range(start, end), strict=True)
        most = share * size + _ROUNDED
        return sorted(self._keys[at] for own, long, at in spans if (own ^ letters).bit_count() <= most + share * long)


def _letters(text: str) -> int:
    """The letters of a text as bits; two letters may share one, which hides a difference and makes none."""
    bits = 0
    for letter in text:
        bits |= 1 << ord(letter) % 61
    return bits
