"""Whatever the query service does, a command gives one line, keeps nothing wrong, and goes on where it stopped."""

from __future__ import annotations

import json
import random
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote_plus

import pytest

from kg.ask.endpoint import Endpoint
from kg.ask.remote.faults import EndpointError
from kg.ask.remote.settings import Limits, Patience
from kg.base import ids
from kg.base.errors import KgError
from kg.wikidata import fetch
from kg.wikidata.client import Cache, Client, Pace
from kg.wikidata.twin_ties import pairs, twins
from tests.engines.misbehaving import misbehaving as bad_day
from tests.wikidata.conftest import DATE, NO_PAUSE
from tests.wikidata.misbehaving import Misbehaving, Reply, misbehaving, rows

ITEM_COLUMNS = ("item", "property", "value")
EMPTY = rows(ITEM_COLUMNS)
BUSY = Reply(429, b"too many", "text/plain", (("Retry-After", "7"),))
BUSY_WITHOUT_A_TIME = Reply(429, b"too many", "text/plain")
FAULTS = {
    "403": Reply(403, b"<html>Forbidden</html>", "text/html"),
    "html-on-200": Reply(200, b"<html>Scheduled maintenance</html>", "text/html; charset=utf-8"),
    "text-on-200": Reply(200, b"try again", "text/plain"),
    "truncated-json": Reply(200, b'{"head": {"vars": ["item"]}, "results": {"bindings": [{"item"'),
    "cut-in-the-middle": Reply(200, b'{"head": {"vars": ["item"]}, "results"', length=5000),
    "error-after-rows": Reply(200, b'{"head": {"vars": ["item"]}}\njava.util.concurrent.TimeoutException'),
    "other-json": Reply(200, b'{"boolean": true}'),
    "redirect-loop": Reply(302, b"", "text/plain", (("Location", "/sparql"),)),
    "redirect-elsewhere": Reply(302, b"", "text/plain", (("Location", "file:///etc/hostname"),)),
}


def client_of(server: Misbehaving, folder: Path, waits: list[float] | None = None, tries: int = 3) -> Client:
    """A client that waits in no time and remembers for how long it would have."""
    slept = waits if waits is not None else []
    limits = Limits(connect=2.0, silence=2.0, total=30.0, tries=tries)
    patience = Patience(random.Random(1), sleep=slept.append)
    return Client(Endpoint(server.url, limits=limits, patience=patience), Cache(folder, DATE), pace=NO_PAUSE)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_one_line_and_nothing_is_kept(name: str, tmp_path: Path) -> None:
    with misbehaving(FAULTS[name]) as server, pytest.raises(EndpointError) as caught:
        fetch.items(client_of(server, tmp_path), ["Q1"])
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("http://127.0.0.1:")
    assert list(tmp_path.rglob("*.json")) == []


def test_429_with_retry_after_is_waited_for_as_the_server_wishes(tmp_path: Path) -> None:
    waits: list[float] = []
    with misbehaving(BUSY, BUSY_WITHOUT_A_TIME, EMPTY) as server:
        found = fetch.items(client_of(server, tmp_path, waits), ["Q1"])
    assert found["Q1"].exists is False
    assert [7 <= waits[0] <= 8, 2 <= waits[1] <= 4, len(waits)] == [True, True, 2]


def test_429_without_an_end_gives_up_after_the_allowed_tries(tmp_path: Path) -> None:
    with misbehaving(BUSY_WITHOUT_A_TIME) as server, pytest.raises(EndpointError, match="asked too often"):
        fetch.items(client_of(server, tmp_path), ["Q1"])
    assert len(server.asked) == 3


def test_a_limit_that_is_told_with_429_is_no_reason_to_ask_again(tmp_path: Path) -> None:
    timed_out = Reply(429, b'{"exception": "Operation timed out."}', "application/json")
    with misbehaving(timed_out, EMPTY) as server:
        fetch.items(client_of(server, tmp_path), ["Q1", "Q2"])
    assert len(server.asked) == 3  # both, then each: the first answer is the only refusal


def test_a_request_that_is_too_much_is_halved_until_it_is_answered(tmp_path: Path) -> None:
    too_slow = Reply(504, b"upstream request timeout", "text/plain")
    with misbehaving(too_slow, too_slow, EMPTY) as server:
        client = client_of(server, tmp_path)
        fetch.items(client, [f"Q{number}" for number in range(1, 9)])
    asked = [sum(f"/Q{n}>" in unquote_plus(body) for n in range(1, 9)) for body, _ in server.asked]
    assert asked == [8, 4, 2, 2, 4]  # eight, its first half, two quarters, and the second half


def test_after_a_fault_the_same_call_goes_on_where_it_stopped(tmp_path: Path) -> None:
    first = rows(("item", "other"), *[(f"Q{n}", "Q9") for n in range(1000, 2000)])
    last = rows(("item", "other"), ("Q2000", "Q9"))
    with misbehaving(first, FAULTS["403"]) as server, pytest.raises(EndpointError):
        list(pairs(client_of(server, tmp_path), "Q159", "Q148"))
    assert len(server.asked) == 2
    kept = {path.name for path in tmp_path.rglob("*.json")}
    assert len(kept) == 1
    with misbehaving(last, rows(("item", "other"))) as again:
        # The address is a part of the cache's key, so the second server has to stand for the first.
        client = client_of(again, tmp_path)
        client.endpoint = _Named(client.endpoint, server.url)
        pages = [page for _, page in pairs(client, "Q159", "Q148")]
    assert [len(page) for page in pages] == [1000, 1, 0]
    assert len(again.asked) == 2


