"""What the W3C's tests of the SPARQL 1.1 protocol ask, as a table of our own over the small world.

Where they ask three graphs that hold one thing each, these ask three graphs of the world and a thing that only that
one holds. What they change must be refused here: the server is read only.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, urlencode

from kg.base import ids

FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
TIES, MAKEEVA, INDICATORS = (f"{ids.BASE}graph/{name}" for name in ("ties", "makeeva", "indicators"))
ATTESTED = f"<{ids.ID}attestation/a003> a ?attested ."
EXPERT = f"<{ids.ID}expert/reznichenko> a ?expert ."
OBSERVED = f"<{ids.ID}observation/ru-khabarovsk.unemployment-rate.2021.census> a ?observed ."
BOTH, APART = f"ASK {{ {ATTESTED} {EXPERT} }}", f"ASK {{ GRAPH ?g {{ {ATTESTED} }} GRAPH ?h {{ {EXPERT} }} }}"
FULL = f"ASK {{ {OBSERVED} GRAPH ?g {{ {ATTESTED} }} GRAPH ?h {{ {EXPERT} }} }}"
RESULTS = frozenset({"application/sparql-results+json", "application/sparql-results+xml"})
TABLES = RESULTS | {"text/csv", "text/tab-separated-values"}
GRAPHS = frozenset({"text/turtle", "application/n-triples", "application/rdf+xml"})

Fields = tuple[tuple[str, str], ...]


class Asked(NamedTuple):
    """A request of a test, and what must come: a class of status, and yes or no, or one of some media types."""

    name: str
    fields: Fields = ()
    kind: str = ""
    body: str | bytes = ""
    status: int = 2
    truth: bool | None = None
    types: frozenset[str] = frozenset()
    method: str = ""

    @property
    def target(self) -> str:
        """The address, with its fields."""
        return f"/sparql/?{urlencode(self.fields)}"

    @property
    def verb(self) -> str:
        """GET where there is no body."""
        return self.method or ("POST" if self.body else "GET")


def default(*graphs: str) -> Fields:
    """Default graphs of a request."""
    return tuple(("default-graph-uri", graph) for graph in graphs)


def named(*graphs: str) -> Fields:
    """Named graphs of a request."""
    return tuple(("named-graph-uri", graph) for graph in graphs)


def get(text: str, *fields: tuple[str, str]) -> Fields:
    """The fields of a query by GET."""
    return (("query", text), *fields)


_ANY = default("http://example.org/none")
_UPDATE = "INSERT DATA { <http://example.org/s> <http://example.org/p> 1 }"
QUERIES = (
    Asked("query_post_form", _ANY, FORM, "query=ASK%20%7B%7D", truth=True),
    Asked("query_dataset_default_graphs_get", get(BOTH, *default(TIES, MAKEEVA)), truth=True),
    Asked("query_dataset_default_graphs_post", default(TIES, MAKEEVA), DIRECT, BOTH, truth=True),
    Asked("query_dataset_named_graphs_post", named(TIES, MAKEEVA), DIRECT, APART, truth=True),
    Asked("query_dataset_named_graphs_get", get(APART, *named(TIES, MAKEEVA)), truth=True),
    Asked("query_dataset_full", (*default(INDICATORS), *named(TIES, MAKEEVA)), DIRECT, FULL, truth=True),
    Asked(
        "query_multiple_dataset", named(TIES, MAKEEVA), DIRECT, APART.replace("{", f"FROM <{INDICATORS}> {{", 1),
        truth=True,
    ),
    Asked("query_get", get("ASK {}", *_ANY), truth=True),
    Asked("query_content_type_select", _ANY, DIRECT, "SELECT (1 AS ?value) {}", types=TABLES),
    Asked("query_content_type_ask", _ANY, DIRECT, "ASK {}", types=RESULTS),
    Asked("query_content_type_describe", _ANY, DIRECT, "DESCRIBE <http://example.org/>", types=GRAPHS),
    Asked("query_content_type_construct", _ANY, DIRECT, "CONSTRUCT { <s> <p> 1 } WHERE {}", types=GRAPHS),
    Asked("query_post_direct", (), DIRECT, "ASK {}", truth=True),
    # What those tests do not ask: that a dataset leaves the other graphs out.
    Asked("one default graph", get(BOTH, *default(TIES)), truth=False),
    Asked("one named graph", get(APART, *named(TIES)), truth=False),
    Asked("named graphs are no default graph", get(BOTH, *named(TIES, MAKEEVA)), truth=False),
    Asked("default graphs are no named graphs", get(APART, *default(TIES, MAKEEVA)), truth=False),
    Asked("the dataset in the form", (), FORM, urlencode(get(BOTH, *default(TIES))), truth=False),
    Asked("FROM NAMED gives way", default(TIES), DIRECT, APART.replace("{", f"FROM NAMED <{TIES}> {{", 1), truth=False),
    Asked("no dataset is all graphs", get(f"ASK {{ {ATTESTED} {EXPERT} GRAPH ?g {{ {EXPERT} }} }}"), truth=True),
)  # fmt: skip
REFUSED = (
    Asked("bad_query_method", get("ASK {}", *_ANY), FORM, "query=ASK%20%7B%7D", 4, method="PUT"),
    Asked("bad_multiple_queries", (("query", "ASK {}"), ("query", "SELECT * {}")), status=4),
    Asked("bad_query_wrong_media_type", (), "text/plain", "ASK {}", 4),
    Asked("bad_query_missing_form_type", (), "", "query=ASK%20%7B%7D", 4),
    Asked("bad_query_missing_direct_type", (), "", "ASK {}", 4),
    Asked("bad_query_non_utf8", (), f"{DIRECT}; charset=UTF-16", "ASK {}".encode("utf-16"), 4),
    Asked("bad_query_syntax", get("ASK {"), status=4),
    Asked("bad_update_get", (("update", "CLEAR ALL"),), status=4),
    Asked("bad_multiple_updates", (), FORM, "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", 4),
    Asked("bad_update_wrong_media_type", (), "text/plain", "CLEAR NAMED", 4),
    Asked("bad_update_missing_form_type", (), "", "update=CLEAR%20NAMED", 4),
    Asked("bad_update_non_utf8", (), f"{UPDATE}; charset=UTF-16", "CLEAR NAMED".encode("utf-16"), 4),
    Asked("bad_update_syntax", (), FORM, "update=CLEAR%20XYZ", 4),
    Asked("bad_update_dataset_conflict", (("using-named-graph-uri", TIES),), UPDATE, f"WITH <{TIES}> {_UPDATE}", 4),
    # What those tests have done, and is refused here.
    *(
        Asked(f"update_{name}", fields, UPDATE, _UPDATE, 4)
        for name, fields in {
            "dataset_default_graph": (("using-graph-uri", TIES),),
            "dataset_default_graphs": (("using-graph-uri", TIES), ("using-graph-uri", MAKEEVA)),
            "dataset_named_graphs": (("using-named-graph-uri", TIES), ("using-named-graph-uri", MAKEEVA)),
            "dataset_full": (("using-graph-uri", TIES), ("using-named-graph-uri", MAKEEVA)),
            "post_direct": (),
            "base_uri": (),
        }.items()
    ),
    Asked("update_post_form", (), FORM, "update=CLEAR+ALL", 4),
    # And what hides as a query, or is none.
    Asked("an update as a query", get("CLEAR ALL"), status=4),
    Asked("a load as a query", get("LOAD <http://127.0.0.1:9/x>"), status=4),
    Asked("another server", get("ASK { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }"), status=4),
    Asked("another server, escaped", get(r"ASK { SERV\u0049CE <http://127.0.0.1:9/x> { ?s ?p ?o } }"), status=4),
    Asked("another server, with a remark", get("ASK { SERVICE # { \n SILENT <http://127.0.0.1:9/> {} }"), status=4),
    Asked("a graph that is no IRI", get("ASK {}", ("default-graph-uri", "a b")), status=4),
    Asked("no query in a form", (), FORM, "a=b", 4),
    Asked("an empty query", get(""), status=4),
    Asked("bytes that are no text", (), DIRECT, b"ASK { ?s ?p '\xff' }", 4),
    Asked("bytes that are no text, in a form", (), FORM, "query=ASK%20%7B%7D%FF", 4),
)
REMARK = quote("ASK { ?s ?p ?o # SERVICE <http://127.0.0.1:9/x> {}\n }")  # which is fine
