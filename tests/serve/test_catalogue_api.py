"""The catalogue over HTTP: the answers, checks and words of the command."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openapi_spec_validator import validate
from openpyxl import load_workbook

from kg.ask.catalog import Catalog
from kg.base.languages import LANGUAGES
from tests.ask.worlds import CASES, WORLD
from tests.command import runner
from tests.serve.conftest import Served

ASKED = {"place": "Haerbin", "since": "1990", "lang": "ru"}


@pytest.mark.parametrize("form", ["csv", "md", "tsv"])
def test_an_answer_is_what_the_command_prints(served: Served, world_cache: Path, tmp_path: Path, form: str) -> None:
    words = ["--place", "Haerbin", "--since", "1990", "--lang", "ru", "--format", form]
    done = runner(tmp_path, world_cache)("query", "partners-of-place", *words, "--sources", str(WORLD), "--only")
    found = served.client.get("/q/partners-of-place", params={**ASKED, "format": form})
    assert (found.status_code, found.text) == (200, done.stdout)


def test_a_workbook_has_headings_in_the_language_and_a_name(served: Served) -> None:
    found = served.client.get("/q/partners-of-place", params={**ASKED, "format": "xlsx"})
    sheet = load_workbook(io.BytesIO(found.content)).worksheets[0]
    assert sheet["A1"].value == "Партнёр"
    assert found.headers["content-disposition"] == 'attachment; filename="partners-of-place.xlsx"'


def test_every_question_is_answered(served: Served) -> None:
    for name in Catalog().names():
        found = served.client.get(f"/q/{name}", params=CASES.get(name))
        assert found.status_code == 200, (name, found.text)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("text/csv", "text/csv"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
    ],
)
def test_the_format_is_what_the_client_accepts(served: Served, accept: str, media_type: str) -> None:
    found = served.client.get("/q/are-sisters", headers={"Accept": accept})
    assert found.headers["content-type"].partition(";")[0] == media_type


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/q/hub", 404, "no query is called 'hub' – did you mean hubs?"),
        ("/q/hubs?contry=cn", 400, "hubs has no parameter 'contry' – did you mean country?"),
        ("/q/partners-of-place?place=Harbinn", 400, "no place is called 'Harbinn' – did you mean"),
        ("/q/partners-of-place?since=1", 400, "--since cannot be '1' – it lies in"),
        ("/q/hubs?format=cvs", 400, "no answer of this kind comes as 'cvs' – did you mean csv?"),
        ("/q/hubs?limit=0", 400, "limit cannot be '0'"),
        ("/q/hubs?lang=de", 400, "lang cannot be 'de'"),
        ("/q/?tag=ofice", 404, "no query has the tag 'ofice' – did you mean office?"),
    ],
)
def test_what_is_not_known_is_told_with_the_nearest(served: Served, address: str, status: int, told: str) -> None:
    found = served.client.get(address, headers={"Accept": "text/plain, */*;q=0.1"})
    assert (found.status_code, found.text[: len(told)]) == (status, told)


def test_a_page_keeps_the_fields_where_a_value_is_refused(served: Served) -> None:
    found = served.client.get("/q/partners-of-place?place=Harbinn&lang=en", headers={"Accept": "text/html"})
    assert found.status_code == 400
    assert 'value="Harbinn"' in found.text
    assert "did you mean" in found.text


def test_the_list_comes_as_table_and_as_rdf(served: Served) -> None:
    rows = served.client.get("/q/?format=csv&tag=network").text.splitlines()
    assert rows[0] == "name,summary,tags,parameters"
    assert any(row.startswith("hubs,") for row in rows)
    assert "SPARQLSelectExecutable" in served.client.get("/q/", headers={"Accept": "text/turtle"}).text


def test_an_answer_that_the_client_has_is_not_sent_again(served: Served) -> None:
    first = served.client.get("/q/hubs?format=csv")
    again = served.client.get("/q/hubs?format=csv", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_description_is_valid_openapi_in_the_language_asked_for(served: Served) -> None:
    for lang in LANGUAGES:
        found = served.client.get("/openapi.json", params={"lang": lang}).json()
        assert set(found["paths"]) == {f"/q/{name}" for name in Catalog().names()}
        for name, path in found["paths"].items():
            assert path["get"]["summary"] == Catalog().find(name.removeprefix("/q/")).tell("summary", lang)
        # The validator takes a tenth of a second for a path: a third of them in each language is all of them.
        at = LANGUAGES.index(lang)
        validate({**found, "paths": dict(sorted(found["paths"].items())[at::3])})
