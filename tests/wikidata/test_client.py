"""Query files, cache and batches: standard SPARQL, terms only, one question asked once a day."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode
from rdflib.plugins.sparql.parser import parseQuery

from kg.ask.results import Table
from kg.base.errors import KgError
from kg.schema.codes import CODES
from kg.wikidata import fetch, place_classes, quickstatements
from kg.wikidata.client import QUERIES, Cache, Client, filled
from tests.wikidata.conftest import DATE, NO_PAUSE


class Recorder:
    """An endpoint that answers with its rows, none at first, and remembers what it was asked."""

    url = "http://recorder.example/"

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.rows: list[list[NamedNode | Literal]] = []

    def select(self, text: str, within: float) -> Table:  # noqa: ARG002 (it is quick)
        self.asked.append(text)
        return Table(["item", "property", "value"], self.rows)


@pytest.mark.parametrize("path", sorted(QUERIES.glob("*.rq")), ids=lambda path: path.stem)
def test_every_query_file_is_standard_sparql(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    parseQuery(text)
    lowered = text.lower()
    for extension in ("service", "wikibase:label", "bd:", "geof:", "hint:", "gas:"):
        assert extension not in lowered
    assert text.startswith("# "), "the first line says what is asked"
    assert filled(path.stem, {}) == text


def test_a_name_never_becomes_a_part_of_a_query() -> None:
    hostile = 'x" } INSERT DATA { <a:a> <a:a> <a:a> } # \\ \n ?x'
    text = filled("names", {"name": [Literal(hostile, language="en")], "country": [NamedNode("http://e.org/Q1")]})
    parseQuery(text)
    literal = str(Literal(hostile, language="en"))
    assert text.count("INSERT") == text.count(literal) == 2  # once as a label, once as an alias
    assert "\\n" in text


def test_the_cache_is_keyed_by_query_and_date(tmp_path: Path) -> None:
    endpoint = Recorder()
    for day in ("2026-01-30", DATE, DATE):
        for qid in ("Q1", "Q2", "Q1"):
            fetch.items(Client(endpoint, Cache(tmp_path, day), pace=NO_PAUSE), [qid])
    assert len(endpoint.asked) == 4  # two questions on each of two days
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026-01-30", DATE]


def test_the_same_items_in_another_order_are_the_same_question(tmp_path: Path) -> None:
    endpoint = Recorder()
    for order in (["Q1", "Q2", "Q3"], ["Q3", "Q2", "Q1", "Q1"]):
        fetch.items(Client(endpoint, Cache(tmp_path, DATE), pace=NO_PAUSE), order)
    assert len(endpoint.asked) == 1


def test_a_population_may_be_written_as_a_decimal(tmp_path: Path) -> None:
    endpoint = Recorder()
    whole, part, none = (Literal(text) for text in ("190520.0", "0.5", "INF"))
    year, item = Literal("2020-01-01T00:00:00Z"), NamedNode("http://www.wikidata.org/entity/Q1")
    endpoint.rows = [[item, number, year] for number in (part, whole, none)]
    assert fetch.populations(Client(endpoint, Cache(tmp_path, DATE), pace=NO_PAUSE), ["Q1"]) == {"Q1": (2020, "190520")}


def test_offline_uses_what_is_kept_and_never_asks(tmp_path: Path) -> None:
    endpoint = Recorder()
    fetch.items(Client(endpoint, Cache(tmp_path, DATE), pace=NO_PAUSE), ["Q1"])
    offline = Client(endpoint, Cache(tmp_path, DATE), offline=True)
    assert fetch.items(offline, ["Q1"])["Q1"].exists is False
    with pytest.raises(KgError, match="--offline forbids asking"):
        fetch.items(offline, ["Q2"])
    assert len(endpoint.asked) == 1


def flipped(content: bytes) -> bytes:
    return content.replace(b"Q9", b"Q8")  # one bit


@pytest.mark.parametrize("damage", [flipped, lambda content: content[:40], lambda content: b""])
def test_a_damaged_file_of_the_cache_is_asked_again_and_counted(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    endpoint = Recorder()
    item, prop, holder = (NamedNode(f"http://www.wikidata.org/{name}") for name in ("entity/Q1", "P131", "entity/Q9"))
    endpoint.rows = [[item, prop, holder]]
    sound = fetch.items(Client(endpoint, Cache(tmp_path, DATE), pace=NO_PAUSE), ["Q1"])
    for path in tmp_path.rglob("*.json"):
        path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(KgError, match=r"the kept answer to items\.rq of 2026-01-31 is damaged, and --offline"):
        fetch.items(Client(endpoint, Cache(tmp_path, DATE), offline=True), ["Q1"])
    again = Client(endpoint, Cache(tmp_path, DATE), pace=NO_PAUSE)
    assert fetch.items(again, ["Q1"]) == sound
    assert len(endpoint.asked) == 2
    assert fetch.items(Client(endpoint, Cache(tmp_path, DATE), offline=True), ["Q1"]) == sound


@pytest.mark.parametrize("date", ["31.01.2026", "yesterday", "../../x"])
def test_a_date_is_checked_before_it_names_a_folder(date: str, tmp_path: Path) -> None:
    with pytest.raises(KgError, match="write a day"):
        Cache(tmp_path, date)


def test_the_table_of_properties_is_what_the_queries_and_batches_use() -> None:
    texts = [path.read_text(encoding="utf-8") for path in QUERIES.glob("*.rq")]
    written = Path(quickstatements.__file__).read_text(encoding="utf-8")
    used = {f"P{number}" for text in texts for number in re.findall(r"\b(?:wdt|p|ps|pq|pqv|pr):P(\d+)", text)}
    used |= {f"P{number}" for number in re.findall(r'"[!]?[Ss](\d+)"', written)} | {"P854"}
    table = (QUERIES / "README.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| (P\d+) \|", table, re.MULTILINE)) == sorted(used)


def test_no_class_stands_twice_in_the_table() -> None:
    table = place_classes.table()
    assert len(table) == len(place_classes.ROWS.read_text(encoding="utf-8").splitlines()) - 1
    levels = {row.level for row in table.values()} - {place_classes.OTHER, place_classes.FORMER}
    assert levels <= CODES["level"]
    assert {level for levels in place_classes.NEAR.values() for level in levels} | place_classes.NEAR.keys() <= CODES[
        "level"
    ]
