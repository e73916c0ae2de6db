"""A misbehaving endpoint gives one clear line, in bounded time and memory."""

from __future__ import annotations

import gc
import json
import sys
import threading
import time
from random import Random

import pytest

import kg
from kg.ask.endpoint import Endpoint
from kg.ask.remote.faults import EndpointError
from kg.ask.remote.settings import Credentials, Limits, Patience
from kg.base.errors import KgError
from tests.engines.misbehaving import GOOD, Misbehaving, misbehaving

SELECT = "SELECT ?n WHERE { ?n a ?x }"
ENDLESS = {"/silence", "/drip-head", "/drip-body"}
FAST = Limits(connect=2, silence=0.5, total=3, size=4 << 20, redirects=3, tries=3, longest_wait=60)
ROOM = FAST._replace(silence=60, total=100)  # for a busy machine, and for waits that a test only notes


class _Clock:
    """A clock that waiting moves, and what was waited."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)

    def now(self) -> float:
        return sum(self.waits)


def endpoint(bad: Misbehaving, path: str, limits: Limits = ROOM, clock: _Clock | None = None) -> Endpoint:
    clock = clock or _Clock()
    return Endpoint(
        f"{bad.base}{path}", limits=limits, patience=Patience(Random(1), clock.sleep, time.monotonic, clock.now)
    )


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/403", "refuses access (HTTP 403) – the server may want credentials, or block this program or network"),
        ("/404", "has no SPARQL service at this address (HTTP 404) – check the path of --endpoint"),
        ("/400", "refuses the query as malformed (HTTP 400): [2Jparse error at line 3"),
        ("/429", "is asked too often (HTTP 429, asked 3 times): slow down"),
        ("/429-for-an-hour", "is busy (HTTP 429) and asks to wait 3600 s – ask again then"),
        ("/500", "fails inside (HTTP 500): java.util.concurrent.TimeoutException"),
        ("/503", "is overloaded or down for now (HTTP 503, asked 3 times) – ask again later"),
        (
            "/html",
            (
                "answers with text/html instead of SPARQL results in JSON"
                " – this looks like a web page: check the path of --endpoint"
            ),
        ),
        ("/text", "answers with text/plain instead of SPARQL results in JSON"),
        ("/short", "ends its answer 12 bytes early – ask again"),
        ("/broken-chunks", "ends its answer early – ask again"),
        ("/yes", "gives yes or no as the answer to SELECT"),
        ("/other-columns", "answers with the columns m where n were asked for – check the path of --endpoint"),
        ("/no-columns", "answers with the columns – where n were asked for – check the path of --endpoint"),
        ("/other-order", "answers with the columns m, n where n were asked for – check the path of --endpoint"),
        ("/compressed", "compresses its answer although it was asked not to"),
        ("/cut", "cuts its answers at 1 rows – raise ResultSetMaxRows there, or ask for less"),
        ("/partial", "gives a part of the answer only: RC...: Returning incomplete"),
        ("/silence", "is silent for 0.5 s – ask again later, or raise --timeout"),
        ("/drip-head", "has not answered within 3 s – ask for less, or raise --timeout"),
        ("/drip-body", "has not answered within 3 s – ask for less, or raise --timeout"),
        ("/loop", "redirects more than 3 times – check --endpoint"),
        ("/elsewhere", "redirects to http://127.0.0.2:9/sparql – name that address, if you trust it"),
        ("/file", "redirects to file:///etc/hostname – name that address, if you trust it"),
        ("/huge", "answers with more than 4 MB – ask for less at a time"),
        ("/huge-announced", "answers with more than 4 MB – ask for less at a time"),
    ],
)
def test_a_fault_is_one_line_that_names_the_server(bad: Misbehaving, path: str, message: str) -> None:
    # The line names the limit that ended it: had the client waited on, the server would have hung up with another.
    with pytest.raises(EndpointError) as caught:
        endpoint(bad, path, FAST if path in ENDLESS else ROOM).ask(SELECT)
    assert str(caught.value) == f"{bad.base}{path} {message}"
    assert caught.value.exit_code == 2


def test_an_error_takes_nothing_along_that_belongs_to_the_thread_that_asked(
    bad: Misbehaving, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine's iterators may only be dropped by the thread that made them."""
    complaints: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    errors: list[EndpointError] = []

    def ask() -> None:
        try:
            endpoint(bad, "/cut").ask(SELECT)
        except EndpointError as error:
            errors.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    asking.join()
    assert len(errors) == 1
    errors.clear()
    gc.collect()
    assert complaints == []


