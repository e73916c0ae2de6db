"""The sources: what kind each is of, and how much it states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.base.dates import in_words
from kg.base.languages import _, decimal
from kg.base.namespaces import DCTERMS
from kg.dossier.facts import RDF_TYPE
from kg.schema.terms import TIE
from kg.site.portal.lists import Column, Desk, Listing, Ordered, Part
from kg.site.portal.page import Page

if TYPE_CHECKING:
    from kg.site.portal.lists import Value
    from kg.site.portal.site import Portal

STATED = (TIE.Attestation, TIE.Event, TIE.Observation, TIE.ExpertStatement, TIE.Claim)


def stated(portal: Portal) -> dict[str, Counter[str]]:
    """How many things of each class every source states."""
    facts = portal.told.whole.facts
    found: dict[str, Counter[str]] = {iri: Counter() for iri in facts.subjects(RDF_TYPE, TIE.Source)}
    for kind in STATED:
        for thing in facts.subjects(RDF_TYPE, kind):
            for source in facts.links(thing, TIE.statedIn):
                found[source][kind] += 1
    return found


def pages(portal: Portal) -> Iterator[Page]:
    """One page."""
    desk = Desk(portal, "sources.html")
    facts, counts = desk.facts, portal.once(stated)
    rows: list[tuple[Value, ...]] = []
    for iri, of in sorted(counts.items(), key=lambda one: (-one[1].total(), one[0])):
        issued = facts.text(iri, DCTERMS + "issued")
        copied = [root for root in facts.links(iri, TIE.rootSource) if root != iri]
        rows.append((
            desk.to(iri, facts.text(iri, DCTERMS + "title")),
            desk.names(iri, TIE.sourceKind),
            facts.text(iri, DCTERMS + "publisher"),
            Ordered(issued and in_words(issued), int(issued[:4]) if issued[:4].isdigit() else None),
            ", ".join(facts.texts(iri, DCTERMS + "language")),
            *(of[kind] or None for kind in STATED),
            desk.all(copied),
            facts.text(iri, DCTERMS + "rights"),
        ))  # fmt: skip
    numbers = (_("Ties"), _("Events"), _("Figures"), _("Statements"), _("Claims"))
    numbered = [Column(f"of-{place}", heading, "number") for place, heading in enumerate(numbers)]
    kind = Column("kind", _("Kind"), "choice")
    listing = Listing(
        "sources",
        _("All sources, those that state most first"),
        (
            Column("source", _("Source")), kind, Column("publisher", _("Publisher"), spare=True),
            Column("issued", _("Issued"), "date"), Column("language", _("Language"), "choice"), *numbered,
            Column("copy", _("Copy of"), spare=True), Column("rights", _("Rights"), spare=True),
        ),
        rows,
        _("A source and its copies count as one witness. A title stands in the language of its source."),
    )  # fmt: skip
    kinds: dict[str, Counter[str]] = {}
    for iri, each in counts.items():
        kinds.setdefault(next(iter(facts.links(iri, TIE.sourceKind)), ""), Counter()).update(each | Counter(sources=1))
    by_kind = Listing(
        "kinds",
        _("Sources by kind, with what they state"),
        (
            Column("kind", _("Kind")),
            Column("sources", _("Sources"), "number"),
            Column("reliability", _("Reliability"), "number"),
            *numbered,
        ),
        [
            (desk.name(iri), each["sources"], _weight(desk, iri), *(each[one] for one in STATED))
            for iri, each in sorted(kinds.items(), key=lambda one: -one[1]["sources"])
        ],
    )
    yield desk.page(
        _("Sources"),
        _("Every source that is cited, of which kind it is, and how many ties, events, figures and views it states."),
        [
            Part(_("All sources"), (), (listing,), id="all"),
            Part(_("By kind"), (), (by_kind,), id="by-kind"),
        ],
        "sources",
    )


def _weight(desk: Desk, iri: str) -> Ordered:
    value = desk.facts.number(iri, TIE.reliability)
    return Ordered("" if value is None else decimal(f"{value:g}"), None if value is None else str(value))
