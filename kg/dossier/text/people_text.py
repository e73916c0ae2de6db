"""The dossiers of experts and authorities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.base.languages import _, clauses, current, listed
from kg.dossier.text.phrases import all_linked, items, linked, named, paragraph, room, section
from kg.dossier.text.sections import places_with_ties, post_held, statements
from kg.dossier.ties_of_places import ties_of
from kg.formats.documents.document import Block, Facts, Span, line

if TYPE_CHECKING:
    from kg.dossier.evidence import Statement
    from kg.dossier.facts import Code
    from kg.dossier.people import Authority, Expert
    from kg.dossier.place import Place
    from kg.dossier.text.citing import Citing

MOST = 6


def expert_blocks(expert: Expert, cite: Citing) -> Iterator[Block]:
    """Who an expert is, and what is said."""
    posts = [post_held(post, named(post.authority)) for post in expert.posts]
    who = _("{name}: {posts}.").format(name=expert.label(current()), posts=clauses(posts))
    yield paragraph([cite.span(who, expert.sources), *_said(expert.statements, cite)])
    rows = [(_("Post as published"), line(post)) for post in posts]
    rows += [(_("Survey"), all_linked(expert.surveys))] if expert.surveys else []
    yield from section(_("Posts and surveys"), *((Facts(tuple(rows)),) if rows else ()))
    whole = f"kg dossier expert/{expert.id} --format json"
    yield from section(_("What is said"), *statements(expert.statements, cite, whole))
    yield from _at(tuple(post.place for post in expert.posts if post.place), cite, whole)


def authority_blocks(authority: Authority, cite: Citing) -> Iterator[Block]:
    """Which place an authority acts for, who of its people was asked, and what they say."""
    place = named(authority.place) if authority.place else _("place not known")
    acts = _("{name} acts for: {place}.").format(name=authority.label(current()), place=place)
    yield paragraph([cite.span(acts, authority.sources), *_said(authority.statements, cite)])
    whole = f"kg dossier authority/{authority.id} --format json"
    yield from section(_("Experts"), *items(authority.experts, lambda each: line(linked(each)), room(MOST), whole))
    yield from section(_("What its experts say"), *statements(authority.statements, cite, whole, authority.speakers))
    yield from _at((authority.place,) if authority.place else (), cite, whole)


def _at(places: Sequence[Place], cite: Citing, command: str) -> Iterator[Block]:
    """Where somebody acts, and the ties of the place."""
    known = tuple({each.id: each for each in places}.values())
    yield from places_with_ties(_("The place and its ties"), known, ties_of(known), cite, command)


def _said(every: Sequence[Statement], cite: Citing) -> Iterator[Span]:
    sources = [source for each in every for source in each.sources]
    if not every:
        return
    yield cite.span(_("Statements known here: {n}.").format(n=len(every)), sources)
    for text, codes in (
        (_("Problems raised: {names}."), [code for each in every for code in each.problems]),
        (_("Spheres named: {names}."), [code for each in every for code in each.spheres]),
        (_("Measures proposed: {names}."), [code for each in every for code in each.measures]),
    ):
        if codes:
            yield cite.span(text.format(names=_names(codes)), sources)


def _names(codes: Sequence[Code]) -> str:
    return listed(dict.fromkeys(map(named, codes)))
