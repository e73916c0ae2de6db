"""The usual idiom of ``kg check``: pyshacl with the project's own shapes."""

import sys
from pathlib import Path

import pyshacl
import rdflib

data = rdflib.Graph()
dataset = rdflib.Dataset(default_union=True)
with Path(sys.argv[1]).open("rb") as stream:
    dataset.parse(stream, format="nquads")
for triple in dataset.triples((None, None, None)):
    data.add(triple)
shapes = rdflib.Graph()
for path in sys.argv[2:]:
    shapes.parse(path)
conforms, _, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=True)
print(conforms)
