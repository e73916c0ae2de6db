"""No query takes more than it may, whoever asks it, and the next one is answered."""

from __future__ import annotations

import os
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.serve.conftest import Served

PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ALL = "SELECT * { ?s ?p ?o }"
_TENFOLD = "".join(f" BIND(CONCAT({', '.join([f'?x{n}'] * 10)}) AS ?x{n + 1})" for n in range(9))
HUNGRY = f"SELECT (STRLEN(?x9) AS ?n) {{ BIND('x' AS ?x0){_TENFOLD} }}"


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        (PRODUCT, 504, "has not been answered within 2 s – ask for less"),
        (ALL, 413, "the answer has more than 500 rows – add LIMIT to the query"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", 413, "the answer has more than 500 rows"),
        (HUNGRY, 413, "needs more than 128 MB of memory"),
        (f"ASK {{ FILTER({'!' * 30_000}true) }}", 500, "the engine ended in the middle of the query"),
        ("ASK { " + "{" * 200 + "}" * 200 + " }", 400, "more than 100 brackets stand in one another"),
    ],
)
def test_what_passes_a_limit_is_refused_and_the_next_is_answered(
    narrow: Served, query: str, status: int, told: str
) -> None:
    found = narrow.client.post("/sparql", data={"query": query})
    assert (found.status_code, told in found.text) == (status, True), found.text
    assert narrow.client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


def test_rows_are_counted_whatever_their_texts_hold(narrow: Served) -> None:
    text = "SELECT * { VALUES ?x { '},{},{},{},{}' } ?s ?p ?o } LIMIT 500"
    for form in ("json", "csv", "xml", "tsv"):
        found = narrow.client.get("/sparql", params={"query": text, "format": form})
        assert found.status_code == 200, found.text


def test_one_client_asks_so_much_at_once_and_is_told_when_to_come_again(narrow: Served) -> None:
    with ThreadPoolExecutor(16) as many:
        asked = [many.submit(narrow.client.get, "/sparql", params={"query": f"{PRODUCT} #{n}"}) for n in range(16)]
        found = [each.result() for each in asked]
    refused = [each for each in found if each.status_code == 429]
    assert len(refused) >= 4
    assert all(int(each.headers["retry-after"]) >= 1 for each in refused)
    assert {each.status_code for each in found} <= {413, 429, 503, 504}
    assert narrow.client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


def test_a_worker_that_is_ended_from_outside_costs_no_answer(served: Served) -> None:
    for number in range(4):
        text = f"SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o FILTER(!CONTAINS(STR(?o), 'none-{number}')) }}"
        with ThreadPoolExecutor(1) as one:
            asked = one.submit(served.client.get, "/sparql", params={"query": text})
            time.sleep(0.02)
            children = Path(f"/proc/{served.process.pid}/task/{served.process.pid}/children").read_text().split()
            os.kill(int(children[number % len(children)]), signal.SIGKILL)
            found = asked.result()
        assert found.status_code == 200, found.text
        assert int(found.json()["results"]["bindings"][0]["n"]["value"]) > 1000


def test_slow_and_half_open_clients_hold_nobody_up(served: Served) -> None:
    address = ("127.0.0.1", int(served.url.rpartition(":")[2]))
    query = "SELECT%20*%20%7B%20?s%20?p%20?o%20%7D"
    held = [socket.create_connection(address) for _ in range(18)]
    for number, one in enumerate(held):
        one.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\nContent-Type: application/sparql-query\r\n\r\nA"
            if number % 3 == 0
            else b"GET /sparql HTTP/1.1\r\nHo"
            if number % 3 == 1
            else f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        )
    began = time.monotonic()
    assert served.client.get("/sparql", params={"query": "ASK { ?s ?p ?held }"}).json()["boolean"] is True
    assert time.monotonic() - began < 20
    for one in held:
        one.close()
