"""Findings: those a source table lists, and those that adding up brings to light."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial

from kg.base.languages import LANGUAGES, clauses
from kg.gather.corpus import Corpus
from kg.gather.fuse import START, Disagreement, Fused
from kg.gather.labels import Labels
from kg.graph import rdf
from kg.graph.emit import vocabulary as v
from kg.graph.emit.tables import finding_lines
from kg.graph.emit.wording import Said, Words, said
from kg.schema.records import Attestation, Conflict, Event

Item = tuple[str, Callable[[], list[str]]]  # the slug of a finding, and what makes its lines

_T = v.TIE_TERMS
GUESS = "guess:"
_COMMA: Said = {"en": ", ", "ru": ", ", "zh": "，"}
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
_OF_NO_KIND: Said = {
    "en": "The source dates the tie ({values}) without saying what happened then; it only bounds the beginning.",
    "ru": "Источник датирует связь ({values}), не говоря, что тогда произошло; дата лишь ограничивает её начало.",
    "zh": "来源为该关系注明日期（{values}），但未说明当时发生何事；该日期仅用于限定开始时间。",
}
_UNKEPT: Said = {
    "en": "Of {field} pages, neither the day on which they were read nor a kept copy is known for {values}.",
    "ru": "Из {field} страниц ни день обращения, ни сохранённая копия не известны для {values}.",
    "zh": "{field} 个网页中有 {values} 个既无查阅日期，也无存档副本。",
}
_LOOSE: Said = {
    "en": "The event is on a pair of places that no source calls tied; it supports no tie.",
    "ru": "Событие относится к паре территорий, о связи которых не говорит ни один источник; связь не доказана.",
    "zh": "该活动所涉两地之间的关系未见任何来源记载，不足以证明存在交往关系。",
}
_LOOSE_CODED: Said = {
    "en": "{values} machine-coded events are on pairs of places that no source calls tied; they support no tie.",
    "ru": "Событий машинного кодирования между территориями, о связи которых не говорит ни один источник: {values}; "
    "связей они не доказывают.",
    "zh": "有 {values} 项机器编码活动所涉两地之间的关系未见任何来源记载，不足以证明存在交往关系。",
}


def findings(corpus: Corpus, fused: Fused, labels: Labels) -> Iterator[str]:
    """Blocks of all findings, in order."""
    ties, known = {tie.slug for tie in fused.ties}, corpus.sources
    listed = finding_lines(corpus, ties)
    found: list[Item] = [
        *((one.id, partial(listed, folder, one)) for folder, one in corpus.records("findings")),
        *((one.slug, partial(_disagreement, one)) for one in fused.disagreements),
        *(
            (one.slug, partial(_conflict, folder, one, corpus, labels, known))
            for folder, one in corpus.records("conflicts")
        ),
        *_guesses(corpus),
        *_loose_events(corpus, ties),
        *_dates_of_no_kind(corpus),
        *_unkept_sources(corpus),
    ]
    return rdf.in_order(found, lambda item: item[0], lambda item: item[1]())


def _finding(
    slug: str, graph: str, kind: str, about: Iterable[str], texts: Said, sources: Iterable[str] = ()
) -> list[str]:
    pairs = [
        (v.A, _T["DataIssue"]),
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
            **{name: clauses((each[lang] for each in given), lang) for name, given in values.items()}
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
    return _finding(one.slug, rdf.FUSED, "conflict", about, texts, sources)


def _conflict(folder: str, record: Conflict, corpus: Corpus, labels: Labels, known: Collection[str]) -> list[str]:
    """A conflict that its source has settled; it may speak of several places, and of one that is not here.

    It is stated in the sources that its values name.
    """
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
    sides = (value.rpartition("=")[0] for value in record.values.split(" | "))
    sources = [source for side in sides for source in side.split(",") if source in known]
    return _finding(record.slug, rdf.graph(folder), "conflict", about, texts, sources)


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
    """One finding an event; of those that a program has read out of news one a folder, for they may be millions."""
    coded: dict[str, list[Event]] = defaultdict(list)
    for folder, event in corpus.records("events"):
        if event.format or event.tie in ties:
            continue
        if event.reports:
            coded[folder].append(event)
        else:
            slug, about = f"event.{event.id}", [rdf.thing("event", event.slug)]
            yield slug, partial(_finding, slug, rdf.graph(folder), "gap", about, _LOOSE, event.sources)
    for folder, events in coded.items():
        sources = sorted({source for event in events for source in event.sources})
        slug, about = f"coded.{folder}", [rdf.thing("source", source) for source in sources]
        texts = _told(_LOOSE_CODED, values=[dict.fromkeys(LANGUAGES, str(len(events)))])
        yield slug, partial(_finding, slug, rdf.graph(folder), "gap", about, texts, sources)


def _dates_of_no_kind(corpus: Corpus) -> Iterator[Item]:
    for folder, record in corpus.records("attestations"):
        if record.date and record.date_kind in ("", "unknown"):
            slug, about = f"date.{record.slug}", [rdf.thing("attestation", record.slug)]
            texts = _told(_OF_NO_KIND, values=[dict.fromkeys(LANGUAGES, record.date.iso)])
            yield slug, partial(_finding, slug, rdf.graph(folder), "gap", about, texts, [record.source])


def _unkept_sources(corpus: Corpus) -> Iterator[Item]:
    """One finding a folder: that a page may have changed since it was read concerns all its pages alike."""
    for folder in corpus.folders:
        pages = [source for source in folder.records.get("sources", ()) if source.url]
        unkept = [rdf.thing("source", each.id) for each in pages if not (each.retrieved or each.archived)]
        if unkept:
            slug = f"unkept.{folder.id}"
            counts = [dict.fromkeys(LANGUAGES, str(len(some))) for some in (pages, unkept)]
            texts = _told(_UNKEPT, field=counts[:1], values=counts[1:])
            yield slug, partial(_finding, slug, rdf.graph(folder.id), "gap", unkept, texts)
