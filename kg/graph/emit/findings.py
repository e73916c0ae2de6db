"""Findings: those a source table lists, and those that adding up brings to light."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial

from kg.base import ids
from kg.gather.corpus import Corpus
from kg.gather.fuse import START, Disagreement, Fused, attestation_id
from kg.graph import rdf
from kg.graph.emit import vocabulary as v
from kg.graph.emit.places import FUSED
from kg.graph.emit.survey import Lines, coded_findings
from kg.schema.records import Attestation, Conflict, Event

_T = v.TIE_TERMS
_FINDING = _T["Finding"]
GUESS = "guess:"

_FIELDS = {
    "kind": ("the kind of tie", "вид связи", "关系类型"),
    "signed": ("the date of signing", "дату подписания", "签署日期"),
    "approved": ("the date of approval", "дату утверждения", "批准日期"),
    "began": ("the date of the beginning", "дату начала", "开始日期"),
    "announced": ("the date of the announcement", "дату объявления", "宣布日期"),
    "renewed": ("the date of renewal", "дату возобновления", "续签日期"),
    "startYear": ("the year of the beginning", "год начала", "开始年份"),
    "endedOn": ("the date of the end", "дату окончания", "终止日期"),
}


def findings(corpus: Corpus, fused: Fused) -> Iterator[str]:
    """Blocks of all findings, in order."""
    ties = {tie.slug for tie in fused.ties}
    found: list[tuple[str, Lines]] = [
        *coded_findings(corpus, ties),
        *((f"{one.tie}.{one.field}", partial(_disagreement, one)) for one in fused.disagreements),
        *(
            (_conflict_slug(one), partial(_conflict, folder, one, corpus))
            for folder, one in corpus.records("conflicts")
        ),
        *_guesses(corpus),
        *_loose_events(corpus, ties),
    ]
    return rdf.in_order(found, lambda item: item[0], lambda item: item[1]())


def _block(
    slug: str, graph: str, kind: str, about: Collection[str], texts: dict[str, str], sources: Collection[str] = ()
) -> list[str]:
    subject = rdf.thing("finding", slug)
    pairs = [
        (v.A, _FINDING),
        (_T["findingKind"], rdf.concept("finding-kind", kind)),
        *((_T["about"], thing) for thing in about),
        *((v.COMMENT, rdf.text(told, lang)) for lang, told in texts.items()),
        *((_T["statedIn"], rdf.thing("source", source)) for source in sources),
    ]
    return rdf.block(subject, graph, pairs)


def _disagreement(one: Disagreement) -> list[str]:
    en, ru, zh = _FIELDS[one.field]
    said = "; ".join(f"{value} ({source})" for value, source in one.said)
    texts = {
        "en": f"Sources differ on {en}: {said}. By the rules, {one.chosen} is taken.",
        "ru": f"Источники расходятся, указывая {ru}: {said}. По правилам принято: {one.chosen}.",
        "zh": f"各来源所载{zh}不一：{said}。按规则取 {one.chosen}。",
    }
    sources = sorted({source for _, source in one.said if source != START})
    return _block(f"{one.tie}.{one.field}", FUSED, "conflict", [rdf.thing("tie", one.tie)], texts, sources)


def _conflict_slug(record: Conflict) -> str:
    return f"{record.place.split(';')[0]}.{ids.digest(record.field, record.values)}"


def _conflict(folder: str, record: Conflict, corpus: Corpus) -> list[str]:
    """A conflict that its source has settled; it may speak of several places, and of one that is not here."""
    about = [rdf.thing("place", place) for place in record.place.split(";") if place in corpus.gazetteer.places]
    kept = record.resolution or "–"
    texts = {
        "en": f"{record.place}, {record.field}: {record.values}. Kept: {kept}. {record.why}",
        "ru": f"{record.place}, {record.field}: {record.values}. Принято: {kept}. {record.why}",
    }
    return _block(_conflict_slug(record), rdf.graph(folder), "conflict", about, texts)


def _guesses(corpus: Corpus) -> Iterator[tuple[str, Lines]]:
    for folder, record in corpus.records("attestations"):
        guesses = [part.removeprefix(GUESS).strip() for part in record.note.split(" | ") if part.startswith(GUESS)]
        if guesses:
            yield f"guess.{attestation_id(record)}", partial(_guess, folder, record, "; ".join(guesses))


def _guess(folder: str, record: Attestation, note: str) -> list[str]:
    slug = attestation_id(record)
    texts = {"en": f"A reading that is a guess: {note}", "ru": f"Чтение предположительно: {note}"}
    about = [rdf.thing("attestation", slug)]
    return _block(f"guess.{slug}", rdf.graph(folder), "guess", about, texts, [record.source])


def _loose_events(corpus: Corpus, ties: Collection[str]) -> Iterator[tuple[str, Lines]]:
    for folder, event in corpus.records("events"):
        if not event.format and ids.tie_slug((event.place_a, event.place_b)) not in ties:
            yield f"event.{event.id}", partial(_loose_event, folder, event)


def _loose_event(folder: str, event: Event) -> list[str]:
    texts = {
        "en": "The event is on a pair of places that no source calls tied; it supports no tie.",
        "ru": "Событие относится к паре мест, о связи которых не говорит ни один источник; связи оно не доказывает.",
        "zh": "该活动所涉两地之间的关系未见任何来源记载，不足以证明存在交往关系。",
    }
    about = [rdf.thing("event", event.id)]
    return _block(f"event.{event.id}", rdf.graph(folder), "gap", about, texts, event.sources)
