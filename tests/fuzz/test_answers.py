"""Spoilt answers of endpoints: a place, a network and a pull come out of them, or a refusal in words."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg.api.graph import Graph
from kg.ask.asked_graph import RemoteGraph
from kg.ask.endpoint import Endpoint
from kg.ask.engine import ask
from kg.ask.remote.answers import ACCEPTED, answer_of
from kg.ask.remote.http import Reply
from kg.ask.results import Answer, Table
from kg.ask.tokens import projection, query_form
from kg.base import ids
from kg.formats.registry import write
from kg.gather.corpus import gather
from kg.wikidata import fetch
from kg.wikidata.client import Cache, Client, Pace
from kg.wikidata.source_folder import Known, pull
from kg.wikidata.source_folder import write as write_folder
from tests.ask.worlds import oxigraph_world
from tests.fuzz.kit import examples, refused_in_words, words

URL = "http://endpoint.example/"
URI, TEXT, BLANK = (
    {"type": kind, "value": value} for kind, value in (("uri", f"{URL}x"), ("literal", "x"), ("bnode", "b"))
)
XSD = "http://www.w3.org/2001/XMLSchema#"
CELLS: list[Any] = [
    URI,
    TEXT,
    BLANK,
    {"type": "triple", "value": {"subject": URI, "predicate": URI, "object": TEXT}},
    *(
        {"type": "literal", "value": value, "datatype": XSD + kind}
        for kind in ("integer", "boolean", "gYear", "x")
        for value in ("", "1", "-1", "NaN", "9" * 30, "true")
    ),
    *({"type": "literal", "value": "x", "xml:lang": tag} for tag in ("en", "de", "zh-Hans", "x-y")),
    *(
        {"type": "uri", "value": iri}
        for iri in (
            ids.WIKIDATA + "Q0",
            ids.WIKIDATA + "Q" + "9" * 40,
            ids.BASE,
            ids.ONT + "Place",
            "urn:x",
            "javascript:x",
        )
    ),
    None,
    {},
]
BODIES = [
    b"",
    b"{}",
    b"[]",
    b"null",
    b"<html></html>",
    b'{"head":{},"boolean":true}',
    b'{"head":{"vars":[]},"results":{"bindings":[]}}',
    b"\xff\xfe",
    b"[" * 9999,
]


class Spoiling:
    """What an endpoint does to its answers: one of the questions, counted from the first, is answered wrongly."""

    def __init__(self, store: Store, at: int, draw: Any) -> None:
        self.store, self.left, self.draw = store, at, draw

    def send(self, text: str) -> tuple[str, Reply]:
        form = query_form(text)
        out = io.BytesIO()
        kind = "json" if form in {"SELECT", "ASK"} else "nt"
        write(ask(self.store, text), kind, out)
        body, self.left = out.getvalue(), self.left - 1
        if self.left == -1:
            body = spoilt(self.draw, body, kind)
        media = ACCEPTED[form].partition(",")[0]
        return form, Reply(200, httpx.Headers({"Content-Type": media}), body)


class SpoilingEndpoint(Endpoint):
    """An endpoint whose wire spoils an answer; everything above the wire is the true one."""

    def __init__(self, spoiling: Spoiling) -> None:
        super().__init__(URL)
        self.spoiling = spoiling

    def ask(self, text: str, limit: int | None = None, within: float = 0.0) -> Answer:  # noqa: ARG002 (no clock here)
        form, reply = self.spoiling.send(text)
        return answer_of(URL, form, reply, limit, projection(text) if form == "SELECT" else None)


def spoilt(draw: Any, sound: bytes, kind: str) -> bytes:
    """A body of SPARQL results or of N-Triples with something wrong in it."""
    how = draw(st.integers(0, 5))
    if how == 0:
        return bytes(draw(st.sampled_from(BODIES)))
    if how == 1:
        return sound[: draw(st.integers(0, len(sound)))]
    return spoilt_json(draw, sound) if kind == "json" else spoilt_triples(draw, sound)


def spoilt_json(draw: Any, sound: bytes) -> bytes:  # noqa: C901 (a list of ways)
    document = json.loads(sound)
    if "results" not in document:
        return bytes(draw(st.sampled_from(BODIES)))
    columns, rows = document["head"]["vars"], document["results"]["bindings"]
    for _ in range(draw(st.integers(1, 3))):
        how = draw(st.sampled_from(["cell", "cell", "cell", "word", "gap", "swap", "column", "repeat", "none", "vars"]))
        at, column = draw(st.integers(0, max(0, len(rows) - 1))), draw(st.sampled_from(columns or ["x"]))
        row = rows[at] if rows else {}
        if how == "cell":
            row[column] = draw(st.sampled_from(CELLS))
        elif how == "word":
            row[column] = {**(row.get(column) or TEXT), "value": draw(words)}
        elif how == "gap":
            row.pop(column, None)
        elif how == "swap":
            other = draw(st.sampled_from(columns or ["x"]))
            row[column], row[other] = row.get(other), row.get(column)
        elif how == "column":
            for each in rows:
                each[column] = draw(st.sampled_from([URI, TEXT, BLANK]))
        elif how == "repeat":
            rows += rows[at : at + 1] * 3
        elif how == "none":
            rows.clear()
        else:
            document["head"]["vars"] = draw(
                st.sampled_from([[], columns[1:], [*columns, "more"], columns[::-1], columns * 2, None, [1]])
            )
    return json.dumps(document).encode()


def spoilt_triples(draw: Any, sound: bytes) -> bytes:
    lines = sound.decode().splitlines()
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, max(0, len(lines) - 1)))
        parts = lines[at].split(" ", 2) if lines and lines[at].count(" ") > 1 else ["<urn:x>", "<urn:x>", '"x" .']
        other = draw(
            st.sampled_from(
                ['"x"', '"x"@de', "_:b", "<urn:x>", f"<{ids.ONT}Place>", f'"x"^^<{XSD}integer>', '"-9"^^<x:y>', ""]
            )
        )
        new = draw(
            st.sampled_from(
                [
                    f"{parts[0]} {parts[1]} {other} .",
                    f"{other} {parts[1]} {parts[2]}",
                    "",
                    f"<urn:a> {parts[1]} {parts[2]}",
                ]
            )
        )
        lines[at : at + 1] = [new]
    return "\n".join(lines).encode()


@examples(15)
@given(data=st.data(), at=st.integers(0, 6), use=st.sampled_from(["place", "network", "query", "search"]))
def test_a_graph_behind_a_spoiling_endpoint_answers_or_refuses(data: st.DataObject, at: int, use: str) -> None:
    graph = Graph(RemoteGraph(SpoilingEndpoint(Spoiling(oxigraph_world(), at, data.draw))))
    with refused_in_words():
        if use == "place":
            place = graph.place("Harbin")
            json.dumps(place.data())
            place._repr_html_()
        elif use == "network":
            graph.network(ended=True)
        elif use == "query":
            result = graph.query("partners-of-place", place="Хабаровск")
            assert all(len(row) == len(result.columns) for row in result.rows)
        else:
            graph.places("Хаб")


@cache
def slice_of_wikidata() -> Store:
    """Two countries, two towns in each, and what Wikidata says of them."""
    store, wd = Store(), ids.WIKIDATA
    prefix = "http://www.wikidata.org/prop/"

    def say(subject: str, predicate: str, value: NamedNode | Literal) -> None:
        store.add(Quad(NamedNode(subject), NamedNode(predicate), value, DefaultGraph()))

    labels = "http://www.w3.org/2000/01/rdf-schema#label"
    for country, code, towns in (("Q183", "DE", ("Q1731", "Q1022")), ("Q142", "FR", ("Q6602", "Q70972"))):
        say(wd + country, f"{prefix}direct/P297", Literal(code))
        say(wd + country, labels, Literal(code, language="en"))
        for town in towns:
            say(wd + town, labels, Literal(f"Town {town}", language="en"))
            say(wd + town, f"{prefix}direct/P17", NamedNode(wd + country))
            say(wd + town, f"{prefix}direct/P31", NamedNode(f"{wd}Q515"))
            point = NamedNode("http://www.opengis.net/ont/geosparql#wktLiteral")
            say(wd + town, f"{prefix}direct/P625", Literal("Point(13.7 51.0)", datatype=point))
    for number, (one, two) in enumerate((("Q1731", "Q6602"), ("Q6602", "Q1731"), ("Q1022", "Q70972"))):
        statement, value = f"{wd}statement/s{number}", f"http://www.wikidata.org/value/{number}"
        say(wd + one, f"{prefix}P190", NamedNode(statement))
        say(wd + one, f"{prefix}direct/P190", NamedNode(wd + two))
        say(statement, f"{prefix}statement/P190", NamedNode(wd + two))
        say(statement, f"{prefix}qualifier/value/P580", NamedNode(value))
        say(
            value,
            "http://wikiba.se/ontology#timeValue",
            Literal("1990-05-04T00:00:00Z", datatype=NamedNode(XSD + "dateTime")),
        )
        say(value, "http://wikiba.se/ontology#timePrecision", Literal(11))
    return store


class Remembered(Cache):
    """A cache that forgets everything: each question is asked."""

    def get(self, endpoint: str, query: str) -> Table | None:  # noqa: ARG002 (as the cache's)
        return None

    def put(self, endpoint: str, query: str, table: Table) -> None:
        """Keep nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pulled")


