"""The usual idiom of building: rdflib terms added one triple at a time, then N-Triples.

It reads the file that ``kg build`` made and adds each triple, without any of the checks, reading
of tables or adding up that ``kg build`` does: a head start for the peer.
"""

import sys

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef

graph = Graph()
for quad in ox.parse(path=sys.argv[1], format=ox.RdfFormat.N_QUADS):
    value = quad.object
    if isinstance(value, ox.Literal):
        kind = None if value.language else URIRef(value.datatype.value)
        term: URIRef | Literal = Literal(value.value, lang=value.language, datatype=kind)
    else:
        term = URIRef(value.value)  # type: ignore[union-attr]
    graph.add((URIRef(quad.subject.value), URIRef(quad.predicate.value), term))  # type: ignore[union-attr]
graph.serialize(sys.argv[2], format="nt", encoding="utf-8")
print(len(graph))
