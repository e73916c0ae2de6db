"""The claims of the bundled sources, recounted: what comes out is in ``verdicts.csv``, read and agreed on."""

from __future__ import annotations

import csv
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.ask.asked_graph import StoredGraph
from kg.ask.catalog import Catalog
from kg.base.ids import QUERY
from kg.base.languages import translated
from kg.base.resources import sources_dir
from kg.claims.claim import Result
from kg.claims.listing import CLAIMANTS, changes, report, whole, why
from kg.claims.recount import READ, UNWRITTEN, claims_of, dated, recount
from kg.claims.rules import RULES
from kg.claims.stated import read_methods
from kg.graph.build import build
from kg.graph.store import load

GOLDEN = Path(__file__).with_name("verdicts.csv")
LANGUAGES = ("en", "ru", "zh")


def findings() -> dict[str, dict[str, str]]:
    """The rows of every findings.csv of the bundled sources, by id."""
    rows: dict[str, dict[str, str]] = {}
    for path in sorted(sources_dir().glob("*/findings.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows |= {row["id"]: row for row in csv.DictReader(file)}
    return rows


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return load(build([sources_dir()], tmp_path_factory.mktemp("claims") / "ties.nq").path)


@pytest.fixture(scope="module")
def results(store: Store) -> dict[str, Result]:
    graph = StoredGraph(store)
    return {result.claim.id: result for result in recount(graph, claims_of(graph)) if result.method is not READ}


def as_rows(results: dict[str, Result]) -> Iterator[list[str]]:
    """What the golden holds of each result."""
    yield ["finding", "stated", "graph", "least", "most", "asOf", "verdict"]
    for id, (claim, method, measured, verdict) in results.items():
        numbers = (claim.value, measured.value, measured.least, measured.most)
        cells = ["" if number is None else str(whole(number)) for number in numbers]
        yield [id, *cells, str(method.as_of or ""), verdict]


def test_the_verdicts_are_those_agreed_on(results: dict[str, Result]) -> None:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        assert list(as_rows(results)) == list(csv.reader(file))


@pytest.mark.parametrize("id", [id for id, row in findings().items() if row["recomputed_by"]])
def test_the_query_that_a_finding_names_exists(id: str) -> None:
    question = Catalog().find(findings()[id]["recomputed_by"])
    assert question.iri == QUERY + findings()[id]["recomputed_by"]
    assert question.form == "SELECT"


def test_every_claim_has_a_method_and_every_method_a_finding(results: dict[str, Result]) -> None:
    rows = findings()
    assert {id for id, row in rows.items() if row["kind"] == "claim"} <= read_methods().keys()
    assert read_methods().keys() <= rows.keys()
    assert not [id for id, result in results.items() if result.method is UNWRITTEN]


@pytest.mark.parametrize(("id", "method"), read_methods().items(), ids=list(read_methods()))
def test_a_method_has_a_rule_and_a_reason_in_three_languages(id: str, method: object) -> None:
    found = read_methods()[id]
    assert found.rule in RULES
    assert all(translated(found.why, lang) != found.why for lang in ("ru", "zh"))
    if found.rule != "untestable":
        assert findings()[id]["recomputed_by"], "a verdict rests on a query"


def test_a_reason_names_facts_that_the_query_gives(results: dict[str, Result]) -> None:
    for id, result in results.items():
        for lang in LANGUAGES:
            named = {field for _, field, *_ in string.Formatter().parse(translated(result.method.why, lang)) if field}
            assert named <= result.measured.facts.keys(), f"{id} in {lang}"
            assert "–  " not in why(result, lang)


def test_a_value_that_a_method_asks_for_is_in_the_answer(results: dict[str, Result]) -> None:
    for id, (_, method, measured, _) in results.items():
        assert not method.value or measured.value is not None, id
        assert not method.least or (measured.least is not None and measured.most is not None), id


def test_undated_ties_are_counted_apart_from_the_122(results: dict[str, Result]) -> None:
    facts = results["pairs-1988-2021"].measured.facts
    assert results["pairs-1988-2021"].measured.least == facts["certain"]
    assert results["pairs-1988-2021"].measured.most == int(facts["certain"]) + int(facts["possible"])


def test_a_remark_of_this_project_is_nobody_else_s_claim(results: dict[str, Result]) -> None:
    kinds = {id: row["kind"] for id, row in findings().items()}
    assert {id for id, result in results.items() if result.claimant == "remark"} == {
        id for id in results if kinds[id] != "claim"
    }
    assert results["problem-distance"].claimant == "survey"
    assert results["border-better-chances"].claimant == "expert"
    assert results["cn-list-2004"].claimant == "author"
    assert {result.claimant for result in results.values()} == CLAIMANTS.keys()


def test_what_has_no_evidence_either_way_contradicts_nobody(results: dict[str, Result]) -> None:
    for id in ("altai-municipal-idle", "hubs-lead", "border-or-development", "border-better-chances"):
        assert results[id].verdict == "not-testable"


def test_the_five_hubs_are_recounted_at_the_date_of_the_article(results: dict[str, Result]) -> None:
    claim, method, measured, _ = results["hubs-two-partners"]
    assert claim.query == "claims/places-of-claims"
    assert measured.facts["places"] == 5
    assert dated(method, Catalog().find(claim.query)) == {"year": ("2022",)}


# What a query reads of the world, which is another one in another year; words of sources have no date of their own.
TIMED = re.compile(r"tie:(kind|status|startYear|year|tieCount\w*|partnerCount|begunNot\w+|endedNot\w+)\b")


def test_a_claim_is_tested_at_the_date_that_it_speaks_of(results: dict[str, Result]) -> None:
    untimed = []
    for id, (claim, method, _, _) in results.items():
        assert method.as_of, id
        if claim.query and TIMED.search((question := Catalog().find(claim.query)).text):
            untimed += [id] if not dated(method, question).keys() & {"year", "until"} else []
    assert untimed == []


def test_what_is_counted_between_bounds_does_not_agree_where_they_straddle(results: dict[str, Result]) -> None:
    for id in ("pairs-1988-2021", "survey-experience", "pairs-first-year", "exchanges-lapsed"):
        assert results[id].verdict == "partly"
    for claim, method, measured, verdict in results.values():
        if verdict == "agrees" and method.rule == "range":
            assert measured.most is not None
            assert claim.value is not None
            assert measured.most <= 1.1 * claim.value


def test_each_verdict_on_a_claim_comes_with_what_would_change_it(results: dict[str, Result]) -> None:
    for id, result in results.items():
        told = {changes(result, lang) for lang in LANGUAGES}
        assert result.is_remark or (len(told) == 3 and "" not in told), id
        assert not any("–" in text.split("«")[0] for text in told), id


def test_the_number_known_at_second_hand_says_so(results: dict[str, Result]) -> None:
    row = findings()["cn-october-2024"]
    assert "second-hand" in row["note"].lower()
    assert "second hand" in row["text_en"]
    assert "из вторых рук" in row["text_ru"]
    assert "转述" in row["text_zh"]


@pytest.mark.parametrize(("lang", "verdict"), [("en", "not testable"), ("ru", "не проверяется"), ("zh", "无法检验")])
def test_a_report_is_in_the_language_of_its_reader(results: dict[str, Result], lang: str, verdict: str) -> None:
    table = report(results.values(), lang)
    row = table.rows[list(results).index("problem-distance")]
    assert row[1] == verdict
    assert row[0] == findings()["problem-distance"][f"text_{lang}"]
    assert len({len(each) for each in table.rows} | {len(table.columns)}) == 1
