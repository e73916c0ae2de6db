"""Servers for the tests of this folder, started once and loaded by the push command with the small world."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.ask.endpoint import Endpoint
from kg.cli.push import push
from kg.cli.remote import PASSWORD
from kg.graph.build import build
from tests.ask.worlds import WORLD
from tests.engines.misbehaving import Misbehaving, misbehaving
from tests.engines.servers import Server, oxigraph, oxigraph_program, virtuoso, virtuoso_program

REMOTE = ("oxigraph", "virtuoso")


@pytest.fixture(scope="session")
def world_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built small world, with the measures that no table holds."""
    path = build([WORLD], tmp_path_factory.mktemp("world") / "world.nq").path
    with path.open("ab") as out:
        out.write((WORLD / "measures.nq").read_bytes())
    return path


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An empty Oxigraph server."""
    program = oxigraph_program()
    if program is None:
        pytest.skip("missing component: the server of the package oxigraph")
    with oxigraph(program, tmp_path_factory.mktemp("oxigraph")) as server:
        yield server


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An empty Virtuoso."""
    program = virtuoso_program()
    if program is None:
        pytest.skip("missing component: virtuoso-t of Debian's virtuoso-opensource-7")
    with virtuoso(program, tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


@pytest.fixture(params=REMOTE)
def server(request: pytest.FixtureRequest) -> Server:
    """Each server in turn, with whatever the tests before have left in it."""
    found: Server = request.getfixturevalue(f"{request.param}_server")
    return found


@pytest.fixture(scope="session")
def pushed(world_file: Path) -> dict[str, Endpoint]:
    """Endpoints by server, filled as the servers come to hold the small world."""
    return {}


@pytest.fixture
def loaded(server: Server, world_file: Path, pushed: dict[str, Endpoint]) -> Endpoint:
    """Each server in turn, holding the small world."""
    if server.name not in pushed:
        words = ["--endpoint", server.query, "--graph", str(world_file), "--prune"]
        push_with(server, words)
        pushed[server.name] = Endpoint(server.query)
    return pushed[server.name]


def push_with(server: Server, words: list[str]) -> str:
    """What ``kg push`` prints when it is called with these words, with the server's credentials."""
    env = {}
    if server.credentials is not None:
        words = [*words, "--user", server.credentials.user]
        env[PASSWORD] = server.credentials.password
    done = CliRunner(env=env).invoke(push, words, catch_exceptions=False, standalone_mode=False)
    return done.output


@pytest.fixture(scope="session")
def bad() -> Iterator[Misbehaving]:
    """The server that misbehaves."""
    with misbehaving() as server:
        yield server
