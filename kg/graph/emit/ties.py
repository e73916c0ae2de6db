"""Ties, attestations, events, formats and their members."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from kg.base import ids
from kg.base.languages import LANGUAGES
from kg.gather.corpus import Corpus
from kg.gather.fuse import Tie
from kg.gather.labels import Labels
from kg.graph import rdf
from kg.graph.emit import vocabulary as v
from kg.graph.emit.places import FUSED
from kg.graph.emit.wording import Words, locators
from kg.schema.records import Attestation, Event, Format, Member

_T = v.TIE_TERMS
_TIE, _ATTESTATION, _EVENT = _T["Tie"], _T["Attestation"], _T["Event"]
_FORMAT, _MEMBERSHIP = _T["Format"], _T["Membership"]


_BETWEEN = {"en": " – ", "ru": " — ", "zh": "—"}  # the two parties of a tie


def tie_labels(parties: Sequence[str], labels: Labels) -> list[rdf.Pair]:
    """The label of a tie: its parties' labels; none in a language that a party has no label in."""
    named = [[labels[place][lang] for place in sorted(parties, reverse=True)] for lang in LANGUAGES]
    return [
        (v.LABEL, rdf.text(_BETWEEN[lang].join(names), lang))
        for lang, names in zip(LANGUAGES, named, strict=True)
        if all(names)
    ]


def ties(fused: Iterable[Tie], labels: Labels) -> Iterator[str]:
    """Blocks of all ties of places, in order."""
    return rdf.in_order(fused, lambda tie: tie.slug, lambda tie: _tie(tie, labels))


def _tie(tie: Tie, labels: Labels) -> list[str]:
    subject = rdf.thing("tie", tie.slug)
    pairs = [
        (v.A, _TIE),
        *tie_labels(tie.parties, labels),
        *((_T["hasParty"], rdf.thing("place", place)) for place in tie.parties),
        (_T["kind"], rdf.concept("tie-kind", tie.kind)),
        (_T["status"], rdf.concept("tie-status", tie.status)),
        (_T["statusYear"], rdf.integer(tie.status_year)),
        *((_T[name], rdf.date(day)) for name, day in tie.dates),
        (_T["startYear"], rdf.integer(tie.start_year)),
        (_T["endYear"], rdf.integer(tie.end_year)),
        *((_T["sphere"], rdf.concept("sphere", sphere)) for sphere in tie.spheres),
        *((_T["attestedBy"], rdf.thing("attestation", one)) for one in tie.attestations),
        (_T["independentSources"], rdf.integer(tie.independent_sources)),
        (_T["confidence"], rdf.decimal(tie.confidence)),
    ]
    return rdf.block(subject, FUSED, pairs)


def attestations(corpus: Corpus) -> Iterator[str]:
    """Blocks of all attestations, in order."""
    return rdf.in_order(
        corpus.records("attestations"),
        lambda item: item[1].slug,
        lambda item: _attestation(*item, corpus.translations[item[0]]),
    )


def _attestation(folder: str, said: Attestation, words: Words) -> list[str]:
    subject = rdf.thing("attestation", said.slug)
    pairs = [
        (v.A, _ATTESTATION),
        (_T["onTie"], rdf.thing("tie", said.tie)),
        (_T["statedIn"], rdf.thing("source", said.source)),
        (_T["nameAsWritten"], rdf.tagged(said.name_a) if said.name_a else ""),
        (_T["nameAsWritten"], rdf.tagged(said.name_b) if said.name_b else ""),
        (_T["kindAsWritten"], rdf.tagged(said.kind_as_written) if said.kind_as_written else ""),
        (_T["statedKind"], rdf.concept("tie-kind", said.kind)),
        (_T["statedStatus"], rdf.concept("tie-status", said.status)),
        (_T["statedDate"], rdf.date(said.date)),
        (_T["statedYear"], rdf.integer(said.date.year) if said.date else ""),
        (_T["dateKind"], rdf.concept("date-kind", said.date_kind) if said.date else ""),
        *((_T["sphere"], rdf.concept("sphere", sphere)) for sphere in said.spheres),
        (_T["statedDirection"], rdf.concept("direction", said.direction)),
        *locators(said.locator, words),
        (v.NOTE, rdf.tagged(said.note) if said.note else ""),
    ]
    return rdf.block(subject, rdf.graph(folder), pairs)


