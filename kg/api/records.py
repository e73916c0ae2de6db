"""What a place gives: its ties, events, statements and figures as plain records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from kg.base import ids
from kg.base.languages import pick

if TYPE_CHECKING:
    from kg.api.place import Place

Labels = Mapping[str, str]  # language (ru, en, zh) → text


class Coordinates(NamedTuple):
    """Degrees north and degrees east, WGS 84."""

    lat: float
    lon: float


class Source(NamedTuple):
    """A document or data set that is cited; ``page`` is empty where it must not be a link.

    ``address`` then tells where it can be looked up.
    """

    id: str
    title: str
    publisher: str
    issued: str
    page: str
    address: str

    def __repr__(self) -> str:
        return f"<Source {self.id}>"


class HistoricalName(NamedTuple):
    """A name with its kind (historical, derived, long, short, pinyin) and the years it was in use."""

    name: str
    lang: str
    kind: str
    from_year: int | None
    until_year: int | None
    sources: tuple[Source, ...]


class Attestation(NamedTuple):
    """What one source says on one tie, as it writes it; ``date`` is as fine as the source gives it."""

    id: str
    source: Source | None
    kind: str
    kind_as_written: str
    names_as_written: tuple[str, ...]
    status: str
    date: str
    date_kind: str
    locator: str

    def __repr__(self) -> str:
        return f"<Attestation {self.id} {self.kind} {self.date}>"


class Tie(NamedTuple):
    """A tie of two places, seen from one of them.

    ``dates`` maps signed, announced, approved, began, renewed and endedOn to partial dates in ISO
    form, where known. ``confidence`` is computed from the independence of the sources.
    """

    id: str
    partner: Place
    kind: str
    status: str
    status_year: int | None
    start_year: int | None
    end_year: int | None
    dates: Mapping[str, str]
    spheres: tuple[str, ...]
    confidence: float | None
    independent_sources: int | None
    sources: tuple[Source, ...]
    attestations: tuple[Attestation, ...]

    @property
    def iri(self) -> str:
        """Its identifier in the graph."""
        return f"{ids.ID}tie/{self.id}"

    def __repr__(self) -> str:
        return f"<Tie {self.id} {self.kind} {self.status} {self.start_year}>"


class Format(NamedTuple):
    """A tie of more than two places, with the role of the place that it was asked of."""

    id: str
    labels: Labels
    kind: str
    role: str
    start_year: int | None
    parties: tuple[Place, ...]
    sources: tuple[Source, ...]

    def label(self, lang: str = "en") -> str:
        """Its name in a language, else in the nearest there is."""
        return pick(self.labels, lang)

    def __repr__(self) -> str:
        return f"<Format {self.id} {self.start_year}>"


class Event(NamedTuple):
    """Something dated that happened, or is planned, between places."""

    id: str
    labels: Labels
    kind: str
    date: str
    year: int | None
    spheres: tuple[str, ...]
    parties: tuple[Place, ...]
    tie: str
    is_planned: bool
    sources: tuple[Source, ...]

    def label(self, lang: str = "en") -> str:
        """What happened, in a language, else in the nearest there is."""
        return pick(self.labels, lang)

    def __repr__(self) -> str:
        return f"<Event {self.id} {self.kind} {self.date}>"


class Statement(NamedTuple):
    """The view of one expert, in the words of this project."""

    id: str
    texts: Labels
    expert: Labels
    about: tuple[str, ...]
    stance: str
    problems: tuple[str, ...]
    spheres: tuple[str, ...]
    measures: tuple[str, ...]
    locator: str
    sources: tuple[Source, ...]

    def text(self, lang: str = "en") -> str:
        """What is said, in a language, else in the nearest there is."""
        return pick(self.texts, lang)

    def __repr__(self) -> str:
        return f"<Statement {self.id} {self.stance}>"


class Observation(NamedTuple):
    """A dated figure; ``low_trust`` marks one that its source or a check throws doubt on."""

    id: str
    indicator: str
    year: int | None
    value: float | None
    unit: str
    low_trust: bool
    sources: tuple[Source, ...]

    def __repr__(self) -> str:
        return f"<Observation {self.indicator} {self.year}: {self.value} {self.unit}>"


class Facility(NamedTuple):
    """A consulate, border crossing, Confucius institute or direct flight of a place."""

    id: str
    labels: Labels
    kind: str
    place: Place
    partner: Place | None
    since: str
    until: str
    sources: tuple[Source, ...]

    def label(self, lang: str = "en") -> str:
        """Its name in a language, else in the nearest there is."""
        return pick(self.labels, lang)

    def __repr__(self) -> str:
        return f"<Facility {self.id} {self.kind}>"


class Finding(NamedTuple):
    """A conflict between sources, a guess, a gap or a claim that concerns the place or one of its ties."""

    id: str
    texts: Labels
    kind: str
    about: tuple[str, ...]
    sources: tuple[Source, ...]

    def text(self, lang: str = "en") -> str:
        """What is found, in a language, else in the nearest there is."""
        return pick(self.texts, lang)

    def __repr__(self) -> str:
        return f"<Finding {self.id} {self.kind}>"
