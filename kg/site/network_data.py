"""The network document as the plain lists that the page's script reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import networkx as nx

from kg.analysis.measures.betweenness import betweenness
from kg.analysis.measures.cohesion import core_numbers
from kg.base import ids
from kg.base.errors import KgError, shown
from kg.base.languages import LANGUAGES, N_, TAGS, _, pick
from kg.gazetteer.folding import fold
from kg.network.document import NetworkDocument, PageSource, Term
from kg.network.ties import Node

Row = list[object]
# What signs can be as large as, besides ties and partners.
MEASURES = ("betweenness", "coreness")
_MEASURED = 3000  # places of the largest network whose measures the page has; more would keep its writer waiting


def network_data(
    document: NetworkDocument, lang: str, texts: Mapping[str, object], about: Mapping[str, str] = MappingProxyType({})
) -> dict[str, object]:
    """Everything the page shows, each name filled in for each language, each source once.

    ``about`` tells in each language whence the pictures that a reader takes away; of an unknown origin nothing.

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
    supports = {term.code: number for number, term in enumerate(document.supports)}
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
            node.region,
            measured,
            ids.link(document.pages.get(node.id, "")),
        ]
        for node, position, measured in zip(document.nodes, document.positions, _measured(document), strict=True)
    ]
    edges: list[Row] = [
        [
            _number("place", numbers, edge.a),
            _number("place", numbers, edge.b),
            _number("kind", kinds, edge.kind),
            _number("status", statuses, edge.status),
            edge.begun,
            edge.over,
            edge.independent_sources,
            edge.sources_of_kind,
            supports.get(edge.support, 0),
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
        "about": in_each_language(about, ""),
        "as_of": document.as_of,
        "countries": _terms(document.countries),
        "levels": _terms(document.levels),
        "kinds": _terms(document.kinds),
        "statuses": _terms(document.statuses),
        "supports": _terms(document.supports),
        "usual": [kinds[kind] for kind in document.usual or kinds],
        "measures": list(MEASURES) if len(document.nodes) <= _MEASURED else [],
        "sources": [_source(document.sources[source]) for source in cited],
        "nodes": nodes,
        "edges": edges,
    }


def _measured(document: NetworkDocument) -> list[list[float]]:
    """The betweenness (per mille of pairs of others) and the coreness of each place, by ties that have not ended."""
    if len(document.nodes) > _MEASURED:
        return [[] for _node in document.nodes]
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(node.id for node in document.nodes)
    usual = {*document.usual} or {kind.code for kind in document.kinds}
    standing = [edge for edge in document.edges if edge.kind in usual and edge.status != "ended"]
    graph.add_edges_from((edge.a, edge.b) for edge in standing if edge.a != edge.b)
    between, core = betweenness(graph), core_numbers(graph)
    return [[round(1000 * between[node.id], 1), core[node.id]] for node in document.nodes]


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
