"""One place with all that the graph knows of it, as records that are filled from catalogue questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from kg.ask.asked_graph import AskedGraph
from kg.ask.asked_tables import table_of
from kg.ask.catalog import Catalog
from kg.ask.results import Graph, Table
from kg.ask.tokens import replaced
from kg.base import ids
from kg.base.ids import tail
from kg.base.languages import LANGUAGES, N_, _, current, pick
from kg.base.namespaces import WGS84
from kg.dossier.evidence import (
    Attestation,
    Coordinates,
    Finding,
    Observation,
    PlaceName,
    Source,
    Stage,
    Statement,
    attestations,
    sources,
    stages,
    witnesses,
)
from kg.dossier.facts import RDF_TYPE, Code, Facts, short_language
from kg.dossier.record import Labelled, R, Record, Records, plain_data, said, shown
from kg.formats.html import html_table
from kg.schema.terms import TIE

_DATES = (TIE.signed, TIE.announced, TIE.approved, TIE.began, TIE.renewed, TIE.endedOn)

_OWN = {
    "level": N_("Level"), "country": N_("Country"), "within": N_("Within"), "coordinates": N_("Coordinates"),
    "wikidata": N_("Wikidata"),
}  # fmt: skip
_TOUCHING = {
    "ties": N_("Ties"), "formats": N_("Formats"), "events": N_("Events"), "statements": N_("Statements"),
    "observations": N_("Figures"), "facilities": N_("Facilities"), "historical_names": N_("Historical names"),
    "findings": N_("Findings"),
}  # fmt: skip


class Around(Facts):
    """What one place has and what touches it, from the answer to a catalogue question about it."""

    def __init__(self, graph: AskedGraph, place: str, question: str) -> None:
        answer = graph.ask(_asked(question, place))
        if not isinstance(answer, Graph):
            raise TypeError(f"{question} gives no graph: {answer!r}")
        super().__init__(answer.triples)
        self._graph = graph
        self._here = ids.thing("place", place)

    def places(self, iri: str, prop: str) -> tuple[Place, ...]:
        """The places that a property links to."""
        links = self.links(iri, prop)
        return tuple(Place(self._graph, tail(link), self.labels(link)) for link in links)

    def place(self, iri: str, prop: str) -> Place | None:
        """The first of them."""
        return next(iter(self.places(iri, prop)), None)

    def is_tie(self, iri: str) -> bool:
        """Whether a thing is a tie of the place with one partner."""
        parties = self.links(iri, TIE.hasParty)
        return self._here in parties and len(parties) == 2

    def partner(self, iri: str) -> Place:
        """The other party of a tie."""
        return next(place for place in self.places(iri, TIE.hasParty) if place.iri != self._here)

    def dates(self, iri: str) -> dict[str, str]:
        """The dates of a tie by the names of their properties."""
        return {each.rpartition("#")[2]: self.text(iri, each) for each in _DATES if self.terms(iri, each)}

    def role(self, iri: str) -> Code:
        """The role of the place in a format."""
        return next((self.code(each, TIE.role) for each in self.subjects(TIE.inFormat, iri)), Code("", {}))


class Tie(Record):
    """A tie of two places, seen from one of them.

    ``dates`` maps signed, announced, approved, began, renewed and endedOn to partial dates in ISO
    form, where known. ``support`` is a grade by written rules of what the sources say, ``sources_of_kind`` how many
    independent ones call the tie what it is held to be; a beginning without a year lies between
    ``begun_not_before`` and ``begun_not_after``.
    """

    shown = ("partner", "kind", "support", "status", "start_year", "end_year", "independent_sources")
    partner: Place = said(Around.partner)
    kind: Code = said(Facts.code, TIE.kind)
    status: Code = said(Facts.code, TIE.status)
    status_year: int | None = said(Facts.year, TIE.statusYear)
    start_year: int | None = said(Facts.year, TIE.startYear)
    end_year: int | None = said(Facts.year, TIE.endYear)
    dates: Mapping[str, str] = said(Around.dates)
    spheres: tuple[Code, ...] = said(Facts.codes, TIE.sphere)
    begun_not_before: int | None = said(Facts.year, TIE.begunNotBefore)
    begun_not_after: int | None = said(Facts.year, TIE.begunNotAfter)
    stages: tuple[Stage, ...] = said(stages)
    support: Code = said(Facts.code, TIE.support)
    confidence: float | None = said(Facts.number, TIE.confidence)
    independent_sources: int | None = said(Facts.year, TIE.independentSources)
    sources_of_kind: int | None = said(Facts.year, TIE.sourcesOfKind)
    sources: tuple[Source, ...] = said(witnesses)
    attestations: tuple[Attestation, ...] = said(attestations)

    @property
    def iri(self) -> str:
        """Its identifier in the graph."""
        return ids.thing("tie", self.id)


class Format(Labelled):
    """A tie of more than two places, with the role of the place that it was asked of."""

    shown = ("label", "role", "start_year")
    kind: Code = said(Facts.code, TIE.formatKind)
    role: Code = said(Around.role)
    start_year: int | None = said(Facts.year, TIE.startYear)
    parties: tuple[Place, ...] = said(Around.places, TIE.hasParty)
    sources: tuple[Source, ...] = said(sources)


class Event(Labelled):
    """Something dated that happened, or is planned, between places."""

    shown = ("date", "kind", "label")
    kind: Code = said(Facts.code, TIE.eventKind)
    date: str = said(Facts.text, TIE.date)
    year: int | None = said(Facts.year, TIE.year)
    spheres: tuple[Code, ...] = said(Facts.codes, TIE.sphere)
    parties: tuple[Place, ...] = said(Around.places, TIE.hasParty)
    tie: Code = said(Facts.code, TIE.onTie)
    is_planned: bool = said(Facts.is_true, TIE.isPlanned)
    sources: tuple[Source, ...] = said(sources)


class Facility(Labelled):
    """A consulate, border crossing, Confucius institute or direct flight of a place."""

    shown = ("kind", "label", "place", "partner")
    kind: Code = said(Facts.code, TIE.facilityKind)
    place: Place = said(Around.place, TIE.ofPlace)
    partner: Place | None = said(Around.place, TIE.partnerPlace)
    since: str = said(Facts.text, TIE.since)
    until: str = said(Facts.text, TIE.until)
    sources: tuple[Source, ...] = said(sources)


def _every(
    kind: type[R], of: str | tuple[str, ...], told: str, order: Callable[[R], Any] | None = None
) -> cached_property[Records[R]]:
    """An attribute of a place: the records of one or more classes around it, by IRI unless an order is given."""
    classes = (of,) if isinstance(of, str) else of

    def read(place: Place) -> Records[R]:
        around = place._around  # noqa: SLF001 (of the class below)
        found = [kind.of(around, iri) for iri in sorted({i for one in classes for i in around.subjects(RDF_TYPE, one)})]
        return Records(kind, sorted(found, key=order) if order else found)

    read.__doc__ = told
    return cached_property(read)


class Place:
    """A place of the graph; what it has is asked of the graph when it is first read, and kept.

    Two objects are equal where they mean the same place.

    >>> import kg
    >>> harbin = kg.open().place("哈尔滨")
    >>> harbin
    <Place cn-harbin Harbin>
    >>> harbin == kg.open().place("cn-harbin")
    True
    >>> place = kg.open().place("Хабаровск")
    >>> place.labels["ru"], place.label("zh"), "伯力" in place.names["zh"]
    ('Хабаровск', '哈巴罗夫斯克', True)
    >>> place.level, place.wikidata, place.country, place.within.id, round(place.coordinates.lat)
    ('city', 'Q4454', <Place ru Russia>, 'ru-khabarovsk-krai', 48)
    >>> next((tie.kind, tie.start_year) for tie in place.ties if tie.partner == harbin)
    ('sister', 1993)
    """

    def __init__(self, graph: AskedGraph, id: str, labels: Mapping[str, str] | None = None) -> None:
        self.id = id
        self.iri = ids.thing("place", id)
        self._graph = graph
        self._labels = labels

    @cached_property
    def _own(self) -> Around:
        return Around(self._graph, self.id, "place-as-graph")

    @cached_property
    def _around(self) -> Around:
        return Around(self._graph, self.id, "around-place-as-graph")

    @cached_property
    def _named(self) -> list[tuple[str, str, bool]]:
        """(language, name, whether it is the official one), official names first."""
        rows = table_of(self._graph, _asked("names-of-place", self.id)).rows
        return [(short_language(str(tag)), str(name), form == "label") for name, tag, form in rows]

    @cached_property
    def labels(self) -> dict[str, str]:
        """Its official name by language."""
        known = self._labels or {lang: name for lang, name, official in self._named if official}
        return {lang: known[lang] for lang in LANGUAGES if lang in known}

    def label(self, lang: str = "en") -> str:
        """Its name in a language, else in the nearest there is, else its id."""
        return pick(self.labels, lang) or self.id

    @property
    def names(self) -> dict[str, tuple[str, ...]]:
        """All its names by language: the official one, then the others in order; pinyin is ``zh-Latn``."""
        found: dict[str, dict[str, None]] = {lang: {} for lang in LANGUAGES}
        for lang, name, _official in self._named:
            found.setdefault(lang, {})[name] = None
        return {lang: tuple(names) for lang, names in found.items() if names}

    @property
    def level(self) -> str:
        """The code of its level in the administrative order."""
        return self._own.code(self.iri, TIE.level)

    @property
    def country(self) -> Place | None:
        """Its country; a country is its own."""
        return self._own.place(self.iri, TIE.country)

    @property
    def within(self) -> Place | None:
        """The unit that holds it directly; ``None`` for a country."""
        return self._own.place(self.iri, TIE.within)

    @property
    def coordinates(self) -> Coordinates | None:
        """Where it lies, in degrees; ``None`` where no source tells."""
        lat, lon = self._own.number(self.iri, WGS84 + "lat"), self._own.number(self.iri, WGS84 + "long")
        return None if lat is None or lon is None else Coordinates(lat, lon)

    @property
    def wikidata(self) -> str:
        """Its Wikidata item, an empty text where it has none."""
        return self._own.code(self.iri, TIE.wikidata)

    @cached_property
    def ties(self) -> Records[Tie]:
        """Its ties with one partner each, the oldest first, undated ones last."""
        around = self._around
        ties = [Tie.of(around, iri) for iri in around.subjects(RDF_TYPE, TIE.Tie) if around.is_tie(iri)]
        return Records(Tie, sorted(ties, key=lambda tie: (tie.start_year is None, tie.start_year or 0, tie.id)))

    formats = _every(Format, TIE.Format, "The multi-party formats that it takes part in.")
    events = _every(
        Event,
        TIE.Event,
        "What happened, or is planned, between it and others and in its formats, the oldest first.",
        lambda event: (event.year is None, event.year or 0, event.date, event.id),
    )
    statements = _every(
        Statement,
        TIE.ExpertStatement,
        "What experts say of it and of its ties, and what the experts of its authorities say.",
    )
    observations = _every(
        Observation,
        TIE.Observation,
        "Its figures, by indicator and year, each with its unit and sources.",
        lambda figure: (figure.indicator, figure.year or 0, figure.id),
    )
    facilities = _every(
        Facility, TIE.Facility, "Consulates, border crossings, institutes and flights, here or at the other end."
    )
    historical_names = _every(
        PlaceName,
        TIE.PlaceName,
        "Names that it bore, and derived, long and short ones, each with its kind, years and sources.",
    )
    findings = _every(
        Finding,
        (TIE.Claim, TIE.DataIssue),
        "Claims of sources, and conflicts, guesses and gaps of the data, that concern it or its ties.",
    )

    def dossier(self) -> dict[str, Any]:
        """All of the above as plain data (dicts, lists, texts and numbers), ready for JSON.

        A place in it is its id with its labels, a source its record.

        >>> import kg
        >>> dossier = kg.open().place("Хабаровск").dossier()
        >>> dossier["id"], dossier["level"], dossier["within"]["id"]
        ('ru-khabarovsk', 'city', 'ru-khabarovsk-krai')
        """
        parts = ("id", "iri", "labels", "names", *_OWN, *_TOUCHING)
        return {part: plain_data(getattr(self, part)) for part in parts}

    def _repr_html_(self) -> str:
        level = self._graph.label(ids.concept("level", self.level), current()) if self.level else ""
        rows = [[_(told), level if part == "level" else shown(getattr(self, part))] for part, told in _OWN.items()]
        rows += [[_(told), len(getattr(self, part))] for part, told in _TOUCHING.items()]
        names = dict.fromkeys([self.label(current()), *self.labels.values()])
        return html_table(Table(["", ""], rows), " · ".join(names), self.id)

    def __eq__(self, other: object) -> bool:
        return self.iri == other.iri if isinstance(other, Place) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.iri)

    def __repr__(self) -> str:
        return f"<Place {self.id} {self.label()}>"


def _asked(question: str, place: str) -> str:
    """The SPARQL of a catalogue question about the place with an id."""
    return replaced(Catalog().find(question).text, {"place": f"<{ids.thing('place', place)}>"})
