"""The numbered notes of a document: every source behind a text, once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.base.dates import in_words
from kg.base.languages import _
from kg.formats.documents.document import Note, Span

if TYPE_CHECKING:
    from kg.dossier.evidence import Source

FEW = 3  # sources that are cited for one statement; more make a row of numbers that nobody follows
_STRENGTH = (
    "official-list", "official-site", "municipal-site", "paper", "book", "article", "news", "dataset", "encyclopedia",
    "machine-coded",
)  # fmt: skip


class Citing:
    """Gathers the notes of one document while its texts are made."""

    def __init__(self) -> None:
        self._notes: dict[str, Note] = {}

    def keys(self, sources: Iterable[Source], few: int = FEW) -> tuple[str, ...]:
        """The keys of the notes to the ``few`` strongest of some sources; one and its copy are not both cited."""
        chosen = strongest(sources, few)
        for each in chosen:
            self._notes.setdefault(each.id, note_of(each))
        order = list(self._notes)
        return tuple(sorted((each.id for each in chosen), key=order.index))

    def span(self, text: str, sources: Iterable[Source], few: int = FEW, *, thing: str = "") -> Span:
        """A text with the notes to its sources; ``thing`` is the IRI of what it names."""
        return Span(text, self.keys(sources, few), thing=thing)

    @property
    def notes(self) -> tuple[Note, ...]:
        """All that were cited so far."""
        return tuple(self._notes.values())


def strongest(sources: Iterable[Source], few: int = FEW) -> tuple[Source, ...]:
    """The few strongest of some sources, one and its copy once."""
    kept: dict[str, Source] = {}
    for each in sorted(sources, key=_weakness):
        kept.setdefault(str(each.root) or each.id, each)
    return tuple(kept.values())[:few]


def _weakness(source: Source) -> tuple[int, bool, str]:
    kind = str(source.kind)
    return _STRENGTH.index(kind) if kind in _STRENGTH else len(_STRENGTH), bool(source.copy_of), source.id


def note_of(source: Source) -> Note:
    """The reference to a source in its own words: title, publisher, date, and where it is kept if not on the web."""
    url = source.page or (source.address if source.address.startswith("http") else "")
    told = [source.title.rstrip("."), source.publisher, source.issued and in_words(source.issued)]
    return Note(source.id, _(". ").join(filter(None, [*told, "" if url else source.address])), url)
