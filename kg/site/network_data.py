"""The network document as the plain lists that the page's script reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.base import ids
from kg.base.errors import KgError, shown
from kg.base.languages import LANGUAGES, N_, TAGS, _, pick
from kg.gazetteer.folding import fold
from kg.network.document import NetworkDocument, PageSource, Term
from kg.network.ties import Node

Row = list[object]


def network_data(document: NetworkDocument, lang: str, texts: Mapping[str, object]) -> dict[str, object]:
    """Everything the page shows, each name filled in for each language, each source once.

    Raises :class:`KgError` where the document does not hold together: a place named twice, a tie
    with an unknown end or code, missing positions.
    """
    numbers = _numbers(N_("place"), [node.id for node in document.nodes])
    if len(document.positions) != len(document.nodes):
        told = _("{positions} positions for {places} places")
        raise KgError(
            told.format(positions=len(document.positions), places=len(document.nodes)),
            hint=_("lay the network out with kg.network.layout.arrange first"),
        )
    countries = _numbers(N_("country"), [term.code for term in document.countries])
    levels = _numbers(N_("level"), [term.code for term in document.levels])
    kinds = _numbers(N_("kind"), [term.code for term in document.kinds])
    statuses = _numbers(N_("status"), [term.code for term in document.statuses])
    cited = list(dict.fromkeys(source for edge in document.edges for source in edge.sources))
    numbered = {source: number for number, source in enumerate(cited)}
    nodes: list[Row] = [
        [
            node.id,
            in_each_language(node.labels, node.id),
            _search_key(node, document.other_names.get(node.id, ())),
            _number("country", countries, node.country),
            _number("level", levels, node.level),
            *position,
            ids.link(document.pages.get(node.id, "")),
        ]
        for node, position in zip(document.nodes, document.positions, strict=True)
    ]
    edges: list[Row] = [
        [
            _number("place", numbers, edge.a),
            _number("place", numbers, edge.b),
            _number("kind", kinds, edge.kind),
            _number("status", statuses, edge.status),
            edge.start_year,
            edge.end_year,
            edge.independent_sources,
            edge.confidence,
            [numbered[source] for source in edge.sources],
        ]
        for edge in document.edges
    ]
    return {
        "lang": lang,
        "languages": list(LANGUAGES),
        "tags": TAGS,
        "texts": texts,
        "title": in_each_language(document.title, ""),
        "as_of": document.as_of,
        "countries": _terms(document.countries),
        "levels": _terms(document.levels),
        "kinds": _terms(document.kinds),
        "statuses": _terms(document.statuses),
        "usual": [kinds[kind] for kind in document.usual or kinds],
        "sources": [_source(document.sources[source]) for source in cited],
        "nodes": nodes,
        "edges": edges,
    }


def in_each_language(labels: Mapping[str, str], otherwise: str) -> list[str]:
    """The text for each reader, in the order of the languages.

    >>> in_each_language({"en": "Harbin", "zh": "哈尔滨市"}, "cn-harbin")
    ['Harbin', 'Harbin', '哈尔滨市']
    """
    return [pick(labels, lang) or otherwise for lang in LANGUAGES]


def _search_key(node: Node, other_names: Iterable[str]) -> str:
    keys = (fold(name) for name in (*node.labels.values(), *other_names))
    return "\n".join(dict.fromkeys(key for key in keys if key))


def _source(source: PageSource) -> Row:
    link = ids.link(source.url or "")
    return [source.title, link, "" if link else source.address or source.url or ""]


def _terms(terms: Iterable[Term]) -> list[dict[str, object]]:
    return [{"code": term.code, "labels": in_each_language(term.labels, term.code)} for term in terms]


def _numbers(what: str, codes: Sequence[str]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for code in codes:
        if code in numbers:
            told = _("{what} '{code}' is in the network document twice")
            raise KgError(told.format(what=_(what), code=shown(code)))
        numbers[code] = len(numbers)
    return numbers


def _number(what: str, numbers: Mapping[str, int], code: str) -> int:
    if code not in numbers:
        told = _("{what} '{code}' is not described in the network document")
        raise KgError(told.format(what=_(what), code=shown(code)))
    return numbers[code]
