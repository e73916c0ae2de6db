"""What the script of the map reads: plain lists, and the words that it says."""

from __future__ import annotations

from collections.abc import Sequence

from kg.base.languages import TAGS, _, clauses, current, ngettext
from kg.network.standing import DEFAULT_KINDS
from kg.site.atlas.drawn import decades
from kg.site.atlas.model import FIRST_YEAR, Arc, Atlas, Spot, source_line

_FORMS = (1, 2, 5)  # counts that have different forms in Russian: one, few, many


def map_data(
    map_: Atlas, title: str, kinds: Sequence[str] = DEFAULT_KINDS, year: int | None = None
) -> dict[str, object]:
    """The map as the script reads it; ``kinds`` and ``year`` are what it opens with."""
    codes = {code: number for number, code in enumerate(map_.kinds)}
    statuses = {code: number for number, code in enumerate(map_.statuses)}
    return {
        "tag": TAGS[current()],
        "title": title,
        "source": source_line(),
        "width": map_.window.width,
        "height": round(map_.window.height, 1),
        "first": FIRST_YEAR,
        "today": map_.today,
        "opens": {"kinds": [kind for kind in map_.kinds if kind in kinds], "year": year},
        "kinds": [*map_.kinds.items()],
        "statuses": [*map_.statuses.items()],
        "decades": decades(),
        "places": [_spot(each) for each in map_.places],
        "regions": [_spot(each) for each in map_.regions],
        "ties": [_tie(arc, codes, statuses) for arc in map_.arcs],
        "words": _words(),
    }


def _spot(spot: Spot) -> list[object]:
    return [spot.id, spot.name, spot.country, *_near(*spot.at), spot.region, spot.url]


def _tie(arc: Arc, kinds: dict[str, int], statuses: dict[str, int]) -> list[object]:
    link = arc.link
    return [
        link.slug,
        arc.a,
        arc.b,
        *_near(*arc.bends[0], *arc.bends[1]),
        kinds.get(link.kind, -1),
        statuses.get(link.status, -1),
        arc.level,
        arc.border,
        link.begun,
        link.over,
        link.independent_sources,
        arc.spheres,
        arc.step,
        arc.since,
        arc.url,
    ]


def _near(*values: float) -> list[float]:
    return [round(value, 1) for value in values]


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
