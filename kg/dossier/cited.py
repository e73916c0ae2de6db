"""One source with what it states."""

from __future__ import annotations

from kg.base.namespaces import DCTERMS
from kg.dossier.around import Around
from kg.dossier.evidence import Attestation, Finding, Source, Statement
from kg.dossier.facts import Code, Facts
from kg.dossier.gatherings import Event
from kg.dossier.people import Speaker, speakers
from kg.dossier.record import said
from kg.schema.terms import TIE


class Stated(Attestation):
    """What the source says on one tie."""

    shown = ("tie", "kind", "date")
    tie: Code = said(Facts.code, TIE.onTie)


class CitedSource(Source):
    """A source with those that go back to it and what it states: ties, events, findings and words of experts."""

    language: tuple[str, ...] = said(Facts.texts, DCTERMS + "language")
    retrieved: str = said(Facts.text, TIE.retrieved)
    copies: tuple[Source, ...] = said(
        lambda facts, iri: tuple(
            each for each in facts.pointing(iri, TIE.rootSource, Source, TIE.Source) if each.iri != iri
        )
    )
    attestations: tuple[Stated, ...] = said(Around.pointing, TIE.statedIn, Stated, TIE.Attestation)
    events: tuple[Event, ...] = said(Around.pointing, TIE.statedIn, Event, TIE.Event)
    statements: tuple[Statement, ...] = said(Around.pointing, TIE.statedIn, Statement, TIE.ExpertStatement)
    speakers: tuple[Speaker, ...] = said(lambda facts, iri: speakers(facts, facts.subjects(TIE.statedIn, iri)))
    findings: tuple[Finding, ...] = said(Around.pointing, TIE.statedIn, Finding, TIE.Claim, TIE.DataIssue)
