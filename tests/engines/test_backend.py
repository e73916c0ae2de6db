"""The same front before another engine: the answers of the embedded store, and the gate before the engine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from kg.ask.catalog import Catalog
from tests.engines.conftest import REMOTE, push_with
from tests.engines.servers import Server
from tests.serve.conftest import Served, running

QUESTIONS = ("hubs", "partners-of-place", "are-sisters", "sources-of-place", "ties-by-year", "tie-as-graph")


@pytest.fixture(scope="module", params=REMOTE)
def fronted(
    request: pytest.FixtureRequest, world_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The server before each engine, which holds the small world."""
    engine: Server = request.getfixturevalue(f"{request.param}_server")
    push_with(engine, ["--endpoint", engine.query, "--graph", str(world_file), "--prune"])
    with running(tmp_path_factory.mktemp(request.param), "--backend", engine.query) as server:
        yield server


@pytest.fixture(scope="module")
def embedded(world_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server of the same world in the embedded store."""
    with running(tmp_path_factory.mktemp("embedded"), "--graph", str(world_file)) as server:
        yield server


def rows(server: Served, text: str, kind: str) -> Any:
    """The answer of a server to a query, in a form that can be compared."""
    told = server.client.post("/sparql", data={"query": text}, headers={"Accept": kind})
    assert told.status_code == 200, told.text
    assert told.headers["content-type"].partition(";")[0] == kind
    return sorted(told.text.splitlines()) if kind != "application/sparql-results+json" else told.json()


@pytest.mark.parametrize("name", QUESTIONS)
def test_answers_equal_those_of_the_embedded_store(fronted: Served, embedded: Served, name: str) -> None:
    question = Catalog().find(name)
    kinds = ["application/n-triples"] if question.form == "CONSTRUCT" else ["application/sparql-results+json"]
    kinds += ["text/csv", "text/tab-separated-values"] if question.form == "SELECT" else []
    for kind in kinds:
        assert rows(fronted, question.text, kind) == rows(embedded, question.text, kind)


def test_the_gate_stands_before_the_engine_too(fronted: Served) -> None:
    for text, word in (
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("DROP ALL", "DROP is refused"),
        ("SELECT * {" + "{" * 200, "brackets"),
    ):
        told = fronted.client.post("/sparql", data={"query": text})
        assert told.status_code == 400
        assert word in told.text or "{{{" in text
    assert fronted.client.post("/sparql", data={"query": "SELECT * { ?s ?p }"}).status_code == 400
    graph = "https://w3id.org/interregional-ties/graph/no-such"
    text = "ASK { ?s ?p ?o }"
    told = fronted.client.get("/sparql", params={"query": text, "default-graph-uri": graph}).json()
    assert told["boolean"] is False


def test_names_are_known_behind_an_engine(fronted: Served) -> None:
    form = {"queries": json.dumps({"q0": {"query": "Хабаровск"}})}
    found = fronted.client.post("/reconcile", data=form).json()["q0"]["result"]
    assert (found[0]["id"], found[0]["match"]) == ("id/place/ru-khabarovsk", True)
    assert fronted.client.get("/health").json()["status"] == "ok"


class _Strange(BaseHTTPRequestHandler):
    """An engine that sends who asks it elsewhere, says too much or nothing, by what is asked."""

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if "elsewhere" in asked:
            self.send_response(307)
            self.send_header("Location", "http://192.0.2.1/sparql")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.end_headers()
        row = b'{"x":{"type":"literal","value":"' + b"a" * 1000 + b'"}}'
        self.wfile.write(b'{"head":{"vars":["x"]},"results":{"bindings":[')
        if "rows" in asked:
            self.wfile.write(b",".join([row] * 30) + b"]}}")
        elif "broken" in asked:
            self.wfile.write(b"]")

    def log_message(self, *_args: object) -> None:
        """Nothing is written down."""


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server before an engine that misbehaves."""
    engine = ThreadingHTTPServer(("127.0.0.1", 0), _Strange)
    Thread(target=engine.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{engine.server_port}/sparql"
    with running(Path(tmp_path_factory.mktemp("strange")), "--backend", url, "--max-rows", "20") as server:
        yield server
    engine.shutdown()
    engine.server_close()


@pytest.mark.parametrize(
    ("name", "status", "word"),
    [("elsewhere", 503, "cannot be asked"), ("broken", 503, "cannot be asked"), ("rows", 413, "20 rows")],
)
def test_a_fault_of_the_engine_is_told_without_its_address(strange: Served, name: str, status: int, word: str) -> None:
    told = strange.client.get("/sparql", params={"query": f"SELECT ?x {{ ?x ?p '{name}' }}"})
    assert (told.status_code, word in told.text) == (status, True)
    assert "127.0.0.1" not in told.text
    assert "192.0.2.1" not in told.text