def events(corpus: Corpus, known: Collection[str]) -> Iterator[str]:
    """Blocks of all events, in order; ``known`` holds the slugs of the ties that exist."""
    return rdf.in_order(corpus.records("events"), lambda item: item[1].id, lambda item: _event(*item, known))


def _event(folder: str, event: Event, known: Collection[str]) -> list[str]:
    subject = rdf.thing("event", event.id)
    parties = [place for place in (event.place_a, event.place_b) if place]
    slug = ids.tie_slug(parties)
    pairs = [
        (v.A, _EVENT),
        *((_T["hasParty"], rdf.thing("place", place)) for place in parties),
        (_T["onTie"], rdf.thing("format", event.format)),
        (_T["onTie"], rdf.thing("tie", slug) if slug in known else ""),
        (_T["eventKind"], rdf.concept("event-kind", event.kind)),
        (_T["date"], rdf.date(event.date)),
        (_T["year"], rdf.integer(event.date.year) if event.date else ""),
        *((_T["sphere"], rdf.concept("sphere", sphere)) for sphere in event.spheres),
        (_T["isPlanned"], rdf.boolean(bool(event.planned))),
        (_T["venue"], rdf.thing("place", event.venue)),
        *((_T["statedIn"], rdf.thing("source", source)) for source in event.sources),
        *((v.LABEL, rdf.text(getattr(event, f"description_{lang}"), lang)) for lang in LANGUAGES),
        (v.NOTE, rdf.tagged(event.note) if event.note else ""),
    ]
    return rdf.block(subject, rdf.graph(folder), pairs)


def formats(corpus: Corpus) -> Iterator[str]:
    """Blocks of all multi-party formats, in order."""
    members: dict[str, list[Member]] = defaultdict(list)
    for member in corpus.all("members"):
        members[member.format].append(member)
    return rdf.in_order(
        corpus.records("formats"), lambda item: item[1].id, lambda item: _format(*item, members[item[1].id])
    )


def _format(folder: str, record: Format, members: Iterable[Member]) -> list[str]:
    subject = rdf.thing("format", record.id)
    pairs = [
        (v.A, _FORMAT),
        (v.A, _TIE),
        (v.LABEL, rdf.text(record.name_ru, "ru")),
        (v.LABEL, rdf.text(record.name_en, "en")),
        (v.LABEL, rdf.text(record.name_zh, "zh")),
        (_T["kind"], rdf.concept("tie-kind", "format")),
        (_T["formatKind"], rdf.concept("format-kind", record.kind)),
        (_T["began"], rdf.date(record.began)),
        (_T["startYear"], rdf.integer(record.began.year) if record.began else ""),
        *((_T["statedIn"], rdf.thing("source", source)) for source in record.sources),
        (v.NOTE, rdf.tagged(record.note) if record.note else ""),
        *((_T["hasParty"], rdf.thing("place", member.place)) for member in members),
        *((_T["hasMembership"], rdf.thing("membership", member.slug)) for member in members),
    ]
    return rdf.block(subject, rdf.graph(folder), pairs)


def memberships(corpus: Corpus) -> Iterator[str]:
    """Blocks of all memberships, in order."""
    return rdf.in_order(corpus.records("members"), lambda item: item[1].slug, lambda item: _membership(*item))


def _membership(folder: str, member: Member) -> list[str]:
    subject = rdf.thing("membership", member.slug)
    pairs = [
        (v.A, _MEMBERSHIP),
        (_T["inFormat"], rdf.thing("format", member.format)),
        (_T["member"], rdf.thing("place", member.place)),
        (_T["role"], rdf.concept("role", member.role)),
        (_T["isDerived"], rdf.boolean(bool(member.derived))),
        *((_T["statedIn"], rdf.thing("source", source)) for source in member.sources),
        (v.NOTE, rdf.tagged(member.note) if member.note else ""),
    ]
    return rdf.block(subject, rdf.graph(folder), pairs)
