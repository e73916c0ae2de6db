"""The numbered notes of a document: every source behind a text, once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.base.dates import in_words
from kg.base.languages import _
from kg.formats.documents.document import Note, Span

if TYPE_CHECKING:
    from kg.dossier.evidence import Source

FEW = 3  # sources that are cited for one statement; more make a page of numbers that nobody follows


class Citing:
    """Gathers the notes of one document while its texts are made."""

    def __init__(self) -> None:
        self._notes: dict[str, Note] = {}

    def keys(self, sources: Iterable[Source], few: int = FEW) -> tuple[str, ...]:
        """The keys of the notes to some sources, of the first ``few`` of them."""
        chosen = list({each.id: each for each in sources}.values())[:few]
        for each in chosen:
            self._notes.setdefault(each.id, note_of(each))
        return tuple(each.id for each in chosen)

    def span(self, text: str, sources: Iterable[Source], few: int = FEW) -> Span:
        """A text with the notes to its sources."""
        return Span(text, self.keys(sources, few))

    @property
    def notes(self) -> tuple[Note, ...]:
        """All that were cited so far."""
        return tuple(self._notes.values())


def note_of(source: Source) -> Note:
    """The reference to a source in its own words: title, publisher, date."""
    stop = _(". ")
    pieces = [source.title.rstrip("."), source.publisher, source.issued and in_words(source.issued)]
    if not source.page:
        pieces.append(source.address if not source.address.startswith("http") else "")
    url = source.page or (source.address if source.address.startswith("http") else "")
    return Note(source.id, stop.join(filter(None, pieces)), url)
