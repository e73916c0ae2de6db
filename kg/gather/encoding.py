"""What a file is written in when it is not UTF-8, and what its columns are."""

from __future__ import annotations

import codecs
import csv
import math
import re
from collections.abc import Callable, Collection
from pathlib import Path

from kg.base.errors import Problem
from kg.base.languages import N_, _
from kg.schema.records import TABLES

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # how such a file begins


def not_utf8(path: Path, shown: str) -> Problem:
    """The problem of a file that is not UTF-8: its first bad row and column, and a guess at its encoding."""
    data = path.read_bytes()
    row, column = 1, ""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        line = data[data.rfind(b"\n", 0, error.start) + 1 :].split(b"\n", 1)[0]
        cells = _cells(line)
        bad = next((index for index, cell in enumerate(cells) if "\ufffd" in cell), 0)
        header = _cells(data.split(b"\n", 1)[0])
        column = header[bad] if bad < len(header) and row > 1 else ""
    return Problem("error", "encoding", shown, row, column, details=(("guess", _guess(data)),))


def _cells(line: bytes) -> list[str]:
    return next(csv.reader([line.replace(b"\r", b" ").decode("utf-8", errors="replace")]), [])


def _guess(data: bytes) -> str:
    """The name of an encoding in which the bytes make sense, or that none is known."""
    return decoded(data)[1] or _("another encoding")


def decoded(data: bytes) -> tuple[str, str]:
    r"""A text and the name of its encoding, as a person knows it; the text is empty where no encoding fits.

    A mark at the beginning decides, then UTF-8, then the zero bytes that UTF-16 has at every other place.
    Of the others that one is taken whose letters are the most usual, where no other comes near.

    >>> decoded("Город;Год\nПермь;1993\n".encode("koi8-r"))
    ('Город;Год\nПермь;1993\n', 'KOI8-R')
    """
    if data.startswith(UTF_16):
        return _strictly(data, "utf-16"), "UTF-16"
    half = len(data) // 2 * 2
    for codec, zeros in ("utf-16-le", data[1:half:2]), ("utf-16-be", data[:half:2]):
        if 0 in zeros and "\n" in (text := _strictly(data, codec)) and all(map(str.isprintable, text.split())):
            return text, "UTF-16"
    if text := _strictly(data, "utf-8-sig"):
        return text, ""
    sample = data[:_SAMPLE]
    sample = sample[: sample.rfind(b"\n") + 1] if b"\n" in sample else sample
    damaged = sample.decode("utf-8", errors="replace")
    if 4 * damaged.count("\ufffd") < sum(not sign.isascii() for sign in damaged):
        return "", ""  # UTF-8 with some bad bytes makes sense in no other encoding
    scores = sorted((usual(_strictly(sample, codec)), codec) for codec, (usual, _name) in _USUAL.items())
    (near, _other), (most, codec) = scores[-2:]
    return (_strictly(data, codec), _(_USUAL[codec][1])) if most > max(_SURE, near + _APART) else ("", "")


def _strictly(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return ""


def _russian(text: str) -> float:
    """How usual the letters of a text are in Russian, from below 0 to 1.4 or so.

    A capital within a word and a Latin letter beside a Russian one are what a wrong encoding makes.
    """
    scores = []
    for word in _WORD.findall(text):
        mixed = any(letter.isascii() for letter in word) or (word[1:] != word[1:].lower() and not word.isupper())
        scores += [_LETTERS.get(letter.lower(), -1.0) - 2 * mixed for letter in word if not letter.isascii()]
    others = sum(not (sign.isascii() or sign.isalnum() or sign in "«»—–№„“”…°") for sign in text)
    return (sum(scores) - 2 * others) / max(len(scores) + others, 1)


def _chinese(text: str, codec: str, usual: range) -> float:
    """Which share of a text's signs are of the first level of a Chinese standard, where the usual ones stand."""
    signs = [sign.encode(codec, errors="replace") for sign in text if not sign.isascii()]
    scores = (1 if sign[0] in usual else 0.3 if 0xA1 <= sign[0] < usual[0] else -1 * (sign == b"?") for sign in signs)
    return sum(scores) / max(len(signs), 1)


def _western(text: str) -> float:
    """Which share of a text's letters beyond ASCII stand in words with letters of ASCII; their accents must be sure."""
    if text.encode("cp1252").decode("cp1250", errors="replace") != text:
        return -1
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    others = sum(not sign.isascii() and not sign.isalpha() for sign in text)
    return sum(1 if any(map(str.isascii, word)) else -1 for word in words) / max(len(words) + others, 1)


_SAMPLE = 1 << 16
_SURE, _APART = 0.4, 0.1
_WORD = re.compile(r"[^\W\d_]+")
# The shares of letters in Russian prose, in hundredths of a per cent (National Corpus of Russian), on a scale
# that has 1 for a letter in its place by chance.
_SHARES = {
    "о": 1097, "е": 845, "а": 801, "и": 735, "н": 670, "т": 626, "с": 547, "р": 473, "в": 454, "л": 440, "к": 349,
    "м": 321, "д": 298, "п": 281, "у": 262, "я": 201, "ы": 190, "ь": 174, "г": 170, "з": 165, "б": 159, "ч": 144,
    "й": 121, "х": 97, "ж": 94, "ш": 73, "ю": 64, "ц": 48, "щ": 36, "э": 32, "ф": 26, "ъ": 4, "ё": 4,
}  # fmt: skip
_LETTERS = {letter: 1 + math.log(share / 300) / 3 for letter, share in _SHARES.items()}
_USUAL: dict[str, tuple[Callable[[str], float], str]] = {
    "cp1251": (_russian, N_("cp1251 (Windows Cyrillic)")),
    "koi8-r": (_russian, "KOI8-R"),
    "cp866": (_russian, N_("cp866 (DOS Cyrillic)")),
    "cp1252": (_western, N_("cp1252 (Windows Latin)")),
    "gb18030": (lambda text: _chinese(text, "gb2312", range(0xB0, 0xD8)), N_("GB18030 (Chinese)")),
    "big5": (lambda text: _chinese(text, "big5", range(0xA4, 0xC7)), "Big5"),
}

TOLD = tuple(_USUAL)  # the encodings that are told by the letters that they make


def kinds_by_header(header: Collection[str]) -> list[str]:
    """The kinds of table whose required columns a header holds, most columns in common first.

    >>> kinds_by_header(["place", "year", "indicator", "value", "unit", "sources"])
    ['observations']
    """
    fits: list[tuple[int, str]] = []
    for kind, table in TABLES.items():
        needed = {name for name, column in table.columns.items() if column.required}
        if needed <= set(header):
            fits.append((-len(set(header) & set(table.columns)), kind))
    return [kind for _, kind in sorted(fits)]


def is_own(path: Path, kind: str) -> bool:
    """Whether a text file is a person's own table: most words of its first line are no columns of a kind.

    A first line in any encoding that is known is read, with any usual mark between the cells.
    """
    with path.open("rb") as stream:
        data = stream.read(_SAMPLE)
    lines = (decoded(data)[0] or data.decode("utf-8", errors="replace")).lstrip("\ufeff").splitlines()
    words = [word.strip('" ') for word in re.split(r"[,;\t|]", lines[0] if lines else "")]
    filled = [word for word in words if word]
    return bool(filled) and 2 * len(set(filled) & set(TABLES[kind].columns)) < len(filled)


def header_of(path: Path) -> list[str]:
    """The first row of a CSV file, or an empty list where it cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return next(csv.reader(stream), [])
    except (OSError, UnicodeDecodeError, csv.Error):
        return []
