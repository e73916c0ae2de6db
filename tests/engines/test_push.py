"""A push replaces the project's graphs, and nothing else, on real servers."""

from __future__ import annotations

import urllib.request
from pathlib import Path
from urllib.parse import urlencode

import pytest

from kg.ask.endpoint import Endpoint
from kg.ask.publish import CountsDiffer, NoUnion, counts, own_graphs, publish
from kg.ask.remote.faults import EndpointError
from kg.ask.remote.http import Wire
from kg.ask.remote.settings import Credentials, Limits, Patience, checked_address
from kg.ask.remote.writers import GraphStore, Updates
from kg.base import ids
from kg.base.errors import KgError
from kg.cli.push import push
from kg.graph.shards import write_shards
from tests.engines.conftest import push_with
from tests.engines.misbehaving import Misbehaving
from tests.engines.servers import Server, oxigraph, oxigraph_program

ONE, TWO = f"{ids.GRAPH}one", f"{ids.GRAPH}two"
A, B, P = f"<{ids.ID}place/a>", f"<{ids.ID}place/b>", "<http://e.org/p>"
SMALL = "".join(
    f"{subject} {P} {value} <{graph}> .\n"
    for subject, value, graph in (
        (A, r'"\u0411 \"x\" \\ } #"@zh-Hans', ONE),
        (A, '"哈尔滨"', ONE),
        (A, "<http://e.org/o>", TWO),
        (B, '"0.50"^^<http://www.w3.org/2001/XMLSchema#decimal>', ONE),
    )
)
ALL = "SELECT ?s ?o WHERE { GRAPH <https://w3id.org/interregional-ties/graph/one> { ?s ?p ?o } } ORDER BY STR(?o)"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.nq"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _clean(request: pytest.FixtureRequest) -> None:
    """The servers are shared; what these tests push is removed before the next one looks."""
    if "server" in request.fixturenames:
        found: Server = request.getfixturevalue("server")
        pushed = request.getfixturevalue("pushed")
        pushed.pop(found.name, None)


@pytest.mark.parametrize("via", ["gsp", "update"])
def test_a_push_may_be_repeated_in_either_way(server: Server, small: Path, via: str) -> None:
    for _ in range(2):
        done = publish(small, server.query, via=via, credentials=server.credentials, batch=1)
        assert done.sent == ((ONE, 3), (TWO, 1))
    found = Endpoint(server.query).select(ALL).rows
    assert [value for _, value in found] == [0.5, 'Б "x" \\ } #', "哈尔滨"]


