"""A build is whole or absent, sorted, free of blank nodes, and the same bytes every time."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.base import ids
from kg.base.errors import KgError
from kg.base.namespaces import XSD
from kg.base.resources import ontology_dir
from kg.graph import rdf
from kg.graph.build import build
from kg.graph.quads import checked
from kg.graph.store import open_graph

WORLD = Path(__file__).parent.parent / "world"
CHECKOUT = ontology_dir().parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build([WORLD], tmp_path_factory.mktemp("build") / "ties.nq").path


def test_lines_are_sorted_and_distinct(built: Path) -> None:
    lines = built.read_bytes().splitlines(keepends=True)
    assert lines == sorted(set(lines))
    assert len(lines) > 1000


def test_two_parsers_read_the_same_quads(built: Path) -> None:
    ours = {str(quad) for quad in ox.parse(path=built, format=ox.RdfFormat.N_QUADS)}
    theirs = rdflib.Dataset()
    with built.open("rb") as stream:
        theirs.parse(stream, format="nquads")
    assert len(ours) == len(theirs) == len(built.read_bytes().splitlines())


def test_nothing_published_is_a_blank_node(built: Path) -> None:
    for quad in ox.parse(path=built, format=ox.RdfFormat.N_QUADS):
        assert isinstance(quad.subject, ox.NamedNode)
        assert isinstance(quad.object, ox.NamedNode | ox.Literal)


def test_no_literal_has_an_explicit_string_type(built: Path) -> None:
    assert b"^^<http://www.w3.org/2001/XMLSchema#string>" not in built.read_bytes()


def test_every_term_and_every_thing_named_is_described_and_so_is_the_question_that_recounts_a_finding(
    built: Path,
) -> None:
    graph = open_graph(built)
    declared = {quad.subject for quad in graph.quads_for_pattern(None, None, None)}
    ours = {
        term
        for quad in graph
        for term in (quad.predicate, quad.object)
        if isinstance(term, ox.NamedNode) and term.value.startswith((ids.ONT, ids.VOC, ids.ID, ids.QUERY))
    }
    assert ours - declared == set()


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "2", "LC_ALL": "C"}, {"LC_ALL": "C.UTF-8", "TZ": "Asia/Harbin"}],
)
def test_bytes_do_not_follow_hash_seed_locale_or_time_zone(
    built: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    out = tmp_path / "again.nq"
    command = [sys.executable, "-m", "kg.cli", "build", "--sources", str(WORLD), "--only", "--out", str(out)]
    subprocess.run(command, check=True, cwd=CHECKOUT, env={**os.environ, **environment}, capture_output=True)
    assert out.read_bytes() == built.read_bytes()


def test_the_order_of_rows_does_not_matter(built: Path, tmp_path: Path) -> None:
    for folder in WORLD.iterdir():
        if folder.is_dir():
            (tmp_path / folder.name).mkdir()
            for file in folder.iterdir():
                lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
                turned = lines if file.suffix == ".toml" else [lines[0], *reversed(lines[1:])]
                (tmp_path / folder.name / file.name).write_text("".join(turned), encoding="utf-8")
    assert build([tmp_path], tmp_path / "turned.nq").path.read_bytes() == built.read_bytes()


def test_an_interrupted_write_leaves_the_build_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "ties.nq"
    out.write_text("the build before", encoding="utf-8")

    def interrupted(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build([WORLD], out)
    assert out.read_text(encoding="utf-8") == "the build before"
    assert [path.name for path in tmp_path.iterdir()] == ["ties.nq"]


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(KgError, match="cannot be written"):
        build([WORLD], tmp_path / "file" / "ties.nq")


def test_a_point_is_as_fine_as_its_latitude_and_longitude(tmp_path: Path) -> None:
    world = Path(shutil.copytree(WORLD, tmp_path / "world"))
    table = world / "gazetteer" / "places.csv"
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"), newline="")))
    rows[0] |= {"lat": "50.2907412", "lon": "0.00001"}
    with table.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    text = build([world], tmp_path / "ties.nq").path.read_text(encoding="utf-8")
    assert '"POINT(0.00001 50.2907412)"' in text
    assert f'long> "0.00001"^^<{XSD}decimal>' in text


def test_the_order_of_problems_does_not_follow_the_hash_seed(tmp_path: Path) -> None:
    world = Path(shutil.copytree(WORLD, tmp_path / "world"))
    table = world / "ties" / "attestations.csv"
    header, row, *_ = table.read_text(encoding="utf-8").splitlines()
    columns = header.split(",")
    bad = row.split(",")
    bad[columns.index("spheres")] = "traed;cultrue;sprot"
    table.write_text("\n".join((f"{header},kind,kind", f"{row},,", *[f"{','.join(bad)},,"] * 3)), encoding="utf-8")
    settings = world / "ties" / "source.toml"
    settings.write_text("colour = 1\nsize = 2\nshape = 3\n" + settings.read_text(encoding="utf-8"), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "kg.cli",
        "build",
        "--sources",
        str(world),
        "--only",
        "--out",
        str(tmp_path / "ties.nq"),
    ]
    told = set()
    for seed in range(4):
        environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
        told.add(subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, check=False).stderr)
    assert len(told) == 1


@pytest.mark.parametrize(
    "block",
    [
        "<http://e/a> <http://e/p> <http://e/o> <http://e/g> .\n<http://e/b> <http://e/p> <http://e/o> <http://g> .\n",
        '<http://e/a> <http://e/p> "x"y" <http://e/g> .\n',
        '<http://e/a> <http://e/p> "x\n<http://e/a> y" <http://e/g> .\n',
        '<http://e/a> <http://e/p> "x"@русский <http://e/g> .\n',
    ],
)
def test_a_block_that_is_not_what_was_meant_stops_the_build(block: str) -> None:
    with pytest.raises(AssertionError):
        list(checked([block]))


@pytest.mark.parametrize("make", [rdf.iri, lambda text: rdf.text("x", text), lambda text: rdf.thing("place", text)])
@pytest.mark.parametrize("text", ["x> <http://e/p", 'x"@en', "a b", "русский язык"])
def test_no_term_is_made_of_what_is_none(make: Callable[[str], str], text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        make(text)


@pytest.mark.parametrize(
    "address", ["http://a/%zz", "http://a/#x#y", "http://a/[x]?y|z={}^`", "http://пример.рф/страница"]
)
def test_an_address_that_people_write_is_a_link(address: str) -> None:
    assert rdf.iri(ids.link(address)).startswith("<http://")
