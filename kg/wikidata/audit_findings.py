"""What an audit found, as RDF: a tie:DataIssue for every difference, in three languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from kg.ask.results import Graph
from kg.base import ids
from kg.base.languages import LANGUAGES, N_, TAGS, translated
from kg.base.namespaces import RDF, RDFS
from kg.schema.terms import TIE
from kg.wikidata.audit import HERE, NO_ITEM, ONLY_HERE, ONLY_THERE, THERE, Row
from kg.wikidata.items import page

# Difference → the kind of finding and its text.
_DIFFERENCES = {
    ONLY_HERE: ("gap", N_("Wikidata has no P190 statement on the tie of {a} and {b} on {date}.")),
    ONLY_THERE: (
        "gap",
        N_("Wikidata has a P190 statement on {a} and {b} on {date}; no source here calls them sisters."),
    ),
    NO_ITEM: ("gap", N_("The tie of {a} and {b} cannot be compared with Wikidata: a party has no judged item.")),
    "date": ("conflict", N_("Wikidata dates the tie of {a} and {b} to {theirs} on {date}; here it is {ours}.")),
    HERE: ("conflict", N_("The tie of {a} and {b} is over; on {date} Wikidata gives no end of it.")),
    THERE: ("conflict", N_("On {date} Wikidata gives an end of the tie of {a} and {b}; here it is not over.")),
    "deprecated": (
        "conflict",
        N_("On {date} Wikidata has a P190 statement on {a} and {b} with the rank deprecated."),
    ),
    "one-way": ("gap", N_("On {date} the P190 statement on {a} and {b} stands on one of the two items only.")),
}

Labels = Mapping[str, Mapping[str, str]]


def findings(rows: Iterable[Row], labels: Labels, date: str) -> Graph:
    """All differences, each a finding.

    ``labels`` gives the names of a place by language; ``date`` is the day of Wikidata's answers.
    """
    return Graph.of(triple for row in rows for triple in _triples(row, labels, date))


def _triples(row: Row, labels: Labels, date: str) -> Iterator[Triple]:
    about = [("tie", row.tie)] if row.tie else [("place", id) for id in (row.place_a, row.place_b) if id]
    flags = {"date": row.date_conflict, "one-way": row.one_way, row.over: row.over, "deprecated": row.deprecated}
    for what in (row.state, *(what for what, is_so in flags.items() if is_so)):
        if what not in _DIFFERENCES:
            continue
        kind, text = _DIFFERENCES[what]
        digest = ids.digest(what, date, row.tie, row.item_a, row.item_b)
        subject = NamedNode(ids.thing("finding", f"wikidata.{digest}"))
        pairs = [(f"{RDF}type", TIE.DataIssue), (f"{ids.ONT}findingKind", ids.concept("finding-kind", kind))]
        pairs += [(f"{ids.ONT}about", ids.thing(*thing)) for thing in about]
        pairs += [(f"{RDFS}seeAlso", page(item)) for item in (row.item_a, row.item_b) if item]
        for predicate, value in pairs:
            yield Triple(subject, NamedNode(predicate), NamedNode(value))
        for lang in LANGUAGES:
            a = labels.get(row.place_a, {}).get(lang) or row.place_a or row.item_a
            b = labels.get(row.place_b, {}).get(lang) or row.place_b or row.item_b
            told = translated(text, lang).format(a=a, b=b, date=date, ours=row.ours, theirs=row.theirs)
            yield Triple(subject, NamedNode(f"{RDFS}comment"), Literal(told, language=TAGS.get(lang, lang)))
