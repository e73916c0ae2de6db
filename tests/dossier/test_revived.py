"""What lapsed elsewhere and revived is found by its stages and its events, each with its evidence."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from pyoxigraph import Literal, NamedNode, Triple

from kg.analysis.question import Question
from kg.base.ids import thing
from kg.base.languages import speaking
from kg.base.namespaces import DCTERMS
from kg.dossier.comparable import peers
from kg.dossier.facts import LABEL, RDF_TYPE, Facts
from kg.dossier.place import Place
from kg.dossier.roadmap.ground import Ground, Prepared
from kg.dossier.roadmap.ties import state_of_ties
from kg.dossier.text.citing import Citing
from kg.formats.documents.document import Items
from kg.network.attributes import Attributes
from kg.network.views import Choice
from kg.schema.terms import TIE
from tests.network.worlds import link, network, node

if TYPE_CHECKING:
    from kg.ask.asked_graph import AskedGraph

WORLD = network(
    [node("ru-here"), node("ru-slept"), node("ru-woke"), node("ru-met"), node("cn-a", "prefecture")],
    [link(each, "cn-a") for each in ("ru-here", "ru-slept", "ru-woke", "ru-met")],
)
PAUSED = ("pause", (2005, 2006))
STAGES = {
    "cn-a--ru-here": [PAUSED, ("renewal", (2015, 2015))],
    "cn-a--ru-slept": [PAUSED, ("renewal", (2006, 2008))],  # it may have come before the pause was over
    "cn-a--ru-woke": [PAUSED, ("renewal", (2011, 2011))],
    "cn-a--ru-met": [PAUSED],
}
EVENT, SOURCE = thing("event", "visit"), thing("source", "NEWS")
FACTS: list[tuple[str, str, NamedNode | Literal]] = [
    (EVENT, RDF_TYPE, NamedNode(TIE.Event)),
    (EVENT, TIE.onTie, NamedNode(thing("tie", "cn-a--ru-met"))),
    (EVENT, TIE.year, Literal(2019)),
    (EVENT, LABEL, Literal("The mayors met again.", language="en")),
    (EVENT, TIE.statedIn, NamedNode(SOURCE)),
    (SOURCE, DCTERMS + "title", Literal("News of the town")),
]


def revived() -> list[str]:
    """The lines on revived ties for a place whose own tie revived too."""
    attributes = Attributes(stages=STAGES)
    own, found = peers(WORLD, attributes, "ru-here")
    facts = Facts(Triple(NamedNode(one), NamedNode(prop), value) for one, prop, value in FACTS)
    place = cast("Place", SimpleNamespace(id="ru-here", ties=(), ties_within=()))
    question = Question(WORLD, attributes, Choice(("sister",)), place="ru-here")
    ground = Ground(
        Prepared(cast("AskedGraph", None), question, facts), question, place, own, tuple(found), 2026, Citing()
    )
    with speaking("en"):
        blocks = list(state_of_ties(ground))
    lines = [line for block in blocks if isinstance(block, Items) for line in block.lines]
    return ["".join(span.text + "".join(f"[{key}]" for key in span.notes) for span in line) for line in lines]


def test_a_stage_or_an_event_after_the_lapse_shows_that_a_tie_revived_and_nothing_else_does() -> None:
    assert sorted(revived()) == [
        "Cn-A and Ru-Met: lapsed by 2006, revived in 2019; The mayors met again[NEWS]",
        "Cn-A and Ru-Woke: lapsed by 2006, revived in 2011 (kg query stages-of-ties --place cn-a)",
    ]
