"""Two places between which no tie is known: what is near one, and what they share."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from kg.base.ids import tie_slug
from kg.dossier.around import distance
from kg.dossier.gatherings import Facility, OwnFormat
from kg.dossier.place import NearTie, Place
from kg.dossier.record import plain_data
from kg.dossier.tie import OwnTie

if TYPE_CHECKING:
    from kg.dossier.comparable_kept import AlikeTie


class Pair:
    """Two places without a tie; what they have is asked of the graph when it is first read."""

    thing: ClassVar[str] = "pair"

    def __init__(self, one: Place, other: Place) -> None:
        self.parties = one, other
        self.id = tie_slug((one.id, other.id))

    @property
    def iri(self) -> str:
        """Empty: what is not in the graph has no address there."""
        return ""

    def label(self, lang: str = "en") -> str:
        """The names of both."""
        return " – ".join(place.label(lang) for place in self.parties)

    @property
    def distance(self) -> int | None:
        """The kilometres between the two."""
        points = [place.coordinates and (place.coordinates.lat, place.coordinates.lon) for place in self.parties]
        return distance(*points)

    @property
    def ties(self) -> tuple[OwnTie | NearTie, ...]:
        """The ties between one of them, what holds it or lies in it, and the other with its own."""
        one, other = self.parties
        around = {place.id for place in (other, *other.holders[:-1])} | {tie.place.id for tie in other.ties_within}
        near: list[OwnTie | NearTie] = [*one.ties, *one.ties_within, *one.ties_around]
        return tuple(tie for tie in near if tie.partner.id in around)

    @property
    def common_partners(self) -> tuple[Place, ...]:
        """The places with which both have a tie."""
        mine, theirs = ({tie.partner for tie in place.ties} for place in self.parties)
        return tuple(sorted(mine & theirs, key=lambda place: place.id))

    @property
    def formats(self) -> tuple[OwnFormat, ...]:
        """The formats in which either takes part."""
        found = {each.id: each for place in self.parties for each in place.formats}
        return tuple(found[id] for id in sorted(found))

    @property
    def common_formats(self) -> tuple[OwnFormat, ...]:
        """The formats in which both take part."""
        return tuple(each for each in self.formats if {*self.parties} <= {*each.parties})

    @property
    def between(self) -> tuple[Facility, ...]:
        """The crossings, flights and institutes that join the two."""
        one, other = self.parties
        return tuple(each for each in one.facilities if other in (each.place, each.partner))

    @cached_property
    def comparable(self) -> tuple[AlikeTie, ...]:
        """The ties between places comparable to one of the two each."""
        from kg.dossier.comparable_kept import alike_ties  # noqa: PLC0415 (most callers do not ask)

        one, other = self.parties
        return alike_ties(one.graph, (one.id, other.id))

    def data(self) -> dict[str, Any]:
        """All of the above as plain data, ready for JSON."""
        parts = (
            "thing",
            "id",
            "parties",
            "distance",
            "ties",
            "common_partners",
            "formats",
            "common_formats",
            "between",
        )
        told = {part: plain_data(getattr(self, part)) for part in parts}
        return {**told, "comparable": [each.brief() for each in self.comparable]}
