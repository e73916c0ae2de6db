"""The experts who were asked: their posts, and what each says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.base.languages import _, pick
from kg.base.namespaces import ORG
from kg.dossier.facts import COMMENT, RDF_TYPE
from kg.schema.terms import TIE
from kg.site.portal.lists import Column, Desk, Listing, Part, in_order
from kg.site.portal.page import Crumb, Page

if TYPE_CHECKING:
    from kg.site.portal.lists import Value
    from kg.site.portal.site import Portal


def pages(portal: Portal) -> Iterator[Page]:
    """One page."""
    desk = Desk(portal, "experts.html")
    facts = desk.facts
    people: list[tuple[Value, ...]] = []
    for iri in facts.subjects(RDF_TYPE, TIE.Expert):
        posts = facts.links(iri, ORG + "holds")
        bodies = [body for post in posts for body in facts.links(post, ORG + "postIn")]
        places = {place for body in bodies for place in facts.links(body, TIE.jurisdiction)}
        said = facts.subjects(TIE.madeBy, iri)
        problems = {each for one in said for each in facts.links(one, TIE.raisesProblem)}
        people.append(
            (
                desk.to(iri),
                ", ".join(map(desk.name, posts)),
                desk.all(bodies),
                desk.all(places),
                len(said),
                len(problems),
            )
        )
    statements: list[tuple[Value, ...]] = [
        (
            *desk.all(facts.links(iri, TIE.madeBy)),
            desk.names(iri, TIE.stance),
            pick(facts.labels(iri, COMMENT), desk.lang),
            desk.all(facts.links(iri, TIE.about)),
            desk.all(
                facts.links(iri, TIE.raisesProblem)
                + facts.links(iri, TIE.namesSphere)
                + facts.links(iri, TIE.proposesAction)
            ),
        )
        for iri in facts.subjects(RDF_TYPE, TIE.ExpertStatement)
    ]
    who = Column("expert", _("Expert"))
    listed = Listing(
        "experts",
        _("Experts on record, with the post held when they were asked"),
        (
            who, Column("post", _("Post")), Column("authority", _("Authority")), Column("place", _("Place")),
            Column("statements", _("Statements"), "number"), Column("problems", _("Problems raised"), "number"),
        ),
        in_order(people),
    )  # fmt: skip
    words = Listing(
        "statements",
        _("What the experts say, in the words of this project"),
        (
            who, Column("stance", _("Stance"), "choice"), Column("text", _("Text")), Column("about", _("About")),
            Column("themes", _("Themes")),
        ),
        statements,
    )  # fmt: skip
    yield desk.page(
        _("Experts"),
        _("Who was asked, in which post, and what each says of ties, problems and measures."),
        [
            Part(_("Who was asked"), (), (listed,), id="who"),
            Part(_("What they say"), (), (words,), id="what"),
        ],
        "themes",
        (Crumb(_("Themes"), "themes.html"),),
    )
