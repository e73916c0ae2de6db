"""The network as one file: an interactive page, or the picture with its legend, source and licence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from kg.base.errors import KgError
from kg.base.languages import _, current, in_all_languages, pick
from kg.dossier.pictures import svg
from kg.dossier.pictures.sheet import WIDTH_MM, Entry, line_entry, sheet
from kg.dossier.text.about import source as told_source
from kg.formats.documents.picture_file import picture_file
from kg.network.document import NetworkDocument, Term
from kg.site.network_still import WIDTH, inside, standing


def written(document: NetworkDocument, form: str, source: str = "") -> bytes:
    """The network in the language that is spoken; ``form`` is ``html``, ``svg``, ``png`` or ``pdf``.

    ``source`` tells whence the picture. Raises :class:`KgError` where a picture needs the extra for documents and it
    is missing, or where no tie stands that it could show.
    """
    if form == "html":
        from kg.site.network_page import network_page  # noqa: PLC0415 (templates, of which a picture has none)

        return network_page(document, current(), in_all_languages(told_source) if source else {}).encode()
    picture = _sheet(document, source)
    if not picture:
        raise KgError(_("no tie is left to draw"), hint=_("choose another --kind or --as-of"))
    return picture_file(picture, WIDTH_MM, form)


def _sheet(document: NetworkDocument, source: str) -> str:
    """The drawing with all that it needs where it stands alone; empty without a tie."""
    height, parts = inside(document, lambda _id: "")
    if not parts:
        return ""
    edges = standing(document)
    places = len({end for edge in edges for end in (edge.a, edge.b)})
    told = [_("places: {places}, ties: {ties}").format(places=places, ties=len(edges))]
    told += [_("state of {year}").format(year=document.as_of)] if document.as_of else []
    legend = _legend(document, Counter(edge.kind for edge in edges))
    return sheet(
        pick(document.title, current()), _("; ").join(told), (WIDTH, height), parts, legend, [source] if source else []
    )


def _legend(document: NetworkDocument, counts: Counter[str]) -> Iterator[list[Entry]]:
    """A row for the signs of countries and one for the lines of kinds, of what has a name."""
    codes = [term.code for term in document.countries]
    yield [Entry(partial(_sign, term.code, codes), 10, name) for term, name in _named(document.countries)]
    yield [
        line_entry(
            32,
            _("{what}: {count}").format(what=name, count=counts[term.code]),
            stroke=svg.MUTED,
            **svg.stroke(term.code),
        )
        for term, name in _named(document.kinds)
        if counts[term.code]
    ]


def _sign(country: str, countries: Sequence[str], x: float, y: float) -> str:
    return svg.mark(x + 5, y, 5, country, countries)


def _named(terms: tuple[Term, ...]) -> list[tuple[Term, str]]:
    return [(term, pick(term.labels, current())) for term in terms if term.code and term.labels]
