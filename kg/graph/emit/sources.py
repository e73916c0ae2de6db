"""Sources, and the source folders as data sets."""

from __future__ import annotations

from collections.abc import Iterator

from kg.base import ids
from kg.base.languages import LANGUAGES
from kg.gather.corpus import Corpus
from kg.gather.folder import Folder
from kg.gather.witnesses import witness_of
from kg.graph import rdf
from kg.graph.emit import vocabulary as v
from kg.schema.records import Source

_T = v.TIE_TERMS
_SOURCE = _T["Source"]
_LANGUAGE_CODES = {"zh": "zh-Hans"}


def sources(corpus: Corpus) -> Iterator[str]:
    """Blocks of all sources, in order, each with the witness that it belongs to."""
    witness = witness_of(corpus.all("sources"))
    return rdf.in_order(
        corpus.records("sources"), lambda item: item[1].id, lambda item: _source(*item, witness[item[1].id])
    )


def _source(folder: str, source: Source, witness: str) -> list[str]:
    subject = rdf.thing("source", source.id)
    page = ids.link(source.url) if source.link is not False else ""
    archived = ids.link(source.archived)
    pairs = [
        (v.A, _SOURCE),
        (v.LABEL, rdf.tagged(source.title)),
        (v.dcterms("title"), rdf.tagged(source.title)),
        (v.dcterms("publisher"), rdf.text(source.publisher)),
        (v.dcterms("issued"), rdf.date(source.published)),
        (v.dcterms("language"), rdf.text(_LANGUAGE_CODES.get(source.language, source.language))),
        (v.dcterms("license"), rdf.text(source.licence)),
        (v.PAGE, rdf.iri(page) if page else ""),
        (_T["address"], "" if page else rdf.text(source.url)),
        (_T["sourceKind"], rdf.concept("source-kind", source.kind)),
        (_T["sourceForm"], rdf.concept("source-form", source.form)),
        (_T["retrieved"], rdf.date(source.retrieved)),
        (_T["archivedAt"], rdf.iri(archived) if archived else ""),
        (_T["derivedFrom"], rdf.thing("source", source.derived_from)),
        (_T["sameTextAs"], rdf.thing("source", source.same_text_as)),
        (v.NOTE, rdf.tagged(source.note) if source.note else ""),
    ]
    lines = rdf.block(subject, rdf.graph(folder), pairs)
    return lines + rdf.block(subject, rdf.graph("fused"), [(_T["witness"], rdf.thing("source", witness))])


def datasets(corpus: Corpus) -> Iterator[str]:
    """Blocks that describe each source folder's graph as a data set, in order."""
    return rdf.in_order(corpus.folders, lambda folder: folder.id, _dataset)


def _dataset(folder: Folder) -> list[str]:
    subject = rdf.graph(folder.id)
    titles = folder.settings.get("title", {})
    titles = titles if isinstance(titles, dict) else {"en": titles}
    page = ids.link(str(folder.settings.get("homepage", "")))
    pairs = [
        (v.A, v.DATASET),
        *((v.LABEL, rdf.text(str(titles.get(lang, "")), lang)) for lang in LANGUAGES),
        *((v.dcterms("title"), rdf.text(str(titles.get(lang, "")), lang)) for lang in LANGUAGES),
        (v.dcterms("publisher"), rdf.text(str(folder.settings.get("publisher", "")))),
        (v.dcterms("license"), rdf.text(str(folder.settings.get("licence", "")))),
        (v.LANDING_PAGE, rdf.iri(page) if page else ""),
    ]
    return rdf.block(subject, subject, pairs)
