"""What a road map is made from, read once: the place, those like it, and what was said and done anywhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from kg.base import ids
from kg.base.errors import KgError
from kg.base.languages import _, counted_off, current, pick
from kg.base.namespaces import ORG, SKOS
from kg.dossier.comparable import Peer
from kg.dossier.evidence import Source, Statement, sources
from kg.dossier.facts import LABEL, RDF_TYPE, Code, Facts
from kg.schema.terms import TIE

if TYPE_CHECKING:
    from kg.analysis.question import Question
    from kg.ask.asked_graph import AskedGraph
    from kg.dossier.place import Place
    from kg.dossier.text.citing import Citing

PEERS = 10
STALE = 5  # years without dated evidence after which a tie is called stale


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


@dataclass(frozen=True)
class Ground:
    """All that the parts of a road map read."""

    asked: AskedGraph
    question: Question
    place: Place
    own: Peer
    peers: tuple[Peer, ...]  # all of its level, the most alike first
    facts: Facts
    from_year: int | None
    cite: Citing
    introduced: set[str] = field(default_factory=set)  # experts whose post was told

    @cached_property
    def year(self) -> int:
        """That of the road map: the one asked for, else that of the latest event that the graph holds."""
        found = [each.year for each in self.happenings if each.year and not each.planned]
        if not (self.from_year or found):
            raise KgError(_("nothing in the graph is dated by an event"), hint=_("add --from YEAR"))
        return self.from_year or max(found)

    def name(self, *places: str) -> str:
        """Places by their names, in the language of the context."""
        return counted_off([self.question.name(each) for each in places])

    @property
    def here(self) -> str:
        """The place as it is typed in a command."""
        return self.place.id

    @cached_property
    def alike(self) -> tuple[str, ...]:
        """The ids of the most alike places, as many as ``kg comparable`` shows."""
        return tuple(peer.traits.place for peer in self.peers[:PEERS])

    @cached_property
    def region(self) -> str:
        """The first-level unit that holds the place, empty where it is one."""
        region = self.question.network.nodes[self.here].region
        return "" if region == self.here else region

    @cached_property
    def opinions(self) -> tuple[Opinion, ...]:
        """What every expert said, in the order of the ids."""
        return tuple(self._opinion(iri) for iri in sorted(self._of(TIE.ExpertStatement)))

    @cached_property
    def happenings(self) -> tuple[Happening, ...]:
        """What happened or is planned anywhere, the latest first."""
        found = [self._happening(iri) for iri in self._of(TIE.Event)]
        return tuple(sorted(found, key=lambda each: (-(each.year or 0), each.date, each.id)))

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

    def who(self, opinion: Opinion) -> str:
        """An expert with the post, which is told once, and the place that it is a post of."""
        told = pick(opinion.said.expert, current())
        if opinion.post and told not in self.introduced:
            self.introduced.add(told)
            told = _("{name}, {post}").format(name=told, post=pick(opinion.post, current()))
        spoken_for = self.name(*sorted(opinion.speaks_for))
        return _("{name} ({place})").format(name=told, place=spoken_for) if spoken_for else told

    def concept(self, code: str, scheme: str) -> str:
        """A problem or a measure as it is called in the language of the context."""
        return pick(self.facts.labels(ids.concept(scheme, code), LABEL), current()) or code

    def group(self, problem: str) -> str:
        """The group of a problem."""
        return next(
            (ids.tail(each) for each in self.facts.links(ids.concept("problem", problem), SKOS + "broader")), ""
        )
