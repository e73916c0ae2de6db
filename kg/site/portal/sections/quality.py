"""How good the data are: where sources differ, what rests on one witness, what is not dated, guessed or missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.ask.catalog import Catalog
from kg.ask.quality import TAG
from kg.base import ids
from kg.base.languages import _, pick
from kg.dossier.facts import COMMENT, RDF_TYPE
from kg.schema.terms import TIE
from kg.site.portal.lists import Column, Desk, Listing, Part, To, in_order
from kg.site.portal.page import Crumb, Page
from kg.site.portal.sections import questions, ties

if TYPE_CHECKING:
    from kg.network.ties import Link
    from kg.site.portal.lists import Value
    from kg.site.portal.site import Portal

SISTER = ("sister", "partner")


def pages(portal: Portal) -> Iterator[Page]:
    """One page."""
    desk = Desk(portal, "quality.html")
    facts, links = desk.facts, portal.network.links
    issues = {iri: next(iter(facts.links(iri, TIE.findingKind)), "") for iri in facts.subjects(RDF_TYPE, TIE.DataIssue)}
    conflicts = [iri for iri, kind in issues.items() if ids.tail(kind) == "conflict"]
    one = [link for link in links if link.kind in SISTER and link.sources_of_kind == 1]
    undated = [link for link in links if link.kind in SISTER and link.start_year is None]
    counts = Counter(issues.values())
    numbers: list[tuple[Value, ...]] = [
        *((desk.name(kind), count) for kind, count in sorted(counts.items(), key=lambda each: -each[1])),
        (_("sister or partner ties that one source alone calls so"), len(one)),
        (_("sister or partner ties without a year of beginning"), len(undated)),
    ]
    summary = Listing(
        "numbers", _("How many of each"), (Column("what", _("What")), Column("n", _("Number"), "number")), numbers
    )
    title = _("Quality")
    yield desk.page(
        title,
        _("Where sources differ, what rests on one witness, and what is guessed, missing or doubtful."),
        [
            Part(
                _("In numbers"),
                (),
                (summary,),
                id="in-numbers",
                see=(To(_("Conflicts of sources"), "conflicts.html"),),
            ),
            Part(
                _("One witness"),
                (),
                (_ties(desk, "one", _("Sister and partner ties that one source alone calls so"), one),),
                id="one-witness",
            ),
            Part(
                _("Not dated"),
                (),
                (_ties(desk, "undated", _("Sister and partner ties without a year of beginning"), undated),),
                id="not-dated",
            ),
            Part(
                _("Guesses, gaps and inconsistencies"),
                (),
                (
                    _issues(
                        desk,
                        "issues",
                        _("What was noticed in the data"),
                        [iri for iri in issues if iri not in conflicts],
                    ),
                ),
                id="guesses-and-gaps",
            ),
            Part(_("Checks"), (), (_checks(desk),), id="by-checks"),
        ],
    )
    above = Desk(portal, "conflicts.html")
    yield above.page(
        _("Conflicts of sources"),
        _("Where sources differ. A conflict is kept with both sides, and the rule that chose is said."),
        [Part("", (), (_issues(above, "conflicts", _("Where sources differ"), conflicts),))],
        above=(Crumb(title, "quality.html"),),
    )


def _issues(desk: Desk, name: str, caption: str, iris: Iterable[str]) -> Listing:
    facts = desk.facts
    rows: list[tuple[Value, ...]] = [
        (
            desk.all(facts.links(iri, TIE.about)) or "–",
            desk.names(iri, TIE.findingKind),
            pick(facts.labels(iri, COMMENT), desk.lang),
        )
        for iri in sorted(iris)
    ]
    columns: tuple[Column, ...] = (
        Column("about", _("About")),
        Column("kind", _("Kind"), "choice"),
        Column("text", _("Text")),
    )
    if len({row[1] for row in rows}) < 2:
        columns, rows = columns[::2], [row[::2] for row in rows]
    return Listing(name, caption, columns, rows)


def _ties(desk: Desk, name: str, caption: str, links: Iterable[Link]) -> Listing:
    return Listing(name, caption, ties.columns(), in_order(ties.row(desk, link) for link in links))


def _checks(desk: Desk) -> Listing:
    """The questions that no sound graph answers, with how many rows each finds."""
    found = desk.portal.once(questions.answers)
    rows = [
        (
            To(question.tell("summary", desk.lang), desk.links.to(questions.address(question.name))),
            next(iter(found[question.name].values()))["n"],
        )
        for question in Catalog().questions(TAG)
    ]
    columns = (Column("check", _("Check")), Column("rows", _("Rows found"), "number"))
    return Listing("checks", _("Questions that a graph without faults answers with nothing"), columns, rows)
