"""A document as data: what dossiers, road maps, questionnaires and reports are written as, whatever the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from kg.base.languages import N_, translated


@dataclass(frozen=True)
class Note:
    """One source behind a text: ``key`` tells it apart, ``text`` is its reference, ``url`` its address or empty."""

    key: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Span:
    """A piece of a line, with the keys of the notes that stand behind it; ``thing`` is the IRI of what it names."""

    text: str
    notes: tuple[str, ...] = ()
    url: str = ""
    strong: bool = False
    thing: str = ""


Line = tuple[Span, ...]  # a paragraph, an item, a cell


def line(*pieces: str | Span) -> Line:
    """A line of texts and spans.

    >>> line("Signed in 1993", Span("", ("HRB_LIST",)))[0].text
    'Signed in 1993'
    """
    return tuple(Span(piece) if isinstance(piece, str) else piece for piece in pieces)


@dataclass(frozen=True)
class Heading:
    """The head of a section; the title of the document is level 1, so sections begin at 2."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    line: Line


@dataclass(frozen=True)
class Items:
    """A list; ``numbered`` ones are counted, ``boxes`` are to be ticked off by hand."""

    lines: tuple[Line, ...]
    numbered: bool = False
    boxes: bool = False


@dataclass(frozen=True)
class Facts:
    """Names of properties with their values, a row each."""

    rows: tuple[tuple[str, Line], ...]


@dataclass(frozen=True)
class Grid:
    """A table; ``numeric`` are the indices of columns whose cells line up at the right."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    caption: str = ""
    numeric: tuple[int, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A drawing in SVG without scripts and outer files; ``says`` is what it shows, for who does not see it.

    A page on a telephone shows ``narrow`` in its place, where there is one: the same, drawn as wide as that.
    """

    svg: str
    says: str
    caption: Line = ()
    width_mm: int = 160
    narrow: str = ""


_SOURCES = N_("Sources")
_LEADS = 200  # letters of a paragraph, two lines

Block = Heading | Paragraph | Items | Facts | Grid | Picture


@dataclass(frozen=True)
class Document:
    """A text in one language; ``about`` stands small at its end: version of the data, day, licence, how to cite."""

    title: str
    lang: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    notes: tuple[Note, ...] = ()
    about: tuple[Line, ...] = field(default=())

    @property
    def over_notes(self) -> str:
        """The heading under which the notes stand."""
        return translated(_SOURCES, self.lang)

    def cited(self) -> tuple[Note, ...]:
        """The notes in the order in which the text first refers to them; those that it never names are left out."""
        known = {note.key: note for note in self.notes}
        order = dict.fromkeys(key for each in self.lines() for span in each for key in span.notes)
        return tuple(known[key] for key in order)

    def numbers(self) -> dict[str, int]:
        """The number that each note has in the text, by its key."""
        return {note.key: number for number, note in enumerate(self.cited(), start=1)}

    def leading(self) -> set[int]:
        """The ids of the short paragraphs that lead to a list, a table or a picture, and stay on one page with it."""
        return {
            id(block)
            for block, after in pairwise(self.blocks)
            if isinstance(block, Paragraph)
            and isinstance(after, Items | Facts | Grid | Picture)
            and sum(len(span.text) for span in block.line) <= _LEADS
        }

    def lines(self) -> Iterator[Line]:
        """Every line of the text, in reading order."""
        for block in self.blocks:
            yield from _lines(block)
        yield from self.about


def _lines(block: Block) -> Iterable[Line]:
    match block:
        case Paragraph():
            return (block.line,)
        case Items():
            return block.lines
        case Facts():
            return (value for _name, value in block.rows)
        case Grid():
            return (cell for row in block.rows for cell in row)
        case Picture():
            return (block.caption,)
        case Heading():
            return ()
