"""A road map of each region of Russia that has a tie, its own or that of a place in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.analysis.question import Question
from kg.base.languages import _, current, pick
from kg.dossier.roadmap.ground import Prepared
from kg.dossier.roadmap.road_map import road_map
from kg.network.attributes import read_attributes
from kg.network.from_graph import read_concepts
from kg.network.standing import DEFAULT_KINDS, select
from kg.network.views import Choice
from kg.site.portal.frame import rendered
from kg.site.portal.page import Crumb, Page, file_name
from kg.site.portal.papers import paper, written_for

if TYPE_CHECKING:
    from kg.site.portal.site import Portal

ADDRESS = "roadmap.html"


def regions(portal: Portal) -> list[str]:
    """The first-level units of Russia with a sister or partner tie that stands, in the order of their ids."""
    nodes = portal.network.nodes
    found = {nodes[end].region for link in select(portal.network).links for end in (link.a, link.b)}
    return sorted(id for id in found if id in nodes and nodes[id].country == "ru" and nodes[id].level != "country")


def prepared(portal: Portal) -> tuple[Question, Prepared]:
    """What all road maps share."""
    concepts = {code: names for (_scheme, code), names in read_concepts(portal.graph).items()}
    question = Question(portal.network, read_attributes(portal.graph), Choice(DEFAULT_KINDS), concepts=concepts)
    whole = portal.told.whole
    return question, Prepared(whole, question, whole.facts)


def pages(portal: Portal) -> Iterator[Page]:
    """One that leads to all, and one a region."""
    every = regions(portal)
    names = {id: pick(portal.network.nodes[id].labels, current()) or id for id in every}
    title = _("Road maps of regions")
    says = _(
        "What stands, what is asked for and what could come next in each region of Russia, each line with its evidence."
    )
    places = sorted(((_at(id), name) for id, name in names.items()), key=lambda each: each[1])
    yield Page(ADDRESS, title, says, rendered("roadmaps.html", title=title, says=says, places=places))
    question, shared = portal.once(prepared)
    for id in every:
        at = _at(id)
        with written_for(at, f"place/{file_name(id)}.json"):
            document = road_map(portal.told.whole, question._replace(place=id, lang=current()), prepared=shared)
        main = paper(document, at, portal.told.paged)
        told = _("State of the ties of {place}, problems, measures, partners and dates.").format(place=names[id])
        yield Page(at, document.title, told, main, crumbs=(Crumb(title, ADDRESS),))


def _at(id: str) -> str:
    return f"roadmap/{file_name(id)}.html"
