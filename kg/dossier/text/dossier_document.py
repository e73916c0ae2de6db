"""The document of a thing: title, blocks, notes, and what stands at its end."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from kg.base.languages import LANGUAGES, as_head, current, pick, speaking
from kg.dossier.evidence import Source
from kg.dossier.pair import Pair
from kg.dossier.place import Place
from kg.dossier.record import Labelled
from kg.dossier.text.about import about
from kg.dossier.text.citing import Citing
from kg.dossier.text.phrases import in_other_scripts, pair, sentence
from kg.dossier.tie import Tie
from kg.formats.documents.document import Document

if TYPE_CHECKING:
    from kg.dossier.things import Thing

# What tells of each kind of thing; a module is imported when its kind is asked for.
_TEXTS = {
    "place": "place_text:blocks", "tie": "tie_text:blocks", "pair": "tie_text:pair_blocks",
    "problem": "concept_text:blocks", "sphere": "concept_text:blocks", "measure": "concept_text:blocks",
    "expert": "people_text:expert_blocks", "authority": "people_text:authority_blocks",
    "format": "record_text:format_blocks", "source": "record_text:source_blocks", "event": "record_text:event_blocks",
}  # fmt: skip


def dossier_document(thing: Thing, lang: str) -> Document:
    """What is known of a thing, in a language."""
    module, function = _TEXTS[thing.thing].split(":")
    blocks = getattr(import_module(f"kg.dossier.text.{module}"), function)
    with speaking(lang):
        cite = Citing()
        told = tuple(blocks(thing, cite))
        title, subtitle = _titles(thing)
        return Document(title, lang, told, subtitle, cite.notes, about())


def _titles(thing: Thing) -> tuple[str, str]:
    """The name of a thing for its reader, and its names in the other scripts."""
    if isinstance(thing, Tie | Pair):
        names = {}
        for lang in LANGUAGES:
            with speaking(lang):
                names[lang] = pair(thing.parties)
    elif isinstance(thing, Place | Labelled):
        names = dict(thing.labels)
    elif isinstance(thing, Source):
        return thing.title, ""
    else:
        raise TypeError(f"no title for {thing!r}")
    name = sentence(pick(names, current()))
    return as_head(name), in_other_scripts(names)
