"""The query page as it is sent: it works without scripts, and nothing of others acts on it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import html5lib
import pytest
from starlette.testclient import TestClient

from kg.serve.settings import Settings
from tests.serve.conftest import Served
from tests.serve.small import client_of

HTML = {"Accept": "text/html"}
SISTERS = "SELECT ?place ?name ?other WHERE { ?place tie:sisterOf ?other ; rdfs:label ?name }"
LABEL = "\"><script>alert(1)</script>' {{ 7*7 }} \\u202e"
PLACE = "<https://w3id.org/interregional-ties/id/place/cn-evil>"
EVIL = f"""{PLACE} <http://www.w3.org/2000/01/rdf-schema#label> "{LABEL.replace(chr(34), chr(92) + chr(34))}"@en .
{PLACE} <https://w3id.org/interregional-ties/ont#country> <javascript:alert(1)> .
"""


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A graph that somebody wrote to harm who looks at it."""
    graph = tmp_path_factory.mktemp("evil") / "evil.nq"
    graph.write_text(EVIL, encoding="utf-8")
    with client_of(graph, Settings(builds_portal=False)) as client:
        yield client


def valid(text: str) -> None:
    html5lib.HTMLParser(strict=True).parse(text)


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_pages_are_valid_and_run_and_load_nothing_of_others(served: Served, lang: str) -> None:
    for path in ("/query", "/q/", "/q/partners-of-place", "/data/", f"/query?query={SISTERS}", "/ont.html"):
        found = served.client.get(path, params={"lang": lang}, headers=HTML)
        valid(found.text)
        assert "unsafe-inline" not in found.headers["content-security-policy"]
        assert not re.findall(
            r'(?:src|href)="https?://(?!w3id|creative|www\.w3\.org)', found.text.partition("<main")[0]
        )
        assert not re.findall(r"<script(?! src=| type=\"application/json\")|<style| style=| on[a-z]+=", found.text)


def test_a_page_asks_for_scripts_that_there_are(served: Served) -> None:
    scripts = re.findall(r'<script src="([^"]+)"', served.client.get("/query").text)
    assert "assets/query.js" in scripts
    assert {served.client.get(f"/{each}").status_code for each in scripts} == {200}


def test_a_query_is_answered_on_the_page_by_get_and_by_post(served: Served) -> None:
    asked = {"query": SISTERS, "lang": "en"}
    for found in (
        served.client.get("/query", params=asked, headers=HTML),
        served.client.post("/query", data=asked, headers=HTML),
    ):
        assert found.status_code == 200
        assert '<a href="id/place/cn-harbin">' in found.text
        assert "sister of" in found.text  # tie:sisterOf in words


def test_an_answer_is_drawn_as_its_columns_fit(served: Served) -> None:
    pages = {
        view: served.client.get("/query", params={"query": SISTERS, "view": view}, headers=HTML).text
        for view in ("", "map", "network", "chart")
    }
    for view, text in pages.items():
        valid(text)
        assert text.count('role="img"') == int(view in {"map", "network"})
    pattern = "{ ?t tie:hasParty ?place ; tie:startYear ?year }"
    years = f"SELECT ?place (COUNT(?t) AS ?ties) ?year {pattern} GROUP BY ?place ?year"
    for view in ("chart", "timeline"):
        text = served.client.get("/query", params={"query": years, "view": view}, headers=HTML).text
        valid(text)
        assert text.count('role="img"') == 1


@pytest.mark.parametrize(
    ("text", "status"),
    [("SELECT * {?s", 400), ("INSERT DATA { }", 400), ("ASK { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", 400)],
)
def test_a_refused_query_stays_in_its_field(served: Served, text: str, status: int) -> None:
    found = served.client.get("/query", params={"query": text}, headers=HTML)
    assert found.status_code == status
    valid(found.text)
    assert 'role="alert"' in found.text
    assert text[:6] in found.text


def test_words_of_others_stay_words(evil: TestClient) -> None:
    everything = "SELECT * WHERE { ?place ?p ?o }"
    for path, asked in (
        ("/id/place/cn-evil.html", {}),
        ("/query", {"query": everything}),
        ("/query", {"query": everything, "view": "map"}),
        ("/query", {"query": f'SELECT ("{LABEL[1:]}" AS ?x) {{}}'}),
        ("/query", {"query": "</textarea><script>alert(1)</script>"}),
        ("/q/hubs", {"country": LABEL, "lang": "en"}),
        ("/q/hubs", {LABEL: "1"}),
    ):
        found = evil.get(path, params=asked, headers=HTML)
        assert found.status_code in {200, 400}
        valid(found.text)
        assert "<script>" not in found.text
        assert 'href="javascript' not in found.text
        assert "{{ 7*7 }}" in found.text or "7*7" not in found.text


def test_a_page_that_the_client_has_keeps_its_policy(served: Served) -> None:
    page = served.client.get("/query?lang=en", headers=HTML)
    again = served.client.get("/query?lang=en", headers={**HTML, "If-None-Match": page.headers["etag"]})
    assert (again.status_code, again.headers.get("content-security-policy")) == (304, None)


def test_names_are_offered_in_any_language(served: Served) -> None:
    offered = served.client.get("/completions", params={"start": "хаб"}).json()
    assert ["Хабаровск", "ru-khabarovsk", "place:ru-khabarovsk"] in offered
    assert ["Хабаровск", "ru-khabarovsk", "place:ru-khabarovsk"] not in served.client.get(
        "/completions?start=哈"
    ).json()
    terms = served.client.get("/completions", params={"lang": "ru"}).json()
    assert [label for label, _detail, written in terms if written == "tie:Place"] == ["tie:Place", "территория"]
