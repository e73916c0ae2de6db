"""Findings: those a source table lists, and those that adding up brings to light."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from kg.base import ids
from kg.base.languages import LANGUAGES
from kg.gather.corpus import Corpus
from kg.gather.fuse import START, Disagreement, Fused
from kg.gather.labels import Labels
from kg.graph import rdf
from kg.graph.emit import vocabulary as v
from kg.graph.emit.tables import finding_lines
from kg.graph.emit.wording import Said, Words, said
from kg.schema.records import Attestation, Conflict

Item = tuple[str, Callable[[], list[str]]]  # the slug of a finding, and what makes its lines

_T = v.TIE_TERMS
GUESS = "guess:"
_COMMA: Said = {"en": ", ", "ru": ", ", "zh": "，"}
_SEMICOLON: Said = {"en": "; ", "ru": "; ", "zh": "；"}
_SOURCE: Said = {"en": "{} ({})", "ru": "{} ({})", "zh": "{}（{}）"}
_FIELDS: Mapping[str, Said] = {
    "kind": {"en": "the kind of tie", "ru": "вид связи", "zh": "关系类型"},
    "signed": {"en": "the date of signing", "ru": "дату подписания", "zh": "签署日期"},
    "approved": {"en": "the date of approval", "ru": "дату утверждения", "zh": "批准日期"},
    "began": {"en": "the date of the beginning", "ru": "дату начала", "zh": "开始日期"},
    "announced": {"en": "the date of the announcement", "ru": "дату объявления", "zh": "宣布日期"},
    "renewed": {"en": "the date of renewal", "ru": "дату возобновления", "zh": "续签日期"},
    "startYear": {"en": "the year of the beginning", "ru": "год начала", "zh": "开始年份"},
    "endedOn": {"en": "the date of the end", "ru": "дату окончания", "zh": "终止日期"},
}
_DIFFER: Said = {
    "en": "Sources differ on {field}: {values}. By the rules, this is taken: {kept}.",
    "ru": "Источники расходятся, указывая {field}: {values}. По правилам принято: {kept}.",
    "zh": "各来源所载{field}不一：{values}。按规则采用：{kept}。",
}
_SETTLED: Said = {
    "en": "{place}, {field}: {values}. Kept: {kept}. {why}.",
    "ru": "{place}, {field}: {values}. Принято: {kept}. {why}.",
    "zh": "{place}，{field}：{values}。采用：{kept}。{why}。",
}
_GUESSED: Said = {
    "en": "A reading that is a guess: {values}.",
    "ru": "Прочтение предположительное: {values}.",
    "zh": "推测性解读：{values}。",
}
_LOOSE: Said = {
    "en": "The event is on a pair of places that no source calls tied; it supports no tie.",
    "ru": "Событие относится к паре территорий, о связи которых не говорит ни один источник; связь не доказана.",
    "zh": "该活动所涉两地之间的关系未见任何来源记载，不足以证明存在交往关系。",
}


def findings(corpus: Corpus, fused: Fused, labels: Labels) -> Iterator[str]:
    """Blocks of all findings, in order."""
    ties = {tie.slug for tie in fused.ties}
    listed = finding_lines(corpus, ties)
    found: list[Item] = [
        *((one.id, partial(listed, folder, one)) for folder, one in corpus.records("findings")),
        *((f"{one.tie}.{one.field}", partial(_disagreement, one)) for one in fused.disagreements),
        *((one.slug, partial(_conflict, folder, one, corpus, labels)) for folder, one in corpus.records("conflicts")),
        *_guesses(corpus),
        *_loose_events(corpus, ties),
    ]
    return rdf.in_order(found, lambda item: item[0], lambda item: item[1]())


def _finding(
    slug: str, graph: str, kind: str, about: Iterable[str], texts: Said, sources: Iterable[str] = ()
) -> list[str]:
    pairs = [
        (v.A, _T["Finding"]),
        (_T["findingKind"], rdf.concept("finding-kind", kind)),
        *((_T["about"], thing) for thing in about),
        *((v.COMMENT, rdf.text(told, lang)) for lang, told in texts.items()),
        *((_T["statedIn"], rdf.thing("source", source)) for source in sources),
    ]
    return rdf.block(rdf.thing("finding", slug), graph, pairs)


def _told(form: Said, **values: Sequence[Said]) -> Said:
    """A sentence in each language, its values parted by semicolons."""
    return {
        lang: form[lang].format(
            **{name: _SEMICOLON[lang].join(each[lang] for each in given) for name, given in values.items()}
        )
        for lang in LANGUAGES
    }


def _disagreement(one: Disagreement) -> list[str]:
    each = [(said(value, {}), said("started" if source == START else source, {})) for value, source in one.said]
    values = [
        {lang: form.format(value[lang], source[lang]) for lang, form in _SOURCE.items()} for value, source in each
    ]
    texts = _told(_DIFFER, field=[_FIELDS[one.field]], values=values, kept=[said(one.chosen, {})])
    sources = {source for _, source in one.said if source != START}
    about = [rdf.thing("tie", one.tie)]
    return _finding(f"{one.tie}.{one.field}", rdf.FUSED, "conflict", about, texts, sources)


def _conflict(folder: str, record: Conflict, corpus: Corpus, labels: Labels) -> list[str]:
    """A conflict that its source has settled; it may speak of several places, and of one that is not here."""
    places, words = record.place.split(";"), corpus.translations[folder]
    where = {
        lang: comma.join(labels.get(place, {}).get(lang) or place for place in places) for lang, comma in _COMMA.items()
    }
    texts = _told(
        _SETTLED,
        place=[where],
        field=[said(record.field, words)],
        values=[_value(value, words) for value in record.values.split(" | ")],
        kept=[said(record.resolution or "–", words)],
        why=[{lang: getattr(record, f"why_{lang}") for lang in LANGUAGES}],
    )
    about = [rdf.thing("place", place) for place in places if place in corpus.gazetteer.places]
    return _finding(record.slug, rdf.graph(folder), "conflict", about, texts)


def _value(cell: str, words: Words) -> Said:
    """One value of a conflict, ``source=value`` or the value alone."""
    source, sign, value = cell.rpartition("=")
    left, right = said(source, words), said(value, words)
    return {lang: f"{left[lang]}{sign}{right[lang]}" for lang in LANGUAGES}


def _guesses(corpus: Corpus) -> Iterator[Item]:
    for folder, record in corpus.records("attestations"):
        parts = [part.removeprefix(GUESS).strip() for part in record.note.split(" | ") if part.startswith(GUESS)]
        if parts:
            yield f"guess.{record.slug}", partial(_guess, folder, record, parts, corpus.translations[folder])


def _guess(folder: str, record: Attestation, parts: Iterable[str], words: Words) -> list[str]:
    texts = _told(_GUESSED, values=[said(part, words) for part in parts])
    about = [rdf.thing("attestation", record.slug)]
    return _finding(f"guess.{record.slug}", rdf.graph(folder), "guess", about, texts, [record.source])


def _loose_events(corpus: Corpus, ties: set[str]) -> Iterator[Item]:
    for folder, event in corpus.records("events"):
        if not event.format and ids.tie_slug((event.place_a, event.place_b)) not in ties:
            slug, about = f"event.{event.id}", [rdf.thing("event", event.id)]
            yield slug, partial(_finding, slug, rdf.graph(folder), "gap", about, _LOOSE, event.sources)
