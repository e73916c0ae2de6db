"""The coded survey holds what the article holds, in codes, places and languages that exist."""

from __future__ import annotations

import re
import tomllib
from collections import Counter

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDFS, SKOS

from kg.base.resources import ontology_dir, sources_dir
from tests.sources.tables import Row, rows_of

SURVEY = "makeeva-2021-2022"
AUTHOR = "makeeva-s-b"
SCHEMES = ("problem", "sphere", "measure", "stance")
CODED = {"problems": "problem", "spheres": "sphere", "measures": "measure", "stance": "stance"}
EUROPEAN = {"central", "northwestern", "southern", "north-caucasian", "volga"}
SECTIONS = {"Введение": 1, "Методы": 1, "Состояние": 3, "Проблемы": 7, "Результаты": 4}
HAN = re.compile(r"[\u4e00-\u9fff]")
CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


def scheme_graph(scheme: str) -> Graph:
    """One vocabulary file."""
    return Graph().parse(ontology_dir() / "vocab" / f"{scheme}.ttl")


def codes_of(scheme: str) -> set[str]:
    """The notations of the concepts of one vocabulary."""
    graph = scheme_graph(scheme)
    return {str(code) for concept in graph.subjects(SKOS.inScheme) for code in graph.objects(concept, SKOS.notation)}


def split(cell: str) -> list[str]:
    """The values of a cell."""
    return [value for value in cell.split(";") if value]


def pair(row: Row) -> str:
    """A tie as the statements write it."""
    return f"{row['place_a']}+{row['place_b']}"


CODES = {scheme: codes_of(scheme) for scheme in SCHEMES}
PLACES = {row["id"]: row for row in rows_of("gazetteer", "places")}
FORMATS = {row["id"] for row in rows_of("ties", "formats")}
RESPONDENTS = rows_of("makeeva", "respondents")
AUTHORITIES = {row["id"]: row for row in rows_of("makeeva", "authorities")}
EXPERTS = {row["id"]: row for row in rows_of("makeeva", "experts")}
STATEMENTS = rows_of("makeeva", "statements")
FINDINGS = {row["id"]: row for row in rows_of("makeeva", "findings")}
ATTESTATIONS = rows_of("makeeva", "attestations")
NAMED = {id: row for id, row in EXPERTS.items() if row["survey"]}
RESPONDING = {row["place"] for row in RESPONDENTS}


def home_of(expert: str) -> str:
    """The territory of the authority in which an expert holds a post."""
    return AUTHORITIES[EXPERTS[expert]["authority"]]["place"]


def experts_with(column: str, code: str) -> set[str]:
    """The experts of the survey in whose statements a code stands."""
    return {row["made_by"] for row in STATEMENTS if row["survey"] and code in split(row[column])}


# --- the survey, its places and its people


def test_the_survey_is_described_as_the_article_describes_it() -> None:
    (survey,) = rows_of("makeeva", "surveys")
    assert (survey["id"], survey["sample_size"], survey["question_count"]) == (SURVEY, "123", "7")
    assert (survey["period_start"], survey["period_end"]) == ("2021-03", "2022-12")
    assert split(survey["modes"]) == ["in-person", "telephone", "video-call", "written"]


def test_fifty_seven_cities_and_twenty_regions_respond() -> None:
    assert Counter(row["locator"] for row in RESPONDENTS) == {"Сноска 1": 57, "Сноска 2": 20}
    assert Counter(row["level"] for row in RESPONDENTS) == {"city": 55, "federal-city": 2, "region": 20}
    assert len(RESPONDING) == 77


@pytest.mark.parametrize("row", RESPONDENTS, ids=lambda row: row["place"])
def test_a_respondent_is_the_place_of_that_name_and_level(row: Row) -> None:
    place = PLACES[row["place"]]
    assert place["level"] == row["level"]
    assert place["name_ru"] == row["name_as_written"]
    assert row["survey"] == SURVEY


def test_twenty_three_experts_are_named_and_the_author_is_marked() -> None:
    assert len(NAMED) == 23
    assert [id for id in EXPERTS if id not in NAMED] == [AUTHOR]
    assert EXPERTS[AUTHOR]["note"] == "author"


@pytest.mark.parametrize("expert", sorted(NAMED))
def test_an_expert_holds_a_post_and_is_heard(expert: str) -> None:
    row = NAMED[expert]
    assert row["authority"] in AUTHORITIES
    assert home_of(expert) in PLACES
    assert all(row[column] for column in ("name_ru", "name_en", "name_zh", "post_ru", "post_en", "post_zh", "locator"))
    assert any(statement["made_by"] == expert for statement in STATEMENTS)


def test_three_experts_come_from_places_that_did_not_respond() -> None:
    outside = {expert for expert in NAMED if home_of(expert) not in RESPONDING}
    assert outside == set(split(FINDINGS["experts-outside-list"]["about"]))
    assert {home_of(expert) for expert in outside} == {"ru-volgograd-oblast", "ru-sakha", "ru-novosibirsk"}


# --- statements


