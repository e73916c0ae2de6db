"""One place with all that the graph knows of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.api.asking import facts_around, facts_of
from kg.api.facts import LABEL, Facts
from kg.api.plain import plain_data
from kg.api.reading import Surroundings
from kg.api.records import (
    Coordinates,
    Event,
    Facility,
    Finding,
    Format,
    HistoricalName,
    Observation,
    Statement,
    Tie,
)
from kg.base import ids
from kg.base.ids import tail
from kg.base.languages import LANGUAGES, pick
from kg.base.namespaces import GEO, SKOS
from kg.schema.terms import TIE

if TYPE_CHECKING:
    from kg.api.graph import Graph

_ALT_LABEL = SKOS + "altLabel"


class Place:
    """A place of the graph; what it has is asked of the graph when it is first read, and kept.

    Two objects are equal where they mean the same place.

    >>> import kg
    >>> harbin = kg.open().place("哈尔滨")
    >>> harbin
    <Place cn-harbin Harbin>
    >>> harbin == kg.open().place("cn-harbin")
    True
    """

    def __init__(self, graph: Graph, id: str, labels: Mapping[str, str] | None = None) -> None:
        self.id = id
        self.iri = ids.thing("place", id)
        self._graph = graph
        self._labels = dict(labels or {})

    @cached_property
    def _facts(self) -> Facts:
        return facts_of(self._graph, self.id)

    @cached_property
    def _around(self) -> Surroundings:
        return Surroundings(facts_around(self._graph, self.id), self.iri, self._place_of)

    def _place_of(self, id: str, labels: Mapping[str, str]) -> Place:
        return self if id == self.id else Place(self._graph, id, labels)

    def _link(self, prop: str) -> Place | None:
        iri = next(iter(self._facts.links(self.iri, prop)), None)
        return Place(self._graph, tail(iri), self._facts.labels(iri)) if iri else None

    @property
    def labels(self) -> dict[str, str]:
        """Its official name by language.

        >>> import kg
        >>> kg.open().place("ru-khabarovsk").labels["ru"]
        'Хабаровск'
        """
        if not self._labels:
            self._labels = self._facts.labels(self.iri)
        return {lang: self._labels[lang] for lang in LANGUAGES if lang in self._labels}

    def label(self, lang: str = "en") -> str:
        """Its name in a language, else in the nearest there is, else its id.

        >>> import kg
        >>> kg.open().place("Хабаровск").label("zh")
        '哈巴罗夫斯克'
        """
        return pick(self.labels, lang) or self.id

    @cached_property
    def names(self) -> dict[str, tuple[str, ...]]:
        """All its names by language: the official one, then the others in order.

        >>> import kg
        >>> "伯力" in kg.open().place("Хабаровск").names["zh"]
        True
        """
        found: dict[str, dict[str, None]] = {}
        for lang, name in self._facts.tagged(self.iri, LABEL, _ALT_LABEL):
            found.setdefault(lang, {})[name] = None
        order = [*LANGUAGES, *sorted(found.keys() - set(LANGUAGES))]
        return {lang: tuple(found[lang]) for lang in order if lang in found}

    @property
    def level(self) -> str:
        """The code of its level in the administrative order.

        >>> import kg
        >>> kg.open().place("Хабаровск").level
        'city'
        """
        return self._facts.code(self.iri, TIE.level)

    @property
    def country(self) -> Place | None:
        """Its country; a country is its own.

        >>> import kg
        >>> kg.open().place("Хабаровск").country
        <Place ru Russia>
        """
        return self._link(TIE.country)

    @property
    def within(self) -> Place | None:
        """The unit that holds it directly; ``None`` for a country.

        >>> import kg
        >>> kg.open().place("Хабаровск").within.id
        'ru-khabarovsk-krai'
        """
        return self._link(TIE.within)

    @property
    def coordinates(self) -> Coordinates | None:
        """Where it lies, in degrees; ``None`` where no source tells.

        >>> import kg
        >>> round(kg.open().place("Хабаровск").coordinates.lat)
        48
        """
        lat, lon = self._facts.number(self.iri, GEO + "lat"), self._facts.number(self.iri, GEO + "long")
        return None if lat is None or lon is None else Coordinates(lat, lon)

    @property
    def wikidata(self) -> str:
        """Its Wikidata item, an empty text where it has none.

        >>> import kg
        >>> kg.open().place("Хабаровск").wikidata
        'Q4454'
        """
        return self._facts.code(self.iri, TIE.wikidata)

    @cached_property
    def ties(self) -> list[Tie]:
        """Its ties with one partner each, the oldest first, undated ones last.

        >>> import kg
        >>> ties = kg.open().place("Хабаровск").ties
        >>> harbin = next(tie for tie in ties if tie.partner.id == "cn-harbin")
        >>> harbin.kind, harbin.start_year
        ('sister', 1993)
        """
        return self._around.ties()

    @cached_property
    def formats(self) -> list[Format]:
        """The ties of more than two places that it takes part in.

        >>> import kg
        >>> [each.id for each in kg.open().place("Самарская область").formats]
        ['volga-yangtze']
        """
        return self._around.formats()

    @cached_property
    def events(self) -> list[Event]:
        """What happened, or is planned, between it and others and in its formats, the oldest first.

        >>> import kg
        >>> place = kg.open().place("Хабаровск")
        >>> any(place in event.parties for event in place.events)
        True
        """
        return self._around.events()

    @cached_property
    def statements(self) -> list[Statement]:
        """What experts say of it and of its ties, and what the experts of its authorities say.

        >>> import kg
        >>> said = kg.open().place("Самарская область").statements[0]
        >>> sorted(said.texts)
        ['en', 'ru', 'zh']
        """
        return self._around.statements()

    @cached_property
    def observations(self) -> list[Observation]:
        """Its figures, by indicator and year, each with its unit and sources.

        >>> import kg
        >>> figures = kg.open().place("Хабаровск").observations
        >>> "population-census" in {figure.indicator for figure in figures}
        True
        """
        return self._around.observations()

    @cached_property
    def facilities(self) -> list[Facility]:
        """Consulates, border crossings, institutes and flights, here or at the other end.

        >>> import kg
        >>> "consulate" in {each.kind for each in kg.open().place("Хабаровск").facilities}
        True
        """
        return self._around.facilities()

    @cached_property
    def historical_names(self) -> list[HistoricalName]:
        """Names that it bore, and derived, long and short ones, each with its kind, years and sources.

        >>> import kg
        >>> [each.name for each in kg.open().place("Хабаровск").historical_names if each.kind == "historical"]
        ['伯力']
        """
        return self._around.historical_names()

    @cached_property
    def findings(self) -> list[Finding]:
        """Conflicts between sources, guesses and gaps that concern it or its ties.

        >>> import kg
        >>> {finding.kind for finding in kg.open().place("Хабаровск").findings} <= {
        ...     "claim",
        ...     "inconsistency",
        ...     "guess",
        ...     "conflict",
        ...     "gap",
        ... }
        True
        """
        return self._around.findings()

    def dossier(self) -> dict[str, Any]:
        """All of the above as plain data (dicts, lists, texts and numbers), ready for JSON.

        A place in it is its id with its labels, a source its record.

        >>> import kg
        >>> dossier = kg.open().place("Хабаровск").dossier()
        >>> dossier["id"], dossier["level"], dossier["within"]["id"]
        ('ru-khabarovsk', 'city', 'ru-khabarovsk-krai')
        """
        parts = (
            "id", "iri", "labels", "names", "level", "country", "within", "coordinates", "wikidata", "ties",
            "formats", "events", "statements", "observations", "facilities", "historical_names", "findings",
        )  # fmt: skip
        return {part: plain_data(getattr(self, part)) for part in parts}

    def __eq__(self, other: object) -> bool:
        return self.iri == other.iri if isinstance(other, Place) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.iri)

    def __repr__(self) -> str:
        return f"<Place {self.id} {self.label()}>"
