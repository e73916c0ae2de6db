"""The document that a network page shows, from the graph and the ties chosen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from kg.ask.asked_graph import AskedGraph
from kg.ask.asked_tables import asked_table
from kg.ask.results import Table
from kg.base import ids
from kg.base.languages import LANGUAGES, N_, counted_off, pick, translated
from kg.network.document import NetworkDocument, PageSource, Term
from kg.network.from_graph import read_concepts
from kg.network.standing import DEFAULT_KINDS, Selection
from kg.network.ties import Network, Node
from kg.schema.kinds import KINDS

_SUPPORTS = ("documented", "stated", "reported", "weak")
_STATUSES = ("active", "dormant", "paused", "ended", "unknown")
_TITLE = N_("Ties between regions and cities of {names}")
_BETWEEN = N_("{country} and {other}")
_COUNTRIES = N_("{n} countries")
_NAMED = 4  # so many countries are named in a title
_HOME = {"zh": "cn", "ru": "ru"}  # the country that texts in a language name first


def network_document(
    graph: AskedGraph,
    network: Network,
    chosen: Selection,
    as_of: int | None = None,
    usual: Collection[str] = DEFAULT_KINDS,
) -> NetworkDocument:
    """Places with ties and the ties between them, with their names and sources; positions are not set yet.

    The page opens with the kinds of ``usual``, with all where no tie is of these.
    """
    concepts = read_concepts(graph)

    def term(scheme: str, code: str) -> Term:
        return Term(code, concepts.get((scheme, code)) or {"en": code})

    used = {link.kind for link in chosen.links}
    cited = {source for link in chosen.links for source in link.sources}
    places = [network.nodes[id] for id in sorted({end for link in chosen.links for end in (link.a, link.b)})]
    codes = sorted({node.country for node in places}, reverse=True)
    countries = tuple(Term(id, network.nodes[id].labels if id in network.nodes else {"en": id}) for id in codes)
    sources = _sources(asked_table(graph, "sources-as-cited"))
    return NetworkDocument(
        nodes=tuple(places),
        edges=chosen.links,
        countries=countries,
        kinds=tuple(term("tie-kind", kind) for kind in KINDS if kind in used),
        statuses=tuple(term("tie-status", status) for status in _STATUSES),
        levels=tuple(term("level", level) for level in sorted({node.level for node in places})),
        title={lang: _title(countries, lang) for lang in LANGUAGES},
        as_of=as_of,
        sources={id: sources.get(id) or PageSource(id) for id in sorted(cited)},
        pages={node.id: _page(node) for node in places},
        other_names=_names(asked_table(graph, "other-names-of-places")),
        supports=tuple(term("support", grade) for grade in _SUPPORTS),
        usual=tuple(kind for kind in KINDS if kind in used.intersection(usual)),
    )


def _sources(table: Table) -> dict[str, PageSource]:
    return {
        ids.tail(source): PageSource(str(title), str(page) if page else None, str(address or ""))
        for source, title, page, address in table.rows
    }


def _names(table: Table) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for place, name in table.rows:
        found[ids.tail(place)].append(str(name))
    return found


def _page(node: Node) -> str:
    return f"https://www.wikidata.org/wiki/{node.wikidata}" if node.wikidata else ids.thing("place", node.id)


def _title(countries: Sequence[Term], lang: str) -> str:
    """The title in a language; its own country stands first, as its readers are used to."""
    ordered = sorted(countries, key=lambda term: term.code != _HOME.get(lang))
    names = [pick(term.labels, lang) or term.code for term in ordered]
    if len(names) == 2:
        joined = translated(_BETWEEN, lang).format(country=names[0], other=names[1])
    else:
        joined = counted_off(names, lang) if len(names) <= _NAMED else translated(_COUNTRIES, lang).format(n=len(names))
    return translated(_TITLE, lang).format(names=joined)
