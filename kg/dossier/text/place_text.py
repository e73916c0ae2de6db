"""The dossier of a place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.base.dates import in_words
from kg.base.languages import _, clauses, current, listed
from kg.dossier.comparable_kept import WORDS
from kg.dossier.text.drawn import of_place
from kg.dossier.text.phrases import amount, items, linked, named, of_kind, paragraph, room, section, table
from kg.dossier.text.place_summary import sentences
from kg.dossier.text.sections import (
    ALL,
    NEAR,
    closest_first,
    conflicts,
    events,
    facilities,
    findings,
    other_ties,
    own_ties,
    statements,
    unknown,
)
from kg.formats.documents.document import Block, Facts, Line, Span, line
from kg.network.told import KINDS_OF_TIES

if TYPE_CHECKING:
    from kg.dossier.comparable_kept import Alike
    from kg.dossier.gatherings import OwnFormat
    from kg.dossier.place import Indicator, Place
    from kg.dossier.position import Position
    from kg.dossier.text.citing import Citing

FIGURES, ALIKE = 6, 4
ITEM = "https://www.wikidata.org/wiki/"


def blocks(place: Place, cite: Citing) -> Iterator[Block]:
    """What is known of a place, section by section; a section without content is left out."""
    here = f"--place {place.id}"
    whole = f"kg dossier {place.id} --format json"
    yield paragraph(sentences(place, cite))
    yield from of_place(place, closest_first(place.ties))
    yield from section(_("Ties of its own"), *own_ties(place.ties, cite, f"kg query partners-of-place {here}"))
    yield from section(
        _("Ties of what lies within it"),
        *other_ties(place.ties_within, cite, f"kg query ties-within-region {here}", ALL),
    )
    yield from section(_("Ties of what contains it"), *other_ties(place.ties_around, cite, whole))
    differing = [(named(tie.partner), each) for tie, each in place.conflicts]
    yield from section(
        _("Where sources differ"), *conflicts(differing, cite, "kg query findings-by-kind --kind conflict")
    )
    yield from section(_("Multi-party formats"), *_formats(place, cite))
    yield from section(_("Latest events"), *events(place.events, cite, whole))
    said = statements(place.statements, cite, f"kg query statements-about-place {here}", place.speakers)
    yield from section(_("What experts say"), *said)
    yield from section(_("Claims of sources"), *findings(place.findings, cite, whole, "claim"))
    built = facilities(place.facilities, cite, f"kg query facilities-of-place {here}")
    yield from section(_("Infrastructure of cooperation"), *built)
    yield from section(_("Figures"), *_figures(place, cite))
    yield from section(
        _("Place in the network, names and identifiers"), Facts((*_ranks(place.position), *_names(place)))
    )
    yield from section(_("Comparable places"), *_comparable(place))
    yield from section(_("What is not known, and where one would look"), *unknown(place.unknown, cite, whole))


def _formats(place: Place, cite: Citing) -> tuple[Block, ...]:
    def told(each: OwnFormat) -> Line:
        parts = [each.label(current()), named(each.role)]
        parts += [_("since {date}").format(date=in_words(str(each.start_year)))] if each.start_year else []
        parts.append(_("parties – {n}").format(n=len(each.parties)))
        return (cite.span(listed(parts), each.sources, thing=each.iri),)

    return items(place.formats, told, room(NEAR), "kg query formats-and-members")


def _figures(place: Place, cite: Citing) -> tuple[Block, ...]:
    """The best figure of each indicator; of the several counts of people, the one that analyses use."""

    def row(each: Indicator) -> tuple[Line, ...]:
        best = each.best
        note = cite.span(_("doubtful") if best.low_trust else "", best.sources, 1)
        shown = amount(best.value or 0), named(best.unit)
        return line(named(each.indicator)), line(str(best.year or "")), line(shown[0]), line(shown[1]), (note,)

    first = [figure.indicator for figure in (place.population, place.product_per_head, *place.economy) if figure]
    known = [
        each for each in place.indicators if each.indicator in first or not each.indicator.startswith("population")
    ]
    ordered = sorted(known, key=lambda each: (*(each.indicator != code for code in first), each.id))
    headings = (_("Indicator"), _("Year"), _("Value"), _("Unit"), _("Notes"))
    return table(
        headings, ordered, row, room(FIGURES), f"kg query observations-of-place --place {place.id}", numeric=(1, 2)
    )


def _comparable(place: Place) -> tuple[Block, ...]:
    """The places most like it with what they share and the ties that they have."""

    def row(each: Alike) -> tuple[Line, ...]:
        shared = listed(_(WORDS[criterion]) for criterion in each.criteria)
        ties = listed(of_kind(kind, each.ties[kind]) for kind in KINDS_OF_TIES if each.ties.get(kind))
        return line(linked(each.place)), line(shared), line(ties or _("none known"))

    return table(
        (_("Place"), _("Alike in"), _("Ties")), place.comparable, row, room(ALIKE), f"kg comparable {place.id}"
    )


def _ranks(found: Position | None) -> Iterator[tuple[str, Line]]:
    """What ``kg hubs`` and ``kg rank`` say of it."""
    if found is None:
        return
    counted = _("its own – {own}, of what lies within it – {inner}, partners – {partners}")
    told = counted.format(own=found.own, inner=found.inner, partners=found.partners)
    yield _("Standing sister and partner ties"), line(told)
    ranked = _("{rank} of {of} (between {low} and {high}, by what sources were found)")
    for name, rank in ((_("Rank by them"), found.among_all), (_("Rank in its country"), found.in_country)):
        yield name, line(ranked.format(rank=rank.rank, of=rank.among, low=rank.low, high=rank.high))


def _names(place: Place) -> Iterator[tuple[str, Line]]:
    others = [name for names in place.names.values() for name in names if name not in place.labels.values()]
    if others:
        yield _("Other names"), line(listed(dict.fromkeys(others)))
    if place.wikidata:
        yield _("Wikidata"), _wikidata(place)
    yield "IRI", (Span(place.iri, url=place.iri),)


def _wikidata(place: Place) -> Line:
    seen = place.in_wikidata
    partners = {tie.id: named(tie.partner) for tie in place.ties}
    parts = []
    if seen.lacking:
        parts.append(
            _("sister ties that it lacks: {names}").format(names=listed(partners[tie] for tie in seen.lacking))
        )
    if seen.one_way:
        names = listed(partners[tie] for tie in seen.one_way)
        parts.append(_("stated at one end only: {names}").format(names=names))
    item = Span(place.wikidata, url=ITEM + place.wikidata)
    return (item, Span(_("; ") + clauses(parts))) if parts else (item,)