@pytest.mark.parametrize("path", ["/truncated", "/empty", "/other-keys", "/more-columns"])
def test_json_that_is_no_answer_is_refused(bad: Misbehaving, path: str) -> None:
    with pytest.raises(EndpointError, match=r"answers with broken or truncated JSON: .+ – ask again"):
        endpoint(bad, path).ask(SELECT)


def test_columns_stand_in_the_order_of_the_question(bad: Misbehaving) -> None:
    answer = endpoint(bad, "/other-order").select("SELECT ?n ?m WHERE { ?n a ?m }")
    assert (answer.columns, answer.rows) == (("n", "m"), [("1", None)])
    assert endpoint(bad, "/other-order").select("SELECT * WHERE { ?n a ?m }").columns == ("m", "n")


@pytest.mark.parametrize("path", ["/good", "/text"])
def test_rows_are_no_answer_to_a_construct(bad: Misbehaving, path: str) -> None:
    with pytest.raises(EndpointError, match="instead of N-Triples or Turtle"):
        endpoint(bad, path).ask("CONSTRUCT WHERE { ?s ?p ?o }")


def test_most_of_a_huge_answer_is_never_taken(bad: Misbehaving) -> None:
    bad.sent = 0
    with pytest.raises(EndpointError, match="more than 4 MB"):
        endpoint(bad, "/huge").ask(SELECT)
    assert bad.sent < 40 << 20  # the cap, and what the system buffers between two sockets


@pytest.mark.parametrize(
    ("path", "least", "most"),
    [("/429-then-good", [1, 2], [2, 4]), ("/429-with-seconds", [7, 7], [8, 8]), ("/429-with-date", [30, 0], [31, 1])],
)
def test_a_busy_server_is_asked_again_when_it_says(
    bad: Misbehaving, path: str, least: list[int], most: list[int]
) -> None:
    bad.seen.clear()
    clock = _Clock()
    answer = endpoint(bad, path, ROOM, clock).select(SELECT)
    assert answer.rows == [("1",)]
    assert all(low <= wait <= high for low, wait, high in zip(least, clock.waits, most, strict=True))
    assert bad.count(path) == 3


def test_the_same_random_source_gives_the_same_waits(bad: Misbehaving) -> None:
    waits = []
    for _ in range(2):
        bad.seen.clear()
        clock = _Clock()
        endpoint(bad, "/429-then-good", ROOM, clock).ask(SELECT)
        waits.append(clock.waits)
    assert waits[0] == waits[1]


def test_a_wait_past_the_deadline_is_not_begun(bad: Misbehaving) -> None:
    clock = _Clock()
    with pytest.raises(EndpointError, match=r"asks to wait 7 s"):
        endpoint(bad, "/429-with-seconds", ROOM._replace(tries=9, total=5), clock).ask(SELECT)
    assert clock.waits == []


def test_a_redirect_on_the_same_host_keeps_the_question(bad: Misbehaving) -> None:
    bad.seen.clear()
    assert endpoint(bad, "/moved").select(SELECT).rows == [("1",)]
    assert [(path, method) for path, method, _ in bad.seen] == [("/moved", "POST"), ("/good", "POST")]


