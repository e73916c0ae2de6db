"""Nothing passes the checks by hiding; parameters are found where they are and nowhere else."""

from __future__ import annotations

import pytest

from kg.ask.tokens import blocks, query_form, replaced
from kg.base.errors import KgError

SERVICE = "SERVICE <http://e.org/> { ?s ?p ?o }"


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * {{ {SERVICE} }}",
        f"SELECT * {{ {SERVICE.lower()} }}",
        "SELECT * { SERVICE SILENT ?where { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER(?o<3)SERVICE ?where{ ?s ?p ?o } }",
        f"# harmless\nSELECT * {{ ?s ?p '#' . {SERVICE} }}",
        f"SELECT * {{ ?s ?p <http://e.org/#x> . {SERVICE} }}",
        f'SELECT * {{ ?s ?p """a " quote""" . {SERVICE} }}',
        f"SELECT * {{ ?s ?p 'it\\'s' . {SERVICE} }}",
        f'SELECT * {{ ?s ?p "\\u0022 . {SERVICE} #" }}',
        f"CONSTRUCT WHERE {{ {{ SELECT * {{ {SERVICE} }} }} }}",
    ],
)
def test_service_is_refused_wherever_it_stands(text: str) -> None:
    with pytest.raises(KgError):
        query_form(text)


def test_service_spelled_with_escapes_is_refused() -> None:
    with pytest.raises(KgError):
        query_form("SELECT * { SERV\\u0049CE <http://e.org/> { ?s ?p ?o } }")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p 'SERVICE <http://e.org/>' }",
        "SELECT * { ?s <http://e.org/SERVICE> ?o } # SERVICE",
        "PREFIX e: <http://e.org/> SELECT * { ?SERVICE e:SERVICE ?o }",
    ],
)
def test_the_word_service_is_no_call(text: str) -> None:
    assert query_form(text) == "SELECT"


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <http://e.org/a> <http://e.org/b> 1 }",
        "PREFIX e: <http://e.org/> DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://e.org/data>",
        "CLEAR ALL",
        "WITH <http://e.org/g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_an_update_is_refused(text: str) -> None:
    with pytest.raises(KgError, match="may not change the graph"):
        query_form(text)


@pytest.mark.parametrize("text", ["", "   # only a comment", "PREFIX e: <http://e.org/>", "{ ?s ?p ?o }"])
def test_a_text_that_asks_nothing_is_refused(text: str) -> None:
    with pytest.raises(KgError, match="no SELECT, ASK, CONSTRUCT or DESCRIBE"):
        query_form(text)


def test_a_character_that_begins_nothing_is_shown_with_its_place() -> None:
    with pytest.raises(KgError, match=r"line 2, column 3: '\\'"):
        query_form("ASK {\n  \\ }")


def test_a_long_text_of_one_kind_is_read_in_linear_time() -> None:
    assert query_form(f"ASK {{ ?s ?p '{'a' * 100_000}' }}") == "ASK"
    assert query_form(f"ASK {{ ?s ?p {'a.' * 5_000}b:c }}") == "ASK"


def test_a_block_is_found_with_every_kind_of_term() -> None:
    text = """ASK { VALUES ?x { <http://e.org/a> e:b "c"@en 'd'^^e:t 1 -2.5 true UNDEF } ?s ?p ?x }"""
    (block,) = blocks(text)
    assert block.variable == "x"
    assert block.values == ("<http://e.org/a>", "e:b", '"c"@en', "'d'^^e:t", "1", "-2.5", "true", "UNDEF")


def test_blocks_of_several_variables_and_quoted_blocks_are_no_parameters() -> None:
    text = "ASK { VALUES (?a ?b) { (1 2) } ?s ?p 'VALUES ?c { 1 }' } # VALUES ?d { 1 }"
    assert blocks(text) == []


def test_every_block_of_a_variable_is_swapped() -> None:
    text = "ASK { VALUES ?x { 1 } { SELECT ?x { VALUES ?x { 1 } ?s ?p ?x } } }"
    assert [block.values for block in blocks(replaced(text, {"x": "2"}))] == [("2",), ("2",)]


def test_a_variable_without_a_block_is_refused() -> None:
    with pytest.raises(KgError, match="no VALUES block"):
        replaced("ASK { ?s ?p ?x }", {"x": "2"})


def test_a_block_that_holds_no_terms_is_refused() -> None:
    with pytest.raises(KgError, match="which is no term"):
        blocks("ASK { VALUES ?x { ?y } ?s ?p ?x }")
