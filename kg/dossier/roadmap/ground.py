"""What a road map is made from, read once: the place, those like it, and what was said and done anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from kg.analysis.prediction.suggest import Suggestion, learned, suggest
from kg.ask.asked_tables import table_of
from kg.ask.catalog import Catalog
from kg.ask.results import Graph, Table
from kg.ask.tokens import replaced
from kg.base import ids
from kg.base.errors import KgError
from kg.base.languages import _, counted_off, current, pick
from kg.base.namespaces import SKOS
from kg.dossier.comparable import Peer, Traits, peers, ranked, ties_by_kind, traits_of
from kg.dossier.facts import LABEL, Facts
from kg.dossier.place import Place
from kg.dossier.roadmap.experience import Experience, Opinion

if TYPE_CHECKING:
    from kg.analysis.prediction.learned import Model
    from kg.analysis.prediction.past import Past
    from kg.analysis.question import Question
    from kg.ask.asked_graph import AskedGraph
    from kg.dossier.text.citing import Citing
    from kg.network.ties import Link

PEERS = 10
LAPSED = ("ended", "paused", "dormant")
STALE = 5  # years without dated evidence after which a tie is called stale


class Prepared:
    """What the road maps of all places of one graph read: made once, and of each place only the rest."""

    def __init__(self, asked: AskedGraph, question: Question, facts: Facts | None = None) -> None:
        """Take the graph, a question about any place of it, and the facts where they were read before."""
        self.asked, self._question, self._facts = asked, question, facts
        self._traits: dict[str, dict[str, Traits]] = {}
        self._peers: dict[str, tuple[Peer, list[Peer]]] = {}
        self._places: dict[str, Place] = {}
        self._suggested: dict[tuple[str, int | None], list[Suggestion]] = {}
        self._anniversaries: dict[tuple[int, int, int, str], Table] = {}

    @cached_property
    def experience(self) -> Experience:
        """What was said and done anywhere."""
        if self._facts is not None:
            return Experience(self._facts)
        answer = self.asked.ask(Catalog().find("experience-as-graph").text)
        assert isinstance(answer, Graph)  # noqa: S101 (the catalogue's own CONSTRUCT)
        return Experience(Facts(answer.triples))

    def place(self, id: str) -> Place:
        """A place, read once for all languages."""
        if id not in self._places:
            self._places[id] = Place(self.asked, id)
        return self._places[id]

    @cached_property
    def learnt(self) -> tuple[Past, Model]:
        """What past ties teach; raises :class:`KgError` where that is too little."""
        return learned(self._question)

    def suggested(self, question: Question) -> list[Suggestion]:
        """What ``kg suggest`` finds for a place, the same in all languages."""
        key = (question.place, question.limit)
        if key not in self._suggested:
            self._suggested[key] = suggest(question, self.learnt)
        return self._suggested[key]

    @cached_property
    def lapsed(self) -> list[Link]:
        """The ties that ended, paused or fell asleep, now or at some time."""
        stages = self._question.attributes.stages
        return [
            link
            for link in self._question.network.links
            if link.status in LAPSED or any(kind in ("pause", "end") for kind, _bounds in stages.get(link.slug, ()))
        ]

    @cached_property
    def _ties(self) -> Mapping[str, Mapping[str, int]]:
        return ties_by_kind(self._question.network)

    def peers(self, place: str) -> tuple[Peer, list[Peer]]:
        """As :func:`kg.dossier.comparable.peers`."""
        node = self._question.network.nodes.get(place)
        if node is None or node.level == "country":
            return peers(self._question.network, self._question.attributes, place)  # which says what is wrong
        if node.country not in self._traits:
            self._traits[node.country] = traits_of(self._question.network, self._question.attributes, node.country)
        if place not in self._peers:
            self._peers[place] = ranked(self._traits[node.country], self._ties, place)
        return self._peers[place]

    def anniversaries(self, first: int, years: int, step: int) -> Table:
        """The round anniversaries of all ties in some years, in the language of the context."""
        key = (first, years, step, current())
        if key not in self._anniversaries:
            kinds = " ".join(f"<{ids.concept('tie-kind', kind)}>" for kind in ("sister", "partner"))
            when = " ".join(str(first + n) for n in range(years))
            given = {"year": when, "step": str(step), "kind": kinds, "lang": f'"{current()}"'}
            self._anniversaries[key] = table_of(self.asked, replaced(Catalog().find("anniversaries").text, given))
        return self._anniversaries[key]


@dataclass(frozen=True)
class Ground:
    """All that the parts of a road map read."""

    prepared: Prepared
    question: Question
    place: Place
    own: Peer
    peers: tuple[Peer, ...]  # all of its level, the most alike first
    from_year: int | None
    cite: Citing
    introduced: set[str] = field(default_factory=set)  # experts whose post was told

    @property
    def experience(self) -> Experience:
        """What was said and done anywhere."""
        return self.prepared.experience

    @cached_property
    def year(self) -> int:
        """That of the road map: the one asked for, else that of the latest event that the graph holds."""
        found = [each.year for each in self.experience.happenings if each.year and not each.planned]
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
        return pick(self.experience.facts.labels(ids.concept(scheme, code), LABEL), current()) or code

    def group(self, problem: str) -> str:
        """The group of a problem."""
        return next(
            (ids.tail(each) for each in self.experience.facts.links(ids.concept("problem", problem), SKOS + "broader")),
            "",
        )
