"""What the writers of documents share: addresses that may be links, what stands between numerals and after names."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from rich.cells import cell_len

from kg.formats.documents.document import Grid
from kg.formats.shown_cells import is_address

_NARROWEST, _WIDEST = 6, 40
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


def widths(grid: Grid) -> list[int]:
    """The shares of a table's columns in its width: by their longest texts, none very narrow or very wide.

    >>> widths(Grid(("n", "Partner"), ()))
    [6, 7]
    """
    texts = [
        [name, *("".join(span.text for span in row[n]) for row in grid.rows)] for n, name in enumerate(grid.headings)
    ]
    return [min(max(_NARROWEST, *map(cell_len, column)), _WIDEST) for column in texts]
