"""The document of a thing: title, blocks, notes, and what stands at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.base.languages import speaking
from kg.dossier.text.about import about
from kg.dossier.text.citing import Citing
from kg.dossier.text.phrases import in_other_scripts
from kg.formats.documents.document import Document

if TYPE_CHECKING:
    from kg.dossier.place import Place


def dossier_document(thing: Place, lang: str) -> Document:
    """What is known of a thing, in a language."""
    from kg.dossier.text.place_text import place_blocks  # noqa: PLC0415 (one kind of thing is told at a time)

    with speaking(lang):
        cite = Citing()
        blocks = tuple(place_blocks(thing, cite))
        return Document(thing.label(lang), lang, blocks, in_other_scripts(thing.labels), cite.notes, about())
