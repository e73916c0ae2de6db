"""``kg places``: find a place by a name in any script."""

from __future__ import annotations

from typing import Any

import click

from kg.base.errors import shown
from kg.base.languages import N_, _, current, pick
from kg.cli import options
from kg.cli.output import output_options, print_rows
from kg.gather.roots import Sources
from kg.schema.codes import LABELS


@click.command()
@click.argument("text")
@options.sources
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many to show at most.")
@output_options()
def places(text: str, sources: Sources, limit: int, **output: Any) -> int:
    """Find the places that a TEXT may name: in Cyrillic, Chinese or Latin script, old names and pinyin too.

    Exits with 1 where no place is called that; the nearest names are shown.

    \b
    Examples:
      kg places Хабаровск
      kg places 伯力
      kg places "г. Самара"
      kg places Haerbin --lang ru
    """
    from kg.gather.corpus import OF_PLACES, gather
    from kg.gather.labels import labels_of
    from kg.gazetteer.gazetteer import GUESSES

    corpus = gather(sources.folders(), kinds=OF_PLACES)
    gazetteer, labels = corpus.gazetteer, labels_of(corpus)
    hits = gazetteer.search(text, limit)
    found = any(hit.reason not in GUESSES for hit in hits)
    if not found:
        told = [_("no place is called '{name}'").format(name=shown(text)), gazetteer.garbled(text)]
        told += [_("the nearest names:")] if hits else []
        click.echo(_("; ").join(filter(None, told)), err=True)
    lang, rows = current(), []
    for hit in hits:
        place = gazetteer.places[hit.place]
        within = _(", ").join(pick(labels[holder], lang) for holder in gazetteer.holders(place.id))
        level = LABELS[f"level/{place.level}"][lang]
        rows.append((pick(labels[place.id], lang), hit.name, level, within, place.id, place.wikidata, _(hit.reason)))
    if rows:
        columns = (N_("place"), N_("matched"), N_("level"), N_("within"), "id", N_("wikidata"), N_("why"))
        print_rows(columns, rows, **output)
    return 0 if found else 1
