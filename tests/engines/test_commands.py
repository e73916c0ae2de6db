"""The commands as a person types them, against servers good and bad."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kg.ask.endpoint import Endpoint
from kg.ask.engine import ask
from kg.ask.remote import retry
from tests.ask.worlds import WORLD, oxigraph_world, sparql_of
from tests.command import Run
from tests.engines.misbehaving import Misbehaving
from tests.engines.servers import Server
from tests.engines.test_engines import CATALOG

FAULTS = {
    "/403": "refuses access (HTTP 403)",
    "/429": "is asked too often (HTTP 429",
    "/429-for-an-hour": "is busy (HTTP 429) and asks to wait 3600 s",
    "/500": "fails inside (HTTP 500)",
    "/html": "answers with text/html",
    "/truncated": "answers with broken or truncated JSON",
    "/short": "ends its answer 12 bytes early",
    "/silence": "has not answered within 1 s",
    "/drip-body": "has not answered within 1 s",
    "/drip-head": "has not answered within 1 s",
    "/loop": "redirects more than 3 times",
    "/text": "answers with text/plain",
    "/huge": "answers with more than 64 MB",
}
OLD = "what was there before\n"


@pytest.mark.parametrize("path", FAULTS)
def test_a_question_to_a_bad_endpoint_ends_in_one_line_and_writes_nothing(
    kg: Run, bad: Misbehaving, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "FIRST_WAIT", 0.01)
    out = tmp_path / "answer.csv"
    out.write_text(OLD, encoding="utf-8")
    timeout = "1" if "within 1 s" in FAULTS[path] else "60"
    done = kg("query", "hubs", "--endpoint", f"{bad.base}{path}", "--timeout", timeout, "--out", str(out))
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"kg: {bad.base}{path} {FAULTS[path]}")
    assert out.read_text(encoding="utf-8") == OLD
    assert [each.name for each in tmp_path.iterdir()] == ["answer.csv"]


def test_a_question_with_a_name_in_it_is_answered_by_a_server_as_by_the_embedded_store(
    kg: Run, loaded: Endpoint
) -> None:
    words = ["query", "partners-of-place", "--place", "Хабаровск", "--lang", "zh", "--format", "json"]
    remote, local = kg(*words, "--endpoint", loaded.url), kg(*words, "--sources", str(WORLD), "--only")
    assert (remote.returncode, remote.stderr) == (0, local.stderr)
    assert remote.stdout.count("哈尔滨") >= 1
    assert remote.stdout == local.stdout


def test_a_table_from_a_server_is_printed_as_one_from_the_embedded_store(
    kg: Run, loaded: Endpoint, tmp_path: Path
) -> None:
    from kg.formats.text import write_csv

    expected = tmp_path / "expected.csv"
    table = ask(oxigraph_world(), sparql_of(CATALOG.find("places-as-nodes")))
    with expected.open("wb") as out:
        write_csv(table, out)  # type: ignore[arg-type]  # a SELECT gives a table
    done = kg("query", "places-as-nodes", "--endpoint", loaded.url, "--format", "csv")
    assert done.stdout == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words", [["hubs", "--lang", "ru"], ["hubs", "--country", "cn", "--as-of", "2004"], ["claims"]]
)
def test_other_commands_read_a_server_as_they_read_the_embedded_store(
    kg: Run, loaded: Endpoint, words: list[str]
) -> None:
    remote, local = kg(*words, "--endpoint", loaded.url), kg(*words, "--sources", str(WORLD), "--only")
    assert remote.returncode == local.returncode == 0
    assert remote.stdout.count("\n") > 2
    assert (remote.stdout, remote.stderr) == (local.stdout, local.stderr)


def test_the_page_of_a_server_is_the_page_of_the_embedded_store(kg: Run, loaded: Endpoint, tmp_path: Path) -> None:
    pages = []
    for name, words in {"remote": ["--endpoint", loaded.url], "local": ["--sources", str(WORLD), "--only"]}.items():
        out = tmp_path / f"{name}.html"
        assert kg("network", "--out", str(out), *words).returncode == 0
        pages.append(out.read_bytes())
    assert pages[0] == pages[1]


@pytest.mark.parametrize(("text", "code"), [("ASK { ?place a tie:Place }", 0), ("ASK { ?place a tie:Nothing }", 1)])
def test_yes_and_no_of_a_server_set_the_exit_code(kg: Run, loaded: Endpoint, text: str, code: int) -> None:
    assert kg("query", "-e", text, "--endpoint", loaded.url).returncode == code


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--endpoint", "localhost:7878"], "is no address of an endpoint"),
        (["--endpoint", "http://localhost:9/query", "--sources", "."], "--endpoint asks another graph than"),
        (["--user", "me", "--timeout", "5"], "add --endpoint URL"),
        (["--endpoint", "http://localhost:9/query", "--user", "me"], "no password for me"),
    ],
)
def test_words_that_contradict_each_other_are_refused(kg: Run, words: list[str], message: str) -> None:
    done = kg("query", "hubs", *words)
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("path", ["/403", "/html", "/silence", "/500"])
def test_a_push_to_a_bad_server_ends_in_one_line(kg: Run, bad: Misbehaving, path: str, world_file: Path) -> None:
    url = f"{bad.base}{path}"
    timeout = "1" if "within 1 s" in FAULTS[path] else "60"
    done = kg("push", "--endpoint", url, "--write", url, "--graph", str(world_file), "--timeout", timeout)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"kg: {url} {FAULTS[path]}")
    assert done.stderr.count("\n") == 1


def test_a_push_prints_every_graph_with_its_count(kg: Run, oxigraph_server: Server, world_file: Path) -> None:
    lines = world_file.read_text(encoding="utf-8").splitlines()
    counts = Counter(line.split()[-2].strip("<>") for line in lines)
    done = kg("push", "--endpoint", oxigraph_server.query, "--graph", str(world_file), "--prune")
    assert done.returncode == 0
    assert done.stdout.splitlines() == ["graph,triples", *(f"{graph},{counts[graph]}" for graph in sorted(counts))]
