"""What an audit found, as RDF: a tie:Finding for every difference, in three languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import RdfFormat, parse

from kg.ask.results import Graph
from kg.base import ids
from kg.base.languages import LANGUAGES, N_, translated
from kg.base.namespaces import RDF, RDFS
from kg.graph import rdf
from kg.wikidata.audit import NO_ITEM, ONLY_HERE, ONLY_THERE, Row
from kg.wikidata.items import page

GRAPH = "wikidata-audit"
# Difference → the kind of finding and its text.
_DIFFERENCES = {
    ONLY_HERE: ("gap", N_("Wikidata has no P190 statement on the tie of {a} and {b} on {date}.")),
    ONLY_THERE: (
        "gap",
        N_("Wikidata has a P190 statement on {a} and {b} on {date}; no source here calls them sisters."),
    ),
    NO_ITEM: ("gap", N_("The tie of {a} and {b} cannot be compared with Wikidata: a party has no judged item.")),
    "date": ("conflict", N_("Wikidata dates the tie of {a} and {b} to {theirs} on {date}; here it is {ours}.")),
    "one-way": ("gap", N_("On {date} the P190 statement on {a} and {b} stands on one of the two items only.")),
}

Labels = Mapping[str, Mapping[str, str]]


def findings(rows: Iterable[Row], labels: Labels, date: str) -> str:
    """N-Quads of all differences, in the order of their lines, in the graph ``graph/wikidata-audit``.

    ``labels`` gives the names of a place by language; ``date`` is the day of Wikidata's answers.
    """
    lines: set[str] = set()
    for row in rows:
        found = (row.state, "date" if row.date_conflict else "", "one-way" if row.one_way else "")
        for what in _DIFFERENCES.keys() & found:
            lines.update(_block(row, what, labels, date))
    return "".join(sorted(lines))


def as_graph(lines: str) -> Graph:
    """The triples of N-Quads, to be written in any format of graphs."""
    return Graph.of(quad.triple for quad in parse(lines.encode(), RdfFormat.N_QUADS))


def _block(row: Row, what: str, labels: Labels, date: str) -> list[str]:
    kind, text = _DIFFERENCES[what]
    subject = rdf.thing("finding", f"wikidata.{ids.digest(what, date, row.tie, row.item_a, row.item_b)}")
    about = [rdf.thing("tie", row.tie)] if row.tie else [rdf.thing("place", id) for id in (row.place_a, row.place_b)]
    pairs = [(f"<{RDF}type>", f"<{ids.ONT}Finding>"), (f"<{ids.ONT}findingKind>", rdf.concept("finding-kind", kind))]
    pairs += [(f"<{ids.ONT}about>", thing) for thing in about]
    pairs += [(f"<{RDFS}seeAlso>", rdf.iri(page(item))) for item in (row.item_a, row.item_b) if item]
    for lang in LANGUAGES:
        a = labels.get(row.place_a, {}).get(lang) or row.place_a or row.item_a
        b = labels.get(row.place_b, {}).get(lang) or row.place_b or row.item_b
        told = translated(text, lang).format(a=a, b=b, date=date, ours=row.ours, theirs=row.theirs)
        pairs.append((f"<{RDFS}comment>", rdf.text(told, lang)))
    return rdf.block(subject, rdf.graph(GRAPH), pairs)
