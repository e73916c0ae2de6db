"""The map as one file: an interactive page, or the picture with its legend, source and licence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from kg.base.languages import _, counted_off, ngettext
from kg.dossier.pictures import svg
from kg.dossier.pictures.land import reservation
from kg.dossier.pictures.sheet import WIDTH_MM, Entry, line_entry, sheet
from kg.dossier.text.about import source
from kg.formats.documents.picture_file import picture_file
from kg.network.told import KINDS_OF_TIES
from kg.site.atlas.inset import along_the_amur
from kg.site.atlas.map_drawing import COLOURS, decades, inset_title, inside, merged_line
from kg.site.atlas.map_of_ties import Arc, Atlas

_PAIRS = 3  # along the Amur, from which on they are drawn closer


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
        from kg.site.atlas.map_page import map_page  # noqa: PLC0415 (templates, of which a picture has none)

        return map_page(map_, title, says, kinds, year).encode()
    size = map_.window.width, map_.window.height
    parts = (*inside(map_, drawn), *_inset(map_, drawn))
    return picture_file(sheet(title, says, size, parts, _legend(map_, drawn), _notes(map_, drawn)), WIDTH_MM, form)


def _said(certain: int, possible: int, kinds: Collection[str], year: int) -> str:
    told = ngettext("State of {year}: {n} tie ({kinds})", "State of {year}: {n} ties ({kinds})", certain).format(
        year=year, n=certain, kinds=counted_off([_(KINDS_OF_TIES[kind]) for kind in kinds])
    )
    return told + (_("; {n} more are possible by their bounds").format(n=possible) if possible else "")


def _inset(map_: Atlas, drawn: Sequence[tuple[Arc, bool]]) -> Iterator[str]:
    near, ties = along_the_amur(map_, drawn)
    if len(ties) < _PAIRS:
        return
    width, height = near.window.width, near.window.height
    x, y = 8.0, map_.window.height - height - 8
    yield svg.element("svg", inside(near, ties), x=x, y=y, width=width, height=height)
    yield svg.element("rect", x=x, y=y, width=width, height=height, fill="none", stroke=svg.MUTED)
    yield svg.label(x + 8, y - 6, inset_title(), font_size=12, font_weight="bold", **svg.HALO)


def _legend(map_: Atlas, drawn: Sequence[tuple[Arc, bool]]) -> Iterator[list[Entry]]:
    """Lines of kinds, and colours of decades."""
    counts = Counter((arc.link.kind, certain) for arc, certain in drawn)
    order = [(kind, certain) for kind in map_.kinds for certain in (True, False) if counts[kind, certain]]
    yield [
        line_entry(
            32,
            _("{what}: {count}").format(
                what=map_.kinds[kind] if certain else _("{kind}, possible by its bounds").format(kind=map_.kinds[kind]),
                count=counts[kind, certain],
            ),
            stroke=svg.INK,
            **svg.stroke(kind, possible=not certain),
        )
        for kind, certain in order
    ]
    yield [line_entry(22, text, stroke=colour, stroke_width=4) for colour, text in zip(COLOURS, decades(), strict=True)]


def _notes(map_: Atlas, drawn: Sequence[tuple[Arc, bool]]) -> Iterator[str]:
    if said := merged_line(map_, drawn):
        yield said
    if map_.absent:
        yield _("Not on the map, since their position is not known: {names}.").format(names=", ".join(map_.absent))
    yield source()
    yield reservation()