@pytest.mark.parametrize("row", STATEMENTS, ids=lambda row: row["id"])
def test_a_statement_uses_codes_places_and_ties_that_exist(row: Row) -> None:
    for column, scheme in CODED.items():
        assert set(split(row[column])) <= CODES[scheme]
    assert row["made_by"] in EXPERTS
    assert row["survey"] == EXPERTS[row["made_by"]]["survey"]
    assert row["stance"]
    ties = {pair(attested) for attested in ATTESTATIONS}
    for thing in split(row["about"]):
        assert thing in PLACES or thing in FORMATS or thing in ties, thing


@pytest.mark.parametrize("row", [*STATEMENTS, *FINDINGS.values()], ids=lambda row: row["id"])
def test_a_text_is_in_three_languages_with_a_locator(row: Row) -> None:
    assert not HAN.search(row["text_ru"]) or row["id"] == "term-for-sister-regions"
    assert CYRILLIC.search(row["text_ru"])
    assert HAN.search(row["text_zh"])
    assert not CYRILLIC.search(row["text_en"]) or row["id"] == "petrova-name"
    assert row["text_en"].endswith(".")
    assert row["text_ru"].endswith(".")
    assert row["text_zh"].endswith("。")
    assert row["locator"]
    assert row["source"] == "MAKEEVA_SURVEY"


@pytest.mark.parametrize("row", STATEMENTS, ids=lambda row: row["id"])
def test_a_locator_is_a_section_and_a_paragraph_that_it_has(row: Row) -> None:
    section, paragraph = row["locator"].split(", абз. ")
    assert 1 <= int(paragraph) <= SECTIONS[section]


def test_two_statements_share_a_text_only_where_the_article_joins_their_experts() -> None:
    for language in ("en", "ru", "zh"):
        times = Counter(row[f"text_{language}"] for row in STATEMENTS)
        shared = [row["id"] for row in STATEMENTS if times[row[f"text_{language}"]] > 1]
        assert shared == [row["id"] for row in STATEMENTS if row["note"].startswith("Joint statement")]
        assert len(shared) == 9 + 3 + 2


# --- findings


def test_every_number_of_the_article_is_a_claim() -> None:
    claims = {id: (row["value"], row["base"], row["unit"]) for id, row in FINDINGS.items() if row["kind"] == "claim"}
    expected = {
        "survey-experts": ("123", "", "experts"),
        "survey-places": ("77", "", "places"),
        "survey-cities": ("57", "77", "places"),
        "survey-regions": ("20", "77", "places"),
        "survey-questions": ("7", "", "questions"),
        "survey-experience": ("5", "", "years"),
        "pairs-1988-2021": ("122", "", "pairs"),
        "border-cities": ("15", "122", "places"),
        "hubs-two-partners": ("5", "", "places"),
        "problem-distance": ("69", "123", "experts"),
        "problem-mentality": ("42", "123", "experts"),
        "problem-covid": ("123", "123", "experts"),
        "yakutia-districts": ("18", "", "places"),
        "yakutia-active-low": ("7", "18", "places"),
        "yakutia-active-high": ("8", "18", "places"),
        "yakutia-active-years-low": ("2", "", "years"),
        "yakutia-active-years-high": ("3", "", "years"),
        "two-problems-or-more": ("2", "", "problems"),
    }
    assert {id: claims[id] for id in expected} == expected


def test_the_four_illustrations_of_the_mechanism_are_found_by_the_concepts_of_the_claim() -> None:
    narrower = scheme_graph("problem")
    named = {concept.split("/")[1] for concept in split(FINDINGS["problem-mechanism"]["concept"])}
    codes = {
        str(narrower.value(concept, SKOS.notation))
        for concept in narrower.subjects(SKOS.inScheme)
        for top in narrower.transitive_objects(concept, SKOS.broader)
        if str(narrower.value(top, SKOS.notation)) in named
    }
    experts = {row["made_by"] for row in STATEMENTS if row["survey"] and codes & set(split(row["problems"]))}
    assert experts == {"guseva-o-yu", "dashiyev-d-a", "kazetov-yu-m", "chirva-a-yu"}


def test_a_requirement_on_staff_is_no_barrier_of_language() -> None:
    for problem in ("language-barrier", "cultural-differences"):
        assert "khrist-n-a" not in experts_with("problems", problem)


def test_a_measure_that_is_reported_as_done_is_marked() -> None:
    practice = {row["id"] for row in STATEMENTS if "practice:" in row["note"]}
    assert practice == {"guseva-o-yu-1", "mazhulina-a-v-2", "molin-ye-b-1", "abubakarov-a-a-1"}
    assert all(row["measures"] for row in STATEMENTS if row["id"] in practice)


def test_the_order_in_which_fields_are_named_is_a_guess_and_no_claim() -> None:
    assert FINDINGS["sphere-order"]["kind"] == "guess"


