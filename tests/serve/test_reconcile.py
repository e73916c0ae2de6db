"""The reconciliation service of the small world, as clients of both versions of the API meet it."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.ask.worlds import WORLD
from tests.serve.conftest import Served, running
from tests.serve.reconciliation_schemas import valid

KHABAROVSK, HARBIN = "id/place/ru-khabarovsk", "id/place/cn-harbin"
TIE = "id/tie/cn-harbin--ru-khabarovsk"


def asked(served: Served, *queries: dict[str, Any], lang: str = "en") -> list[list[dict[str, Any]]]:
    """The candidates of each query, sent as OpenRefine does."""
    batch = {f"q{number}": query for number, query in enumerate(queries)}
    form = {"queries": json.dumps(batch)}
    told = served.client.post("/reconcile", params={"lang": lang}, data=form)
    assert told.status_code == 200, told.text
    found = valid("results", told.json())
    return [found[key]["result"] for key in batch]


def matches(served: Served, *queries: dict[str, Any]) -> list[str | None]:
    """The match of each query."""
    return [next((one["id"] for one in found if one["match"]), None) for found in asked(served, *queries)]


def hinted(query: str, **hints: Any) -> dict[str, Any]:
    """A query with properties."""
    return {"query": query, "properties": [{"pid": name, "v": value} for name, value in hints.items()]}


def test_the_manifest_is_of_each_version_and_in_three_languages(served: Served) -> None:
    names = set()
    for tag in ("en", "ru-RU,ru;q=0.9", "zh-CN"):
        headers = {"Accept-Language": tag}
        told = served.client.get("/reconcile", headers=headers)
        names.add(valid("manifest", told.json())["name"])
        valid("draft-manifest", served.client.get("/reconcile/1.0", headers=headers).json())
    assert len(names) == 3


def test_a_name_in_any_script_has_its_place(served: Served) -> None:
    names = ("Хабаровск", "哈尔滨", "Haerbin", "KHABAROVSK", "Cамара", "")
    queries = [{"query": name} for name in names]
    assert matches(served, *queries) == [KHABAROVSK, HARBIN, HARBIN, KHABAROVSK, None, None]
    (found,) = asked(served, {"query": "Хабаровск"}, lang="zh")
    assert (found[0]["name"], found[0]["score"]) == ("哈巴罗夫斯克", 100.0)
    assert found[0]["type"][0]["id"] == "voc/level/city"


def test_an_id_is_its_thing_whatever_it_is(served: Served) -> None:
    iri = "https://w3id.org/interregional-ties/"
    queries = [{"query": text} for text in (HARBIN, iri + HARBIN, "cn-harbin", "Q42956", TIE, "voc/sphere/trade")]
    assert matches(served, *queries) == [HARBIN, HARBIN, HARBIN, HARBIN, TIE, "voc/sphere/trade"]


def test_types_choose_what_is_found(served: Served) -> None:
    found = asked(
        served,
        {"query": "Heilongjiang", "type": "voc/level/province", "type_strict": "should"},
        {"query": "Harbin", "type": ["ont#Tie"]},
        {"query": "trade", "type": "voc/sphere"},
        {"query": "Harbin", "type": "no/such"},
    )
    assert found[0][0]["match"]
    assert {one["type"][-1]["id"] for one in found[1]} == {"ont#Tie"}
    assert found[2][0]["id"] == "voc/sphere/trade"
    assert found[3] == []


def test_properties_lower_what_does_not_fit(served: Served) -> None:
    right: dict[str, list[Any]] = {
        "country": ["Russia", {"id": "id/place/ru"}, "RU"],
        "within": ["Khabarovsk Krai", "id/place/ru-khabarovsk-krai"],
        "level": ["city", "город", "voc/level/city"],
        "wikidata": ["Q4454", "http://www.wikidata.org/entity/Q4454"],
        "coordinates": ["48.46, 135.1"],
        "whatever": ["x"],
    }
    wrong = {"country": "China", "within": "Heilongjiang", "level": "province", "wikidata": "Q42956",
             "coordinates": "45.75,126.65"}  # fmt: skip
    fitting = [hinted("Khabarovsk", **{name: value}) for name, values in right.items() for value in values]
    assert set(matches(served, *fitting)) == {KHABAROVSK}
    for found in asked(served, *(hinted("Khabarovsk", **{name: value}) for name, value in wrong.items())):
        told = next(one for one in found if one["id"] == KHABAROVSK)
        assert told["score"] <= 80
        assert not told["match"]
    assert matches(served, {"properties": [{"pid": "wikidata", "v": "Q42956"}]}) == [HARBIN]


def test_the_draft_gives_the_candidates_of_its_own_form(served: Served) -> None:
    names = ("Хабаровск", "哈尔滨")
    queries = [{"conditions": [{"matchType": "name", "propertyValue": name}], "limit": 1} for name in names]
    hint = {"matchType": "property", "propertyId": "country", "propertyValue": {"id": "id/place/cn"}}
    queries.append({"conditions": [{"matchType": "name", "propertyValue": "Хабаровск"}, hint]})
    told = served.client.post("/reconcile/1.0/match", json={"queries": queries})
    found = [each["candidates"] for each in valid("draft-results", told.json())["results"]]
    assert [each[0]["id"] for each in found] == [KHABAROVSK, HARBIN, KHABAROVSK]
    assert [each[0]["match"] for each in found] == [True, True, False]


@pytest.mark.parametrize(
    "text",
    [
        '{"q0": {"query": "Harbin", "limit": NaN}}',
        '{"q0": {"query": "Harbin", "limit": 1e400}}',
        '{"\\ud800": {"query": "Harbin"}}',
        '{"ids": ["\\ud800"], "properties": [{"id": "partners"}]}',
        '{"ids": ["id/place/cn-harbin"], "properties": [{"id": "partners", "settings": {"limit": Infinity}}]}',
        "[" * 100_000,
    ],
)
def test_what_no_answer_could_repeat_is_refused(served: Served, text: str) -> None:
    for field in ("queries", "extend"):
        assert served.client.post("/reconcile", data={field: text}).status_code == 400
    for path in ("match", "extend"):
        assert served.client.post(f"/reconcile/1.0/{path}", content=text).status_code == 400


@pytest.mark.parametrize("root", ["/reconcile", "/reconcile/1.0"])
def test_suggestions_begin_with_what_is_written(served: Served, root: str) -> None:
    def suggested(kind: str, prefix: str, **more: Any) -> list[dict[str, Any]]:
        told = served.client.get(f"{root}/suggest/{kind}", params={"prefix": prefix, **more}).json()
        schema = {"entity": "entities", "type": "types", "property": "properties"}[kind]
        found: list[dict[str, Any]] = valid(schema, told)["result"]
        return found

    begun = [one["id"] for one in suggested("entity", "Хаб")]
    assert begun[0] == KHABAROVSK
    assert "id/place/ru-khabarovsk-krai" in begun
    assert suggested("entity", HARBIN)[0]["id"] == HARBIN
    first = suggested("entity", "Harbin")
    assert suggested("entity", "Harbin", cursor=1) == first[1:]
    assert "voc/level/city" in [one["id"] for one in suggested("type", "горо", lang="ru")]
    assert suggested("property", "стран", lang="ru")[0] == {"id": "country", "name": "Страна"}
    assert served.client.get(f"{root}/suggest/else", params={"prefix": "x"}).status_code == 404


def test_small_pages_tell_what_a_thing_is(served: Served) -> None:
    page = served.client.get("/reconcile/preview", params={"id": KHABAROVSK, "lang": "ru"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "frame-ancestors *" in page.headers["content-security-policy"]
    assert {"Харбин", "Викиданные"} <= set(re.findall(r"\w+", page.text))
    assert '<html lang="ru">' in page.text
    for kind, id, word in (
        ("entity", HARBIN, "Harbin"),
        ("type", "ont#Place", "place"),
        ("property", "level", "Level"),
    ):
        told = served.client.get(f"/reconcile/suggest/{kind}/flyout", params={"id": id}).json()
        assert word in valid("flyout", told)["html"]
    assert served.client.get("/reconcile/preview", params={"id": "<b>"}).status_code == 404


def test_values_of_properties_are_of_their_kinds(served: Served) -> None:
    names = (
        "label",
        "level",
        "within",
        "wikidata",
        "coordinates",
        "latitude",
        "partners",
        "ties",
        "parties",
        "signed",
    )
    query: dict[str, Any] = {"ids": [KHABAROVSK, TIE, "no-such"], "properties": [{"id": name} for name in names]}
    query["properties"][0]["settings"] = {"lang": "zh"}
    told = served.client.post("/reconcile", data={"extend": json.dumps(query)}).json()
    rows = valid("extension", told)["rows"]
    place, tie = rows[KHABAROVSK], rows[TIE]
    assert place["label"] == [{"str": "哈巴罗夫斯克"}]
    assert place["level"] == [{"id": "voc/level/city", "name": "city"}]
    assert place["within"] == [{"id": "id/place/ru-khabarovsk-krai", "name": "Khabarovsk Krai"}]
    assert place["wikidata"] == [{"str": "Q4454"}]
    assert place["coordinates"] == [{"str": "48.46204,135.0971"}]
    assert {"id": HARBIN, "name": "Harbin"} in place["partners"]
    assert {"id": TIE, "name": "Khabarovsk – Harbin"} in place["ties"]
    assert [one["id"] for one in tie["parties"]] == [HARBIN, KHABAROVSK]
    assert tie["signed"] == [{"date": "1993-06-15T00:00:00Z"}]
    assert set(map(tuple, rows["no-such"].values())) == {()}
    draft = valid("draft-extension", served.client.post("/reconcile/1.0/extend", json=query).json())
    assert draft["meta"] == told["meta"]
    assert {row["id"]: {one["id"]: one["values"] for one in row["properties"]} for row in draft["rows"]} == rows
    few = {"ids": [KHABAROVSK], "properties": [{"id": "partners", "settings": {"limit": 1}}]}
    assert (
        len(served.client.get("/reconcile", params={"extend": json.dumps(few)}).json()["rows"][KHABAROVSK]["partners"])
        == 1
    )


def test_properties_are_proposed_by_type(served: Served) -> None:
    for path in ("/reconcile/properties", "/reconcile/1.0/extend/propose"):
        told = valid("proposal", served.client.get(path, params={"type": "ont#Tie"}).json())
        assert {"parties", "signed"} <= {one["id"] for one in told["properties"]}
        assert "latitude" not in {one["id"] for one in told["properties"]}
        assert len(served.client.get(path, params={"type": "ont#Tie", "limit": 2}).json()["properties"]) == 2


@pytest.mark.parametrize(
    ("form", "status", "word"),
    [
        ({"queries": "[]"}, 400, "JSON"),
        ({"queries": "{"}, 400, "JSON"),
        ({"queries": "[" * 50_000}, 400, "JSON"),
        ({"queries": '{"q0":{}}'}, 400, "neither a name nor properties"),
        ({"queries": '{"q0":{"query":"x","limit":0}}'}, 400, "number of candidates"),
        ({"queries": '{"q0":{"query":"x","propertys":[]}}'}, 400, "did you mean properties"),
        ({"queries": '{"q0":{"query":"x","properties":[{"pid":"level"}]}}'}, 400, "'v' is missing"),
        ({"queries": json.dumps({str(n): {"query": "x"} for n in range(101)})}, 413, "at most 100"),
        ({"queries": '{"q0":{"query":"x"}}', "callback": "f"}, 400, "JSONP"),
        ({"extend": '{"ids":["x"],"properties":[{"id":"latitud"}]}'}, 400, "did you mean latitude"),
        ({"extend": '{"ids":["x"]}'}, 400, "'properties' is missing"),
        ({"extend": json.dumps({"ids": list(map(str, range(101))), "properties": []})}, 413, "at most 100"),
        ({"query": "x"}, 400, "'queries' is missing"),
        ({"queries": "x" * (1 << 20)}, 413, "at most"),
    ],
)  # fmt: skip
def test_what_is_no_query_is_refused_in_one_line(served: Served, form: dict[str, str], status: int, word: str) -> None:
    told = served.client.post("/reconcile", data=form)
    assert (told.status_code, told.text.count("\n")) == (status, 1)
    assert word in told.text


def test_a_page_of_another_place_may_ask_and_get_and_post_are_one(served: Served) -> None:
    batch = json.dumps({"q0": {"query": "Харбин"}})
    got = served.client.get("/reconcile", params={"queries": batch}, headers={"Origin": "https://example.org"})
    assert got.headers["access-control-allow-origin"] == "*"
    assert got.json() == served.client.post("/reconcile", data={"queries": batch}).json()


@pytest.mark.filterwarnings("ignore:The inplace keyword")  # in the client's own code
def test_a_client_that_others_wrote_reconciles_a_column(served: Served) -> None:
    pandas, reconciler = import_module("pandas"), import_module("reconciler")
    column = pandas.Series(["Хабаровск", "哈尔滨", "Heihe"])
    countries = pandas.Series(["Russia", "China", "China"])
    found = reconciler.reconcile(
        column,
        type_id="ont#Place",
        property_mapping={"country": countries},
        reconciliation_endpoint=f"{served.url}/reconcile",
    )
    assert list(found["id"]) == [KHABAROVSK, HARBIN, "id/place/cn-heihe"]
    assert list(found["match"]) == [True] * 3


def test_the_command_that_reconciles_serves_too(world_cache: Path) -> None:
    with running(world_cache, "--serve", "--sources", str(WORLD), "--only", command=("reconcile",)) as server:
        assert server.client.get("/reconcile").json()["versions"]
