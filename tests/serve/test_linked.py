"""Every IRI of the graph answers at its path: a page for people, RDF for programs, and nothing for what is none."""

from __future__ import annotations

import gzip
import re

import httpx
import pyoxigraph as ox
import pytest

from kg.base import ids
from tests.serve.conftest import Served

FORMS = {
    "ttl": ("text/turtle", ox.RdfFormat.TURTLE),
    "nt": ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    "jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD),
    "rdf": ("application/rdf+xml", ox.RdfFormat.RDF_XML),
}
THINGS = (
    "id/place/ru-khabarovsk", "id/tie/cn-harbin--ru-khabarovsk", "voc/tie-kind", "voc/tie-kind/sister", "graph/ties",
    "ont", "project", "query/network/hubs", "query/prefix/tie",
)  # fmt: skip


def path_of(address: str, location: str) -> str:
    return httpx.URL(f"http://e.org/{address}").join(location).path[1:]


@pytest.mark.parametrize("path", THINGS)
def test_a_thing_leads_to_what_the_client_accepts(served: Served, path: str) -> None:
    stated: set[frozenset[ox.Triple]] = set()
    for form, (media_type, syntax) in FORMS.items():
        found = served.client.get(f"/{path}", headers={"Accept": media_type})
        assert (found.status_code, path_of(path, found.headers["location"])) == (303, f"{path}.{form}")
        document = served.client.get(f"/{path}.{form}")
        assert document.headers["content-type"].startswith(media_type)
        stated.add(frozenset(quad.triple for quad in ox.parse(document.content, format=syntax)))
    assert len(stated) == 1
    assert any(triple.subject == ox.NamedNode(ids.BASE + path) for triple in next(iter(stated)))
    page = served.client.get(f"/{path}", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["vary"][:23]) == (303, "Accept, Accept-Language")
    assert served.client.get(f"/{path_of(path, page.headers['location'])}").status_code == 200


@pytest.mark.parametrize("path", ["id/place/ru-khabarovsk", "voc/tie-kind/sister"])
def test_a_language_that_the_address_asks_for_is_kept(served: Served, path: str) -> None:
    found = served.client.get(f"/{path}?lang=zh", headers={"Accept": "text/html"})
    assert found.headers["location"].endswith(".html?lang=zh")
    assert not served.client.get(f"/{path}", headers={"Accept": "text/html"}).headers["location"].endswith("zh")
    data = served.client.get(f"/{path}?lang=zh", headers={"Accept": "text/turtle"})
    assert data.headers["location"].endswith(".ttl")


def test_every_kind_of_thing_has_an_address(served: Served) -> None:
    asked = f'SELECT DISTINCT ?s {{ ?s ?p ?o FILTER(isIRI(?s) && STRSTARTS(STR(?s), "{ids.BASE}")) }}'
    rows = served.client.get("/sparql", params={"query": asked, "format": "csv"}).text.split()[1:]
    every = {iri.removeprefix(ids.BASE).partition("#")[0] for iri in rows}
    by_kind = {path.rpartition("/")[0]: path for path in sorted(every) if path != "query"}
    assert len(by_kind) > 20
    for path in by_kind.values():
        assert served.client.get(f"/{path}", headers={"Accept": "text/turtle"}).status_code == 303, path


def test_the_page_of_the_ontology_has_a_place_for_each_term(served: Served) -> None:
    page = served.client.get("/ont.html?lang=zh").text
    assert {"Place", "Tie", "sisterOf", "startYear"} <= set(re.findall(r'<div id="(\w+)"', page))
    assert "区域" in page


def test_the_catalogue_is_at_the_query_page_and_as_rdf(served: Served) -> None:
    assert served.client.get("/query", headers={"Accept": "text/turtle"}).headers["location"] == "query.ttl"
    assert "hubs" in served.client.get("/query.ttl").text
    hubs = served.client.get("/query/network/hubs", headers={"Accept": "text/html"})
    assert path_of("query/network/hubs", hubs.headers["location"]) == "q/hubs"


@pytest.mark.parametrize(
    "path",
    [
        "id/place/nowhere", "id/place/nowhere.ttl", "id/place/ru-khabarovsk.exe", "id/place/", "id", "voc/", "ont.css",
        "id/place/..%2f..%2font", "id/place/%2e%2e/x", "id/place/ru-khabarovsk%0d%0aX-Evil:%201",
        "id/place/ru-khabarovsk%00", "id/place/x%3E%20%3Fp%20%3Fo%20%7D%20%23", "id/place/%D1%85", "graph/%ff",
        "query/network/hub", "data/graph.exe.gz", "data/dataset.exe", "id//place/cn-harbin",
    ],
)  # fmt: skip
def test_what_is_no_thing_is_not_there(served: Served, path: str) -> None:
    found = served.client.get(f"/{path}", headers={"Accept": "text/turtle"})
    assert found.status_code == 404
    assert "x-evil" not in found.headers


def test_documents_say_how_to_cite_them_and_what_describes_them(served: Served) -> None:
    for path in ("/id/place/ru-khabarovsk", "/id/place/ru-khabarovsk.html", "/id/place/ru-khabarovsk.ttl"):
        link = served.client.get(path, headers={"Accept": "text/html"}).headers["link"]
        found = {rel: target for target, rel in re.findall(r'<([^>]*)>; rel="([^"]*)"', link)}
        assert found["cite-as"] == "https://w3id.org/interregional-ties/id/place/ru-khabarovsk"
        assert set(found) == {"cite-as", "type", "describedby", "license", "collection"}
        assert found["type"] == f"{ids.ONT}Place"
    tag = served.client.get("/ont.ttl").headers["etag"]
    assert served.client.get("/ont.ttl", headers={"If-None-Match": tag}).status_code == 304


def test_the_whole_graph_is_a_file_that_its_description_counts(served: Served) -> None:
    packed = served.client.get("/data/graph.nq.gz")
    assert packed.headers["content-type"] == "application/gzip"
    quads = list(ox.parse(gzip.decompress(packed.content), format=ox.RdfFormat.N_QUADS))
    void = served.client.get("/.well-known/void", headers={"Accept": "text/turtle"})
    assert path_of(".well-known/void", void.headers["location"]) == "data/dataset.ttl"
    described = {
        quad.triple for quad in ox.parse(served.client.get("/data/dataset.ttl").content, format=ox.RdfFormat.TURTLE)
    }
    whole, void_triples = ox.NamedNode(ids.BASE), ox.NamedNode("http://rdfs.org/ns/void#triples")
    counts = {each.subject: each.object for each in described if each.predicate == void_triples}
    assert counts[whole] == ox.Literal(len({quad.triple for quad in quads}))
    dumps = {each.object for each in described if str(each.predicate.value).endswith("#dataDump")}
    for dump in dumps:
        assert isinstance(dump, ox.NamedNode)
        assert served.client.head(dump.value).status_code == 200
