"""``kg export``: whole files, the same bytes each time, and a refusal that says what to do."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner, Result

from kg.base.errors import KgError
from kg.cli.export import export
from kg.formats.registry import FORMATS, format_of
from kg.graph.build import build

WORLD = Path(__file__).parent.parent / "world"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build([WORLD], tmp_path_factory.mktemp("export") / "ties.nq").path


def call(graph: Path, *words: object) -> Result:
    return CliRunner().invoke(export, ["--graph", str(graph), *map(str, words)], catch_exceptions=False)


@pytest.mark.parametrize("form", [name for name, form in FORMATS["network"].items() if form.shape != "folder"])
def test_one_file_is_written_whole_and_twice_the_same(graph: Path, tmp_path: Path, form: str) -> None:
    first, second = (tmp_path / f"{number}.{FORMATS['network'][form].suffix or form}" for number in (1, 2))
    assert call(graph, "--out", first).stdout.strip() == str(first)
    call(graph, "--out", second, "--format", form)
    assert first.read_bytes() == second.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([first.name, second.name])


@pytest.mark.parametrize("form", [name for name, form in FORMATS["network"].items() if form.shape == "folder"])
def test_a_folder_is_replaced_whole_and_twice_the_same(graph: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "made"
    named = call(graph, "--format", form, "--out", out).stdout.splitlines()
    first = {path.name: path.read_bytes() for path in out.iterdir()}
    assert sorted(named) == sorted(str(out / name) for name in first)
    call(graph, "--format", form, "--out", out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == first
    assert [path.name for path in tmp_path.iterdir()] == ["made"]


def test_bytes_do_not_follow_the_hash_seed(graph: Path, tmp_path: Path) -> None:
    code = "from kg.cli.export import export; export()"
    contents = []
    for seed in ("1", "2"):
        out = tmp_path / f"{seed}.gexf"
        words = [sys.executable, "-c", code, "--graph", str(graph), "--out", str(out)]
        subprocess.run(words, check=True, env={"PYTHONHASHSEED": seed, "PATH": ""}, stdout=subprocess.DEVNULL)
        contents.append(out.read_bytes())
    assert contents[0] == contents[1]


@pytest.mark.parametrize(("form", "reader"), [("trig", ox.RdfFormat.TRIG), ("jsonld", ox.RdfFormat.JSON_LD)])
def test_the_whole_graph_is_read_back_quad_for_quad(graph: Path, form: str, reader: ox.RdfFormat) -> None:
    content = call(graph, "--format", form).stdout_bytes
    expected = set(ox.parse(path=graph, format=ox.RdfFormat.N_QUADS))
    assert set(ox.parse(content, format=reader)) == expected


# rdflib 7.6 reads TriG with a class that it calls deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_trig_is_the_same_data_set_to_rdflib(graph: Path) -> None:
    ours, theirs = rdflib.Dataset(), rdflib.Dataset()
    ours.parse(data=call(graph, "--format", "trig").stdout, format="trig")
    with graph.open("rb") as stream:
        theirs.parse(stream, format="nquads")
    assert set(ours.quads()) == set(theirs.quads())


def test_a_year_and_a_kind_choose_the_ties(graph: Path) -> None:
    every = nx.read_graphml(io.BytesIO(call(graph, "--format", "graphml").stdout_bytes), force_multigraph=True)
    found = call(graph, "--format", "graphml", "--kind", "sister", "--as-of", "1995", "--no-isolates")
    early = nx.read_graphml(io.BytesIO(found.stdout_bytes), force_multigraph=True)
    assert 0 < early.number_of_edges() < every.number_of_edges()
    assert {data["kind"] for *_, data in early.edges(data=True)} == {"sister"}
    assert all(data["start_year"] <= 1995 for *_, data in early.edges(data=True))
    assert min(degree for _, degree in early.degree()) > 0
    assert "state of 1995: 4 certain; possible by their bounds and left out: 3" in found.stderr


def test_regions_have_weights(graph: Path) -> None:
    content = call(graph, "--format", "graphml", "--level", "region").stdout_bytes
    regions = nx.read_graphml(io.BytesIO(content), force_multigraph=True)
    assert all(data["region"] == id for id, data in regions.nodes(data=True))
    assert any(data["weight"] > 1 for *_, data in regions.edges(data=True))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "no format is chosen"),
        (("--format", "csv"), "add --out FOLDER"),
        (("--format", "trig", "--kind", "sister"), "holds the whole graph"),
        (("--format", "gexf", "--year", "2000"), "are for matrices"),
    ],
)
def test_what_cannot_be_done_is_refused(graph: Path, words: tuple[str, ...], message: str) -> None:
    with pytest.raises(KgError, match=message):
        call(graph, *words)


def test_a_folder_with_something_else_in_it_is_left_alone(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(KgError, match=r"letter\.txt"):
        call(graph, "--format", "csv", "--out", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_the_command_lists_the_formats_that_there_are() -> None:
    choice = next(param for param in export.params if param.name == "form").type
    assert list(getattr(choice, "choices", ())) == list(FORMATS["network"])
    assert format_of(Path("ties.gexf"), "network") == "gexf"
