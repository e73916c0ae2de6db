"""Ctrl-C ends a command at any point, and it says what was done until then; a person's own work has its own folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.ask.endpoint import Endpoint
from kg.ask.remote.writers import GraphStore
from kg.base.resources import data_dir
from kg.cli.push import push
from kg.cli.wikidata import wikidata
from kg.gather.roots import Sources
from kg.wikidata.desk import Asking, Desk
from kg.wikidata.links import Links
from tests.wikidata.conftest import DATE
from tests.wikidata.misbehaving import Reply, misbehaving, rows

BASE = "https://w3id.org/interregional-ties"
LINE = f'<{BASE}/id/place/a> <http://e.org/p> "{{}}" <{BASE}/graph/{{}}> .\n'


def stop(*args: Any, **words: Any) -> Any:
    raise KeyboardInterrupt


def said(command: Any, *words: str) -> str:
    """What a command that was interrupted said on stderr."""
    result = CliRunner().invoke(command, list(words), standalone_mode=False)
    assert isinstance(result.exception, KeyboardInterrupt) or result.exit_code == 1
    return result.stderr


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("KG_DATA", str(tmp_path / "data"))


def test_a_push_says_how_many_graphs_are_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "two.nq"
    path.write_text(LINE.format(1, "one") + LINE.format(2, "two"), encoding="utf-8")
    put: list[str] = []

    def put_one(self: GraphStore, graph: str, ntriples: bytes, is_first: bool) -> None:
        if put:
            raise KeyboardInterrupt
        put.append(graph)

    monkeypatch.setattr(GraphStore, "put", put_one)
    with misbehaving(rows(["graph"])) as server:
        words = ["--endpoint", server.url, "--write", server.url, "--graph", str(path)]
        assert "1 graph of the store is new, 'two' may be there in part; push again to mend it\n" in said(push, *words)
        monkeypatch.setattr(GraphStore, "knock", stop)
        assert "nothing was sent; the store is as it was\n" in said(push, *words)


def test_link_says_that_the_tables_are_as_they_were_and_the_answers_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Endpoint, "select", stop)
    told = said(wikidata, "link", "--kind", "place", "--date", DATE, "--pause", "0")
    assert "the link tables are as they were\n" in told
    assert f"1 requests; answers of {DATE}, which are kept" in told


def test_review_says_what_was_judged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from tests.wikidata.test_links import HARBIN

    Links(tmp_path / "data" / "wikidata", {"predicted": [HARBIN]}).save()
    monkeypatch.setattr(Links, "save", stop)
    result = CliRunner().invoke(wikidata, ["link", "--review"], input="y", standalone_mode=False)
    assert "0 yes, 0 no, 0 unsure, 0 skipped; each judgement is kept\n" in result.stderr


def test_link_tables_lie_in_the_folder_of_the_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Desk(Sources(), None, Asking("", DATE)).links.folder == tmp_path / "data" / "wikidata"
    monkeypatch.delenv("KG_DATA")
    assert data_dir().name == "interregional-ties"
    assert Path(__file__).parent.parent.parent not in data_dir().parents


@pytest.mark.parametrize("words", [["check"], ["audit"], ["pull", "--out", "x"], ["link", "--kind", "place"]])
def test_the_contact_of_the_environment_is_told_to_the_service(
    words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_CONTACT", "me@example.org")
    with misbehaving(Reply(403, b"", "text/plain")) as server:
        CliRunner().invoke(wikidata, [*words, "--endpoint", server.url, "--date", DATE], standalone_mode=False)
    assert "me@example.org" in server.asked[0][1]["User-Agent"]
