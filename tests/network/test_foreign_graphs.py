"""Graphs that kg has not built: what they leave out is told in one line, or called by its code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.base import ids
from kg.base.namespaces import RDF
from tests.ask.worlds import oxigraph_world
from tests.command import Run

TITLE = "http://purl.org/dc/terms/title"
DRAWN = (("network", "--out", "n.html"), ("map", "--out", "m.html"), ("timeline", "--out", "t.html"))


def written(path: Path, keeps: Callable[[ox.Quad], bool]) -> str:
    """The small world without some of its quads, as a file."""
    path.write_bytes(ox.serialize(filter(keeps, oxigraph_world()), format=ox.RdfFormat.N_QUADS) or b"")
    return str(path)


@pytest.mark.parametrize("lacking", ["member", "findingKind"])
def test_a_page_is_made_of_what_is_there(kg: Run, tmp_path: Path, lacking: str) -> None:
    graph = written(tmp_path / "world.nq", lambda quad: quad.predicate.value != ids.ONT + lacking)
    assert kg("site", "--graph", graph, "--out", "site").returncode == 0


def test_a_source_without_a_title_is_called_by_its_id(kg: Run, tmp_path: Path) -> None:
    graph = written(tmp_path / "world.nq", lambda quad: quad.predicate.value != TITLE)
    assert kg("network", "--graph", graph, "--out", "network.html").returncode == 0
    assert '"CN2004"' in (tmp_path / "network.html").read_text(encoding="utf-8")
    assert kg("site", "--graph", graph, "--out", "site").returncode == 0


@pytest.mark.parametrize("words", DRAWN, ids=lambda words: words[0])
def test_a_place_of_which_the_graph_says_nothing_is_named(kg: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    harbin = ox.NamedNode(ids.thing("place", "cn-harbin"))
    graph = written(tmp_path / "world.nq", lambda quad: (quad.subject, quad.predicate.value) != (harbin, RDF + "type"))
    done = kg(*words, "--graph", graph, "--lang", "en")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "id/place/cn-harbin" in done.stderr


def test_a_level_that_nobody_knows_is_called_by_its_code(kg: Run, tmp_path: Path) -> None:
    level, own = ox.NamedNode(ids.concept("level", "city")), ox.NamedNode(ids.concept("level", "free-port"))
    quads = [
        ox.Quad(quad.subject, quad.predicate, own if quad.object == level else quad.object, quad.graph_name)
        for quad in oxigraph_world()
    ]
    (tmp_path / "world.nq").write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    for words in (("dossier", "ru-khabarovsk", "--out", "d.md"), DRAWN[0], ("site", "--out", "site")):
        assert kg(*words, "--graph", "world.nq").returncode == 0
    assert "free-port" in (tmp_path / "d.md").read_text(encoding="utf-8")
