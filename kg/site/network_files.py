"""The network as one file: an interactive page, or the picture with its legend, source and licence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.base.errors import KgError
from kg.base.languages import _, current, pick
from kg.dossier.pictures import svg
from kg.formats.documents.picture_file import picture_file
from kg.network.document import NetworkDocument, Term
from kg.site.network_still import WIDTH, inside, standing

_HEAD, _SIDE, _ROW = 62.0, 24.0, 22.0
_WIDTH_MM = 240


def written(document: NetworkDocument, form: str, source: str = "") -> bytes:
    """The network in the language that is spoken; ``form`` is ``html``, ``svg``, ``png`` or ``pdf``.

    ``source`` tells whence the picture. Raises :class:`KgError` where a picture needs the extra for documents and it
    is missing, or where no tie stands that it could show.
    """
    if form == "html":
        from kg.site.network_page import network_page  # noqa: PLC0415 (templates, of which a picture has none)

        return network_page(document, current()).encode()
    picture = sheet(document, source)
    if not picture:
        raise KgError(_("no tie is left to draw"), hint=_("choose another --kind or --as-of"))
    return picture_file(picture, _WIDTH_MM, form)


def sheet(document: NetworkDocument, source: str = "") -> str:
    """The drawing with all that it needs where it stands alone; empty without a tie."""
    height, parts = inside(document, lambda _id: "")
    if not parts:
        return ""
    edges, title = standing(document), pick(document.title, current())
    places = len({end for edge in edges for end in (edge.a, edge.b)})
    told = [_("places: {places}, ties: {ties}").format(places=places, ties=len(edges))]
    told += [_("state of {year}").format(year=document.as_of)] if document.as_of else []
    legend = [*_legend(document, Counter(edge.kind for edge in edges))]
    foot = _HEAD + height
    notes = svg.folded(source, WIDTH - 2 * _SIDE, 12) if source else []
    rows = [(foot + 24 + _ROW * at, row) for at, row in enumerate(legend)]
    below = foot + 34 + _ROW * len(legend)
    return svg.drawing(
        WIDTH,
        below + 17 * len(notes),
        title,
        current(),
        (
            svg.label(_SIDE, 30, title, font_size=22, font_weight="bold"),
            svg.label(_SIDE, 51, _("; ").join(told), font_size=14, fill=svg.MUTED),
            svg.element("svg", parts, y=_HEAD, width=WIDTH, height=height),
            *(svg.element("g", row, transform=f"translate({_SIDE:g},{svg.number(y)})") for y, row in rows),
            *(svg.label(_SIDE, below + 17 * at, each, font_size=12, fill=svg.MUTED) for at, each in enumerate(notes)),
        ),
    )


def _legend(document: NetworkDocument, counts: Counter[str]) -> Iterator[str]:
    """A row for the signs of countries and one for the lines of kinds, of what has a name."""
    codes = [term.code for term in document.countries]
    for signs in (True, False):
        x, row = 0.0, ""
        for term in _named(document.countries if signs else document.kinds):
            if not signs and not counts[term.code]:
                continue
            text = pick(term.labels, current())
            text = text if signs else _("{what}: {count}").format(what=text, count=counts[term.code])
            wide = 10 if signs else 32
            row += (
                svg.mark(x + 5, 0, 5, term.code, codes)
                if signs
                else svg.element("line", x1=x, y1=0, x2=x + wide, y2=0, stroke=svg.MUTED, **svg.stroke(term.code))
            )
            row += svg.label(x + wide + 8, 4.5, text)
            x += wide + 32 + svg.text_width(text)
        if row:
            yield row


def _named(terms: tuple[Term, ...]) -> list[Term]:
    return [term for term in terms if term.code and term.labels]
