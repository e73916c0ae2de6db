"""Reasoners on the ontology and the small world: HermiT for OWL 2 DL, two engines for OWL 2 RL."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator

import owlready2
import owlrl
import pytest
import reasonable
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from rdflib.paths import MulPath
from rdflib.term import Node

from kg.base.resources import ontology_dir
from tests.ontology.graphs import BASE, TIE, aligned, copy, core, world

THINGS = f"{BASE}id/"
KHABAROVSK, HARBIN = URIRef(f"{THINGS}place/ru-khabarovsk"), URIRef(f"{THINGS}place/cn-harbin")
PARTIAL = (XSD.gYear, XSD.gYearMonth, XSD.date)
Triple = tuple[Node, Node, Node]


# --- OWL 2 DL

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="missing component: java, which HermiT runs on")


def supported(graph: Graph) -> Graph:
    """The graph without literals of datatypes that OWL 2 DL does not know: partial dates, WKT and codes."""
    known = {XSD.integer, XSD.decimal, XSD.boolean, XSD.date, None}
    kept = Graph()
    for s, p, o in graph:
        if not isinstance(o, Literal) or (o.datatype in known and o.datatype != XSD.date):
            kept.add((s, p, o))
    return kept


def hermit(graph: Graph) -> list[str]:
    """The IRIs of the classes that can have no member; raises where the graph contradicts itself."""
    store = owlready2.World()
    data = io.BytesIO(graph.serialize(format="nt", encoding="utf-8"))
    loaded = store.get_ontology(f"{BASE}test").load(fileobj=data)
    with loaded:
        owlready2.sync_reasoner_hermit(store, infer_property_values=False, debug=0)
    return [str(cls.iri) for cls in store.inconsistent_classes()]


@pytest.fixture(scope="module", autouse=True)
def _quick_java(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Java without what pays only in long runs: the better compiler and the parallel collection of memory."""
    script = tmp_path_factory.mktemp("java") / "java"
    script.write_text('#!/bin/sh\nexec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owlready2, "JAVA_EXE", str(script))
        yield


@needs_java
def test_ontology_and_alignment_are_consistent_and_every_class_can_have_members() -> None:
    assert hermit(supported(aligned())) == []


@needs_java
def test_the_world_is_consistent_with_the_ontology() -> None:
    assert hermit(supported(copy(aligned(), world()))) == []


@needs_java
@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        pytest.param(KHABAROVSK, RDF.type, URIRef(f"{TIE}Authority"), id="a place that is an authority"),
        pytest.param(KHABAROVSK, URIRef(f"{TIE}sisterOf"), KHABAROVSK, id="a place that is its own sister"),
        pytest.param(
            URIRef(f"{THINGS}place/ru"), URIRef(f"{TIE}within"), URIRef(f"{THINGS}place/ru-khabarovsk-krai"),
            id="two places that lie within one another",
        ),
        pytest.param(
            URIRef(f"{THINGS}tie/ru-khabarovsk-cn-harbin"), URIRef(f"{TIE}attestedBy"),
            URIRef(f"{THINGS}event/khabarovsk-harbin-anniversary"), id="a tie that an event attests",
        ),
        pytest.param(
            URIRef(f"{THINGS}tie/ru-khabarovsk-cn-harbin"), URIRef(f"{TIE}confidence"), Literal(True),
            id="a confidence that is no number",
        ),
    ],
)  # fmt: skip
def test_a_contradiction_is_found(subject: URIRef, predicate: URIRef, value: Node) -> None:
    graph = supported(input_world())
    graph.add((subject, predicate, value))
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        hermit(graph)


# --- OWL 2 RL


def input_world() -> Graph:
    """Core, alignment and world."""
    return copy(core(), Graph().parse(ontology_dir() / "align.ttl"), world())


