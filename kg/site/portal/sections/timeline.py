"""The time line of everything: what began, stood and took place in which year, as a picture and a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from markupsafe import Markup

from kg.base.languages import _, current, pick
from kg.dossier.pictures.years import NARROW, WIDTH
from kg.formats.safe_html import json_for_script
from kg.network.from_graph import read_concepts
from kg.network.standing import DEFAULT_KINDS
from kg.site.portal.frame import rendered
from kg.site.portal.page import Page
from kg.site.years import picture, table, unbounded_line, years_data, years_of

if TYPE_CHECKING:
    from kg.site.portal.site import Portal


def pages(portal: Portal) -> Iterator[Page]:
    """One page."""
    title = _("Time line")
    says = _("When sister and partner ties began, how many stood, what was signed, and what took place.")
    years = years_of(portal.graph, portal.network)
    concepts = read_concepts(portal.graph)
    drawn = [Markup(picture(years, width=width)) for width in (WIDTH, NARROW)]  # noqa: S704 (made of escaped texts)
    kinds = {kind: pick(labels, current()) for (scheme, kind), labels in concepts.items() if scheme == "tie-kind"}
    main = rendered(
        "timeline.html",
        title=title,
        says=says,
        drawn=drawn[0],
        narrow=drawn[1],
        unbounded=unbounded_line(years),
        table=table(years),
        kinds=[(kind, kinds[kind]) for kind in DEFAULT_KINDS],
        data=json_for_script(years_data(portal.graph, portal.network, years)),
        to=lambda _span: "",
    )
    yield Page("timeline.html", title, says, main, "timeline", scripts=("saving.js", "timeline.js", "years-files.js"))
