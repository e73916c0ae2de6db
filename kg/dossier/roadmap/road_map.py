"""The document of a road map: seven parts, in a language, each line with its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from kg.base.languages import N_, _, clauses, current, listed, speaking
from kg.dossier.comparable_kept import WORDS
from kg.dossier.comparable_table import rules
from kg.dossier.pages import pages_around
from kg.dossier.roadmap.brief import brief
from kg.dossier.roadmap.calendar import calendar
from kg.dossier.roadmap.checklist import checklist
from kg.dossier.roadmap.formats import formats
from kg.dossier.roadmap.ground import PEERS, Ground, Prepared
from kg.dossier.roadmap.measures import measures
from kg.dossier.roadmap.partners import partners
from kg.dossier.roadmap.problems import problems
from kg.dossier.roadmap.ties import state_of_ties
from kg.dossier.text.about import about
from kg.dossier.text.citing import Citing
from kg.dossier.text.phrases import in_other_scripts
from kg.formats.documents.document import Block, Document, Grid, Heading, Line, Span, line

if TYPE_CHECKING:
    from kg.analysis.question import Question
    from kg.ask.asked_graph import AskedGraph

PARTS: tuple[tuple[str, Callable[[Ground], Iterator[Block]]], ...] = (
    (N_("State of the ties"), state_of_ties),
    (N_("Problems"), problems),
    (N_("Measures that experts propose"), measures),
    (N_("Whom to approach"), partners),
    (N_("Formats to join"), formats),
    (N_("What to verify first"), checklist),
    (N_("Calendar"), calendar),
)


def road_map(
    asked: AskedGraph, question: Question, year: int | None = None, prepared: Prepared | None = None
) -> Document:
    """The road map of the place of a question, in its language; ``year`` is the first of its calendar."""
    with speaking(question.lang):
        ground = ground_of(asked, question, year, prepared)
        blocks: list[Block] = []
        for number, (title, part) in enumerate(PARTS, 1):
            blocks += [Heading(_("{n}. {title}").format(n=number, title=_(title))), *part(ground)]
        blocks = [*brief(ground, blocks), *blocks, *_compared(ground)]
        place = ground.place
        title = _("Road map: {place}").format(place=place.label(current()))
        return Document(
            title, question.lang, tuple(blocks), in_other_scripts(place.labels), ground.cite.notes, (*about(), *_rule())
        )


def ground_of(
    asked: AskedGraph, question: Question, year: int | None = None, prepared: Prepared | None = None
) -> Ground:
    """What the parts of a road map read, from the graph; without a year, that of the latest event that it holds.

    ``prepared`` is what the road maps of all places share, where several are made.
    """
    prepared = prepared or Prepared(asked, question)
    own, alike = prepared.peers(question.place)
    return Ground(prepared, question, prepared.place(question.place), own, tuple(alike), year, Citing())


def _compared(ground: Ground) -> Iterator[Block]:
    """With whom the place is compared, and by which rule."""
    yield Heading(_("Whom the place is compared with"))
    rows = tuple(
        (
            (Span(ground.question.name(peer.traits.place), strong=True),),
            line(str(peer.score)),
            line(listed(_(WORDS[each]) for each in peer.of(False)) or "–"),
            line(listed(_(WORDS[each]) for each in peer.of(None)) or "–"),
            line(str(sum(peer.ties.values()))),
        )
        for peer in ground.peers[:PEERS]
    )
    headings = (_("Place"), _("Shared criteria"), _("Different in"), _("Not known"), _("Ties"))
    caption = "" if pages_around() else _("Computed by {command}.").format(command=f"kg comparable {ground.here}")
    yield Grid(headings, rows, caption, numeric=(1, 4))


def _rule() -> tuple[Line, ...]:
    """What makes places comparable, in one line at the end."""
    whole, *criteria = rules()
    told = _("Comparable places share criteria – {criteria}.").format(criteria=clauses(criteria))
    return (line(told, " " if current() != "zh" else "", whole),)
