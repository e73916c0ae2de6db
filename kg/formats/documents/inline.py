"""What the writers of documents share: addresses that may be links, what stands between numerals and after names."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

from rich.cells import cell_len

from kg.base.dates import MONTHS
from kg.formats.documents.document import Grid
from kg.formats.shown_cells import is_address

_NARROWEST, _WIDEST, _APART, _ROOM = 4, 60, 2, 94  # letters of a column, between two, and of a line of a table
_WORD = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]|[^ \u2e80-\u9fff\uff00-\uffef-]+-?")
_LETTERS = re.compile(r"(?:%[89a-fA-F][0-9a-fA-F])+")  # in UTF-8, none of them ASCII
_DAY = re.compile(rf"(?<!\d)(\d{{1,2}}) (?={'|'.join(f'{english.title()}|{of}' for english, _name, of in MONTHS)})")
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
    r"""The text with each day on one line with its month.

    >>> bound("12 января 2023, 3 May")
    '12\xa0января 2023, 3\xa0May'
    """
    return _DAY.sub("\\1\u00a0", text)


def widths(grid: Grid) -> list[int]:
    """The shares of a table's columns in its width: room for the longest word of each, the rest by their cells.

    A long heading above short cells is set on two lines.

    >>> from kg.formats.documents.document import line
    >>> widths(Grid(("n", "Partner"), ((line("12"), line("Blagoveshchensk in the east")),)))
    [60, 290]
    """
    rows = [
        ["".join(span.text + "0" * (5 * min(len(span.notes), 3) // 2 + span.strong) for span in cell) for cell in row]
        for row in grid.rows
    ]
    columns = list(zip(grid.headings, *rows, strict=True))
    least = [max(_NARROWEST, *(cell_len(word) for text in each for word in _WORD.findall(text))) for each in columns]
    full = [
        min(max([narrow, *map(cell_len, cells)]), _WIDEST)
        for narrow, (_heading, *cells) in zip(least, columns, strict=True)
    ]
    spare = _ROOM - _APART * len(columns) - sum(least)
    wanted = max(sum(full) - sum(least), 1)
    part = min(max(spare / wanted, 0), 1)
    return [round(10 * (_APART + narrow + part * (wide - narrow))) for narrow, wide in zip(least, full, strict=True)]
