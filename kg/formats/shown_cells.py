"""Cells that are shown or exported: text stays text, whatever program opens it."""

from __future__ import annotations

import re
from decimal import Context, Decimal

from pyoxigraph import Literal, NamedNode

from kg.ask.results import Cell, Table, plain
from kg.base import ids
from kg.base.languages import _, decimal

# What a spreadsheet program may take for the start of a formula, blanks passed over; in either width of the character.
_FORMULA = re.compile(r"[\t\r\n]|[\s\ufeff]*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
# Control characters and the marks that turn the direction of the text around them.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
# Characters that no XML 1.0 document may hold, escaped or not.
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOST_DIGITS, _SHORT = 10, Context(prec=6)
_LEAST_IN_FULL = Decimal("0.00001")
_ADDRESS = re.compile(r"https?://\S+")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&@$])")
_LINK_LIKE = re.compile(r"(?i)(:)(?=//)|(?<=www)(\.)")


def text_of(cell: Cell) -> str:
    """The text of a cell as written: digits of numbers unchanged, nothing for an unbound one.

    >>> text_of(Literal(12)), text_of(NamedNode("http://e.org/a")), text_of(None), text_of(1e-7), text_of(True)
    ('12', 'http://e.org/a', '', '0.0000001', 'true')
    """
    if isinstance(cell, float | bool):
        cell = Literal(cell)
    if isinstance(cell, Literal | NamedNode):
        return cell.value
    return "" if cell is None else str(cell)


def is_number(cell: Cell) -> bool:
    """True for a cell that counts as a number, whose sign is a sign."""
    return type(plain(cell)) in {int, float}


def worded(cell: Cell) -> str | None:
    """A number or a truth value as a reader of the language writes it, nothing for any other cell.

    Of a fraction with many digits, as a division leaves it, six are shown; one that begins with many zeros has an
    exponent.

    >>> worded(0.85), worded(True), worded(2.048513302034428), worded("a"), worded(1.9e-15)
    ('0.85', 'yes', '2.04851', None, '1.9E-15')
    """
    value = plain(cell)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if not is_number(cell):
        return None
    digits = text_of(cell)
    number = Decimal(digits)
    if not number.is_finite():
        return digits
    if len(number.as_tuple().digits) > _MOST_DIGITS and number != number.to_integral_value():
        digits = f"{number.normalize(_SHORT):f}"
    if 0 < abs(number) < _LEAST_IN_FULL:
        digits = f"{number.normalize(_SHORT):E}"
    return decimal(digits)


def is_address(cell: Cell) -> bool:
    """True for an IRI or a text that is an address on the web and nothing else.

    >>> is_address(NamedNode("https://e.org/a")), is_address("http://e.org/"), is_address("see http://e.org/")
    (True, True, False)
    """
    return _ADDRESS.fullmatch(text_of(cell)) is not None


def numeric(table: Table) -> list[bool]:
    """For each column whether all that is bound in it are numbers, which stand to the right."""
    return [
        any(cell is not None for cell in column) and all(cell is None or is_number(cell) for cell in column)
        for column in table.by_column
    ]


def shown(cell: Cell) -> str:
    r"""The text of a cell for a reader, in one line: numbers in their language, dates as ISO writes them.

    Own identifiers are short, since they are what the next question is asked with; what would steer
    a terminal is a mark.

    >>> shown(NamedNode(ids.thing("place", "cn-harbin"))), shown("a\x1b[2J")
    ('cn-harbin', 'a�[2J')
    """
    text = seen(text_of(cell))
    if (counted := worded(cell)) is not None:
        return counted
    if isinstance(cell, NamedNode):
        return text.rpartition("/")[2] if text.startswith(ids.ID) else text.removeprefix(ids.BASE)
    return " ".join(text.split())


def is_formula(text: str) -> bool:
    """Whether a spreadsheet program may take the text for a formula, blanks before it passed over."""
    return _FORMULA.match(text) is not None and not _NUMBER.fullmatch(text.strip())


def neutral(text: str) -> str:
    """The text made harmless in a spreadsheet: a formula gets an apostrophe, a number does not.

    >>> neutral("=HYPERLINK(1)"), neutral(" =1+1"), neutral("-5"), neutral("Harbin")
    ("'=HYPERLINK(1)", "' =1+1", '-5', 'Harbin')
    """
    return f"'{text}" if is_formula(text) else text


def export_cell(cell: Cell) -> str:
    """The cell in CSV or TSV; every line break is a line feed, which CSV writers quote."""
    if is_number(cell):
        return text_of(cell)
    return neutral(text_of(cell).replace("\r\n", "\n").replace("\r", "\n"))


def markdown_cell(cell: Cell) -> str:
    r"""The cell in a Markdown table: web addresses of IRIs are links, all else is plain.

    >>> markdown_cell(Literal("a|b *c*"))
    'a\\|b \\*c\\*'
    >>> markdown_cell(NamedNode("https://e.org/a"))
    '<https://e.org/a>'
    """
    text = seen(text_of(cell))
    if isinstance(cell, NamedNode) and is_address(cell):
        return f"<{text}>"
    if (counted := worded(cell)) is not None:
        return counted
    return markdown_text(" ".join(neutral(text).split()))


def markdown_text(text: str) -> str:
    r"""The text with nothing in it that Markdown reads as its own, inside a line.

    >>> markdown_text("a *b* at www.e.org")
    'a \\*b\\* at www\\.e.org'
    """
    return _LINK_LIKE.sub(r"\\\g<0>", _MARKUP.sub(r"\\\1", text))


def seen(text: str) -> str:
    """The text with a mark for every character that would act instead of being seen."""
    return _UNSEEN.sub("\ufffd", text)


def xml_text(text: str) -> str:
    r"""The text with a mark for every character that no XML document can hold.

    >>> xml_text("a\x00b\ufffe")
    'a�b�'
    """
    return _NOT_XML.sub("\ufffd", text)
