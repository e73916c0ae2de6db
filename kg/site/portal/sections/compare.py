"""Places side by side: the most usual pairs, a page each, and where to find any other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from kg.base import ids
from kg.base.languages import LANGUAGES, N_, _, current, pick, speaking
from kg.dossier.comparison_document import comparison_document
from kg.dossier.place import Place
from kg.dossier.text.phrases import named
from kg.formats.safe_html import json_for_script
from kg.network.hubs import hubs
from kg.network.levels import FIRST_TIER
from kg.network.standing import select
from kg.schema.codes import TIER
from kg.site.portal.frame import rendered
from kg.site.portal.page import Crumb, Page, file_name
from kg.site.portal.papers import paper, written_for
from kg.site.portal.sections.search import by_name
from kg.site.portal.side_by_side import side_by_side

if TYPE_CHECKING:
    from kg.site.portal.site import Portal

ADDRESS = "compare.html"
MOST = 4  # places of a group: six pairs
# What is compared with what: places of one country and rank, those with most ties of their own.
GROUPS = (
    (N_("Regions of Russia"), "ru", True),
    (N_("Cities and districts of Russia"), "ru", False),
    (N_("Provinces of China"), "cn", True),
    (N_("Cities and districts of China"), "cn", False),
)


class Group(NamedTuple):
    """Places of one country and rank: ids with names, and the pairs of them."""

    title: str
    places: dict[str, str]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Each two of them once, the one with more ties first."""
        return list(combinations(self.places, 2))


def groups(portal: Portal) -> list[Group]:
    """The groups in the language that is spoken; one with a single place is none."""
    nodes = portal.network.nodes
    ranked = [hub.place for hub in hubs(portal.network, select(portal.network).links, "own")]
    found = []
    for title, country, units in GROUPS:
        places = [id for id in ranked if nodes[id].country == country and (nodes[id].region == id) == units]
        names = {id: pick(nodes[id].labels, current()) or id for id in places[:MOST]}
        found.append(Group(_(title), names))
    return [each for each in found if each.pairs]


def address(one: str, other: str) -> str:
    """Where two places are compared, in whichever order they are named."""
    return f"compare/{file_name('--'.join(sorted((one, other))))}.html"


def pages(portal: Portal) -> Iterator[Page]:
    """One that leads to all, and one a pair."""
    every = groups(portal)
    title = _("Compare places")
    says = _("Two places side by side: figures, ties, partners in common, formats, problems and ranks, with sources.")
    pairs = {"--".join(sorted(pair)): address(*pair) for group in every for pair in group.pairs}
    of_pairs = json_for_script(pairs)
    main = rendered("compare.html", title=title, says=says, groups=every, address=address, pages=of_pairs)
    yield Page(ADDRESS, title, says, main, scripts=(_data_name(), "compare.js"))
    for group in every:
        for one, other in group.pairs:
            at = address(one, other)
            with written_for(at):
                document = comparison_document([_place(portal, one), _place(portal, other)], current())
            main = paper(document, at, portal.told.paged)
            told = _("{one} and {other} side by side, with sources.").format(
                one=group.places[one], other=group.places[other]
            )
            yield Page(at, document.title, told, main, crumbs=(Crumb(title, ADDRESS),))


def shared(portal: Portal) -> Iterator[tuple[str, bytes]]:
    """What the script sets side by side, a file a language."""
    every = [each for each in portal.told if isinstance(each, Place) and each.within]  # countries are not compared
    for lang in LANGUAGES:
        with speaking(lang):
            titles = {place.id: _title(place) for place in every}
            first = [_(title) for title, _country, _units in GROUPS]
            ordered = sorted(every, key=lambda each: (_at(titles[each.id], first), *by_name((named(each), each.id))))
            found = side_by_side(ordered, titles)
            yield f"assets/{_data_name()}", f"globalThis.kgSideBySide={json_for_script(found)};\n".encode()


def _data_name() -> str:
    return f"compare-{current()}.js"


def _title(place: Place) -> str:
    """What the place is chosen under: that of its group, or the name of another country."""
    country = place.country.id if place.country else ""
    is_unit = FIRST_TIER in TIER.get(str(place.level), ())
    for title, code, units in GROUPS:
        if code == country and units == is_unit:
            return _(title)
    return named(place.country) if place.country else named(place)


def _at(title: str, first: Sequence[str]) -> tuple[int, str]:
    return (first.index(title), "") if title in first else (len(first), title)


def _place(portal: Portal, id: str) -> Place:
    found = portal.told.thing(ids.thing("place", id))
    if not isinstance(found, Place):
        raise TypeError(f"no place: {found!r}")
    return found
