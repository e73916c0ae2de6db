"""The application over a graph of a test, without a socket."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.testclient import TestClient

from kg.graph.store import make_store
from kg.serve.application import application
from kg.serve.edition import Edition
from kg.serve.pool import Pool
from kg.serve.service import Service
from kg.serve.settings import Settings


@contextmanager
def client_of(graph: Path, settings: Settings) -> Iterator[TestClient]:
    """A client of the application; redirections are not followed."""
    store = graph.with_suffix(f".{len(list(graph.parent.iterdir()))}")
    make_store(graph, store)
    service = Service(settings._replace(workers=1), Edition.of(store), Pool(settings._replace(workers=1)))
    with TestClient(application(service), follow_redirects=False) as client:
        yield client
        assert client.portal is not None
        client.portal.call(service.pool.close)
