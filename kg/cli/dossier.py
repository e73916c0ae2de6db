"""``kg dossier``: what is known of one thing, or of two places, on a few pages."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.base.errors import KgError
from kg.base.languages import _
from kg.cli import options
from kg.cli.documents import document_options, hand_out
from kg.cli.remote import Where, graph_options

if TYPE_CHECKING:
    from kg.ask.asked_graph import AskedGraph
    from kg.dossier.things import Thing


@click.command()
@click.argument("things", nargs=-1, required=True, metavar="THING [PLACE]")
@document_options
@graph_options
def dossier(things: tuple[str, ...], form: str | None, lang: str, out: Path | None, where: Where) -> None:
    """Tell what is known of a THING on two to four pages, every statement with its sources.

    A thing is a place by any of its names; two places are their tie, or what lies between them where there is none.
    It may also be a problem, sphere or measure by its label, or an expert, authority, format, source or event by
    its id. JSON is all that is known, in all languages; the other forms are texts in one language.

    \b
    Examples:
      kg dossier Хабаровск
      kg dossier Хабаровск Харбин --lang ru --out dossier.docx
      kg dossier "Самарская область" --format html --out samara.html
      kg dossier problem/geographic-distance --lang zh
    """
    import json

    bar, step = options.progress(_("building"))
    with bar:
        asked = where.open(step)
    thing = _meant(asked, things)
    if form == "json":
        text = json.dumps(thing.data(), ensure_ascii=False, indent=2)
        hand_out(f"{text}\n".encode(), form, out)
        return
    from kg.dossier.text.dossier_document import dossier_document

    hand_out(dossier_document(thing, lang), form, out)


def _meant(graph: AskedGraph, words: tuple[str, ...]) -> Thing:
    """The thing of some words, which may also be one name of several words that nobody put in quotes."""
    from kg.dossier.things import find

    try:
        return find(graph, words)
    except KgError:
        with suppress(KgError):
            return find(graph, [" ".join(words)])
        raise
