"""Problems, spheres, measures and formats: who raises, names and proposes them, and where they are seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.base.languages import _
from kg.base.namespaces import SKOS
from kg.dossier.facts import RDF_TYPE
from kg.schema.terms import TIE
from kg.site.portal.lists import Column, Desk, Listing, Ordered, Part, To, in_order
from kg.site.portal.page import Page

if TYPE_CHECKING:
    from kg.site.portal.lists import Value
    from kg.site.portal.site import Portal


def pages(portal: Portal) -> Iterator[Page]:
    """One page."""
    desk = Desk(portal, "themes.html")
    number = [Column("experts", _("Experts"), "number"), Column("statements", _("Statements"), "number")]
    who, group = Column("who", _("Who")), Column("group", _("Group"), "choice")
    problems = Listing(
        "problems",
        _("Problems, each under its group"),
        (Column("problem", _("Problem")), group, *number, who),
        [_raised(desk, iri, TIE.raisesProblem) for iri in tree(desk, TIE.Problem)],
        _("A group counts what is said of it and of the problems in it, an expert once."),
    )
    spheres = Listing(
        "spheres",
        _("Spheres, each under its group"),
        (
            Column("sphere", _("Sphere")), group, Column("ties", _("Ties"), "number"),
            Column("events", _("Events"), "number"), *number, who,
        ),
        [_sphere(desk, iri) for iri in tree(desk, TIE.Sphere)],
    )  # fmt: skip
    measures = Listing(
        "measures",
        _("Measures that experts propose"),
        (Column("measure", _("Measure")), group, *number, who),
        [_raised(desk, iri, TIE.proposesAction) for iri in tree(desk, TIE.ProposedAction)],
    )
    yield desk.page(
        _("Themes"),
        _(
            "The problems that experts raise, the spheres of ties and events, the "
            "measures proposed and the formats of many."
        ),
        [
            Part(
                _("Problems"),
                (),
                (problems,),
                id="problems-raised",
                see=(To(_("Experts and what they say"), "experts.html"),),
            ),
            Part(_("Spheres"), (), (spheres,), id="spheres-of-ties"),
            Part(_("Measures"), (), (measures,), id="measures-proposed"),
            Part(_("Formats"), (), (_formats(desk),), id="formats-of-many"),
        ],
        "themes",
    )


def tree(desk: Desk, kind: str) -> Iterator[str]:
    """The concepts of a class, each under the one above it, in the order of their names."""
    every = desk.facts.subjects(RDF_TYPE, kind)
    above = {iri: [one for one in desk.facts.links(iri, SKOS + "broader") if one in every] for iri in every}

    def under(holder: str) -> Iterator[str]:
        for iri in sorted((one for one in every if (above[one] or [""])[0] == holder), key=desk.name):
            yield iri
            yield from under(iri)

    return under("")


def _within(desk: Desk, iri: str) -> set[str]:
    found = {iri}
    for narrower in desk.facts.subjects(SKOS + "broader", iri):
        found |= _within(desk, narrower)
    return found


def _named(desk: Desk, iri: str, prop: str) -> tuple[Value, Value, Value, Value]:
    """The group of a concept, how many experts name it in how many statements, and who they are."""
    facts = desk.facts
    statements = {
        one for each in _within(desk, iri) for one in facts.subjects(prop, each)
        if TIE.ExpertStatement in facts.links(one, RDF_TYPE)
    }  # fmt: skip
    experts = {who for one in statements for who in facts.links(one, TIE.madeBy)}
    above = next(iter(facts.links(iri, SKOS + "broader")), iri)
    return desk.name(above), len(experts), len(statements), desk.all(experts)


def _raised(desk: Desk, iri: str, prop: str) -> tuple[Value, ...]:
    return desk.to(iri), *_named(desk, iri, prop)


def _sphere(desk: Desk, iri: str) -> tuple[Value, ...]:
    group, *said = _named(desk, iri, TIE.namesSphere)
    touched = {one for each in _within(desk, iri) for one in desk.facts.subjects(TIE.sphere, each)}
    of = [sum(kind in desk.facts.links(one, RDF_TYPE) for one in touched) for kind in (TIE.Tie, TIE.Event)]
    return desk.to(iri), group, *of, *said


def _formats(desk: Desk) -> Listing:
    facts = desk.facts
    rows: list[tuple[Value, ...]] = []
    for iri in facts.subjects(RDF_TYPE, TIE.Format):
        began = facts.year(iri, TIE.startYear)
        members = {place for each in facts.subjects(TIE.inFormat, iri) for place in facts.links(each, TIE.member)}
        events = [one for one in facts.subjects(TIE.onTie, iri) if TIE.Event in facts.links(one, RDF_TYPE)]
        since = Ordered("" if began is None else str(began), began)
        rows.append(
            (desk.to(iri), desk.names(iri, TIE.formatKind), since, len(members), len(events), desk.all(members))
        )
    columns = (
        Column("format", _("Format")), Column("kind", _("Kind"), "choice"), Column("since", _("Since"), "date"),
        Column("members", _("Members"), "number"), Column("events", _("Events"), "number"),
        Column("places", _("Places that take part")),
    )  # fmt: skip
    return Listing("formats", _("Formats that more than two places share"), columns, in_order(rows))
