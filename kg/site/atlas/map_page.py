"""The map as the main part of a page, and as a page of one file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from markupsafe import Markup

from kg.base.languages import TAGS, current
from kg.dossier.pictures.svg import stroke
from kg.formats.safe_html import content_policy, environment, harmless, inline, json_for_script
from kg.network.standing import DEFAULT_KINDS
from kg.site.atlas.inset import along_the_amur
from kg.site.atlas.map_data import map_data
from kg.site.atlas.map_drawing import COLOURS, decades, inset_title, merged_line, picture
from kg.site.atlas.map_of_ties import Arc, Atlas
from kg.site.portal.frame import HERE, rendered
from kg.site.portal.shared_files import ASSETS, portal_style

SCRIPTS = ("saving.js", "moving.js", "map-data.js", "map-pens.js", "map-picture.js", "map-panel.js", "map.js")
_MOST_ROWS = 1000  # of ties in the page itself: a longer list has pages of its own


class View(NamedTuple):
    """The main part of a page, and the scripts that make it move."""

    main: Markup
    scripts: tuple[str, ...]


class Row(NamedTuple):
    """A tie as a row of the table under the map."""

    number: int
    a: str
    b: str
    kind: str
    since: str
    status: str
    url: str
    shown: bool


def map_view(
    map_: Atlas, title: str, says: str, kinds: Collection[str] = DEFAULT_KINDS, year: int | None = None
) -> View:
    """The map with its filters, its legend and the list of what is drawn."""
    drawn = map_.standing(kinds, year)
    shown = {arc.link.slug for arc, _certain in drawn}
    rows = [_row(map_, number, arc, shown) for number, arc in enumerate(map_.arcs[:_MOST_ROWS])]
    main = rendered(
        "map.html",
        title=title,
        says=says,
        map=map_,
        picture=Markup(picture(map_, drawn, title, says)),  # noqa: S704 (made of escaped texts)
        inset=Markup(picture(*along_the_amur(map_, drawn), inset_title(), says)),  # noqa: S704 (as that)
        inset_title=inset_title(),
        kinds=[(code, name, code in kinds, stroke(code)) for code, name in map_.kinds.items()],
        counts=Counter(arc.link.kind for arc, _certain in drawn),
        decades=[*zip(decades(), COLOURS, strict=True)],
        steps=Counter(arc.step for arc, _certain in drawn),
        rows=rows,
        total=len(drawn),
        more=len(map_.arcs) - len(rows),
        merged=merged_line(map_, drawn),
        data=json_for_script(map_data(map_, title, [*kinds], year)),
    )
    return View(main, SCRIPTS)


def _row(map_: Atlas, number: int, arc: Arc, shown: Collection[str]) -> Row:
    link = arc.link
    a, b = map_.places[arc.a].name, map_.places[arc.b].name
    status = map_.statuses.get(link.status, "")
    return Row(number, a, b, map_.kinds.get(link.kind, ""), arc.since, status, arc.url, link.slug in shown)


def map_page(map_: Atlas, title: str, says: str, kinds: Collection[str], year: int | None) -> str:
    """The map as one file that loads nothing; a policy lets only its own script and style in."""
    program = inline("\n".join((ASSETS / name).read_text("utf-8") for name in SCRIPTS))
    style = inline(portal_style())
    page = environment(HERE / "templates").get_template("map_file.html")
    told = page.render(
        tag=TAGS[current()],
        title=title,
        main=map_view(map_, title, says, kinds, year).main,
        policy=content_policy([program], [style]),
        program=program,
        style=style,
    )
    return harmless(told)
