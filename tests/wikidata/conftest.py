"""The slice behind a real Oxigraph server on loopback, and clients that ask it without waiting."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.ask.endpoint import Endpoint
from kg.ask.remote.settings import Limits, Patience
from kg.base.resources import sources_dir
from kg.gather.corpus import Corpus, gather, sound
from kg.wikidata.client import Cache, Client, Pace
from kg.wikidata.links import Judged, Links, judged
from tests.engines.servers import oxigraph, oxigraph_program
from tests.wikidata.memory import Memory
from tests.wikidata.misbehaving import running
from tests.wikidata.slice import Slice, load
from tests.wikidata.wikibase import Wikibase, is_missing

DATE = "2026-01-31"
QUICK = Limits(connect=5.0, silence=20.0, total=60.0)
NO_PAUSE = Pace(pause=0.0)

MakeClient = Callable[[], Client]


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return sound(gather([sources_dir()]))


@pytest.fixture(scope="session")
def known(corpus: Corpus) -> Judged:
    return judged(corpus, Links(Path("nowhere")))


@pytest.fixture(scope="session")
def wikidata(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the slice's endpoint."""
    program = oxigraph_program()
    if program is None:
        pytest.skip("missing component: the oxigraph server")
    folder = tmp_path_factory.mktemp("wikidata")
    load(folder, Slice().build())
    workers = tmp_path_factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    kept = workers / "answers-of-the-slice"
    kept.mkdir(exist_ok=True)
    with oxigraph(program, folder, stored=True) as server, running(Memory(server.query, kept)) as memory:
        yield memory.url


@pytest.fixture(scope="session")
def ask(wikidata: str) -> Endpoint:
    return Endpoint(wikidata, limits=QUICK, patience=Patience(random.Random(1), sleep=lambda seconds: None))


@pytest.fixture(scope="session")
def make_client(ask: Endpoint, tmp_path_factory: pytest.TempPathFactory) -> MakeClient:
    """Clients with a fresh cache each."""
    return lambda: Client(ask, Cache(tmp_path_factory.mktemp("answers"), DATE), pace=NO_PAUSE)


@pytest.fixture
def wikibase() -> Iterator[Wikibase]:
    if is_missing():
        pytest.skip("missing component: wikibase-edit, which scripts/test.py installs with npm")
    with running(Wikibase()) as server:
        yield server


@pytest.fixture
def client(make_client: MakeClient) -> Client:
    return make_client()
