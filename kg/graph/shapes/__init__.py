"""SHACL at the speed of the store: shapes files are compiled to SPARQL and asked of the whole graph.

>>> from pyoxigraph import RdfFormat, Store
>>> store = Store()
>>> store.load(
...     input='''
...     PREFIX tie: <https://w3id.org/interregional-ties/ont#>
...     <http://e.org/t> a tie:Tie .''',
...     format=RdfFormat.TURTLE,
... )
>>> import tempfile, pathlib
>>> with tempfile.TemporaryDirectory() as folder:
...     file = pathlib.Path(folder, "shapes.ttl")
...     _ = file.write_text('''
...         PREFIX sh: <http://www.w3.org/ns/shacl#>
...         PREFIX tie: <https://w3id.org/interregional-ties/ont#>
...         <http://e.org/TieShape> a sh:NodeShape ; sh:targetClass tie:Tie ;
...             sh:property [ sh:path tie:hasParty ; sh:minCount 2 ] .''')
...     shapes = load_shapes([file])
>>> for violation in validate(store, shapes):
...     print(violation.severity, violation.component, violation.messages["en"])
violation MinCountConstraintComponent there must be at least 2 value(s)
"""

from kg.graph.shapes.model import Shapes
from kg.graph.shapes.report import to_report
from kg.graph.shapes.run import load_shapes, validate
from kg.graph.shapes.turtle import ShapesError

__all__ = ["Shapes", "ShapesError", "load_shapes", "to_report", "validate"]
