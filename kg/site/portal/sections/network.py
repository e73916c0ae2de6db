"""The network page of the portal: the drawing that moves, the one that stands, and how the network falls apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from kg.base import ids
from kg.base.languages import _, current, decimal, in_all_languages, pick
from kg.dossier.pictures.land import on_whole_land, own_part, whole_size
from kg.dossier.text.about import source
from kg.formats.documents.document import Grid, Line, Span, line
from kg.formats.safe_html import json_for_script
from kg.network.document import NetworkDocument
from kg.network.layout import arrange
from kg.network.page import network_document
from kg.network.standing import select
from kg.network.ties import Node
from kg.schema.kinds import KINDS
from kg.site.network_data import network_data
from kg.site.network_page import TEMPLATES, page_texts, program_text, template
from kg.site.network_still import ROUNDS, Group, Parts, drawn, parts
from kg.site.portal.frame import rendered
from kg.site.portal.page import Page, address_of
from kg.site.vis_bundle import vis_script

if TYPE_CHECKING:
    from kg.site.portal.site import Portal

SCRIPTS = ("network-data.js", "vis-network.js", "network.js")
_NAMED = 8  # places of a group that a table names


def laid_out(portal: Portal) -> NetworkDocument:
    """The document of all ties with the positions of its places, the same for all languages."""
    chosen = select(portal.network, KINDS, ended=True)
    return arrange(network_document(portal.graph, portal.network, chosen))


def fallen_apart(portal: Portal) -> Parts:
    """Its components and communities, the same for all languages."""
    return parts(portal.once(laid_out))


def _beside_chance(found: Parts) -> list[str]:
    """The modularity of the communities beside what random networks of the same degrees have, in words."""
    q, null = found.modularity, found.null
    if null is None:
        return []
    told = _(
        "Their modularity is {q}. In {n} random networks in which every place keeps its number of partners it is "
        "{mean} on average, and between {low} and {high} in 95 of 100."
    )
    numbers = {"q": q, "mean": null.mean, "low": null.low, "high": null.high}
    verdict = (
        _("So there is less grouping than the numbers of partners alone would give.")
        if q < null.low
        else _("So there is more grouping than the numbers of partners alone would give.")
        if q > null.high
        else _("So the numbers of partners alone would give as much grouping.")
    )
    shown = {name: decimal(f"{value:.2f}") for name, value in numbers.items()}
    return [told.format(n=ROUNDS, **shown), verdict]


def pages(portal: Portal) -> Iterator[Page]:
    """One page."""
    title = _("Network")
    says = _("All places with ties, drawn by who is tied to whom; what hangs together stands together.")
    document = portal.once(laid_out)
    labels = {node.id: pick(node.labels, current()) or node.id for node in document.nodes}

    def address(place: str) -> str:
        iri = ids.thing("place", place)
        return address_of(iri) if iri in portal.told.paged else ""

    def row(number: int, group: Group) -> tuple[Line, ...]:
        spans = [Span(labels[place], url=address(place)) for place in group.places[:_NAMED]]
        between = [piece for span in spans for piece in (span, Span(_(", ")))][:-1]
        more = len(group.places) - _NAMED
        rest = (Span(_(" and {n} more").format(n=more)),) if more > 0 else ()
        return line(str(number)), line(str(len(group.places))), line(str(group.ties)), (*between, *rest)

    found = portal.once(fallen_apart)
    headings = (_("No."), _("Places"), _("Pairs with a tie"), _("With the most ties"))
    tables = [
        Grid(headings, tuple(row(*each) for each in enumerate(groups, 1)), caption, (0, 1, 2))
        for caption, groups in (
            (_("Components of three places and more"), found.components),
            (_("Communities of the largest component"), found.communities),
        )
    ]
    interactive = template("parts.html").render(frame="div", texts=page_texts(), lang=current())
    main = rendered(
        "network.html",
        title=title,
        says=says,
        still=Markup(drawn(document, title, address)),  # noqa: S704 (made of escaped texts)
        interactive=Markup(interactive),  # noqa: S704 (a template that escapes)
        tables=tables,
        pairs=found.pairs,
        chance=_beside_chance(found),
        to=lambda span: span.url,
    )
    yield Page("network.html", title, says, main, "network", scripts=SCRIPTS, styles=("network.css",))


def shared(portal: Portal) -> Iterator[tuple[str, bytes]]:
    """The library, the program, its style within the page, and the data."""
    document = portal.once(laid_out)
    data = network_data(document, "en", page_texts(), in_all_languages(source))
    for row, node in zip(data["nodes"], document.nodes, strict=True):  # type: ignore[call-overload] # rows
        iri = ids.thing("place", node.id)
        row[-1] = address_of(iri) if iri in portal.told.paged else ""
    data["land"] = {"size": whole_size(), "part": own_part(), "at": _on_land(document.nodes)}
    style = (TEMPLATES / "network.css").read_text(encoding="utf-8")
    yield "assets/network-data.js", f"globalThis.kgNetwork={json_for_script(data)};\n".encode()
    yield "assets/vis-network.js", vis_script().encode()
    yield "assets/network.js", program_text().encode()
    yield "assets/network.css", f".network {{{style}}}\n".encode()


def _on_land(nodes: Sequence[Node]) -> list[tuple[int, int] | None]:
    """Where each place lies in the picture of the land; nothing where its point is not known."""
    points = {node.id: (node.lon, node.lat) for node in nodes if node.lon is not None and node.lat is not None}
    placed = dict(zip(points, on_whole_land(list(points.values())), strict=True))
    return [placed.get(node.id) for node in nodes]
