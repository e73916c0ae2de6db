"""The SPARQL 1.1 protocol: the W3C's tests that apply, and what stands around them."""

from __future__ import annotations

import gzip
import json

import pytest
import rdflib

from tests.serve.conftest import Served
from tests.serve.protocol import DIRECT, FORM, QUERIES, REFUSED, REMARK, Asked

ASK = {"query": "ASK {}"}
SD = "http://www.w3.org/ns/sparql-service-description#"


def test_the_table_holds_the_tests_of_the_manifest() -> None:
    names = [each.name for each in (*QUERIES, *REFUSED) if each.name.startswith(("query_", "bad_", "update_"))]
    assert len(names) == len(set(names)) == 34


@pytest.mark.parametrize("asked", [*QUERIES, *REFUSED], ids=lambda asked: asked.name)
def test_a_request_of_the_protocol(served: Served, asked: Asked) -> None:
    headers = {"Content-Type": asked.kind} if asked.kind else {}
    found = served.client.request(asked.verb, asked.target, headers=headers, content=asked.body or None)
    assert found.status_code // 100 == asked.status, found.text
    if asked.truth is not None:
        assert found.json()["boolean"] is asked.truth
    if asked.types:
        assert found.headers["content-type"].partition(";")[0] in asked.types


def test_a_remark_about_another_server_is_none(served: Served) -> None:
    assert served.client.get(f"/sparql?query={REMARK}").json()["boolean"] is True


@pytest.mark.parametrize(
    ("request_headers", "fields", "status", "told"),
    [
        ({"Accept": "text/plain, */*;q=0.1"}, {"query": "ASK {"}, 400, "does not parse at line 1, column 6"),
        ({"Accept": "application/json"}, {"query": "CLEAR ALL"}, 400, '"status": 400'),
        ({"Accept": "text/html", "Accept-Language": "ru"}, {"query": "CLEAR ALL"}, 400, '<html lang="ru">'),
        ({"Accept": "image/png"}, ASK, 406, "nothing that you accept is offered here – application/sparql"),
        ({}, {**ASK, **{f"a{number}": "1" for number in range(300)}}, 400, "more than 200 fields"),
        ({}, {**ASK, "format": "ttl"}, 406, "no answer of this kind comes as 'ttl' – json, xml, csv, tsv"),
        ({}, {"update": "CLEAR ALL"}, 403, "an update is refused: this server is read only"),
        ({}, {"query": "SELECT (<http://e/f>(1) AS ?x) {}"}, 400, "cannot be run"),
    ],
)
def test_a_refusal_says_why_as_the_client_reads_it(
    served: Served, request_headers: dict[str, str], fields: dict[str, str], status: int, told: str
) -> None:
    found = served.client.get("/sparql", params=fields, headers=request_headers)
    assert (found.status_code, told in found.text) == (status, True), found.text


def test_an_address_without_a_query_describes_the_service(served: Served) -> None:
    found = served.client.get("/sparql")
    graph = rdflib.Graph().parse(data=found.text, format="turtle")
    service = next(graph.subjects(rdflib.RDF.type, rdflib.URIRef(f"{SD}Service")))
    assert str(service) == f"{served.url}/sparql"
    assert (service, rdflib.URIRef(f"{SD}endpoint"), service) in graph
    assert len(set(graph.objects(None, rdflib.URIRef(f"{SD}name")))) == 7
    for short in ("nt", "rdf", "jsonld", "trig", "nq"):
        assert served.client.get("/sparql", params={"format": short}).status_code == 200


@pytest.mark.parametrize(("query", "location"), [("", "query"), ("?query=ASK+%7B%7D", "query?query=ASK+%7B%7D")])
def test_a_browser_is_sent_to_the_page_of_queries(served: Served, query: str, location: str) -> None:
    found = served.client.get(f"/sparql{query}", headers={"Accept": "text/html,application/xml;q=0.9,*/*;q=0.8"})
    assert (found.status_code, found.headers["location"]) == (303, location)


def test_what_a_client_has_is_not_sent_again(served: Served) -> None:
    found = served.client.get("/sparql", params=ASK)
    tag = found.headers["etag"]
    assert served.client.get("/sparql", params=ASK, headers={"If-None-Match": f'"x", {tag}'}).status_code == 304
    for other in ({"query": "ASK { }"}, {**ASK, "format": "xml"}, {**ASK, "lang": "ru"}):
        assert served.client.get("/sparql", params=other, headers={"If-None-Match": tag}).status_code == 200
    assert "etag" not in served.client.post("/sparql", data=ASK).headers


def test_an_answer_is_packed_for_who_takes_it_so(served: Served) -> None:
    asked = {"query": "SELECT ?s ?o { ?s a ?o } ORDER BY ?s LIMIT 200"}
    plain = served.client.get("/sparql", params=asked, headers={"Accept-Encoding": "identity"})
    with served.client.stream("GET", "/sparql", params=asked, headers={"Accept-Encoding": "gzip"}) as packed:
        body = b"".join(packed.iter_raw())
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == plain.content
    assert "Accept-Encoding" in plain.headers["vary"]


def test_head_and_options_and_other_origins(served: Served) -> None:
    head, get = (served.client.request(method, "/sparql", params=ASK) for method in ("HEAD", "GET"))
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(len(get.content)))
    asked = {"Origin": "https://e.org", "Access-Control-Request-Method": "POST"}
    allowed = served.client.options("/sparql", headers={**asked, "Access-Control-Request-Headers": "content-type"})
    assert allowed.status_code == 200
    assert "POST" in allowed.headers["access-control-allow-methods"]
    found = served.client.get("/sparql", params=ASK, headers={"Origin": "https://e.org"})
    assert found.headers["access-control-allow-origin"] == "*"
    plain = served.client.options("/sparql")
    assert (plain.status_code, "GET" in plain.headers["allow"]) == (204, True)


def test_a_request_that_is_too_large_is_refused(served: Served) -> None:
    text = f"ASK {{}} #{'x' * (1 << 20)}"
    assert served.client.post("/sparql", content=text, headers={"Content-Type": DIRECT}).status_code == 413
    parts = iter([b"query="] + [b"x" * 65536] * 20)
    assert served.client.post("/sparql", content=parts, headers={"Content-Type": FORM}).status_code == 413
    assert served.client.get("/sparql", headers={"X-Long": "x" * 300_000}).status_code in {400, 431}


def test_an_answer_is_kept_until_another_version_comes(served: Served) -> None:
    asked = {"query": "SELECT ?s { ?s a ?kept } ORDER BY ?s LIMIT 3"}
    first, second = (served.client.get("/sparql", params=asked) for _ in range(2))
    assert first.content == second.content
    served.client.get("/health")
    lines = [json.loads(line) for line in served.log.read_text(encoding="utf-8").splitlines()]
    assert [line["cached"] for line in lines if line["path"] == "/sparql"][-2:] == [False, True]
