"""How to cite the data set and its sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.base.languages import _
from kg.formats.references import data_set
from kg.site.portal.frame import rendered
from kg.site.portal.lists import Desk, Part, To
from kg.site.portal.page import Page
from kg.site.portal.sections.data import FOLDER, files

if TYPE_CHECKING:
    from kg.site.portal.site import Portal

_NAMES = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"}


def pages(portal: Portal) -> Iterator[Page]:
    """One page."""
    desk = Desk(portal, "cite.html")
    found = {file.name: file.content for file in portal.once(files).others}

    def part(what: str, heading: str, texts: tuple[str, ...], *, inline: bool) -> Part:
        names = [name for name in found if name.startswith(f"{what}.")]
        see = tuple(To(_NAMES[name.rpartition(".")[2]], desk.links.shared(f"{FOLDER}/{name}")) for name in names)
        told = [(_NAMES[name.rpartition(".")[2]], found[name].decode().strip()) for name in names if inline]
        return Part(heading, texts, markup=rendered("references.html", told=told), see=see, id=f"cite-{what}")

    cited = data_set()
    where = f"https://doi.org/{cited.doi}" if cited.doi else cited.url
    line = f"{cited.author}. {cited.title}. {cited.version}, {cited.issued}. {where}"
    yield desk.page(
        _("How to cite"),
        _("Cite the data set for the compilation, and the source for a fact that it states."),
        [
            part("citation", _("The data set"), (line,), inline=True),
            part(
                "sources",
                _("A source"),
                (
                    _("The page of a source tells who published it, when and where, and what it states here."),
                    _("The page of a tie lists the references behind it; the files hold those of all."),
                ),
                inline=False,
            ),
        ],
    )