def test_what_findings_count_here_agrees_with_the_tables() -> None:
    def number(finding: str) -> int:
        return int(FINDINGS[finding]["value"])

    assert number("survey-named-experts") == len(NAMED)
    assert number("sphere-ranking") == sum(row["text_ru"].startswith("Вместе с ещё восемью") for row in STATEMENTS)
    assert number("problem-covid-named") == len(experts_with("problems", "covid-19"))
    assert experts_with("stance", "no-problems") == set(split(FINDINGS["no-problems-against-covid"]["about"]))
    border = {place for place in RESPONDING if PLACES[PLACES[place]["within"]]["borders"] == "cn"}
    assert border == set(split(FINDINGS["border-cities-not-listed"]["about"]))
    assert number("border-cities-not-listed") == len(border)


def test_forty_five_respondents_lie_in_european_russia() -> None:
    def macro_region(place: str) -> str:
        row = PLACES[place]
        return row["macro_region"] or PLACES[row["within"]]["macro_region"]

    european = [place for place in RESPONDING if macro_region(place) in EUROPEAN]
    assert f"{len(european)} lie in" in FINDINGS["european-part-more-active"]["note"]


@pytest.mark.parametrize("row", FINDINGS.values(), ids=lambda row: row["id"])
def test_a_finding_points_to_what_exists(row: Row) -> None:
    assert row["kind"] in codes_of("finding-kind")
    assert not row["unit"] or row["unit"] in codes_of("unit")
    assert not row["unit"] or row["value"]
    for concept in split(row["concept"]):
        scheme, code = concept.split("/")
        assert code in CODES[scheme], concept
    for thing in split(row["about"]):
        known = PLACES.keys() | FORMATS | EXPERTS.keys() | {SURVEY}
        assert all(part in known for part in thing.split("+")), thing
    assert re.fullmatch(r"([a-z]+/[a-z0-9-]+)?", row["recomputed_by"])


def test_a_hub_makes_no_tie() -> None:
    """The article names five leading places without their partners."""
    hubs = set(split(FINDINGS["hubs-two-partners"]["about"]))
    assert len(hubs) == 5
    assert not hubs & {row["place_a"] for row in ATTESTATIONS}


# --- ties


def test_the_article_joins_six_pairs() -> None:
    kinds = {pair(row): (row["kind"], row["status"]) for row in ATTESTATIONS}
    assert kinds == {
        "ru-voronezh-oblast+cn-guangxi": ("partner", "active"),
        "ru-blagoveshchensk+cn-heihe": ("sister", "active"),
        "ru-zhukovsky+cn-zhuhai": ("unknown", "active"),
        "ru-krasnodar+cn-harbin": ("sister", "active"),
        "ru-sakha+cn-heilongjiang": ("unknown", "active"),
        "ru-altai-krai+cn-xinjiang": ("unknown", "unknown"),
    }


@pytest.mark.parametrize("row", ATTESTATIONS, ids=pair)
def test_a_tie_has_places_of_the_stated_level_and_known_spheres(row: Row) -> None:
    assert PLACES[row["place_a"]]["level"] == row["level_a"]
    assert PLACES[row["place_b"]]["level"] == row["level_b"]
    assert set(split(row["spheres"])) <= CODES["sphere"]
    assert not row["date"], "the article dates no tie"


# --- vocabularies and the description of the source


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_concept_is_named_and_defined_in_three_languages(scheme: str) -> None:
    graph = scheme_graph(scheme)
    concepts = set(graph.subjects(SKOS.inScheme))
    assert len(concepts) == len(CODES[scheme])
    for concept in concepts:
        for predicate in (SKOS.prefLabel, RDFS.label, SKOS.definition):
            languages = sorted(
                str(o.language).lower() for o in graph.objects(concept, predicate) if isinstance(o, Literal)
            )
            assert languages == ["en", "ru", "zh-hans"], concept
        assert str(concept).endswith(f"/voc/{scheme}/{graph.value(concept, SKOS.notation)}")
        broader = list(graph.objects(concept, SKOS.broader))
        tops = list(graph.objects(concept, SKOS.topConceptOf))
        assert len(broader) + len(tops) == 1, concept
        assert set(broader) <= concepts


def test_problems_and_spheres_have_the_agreed_groups() -> None:
    def groups(scheme: str) -> set[str]:
        graph = scheme_graph(scheme)
        tops = {top for top in graph.subjects(SKOS.topConceptOf) if isinstance(top, URIRef)}
        assert tops == set(graph.objects(None, SKOS.hasTopConcept))
        return {str(graph.value(top, SKOS.notation)) for top in tops}

    assert groups("sphere") == {"humanitarian", "economic", "political"}
    assert groups("problem") == {
        "distance-logistics",
        "people-language",
        "mentality-image",
        "money",
        "institutions-law",
        "interest-continuity",
        "economic-structure",
        "epidemic",
    }


def test_the_tables_have_the_rows_that_the_source_declares() -> None:
    folder = sources_dir() / "makeeva"
    declared = tomllib.loads((folder / "source.toml").read_text(encoding="utf-8"))["tables"]
    assert set(declared) == {file.stem for file in folder.glob("*.csv")}
    for table, setting in declared.items():
        least, most = setting["rows"]
        assert least <= len(rows_of("makeeva", table)) <= most, table
        assert setting["because"]
