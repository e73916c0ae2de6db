"""The triples of an answer as a networkx graph."""

from __future__ import annotations

from collections import defaultdict

import networkx as nx
from pyoxigraph import Literal

from kg.ask.results import Graph, Value, plain
from kg.dossier.facts import RDF_TYPE, short_language


def network_graph(graph: Graph) -> nx.MultiDiGraph[str]:
    """A directed multigraph: things are nodes, links between things are edges keyed by their property.

    Texts and numbers are attributes of their node under the last part of the property, a label under
    ``label_ru``, ``label_en`` and ``label_zh``; the classes of a thing are its attribute ``type``.
    Several values of one attribute are one text with ``; `` between, so that GraphML and GEXF can hold
    them. Nodes and edges stand in the order of their IRIs.

    >>> from pyoxigraph import NamedNode, Triple
    >>> a, b, to = (NamedNode(f"http://e.org/{name}") for name in ("a", "b", "to"))
    >>> made = network_graph(Graph.of([Triple(a, to, b), Triple(a, to, Literal(5))]))
    >>> list(made.edges(keys=True))
    [('http://e.org/a', 'http://e.org/b', 'to')]
    >>> made.nodes["http://e.org/a"]
    {'to': 5}
    """
    attributes: dict[str, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    edges = []
    for triple in graph.triples:
        subject, predicate = str(plain(triple.subject)), triple.predicate.value
        name = local_name(predicate)
        if isinstance(triple.object, Literal):
            language = short_language(triple.object.language)
            attributes[subject][f"{name}_{language}" if language else name].append(plain(triple.object))
        elif predicate == RDF_TYPE:
            attributes[subject]["type"].append(local_name(str(plain(triple.object))))
        else:
            edges.append((subject, str(plain(triple.object)), name, predicate))
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    made.add_nodes_from(sorted({*attributes, *(end for edge in edges for end in edge[:2])}))
    for subject, stated in attributes.items():
        made.nodes[subject].update({name: _joined(values) for name, values in sorted(stated.items())})
    for source, target, name, predicate in sorted(edges):
        is_taken = made.has_edge(source, target, key=name)  # by a property of another namespace
        made.add_edge(source, target, key=predicate if is_taken else name, property=predicate)
    return made


def local_name(iri: str) -> str:
    """The part of an IRI after its last ``#``, ``/`` or ``:``.

    >>> local_name("https://w3id.org/interregional-ties/ont#sisterOf")
    'sisterOf'
    """
    return iri[max(iri.rfind(sign) for sign in "#/:") + 1 :]


def _joined(values: list[Value]) -> Value:
    return values[0] if len(values) == 1 else "; ".join(sorted(str(value) for value in values))
