"""What is stated around a place without naming another: sources, attestations, statements, figures, findings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, NamedTuple

from kg.base.namespaces import DCTERMS, FOAF
from kg.dossier.facts import Code, Facts
from kg.dossier.record import Record, Thing, Told, said
from kg.schema.terms import TIE


class Coordinates(NamedTuple):
    """Degrees north and degrees east, WGS 84."""

    lat: float
    lon: float


class Source(Thing):
    """A document or data set that is cited; ``page`` is empty where it must not be a link.

    ``address`` then tells where it can be looked up. What is ``copy_of`` another source is one witness with it.
    """

    thing: ClassVar[str] = "source"
    shown = ("title",)
    title: str = said(Facts.text, DCTERMS + "title")
    publisher: str = said(Facts.text, DCTERMS + "publisher")
    issued: str = said(Facts.text, DCTERMS + "issued")
    page: str = said(Facts.text, FOAF + "page")
    address: str = said(Facts.text, TIE.address)
    kind: Code = said(Facts.kind, TIE.sourceKind)
    form: Code = said(Facts.kind, TIE.sourceForm)
    copy_of: Code = said(Facts.code, TIE.derivedFrom)
    root: Code = said(Facts.code, TIE.rootSource)

    @property
    def is_of_wikidata(self) -> bool:
        """Whether it is Wikidata or an extract of it."""
        return "wikidata" in f"{self.root} {self.publisher}".lower()

    def label(self, _lang: str = "en") -> str:
        """Its title, in whatever language it has."""
        return self.title


def sources(facts: Facts, iri: str) -> tuple[Source, ...]:
    """Where a thing is stated."""
    return tuple(Source.kept(facts, each) for each in facts.links(iri, TIE.statedIn))


def source(facts: Facts, iri: str) -> Source | None:
    """The first of them."""
    return next(iter(sources(facts, iri)), None)


def language(facts: Facts, iri: str, prop: str) -> str:
    """The language of a text."""
    return next(iter(facts.labels(iri, prop)), "")


class PlaceName(Record):
    """A name with its kind (historical, derived, long, short, pinyin) and the years it was in use."""

    shown = ("name", "kind", "from_year", "until_year")
    name: str = said(Facts.text, TIE.name)
    lang: str = said(language, TIE.name)
    kind: Code = said(Facts.code, TIE.nameKind)
    from_year: int | None = said(Facts.year, TIE.fromYear)
    until_year: int | None = said(Facts.year, TIE.untilYear)
    sources: tuple[Source, ...] = said(sources)


class Attestation(Record):
    """What one source says on one tie, as it writes it; ``date`` is as fine as the source gives it."""

    shown: ClassVar[tuple[str, ...]] = ("kind", "date")
    source: Source | None = said(source)
    kind: Code = said(Facts.code, TIE.statedKind)
    kind_as_written: str = said(Facts.text, TIE.kindAsWritten)
    names_as_written: tuple[str, ...] = said(Facts.texts, TIE.nameAsWritten)
    status: Code = said(Facts.code, TIE.statedStatus)
    direction: Code = said(Facts.code, TIE.statedDirection)
    date: str = said(Facts.text, TIE.statedDate)
    date_kind: Code = said(Facts.code, TIE.dateKind)
    locator: str = said(Facts.text, TIE.locator)


def attestations(facts: Facts, iri: str) -> tuple[Attestation, ...]:
    """What sources say on a tie, or on one stage of it."""
    return tuple(Attestation.kept(facts, each) for each in facts.links(iri, TIE.attestedBy))


def witnesses(facts: Facts, iri: str) -> tuple[Source, ...]:
    """The sources of the attestations of a tie or a stage, each once."""
    found = {each.source.id: each.source for each in attestations(facts, iri) if each.source}
    return tuple(found[id] for id in sorted(found))


class Stage(Record):
    """A step of a tie: a first contact, an intention, an agreement of some kind, a renewal, a pause, an end.

    ``date`` is as fine as sources give it; without one, the stage was reached after ``not_before`` and by
    ``not_after``, as far as these are known.
    """

    shown = ("kind", "date", "not_before", "not_after")
    kind: Code = said(Facts.code, TIE.stageKind)
    date: str = said(Facts.text, TIE.date)
    not_before: str = said(Facts.text, TIE.notBefore)
    not_after: str = said(Facts.text, TIE.notAfter)
    sources: tuple[Source, ...] = said(witnesses)


def stages(facts: Facts, iri: str) -> tuple[Stage, ...]:
    """The stages of a tie, the earliest first; one that is only bounded stands where its latest date would."""
    found = (Stage.kept(facts, each) for each in facts.links(iri, TIE.hasStage))
    return tuple(sorted(found, key=lambda stage: (stage.date or stage.not_after or "9999", stage.kind)))


def maker(facts: Facts, iri: str) -> Mapping[str, str]:
    """The labels of the expert who made a statement."""
    return next((facts.labels(who) for who in facts.links(iri, TIE.madeBy)), {})


class Statement(Told):
    """The view of one expert, in the words of this project."""

    shown = ("stance", "text")
    alone = True
    expert: Mapping[str, str] = said(maker)
    expert_id: Code = said(Facts.code, TIE.madeBy)
    about: tuple[Code, ...] = said(Facts.codes, TIE.about)
    stance: Code = said(Facts.code, TIE.stance)
    problems: tuple[Code, ...] = said(Facts.codes, TIE.raisesProblem)
    spheres: tuple[Code, ...] = said(Facts.codes, TIE.namesSphere)
    measures: tuple[Code, ...] = said(Facts.codes, TIE.proposesAction)
    locator: str = said(Facts.text, TIE.locator)
    sources: tuple[Source, ...] = said(sources)


class Observation(Record):
    """A dated figure; ``low_trust`` marks one that its source or a check throws doubt on."""

    shown = ("indicator", "year", "value", "unit")
    alone = True
    indicator: Code = said(Facts.code, TIE.indicator)
    year: int | None = said(Facts.year, TIE.year)
    value: float | None = said(Facts.number, TIE.value)
    unit: Code = said(Facts.code, TIE.unit)
    low_trust: bool = said(Facts.is_true, TIE.lowTrust)
    sources: tuple[Source, ...] = said(sources)


class Finding(Told):
    """A conflict between sources, a guess, a gap or a claim that concerns the place or one of its ties."""

    shown = ("kind", "text")
    alone = True
    kind: Code = said(Facts.code, TIE.findingKind)
    about: tuple[Code, ...] = said(Facts.codes, TIE.about)
    sources: tuple[Source, ...] = said(sources)
