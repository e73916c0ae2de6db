"""The data as files, made once for all languages: every table, the network, and the whole graph."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from kg.ask.results import Cell, Table, Term
from kg.base import ids
from kg.base.errors import KgError
from kg.base.languages import N_, _, decimal, grouped, speaking
from kg.base.version import __version__
from kg.dossier.facts import RDF_TYPE, short_language
from kg.formats.rdf_files import packed
from kg.formats.references import data_set, references
from kg.formats.registry import FORMATS, write, writer
from kg.formats.shown_cells import text_of
from kg.network.attributes import read_attributes
from kg.network.shape import shape
from kg.network.standing import DEFAULT_KINDS, select
from kg.schema.terms import TIE
from kg.site.portal.frame import rendered
from kg.site.portal.lists import Column, Desk, Listing, Ordered, Part, To
from kg.site.portal.page import Page
from kg.site.portal.united import UnitedGraph

if TYPE_CHECKING:
    from kg.site.portal.lists import Value
    from kg.site.portal.site import Portal

FOLDER = "data"
FORMS = ("csv", "xlsx", "parquet")
# Every class whose things are rows, with what its rows are called.
TABLES: Mapping[str, str] = {
    TIE.Place: N_("Places"), TIE.PlaceName: N_("Names of places"), TIE.Tie: N_("Ties"), TIE.Stage: N_("Stages of ties"),
    TIE.Attestation: N_("What sources say on ties"), TIE.Event: N_("Events"), TIE.Format: N_("Formats"),
    TIE.Membership: N_("Members of formats"), TIE.Facility: N_("Consulates, crossings, institutes and flights"),
    TIE.Observation: N_("Figures of places"), TIE.Source: N_("Sources"), TIE.Claim: N_("Claims of sources"),
    TIE.DataIssue: N_("Conflicts, guesses and gaps"), TIE.Authority: N_("Authorities"), TIE.Post: N_("Posts"),
    TIE.Expert: N_("Experts"), TIE.ExpertStatement: N_("Statements of experts"), TIE.Survey: N_("Surveys"),
    TIE.Problem: N_("Problems"), TIE.Sphere: N_("Spheres"), TIE.ProposedAction: N_("Measures"),
}  # fmt: skip
_LEFT_OUT = frozenset({"type", "hasGeometry", "sameAs", "isDefinedBy", "inScheme", "topConceptOf", "prefLabel"})


class File(NamedTuple):
    """A file to download: its name in the folder, its content, and what it is, where it is no table."""

    name: str
    content: bytes
    says: str = ""


class Files(NamedTuple):
    """The tables by class, each with its rows and its files, and the other files."""

    tables: dict[str, tuple[int, list[File]]]
    others: list[File]


def shared(portal: Portal) -> Iterator[tuple[str, bytes]]:
    """All of them by their paths."""
    made = portal.once(files)
    for file in (*(file for _rows, found in made.tables.values() for file in found), *made.others):
        yield f"{FOLDER}/{file.name}", file.content


def files(portal: Portal) -> Files:
    """What is offered, with words in English, since all languages share it."""
    with speaking("en"):
        return Files(dict(_tables(portal)), [*_network(portal), *_graph(portal), *_references(portal)])


def _tables(portal: Portal) -> Iterator[tuple[str, tuple[int, list[File]]]]:
    facts = portal.told.whole.facts
    every = facts.described()
    for kind in TABLES:
        things = sorted(facts.subjects(RDF_TYPE, kind))
        if things:
            table = flat({iri: every[iri] for iri in things}, kind.removeprefix(ids.ONT))
            yield kind, (len(things), list(_written(table)))


def flat(things: Mapping[str, Mapping[str, list[Term]]], name: str) -> Table:
    """A row a thing and a column a property, named as in the ontology; texts have a column a language.

    Several values of a property stand in one cell with ``;`` between them, and things are named by their ids.
    """
    rows: list[dict[str, Cell]] = []
    for iri, properties in things.items():
        found: dict[str, list[Term]] = {}
        for prop, values in properties.items():
            local = prop.rpartition("#")[2].rpartition("/")[2]
            for value in values if local not in _LEFT_OUT else ():
                tag = getattr(value, "language", None)
                found.setdefault(f"{local}_{short_language(tag)}" if tag else local, []).append(value)
        row: dict[str, Cell] = {"id": ids.tail(iri)}
        rows.append(row | {key: _joined(values) for key, values in found.items()})
    columns = sorted(
        {key for row in rows for key in row}, key=lambda key: (key != "id", not key.startswith("label"), key)
    )
    return Table(columns, [[row.get(key) for key in columns] for row in rows], name=name)


def _joined(values: list[Term]) -> Cell:
    if len(values) == 1:
        return _short(values[0])
    return ";".join(sorted(text_of(_short(value)) for value in values))


def _short(value: Term) -> Cell:
    text = str(getattr(value, "value", value))
    return ids.tail(text) if text.startswith((ids.ID, ids.VOC, ids.WIKIDATA)) else value


def _written(table: Table) -> Iterator[File]:
    for form in FORMS:
        out = io.BytesIO()
        try:
            write(table, form, out)
        except KgError:
            continue  # pyarrow is not installed
        yield File(f"{table.name}.{FORMATS['table'][form].suffix or form}", out.getvalue())


def _network(portal: Portal) -> Iterator[File]:
    links = select(portal.network, DEFAULT_KINDS).links
    try:
        export = shape(portal.network.nodes, links, attributes=read_attributes(portal.graph), kinds=DEFAULT_KINDS)
    except KgError:
        return  # no tie
    out = io.BytesIO()
    writer("network", "gexf")(export, out)
    yield File("network.gexf", out.getvalue(), N_("The network with years, for Gephi"))
    says = {
        "nodes.csv": N_("The network: its places"), "edges.csv": N_("The network: its ties"),
        "codebook.md": N_("The network: what the columns mean"),
    }  # fmt: skip
    for name, content in writer("network", "csv")(export).items():
        yield File(f"network-{name}", content, says[name])


def _graph(portal: Portal) -> Iterator[File]:
    """The whole graph, packed, since it is ten times as large as all the tables."""
    if not isinstance(portal.graph, UnitedGraph):
        return  # it is behind an endpoint
    says = {
        "trig": N_("The whole graph as TriG: Turtle with its named graphs"),
        "jsonld": N_("The whole graph as JSON-LD"),
    }
    for form, content in packed(portal.graph.quads, *says).items():
        yield File(f"graph.{form}.gz", content, says[form])


def _references(portal: Portal) -> Iterator[File]:
    every = {"citation": [data_set()], "sources": references(portal.graph, {})}
    says = {"citation": N_("How to cite the data set"), "sources": N_("The sources behind the ties, as references")}
    for what, found in every.items():
        for form in FORMATS["references"]:
            out = io.BytesIO()
            writer("references", form)(found, out)
            yield File(f"{what}.{FORMATS['references'][form].suffix or form}", out.getvalue(), says[what])


def pages(portal: Portal) -> Iterator[Page]:
    """One page."""
    desk, made = Desk(portal, "data.html"), portal.once(files)
    forms = [
        form
        for form in FORMS
        if any(file.name.endswith(form) for _rows, found in made.tables.values() for file in found)
    ]
    tables = Listing(
        "tables",
        _("Tables, a class of the ontology each"),
        (
            Column("table", _("Table")),
            Column("rows", _("Rows"), "number"),
            *(Column(form, form.upper()) for form in forms),
        ),
        [
            (
                _(TABLES[kind]),
                rows,
                *(To(size(len(file.content)), desk.links.shared(f"{FOLDER}/{file.name}")) for file in found),
            )
            for kind, (rows, found) in made.tables.items()
        ],
    )
    others: list[tuple[Value, ...]] = [
        (
            To(file.name, desk.links.shared(f"{FOLDER}/{file.name}")),
            _(file.says),
            Ordered(size(len(file.content)), len(file.content)),
        )
        for file in made.others
    ]
    columns = (Column("file", _("File")), Column("says", _("What it holds")), Column("size", _("Size"), "number"))
    cited = data_set()
    told = _(
        "A column is a property of the ontology, a thing is named by its id, and "
        "several values stand with “;” between them."
    )
    title, says = _("Data"), _("Everything on these pages as files, to be used freely under CC BY 4.0.")
    facts = rendered("data_facts.html", cited=cited, version=__version__)
    dataset = {
        "@type": "Dataset",
        "name": cited.title,
        "version": cited.version,
        "datePublished": cited.issued,
        "url": cited.url,
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": cited.author},
        "distribution": [
            {"@type": "DataDownload", "contentUrl": desk.links.shared(path), "contentSize": str(len(content))}
            for path, content in shared(portal)
        ],
    }
    yield desk.page(
        title,
        says,
        [
            Part("", markup=facts),
            Part(_("Tables"), (told,), (tables,), id="as-tables"),
            Part(
                _("Network, graph and references"),
                (_("Files that end in .gz are packed: any archiver opens them."),),
                (Listing("files", _("Other files"), columns, others),),
                id="as-graph",
            ),
        ],
        data=dataset,
    )


def size(number: int) -> str:
    """A size as a reader says it."""
    if number < 1_000_000:
        return _("{n} KB").format(n=grouped(max(1, round(number / 1000))))
    return _("{n} MB").format(n=decimal(f"{number / 1e6:.1f}"))
