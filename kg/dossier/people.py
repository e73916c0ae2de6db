"""Experts and authorities: who holds which post where, and what they say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from kg.base.namespaces import ORG
from kg.dossier.around import Around
from kg.dossier.evidence import Source, Statement, sources
from kg.dossier.facts import Code, Facts
from kg.dossier.record import Labelled, Thing, said
from kg.schema.terms import TIE

if TYPE_CHECKING:
    from kg.dossier.place import Place


class Authority(Thing, Labelled):
    """An organisation that governs a place, with those of its people who were asked and what they say."""

    thing: ClassVar[str] = "authority"
    shown = ("label", "place")
    place: Place | None = said(Around.place, TIE.jurisdiction)
    experts: tuple[Code, ...] = said(
        lambda facts, iri: tuple(
            Code(who, facts.labels(who)) for post in facts.subjects(ORG + "postIn", iri)
            for who in facts.subjects(ORG + "holds", post)
        )
    )  # fmt: skip
    statements: tuple[Statement, ...] = said(
        lambda facts, iri: tuple(
            statement for post in facts.subjects(ORG + "postIn", iri) for who in facts.subjects(ORG + "holds", post)
            for statement in facts.pointing(who, TIE.madeBy, Statement, TIE.ExpertStatement)
        )
    )  # fmt: skip
    speakers: tuple[Speaker, ...] = said(
        lambda facts, iri: speakers(
            facts, [
                each for post in facts.subjects(ORG + "postIn", iri) for who in facts.subjects(ORG + "holds", post)
                for each in facts.subjects(TIE.madeBy, who)
            ]
        )
    )  # fmt: skip
    sources: tuple[Source, ...] = said(sources)


class Post(Labelled):
    """A post in an authority, and the place that the authority governs."""

    shown = ("label", "place")
    authority: Code = said(Facts.code, ORG + "postIn")
    place: Place | None = said(
        lambda facts, iri: next(
            (facts.place(authority, TIE.jurisdiction) for authority in facts.links(iri, ORG + "postIn")), None
        )
    )


class Speaker(Thing, Labelled):
    """A person who was asked, with the posts held then."""

    thing: ClassVar[str] = "expert"
    shown = ("label", "posts")
    posts: tuple[Post, ...] = said(
        lambda facts, iri: tuple(Post.of(facts, post) for post in facts.links(iri, ORG + "holds"))
    )


class Expert(Speaker):
    """A person who was asked, with the posts held then and what is said."""

    surveys: tuple[Code, ...] = said(Facts.codes, TIE.askedIn)
    statements: tuple[Statement, ...] = said(Around.pointing, TIE.madeBy, Statement, TIE.ExpertStatement)
    sources: tuple[Source, ...] = said(sources)


def speakers(facts: Around, statements: Iterable[str]) -> tuple[Speaker, ...]:
    """The experts who make some statements, each once, by id."""
    experts = tuple(sorted({who for each in statements for who in facts.links(each, TIE.madeBy)}))
    if not experts:
        return ()
    around = Around(facts.graph, "around-thing-as-graph", thing=experts)
    return tuple(Speaker.of(around, who) for who in experts)
