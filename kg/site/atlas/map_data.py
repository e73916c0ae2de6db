"""What the script of the map reads: plain lists, and the words that it says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.base.languages import TAGS, _, clauses, current, ngettext
from kg.dossier.pictures.land import reservation
from kg.dossier.text.about import source
from kg.network.standing import DEFAULT_KINDS
from kg.site.atlas.map_drawing import decades
from kg.site.atlas.map_of_ties import FIRST_YEAR, LEVELS, Atlas, Spot

_FORMS = (1, 2, 5)  # counts that have different forms in Russian: one, few, many


def map_data(
    map_: Atlas, title: str, kinds: Sequence[str] = DEFAULT_KINDS, year: int | None = None
) -> dict[str, object]:
    """The map as the script reads it; ``kinds`` and ``year`` are what it opens with."""
    codes = {code: number for number, code in enumerate(map_.kinds)}
    statuses = {code: number for number, code in enumerate(map_.statuses)}
    since = _numbered(arc.since for arc in map_.arcs)
    spheres = _numbered(sphere for arc in map_.arcs for sphere in arc.spheres)
    of_places = _pages((spot.id, spot.url) for spot in map_.places)
    of_ties = _pages((arc.link.slug, arc.url) for arc in map_.arcs)
    return {
        "tag": TAGS[current()],
        "title": title,
        "source": [source(), reservation()],
        "width": map_.window.width,
        "height": round(map_.window.height, 1),
        "first": FIRST_YEAR,
        "today": map_.today,
        "opens": {"kinds": [kind for kind in map_.kinds if kind in kinds], "year": year},
        "kinds": [*map_.kinds.items()],
        "statuses": [*map_.statuses.items()],
        "decades": decades(),
        "places": [_spot(each, of_places) for each in map_.places],
        "regions": [_spot(each, of_places) for each in map_.regions],
        "since": [*since],
        "spheres": [*spheres],
        "pages": [of_places, of_ties],
        "ties": [
            [
                arc.link.slug,
                arc.a,
                arc.b,
                *(round(value) for point in arc.bends for value in point),
                codes.get(arc.link.kind, -1),
                statuses.get(arc.link.status, -1),
                LEVELS.index(arc.level),
                arc.border,
                arc.link.begun,
                arc.link.over,
                arc.link.independent_sources,
                [spheres[sphere] for sphere in arc.spheres],
                arc.step,
                since[arc.since],
                _page(arc.link.slug, arc.url, of_ties),
            ]
            for arc in map_.arcs
        ],
        "words": _words(),
    }


def _spot(spot: Spot, pages: tuple[str, str]) -> list[object]:
    x, y = spot.at
    return [spot.id, spot.name, spot.country, round(x, 1), round(y, 1), spot.region, _page(spot.id, spot.url, pages)]


def _pages(known: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """What stands before and after an id in the addresses of pages."""
    parted = next((url.rpartition(id) for id, url in known if id in url), ("", "", ""))
    return parted[0], parted[2]


def _page(id: str, url: str, pages: tuple[str, str]) -> object:
    """1 where the address is made of the id as others are, else the address."""
    return 1 if url and url == id.join(pages) else url


def _numbered(texts: Iterable[str]) -> dict[str, int]:
    return {text: number for number, text in enumerate(dict.fromkeys(texts))}


def _words() -> dict[str, object]:
    """Texts that the script fills in; counted ones in the forms of 1, 2 and 5, among which it picks by CLDR's names."""
    return {
        "today": _("today"),
        "certain": [ngettext("{n} tie", "{n} ties", count) for count in _FORMS],
        "possible": _("possible by their bounds: {n}"),
        "state": _("State of {year}"),
        "state_today": _("State of today"),
        "tie_page": _("Page of this tie"),
        "sources": _("independent sources: {n}"),
        "between": _("{a} – {b}"),
        "begun": _("begun: {when}"),
        "maybe": _("possible by its bounds"),
        "rolled": _("Ties of the regions themselves and of all that lies in them, counted together"),
        "merged": _("In view: {n}, those near one another drawn as one line, the wider the more; {lines} lines."),
        "none": _("No tie is left: widen the filters."),
        "more": _("and {n} more"),
        "close": _("Close"),
        "colon": _(": "),
        "comma": clauses(["", ""]),
    }
