"""Answers as rows, frames, graphs, files and notebook tables."""

from __future__ import annotations

import io
import re
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from pyoxigraph import Literal, NamedNode, Triple

from kg.api.graph import Graph
from kg.api.result import Result
from kg.ask.results import Graph as Triples
from kg.ask.results import Table, Truth, Value
from kg.base.errors import KgError
from kg.base.languages import speaking
from kg.dossier.facts import Code
from kg.dossier.place import Place
from kg.dossier.record import Records
from kg.dossier.tie import OwnTie
from kg.network.ties import Link, Network, Node

TABLE = Table(
    ["place", "ties", "share", "note", "class"],
    [
        [NamedNode("https://e.org/a?x=1&y='b'"), Literal(12), Literal(0.5), None, Literal("<script>alert(1)</script>")],
        [NamedNode("javascript:alert(1)"), None, Literal(2), Literal(True), Literal("a\u202eb")],
    ],
)


class _Tags(HTMLParser):
    """The tags and addresses of a piece of HTML, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data: str) -> None:
        self.text += data


def read_html(shown: Any) -> _Tags:
    tags = _Tags()
    tags.feed(shown._repr_html_())
    return tags


def test_rows_are_named_tuples_and_a_name_python_forbids_becomes_a_position() -> None:
    first, second = Result(TABLE)
    assert (first.place, first.ties, first.note, second.note) == ("https://e.org/a?x=1&y='b'", 12, None, True)
    assert first._fields == ("place", "ties", "share", "note", "_4")


def test_a_yes_is_true_and_a_no_is_false() -> None:
    assert Result(Truth(True))
    assert not Result(Truth(False))
    assert (len(Result(Truth(False))), Result(Truth(False)).columns) == (1, ("answer",))
    assert not Result(Table(["n"], []))
    assert [repr(Result(each)) for each in (Truth(True), Table(["n"], [[1]]), Triples.of([]))] == [
        "<Result yes>",
        "<Result 1 rows: n>",
        "<Result 0 triples: subject, predicate, object>",
    ]


def test_a_frame_keeps_whole_numbers_whole_and_gaps_missing() -> None:
    frame = Result(TABLE).to_pandas()
    assert [str(kind) for kind in frame.dtypes] == ["string", "Int64", "Float64", "boolean", "string"]
    assert frame["ties"].tolist()[0] == 12
    assert frame["ties"].isna().tolist() == [False, True]
    assert Result(Table(["n"], [[2**70], [1]])).to_pandas()["n"].tolist() == [2**70, 1]
    assert Result(Table(["n"], [])).to_pandas().shape == (0, 1)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["Harbin", "Heihe"], "string"),
        ([None, None], "string"),
        ([12, None], "Int64"),
        ([1, 0.5], "Float64"),
        (["a", 1], "object"),
        ([True], "boolean"),
    ],
)
def test_a_column_of_a_frame_has_the_type_that_holds_its_values(values: list[Value], kind: str) -> None:
    frame = Result(Table(["n", "n"], [[each, each] for each in values])).to_pandas()
    assert [str(each) for each in frame.dtypes] == [kind, kind]


def test_without_pandas_the_extra_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KgError) as caught:
        Result(TABLE).to_pandas()
    assert "pip install 'interregional-ties[pandas]'" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_construct_becomes_a_networkx_graph_that_graphml_can_hold(world: Graph) -> None:
    result = world.query("sister-network-as-graph")
    graph = result.to_networkx()
    khabarovsk, harbin = (world.place(name).iri for name in ("Хабаровск", "Харбин"))
    assert graph.has_edge(khabarovsk, harbin, key="sisterOf")
    assert graph.nodes[harbin]["label_ru"] == "Харбин"
    edges = sum(str(row.object).startswith("https://") for row in result)
    assert graph.number_of_edges() == edges
    written = io.BytesIO()
    nx.write_graphml(graph, written)
    again = nx.read_graphml(io.BytesIO(written.getvalue()), force_multigraph=True)
    assert dict(again.nodes.items()) == dict(graph.nodes.items())
    assert sorted(again.edges) == sorted(graph.edges)


def test_two_properties_of_one_name_are_two_edges_and_several_values_one_text() -> None:
    a, b = NamedNode("http://e.org/a"), NamedNode("http://e.org/b")
    triples = [Triple(a, NamedNode(f"http://{host}/to"), b) for host in ("one", "two")]
    triples += [Triple(a, NamedNode("http://e.org/n"), Literal(n)) for n in (2, 1)]
    graph = Result(Triples.of(triples)).to_networkx()
    assert sorted(graph.edges(keys=True)) == [(a.value, b.value, "http://two/to"), (a.value, b.value, "to")]
    assert graph.nodes[a.value] == {"n": "1; 2"}


def test_rows_are_no_graph() -> None:
    with pytest.raises(KgError, match="to_pandas"):
        Result(TABLE).to_networkx()


def test_nothing_in_a_notebook_table_acts() -> None:
    found = read_html(Result(TABLE, title="<img src=x onerror=alert(1)>"))
    assert set(found.tags) <= {"table", "caption", "thead", "tbody", "tr", "th", "td", "a", "p", "div"}
    assert found.addresses == ["https://e.org/a?x=1&y='b'"]
    assert "<script>alert(1)</script>" in found.text
    assert "\u202e" not in found.text
    assert "2 rows" in found.text


def test_a_notebook_shows_the_first_rows_and_tells_how_many_there_are() -> None:
    found = read_html(Result(Table(["n"], [[n] for n in range(1234)])))
    assert found.tags.count("td") == 100
    assert "1,234 rows (the first 100 are shown)" in found.text
    assert read_html(Result(Truth(True))).text == "yes"
    assert read_html(Result(Triples.of([]))).text.endswith("0 triples")


def test_whatever_a_notebook_shows_scrolls_in_a_low_box_and_has_few_rows(world: Graph) -> None:
    harbin = world.place("Harbin")
    for shown in (world.query("hubs"), harbin, harbin.ties, harbin.observations, world.network(), everything()):
        html = shown._repr_html_()
        assert re.match(r'<div style="max-height: (\d{3})px; overflow: auto">', html)[1] <= "400"  # type: ignore[index]
        assert read_html(shown).tags.count("tr") <= 101
    assert "1,234 places, 1,233 ties (the first 100 are shown)" in read_html(everything()).text
    assert repr(everything()) == "<Network 1234 places, 1233 ties>"


def everything() -> Network:
    """A star of many places, whose names would act if they were not escaped."""
    nodes = {
        f"p{n}": Node(f"p{n}", {"en": f"<script>{n}</script>"}, "", "", "", "", False, None, None, "")
        for n in range(1234)
    }
    ends = list(nodes)[1:]
    return Network(nodes, tuple(Link(f"t{end}", "p0", end, "sister", "", None, None, 1, 0.5, ()) for end in ends))


def test_names_of_places_and_ties_do_not_act_in_a_notebook(world: Graph) -> None:
    bad = {"en": "<img src=x onerror=alert(1)>"}
    place = Place(world._asked, "cn-harbin", bad)
    tie = replace(world.place("Harbin").ties[0], partner=place, status=Code("voc/status/active", bad))
    for shown in (place, Records(OwnTie, [tie]), everything()):
        found = read_html(shown)
        assert not {"img", "script"} & set(found.tags)
        assert "<img src=x onerror=alert(1)>" in found.text or "<script>0</script>" in found.text


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", ["Partner", "Independent sources", "Khabarovsk", "sister tie"]),
        ("ru", ["Партнёр", "Независимых источников", "Хабаровск", "побратимская связь"]),
        ("zh", ["伙伴", "独立来源数", "哈巴罗夫斯克", "友好城市（省州）关系"]),
    ],
)
def test_a_list_of_ties_prints_as_a_table_in_the_language_of_the_context(
    world: Graph, lang: str, told: list[str]
) -> None:
    ties = world.place("Harbin").ties
    with speaking(lang):
        found, printed = read_html(ties), str(ties)
    assert all(text in found.text and text in printed for text in told)
    assert found.tags.count("tr") == 1 + len(ties) == len(printed.splitlines()) - 1


def test_an_answer_is_saved_in_the_format_of_its_name_or_not_at_all(tmp_path: Path) -> None:
    result = Result(Table(["n"], [["=1+1"]]))
    assert result.save(tmp_path / "n.csv").read_text(encoding="utf-8") == "n\n'=1+1\n"
    assert '"value": "=1+1"' in result.save(tmp_path / "n.txt", "json").read_text(encoding="utf-8")
    with pytest.raises(KgError, match="cannot be written as ttl"):
        result.save(tmp_path / "n.ttl")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["n.csv", "n.txt"]