def test_a_graph_that_is_too_large_for_one_request_goes_in_pieces(
    server: Server, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.ask.publish.PIECE", 1)
    for _ in range(2):
        assert publish(small, server.query, credentials=server.credentials).sent == ((ONE, 3), (TWO, 1))


def test_a_push_of_shards_side_by_side_is_the_push_of_the_file(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.ask.publish.PIECE", 4096)
    path = tmp_path / "many.nq"
    lines = [f'{A} {P} "{n:04}" <{ONE if n % 3 else TWO}> .\n' for n in range(600)]
    path.write_text("".join(lines), encoding="utf-8")
    write_shards(path, tmp_path / "shards", 5)
    said = push_with(server, ["--endpoint", server.query, "--shards", str(tmp_path / "shards")])
    assert f"graph,triples\n{ONE},400\n{TWO},200\n" in said
    of_shards = Endpoint(server.query).select(ALL).rows
    publish(path, server.query, credentials=server.credentials)
    assert of_shards == Endpoint(server.query).select(ALL).rows


def test_shards_and_a_graph_are_not_sent_at_once(bad: Misbehaving, small: Path, tmp_path: Path) -> None:
    with pytest.raises(KgError, match="give one of them"):
        push.main(["--endpoint", bad.base, "--shards", str(tmp_path), "--graph", str(small)], standalone_mode=False)


@pytest.mark.parametrize("via", ["gsp", "update"])
def test_a_push_replaces_what_was_there(server: Server, small: Path, via: str) -> None:
    publish(small, server.query, via=via, credentials=server.credentials)
    small.write_text(SMALL.splitlines(keepends=True)[0], encoding="utf-8")
    done = publish(small, server.query, via=via, credentials=server.credentials)
    assert done.sent == ((ONE, 1),)
    assert TWO in done.stale
    done = publish(small, server.query, via=via, credentials=server.credentials, prune=True)
    assert TWO in done.stale
    assert own_graphs(Endpoint(server.query)) == {ONE}


def test_a_server_whose_questions_do_not_find_what_was_sent_is_a_finding(small: Path, tmp_path: Path) -> None:
    program = oxigraph_program()
    if program is None:
        pytest.skip("missing component: the server of the package oxigraph")
    with (
        oxigraph(program, tmp_path, union=False) as alone,
        pytest.raises(NoUnion, match=r"questions find nothing.* – start Oxigraph with --union-default-graph") as caught,
    ):
        publish(small, alone.query)
    assert caught.value.exit_code == 1


def test_graphs_of_others_stay_as_they_are(server: Server, small: Path) -> None:
    foreign = "http://e.org/graph/theirs"
    _update(server, f"INSERT DATA {{ GRAPH <{foreign}> {{ <http://e.org/s> <http://e.org/p> 1 }} }}")
    publish(small, server.query, credentials=server.credentials, prune=True)
    assert counts(Endpoint(server.query), [foreign]) == {foreign: 1}


def test_the_command_lists_graphs_with_the_counts_of_the_server(server: Server, small: Path) -> None:
    said = push_with(server, ["--endpoint", server.query, "--graph", str(small), "--via", "update"])
    assert f"graph,triples\n{ONE},3\n{TWO},1\n" in said


def test_a_wrong_password_is_found_before_anything_is_sent(virtuoso_server: Server, small: Path) -> None:
    before = own_graphs(Endpoint(virtuoso_server.query))
    for via in ("gsp", "update"):
        with pytest.raises(EndpointError, match="asks for a name and a password") as caught:
            publish(small, virtuoso_server.query, via=via, credentials=Credentials("dba", "wrong"))
        assert caught.value.status == 401
    with pytest.raises(EndpointError, match="asks for a name and a password"):
        publish(small, virtuoso_server.query)
    assert own_graphs(Endpoint(virtuoso_server.query)) == before


def test_a_server_that_counts_otherwise_is_a_finding(oxigraph_server: Server, small: Path, tmp_path: Path) -> None:
    # Two spellings of one literal in the file are one triple for whoever reads them.
    line = SMALL.splitlines()[1]
    small.write_text(SMALL + line.replace("哈", "\\u54C8") + "\n", encoding="utf-8")
    with pytest.raises(CountsDiffer, match=r"graph/one: 4 sent, 3 there – push again") as caught:
        publish(small, oxigraph_server.query)
    assert caught.value.exit_code == 1


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("not a quad\n", "no line of a built graph"),
        ("<http://e.org/s> <http://e.org/p> <http://e.org/o> .\n", "no line of a built graph"),
        (
            "_:b <http://e.org/p> <http://e.org/o> <https://w3id.org/interregional-ties/graph/x> .\n",
            "no line of a built",
        ),
        ("<http://e.org/s> <http://e.org/p> <http://e.org/o> <http://e.org/graph> .\n", "which is not one of"),
        (
            '<http://e.org/s> <http://e.org/p> "} } ; DROP ALL" # <https://w3id.org/interregional-ties/graph/x> .\n',
            "no line",
        ),
        ("", "is empty"),
    ],
)
def test_a_file_that_is_no_built_graph_is_refused_unsent(
    bad: Misbehaving, tmp_path: Path, line: str, message: str
) -> None:
    path = tmp_path / "bad.nq"
    path.write_text(line, encoding="utf-8")
    asked = len(bad.seen)
    with pytest.raises(KgError, match=message):
        publish(path, f"{bad.base}/good", write=f"{bad.base}/good")
    assert len(bad.seen) == asked


def test_a_writer_refuses_graphs_that_are_not_the_projects_own() -> None:
    from random import Random

    for make in (GraphStore, Updates):
        writer = make(Wire("http://localhost:1/", Limits(), None, "", Patience(Random(0))))
        for graph in ("http://e.org/graph", f"{ids.GRAPH}x> {{}} }} ; DROP ALL #", ids.GRAPH):
            with pytest.raises(KgError, match="stays as it is"):
                writer.remove(graph)


@pytest.mark.parametrize(
    "url", ["ftp://e.org/", "http://", "http://a b/", "http://e.org:port/", "e.org/sparql", "http://e.org/\n"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(KgError, match="is no address of an endpoint"):
        checked_address(url)


def test_a_password_in_an_address_is_refused_and_not_shown() -> None:
    with pytest.raises(KgError, match="may not hold a password") as caught:
        checked_address("http://dba:secret@e.org/")
    assert "secret" not in str(caught.value)


def _update(server: Server, text: str) -> None:
    """Change a server by other means than those under test."""
    request = urllib.request.Request(server.update, urlencode({"update": text}).encode())
    handlers: list[urllib.request.BaseHandler] = [urllib.request.ProxyHandler({})]
    if server.credentials is not None:
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, server.update, *server.credentials)
        handlers.append(urllib.request.HTTPDigestAuthHandler(passwords))
    with urllib.request.build_opener(*handlers).open(request, timeout=30) as response:
        response.read()
