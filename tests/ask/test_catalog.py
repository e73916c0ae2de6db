"""Every question says what it is in three languages, and what it says is true."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import product

import pytest
import rdflib

from kg.ask.catalog import Catalog, Question, question_of
from kg.ask.engine import ask
from kg.ask.header import read_header
from kg.ask.labels import words
from kg.ask.results import Table
from kg.base import ids
from kg.base.errors import KgError
from kg.base.languages import LANGUAGES, translated
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
_LETTER = {"en": r"[A-Za-z]", "ru": r"[А-Яа-яё]|^(ISO|IRI)", "zh": r"[\u4e00-\u9fff]|^(ISO|IRI)"}
_KEY = re.compile(r"(summary|description|question|headings)(_ru|_zh)?|tags|parameters|columns|method|endpoint_in_url")
_WORDS = {"en": r"[A-Za-z]{3}", "ru": r"[А-Яа-яё]{3}", "zh": r"[\u4e00-\u9fff]{2}"}

# Questions that mean another thing by a column than the others do, and so head it otherwise.
OTHER_MEANING = {
    "changes-since.date", "checkable-claims.kind", "findings-by-kind.finding", "findings-of-source.finding",
    "hubs-by-kind.ties", "most-ties.ties", "named-experts-of-claims.experts", "places-of-claims.places",
    "places-of-claims.respondents", "problems-per-expert.experts", "respondents-of-surveys.experts",
    "survey-in-numbers.experts",
    "survey-in-numbers.places", "surveys.respondents", "ties-without-source.kind",
}  # fmt: skip


def failures(check: Callable[[Question], Iterator[object]]) -> list[str]:
    """What a check has against each question of the catalogue."""
    return [f"{question.topic}/{question.name}: {why}" for question in QUESTIONS for why in check(question)]


def test_every_topic_has_questions_and_there_are_at_least_45() -> None:
    assert {question.topic for question in QUESTIONS} >= TOPICS
    assert len(QUESTIONS) >= 45


def test_names_are_unique_over_the_topics() -> None:
    files = list(CATALOG.folder.glob("*/*.rq"))
    assert len({path.stem for path in files}) == len(files)


def test_a_question_says_what_it_is_in_three_languages_and_is_tagged_with_its_topic_first() -> None:
    def check(question: Question) -> Iterator[object]:
        for what, lang in product(("summary", "description", "question"), LANGUAGES):
            text = question.said[what].get(lang, "")
            if not re.search(_WORDS[lang], text) or (lang == "en" and script_of(text) != "en"):
                yield f"{what} in {lang}: {text!r}"
        yield from {key for key in read_header(question.text) if not _KEY.fullmatch(key)}
        if question.tags[0] != question.topic:
            yield question.tags

    assert not failures(check)


def test_the_declared_columns_are_the_columns_and_have_headings_in_three_languages() -> None:
    def check(question: Question) -> Iterator[object]:
        answer = ask(oxigraph_world(), question.text, limit=1)
        columns = answer.columns if isinstance(answer, Table) else ()
        if columns != question.columns or bool(columns) != isinstance(answer, Table):
            yield f"columns {columns}"
        if columns and question.headed.keys() != set(LANGUAGES):
            yield "no headings"
        for lang, headings in question.headed.items():
            if len(set(headings)) != len(columns):
                yield f"{lang}: headings {headings}"
            yield from (f"{lang}: {heading!r}" for heading in headings if not re.search(_LETTER[lang], heading))

    assert not failures(check)


def test_a_column_has_the_same_heading_in_every_question() -> None:
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for question, lang in product(QUESTIONS, LANGUAGES):
        for column, heading in zip(question.columns, question.headings(lang), strict=True):
            if f"{question.name}.{column}" not in OTHER_MEANING:
                seen[column, lang].add(heading)
    assert not {key: headings for key, headings in seen.items() if len(headings) > 1}


def test_every_tag_and_parameter_is_named_in_three_languages_and_no_other() -> None:
    tags = {tag for question in QUESTIONS for tag in question.tags}
    parameters = {each.name for question in QUESTIONS for each in question.parameters} - {"lang"}
    assert words()["tags"].keys() == tags
    assert words()["parameters"].keys() == parameters
    for label, lang in product([text for named in words().values() for text in named.values()], LANGUAGES):
        assert re.search(_LETTER[lang], translated(label, lang)), (label, lang)


def bundled_ids(table: str) -> set[str]:
    """The ids in one kind of table of all bundled sources."""
    found = set()
    for path in sorted(sources_dir().glob(f"*/{table}.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            found |= {row["id"] for row in csv.DictReader(lines)}
    return found


def test_parameters_have_good_defaults_and_do_not_take_the_names_of_the_command() -> None:
    bundled = {"place": bundled_ids("places"), "source": bundled_ids("sources")}
    taken = {opt for param in query.params for opt in param.opts} - {"--lang"}

    def check(question: Question) -> Iterator[object]:
        for each in question.parameters:
            values = set() if each.is_optional else set(each.shown_default.split(", "))
            if each.allowed:
                yield from values - set(each.allowed)
            if each.type in bundled:
                yield from values - bundled[each.type]
            if each.type == "concept":
                yield from values - CODES[each.scheme]
            if f"--{each.name}" in taken:
                yield f"--{each.name} is an option of the command"

    assert not failures(check)


def test_a_question_has_no_comments_for_a_tool_to_stumble_over_and_orders_its_rows_to_the_last() -> None:
    def check(question: Question) -> Iterator[object]:
        body = [line for line in question.text.splitlines() if line and not line.startswith("#+")]
        yield from (f"a comment after the header: {line}" for line in body if re.search(r"(^|\s)#", line))
        if "GROUP_CONCAT" in question.text.upper():
            yield "GROUP_CONCAT"
        if question.form == "SELECT" and "GROUP BY" not in question.text.split("WHERE", 1)[0]:
            answer = ask(oxigraph_world(), question.text)
            if len(answer if isinstance(answer, Table) else ()) >= 2 and "ORDER BY" not in question.text:
                yield "no ORDER BY"

    assert not failures(check)


def test_every_own_term_is_in_the_ontology() -> None:
    known = {iri for term, iri in vars(TIE).items() if not term.startswith("_")} | set(TIE.__annotations__)

    def check(question: Question) -> Iterator[object]:
        used = set(re.findall(r"(?<![\w-])tie:([\w-]+)", question.text))
        yield from {f"{ids.ONT}{term}" for term in used} - known

    assert not failures(check)


def test_every_class_of_the_ontology_is_asked_about() -> None:
    text = " ".join(question.text for question in QUESTIONS)
    graph = rdflib.Graph()
    graph.parse(data=(CATALOG.folder.parent / "ontology" / "core.ttl").read_text(encoding="utf-8"), format="turtle")
    by_property = {
        "Attestation": "tie:attestedBy",
        "Authority": "org:postIn",
        "Facility": "tie:facilityKind",
        "Claim": "tie:findingKind",
        "DataIssue": "tie:findingKind",
        "PlaceName": "tie:placeName",
        "ProposedAction": "tie:proposesAction",
        "Observation": "tie:indicator",
        "Post": "org:holds",
        "Problem": "tie:raisesProblem",
    }
    # Classes that only gather other classes.
    gathering = {"SourcedThing", "Interaction", "LastingRelation", "Assertion", "Finding"}
    for iri in graph.subjects(rdflib.RDF.type, rdflib.OWL.Class):
        if str(iri).startswith(ids.ONT) and (iri, rdflib.OWL.deprecated, None) not in graph:
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
    assert question.headings("ru") == ()


@pytest.mark.parametrize(
    ("headings", "told"),
    [
        ("#+ headings: [A]\n#+ headings_ru: [А]\n#+ headings_zh: [甲]\n", "headings_ru has 1 headings for 2 columns"),
        ("#+ headings: [A, B]\n#+ headings_ru: [А, Б]\n", "headings_zh has 0 headings for 2 columns"),
    ],
)
def test_headings_that_lack_a_column_or_a_language_are_an_error_that_names_the_file(headings: str, told: str) -> None:
    with pytest.raises(KgError, match=f"ties/two.rq: {told}"):
        question_of(f"#+ columns: [a, b]\n{headings}SELECT ?a ?b {{ ?a ?p ?b }}", "ties", "two")


def test_columns_without_headings_are_headed_by_their_names() -> None:
    assert question_of("#+ columns: [a, b]\nSELECT ?a ?b { ?a ?p ?b }").headings("zh") == ("a", "b")


def test_a_tag_may_be_given_as_it_is_called_in_any_language() -> None:
    assert CATALOG.questions("редактору") == CATALOG.questions("editor")
