"""``kg places``: find a place by a name in any script."""

from __future__ import annotations

from pathlib import Path

import click

from kg.base.languages import pick
from kg.cli import options
from kg.cli.output import output_options, print_rows
from kg.schema.codes import LABELS

_COLUMNS = {
    "en": ("place", "matched", "level", "within", "id", "wikidata"),
    "ru": ("место", "совпало", "уровень", "входит в", "id", "Викиданные"),
    "zh": ("地方", "匹配", "级别", "隶属", "id", "维基数据"),
}
_NONE = {
    "en": "no place is called {text!r}",
    "ru": "места «{text}» нет в справочнике",
    "zh": "没有名为“{text}”的地方",
}
_NEAREST = {"en": "the nearest names:", "ru": "ближайшие названия:", "zh": "最接近的名称："}


@click.command()
@click.argument("text")
@options.sources
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many to show at most.")
@output_options()
def places(text: str, roots: tuple[Path, ...], limit: int, form: str | None, lang: str, out: Path | None) -> int:
    """Find the places that a TEXT may name: in Cyrillic, Chinese or Latin script, old names and pinyin too.

    Exits with 1 where no place is called that; the nearest names are shown.

    \b
    Examples:
      kg places Хабаровск
      kg places 伯力
      kg places Haerbin --lang ru
    """
    from kg.base.resources import sources_dir
    from kg.gather.corpus import gather
    from kg.gather.labels import labels_of
    from kg.gazetteer.gazetteer import CERTAIN

    corpus = gather(roots or (sources_dir() / "gazetteer",))
    gazetteer, labels = corpus.gazetteer, labels_of(corpus)
    hits = gazetteer.search(text, limit)
    found = bool(hits) and hits[0].score > CERTAIN
    if not found:
        click.echo(_NONE[lang].format(text=text) + ("; " + _NEAREST[lang] if hits else ""), err=True)
    rows = []
    for hit in hits:
        place = gazetteer.places[hit.place]
        names = labels[place.id]
        within = ", ".join(pick(labels[holder], lang) for holder in gazetteer.holders(place.id))
        level = LABELS[f"level/{place.level}"][lang]
        rows.append((pick(names, lang), hit.name, level, within, place.id, place.wikidata))
    if rows:
        print_rows(_COLUMNS[lang], rows, form, out, lang)
    return 0 if found else 1
