"""One place with all that the graph knows of it, as records that are filled from catalogue questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any, ClassVar

from pyoxigraph import Literal

from kg.ask.asked_graph import AskedGraph
from kg.ask.results import Table
from kg.base import ids
from kg.base.languages import LANGUAGES, N_, _, current, pick
from kg.base.namespaces import SKOS, WGS84
from kg.dossier.around import Around
from kg.dossier.evidence import Coordinates, Finding, Observation, PlaceName, Source, Statement
from kg.dossier.facts import LABEL, RDF_TYPE, Code, short_language
from kg.dossier.gatherings import Event, Facility, OwnFormat, Reach, in_order, nearest
from kg.dossier.people import Speaker, speakers
from kg.dossier.record import R, Record, Records, plain_data, said, shown
from kg.dossier.tie import Conflict, OwnTie, TieLine, conflicts, witnesses_of_kind
from kg.formats.html import html_table
from kg.network.attributes import ECONOMY, POPULATION, PRODUCT_PER_HEAD, choose
from kg.schema.terms import TIE

if TYPE_CHECKING:
    from kg.dossier.comparable_kept import Alike
    from kg.dossier.position import Position
    from kg.dossier.unknown import Unknown
    from kg.dossier.wikidata_view import WikidataView

_OWN = {
    "level": N_("Level"), "country": N_("Country"), "within": N_("Within"), "coordinates": N_("Coordinates"),
    "wikidata": N_("Wikidata"),
}  # fmt: skip
_TOUCHING = {
    "ties": N_("Ties"), "ties_within": N_("Ties of places inside"), "ties_around": N_("Ties of what holds it"),
    "formats": N_("Formats"), "events": N_("Events"), "statements": N_("Statements"),
    "observations": N_("Figures"), "facilities": N_("Facilities"), "historical_names": N_("Historical names"),
    "findings": N_("Findings"),
}  # fmt: skip


_MORE = ("holders", "inside", "population", "product_per_head", "economy", "position")
_ASIDE = ("speakers", "comparable", "indicators", "nearest", "in_wikidata", "unknown")


class Near(Around):
    """What lies in a place and what holds it, with the ties of both; ``circle`` are the places whose ties are seen."""

    circle: frozenset[str] = frozenset()

    def of(self, circle: Iterable[str]) -> Records[NearTie]:
        """The ties of some places with others, those of the place itself left out, the oldest first."""
        self.circle = frozenset(circle)
        ties = {tie for place in self.circle for tie in self.subjects(TIE.hasParty, place)}
        found = (NearTie.of(self, tie) for tie in ties if self.here not in self.links(tie, TIE.hasParty))
        return Records(NearTie, sorted(found, key=_oldest_first))

    def ends(self, iri: str) -> tuple[Place, Place]:
        """The party of a tie that is seen, and the other one."""
        one, other = self.places(iri, TIE.hasParty)
        return (one, other) if one.iri in self.circle else (other, one)


class NearTie(TieLine):
    """A tie of a place that lies within another one or holds it: ``place`` is that place.

    ``sources`` are those that call the tie what it is held to be, where any does.
    """

    shown = ("place", "partner", "kind", "support", "status", "start_year", "end_year")
    place: Place = said(lambda near, iri: near.ends(iri)[0])
    partner: Place = said(lambda near, iri: near.ends(iri)[1])
    sources: tuple[Source, ...] = said(witnesses_of_kind)


class Indicator(Record):
    """A series of figures: ``best`` is the latest that nothing throws doubt on, else the latest."""

    shown = ("indicator", "best")
    indicator: Code
    best: Observation
    figures: tuple[Observation, ...]


def _oldest_first(tie: TieLine) -> tuple[bool, int, str]:
    return tie.start_year is None, tie.start_year or 0, tie.id


def _every(
    kind: type[R], of: str | tuple[str, ...], told: str, order: Callable[[R], Any] | None = None
) -> cached_property[Records[R]]:
    """An attribute of a place: the records of one or more classes around it, by IRI unless an order is given."""
    classes = (of,) if isinstance(of, str) else of

    def read(place: Place) -> Records[R]:
        found = place._around.of_class(kind, *classes)  # noqa: SLF001 (of the class below)
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

    thing: ClassVar[str] = "place"

    def __init__(self, graph: AskedGraph, id: str, labels: Mapping[str, str] | None = None) -> None:
        self.id = id
        self.iri = ids.thing("place", id)
        self.graph = graph
        self._labels = labels

    @cached_property
    def _own(self) -> Around:
        return Around(self.graph, "place-as-graph", place=(self.iri,))

    @cached_property
    def _around(self) -> Around:
        return Around(self.graph, "around-place-as-graph", self.iri, place=(self.iri,))

    @cached_property
    def _near(self) -> Near:
        return Near(self.graph, "ties-near-place-as-graph", self.iri, place=(self.iri,))

    @cached_property
    def _named(self) -> list[tuple[str, str, bool]]:
        """(language, name, whether it is the official one), official names first."""
        found = []
        for prop in (LABEL, SKOS + "altLabel"):
            texts = [term for term in self._own.terms(self.iri, prop) if isinstance(term, Literal)]
            texts.sort(key=lambda term: ((term.language or "").lower(), term.value))
            found += [(short_language(term.language), term.value, prop == LABEL) for term in texts]
        return found

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
    def holders(self) -> tuple[Place, ...]:
        """The units that hold it, the nearest first, its country last."""
        found: list[Place] = []
        here = self.within
        while here is not None and here not in found:
            found.append(here)
            here = self._near.place(here.iri, TIE.within)
        return tuple(found)

    @cached_property
    def inside(self) -> tuple[Place, ...]:
        """The places of the graph that lie directly in it."""
        return tuple(Place(self.graph, ids.tail(iri), self._near.labels(iri)) for iri in self._inside(self.iri))

    def _inside(self, iri: str) -> list[str]:
        return self._near.subjects(TIE.within, iri)

    @cached_property
    def ties(self) -> Records[OwnTie]:
        """Its own ties with one partner each, the oldest first, undated ones last."""
        around = self._around
        ties = [iri for iri in around.subjects(RDF_TYPE, TIE.Tie) if self.iri in around.links(iri, TIE.hasParty)]
        return Records(OwnTie, sorted((OwnTie.of(around, iri) for iri in ties), key=_oldest_first))

    @cached_property
    def ties_within(self) -> Records[NearTie]:
        """The ties of the places that lie in it, whatever lies between; its own are not among them."""
        inside: set[str] = set()
        new = self._inside(self.iri)
        while new:
            inside.update(new)
            new = [iri for held in new for iri in self._inside(held) if iri not in inside]
        return self._near.of(inside)

    @cached_property
    def ties_around(self) -> Records[NearTie]:
        """The ties of the units that hold it, countries left out; its own are not among them."""
        return self._near.of(place.iri for place in self.holders[:-1])

    @cached_property
    def conflicts(self) -> tuple[tuple[OwnTie, Conflict], ...]:
        """Where the sources of one of its own ties differ, with the tie."""
        return tuple((tie, each) for tie in self.ties for each in conflicts(self._around, tie.iri))

    formats = _every(OwnFormat, TIE.Format, "The multi-party formats that it takes part in.")
    events = _every(
        Event,
        TIE.Event,
        "What happened, or is planned, between it and others and in its formats, the oldest first.",
        in_order,
    )
    statements = _every(
        Statement,
        TIE.ExpertStatement,
        "What experts say of it and of its ties, and what the experts of its authorities say.",
    )

    @cached_property
    def speakers(self) -> tuple[Speaker, ...]:
        """The experts who make these statements, with their posts."""
        return speakers(self._around, self._around.subjects(RDF_TYPE, TIE.ExpertStatement))

    observations = _every(
        Observation,
        TIE.Observation,
        "Its figures, by indicator and year, each with its unit and sources.",
        lambda figure: (figure.indicator, figure.year or 0, figure.id),
    )
    facilities = _every(
        Facility, TIE.Facility, "Consulates, border crossings, institutes and flights, here or at the other end."
    )

    @cached_property
    def nearest(self) -> Records[Reach]:
        """For each kind of facility the nearest that is open, with the kilometres to it."""
        point = self.coordinates and (self.coordinates.lat, self.coordinates.lon)
        return Records(Reach, nearest(Around(self.graph, "facilities-as-graph"), point))

    @cached_property
    def indicators(self) -> Records[Indicator]:
        """Its figures by indicator, each with the best one to tell."""
        found = []
        for code, series in groupby(self.observations, lambda figure: figure.indicator):
            figures = tuple(series)
            best = max(figures, key=lambda figure: (not figure.low_trust, figure.year or 0))
            found.append(Indicator(str(code), code, best, figures))
        return Records(Indicator, found)

    @property
    def population(self) -> Observation | None:
        """The number of its inhabitants that analyses use."""
        return self._chosen(POPULATION)

    @property
    def product_per_head(self) -> Observation | None:
        """Its product per head that analyses use."""
        return self._chosen(PRODUCT_PER_HEAD)

    @property
    def economy(self) -> tuple[Observation, ...]:
        """Its investment, wages, incomes and trade, as far as they are known."""
        chosen = (self._chosen((f"{name}-excl-okrugs", name)) for name in ECONOMY)
        return tuple(figure for figure in chosen if figure)

    def _chosen(self, preferred: tuple[str, ...]) -> Observation | None:
        rows = [
            (self.id, str(each.indicator), each.year, each.value, str(each.unit), each.low_trust)
            for each in self.observations
        ]
        if not (figure := choose(rows, preferred).get(self.id)):
            return None
        same = (figure.indicator, figure.year, figure.value)
        return next(each for each in self.observations if (each.indicator, each.year, each.value) == same)

    @cached_property
    def position(self) -> Position | None:
        """What its ties add up to in the network, as ``kg hubs`` and ``kg rank`` tell it."""
        from kg.dossier.position import position  # noqa: PLC0415 (most callers do not ask)

        return position(self.graph, self.id)

    @cached_property
    def comparable(self) -> tuple[Alike, ...]:
        """The places most like it, as ``kg comparable`` finds them."""
        from kg.dossier.comparable_kept import alike  # noqa: PLC0415 (most callers do not ask)

        return alike(self.graph, self.id)

    def silent_on(self, tie: OwnTie) -> tuple[Source, ...]:
        """Official sources that tell of its other ties and not of one."""
        from kg.dossier.unknown import silent  # noqa: PLC0415 (most callers do not ask)

        return silent(self._around, tie.iri)

    @cached_property
    def in_wikidata(self) -> WikidataView:
        """Its item, and where Wikidata says less or other than the sources."""
        from kg.dossier.wikidata_view import wikidata_view  # noqa: PLC0415 (it reads a place)

        return wikidata_view(self)

    @cached_property
    def unknown(self) -> tuple[Unknown, ...]:
        """What is missing, and where one would look for it."""
        from kg.dossier.unknown import of_place  # noqa: PLC0415 (it reads a place)

        return of_place(self)

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

    def data(self) -> dict[str, Any]:
        """All of the above as plain data (dicts, lists, texts and numbers), ready for JSON.

        A place in it is its id with its labels, a source its record.

        >>> import kg
        >>> data = kg.open().place("Хабаровск").data()
        >>> data["id"], data["level"], data["within"]["id"]
        ('ru-khabarovsk', 'city', 'ru-khabarovsk-krai')
        """
        parts = ("thing", "id", "iri", "labels", "names", *_OWN, *_MORE, *_TOUCHING, *_ASIDE)
        return {part: plain_data(getattr(self, part)) for part in parts}

    def _repr_html_(self) -> str:
        level = self.graph.label(ids.concept("level", self.level), current()) if self.level else ""
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
