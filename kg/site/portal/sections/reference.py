"""The reference: classes and properties of the ontology, its concept schemes, and the words of the project."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.ask.asked_tables import table_of
from kg.ask.catalog import Catalog
from kg.ask.results import Table
from kg.base import ids
from kg.base.languages import LANGUAGES, N_, _, current
from kg.base.namespaces import SKOS
from kg.base.resources import glossary_file
from kg.site.portal.lists import Column, Desk, Listing, Part, To
from kg.site.portal.page import Crumb, Page

if TYPE_CHECKING:
    from kg.site.portal.site import Portal

_TYPES = {
    "class": N_("Classes"),
    "object property": N_("Properties that link"),
    "data property": N_("Properties of values"),
    "datatype": N_("Types of values"),
}


def pages(portal: Portal) -> Iterator[Page]:
    """Three pages: terms, schemes, words."""
    title, above = _("Reference"), (Crumb(_("Reference"), "reference.html"),)
    yield _terms(portal, title)
    yield _schemes(portal, above)
    yield _glossary(portal, above)


def _ask(portal: Portal, name: str, **given: str) -> Table:
    filled = (
        Catalog()
        .find(name)
        .filled({"lang": (current(),)} | {key: (value,) for key, value in given.items()}, portal.graph.names)
    )
    return table_of(portal.graph, filled)


def _terms(portal: Portal, title: str) -> Page:
    desk = Desk(portal, "reference.html")
    rows = _ask(portal, "ontology-terms").rows
    columns = (Column("name", _("Name")), Column("term", _("Term")), Column("means", _("What it means")))
    parts = []
    for kind in dict.fromkeys(str(row[1]) for row in rows):
        of = [
            (str(name), f"tie:{str(iri).removeprefix(ids.ONT)}", str(said or ""))
            for name, of_kind, said, iri in rows
            if of_kind == kind
        ]
        heading = _(_TYPES.get(kind, kind))
        key = kind.replace(" ", "-")
        parts.append(Part(heading, (), (Listing(f"terms-{key}", heading, columns, of),), id=key))
    see = (To(_("Concept schemes"), "schemes.html"), To(_("Words of the project"), "glossary.html"))
    says = _("The terms in which the data are written: what each class and property is called and what it means.")
    return desk.page(title, says, [Part("", see=see), *parts])


def _schemes(portal: Portal, above: tuple[Crumb, ...]) -> Page:
    desk, facts = Desk(portal, "schemes.html"), portal.told.whole.facts
    columns = (
        Column("name", _("Name")), Column("code", _("Code")), Column("means", _("What it means")),
        Column("broader", _("Belongs to"), "choice"),
    )  # fmt: skip
    parts = []
    for name, _count, scheme in _ask(portal, "concept-schemes").rows:
        rows = [
            (desk.to(iri), ids.tail(iri), desk.defined(iri), desk.names(iri, SKOS + "broader"))
            for iri in sorted(facts.subjects(SKOS + "inScheme", str(scheme)), key=desk.name)
        ]
        kept = len(columns) if any(row[-1] for row in rows) else len(columns) - 1
        listing = Listing(f"of-{ids.tail(scheme)}", str(name), columns[:kept], [row[:kept] for row in rows])
        parts.append(Part(str(name), (), (listing,), id=ids.tail(scheme)))
    says = _("The lists of codes that the data use: kinds, levels, statuses, spheres, problems and others.")
    return desk.page(_("Concept schemes"), says, parts, above=above)


def _glossary(portal: Portal, above: tuple[Crumb, ...]) -> Page:
    desk = Desk(portal, "glossary.html")
    names = {"en": _("English"), "ru": _("Russian"), "zh": _("Chinese")}
    order = sorted(LANGUAGES, key=lambda lang: lang != current())
    rows = [(*(each[lang] for lang in order), each["concept"]) for each in _words()]
    rows.sort()
    columns = (*(Column(lang, names[lang]) for lang in order), Column("concept", _("Term"), spare=True))
    listing = Listing("glossary", _("One word for one thing, in three languages"), columns, list(rows))
    says = _("The words that labels, headings and messages of this project use, side by side in three languages.")
    return desk.page(_("Words of the project"), says, [Part("", (), (listing,))], above=above)


def _words() -> Iterator[dict[str, str]]:
    """The rows of the tables of the glossary."""
    head: list[str] = []
    for line in glossary_file().read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            head = []
        elif not head:
            head = cells
        elif set(line) - set("|-: ") and {"concept", *LANGUAGES} <= {*head}:
            yield dict(zip(head, cells, strict=False))
