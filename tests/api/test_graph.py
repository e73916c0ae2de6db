"""Opening, asking by name or in SPARQL, the network and rdflib's view."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.api.graph import Graph, open_graph
from kg.ask.asked_graph import StoredGraph
from kg.base.errors import KgError
from kg.base.resources import ontology_dir
from tests.ask.worlds import WORLD


def test_import_loads_neither_a_store_nor_a_library_for_analysis() -> None:
    code = "import kg, sys; print([m for m in ('pyoxigraph', 'rdflib', 'networkx', 'pandas') if m in sys.modules])"
    environment = {**os.environ, "PYTHONPATH": str(ontology_dir().parent)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_question_takes_names_in_any_script_numbers_lists_and_places(world: Graph) -> None:
    by_name = world.query("partners-of-place", place="伯力", kind=["sister", "partner"], since=1990)
    by_place = world.query("partners-of-place", place=world.place("Хабаровск"), kind=("partner", "sister"), lang=None)
    assert [row.partnerName for row in by_name] == ["Harbin", "Jiamusi"]
    assert by_name.rows == by_place.rows
    assert {type(row.startYear) for row in by_name} == {int}


def test_a_parameter_speaks_the_language_that_is_asked_for(world: Graph) -> None:
    assert next(iter(world.query("partners-of-place", place="Хэйхэ", lang="ru"))).partnerName == "Благовещенск"


@pytest.mark.parametrize(
    ("question", "params", "message"),
    [
        ("partner-of-place", {}, "no query is called 'partner-of-place' – did you mean partners-of-place"),
        ("partners-of-place", {"plaec": "Harbin"}, "has no parameter 'plaec' – did you mean place?"),
        ("partners-of-place", {"place": "Хабравск"}, "'Хабравск' – did you mean Khabarovsk (ru-khabarovsk)"),
        ("partners-of-place", {"kind": "sistr"}, "did you mean sister?"),
        ("partners-of-place", {"since": "yesterday"}, "must be a year"),
        ("partners-of-place", {"since": 1990.5}, "since cannot be 1990.5"),
        ("partners-of-place", {"since": True}, "since cannot be True"),
        ("partners-of-place", {"kind": []}, "kind cannot be []"),
        ("partners-of-place", {"lang": []}, "lang cannot be []"),
        ("partners-of-place", {"place": ["Harbin", "Heihe"]}, "takes one value, not 2"),
        ("INSERT DATA { <a:b> <a:b> 1 }", {}, "INSERT is refused"),
        ("SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }", {}, "SERVICE is refused"),
        ("SELECT * { ?s ?p }", {}, "line 1, column"),
        ("ASK { ?s ?p ?o }", {"place": "Harbin"}, "has no parameter 'place'"),
        ("missing.rq", {}, "no query is called 'missing.rq'"),
    ],
)
def test_what_is_not_known_is_refused_in_one_line_with_a_suggestion(
    world: Graph, question: str, params: dict[str, object], message: str
) -> None:
    with pytest.raises(KgError) as caught:
        world.query(question, **params)  # type: ignore[arg-type]  # what a person may hand over
    assert message in str(caught.value)


def test_a_question_may_lie_in_a_file(world: Graph, tmp_path: Path) -> None:
    path = tmp_path / "levels.rq"
    path.write_text(
        "#+ summary: Level\n#+ parameters:\n#+   - name: place\n#+     type: place\n"
        "PREFIX place: <https://w3id.org/interregional-ties/id/place/>\n"
        "PREFIX tie: <https://w3id.org/interregional-ties/ont#>\n"
        "SELECT ?level { VALUES ?place { place:ru-moscow } ?place tie:level ?level }\n",
        encoding="utf-8",
    )
    assert str(world.query(path, place="Harbin").rows[0][0]).endswith("/prefecture")
    assert str(world.query(str(path)).rows[0][0]).endswith("/federal-city")


def test_the_catalogue_lists_and_explains_itself(world: Graph) -> None:
    assert {row.name for row in world.queries("office")} < {row.name for row in world.queries()}
    told = world.explain("partners-of-place", lang="ru", place="Harbin")
    assert "партн" in told.splitlines()[0]
    assert "<https://w3id.org/interregional-ties/id/place/cn-harbin>" in told
    assert world.query(told).columns == world.query("partners-of-place").columns


def test_places_are_found_by_part_of_a_name_in_any_script(world: Graph) -> None:
    assert [place.id for place in world.places("хабаровск")][:2] == ["ru-khabarovsk", "ru-khabarovsk-krai"]
    assert world.places("Haerbin")[0].id == "cn-harbin"
    assert len(world.places("о", limit=2)) == 2
    assert world.places("no such thing at all") == []


def test_the_network_holds_the_ties_of_the_kinds_and_the_year_asked_for(world: Graph) -> None:
    assert {link.kind for link in world.network().links} <= {"sister", "partner"}
    assert {link.slug for link in world.network(kinds="intention").links} == {"cn-harbin--ru-novosibirsk"}
    then = world.network(as_of=1994)
    assert {link.slug for link in then.links} == {"cn-harbin--ru-khabarovsk"}
    assert then.nodes == world.network().nodes
    ended = {link.slug for link in world.network(ended=True).links} - {link.slug for link in world.network().links}
    assert ended == {"cn-heihe--ru-komsomolsk-on-amur"}
    with pytest.raises(KgError, match="did you mean sister"):
        world.network(kinds="sisters")


def test_rdflib_reads_the_same_store_and_cannot_change_it(world: Graph) -> None:
    import rdflib

    dataset = world.rdflib()
    harbin = rdflib.URIRef(world.place("Harbin").iri)
    assert rdflib.Literal("Харбин", lang="ru") in set(dataset.objects(harbin, rdflib.RDFS.label))
    rows = list(dataset.query("SELECT ?tie { ?tie tie:hasParty place:cn-harbin }"))
    assert len(rows) == len(world.query("SELECT DISTINCT ?tie { ?tie tie:hasParty place:cn-harbin }"))
    with pytest.raises(RuntimeError, match="read-write"):
        dataset.add((harbin, rdflib.RDFS.label, rdflib.Literal("x")))


def test_an_empty_store_is_an_empty_dataset() -> None:
    assert len(Graph(StoredGraph(Store())).rdflib()) == 0


def test_a_built_file_and_its_sources_answer_alike(world: Graph, tmp_path: Path) -> None:
    from kg.graph.build import build

    path = build([WORLD], tmp_path / "world.nq").path
    assert open_graph(path).query("hubs").rows == world.query("hubs").rows
    assert open_graph(str(path)).place("伯力") == world.place("Хабаровск")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"path": "x.nq", "sources": ["y"]}, "give one of them"),
        ({"path": "x.nq", "endpoint": "http://localhost/"}, "give one of them"),
        ({"path": "missing.nq"}, "does not exist"),
        ({"path": "notes.txt"}, "is no graph file"),
        ({"sources": "missing-folder"}, "missing-folder is no folder of sources"),
        ({"endpoint": "localhost:7878"}, "is no address of an endpoint"),
    ],
)
def test_what_cannot_be_opened_is_told_in_one_line(given: dict[str, object], message: str) -> None:
    with pytest.raises(KgError) as caught:
        open_graph(**given)  # type: ignore[arg-type]  # one argument of several types a case
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
