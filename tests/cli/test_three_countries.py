"""A world of three countries, none of them a bundled one, from the gazetteer to hubs, measures, page and files."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest

from tests.command import Run, runner
from tests.gazetteer.small_world import small_world

__all__ = ["small_world"]
TIES = """place_a,place_b,kind,date,date_kind,source
Munich,New York City,sister,1970,signed,LIST
Мюнхен,東京,sister,1972,signed,LIST
Tokyo,New York City,sister,1960,signed,LIST
Munich,Marin City,partner,1990,signed,LIST
us-springfield-12,de-frankfurt-oder,sister,1980,signed,LIST
Bavaria,Massachusetts,sister,1985,signed,LIST
"""


@pytest.fixture
def kg(tmp_path: Path, small_world: None) -> Run:
    """The command, in a folder with a graph ``ties.nq`` of the three countries."""
    run = runner(tmp_path, tmp_path / "cache")
    assert run("gazetteer", "make", "DE", "US", "JP", "--out", "sources/places").returncode == 0
    ties = tmp_path / "sources" / "ties"
    ties.mkdir()
    (ties / "attestations.csv").write_text(
        TIES.replace("東京", "东京").replace("Tokyo,", "jp-tokyo-16,"), encoding="utf-8"
    )
    (ties / "sources.csv").write_text("id,title,kind\nLIST,A list,dataset\n", encoding="utf-8")
    (ties / "source.toml").write_text('id = "ties"\n[title]\nen = "T"\nru = "Т"\nzh = "题"\n', encoding="utf-8")
    done = run("build", "--sources", "sources", "--only", "--out", "ties.nq")
    assert done.returncode == 0, done.stderr
    return run


def test_ties_of_three_countries_go_all_the_way(kg: Run, tmp_path: Path) -> None:
    def answer(*words: str) -> str:
        done = kg(*words, "--graph", "ties.nq")
        assert done.returncode == 0, done.stderr
        return done.stdout

    hubs = answer("hubs").splitlines()
    assert hubs[1].startswith("1,Bayern,1,4,5,1,")  # the state, with the ties of its cities
    assert answer("hubs", "--country", "Япония").splitlines()[1].startswith("1,Tokyo,")
    assert "New York City" in answer("query", "partners-of-place", "--place", "Мюнхен")
    assert (
        answer("measure", "places", "--measure", "partners", "--limit", "1").splitlines()[1].startswith("1,Munich,2,")
    )
    assert answer("measure", "places", "--view", "projection", "--country", "de", "--measure", "partners")
    answer("network", "--out", "net.html")
    page = (tmp_path / "net.html").read_text(encoding="utf-8")
    assert "Ties between regions and cities of United States, Japan and Germany" in page
    for name in ("t.gexf", "t.graphml", "t.net", "t.json"):
        answer("export", "--out", name)
    assert "*Vertices 8\n" in (tmp_path / "t.net").read_text(encoding="utf-8")
    drawn = nx.read_graphml(tmp_path / "t.graphml")
    assert sorted({data["country"] for _id, data in drawn.nodes(data=True)}) == ["de", "jp", "us"]
    assert not any("bipartite" in node for node in json.loads((tmp_path / "t.json").read_text("utf-8"))["nodes"])
    answer("export", "--format", "matrices", "--year", "1975", "--out", "waves")
    assert (tmp_path / "waves" / "adjacency_1975.csv").is_file()


def test_what_needs_two_countries_says_so(kg: Run) -> None:
    for words in (("test", "hypotheses", "--country", "de"), ("suggest", "de-munich")):
        done = kg(*words, "--graph", "ties.nq")
        assert done.returncode == 2
        assert "kg: ties of two countries are needed, not of de, jp, us – choose other kinds" in done.stderr
