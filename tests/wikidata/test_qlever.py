"""The questions to Wikidata are answered by an engine that refuses as QLever does, and none is asked twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.ask.endpoint import Endpoint
from kg.ask.remote.faults import EndpointError
from kg.wikidata import fetch
from kg.wikidata.client import QUERIES, Cache, Client, nodes
from kg.wikidata.twin_ties import between
from tests.wikidata.conftest import DATE, NO_PAUSE
from tests.wikidata.qlever import QLever, qlever
from tests.wikidata.slice import SMALL, SMALL_THERE, small

ITEMS = [*SMALL, *SMALL_THERE, "Q42956", "Q902"]
NAMES = [*(("ru", name) for name in SMALL.values()), *(("zh", name) for name in SMALL_THERE.values())]


def everything(server: QLever, folder: Path) -> list[Any]:
    """What every question of the catalogue finds."""
    client = Client(Endpoint(server.url), Cache(folder, DATE), pace=NO_PAUSE)
    return [
        fetch.countries(client, ["RU", "CN"]),
        fetch.candidates(client, NAMES, ["Q159", "Q148"]),
        fetch.candidates(client, NAMES, []),
        fetch.items(client, ITEMS),
        fetch.merged(client, ITEMS),
        fetch.populations(client, ITEMS),
        between(client, ("Q159", "Q148"), own=(SMALL, SMALL_THERE)),
    ]


@pytest.fixture(scope="module")
def generous() -> Iterator[QLever]:
    with qlever(small()) as server:
        yield server


def test_no_question_is_refused_and_the_whole_catalogue_is_asked(generous: QLever, tmp_path: Path) -> None:
    everything(generous, tmp_path)
    first_lines = {path.read_text(encoding="utf-8").splitlines()[0] for path in QUERIES.glob("*.rq")}
    assert {query.splitlines()[0] for query in generous.asked} == first_lines
    assert not any(map(generous.refusal, generous.asked))


def test_what_is_too_much_for_it_is_halved_and_never_asked_again(generous: QLever, tmp_path: Path) -> None:
    with qlever(small(), names=5, items=50) as server:  # the classes of a place are 45
        found = everything(server, tmp_path / "names")
        assert any(map(server.refusal, server.asked))
        assert max(server.asked.values()) == 1
    assert found == everything(generous, tmp_path / "whole")


@pytest.mark.parametrize(
    ("items", "told"),
    [
        (1, "ran out of time (HTTP 429): Operation timed out. In Join"),
        (1000, "fails inside (HTTP 500): Tried to allocate 6.6 GB, but only 3.3 GB were available."),
    ],
)
def test_what_it_says_is_told_and_the_same_is_not_asked_again(items: int, told: str) -> None:
    query = "SELECT * { VALUES ?p { <http://e.org/p> <http://e.org/q> } ?s ?p ?o }"
    if items == 1:
        query = query.replace("?s ?p ?o", "?s <http://e.org/p> ?p")
    with qlever(small(), items=items) as server, pytest.raises(EndpointError) as caught:
        Endpoint(server.url).select(query)
    assert told in str(caught.value)
    assert (caught.value.is_too_much, server.asked.total()) == (True, 1)


def test_many_names_are_asked_for_four_hundred_at_a_time(generous: QLever, tmp_path: Path) -> None:
    before = generous.asked.total()
    client = Client(Endpoint(generous.url), Cache(tmp_path, DATE), pace=NO_PAUSE)
    assert fetch.candidates(client, [("ru", f"Городок {n}") for n in range(900)], ["Q159"]) == {}
    assert generous.asked.total() - before == 3


def test_items_are_halved_too_when_they_take_too_long(tmp_path: Path) -> None:
    with qlever(small(), items=3) as server:
        client = Client(Endpoint(server.url), Cache(tmp_path, DATE), pace=NO_PAUSE)
        found = client.batched("populations", "item", nodes(ITEMS), 300)
        assert len(found) == 2 * len({*SMALL, *SMALL_THERE})
        assert max(server.asked.values()) == 1
