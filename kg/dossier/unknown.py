"""What is not known of a thing, and where one would look for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kg.base.languages import N_
from kg.dossier.around import Around
from kg.dossier.evidence import Source, source
from kg.dossier.facts import RDF_TYPE
from kg.dossier.record import Record, in_all
from kg.gather.witnesses import OFFICIAL
from kg.schema.terms import TIE

if TYPE_CHECKING:
    from kg.dossier.place import Place

_MOST = 3  # sources that one is sent to
_WHAT = {
    "date": N_("The year in which the tie began is not known, only its bounds."),
    "one-witness": N_("Only one independent source known here calls the tie what it is held to be."),
    "weak": N_("Only encyclopedias and extracts are known here to attest the tie."),
    "silence": N_("Nothing known here that is dated after {year} shows the tie at work."),
    "never": N_("Nothing dated that is known here shows the tie at work."),
    "spheres": N_("No source known here tells in what the two work together."),
    "undated-ties": N_("Ties whose beginning is not dated: {n} of {of}."),
    "population": N_("No source known here gives its population."),
    "product": N_("No source known here gives its product per head."),
    "statements": N_("No expert quoted in the sources known here speaks of it."),
    "wikidata": N_("Its Wikidata item is not known."),
    "events": N_("No event of its ties is known here."),
}
WHERE = {
    "date": N_("the text of the agreement, kept by the international offices of both sides"),
    "ties": N_("the international offices of both sides, and the lists that both countries keep"),
    "news": N_("the news pages of both administrations"),
    "figures": N_("the statistical yearbook of its region"),
    "survey": N_("the next survey"),
    "wikidata": N_("the search of Wikidata"),
}


class Unknown(Record):
    """One thing that is missing: ``what`` and ``hint``, where to look, in every language; ``where`` are sources.

    The sources are official ones that speak of the same places and are silent on this.
    """

    shown = ("what",)
    what: Mapping[str, str]
    hint: Mapping[str, str]
    where: tuple[Source, ...] = ()


def _missing(code: str, hint: str, where: Iterable[Source] = (), **values: Any) -> Unknown:
    return Unknown(code, in_all(_WHAT[code], **values), in_all(WHERE[hint]), tuple(where))


def last_year(facts: Around, iri: str) -> int | None:
    """The latest year in which anything dated shows a tie: its status, an event or a stage."""
    dated = [iri, *facts.links(iri, TIE.hasStage), *facts.subjects(TIE.onTie, iri)]
    years = [facts.year(iri, TIE.statusYear), *(facts.year(each, TIE.year) for each in dated)]
    return max((year for year in years if year), default=None)


def silent(facts: Around, tie: str) -> tuple[Source, ...]:
    """Official sources that speak of other ties of the same places and not of this one, the fullest first."""
    speaking = {link for each in facts.links(tie, TIE.attestedBy) for link in facts.links(each, TIE.statedIn)}
    counts: Counter[str] = Counter()
    found: dict[str, Source] = {}
    for each in facts.subjects(RDF_TYPE, TIE.Attestation):
        one = source(facts, each)
        if one and one.kind in OFFICIAL and one.iri not in speaking:
            found[one.id] = one
            counts[one.id] += 1
    return tuple(found[id] for id in sorted(counts, key=lambda id: (-counts[id], id))[:_MOST])


def of_tie(facts: Around, iri: str) -> tuple[Unknown, ...]:
    """What is not known of a tie."""
    found = []
    where = silent(facts, iri)
    if facts.year(iri, TIE.startYear) is None:
        found.append(_missing("date", "date", where))
    if facts.code(iri, TIE.support) == "weak":
        found.append(_missing("weak", "ties", where))
    elif (facts.year(iri, TIE.sourcesOfKind) or 0) < 2:
        found.append(_missing("one-witness", "ties", where))
    if facts.code(iri, TIE.status) != "ended":
        year = last_year(facts, iri)
        found.append(_missing("silence", "news", year=year) if year else _missing("never", "news"))
    if not facts.links(iri, TIE.sphere):
        found.append(_missing("spheres", "news"))
    return tuple(found)


def of_place(place: Place) -> tuple[Unknown, ...]:
    """What is not known of a place."""
    undated = sum(tie.start_year is None for tie in place.ties)
    found = []
    if undated:
        found.append(_missing("undated-ties", "date", n=undated, of=len(place.ties)))
    if place.ties and not place.events:
        found.append(_missing("events", "news"))
    if not place.statements:
        found.append(_missing("statements", "survey"))
    if place.population is None:
        found.append(_missing("population", "figures"))
    if place.product_per_head is None:
        found.append(_missing("product", "figures"))
    if not place.wikidata:
        found.append(_missing("wikidata", "wikidata"))
    return tuple(found)
