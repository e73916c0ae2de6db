"""Names that somebody wrote into the data become no markup in what the reconciliation service shows."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store
from starlette.testclient import TestClient

from kg.ask.asked_graph import AskedGraph, StoredGraph
from kg.base import ids
from kg.base.namespaces import RDF, RDFS
from kg.schema.terms import TIE
from kg.serve.application import application
from kg.serve.edition import Edition
from kg.serve.pool import Pool
from kg.serve.service import Service
from kg.serve.settings import Settings

HOSTILE = '"><script>alert(1)</script>{{ 7 * 7 }}'
PLACE = ids.thing("place", "cn-hostile")


class _InMemory(Edition):
    """An edition of a graph that no file holds."""

    def __init__(self, store: Store) -> None:
        super().__init__(Path("nowhere"), "1")
        self.graph = cast("AskedGraph", StoredGraph(store))


@pytest.fixture(scope="module")
def client() -> TestClient:
    """A server of one place with a hostile name."""
    node = NamedNode(PLACE)
    store = Store()
    store.extend(
        [
            Quad(node, NamedNode(RDF + "type"), NamedNode(TIE.Place)),
            Quad(node, NamedNode(RDFS + "label"), Literal(HOSTILE, language="en")),
            Quad(node, NamedNode(TIE.wikidata), NamedNode(f"{ids.WIKIDATA}Q1")),
        ]
    )
    settings = Settings()
    return TestClient(application(Service(settings, _InMemory(store), Pool(settings))))


def test_a_hostile_name_stays_text(client: TestClient) -> None:
    page = client.get("/reconcile/preview", params={"id": "id/place/cn-hostile"})
    piece = client.get("/reconcile/suggest/entity/flyout", params={"id": "id/place/cn-hostile"}).json()["html"]
    refused = client.get("/reconcile/preview", params={"id": HOSTILE}, headers={"Accept": "text/html"})
    assert (page.status_code, refused.status_code) == (200, 404)
    for text in (page.text, piece, refused.text):
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
        assert "<script" not in text
        assert "49" not in text
