"""A road map of each region of Russia and of China that has a tie, its own or that of a place in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.analysis.question import Question
from kg.base.languages import N_, _, current, pick
from kg.dossier.roadmap.ground import Prepared
from kg.dossier.roadmap.road_map import road_map
from kg.network.attributes import read_attributes
from kg.network.from_graph import read_concepts
from kg.network.standing import DEFAULT_KINDS, select
from kg.network.views import Choice
from kg.site.portal.frame import rendered
from kg.site.portal.page import Crumb, Page, file_name
from kg.site.portal.papers import paper, written_for
from kg.site.portal.sections.search import by_name

if TYPE_CHECKING:
    from kg.site.portal.site import Portal

ADDRESS = "roadmap.html"


# The countries whose first-level units have road maps, with the headings of their lists.
COUNTRIES = {"ru": N_("Regions of Russia"), "cn": N_("Provinces of China")}


def regions(portal: Portal) -> list[str]:
    """The first-level units with a sister or partner tie that stands, in the order of their ids."""
    nodes = portal.network.nodes
    found = {nodes[end].region for link in select(portal.network).links for end in (link.a, link.b)}
    return sorted(id for id in found if id in nodes and nodes[id].country in COUNTRIES and nodes[id].level != "country")


def address(region: str) -> str:
    """Where the road map of a region stands."""
    return f"roadmap/{file_name(region)}.html"


def led(portal: Portal) -> dict[str, str]:
    """The region whose road map each place leads to, where there is one: both by their ids."""
    known, nodes = {*regions(portal)}, portal.network.nodes
    return {id: str(node.region) for id, node in nodes.items() if node.region in known}


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
    says = _("What stands, what is asked for and what could come next, region by region, each line with its evidence.")
    listed = sorted(((name, address(id), id) for id, name in names.items()), key=by_name)
    groups = [
        (_(heading), [(at, name) for name, at, id in listed if portal.network.nodes[id].country == country])
        for country, heading in COUNTRIES.items()
    ]
    yield Page(ADDRESS, title, says, rendered("roadmaps.html", title=title, says=says, groups=groups))
    question, shared = portal.once(prepared)
    for id in every:
        at = address(id)
        with written_for(at, f"place/{file_name(id)}.json"):
            document = road_map(portal.told.whole, question._replace(place=id, lang=current()), prepared=shared)
        main = paper(document, at, portal.told.paged)
        told = _("State of the ties of {place}, problems, measures, partners and dates.").format(place=names[id])
        yield Page(at, document.title, told, main, crumbs=(Crumb(title, ADDRESS),))
