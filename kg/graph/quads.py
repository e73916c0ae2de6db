"""The whole graph as N-Quads text, in the order of its lines, from records alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from kg.base import ids
from kg.base.languages import short_tag
from kg.base.resources import catalogue_file, ontology_dir
from kg.gather.corpus import Corpus
from kg.gather.fuse import Fused
from kg.gather.labels import labels_of
from kg.graph import rdf
from kg.graph.emit import datasets, findings, fused, tables

_TOGETHER = 1000  # blocks that the parser takes at once


def ontology_files() -> list[Path]:
    """The files that go into the graph's ontology: the terms, their alignment and the vocabularies."""
    folder = ontology_dir()
    return [folder / "core.ttl", folder / "align.ttl", *sorted((folder / "vocab").glob("*.ttl"))]


def bundled(name: str, files: Iterable[Path]) -> list[tuple[str, list[str]]]:
    """The lines of Turtle files by subject, in the graph of that name.

    Declarations of other vocabularies' terms, which only reasoners need, stay in the files.
    """
    here = rdf.graph(name)
    blocks: dict[str, list[str]] = {}
    for path in files:
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            subject, value = quad.subject, quad.object
            if isinstance(subject, ox.BlankNode) or isinstance(value, ox.BlankNode | ox.Triple):
                raise ValueError(f"{path.name} holds a blank node: {quad}")
            if not str(subject).startswith(f"<{ids.BASE}"):
                continue
            blocks.setdefault(str(subject), []).append(f"{subject} {quad.predicate} {_term(value)} {here} .\n")
    return list(blocks.items())


def _term(value: ox.NamedNode | ox.Literal) -> str:
    if isinstance(value, ox.Literal) and value.language:
        return rdf.text(value.value, short_tag(value.language))  # the engine writes tags in lower case
    return str(value)


def quads(corpus: Corpus, found: Fused) -> Iterator[str]:
    """Blocks of lines, each block one subject, subjects ascending: the file needs no sorting."""
    labels = labels_of(corpus)
    known = {tie.slug for tie in found.ties}
    yield from datasets.datasets(corpus)
    yield from tables.attestations(corpus)
    yield from tables.authorities(corpus)
    yield from tables.events(corpus, known)
    yield from tables.experts(corpus)
    yield from tables.facilities(corpus)
    yield from findings.findings(corpus, found, labels)
    yield from tables.formats(corpus)
    yield from tables.geometries(corpus)
    yield from tables.memberships(corpus)
    yield from tables.names(corpus)
    yield from tables.observations(corpus)
    yield from tables.places(corpus, labels, fused.counts(found.ties, corpus))
    yield from tables.posts(corpus)
    yield from tables.sources(corpus)
    yield from fused.stages(found.ties)
    yield from tables.statements(corpus, known)
    yield from tables.surveys(corpus)
    yield from fused.ties(found.ties, labels)
    told = [*bundled("ontology", ontology_files()), *bundled("catalogue", [catalogue_file()])]
    yield from rdf.in_order(told, lambda item: item[0][:-1], lambda item: item[1])


def checked(blocks: Iterable[str]) -> Iterator[str]:
    """The blocks as they come, many at a time, each held to be what was meant.

    Raises ``AssertionError``, for it is a fault of this code, where a block is out of order, speaks of
    another subject than its first line, or is not as many quads to a parser as it has lines. IRIs and
    languages are checked where terms are made, each once, so that the parser looks at the syntax alone.
    """
    last = ""
    blocks = iter(blocks)
    while several := list(islice(blocks, _TOGETHER)):
        for lines in several:
            subject = lines.partition(" ")[0]
            if lines <= last or lines.count(f"\n{subject} ") + 1 != lines.count("\n"):
                raise AssertionError(f"out of order: {lines[:120]!r}")
            last = lines
        text = "".join(several)
        try:
            count = sum(1 for _ in ox.parse(text, format=ox.RdfFormat.N_QUADS, lenient=True))
        except SyntaxError as error:
            raise AssertionError(f"no N-Quads: {error}") from error
        if count != text.count("\n"):
            raise AssertionError(f"{count} quads in {text.count(chr(10))} lines")
        yield text
