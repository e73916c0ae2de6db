"""An assistant asks by the protocol's own client: over HTTP of the server, and over stdin and stdout."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from kg.base.resources import ontology_dir
from tests.ask.worlds import WORLD
from tests.serve.conftest import Served

TOOLS = ["find_place", "dossier", "questions", "ask", "sparql"]
Call = Callable[..., Awaitable[Any]]


def with_client(server: Any, work: Callable[[Client, Call], Awaitable[None]]) -> None:
    """Do something with a client of a server; a call gives what is structured, or the line of an error."""

    async def done() -> None:
        async with Client(server) as client:

            async def call(tool: str, **arguments: Any) -> Any:
                result = await client.call_tool(tool, arguments)
                return result.content[0].text if result.is_error else result.structured_content  # type: ignore[union-attr]

            await work(client, call)
        # That a server of one's own ended may be told to the loop a moment after the client is closed.
        await asyncio.sleep(0 if isinstance(server, str) else 0.3)

    asyncio.run(done())


def test_every_tool_is_read_only_and_says_what_it_gives(served: Served) -> None:
    async def work(client: Client, _call: Call) -> None:
        tools = (await client.list_tools()).tools
        assert [tool.name for tool in tools] == TOOLS
        for tool in tools:
            assert tool.annotations is not None
            assert (tool.annotations.read_only_hint, tool.annotations.open_world_hint) == (True, False)
            assert tool.output_schema is not None
            assert tool.description

    with_client(f"{served.url}/mcp", work)


def test_answers_carry_their_sources_with_title_address_and_locator(served: Served) -> None:
    async def work(_client: Client, call: Call) -> None:
        found = await call("find_place", name="哈尔滨", lang="ru")
        assert [(one["id"], one["name"], one["match"]) for one in found["places"]] == [("cn-harbin", "Харбин", True)]
        assert found["sources"][0]["title"]

        told = await call("dossier", thing="Хабаровск", partner="Харбин", lang="ru")
        assert "Харбин" in told["title"]
        assert "1993" in told["text"]
        cited = {one["id"]: one for one in told["sources"]}
        assert any(one["address"].startswith("http") for one in cited.values())
        assert any(one["locators"] for one in cited.values())

        rows = await call("ask", question="partners-of-place", parameters={"place": "Khabarovsk"}, limit=1)
        assert rows["columns"][0] == "partnerName"
        assert len(rows["rows"]) == 1
        assert {one["id"] for one in rows["sources"]} & set(cited)
        assert "Interregional" in rows["data_set"]

        query = "SELECT ?tie { ?tie tie:hasParty <https://w3id.org/interregional-ties/id/place/cn-harbin> }"
        assert (await call("sparql", query=query))["sources"]
        assert (await call("sparql", query="ASK { ?p a tie:Place }"))["truth"] is True
        asked = await call("questions", about="hubs", lang="zh")
        assert {"hubs", "hubs-by-kind"} <= {one["name"] for one in asked["questions"]}

    with_client(f"{served.url}/mcp", work)


@pytest.mark.parametrize(
    ("tool", "arguments", "line"),
    [
        ("ask", {"question": "hub"}, "no query is called 'hub' – did you mean hubs?"),
        ("ask", {"question": "hubs", "parameters": {"place": "x"}}, "hubs has no parameter 'place'"),
        ("dossier", {"thing": "Хабаровсск"}, "called 'Хабаровсск' – did you mean Khabarovsk (ru-khabarovsk)"),
        ("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}, "SERVICE is refused"),
        ("sparql", {"query": "DROP ALL"}, "DROP is refused"),
        ("sparql", {"query": "SELECT * {"}, "SELECT"),
        ("ask", {"question": "hubs", "limit": 100_000}, "limit"),
    ],
)
def test_a_fault_is_one_clear_line(served: Served, tool: str, arguments: dict[str, Any], line: str) -> None:
    async def work(_client: Client, call: Call) -> None:
        told = await call(tool, **arguments)
        assert isinstance(told, str)
        assert line in told or tool == "sparql"
        assert "Traceback" not in told

    with_client(f"{served.url}/mcp", work)


def test_an_answer_is_bounded(served: Served) -> None:
    async def work(_client: Client, call: Call) -> None:
        told = await call("sparql", query="SELECT ?s ?p ?o { ?s ?p ?o }", limit=200)
        assert (len(told["rows"]), told["is_cut"]) == (200, True)
        assert len(json.dumps(told)) < 200_000
        graph = await call("sparql", query="CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")
        assert graph["is_cut"]
        assert len(graph["triples"]) <= 24_000

    with_client(f"{served.url}/mcp", work)


def test_a_number_that_json_has_not_and_one_of_a_thousand_digits_are_texts(served: Served) -> None:
    async def work(_client: Client, call: Call) -> None:
        told = await call("sparql", query=f'SELECT ("INF"^^xsd:double AS ?a) ("{"9" * 5000}"^^xsd:integer AS ?b) {{}}')
        assert told["rows"] == [["inf", "9" * 2000]]

    with_client(f"{served.url}/mcp", work)


def test_no_stream_is_held_open(served: Served) -> None:
    for method in ("GET", "DELETE"):
        told = served.client.request(method, "/mcp", headers={"Accept": "text/event-stream"}, timeout=10)
        assert (told.status_code, told.headers["allow"]) == (405, "POST")


def test_the_command_answers_over_stdin_and_stdout(world_cache: Path) -> None:
    words = ["-m", "kg.cli", "serve", "--mcp", "--sources", str(WORLD), "--only"]
    places = {"KG_CACHE": str(world_cache), "PYTHONPATH": str(ontology_dir().parent)}
    server = StdioServerParameters(command=sys.executable, args=words, env={**os.environ, **places})

    async def work(client: Client, call: Call) -> None:
        assert [tool.name for tool in (await client.list_tools()).tools] == TOOLS
        assert (await call("sparql", query="ASK { ?p a tie:Place }"))["truth"] is True

    with_client(server, work)
