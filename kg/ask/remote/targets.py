"""Where servers take graphs, as far as it follows from where they take queries."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.base.errors import KgError

GSP = "gsp"
UPDATE = "update"
WAYS = (GSP, UPDATE)


class Shape(NamedTuple):
    """The addresses of one product: the query address as a pattern, and what stands instead for each way."""

    product: str
    query: re.Pattern[str]
    gsp: str
    update: str


# Sources: the manual of each product. A server behind a proxy may differ; then --write names the address.
SHAPES = (
    Shape("Oxigraph", re.compile(r"/query/?$"), "/store", "/update"),
    Shape("Virtuoso", re.compile(r"(?<!/repositories)/sparql/?$"), "/sparql-graph-crud-auth", "/sparql-auth"),
    Shape("GraphDB", re.compile(r"(/repositories/[^/]+)/?$"), r"\1/rdf-graphs/service", r"\1/statements"),
)


def write_address(query: str, way: str) -> str:
    """The address that takes graphs or updates, beside a query address of a known shape.

    Raises :class:`KgError` for any other address.

    >>> write_address("http://localhost:7878/query", "gsp")
    'http://localhost:7878/store'
    >>> write_address("http://localhost:8890/sparql", "update")
    'http://localhost:8890/sparql-auth'
    >>> write_address("http://localhost:7200/repositories/ties", "gsp")
    'http://localhost:7200/repositories/ties/rdf-graphs/service'
    """
    for shape in SHAPES:
        if shape.query.search(query):
            return shape.query.sub(shape.gsp if way == GSP else shape.update, query)
    raise KgError(f"where {query} takes graphs does not follow from its address", hint="name it with --write")
