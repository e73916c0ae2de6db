"""Places abroad that could be approached, with the chances and the reasons of ``kg suggest``."""

from __future__ import annotations

from collections.abc import Iterator

from kg.analysis.prediction.wording import explain, one_in
from kg.analysis.reports.suggestions import stands
from kg.base.errors import KgError
from kg.base.languages import _, current
from kg.dossier.pages import pages_around
from kg.dossier.roadmap.ground import Ground
from kg.dossier.roadmap.lines import nothing
from kg.formats.documents.document import Block, Grid, Paragraph, Span, line

MOST = 8


def partners(ground: Ground) -> Iterator[Block]:
    """The first rows of ``kg suggest``: same question, same numbers."""
    lang, by = current(), f"kg suggest {ground.here}"
    question = ground.question._replace(limit=MOST)
    try:
        found = ground.prepared.suggested(question)
    except KgError as error:
        yield nothing(_("No chance can be reckoned: {why}").format(why=error), by)
        return
    rows = tuple(
        (
            (Span(question.name(each.partner), strong=True),),
            line(one_in(each.chance, lang) if each.chance is not None else stands(each.standing, lang)),
            line(explain(each, lang)),
        )
        for each in found
    )
    headings = (_("Place"), _("Chance of a tie, or how they stand"), _("What speaks for it"))
    told = _("Chances of {n} years.") if pages_around() else _("Computed by {command}; chances are those of {n} years.")
    caption = told.format(command=by, n=question.within)
    yield Grid(headings, rows, caption)
    says = _(
        "A chance is how often such pairs were tied within so many years; it is no advice, and where talks go on "
        "none is reckoned."
    )
    proven = "" if pages_around() else _(" How earlier chances came true: {command}.").format(command="kg backtest")
    yield Paragraph(line(says, proven))
