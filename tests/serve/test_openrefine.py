"""What OpenRefine 3.6.2 sends for a column of names, recorded from it: bodies with their fields in its own order."""

from __future__ import annotations

from typing import Any

from tests.serve.conftest import Served
from tests.serve.reconciliation_schemas import valid

KHABAROVSK, HARBIN = "id/place/ru-khabarovsk", "id/place/cn-harbin"
FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8", "User-Agent": "OpenRefine/3.6.2"}
GUESS = '{"q1":{"query":"哈尔滨","limit":3},"q2":{"query":"Haerbin","limit":3},"q0":{"query":"Хабаровск","limit":3}}'
MATCH = (
    '{"q0":{"query":"nowhere","type":"ont#Place","type_strict":"should"},'
    '"q1":{"query":"Haerbin","type":"ont#Place","type_strict":"should"},'
    '"q2":{"query":"Хабаровск","type":"ont#Place","properties":[{"pid":"country","v":"Russia"}],"type_strict":"should"},'
    '"q3":{"query":"哈尔滨","type":"ont#Place","properties":[{"pid":"country","v":"China"}],"type_strict":"should"},'
    '"q4":{"query":"Khabarovsk","type":"ont#Place","properties":[{"pid":"country","v":"China"}],"type_strict":"should"}}'
)
# The settings of a property come as its dialog has them: texts, numbers as well.
EXTEND = (
    '{"ids":["id/place/ru-khabarovsk","id/place/cn-harbin"],"properties":[{"id":"wikidata"},{"id":"coordinates"},'
    '{"id":"partners","settings":{"limit":"1","lang":"ru"}},{"id":"latitude"}]}'
)


def sent(served: Served, **field: str) -> Any:
    """The answer to a form as it sends one."""
    told = served.client.post("/reconcile", data=field, headers=FORM)
    assert told.status_code == 200, told.text
    return told.json()


def test_the_type_of_a_column_can_be_guessed(served: Served) -> None:
    found = valid("results", sent(served, queries=GUESS))
    assert {one["type"][-1]["id"] for each in found.values() for one in each["result"][:1]} == {"ont#Place"}
    assert max(len(each["result"]) for each in found.values()) <= 3


def test_names_are_matched_with_a_column_beside_them(served: Served) -> None:
    found = valid("results", sent(served, queries=MATCH))
    matched = {key: [one["id"] for one in each["result"] if one["match"]] for key, each in found.items()}
    assert matched == {"q0": [], "q1": [HARBIN], "q2": [KHABAROVSK], "q3": [HARBIN], "q4": []}
    assert found["q4"]["result"][0]["id"] == KHABAROVSK


def test_columns_are_added_with_the_settings_of_the_dialog(served: Served) -> None:
    told = valid("extension", sent(served, extend=EXTEND))
    assert [each["id"] for each in told["meta"]] == ["wikidata", "coordinates", "partners", "latitude"]
    assert told["rows"][KHABAROVSK]["wikidata"] == [{"str": "Q4454"}]
    assert told["rows"][KHABAROVSK]["partners"] == [{"id": HARBIN, "name": "Харбин"}]
    assert told["rows"][HARBIN]["latitude"] == [{"float": 45.75}]


def test_its_page_reads_the_manifest_and_proposals_from_another_origin(served: Served) -> None:
    page = {"Origin": "http://127.0.0.1:3333", "Accept": "application/json, text/javascript, */*; q=0.01"}
    manifest = served.client.get("/reconcile", headers=page)
    assert manifest.headers["access-control-allow-origin"] == "*"
    suggest = valid("manifest", manifest.json())["suggest"]["entity"]
    fields = {"prefix": "Хаб", "type": "ont#Place", "type_strict": "should", "cursor": "0"}
    told = served.client.get(suggest["service_url"] + suggest["service_path"], params=fields, headers=page)
    assert told.json()["result"][0]["id"] == KHABAROVSK
    # It writes the type as it is, so that its browser cuts the address at the sign #.
    offered = served.client.get("/reconcile/properties?type=ont", headers=page).json()["properties"]
    assert "partners" in {one["id"] for one in offered}
    # Only where that fails it would ask for a script, which no other page gets from here.
    assert served.client.get("/reconcile?callback=jQuery1", headers=page).status_code == 400
