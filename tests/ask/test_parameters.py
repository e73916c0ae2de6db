"""A value becomes a checked RDF term, and never a piece of the query."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal

from kg.ask.catalog import Catalog, question_of
from kg.ask.engine import ask
from kg.ask.lookup import GraphNames
from kg.ask.parameters import TYPES, Parameter
from kg.ask.results import Table
from kg.ask.tokens import blocks
from kg.base.errors import KgError
from tests.ask.worlds import oxigraph_world

NAMES = GraphNames(oxigraph_world())
PLACE = Parameter("place", "place")
YEAR = Parameter("since", "year", minimum=1600, maximum=2100, default=("1900",))
KIND = Parameter("kind", "concept", "tie-kind", ("sister", "partner"), several=True)
TEXT = Parameter("text", "text")


@pytest.mark.parametrize(
    "name", ["Хабаровск", "khabarovsk", "哈巴罗夫斯克", "伯力", "хаба́ровск", "ru-khabarovsk", "Хабаровка"]
)
def test_a_place_is_found_by_any_of_its_names(name: str) -> None:
    assert PLACE.terms([name], NAMES) == "<https://w3id.org/interregional-ties/id/place/ru-khabarovsk>"


def test_a_place_that_is_not_known_gets_a_suggestion() -> None:
    with pytest.raises(KgError, match="did you mean"):
        PLACE.terms(["Хабаровк"], NAMES)


def test_a_place_may_be_written_after_what_holds_it() -> None:
    assert PLACE.terms(["黑龙江省哈尔滨市"], NAMES).endswith("/cn-harbin>")


@pytest.mark.parametrize("year", ["", "abc", "1995a", "1995-01", "-1995", "1066", "2101", "١٩٩٥", "1e3", "9" * 30])
def test_a_year_that_is_none_is_refused(year: str) -> None:
    with pytest.raises(KgError, match="--since"):
        YEAR.terms([year], NAMES)


BAD = ["", " ", "--5", "-", "+-5", "1 2", "a\nb", "\x00", "\udcff", "<b>", '"', "} UNION {", "٣", "x" * 5000]


@pytest.mark.parametrize("text", BAD)
@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind != "text"])
def test_a_parameter_of_any_type_refuses_bad_text_in_one_short_line(kind: str, text: str) -> None:
    parameter = Parameter("p", kind, "tie-kind", ("en", "ru") if kind == "language" else (), default=("1",))
    with pytest.raises(KgError) as caught:
        parameter.terms([text], NAMES)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("text", BAD)
def test_a_text_becomes_one_literal_whatever_it_holds_or_is_refused(text: str) -> None:
    if text.strip() and text != "\udcff":
        assert TEXT.terms([text], NAMES) == str(Literal(text.strip()))
    else:
        with pytest.raises(KgError, match="--text"):
            TEXT.terms([text], NAMES)


@pytest.mark.parametrize("bound", ["minimum", "maximum"])
def test_a_bound_that_is_no_number_is_told_with_its_question(bound: str) -> None:
    with pytest.raises(KgError, match="own: the parameter"):
        question_of(
            f"#+ parameters:\n#+   - name: n\n#+     type: integer\n#+     {bound}: five\nASK {{ VALUES ?n {{ 1 }} }}",
            "",
            "own",
        )


def test_a_year_is_an_integer() -> None:
    assert YEAR.terms(["1995"], NAMES) == '"1995"^^<http://www.w3.org/2001/XMLSchema#integer>'


def test_a_concept_may_be_written_as_a_label() -> None:
    sphere = Parameter("sphere", "concept", "sphere")
    assert {sphere.terms([name], NAMES) for name in ("culture", "Культура", "文化")} == {
        "<https://w3id.org/interregional-ties/voc/sphere/culture>"
    }


def test_a_concept_of_the_scheme_that_the_question_does_not_allow_is_refused() -> None:
    with pytest.raises(KgError, match="allowed: sister, partner"):
        KIND.terms(["unknown"], NAMES)
    with pytest.raises(KgError, match="did you mean sister"):
        KIND.terms(["sistr"], NAMES)


def test_several_values_where_they_are_allowed() -> None:
    assert KIND.terms(["sister", "partner"], NAMES).count("<https://") == 2
    with pytest.raises(KgError, match="takes one value"):
        YEAR.terms(["1990", "1991"], NAMES)


def test_a_source_is_found_by_id_and_by_title() -> None:
    source = Parameter("source", "source")
    assert source.terms(["Friend cities"], NAMES) == source.terms(["KHV_ADM"], NAMES)
    with pytest.raises(KgError, match="no source is called"):
        source.terms(["Enemy cities"], NAMES)


def test_a_language_outside_the_list_is_refused() -> None:
    lang = Parameter("lang", "language", allowed=("en", "ru", "zh"))
    with pytest.raises(KgError, match="cannot be 'de'"):
        lang.terms(["de"], NAMES)


@pytest.mark.parametrize(
    "text", ['" } ?s ?p ?o {', "x' . DROP ALL #", "a\nb", "\\", "<http://e.org/>", "{}", "日本\u0000", "$1 \\g<0>"]
)
def test_a_text_stays_a_text(text: str) -> None:
    question = question_of(
        '#+ parameters:\n#+   - name: text\n#+     type: text\nSELECT ?text { VALUES ?text { "x" } }'
    )
    filled = question.filled({"text": [text]}, NAMES)
    assert len(blocks(filled)[0].values) == 1
    answer = ask(oxigraph_world(), filled)
    assert isinstance(answer, Table)
    assert answer.rows == [(text.strip(),)]


def test_an_unknown_parameter_gets_a_suggestion() -> None:
    with pytest.raises(KgError, match="did you mean place"):
        Catalog().find("partners-of-place").filled({"plase": ["Харбин"]}, NAMES)


@pytest.mark.parametrize(
    "header",
    [
        "#+   - name: x\n#+     type: planet",
        "#+   - name: x\n#+     type: concept",
        "#+   - name: x\n#+     type: year:tie-kind",
        "#+   - name: x\n#+     type: text\n#+     colour: red",
        "#+   - type: text",
        "#+   - name: y\n#+     type: text",
    ],
)
def test_a_parameter_that_is_not_declared_well_is_refused(header: str) -> None:
    with pytest.raises(KgError):
        question_of(f"#+ parameters:\n{header}\nASK {{ VALUES ?x {{ 1 }} ?s ?p ?x }}")


def test_blocks_of_one_parameter_must_agree_on_the_default() -> None:
    with pytest.raises(KgError, match="different defaults"):
        question_of(
            "#+ parameters:\n#+   - name: x\n#+     type: integer\n"
            "ASK { VALUES ?x { 1 } { SELECT * { VALUES ?x { 2 } } } }"
        )
