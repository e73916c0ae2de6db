"""``kg claims`` on the small world and on the bundled sources."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.base.errors import KgError
from kg.cli.claims import claims

WORLD = Path(__file__).parent.parent / "world"


def run(*words: str) -> Result:
    return CliRunner().invoke(claims, list(words), catch_exceptions=False)


def test_csv_in_a_pipe_has_a_row_for_each_claim() -> None:
    lines = run("pairs-1988-2021", "border-cities").stdout.splitlines()
    assert lines[0] == "claim,verdict,why,changes,source,page,where,claimant,stated,of,graph,range,asOf,query,finding"
    assert [line.rsplit(",", 1)[1] for line in lines[1:]] == ["pairs-1988-2021", "border-cities"]


@pytest.mark.parametrize(("lang", "where"), [("en", "Section “Results”"), ("ru", "Результаты"), ("zh", "“结果”部分")])
def test_the_place_in_the_source_is_told_in_the_language(lang: str, where: str) -> None:
    assert where in run("border-cities", "--lang", lang).stdout


def test_markdown_is_a_table_to_paste(tmp_path: Path) -> None:
    out = tmp_path / "claims.md"
    run("--format", "md", "--lang", "ru", "--source", "MAKEEVA_SURVEY", "--out", str(out))
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("| утверждение | вывод | почему | что изменит вывод | источник | адрес |")
    assert all(line.startswith("| ") and line.endswith(" |") for line in lines)
    assert len(lines) > 40


def test_a_verdict_can_be_asked_for() -> None:
    found = json.loads(run("--format", "json", "--verdict", "agrees").stdout)["results"]["bindings"]
    assert {row["verdict"]["value"] for row in found} == {"agrees"}
    found = json.loads(run("--remarks", "--format", "json", "--verdict", "differs").stdout)["results"]["bindings"]
    assert [row["finding"]["value"] for row in found] == ["problem-mentality-majority"]


def test_a_claim_without_a_method_is_not_testable_and_says_why() -> None:
    row = run("--sources", str(WORLD), "--only", "pairs-122").stdout.splitlines()[1]
    assert "not testable,No test is written for this claim.,," in row
    assert ",ties/ties-by-year," in row


def test_remarks_of_this_project_stand_in_a_table_of_their_own() -> None:
    lines = run("--remarks", "--source", "MAKEEVA_SURVEY").stdout.splitlines()
    assert lines[0] == "remark,kindOfRemark,why,source,page,where,stated,of,graph,query,finding"
    remarks = {line.rsplit(",", 1)[1] for line in lines[1:]}
    assert {"problem-mentality-majority", "pairs-not-listed", "sphere-order"} <= remarks
    claimed = {line.rsplit(",", 1)[1] for line in run().stdout.splitlines()[1:]}
    assert "hubs-lead" in claimed
    assert not claimed & remarks


@pytest.mark.parametrize(
    ("lang", "claimant"), [("en", "named experts"), ("ru", "названные эксперты"), ("zh", "具名专家")]
)
def test_whose_claim_it_is_is_told_in_the_language(lang: str, claimant: str) -> None:
    assert claimant in run("border-better-chances", "--lang", lang).stdout


def test_an_unknown_finding_is_refused_with_the_nearest() -> None:
    with pytest.raises(KgError, match="did you mean border-cities"):
        run("border-citys")


def test_the_rules_can_be_read() -> None:
    said = run("--rules").stdout
    assert "range" in said
    assert "within a tenth of the claimed number" in said


def test_the_rules_are_said_in_the_language_asked_for() -> None:
    said = run("--rules", "--lang", "ru").stdout
    assert said.startswith("rule,says")
    assert "не более чем на десятую часть" in said


def test_a_claim_tells_where_its_source_is_read() -> None:
    row = run("cn-list-2004", "--lang", "ru", "--format", "json").stdout
    found = json.loads(row)["results"]["bindings"][0]
    assert found["page"]["value"].startswith("http")
