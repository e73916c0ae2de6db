"""The dossier of a problem, a sphere or a measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.base.languages import N_, _, current, listed, pick
from kg.dossier.text.phrases import SOME, all_linked, linked, named, paragraph, room, section, sentence, table
from kg.dossier.text.sections import events, findings, last_event, other_ties, places_with_ties, statements
from kg.formats.documents.document import Block, Facts, Line, Span, line

if TYPE_CHECKING:
    from kg.dossier.concept import Concept, Mention
    from kg.dossier.text.citing import Citing

MENTIONS, TOLD = 8, 3
_SAID = {
    "problem": N_("Named experts who raise it – {n}; statements – {m}."),
    "sphere": N_("Named experts who name it – {n}; statements – {m}."),
    "measure": N_("Named experts who propose it – {n}; statements – {m}."),
}
_WITH = {
    "problem": N_("Problems that the same statements raise"),
    "sphere": N_("Spheres that the same statements name"),
    "measure": N_("Measures that the same statements propose"),
}


def blocks(concept: Concept, cite: Citing) -> Iterator[Block]:
    """What is known of a concept and of those below it, section by section."""
    whole = f"kg dossier {concept.scheme}/{concept.id} --format json"
    yield paragraph(_sentences(concept, cite))
    rows = [
        (_("What is meant"), line(pick(concept.definition, current()))),
        (_("Belongs to"), all_linked(concept.broader)),
        (_("Holds"), all_linked(concept.narrower)),
    ]
    yield Facts(tuple((name, value) for name, value in rows if value and value[0].text))
    yield from section(_("What sources claim"), *findings(concept.findings, cite, whole, "claim"))
    yield from section(_("Who says so"), *statements(concept.statements, cite, whole, concept.speakers))
    yield from section(_("Where"), *_mentions(concept.about, _("Place or tie"), whole))
    yield from places_with_ties(
        _("Places where it is named, and all ties known of them"), concept.places, concept.place_ties, cite, whole
    )
    for scheme, every in (("problem", concept.problems), ("measure", concept.measures), ("sphere", concept.spheres)):
        others = [each for each in every if scheme != concept.scheme or each.id != concept.id]
        yield from section(_(_WITH[scheme]), *_mentions(others, _("What"), whole))
    yield from section(_("Events that show it"), *events(concept.events, cite, whole))
    yield from section(_("Ties that name it"), *other_ties(concept.ties, cite, whole, SOME))
    remarks = findings(concept.findings, cite, whole, "gap", "inconsistency", "guess", "conflict")
    yield from section(_("What is not known, and where sources contradict themselves"), *remarks)


def _sentences(concept: Concept, cite: Citing) -> Iterator[Span]:
    sources = [source for each in concept.statements for source in each.sources]
    claims = [each for each in concept.findings if each.kind == "claim"]
    if claims:
        told = [each.text(current()) for each in claims]
        claim = claims[max(range(len(told)), key=lambda at: any(map(str.isdigit, told[at])))]  # a number tells more
        text = _("A source claims: {claim}.").format(claim=sentence(claim.text(current())))
        yield cite.span(text, claim.sources)
    if concept.statements:
        text = _(_SAID[concept.scheme]).format(n=len(concept.speakers), m=len(concept.statements))
        yield cite.span(text, sources)
    if concept.about:
        places = listed(named(each.what) for each in concept.about[:TOLD])
        yield cite.span(_("Spoken of most: {names}.").format(names=places), sources)
    measures = [] if concept.scheme == "measure" else [named(each.what) for each in concept.measures[:TOLD]]
    if measures:
        yield cite.span(
            _("Measures that the same statements propose: {names}.").format(names=listed(measures)), sources
        )
    else:
        yield from last_event(concept.events, cite)
    gaps = [each for each in concept.findings if each.kind == "gap"]
    if gaps:
        text = _("Not known: {gap}.").format(gap=sentence(gaps[0].text(current())))
        yield cite.span(text, gaps[0].sources)


def _mentions(every: Sequence[Mention], heading: str, command: str) -> tuple[Block, ...]:
    """What statements name, with the number of experts who do."""

    def row(each: Mention) -> tuple[Line, ...]:
        return line(linked(each.what)), line(str(each.experts))

    return table((heading, _("Named experts")), every, row, room(MENTIONS), command, numeric=(1,))