def test_a_password_is_not_given_to_another_port_that_the_server_redirects_to(bad: Misbehaving) -> None:
    """Another port of the host may be another person's server."""
    with misbehaving() as thief:
        bad.elsewhere = f"{thief.base}/digest"
        limits = ROOM._replace(tries=1)
        asked = Endpoint(f"{bad.base}/another-port", limits=limits, credentials=Credentials("me", "secret"))
        with pytest.raises(EndpointError, match="asks for a name and a password"):
            asked.ask(SELECT)
        assert thief.authorizations == [""]


@pytest.mark.parametrize("scheme", ["Basic", "Digest"])
def test_a_password_is_given_when_it_is_asked_for_and_at_once_from_then_on(bad: Misbehaving, scheme: str) -> None:
    bad.authorizations.clear()
    asked = Endpoint(f"{bad.base}/{scheme.lower()}", limits=ROOM, credentials=Credentials("me", "secret"))
    for _ in range(2):
        assert asked.select(SELECT).rows == [("1",)]
    assert [given.partition(" ")[0] for given in bad.authorizations] == ["", scheme, scheme]


def test_the_user_agent_names_the_project_and_the_contact(bad: Misbehaving) -> None:
    bad.seen.clear()
    Endpoint(f"{bad.base}/good", contact="me@example.org").ask(SELECT)
    agent = f"interregional-ties/{kg.__version__} (+https://w3id.org/interregional-ties/; me@example.org)"
    assert bad.seen[0][2] == agent
    with pytest.raises(KgError, match="is no contact"):
        Endpoint(f"{bad.base}/good", contact="me\r\nX-Other: 1")


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <http://e.org/s> <http://e.org/p> 1 }",
        "PREFIX e: <http://e.org/> # SELECT\nDROP ALL",
        "SELECT * WHERE { SERVICE <http://e.org/> { ?s ?p ?o } }",
    ],
)
def test_updates_and_service_never_leave(bad: Misbehaving, text: str) -> None:
    asked = len(bad.seen)
    with pytest.raises(KgError, match="is refused"):
        endpoint(bad, "/good").ask(text)
    assert len(bad.seen) == asked


def test_a_comment_that_says_insert_does_not_turn_a_question_into_an_update(bad: Misbehaving) -> None:
    # SPARQLWrapper's own guess would send this as an update.
    text = "PREFIX e: <http://e.org/> # used to INSERT\nSELECT ?n WHERE { ?n a e:C }"
    assert endpoint(bad, "/good").select(text).rows == [("1",)]


def test_a_query_may_be_handed_to_the_package_that_people_know(bad: Misbehaving) -> None:
    wrapper = Endpoint(f"{bad.base}/good", contact="me@example.org").sparqlwrapper("SELECT ?n WHERE { ?n a tie:Place }")
    assert str(wrapper.queryString).startswith("PREFIX tie: <https://w3id.org/interregional-ties/ont#> SELECT")
    assert wrapper.queryAndConvert() == json.loads(GOOD)
    assert "me@example.org" in bad.seen[-1][2]


def test_a_proxy_that_cannot_be_used_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9")
    with pytest.raises(EndpointError, match=r"^http://e\.example/sparql cannot be (asked|reached)"):
        Endpoint("http://e.example/sparql", limits=ROOM).ask(SELECT)


def test_a_server_that_is_not_there_is_said_to_be_so() -> None:
    with pytest.raises(EndpointError, match="cannot be reached – check --endpoint and the network"):
        Endpoint("http://127.0.0.1:9/sparql", limits=ROOM).ask(SELECT)


@pytest.mark.parametrize(
    ("path", "is_too_much"), [("/500", True), ("/huge", True), ("/drip-body", True), ("/403", False)]
)
def test_a_question_that_asks_for_too_much_is_told_from_other_faults(
    bad: Misbehaving, path: str, is_too_much: bool
) -> None:
    with pytest.raises(EndpointError) as caught:
        endpoint(bad, path, FAST if path in ENDLESS else ROOM).ask(SELECT)
    assert caught.value.is_too_much is is_too_much
