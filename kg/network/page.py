"""The document that a network page shows, from the graph and the ties chosen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.ask.asked_graph import AskedGraph
from kg.ask.asked_tables import asked_table
from kg.ask.catalog import Catalog
from kg.ask.results import Table
from kg.base import ids
from kg.base.languages import LANGUAGES
from kg.network.document import NetworkDocument, PageEdge, PageNode, PageSource, Term
from kg.network.from_graph import read_concepts
from kg.network.standing import Selection
from kg.network.ties import Link, Network, Node

KINDS = ("sister", "partner", "intention", "unknown")
_STATUSES = ("active", "dormant", "paused", "ended", "unknown")
_TITLES = {
    "en": "Ties between regions and cities of {names}",
    "ru": "Связи регионов и городов: {names}",
    "zh": "{names}地方间交往关系",
}
_BETWEEN = {"en": " and ", "ru": " – ", "zh": "—"}


def network_document(
    graph: AskedGraph, network: Network, chosen: Selection, as_of: int | None = None
) -> NetworkDocument:
    """Places with ties and the ties between them, with their names and sources; positions are not set yet."""
    catalog = Catalog()
    terms = {key: Term(key[1], labels) for key, labels in read_concepts(graph, catalog).items()}
    sources = _sources(asked_table(graph, "sources-as-cited", catalog))
    other_names = _names(asked_table(graph, "other-names-of-places", catalog))
    ties: dict[str, list[Link]] = defaultdict(list)
    for link in chosen.links:
        ties[link.a].append(link)
        ties[link.b].append(link)
    places = [network.nodes[id] for id in sorted(ties)]
    countries = _countries(network, places)
    used = {link.kind for link in chosen.links}
    return NetworkDocument(
        nodes=tuple(_node(node, ties[node.id], sources, other_names.get(node.id, ())) for node in places),
        edges=tuple(_edge(link, sources) for link in chosen.links),
        countries=countries,
        kinds=tuple(terms["tie-kind", kind] for kind in KINDS if kind in used),
        statuses=tuple(terms["tie-status", status] for status in _STATUSES),
        levels=tuple(terms["level", level] for level in sorted({node.level for node in places})),
        title=_title(countries),
        as_of=as_of,
        built_from=f"{len(places)} places, {len(chosen.links)} ties, {_source_count(chosen.links)} sources",
    )


def _sources(table: Table) -> dict[str, PageSource]:
    return {
        str(source).rpartition("/")[2]: PageSource(str(title), str(page) if page else None, str(address or ""))
        for source, title, page, address in table.rows
    }


def _names(table: Table) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for place, name in table.rows:
        found[str(place).rpartition("/")[2]].append(str(name))
    return found


def _node(node: Node, links: Sequence[Link], sources: Mapping[str, PageSource], names: Sequence[str]) -> PageNode:
    partners = {link.b if link.a == node.id else link.a for link in links}
    cited = sorted({source for link in links for source in link.sources})
    return PageNode(
        id=node.id,
        labels=node.labels,
        country=node.country,
        level=node.level,
        lat=node.lat,
        lon=node.lon,
        ties=len(links),
        partners=len(partners),
        url=f"https://www.wikidata.org/wiki/{node.wikidata}" if node.wikidata else ids.thing("place", node.id),
        sources=tuple(sources[source] for source in cited),
        other_names=tuple(names),
    )


def _edge(link: Link, sources: Mapping[str, PageSource]) -> PageEdge:
    return PageEdge(
        a=link.a,
        b=link.b,
        kind=link.kind,
        status=link.status,
        start_year=link.start_year,
        independent_sources=link.independent_sources,
        confidence=link.confidence,
        sources=tuple(sources[source] for source in link.sources),
        end_year=link.end_year,
    )


def _countries(network: Network, places: Iterable[Node]) -> tuple[Term, ...]:
    codes = sorted({node.country for node in places}, reverse=True)
    return tuple(Term(code, network.nodes[code].labels if code in network.nodes else {"en": code}) for code in codes)


def _title(countries: Sequence[Term]) -> dict[str, str]:
    return {
        lang: _TITLES[lang].format(names=_BETWEEN[lang].join(c.labels.get(lang, c.code) for c in countries))
        for lang in LANGUAGES
    }


def _source_count(links: Iterable[Link]) -> int:
    return len({source for link in links for source in link.sources})