@examples(25)
@given(data=st.data(), at=st.integers(0, 9))
def test_a_pull_from_a_spoiling_service_is_a_source_folder_or_is_refused(
    folder: Path, data: st.DataObject, at: int
) -> None:
    endpoint = SpoilingEndpoint(Spoiling(slice_of_wikidata(), at, data.draw))
    ticks = iter(range(500))
    pace = Pace(pause=0.0, total=400.0, clock=lambda: float(next(ticks)))
    client = Client(endpoint, Remembered(folder, "2026-01-31"), pace=pace)
    with refused_in_words():
        fetch.merged(client, ["Q1731"])
        fetch.candidates(client, [("en", "Town Q1731")], ["Q183"])
        pulled = pull(client, ("DE", "FR"))
        write_folder(folder / "de-fr", pulled, Known({}))
        corpus = gather([folder])
        assert not [
            problem for problem in corpus.problems if problem.code in {"csv", "cell-count", "settings", "encoding"}
        ]


def test_the_sound_answers_that_are_spoilt_make_a_place_and_a_pull(tmp_path: Path) -> None:
    sound: Mapping[str, Any] = {"at": -2, "draw": None}
    graph = Graph(RemoteGraph(SpoilingEndpoint(Spoiling(oxigraph_world(), **sound))))
    assert graph.place("Harbin").ties
    assert graph.network().links
    client = Client(
        SpoilingEndpoint(Spoiling(slice_of_wikidata(), **sound)), Remembered(tmp_path, "2026-01-31"), pace=Pace(0.0)
    )
    pulled = pull(client, ("DE", "FR"))
    assert [tie.direction for tie in pulled.ties] == ["a-to-b", "both"]
    write_folder(tmp_path / "de-fr", pulled, Known({}))
    assert gather([tmp_path]).problems == ()
