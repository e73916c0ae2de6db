"""The page of the search: what is found for a query, and everything by its name for who has no scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from kg.base.languages import N_, _, current, pick
from kg.gazetteer.folding import fold, script_of
from kg.site.portal.frame import rendered
from kg.site.portal.page import Links, Page
from kg.site.portal.search_index import NAME, Found, search_index

if TYPE_CHECKING:
    from kg.site.portal.site import Portal

_GROUPS = (
    ("place", N_("Places")), ("problem", N_("Problems")), ("sphere", N_("Spheres")), ("measure", N_("Measures")),
    ("expert", N_("Experts")), ("authority", N_("Authorities")), ("format", N_("Formats")),
    ("question", N_("Questions")), ("source", N_("Sources")),
)  # fmt: skip


class Group(NamedTuple):
    """The things of a kind by their names: names and addresses."""

    name: str
    things: list[tuple[str, str]]


def pages(portal: Portal) -> Iterator[Page]:
    """One page."""
    title = _("Search")
    says = _("Type a name into the box above, in any script; or find it in these lists.")
    groups = [
        Group(_(name), sorted(map(_listed, (each for each in portal.found if each.folder == folder)), key=by_name))
        for folder, name in _GROUPS
    ]
    links = Links.of("search.html", current())
    main = rendered("search.html", title=title, says=says, groups=groups, links=links)
    yield Page("search.html", title, says, main)


def shared(portal: Portal) -> Iterator[tuple[str, bytes]]:
    """The index of all names."""
    yield f"assets/{NAME}", search_index(portal.told, portal.found)


def _listed(each: Found) -> tuple[str, str]:
    return pick(each.labels, current()) or each.labels.get("", each.slug), each.address


def by_name(item: tuple[str, ...]) -> tuple[str, ...]:
    """Chinese names stand in the order of their pinyin, as in a dictionary."""
    name, *rest = item
    if script_of(name) == "zh":
        from pypinyin import lazy_pinyin  # noqa: PLC0415 (its tables take long)

        name = " ".join(lazy_pinyin(name))
    return fold(name), *rest