class _Named:
    """An endpoint under another name."""

    def __init__(self, endpoint: object, url: str) -> None:
        self.url = url
        self.select = endpoint.select  # type: ignore[attr-defined]


def test_the_service_is_told_who_asks(tmp_path: Path) -> None:
    with misbehaving(EMPTY) as server:
        endpoint = Endpoint(server.url, contact="me@example.org")
        fetch.items(Client(endpoint, Cache(tmp_path, DATE), pace=NO_PAUSE), ["Q1"])
    agent = server.asked[0][1]["User-Agent"]
    assert agent.startswith("interregional-ties/")
    assert "me@example.org" in agent


def test_the_deadline_of_all_ends_a_request_that_is_under_way(tmp_path: Path) -> None:
    with misbehaving(Reply(200, b"{", length=5000, hangs=True)) as server:
        limits = Limits(connect=2.0, silence=20.0, total=30.0)
        pace = Pace(pause=0.0, total=0.3)
        client = Client(Endpoint(server.url, limits=limits), Cache(tmp_path, DATE), pace=pace)
        with pytest.raises(KgError, match="is over after 1 requests"):
            fetch.items(client, ["Q1", "Q2"])


@pytest.mark.parametrize("path", ["/drip-head", "/drip-body", "/silence"])
def test_the_deadline_of_all_ends_an_answer_that_comes_byte_by_byte(tmp_path: Path, path: str) -> None:
    with bad_day() as server:
        client = Client(Endpoint(server.base + path), Cache(tmp_path, DATE), pace=Pace(pause=0.0, total=0.3))
        with pytest.raises(KgError, match="the time of 0 s is over after 1 requests"):
            fetch.items(client, ["Q1", "Q2"])


@pytest.mark.parametrize(
    "reply",
    [
        rows(()),
        rows(("item", "property"), ("Q1", "Q2")),
        rows(("item", "property", "value", "rank"), ("Q1", "Q2", "Q3", "Q4")),
        rows(("a", "b", "c"), ("Q1", "Q2", "Q3")),
    ],
)
def test_an_answer_of_other_columns_is_one_line_and_not_kept(reply: Reply, tmp_path: Path) -> None:
    with misbehaving(reply) as server, pytest.raises(EndpointError, match="where item, property, value were asked for"):
        fetch.items(client_of(server, tmp_path), ["Q1"])
    assert not [*tmp_path.rglob("*.json")]


def test_cells_of_another_kind_say_nothing_of_an_item(tmp_path: Path) -> None:
    """Quoted triples, languages that nobody asked for, addresses of elsewhere, texts in the place of items."""
    uri: dict[str, object] = {"type": "uri", "value": "http://e.org/"}
    odd: list[dict[str, object]] = [
        {"type": "triple", "value": {"subject": uri, "predicate": uri, "object": uri}},
        {"type": "literal", "value": "x", "xml:lang": "de"},
        {"type": "bnode", "value": "b"},
        {"type": "literal", "value": "Q1"},
        {"type": "uri", "value": f"{ids.WIKIDATA}Q{'9' * 5000}"},
        uri,
    ]
    for columns, ask in (
        (ITEM_COLUMNS, lambda client: fetch.items(client, ["Q1"])),
        (("known", "target"), lambda client: fetch.merged(client, ["Q1"])),
        (("item", "population", "time"), lambda client: fetch.populations(client, ["Q1"])),
        (("name", "item"), lambda client: fetch.candidates(client, [("ru", "x")], ["Q159"])),
        (("code", "country"), lambda client: fetch.countries(client, ["RU"])),
        (("item", "target", "statement", "property", "value", "precision"), lambda client: twins(client, ["Q1"])),
    ):
        bindings = [dict.fromkeys(columns, cell) for cell in odd] + [{columns[0]: cell} for cell in odd] + [{}]
        body = json.dumps({"head": {"vars": columns}, "results": {"bindings": bindings}}).encode()
        with misbehaving(Reply(body=body)) as server, suppress(KgError):
            ask(client_of(server, tmp_path / columns[1]))


def test_there_is_a_pause_between_requests_and_a_deadline_over_all(tmp_path: Path) -> None:
    waits: list[float] = []
    clock = iter([0.0, 1.0, 2.0, 100.0])
    pace = Pace(pause=1.5, total=50.0, sleep=waits.append, clock=lambda: next(clock))
    with misbehaving(EMPTY) as server:
        client = Client(Endpoint(server.url), Cache(tmp_path, DATE), pace=pace)
        for qid in ("Q1", "Q2"):
            fetch.items(client, [qid])
        with pytest.raises(KgError, match="the time of 50 s is over after 2 requests"):
            fetch.items(client, ["Q3"])
    assert waits == [1.5, 1.5]
    assert len(server.asked) == 2
