"""``kg compare``: two or more places side by side."""

from __future__ import annotations

from pathlib import Path

import click

from kg.base.languages import _
from kg.cli import options
from kg.cli.documents import hand_out
from kg.cli.output import deliver, is_for_people, output_options
from kg.cli.remote import Where, graph_options
from kg.formats.registry import FORMATS


@click.command()
@click.argument("places", nargs=-1, required=True, metavar="PLACE PLACE …")
@output_options("document", "table")
@graph_options
def compare(places: tuple[str, ...], form: str | None, lang: str, out: Path | None, where: Where) -> None:
    """Set two or more places side by side: figures, ties, partners in common, formats, problems, rank.

    Only what is of one indicator, year and unit is compared; where that is not to be had, the row says so. Every
    value has its sources. Without --format it is a table; md, html, json, docx and pdf are documents with a map.

    \b
    Examples:
      kg compare Хабаровск Владивосток
      kg compare Хабаровск Владивосток Харбин --lang zh --out compare.docx
    """
    from kg.dossier.place import Place

    bar, step = options.progress(_("building"))
    with bar:
        asked = where.open(step)
    chosen = list(dict.fromkeys(Place(asked, asked.names.place(place)) for place in places))
    if form in FORMATS["document"]:
        from kg.dossier.comparison_document import comparison_document

        hand_out(comparison_document(chosen, lang), form, out)
        return
    from kg.dossier.comparison_document import comparison_table

    deliver(comparison_table(chosen, for_people=is_for_people(form)), form, out, lang)
