"""Spoilt questions and values: an answer, or a refusal in words; the store stays as it was."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kg.api.graph import Graph
from kg.ask.asked_graph import StoredGraph
from kg.ask.catalog import Catalog, question_of
from kg.ask.engine import ask
from kg.ask.results import Table
from kg.ask.tokens import tokens
from tests.ask.worlds import oxigraph_world
from tests.fuzz.kit import bounded, examples, refused_in_words, words

CATALOG = Catalog()
ASKED = [
    "are-sisters", "around-place-as-graph", "findings-by-kind", "hubs-by-kind", "partners-of-place", "places-as-nodes",
    "sister-network-as-graph", "ties-by-year", "changes-since", "facilities-of-place",
]  # fmt: skip
PIECES = [
    *(
        "SELECT",
        "ASK",
        "CONSTRUCT",
        "DESCRIBE",
        "INSERT",
        "DELETE",
        "LOAD",
        "SERVICE",
        "FROM",
        "GRAPH",
        "VALUES",
        "UNDEF",
    ),
    *(
        "FILTER",
        "BIND",
        "AS",
        "OPTIONAL",
        "UNION",
        "MINUS",
        "EXISTS",
        "NOT",
        "GROUP",
        "BY",
        "HAVING",
        "ORDER",
        "LIMIT",
        "IN",
    ),
    *(
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ".",
        ";",
        ",",
        "*",
        "/",
        "|",
        "^",
        "!",
        "+",
        "?",
        "^^",
        "<<",
        ">>",
        "@en",
        "#",
        "_:b",
        "?x",
    ),
    *(
        "<http://127.0.0.1:9/>",
        "<x>",
        "tie:Place",
        "no:prefix",
        "''",
        '"x"',
        '"\\u0022"',
        "1e9",
        "999999999999999999999",
        "-1",
    ),
    *(
        "COUNT(*)",
        "REGEX(?x, '(a+)+$')",
        "REPLACE('x', '(', '')",
        "<http://e/f>(1)",
        "xsd:integer('x')",
        "1/0",
        "\\u0053ERVICE",
    ),
]


def answered(text: str) -> None:
    """Ask the small world; what it holds is the same afterwards."""
    store = oxigraph_world()
    before = len(store)
    answer = ask(store, text, 200)
    assert len(store) == before
    assert not isinstance(answer, Table) or all(len(row) == len(answer.columns) for row in answer.rows)


@examples(40)
@given(data=st.data(), name=st.sampled_from(ASKED))
def test_a_spoilt_query_is_answered_or_refused(data: st.DataObject, name: str) -> None:
    pieces = [token.text for token in tokens(CATALOG.find(name).text)]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(pieces) - 1))
        new = data.draw(st.sampled_from(PIECES) | words | st.sampled_from(pieces))
        how = data.draw(st.sampled_from(["drop", "put", "put", "instead", "instead", "twice", "cut"]))
        if how == "cut":
            pieces = pieces[: at + 1]
        else:
            pieces[at : at + (how != "put")] = {
                "drop": [],
                "put": [new],
                "instead": [new],
                "twice": pieces[at : at + 1] * 2,
            }[how]
        pieces = pieces or ["ASK"]
    with refused_in_words():
        answered(" ".join(pieces))


@examples(25)
@given(
    data=st.data(),
    name=st.sampled_from([*CATALOG.names()]),
    value=words | st.integers() | st.none() | st.lists(words, max_size=3),
)
def test_a_hostile_value_of_a_parameter_is_a_term_or_is_refused(data: st.DataObject, name: str, value: Any) -> None:
    question = CATALOG.find(name)
    if question.parameters:
        parameter = data.draw(st.sampled_from([each.name for each in question.parameters] + ["lang", "none"]))
        with refused_in_words():
            Graph(StoredGraph(oxigraph_world())).query(name, **{parameter: value})


@examples(25)
@given(data=st.data(), name=st.sampled_from(ASKED), word=words)
def test_a_spoilt_header_of_a_query_file_is_read_or_refused(data: st.DataObject, name: str, word: str) -> None:
    lines = CATALOG.find(name).text.splitlines()
    heads = [number for number, line in enumerate(lines) if line.startswith("#+")]
    at = data.draw(st.sampled_from(heads))
    key, colon, value = lines[at].partition(":")
    lines[at] = data.draw(
        st.sampled_from([f"{key}{colon} {word}", f"#+ {word}{colon}{value}", f"#+   - {word}", "#+", f" {lines[at]}"])
    )
    with refused_in_words():
        question_of("\n".join(lines))


@examples(40)
@given(name=words, limit=st.integers(1, 5))
def test_a_hostile_name_of_a_place_finds_places_or_is_refused(name: str, limit: int) -> None:
    graph = Graph(StoredGraph(oxigraph_world()))
    with bounded():
        assert len(graph.places(name, limit)) <= limit
    with refused_in_words():
        graph.place(name)
