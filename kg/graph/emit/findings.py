"""Findings: those a source table lists, and those that adding up brings to light."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial

from kg.base import ids
from kg.base.languages import LANGUAGES
from kg.gather.corpus import Corpus
from kg.gather.fuse import START, Disagreement, Fused
from kg.gather.labels import Labels
from kg.graph import rdf
from kg.graph.emit import vocabulary as v
from kg.graph.emit.places import FUSED
from kg.graph.emit.survey import Lines, coded_findings
from kg.graph.emit.wording import Said, Words, said
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
_CONFLICT = {  # form, comma, semicolon
    "en": ("{place}, {field}: {values}. Kept: {kept}. {why}.", ", ", "; "),
    "ru": ("{place}, {field}: {values}. Принято: {kept}. {why}.", ", ", "; "),
    "zh": ("{place}，{field}：{values}。采用：{kept}。{why}。", "，", "；"),
}


def findings(corpus: Corpus, fused: Fused, labels: Labels) -> Iterator[str]:
    """Blocks of all findings, in order."""
    ties = {tie.slug for tie in fused.ties}
    found: list[tuple[str, Lines]] = [
        *coded_findings(corpus, ties),
        *((one.slug, partial(_disagreement, one)) for one in fused.disagreements),
        *((one.slug, partial(_conflict, folder, one, corpus, labels)) for folder, one in corpus.records("conflicts")),
        *_guesses(corpus),
        *_loose_events(corpus, ties),
        *_dates_of_no_kind(corpus),
        *_unkept_sources(corpus),
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
    each = [(said(value, {}), said("started" if source == START else source, {})) for value, source in one.said]
    listed = {
        "en": "; ".join(f"{value['en']} ({source['en']})" for value, source in each),
        "ru": "; ".join(f"{value['ru']} ({source['ru']})" for value, source in each),
        "zh": "；".join(f"{value['zh']}（{source['zh']}）" for value, source in each),
    }
    chosen = said(one.chosen, {})
    texts = {
        "en": f"Sources differ on {en}: {listed['en']}. By the rules, this is taken: {chosen['en']}.",
        "ru": f"Источники расходятся, указывая {ru}: {listed['ru']}. По правилам принято: {chosen['ru']}.",
        "zh": f"各来源所载{zh}不一：{listed['zh']}。按规则采用：{chosen['zh']}。",
    }
    sources = sorted({source for _, source in one.said if source != START})
    return _block(one.slug, FUSED, "conflict", [rdf.thing("tie", one.tie)], texts, sources)


def _conflict(folder: str, record: Conflict, corpus: Corpus, labels: Labels) -> list[str]:
    """A conflict that its source has settled; it may speak of several places, and of one that is not here."""
    about = [rdf.thing("place", place) for place in record.place.split(";") if place in corpus.gazetteer.places]
    words = corpus.translations[folder]
    field, kept = said(record.field, words), said(record.resolution or "–", words)
    values = [_value(value, words) for value in record.values.split(" | ")]
    where = {
        lang: [labels.get(place, {}).get(lang) or place for place in record.place.split(";")] for lang in LANGUAGES
    }
    texts = {
        lang: form.format(
            place=comma.join(where[lang]),
            field=field[lang],
            values=semicolon.join(value[lang] for value in values),
            kept=kept[lang],
            why=getattr(record, f"why_{lang}"),
        )
        for lang, (form, comma, semicolon) in _CONFLICT.items()
    }
    return _block(record.slug, rdf.graph(folder), "conflict", about, texts)


def _value(cell: str, words: Words) -> Said:
    """One value of a conflict, ``source=value`` or the value alone."""
    source, sign, value = cell.rpartition("=")
    left, right = said(source, words), said(value, words)
    return {lang: f"{left[lang]}{sign}{right[lang]}" for lang in LANGUAGES}


def _guesses(corpus: Corpus) -> Iterator[tuple[str, Lines]]:
    for folder, record in corpus.records("attestations"):
        guesses = [part.removeprefix(GUESS).strip() for part in record.note.split(" | ") if part.startswith(GUESS)]
        if guesses:
            yield (
                f"guess.{record.slug}",
                partial(_guess, folder, record, [said(guess, corpus.translations[folder]) for guess in guesses]),
            )


def _guess(folder: str, record: Attestation, guesses: Collection[Said]) -> list[str]:
    slug = record.slug
    texts = {
        "en": f"A reading that is a guess: {'; '.join(guess['en'] for guess in guesses)}.",
        "ru": f"Прочтение предположительное: {'; '.join(guess['ru'] for guess in guesses)}.",
        "zh": f"推测性解读：{'；'.join(guess['zh'] for guess in guesses)}。",
    }
    about = [rdf.thing("attestation", slug)]
    return _block(f"guess.{slug}", rdf.graph(folder), "guess", about, texts, [record.source])


def _loose_events(corpus: Corpus, ties: Collection[str]) -> Iterator[tuple[str, Lines]]:
    for folder, event in corpus.records("events"):
        if not event.format and ids.tie_slug((event.place_a, event.place_b)) not in ties:
            yield f"event.{event.id}", partial(_loose_event, folder, event)


def _loose_event(folder: str, event: Event) -> list[str]:
    texts = {
        "en": "The event is on a pair of places that no source calls tied; it supports no tie.",
        "ru": "Событие относится к паре территорий, о связи которых не говорит ни один источник; связь не доказана.",
        "zh": "该活动所涉两地之间的关系未见任何来源记载，不足以证明存在交往关系。",
    }
    about = [rdf.thing("event", event.happening)]
    return _block(f"event.{event.id}", rdf.graph(folder), "gap", about, texts, event.sources)


def _dates_of_no_kind(corpus: Corpus) -> Iterator[tuple[str, Lines]]:
    for folder, record in corpus.records("attestations"):
        if record.date and record.date_kind in ("", "unknown"):
            yield f"date.{record.slug}", partial(_date_of_no_kind, folder, record, record.date.iso)


def _date_of_no_kind(folder: str, record: Attestation, date: str) -> list[str]:
    texts = {
        "en": f"The source dates the tie ({date}) without saying what happened then; it only bounds the beginning.",
        "ru": f"Источник датирует связь ({date}), не говоря, что тогда произошло; дата лишь ограничивает её начало.",
        "zh": f"来源为该关系注明日期（{date}），但未说明当时发生何事；该日期仅用于限定开始时间。",
    }
    about = [rdf.thing("attestation", record.slug)]
    return _block(f"date.{record.slug}", rdf.graph(folder), "gap", about, texts, [record.source])


def _unkept_sources(corpus: Corpus) -> Iterator[tuple[str, Lines]]:
    for folder in corpus.folders:
        pages = [source for source in folder.records.get("sources", ()) if source.url]
        unkept = [source.id for source in pages if not (source.retrieved or source.archived)]
        if unkept:
            yield f"unkept.{folder.id}", partial(_unkept, folder.id, unkept, len(pages))


def _unkept(folder: str, unkept: Collection[str], pages: int) -> list[str]:
    """One finding a folder: that a page may have changed since it was read concerns all its pages alike."""
    n = len(unkept)
    texts = {
        "en": f"For {n} of {pages} pages neither the day on which they were read nor a kept copy is known.",
        "ru": f"Для {n} из {pages} страниц не известны ни день обращения, ни сохранённая копия.",
        "zh": f"{pages} 个网页中有 {n} 个既无查阅日期，也无存档副本。",
    }
    return _block(f"unkept.{folder}", rdf.graph(folder), "gap", [rdf.thing("source", id) for id in unkept], texts)
