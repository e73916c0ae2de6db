"""A push finds where a server of a known kind answers and writes, from its base address, changing nothing."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kg.ask.endpoint import Endpoint
from kg.ask.publish import own_graphs
from kg.ask.remote.faults import EndpointError
from kg.ask.remote.http import Wire
from kg.ask.remote.settings import Limits, Patience
from kg.ask.remote.targets import Addresses, find, query_address
from kg.base.errors import KgError
from tests.engines.conftest import push_with
from tests.engines.misbehaving import Misbehaving
from tests.engines.servers import Server

JSON = "application/sparql-results+json"
YES = (200, JSON, '{"head": {}, "boolean": true}')
THERE = (200, "text/plain", "")
PAGE = (200, "text/html", "<html>Welcome</html>")
REPOSITORIES = json.dumps(
    {"head": {"vars": ["id"]}, "results": {"bindings": [{"id": {"value": name}} for name in ("SYSTEM", "ties")]}}
)
Site = Mapping[str, tuple[int, str, str]]

# Product → what it answers below its base address, the base that is typed, and what is found there.
SITES: dict[str, tuple[Site, str, tuple[str, str, str]]] = {
    "Fuseki": (
        {
            "/": PAGE,
            "/$/datasets": (200, "application/json", '{"datasets": [{"ds.name": "/ties"}]}'),
            "/ties/query": YES,
            "/ties/data": THERE,
        },
        "/",
        ("/ties/query", "/ties/data", "/ties/update"),
    ),
    "Fuseki, the data set named": (
        {"/ties/query": YES, "/ties/data": THERE},
        "/ties",
        ("/ties/query", "/ties/data", "/ties/update"),
    ),
    "Fuseki, its query address": (
        {"/ties/query": YES, "/ties/data": THERE},
        "/ties/query",
        ("/ties/query", "/ties/data", "/ties/update"),
    ),
    "GraphDB": (
        {
            "/": PAGE,
            "/repositories": (200, JSON, REPOSITORIES),
            "/repositories/ties": YES,
            "/repositories/ties/rdf-graphs/service": THERE,
        },
        "/",
        ("/repositories/ties", "/repositories/ties/rdf-graphs/service", "/repositories/ties/statements"),
    ),
    "RDF4J": (
        {
            "/rdf4j-server/repositories": (200, JSON, REPOSITORIES),
            "/rdf4j-server/repositories/ties": YES,
            "/rdf4j-server/repositories/ties/rdf-graphs/service": (405, "text/plain", ""),
        },
        "",
        (
            "/rdf4j-server/repositories/ties",
            "/rdf4j-server/repositories/ties/rdf-graphs/service",
            "/rdf4j-server/repositories/ties/statements",
        ),
    ),
    "Virtuoso, its query address": (
        {"/sparql": YES, "/sparql-graph-crud-auth": (401, "text/plain", "")},
        "/sparql",
        ("/sparql", "/sparql-graph-crud-auth", "/sparql-auth"),
    ),
    "Oxigraph, the address that another server would have": (
        {"/": PAGE, "/query": YES, "/store": THERE},
        "/sparql",
        ("/query", "/store", "/update"),
    ),
    "QLever": ({"": YES, "/": YES}, "", ("", "", "")),
    "Oxigraph behind a proxy, closed to strangers": (
        {"/ox/query": (401, "text/plain", ""), "/ox/store": (401, "text/plain", "")},
        "/ox/",
        ("/ox/query", "/ox/store", "/ox/update"),
    ),
}


@contextmanager
def serving(site: Site) -> Iterator[tuple[str, list[str]]]:
    """A server with these pages and no others: its address, and the methods that it has seen."""
    seen: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.command)
            status, kind, body = site.get(self.path.partition("?")[0], (404, "text/plain", ""))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body.encode())

        do_HEAD = do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815 (names that http.server calls)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (http.server's name)
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def found(url: str) -> Addresses:
    return find(url, lambda address: Wire(address, Limits(connect=2, silence=5, total=5), None, "", Patience()))


@pytest.mark.parametrize("product", SITES)
def test_the_addresses_of_a_known_kind_of_server_are_found_by_harmless_questions(product: str) -> None:
    site, typed, paths = SITES[product]
    with serving(site) as (base, seen):
        addresses = found(base + typed)
    assert addresses[1:] == tuple(base + path for path in paths)
    assert addresses.product.split()[0] in product or "RDF4J" in addresses.product
    assert set(seen) <= {"GET", "HEAD"}


def test_a_server_of_several_data_sets_wants_one_named() -> None:
    listed = json.dumps({"datasets": [{"ds.name": "/one"}, {"ds.name": "/two"}]})
    message = r"holds several data sets – name one of them: \S+/one, \S+/two"
    with (
        serving({"/$/datasets": (200, "application/json", listed)}) as (base, _seen),
        pytest.raises(KgError, match=message),
    ):
        found(base)


def test_a_server_of_no_known_kind_wants_a_second_address() -> None:
    with serving({"/": PAGE}) as (base, _seen), pytest.raises(KgError, match="name it with --write"):
        found(f"{base}/ask-me")


def test_a_query_address_of_a_usual_name_that_nothing_is_known_below_is_kept_for_queries() -> None:
    with serving({"/sparql": YES}) as (base, _seen):
        assert query_address(f"{base}/sparql", Limits()) == f"{base}/sparql"
        with pytest.raises(KgError, match="name it with --write"):
            found(f"{base}/sparql")


def test_a_server_that_is_not_there_is_said_to_be_so() -> None:
    with pytest.raises(EndpointError, match="cannot be reached"):
        found("http://127.0.0.1:9")


@pytest.mark.parametrize("path", ["", "/", "/query", "/store", "/update", "/sparql", "/sparql/"])
def test_any_address_of_a_server_leads_to_where_it_answers(oxigraph_server: Server, path: str) -> None:
    base = oxigraph_server.query.removesuffix("/query")
    # Oxigraph answers queries, and nothing else, at /sparql too.
    answers = f"{base}/sparql" if "sparql" in path else oxigraph_server.query
    assert query_address(base + path, Limits()) == answers
    assert found(base + path)[1:] == (oxigraph_server.query, oxigraph_server.store, oxigraph_server.update)


@pytest.mark.parametrize("path", ["/404", "/silence"])
def test_an_address_that_leads_nowhere_is_given_back_to_be_asked(bad: Misbehaving, path: str) -> None:
    assert query_address(bad.base + path, Limits(silence=0.5, total=0.5)) == bad.base + path


@pytest.mark.parametrize("via", ["gsp", "update"])
def test_a_push_to_the_base_address_says_what_it_found_and_fills_the_store(
    server: Server, world_file: Path, via: str, pushed: dict[str, Endpoint]
) -> None:
    base = server.query.rpartition("/")[0]
    words = ["--endpoint", base, "--graph", str(world_file), "--via", via, "--prune"]
    said = push_with(server, words)
    write = server.store if via == "gsp" else server.update
    assert f"{server.name.title()}: queries at {server.query}, graphs at {write}\n" in said
    sent = [line for line in said.splitlines() if "/graph/" in line and not line.startswith("removed")]
    assert len(own_graphs(Endpoint(server.query))) == len(sent)
    pushed.pop(server.name, None)
