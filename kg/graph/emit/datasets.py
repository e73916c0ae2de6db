"""Each named graph as a data set: what it is called, who made it, from what, and under which licences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from kg.base import ids
from kg.base.languages import LANGUAGES, listed
from kg.gather.corpus import Corpus
from kg.gather.folder import Folder
from kg.graph import rdf
from kg.graph.emit import vocabulary as v
from kg.graph.emit.licences import SHARE_ALIKE, licences_in

_OWN = "CC BY 4.0"
_FUSED = {
    "en": "What the sources add up to: ties, their stages, and counts",
    "ru": "То, что складывается из источников: связи, их этапы и подсчёты",
    "zh": "由各来源汇总而成的关系、阶段与计数",
}
_ONTOLOGY = {
    "en": "Ontology and vocabularies of interregional ties",
    "ru": "Онтология и словари межрегиональных связей",
    "zh": "地方间交往关系本体与词汇表",
}
_CATALOGUE = {
    "en": "Query catalogue of interregional ties",
    "ru": "Каталог запросов о межрегиональных связях",
    "zh": "地方间交往关系查询目录",
}
_RIGHTS = {
    "en": "The compilation is under {own}; each source keeps its own licence.",
    "ru": "Лицензия подборки — {own}; у каждого источника своя лицензия.",
    "zh": "汇编采用 {own}；各来源保留其自身许可。",
}
_SHARED = {
    "en": " Facts from some of them are share-alike: {licences}.",
    "ru": " Сведения из некоторых распространяются на тех же условиях: {licences}.",
    "zh": "部分来源的内容须以相同方式共享：{licences}。",
}


def datasets(corpus: Corpus) -> Iterator[str]:
    """Each source folder's graph as a data set, and the three graphs that no folder makes."""
    folders = [(folder.id, _folder(folder)) for folder in corpus.folders]
    own = {str(folder.settings.get("licence", "")) for folder in corpus.folders}
    made_from = [(v.DERIVED_FROM, rdf.graph(folder.id)) for folder in corpus.folders]
    fused = _described("fused", _FUSED, own.pop() if len(own) == 1 else "", corpus.all("sources"), made_from)
    ontology = _described("ontology", _ONTOLOGY, _OWN, (), [(v.SOURCE, f"<{ids.BASE}ont>")])
    catalogue = _described("catalogue", _CATALOGUE, _OWN, (), [(v.SOURCE, f"<{ids.QUERY.rstrip('/')}>")])
    found = [*folders, ("catalogue", catalogue), ("fused", fused), ("ontology", ontology)]
    return rdf.in_order(found, lambda item: item[0], lambda item: item[1])


def _folder(folder: Folder) -> list[str]:
    titles = folder.settings.get("title", {})
    titles = titles if isinstance(titles, dict) else {"en": titles}
    page = ids.link(str(folder.settings.get("homepage", "")))
    sources = folder.records.get("sources", ())
    more = [
        (v.PUBLISHER, rdf.text(str(folder.settings.get("publisher", "")))),
        (v.LANDING_PAGE, rdf.iri(page) if page else ""),
        *((v.SOURCE, rdf.thing("source", source.id)) for source in sources),
    ]
    return _described(folder.id, titles, str(folder.settings.get("licence", "")), sources, more)


def _described(
    name: str, titles: Mapping[str, object], licence: str, sources: Collection[object], more: Iterable[rdf.Pair]
) -> list[str]:
    shared = {each for source in sources for each in licences_in(getattr(source, "licence", "")) if each in SHARE_ALIKE}
    names = sorted(SHARE_ALIKE[each] for each in shared)
    addresses = licences_in(licence)
    pairs = [
        (v.A, v.DATASET),
        *((term, rdf.text(str(titles.get(lang, "")), lang)) for term in (v.LABEL, v.TITLE) for lang in LANGUAGES),
        *((v.LICENCE, rdf.iri(address)) for address in addresses),
        *more,
    ]
    if licence and sources:
        for lang in LANGUAGES:
            told = _RIGHTS[lang] + (_SHARED[lang] if shared else "")
            pairs.append((v.RIGHTS, rdf.text(told.format(own=licence, licences=listed(names, lang)), lang)))
    elif not addresses:
        pairs.append((v.RIGHTS, rdf.text(licence)))
    return rdf.block(rdf.graph(name), rdf.graph(name), pairs)
