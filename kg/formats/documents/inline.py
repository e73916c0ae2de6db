"""What the writers of documents share: addresses that may be links, what stands between numerals and after names."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

from rich.cells import cell_len

from kg.base.dates import MONTHS
from kg.formats.documents.document import Grid, Line
from kg.formats.shown_cells import is_address

_NARROWEST, _WIDEST, _APART, _ROOM = 4, 60, 2, 94  # letters of a column, between two, and of a line of a table
_EASY = 16  # letters of a column of text, where there is room for them
_PLAIN, _BOLD = 1.1, 1.25  # widths of letters, in those of a digit of the font that is meant
_BROAD = "mwMW@%жмфшщыюЖМФШЩЫЮД—"
_WORD = re.compile(
    r"(?:不[早晚]于)?\d+年(?:\d+月(?:\d+日)?)?|[\u2e80-\u9fff\uff00-\uffef]|[^ \u2e80-\u9fff\uff00-\uffef-]+-?"
)
_SIGNS = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]")
_CHINESE = re.compile(rf"{_SIGNS.pattern}+")
_WHOLE = 12  # signs of a Chinese heading that is one line
_SQUARE = 0.9  # of the two letters that a sign counts
_LETTERS = re.compile(r"(?:%[89a-fA-F][0-9a-fA-F])+")  # in UTF-8, none of them ASCII
_DAY = re.compile(rf"(?<!\d)(\d{{1,2}}) (?={'|'.join(f'{english.title()}|{of}' for english, _name, of in MONTHS)})")
_SIGN = re.compile(r"(?<=\d) (?=[%×])|(?<=×) (?=\d)")
COLON = {"en": ": ", "ru": ": ", "zh": "："}
_NOT_IN_AN_ADDRESS = re.compile(r"[\x00-\x20\x7f-\xa0<>\"\\^`{|}\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufffd]")


def web_address(text: str) -> str:
    r"""The address where the text is one on the web that a program can follow, else nothing.

    >>> web_address("https://e.org/a>b"), web_address("javascript:alert(1)"), web_address("http://[")
    ('https://e.org/a%3Eb', '', '')
    """
    if not is_address(text):
        return ""
    try:
        host = urlsplit(text).hostname
    except ValueError:
        return ""
    return _NOT_IN_AN_ADDRESS.sub(lambda found: quote(found[0]), text) if host else ""


def shown_address(url: str) -> str:
    """The address with its letters as a person reads them, where nothing in it then acts or stays unseen.

    >>> shown_address("https://e.org/%E5%93%88?a=%2F"), shown_address("https://e.org/%E2%80%AE")
    ('https://e.org/哈?a=%2F', 'https://e.org/%E2%80%AE')
    """
    read = _LETTERS.sub(lambda found: unquote(found[0]), url)
    return url if _NOT_IN_AN_ADDRESS.search(read) else read


def bound(text: str) -> str:
    r"""The text with each day on one line with its month, and each number with its sign of per cent or of times.

    >>> bound("12 января 2023, 3 May"), bound("95 %, 2 × 2")
    ('12\xa0января 2023, 3\xa0May', '95\xa0%, 2\xa0×\xa02')
    """
    return _SIGN.sub("\u00a0", _DAY.sub("\\1\u00a0", text))


def widths(grid: Grid) -> list[int]:
    """The shares of a table's columns in its width: room for the longest word of each, the rest by their cells.

    A long heading above short cells is set on two lines.

    >>> from kg.formats.documents.document import line
    >>> widths(Grid(("n", "Partner"), ((line("12"), line("Blagoveshchensk in the east")),)))
    [60, 290]
    """
    heads = [[_room(word, _BOLD) for word in _in_words(heading)] for heading in grid.headings]
    columns = list(zip(*([_told(cell) for cell in row] for row in grid.rows), strict=True)) or [()] * len(heads)
    least = [
        max(_NARROWEST, *head, *(_room(word, wide) for text, wide in cells for word in _WORD.findall(text)))
        for head, cells in zip(heads, columns, strict=True)
    ]
    full = [
        min(max([narrow, *(cell_len(text) for text, _wide in cells)]), max(narrow, _WIDEST))
        for narrow, cells in zip(least, columns, strict=True)
    ]
    eased = [max(narrow, min(wide, _EASY)) for narrow, wide in zip(least, full, strict=True)]
    if sum(eased) <= _ROOM - _APART * len(columns):
        least = eased  # Chinese has no longest word, and would be pressed to two letters a line
    spare = _ROOM - _APART * len(columns) - sum(least)
    wanted = max(sum(full) - sum(least), 1)
    part = min(max(spare / wanted, 0), 1)
    return [round(10 * (_APART + narrow + part * (wide - narrow))) for narrow, wide in zip(least, full, strict=True)]


def _in_words(heading: str) -> list[str]:
    """The words of a heading: a Chinese one is one word, a long one two, so that no sign stands alone in a line."""
    if not _CHINESE.fullmatch(heading):
        return _WORD.findall(heading) or [""]
    half = len(heading) if len(heading) <= _WHOLE else (len(heading) + 1) // 2
    return [heading[:half], heading[half:]]


def _told(cell: Line) -> tuple[str, float]:
    """A cell with what its notes take, and how wide its letters are."""
    text = "".join(span.text + "0" * (5 * min(len(span.notes), 3) // 2) for span in cell)
    return text, _BOLD if any(span.strong for span in cell) else _PLAIN


def _room(word: str, wide: float) -> float:
    """The letters of usual width that a word takes, in the widest of the fonts that may stand in for another.

    Chinese signs are as wide as the letters are high, in bold as well; a program sets digits apart from them.
    """
    if _SIGNS.search(word):
        return _SQUARE * cell_len(word) + sum(sign in "年月日" for sign in word)
    return wide * (cell_len(word) + sum(letter in _BROAD for letter in word) / 2)