def about_things(triples: set[Triple]) -> set[Triple]:
    """The triples on things of the world that say something: not that all are things and equal to themselves."""
    return {
        (s, p, o)
        for s, p, o in triples
        if str(s).startswith(THINGS) and p != OWL.sameAs and o != OWL.Thing
        and not (isinstance(o, Literal) and o.datatype in {None, XSD.string})
    }  # fmt: skip


def by_owlrl(graph: Graph) -> Graph:
    """The graph closed under the OWL 2 RL rules by owlrl.

    Its own reading of datatypes is left off: it would stay in rdflib for every test after.
    """
    closed = copy(graph)
    owlrl.DeductiveClosure(
        owlrl.OWLRL_Semantics,
        improved_datatypes=False,
        rdfs_closure=False,
        axiomatic_triples=False,
        datatype_axioms=False,
    ).expand(closed)
    return closed


def by_reasonable(graph: Graph) -> set[Triple]:
    """The same by reasonable."""
    engine = reasonable.PyReasoner()
    engine.from_graph(graph)
    return set(engine.reason())


@pytest.fixture(scope="module")
def closed() -> Graph:
    return by_owlrl(input_world())


@pytest.fixture(scope="module")
def inferred(closed: Graph) -> set[Triple]:
    return about_things(set(closed)) - set(input_world())


def test_two_engines_infer_the_same(inferred: set[Triple]) -> None:
    given = input_world()
    assert about_things(by_reasonable(given)) - set(given) == inferred
    assert inferred


def test_a_thing_becomes_only_what_its_class_is(inferred: set[Triple]) -> None:
    schema = aligned()
    for thing, _, cls in (triple for triple in inferred if triple[1] == RDF.type):
        stated = world().objects(thing, RDF.type)
        above = {up for kind in stated for up in schema.objects(kind, MulPath(RDFS.subClassOf, "*"))}
        assert cls in above, (thing, cls)


def test_of_our_own_properties_only_symmetries_are_new(inferred: set[Triple]) -> None:
    copy_of = URIRef(f"{THINGS}source/khv-adm-copy")
    assert {triple for triple in inferred if str(triple[1]).startswith(TIE)} == {
        (URIRef(f"{THINGS}source/khv-adm"), URIRef(f"{TIE}sameTextAs"), copy_of),
    }


def test_reasoning_rebuilds_what_the_graph_materialises() -> None:
    given, derived = input_world(), URIRef(f"{TIE}withinAny")
    stated = set(given.subject_objects(derived))
    given.remove((None, derived, None))
    given.remove((HARBIN, URIRef(f"{TIE}sisterOf"), None))
    closed = by_owlrl(given)
    assert set(closed.subject_objects(derived)) == stated
    assert (HARBIN, URIRef(f"{TIE}sisterOf"), KHABAROVSK) in closed


def test_nothing_is_impossible_and_no_rule_is_broken(closed: Graph) -> None:
    assert set(closed.subjects(RDF.type, OWL.Nothing)) <= {OWL.Nothing}
    assert broken_rules(closed) == set()


def test_a_broken_rule_is_reported() -> None:
    graph = input_world()
    graph.add((KHABAROVSK, RDF.type, URIRef(f"{TIE}Authority")))
    assert broken_rules(by_owlrl(graph)) != set()


def broken_rules(graph: Graph) -> set[Node]:
    """What owlrl says of contradictions: it adds a note to the graph and does not raise."""
    return set(graph.objects(None, URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")))


def test_the_world_uses_every_class() -> None:
    gathering = {"SourcedThing", "Interaction", "Assertion", "Attested", "Occurrence", "LastingRelation", "Finding"}
    graph = core()
    old = {str(s) for s in graph.subjects(OWL.deprecated)}
    ours = {str(s) for s in graph.subjects(RDF.type, OWL.Class) if str(s).startswith(TIE)} - old
    used = {str(cls) for cls in world().objects(None, RDF.type)}
    concepts = {str(s) for s in graph.subjects(RDFS.subClassOf, SKOS.Concept)} - old
    assert ours - used == {TIE + name for name in gathering} | concepts
