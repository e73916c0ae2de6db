"""The usual idiom of ``kg check``: pyshacl with the project's own shapes.

Its constraints in SPARQL are left out, since pyshacl runs them once a node and does not come to an
end at this size: a head start for the peer.
"""

import sys
from pathlib import Path

import pyshacl
import rdflib

SPARQL = rdflib.URIRef("http://www.w3.org/ns/shacl#sparql")

dataset = rdflib.Dataset(default_union=True)
with Path(sys.argv[1]).open("rb") as stream:
    dataset.parse(stream, format="nquads")
data = rdflib.Graph()
for triple in dataset.triples((None, None, None)):
    data.add(triple)
shapes = rdflib.Graph()
for path in sys.argv[2:]:
    shapes.parse(path)
shapes.remove((None, SPARQL, None))
conforms, _, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
print(conforms)
