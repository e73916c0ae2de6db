"""Every question says what it is in three languages, and what it says is true."""

from __future__ import annotations

import csv
import re

import pytest
import rdflib
from rdflib.plugins.sparql.parser import parseQuery

from kg.ask.catalog import Catalog, question_of, unknown_keys
from kg.ask.engine import ask
from kg.ask.results import Table
from kg.base import ids
from kg.base.errors import KgError
from kg.base.languages import LANGUAGES
from kg.base.resources import sources_dir
from kg.cli.query import query
from kg.gazetteer.folding import script_of
from kg.schema.codes import CODES
from kg.schema.terms import TIE
from tests.ask.worlds import oxigraph_world

CATALOG = Catalog()
QUESTIONS = CATALOG.questions()
TOPICS = {"places", "ties", "experts", "problems", "spheres", "network"}
TOPICS |= {"time", "sources", "quality", "wikidata", "publication"}
_WORDS = {"en": r"[A-Za-z]{3}", "ru": r"[А-Яа-яё]{3}", "zh": r"[\u4e00-\u9fff]{2}"}

every_question = pytest.mark.parametrize("name", CATALOG.names())


def test_every_topic_has_questions_and_there_are_at_least_45() -> None:
    assert {question.topic for question in QUESTIONS} >= TOPICS
    assert len(QUESTIONS) >= 45


def test_names_are_unique_over_the_topics() -> None:
    files = list(CATALOG.folder.glob("*/*.rq"))
    assert len({path.stem for path in files}) == len(files)


@every_question
def test_summary_description_and_question_are_there_in_three_languages(name: str) -> None:
    question = CATALOG.find(name)
    for what in ("summary", "description", "question"):
        for lang in LANGUAGES:
            text = question.said[what].get(lang, "")
            assert re.search(_WORDS[lang], text), f"{what} in {lang}"
            assert lang != "en" or script_of(text) == "en"
    assert not unknown_keys(question.text)


@every_question
def test_a_question_is_tagged_with_its_topic_first(name: str) -> None:
    question = CATALOG.find(name)
    assert question.tags[0] == question.topic


@every_question
def test_the_declared_columns_are_the_columns(name: str) -> None:
    question = CATALOG.find(name)
    answer = ask(oxigraph_world(), question.text, limit=1)
    assert isinstance(answer, Table) == bool(question.columns)
    if isinstance(answer, Table):
        assert answer.columns == question.columns


def bundled_ids(table: str) -> set[str]:
    """The ids in one kind of table of all bundled sources."""
    found = set()
    for path in sorted(sources_dir().glob(f"*/{table}.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            found |= {row["id"] for row in csv.DictReader(lines)}
    return found


BUNDLED = {"place": bundled_ids("places"), "source": bundled_ids("sources")}


@every_question
def test_defaults_are_allowed_and_exist_in_the_bundled_data(name: str) -> None:
    for each in CATALOG.find(name).parameters:
        values = set() if each.is_optional else set(each.shown_default.split(", "))
        if each.allowed:
            assert values <= set(each.allowed)
        if each.type in BUNDLED:
            assert values <= BUNDLED[each.type]
        if each.type == "concept":
            assert values <= CODES[each.scheme]


@every_question
def test_parameters_do_not_take_the_names_of_the_command(name: str) -> None:
    taken = {opt for param in query.params for opt in param.opts} - {"--lang"}
    assert not {f"--{each.name}" for each in CATALOG.find(name).parameters} & taken


@every_question
def test_a_question_orders_its_rows_to_the_last(name: str) -> None:
    question = CATALOG.find(name)
    if question.form == "SELECT" and "GROUP BY" not in question.text.split("WHERE", 1)[0]:
        answer = ask(oxigraph_world(), question.text)
        assert len(answer if isinstance(answer, Table) else ()) < 2 or "ORDER BY" in question.text


@every_question
def test_a_question_is_plain_sparql_for_every_tool(name: str) -> None:
    question = CATALOG.find(name)
    parseQuery(question.text)
    body = [line for line in question.text.splitlines() if line and not line.startswith("#+")]
    assert not [line for line in body if re.search(r"(^|\s)#", line)], "no comments after the header"
    assert "GROUP_CONCAT" not in question.text.upper()


@every_question
def test_every_own_term_is_in_the_ontology(name: str) -> None:
    known = {iri for term, iri in vars(TIE).items() if not term.startswith("_")} | set(TIE.__annotations__)
    used = set(re.findall(r"(?<![\w-])tie:([\w-]+)", CATALOG.find(name).text))
    assert {f"{ids.ONT}{term}" for term in used} <= known


def test_every_class_of_the_ontology_is_asked_about() -> None:
    text = " ".join(question.text for question in QUESTIONS)
    graph = rdflib.Graph()
    graph.parse(data=(CATALOG.folder.parent / "ontology" / "core.ttl").read_text(encoding="utf-8"), format="turtle")
    by_property = {
        "Attestation": "tie:attestedBy",
        "Authority": "org:postIn",
        "Facility": "tie:facilityKind",
        "Finding": "tie:findingKind",
        "HistoricalName": "tie:historicalName",
        "Measure": "tie:proposesMeasure",
        "Observation": "tie:indicator",
        "Post": "org:holds",
        "Problem": "tie:raisesProblem",
    }
    gathering = {"SourcedThing", "Interaction", "Assertion"}  # classes that only gather other classes
    for iri in graph.subjects(rdflib.RDF.type, rdflib.OWL.Class):
        if str(iri).startswith(ids.ONT):
            name = str(iri).removeprefix(ids.ONT)
            assert name in gathering or f"tie:{name}" in text or by_property.get(name, "?") in text, name


def test_an_unknown_name_gets_a_suggestion() -> None:
    with pytest.raises(KgError, match="did you mean hubs"):
        CATALOG.find("hub")
    with pytest.raises(KgError, match="did you mean"):
        CATALOG.find("ties/hubs")


def test_a_tag_that_no_question_has_gets_a_suggestion() -> None:
    with pytest.raises(KgError, match="did you mean office"):
        CATALOG.questions("ofice")


def test_a_question_is_found_with_its_topic_and_its_suffix() -> None:
    assert CATALOG.find("network/hubs.rq").iri == f"{ids.QUERY}network/hubs"


def test_a_text_without_a_header_is_a_question_without_parameters() -> None:
    question = question_of("SELECT ?s { VALUES ?s { 1 } }")
    assert question.parameters == ()
    assert question.tell("summary", "ru") == ""
