"""The map as one file: an interactive page, or the picture with its legend, source and licence."""

from __future__ import annotations

from collections.abc import Collection

from kg.base.languages import _, counted_off, ngettext
from kg.formats.documents.picture_file import picture_file
from kg.network.told import KINDS_OF_TIES
from kg.site.atlas.drawn import sheet
from kg.site.atlas.model import Atlas


def written(map_: Atlas, form: str, kinds: Collection[str], year: int | None, place: str = "") -> bytes:
    """The ties of some kinds, as they stand or as they stood in a year; ``place`` is whose they are.

    ``form`` is ``html``, ``svg``, ``png`` or ``pdf``; raises :class:`KgError` where a picture needs the extra for
    documents and it is missing.
    """
    name = next((spot.name for spot in map_.places if spot.id == place), place)
    title = _("Ties of {name}").format(name=name) if place else _("Ties between cities and regions of Russia and China")
    drawn = map_.standing(kinds, year)
    certain = sum(state for _arc, state in drawn)
    says = _said(certain, len(drawn) - certain, kinds, year or map_.today)
    if form == "html":
        from kg.site.atlas.view import map_page  # noqa: PLC0415 (templates, of which a picture has none)

        return map_page(map_, title, says, kinds, year).encode()
    return picture_file(sheet(map_, drawn, title, says), _WIDTH_MM, form)


_WIDTH_MM = 240


def _said(certain: int, possible: int, kinds: Collection[str], year: int) -> str:
    told = ngettext("State of {year}: {n} tie ({kinds})", "State of {year}: {n} ties ({kinds})", certain).format(
        year=year, n=certain, kinds=counted_off([_(KINDS_OF_TIES[kind]) for kind in kinds])
    )
    return told + (_("; {n} more are possible by their bounds").format(n=possible) if possible else "")
