"""What was said and done anywhere, which the road maps of all places read: statements, events, formats."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from kg.base import ids
from kg.base.languages import current, pick
from kg.base.namespaces import ORG
from kg.dossier.evidence import Source, Statement, sources
from kg.dossier.facts import RDF_TYPE, Code, Facts
from kg.schema.terms import TIE


class Opinion(NamedTuple):
    """A statement with the places that it is about, the post of its expert and the places that this is a post of."""

    said: Statement
    about: frozenset[str]
    post: dict[str, str]
    speaks_for: frozenset[str]

    @property
    def places(self) -> frozenset[str]:
        """All of these places."""
        return self.about | self.speaks_for


class Happening(NamedTuple):
    """An event of any place; ``on`` is the id of its tie or format."""

    id: str
    kind: Code
    year: int | None
    date: str
    labels: dict[str, str]
    parties: frozenset[str]
    on: str
    spheres: frozenset[str]
    planned: bool
    sources: tuple[Source, ...]

    def label(self) -> str:
        """What happened, in the language of the context."""
        return pick(self.labels, current())


class Forum(NamedTuple):
    """A multi-party format with the places that take part, each with its role and the sources that name it."""

    id: str
    kind: Code
    labels: dict[str, str]
    start_year: int | None
    members: dict[str, tuple[Source, ...]]
    sources: tuple[Source, ...]

    def label(self) -> str:
        """Its name in the language of the context."""
        return pick(self.labels, current())


class Experience:
    """All of it, each read once from the facts of a graph."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    @cached_property
    def opinions(self) -> tuple[Opinion, ...]:
        """What every expert said, in the order of the ids."""
        return tuple(self._opinion(iri) for iri in sorted(self._of(TIE.ExpertStatement)))

    @cached_property
    def happenings(self) -> tuple[Happening, ...]:
        """What happened or is planned anywhere, the latest first."""
        found = [self._happening(iri) for iri in self._of(TIE.Event)]
        return tuple(sorted(found, key=lambda each: (-(each.year or 0), each.date, each.id)))

    def on(self, tie: str) -> list[Happening]:
        """What happened on a tie, by its id, in the same order."""
        return self._on.get(tie, [])

    @cached_property
    def _on(self) -> dict[str, list[Happening]]:
        found: dict[str, list[Happening]] = {}
        for each in self.happenings:
            found.setdefault(each.on, []).append(each)
        return found

    @cached_property
    def forums(self) -> tuple[Forum, ...]:
        """All multi-party formats."""
        return tuple(self._forum(iri) for iri in sorted(self._of(TIE.Format)))

    def _of(self, kind: str) -> Iterable[str]:
        return self.facts.subjects(RDF_TYPE, kind)

    def _opinion(self, iri: str) -> Opinion:
        facts, about = self.facts, set()
        for thing in facts.links(iri, TIE.about):
            slug = ids.tail(thing)
            about |= set(slug.split("--")) if "/tie/" in thing else {slug}

        def along(links: list[str], *steps: str) -> list[str]:
            for step in steps:
                links = [found for each in links for found in facts.links(each, step)]
            return links

        posts = along([iri], TIE.madeBy, ORG + "holds")
        places = along(posts, ORG + "postIn", TIE.jurisdiction)
        post = facts.labels(posts[0]) if posts else {}
        return Opinion(Statement.of(facts, iri), frozenset(about), post, frozenset(map(ids.tail, places)))

    def _happening(self, iri: str) -> Happening:
        facts = self.facts
        return Happening(
            id=ids.tail(iri),
            kind=facts.code(iri, TIE.eventKind),
            year=facts.year(iri, TIE.year),
            date=facts.text(iri, TIE.date),
            labels=facts.labels(iri),
            parties=frozenset(map(ids.tail, facts.links(iri, TIE.hasParty))),
            on=next((ids.tail(each) for each in facts.links(iri, TIE.onTie)), ""),
            spheres=frozenset(map(ids.tail, facts.links(iri, TIE.sphere))),
            planned=facts.is_true(iri, TIE.isPlanned),
            sources=sources(facts, iri),
        )

    def _forum(self, iri: str) -> Forum:
        facts = self.facts
        members = {
            ids.tail(place): sources(facts, membership)
            for membership in facts.links(iri, TIE.hasMembership)
            for place in facts.links(membership, TIE.member)
        }
        kind, year = facts.code(iri, TIE.formatKind), facts.year(iri, TIE.startYear)
        return Forum(ids.tail(iri), kind, facts.labels(iri), year, members, sources(facts, iri))
