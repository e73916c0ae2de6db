"""The whole graph as files at ``/data/``, and its description in VoID and DCAT, at ``/.well-known/void`` as well."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg.ask.asked_graph import StoredGraph
from kg.ask.asked_tables import table_of
from kg.ask.results import Graph, triple
from kg.base import ids
from kg.base.files import atomic_writer
from kg.base.languages import N_, TAGS, _, translated
from kg.base.namespaces import DCAT, DCTERMS, FOAF, RDF, XSD
from kg.base.resources import cache_dir
from kg.formats.references import data_set
from kg.formats.registry import writer
from kg.serve import pages
from kg.serve.edition import Edition
from kg.serve.linked import FORMS, HTML, LICENCE, form_of
from kg.serve.portal_folder import portal_of
from kg.serve.responses import conditional
from kg.serve.service import lang_of, service_of
from kg.site.portal.frame import SITE

VOID = "http://rdfs.org/ns/void#"
_KEPT = 6  # files of this and earlier builds
_PARTS = 1 << 20
_MEDIA = "https://www.iana.org/assignments/media-types/"


class _Dump(NamedTuple):
    """A format of the whole graph: how the engine writes it, its media type, and what a reader is told."""

    form: RdfFormat
    media: str
    says: str


DUMPS: Mapping[str, _Dump] = {
    "nq": _Dump(RdfFormat.N_QUADS, "application/n-quads", N_("The whole graph as N-Quads, a statement a line")),
    "trig": _Dump(RdfFormat.TRIG, "application/trig", N_("The whole graph as TriG: Turtle with its named graphs")),
    "jsonld": _Dump(RdfFormat.JSON_LD, "application/ld+json", N_("The whole graph as JSON-LD")),
}


def routes() -> list[BaseRoute]:
    """The list of files, the files of the graph, and their description; other files of the folder are the portal's."""
    return [
        Route("/data", _to_list),
        Route("/data/", _list),
        Route("/data/graph.{form}.gz", _dump),
        Route("/data/dataset.{form}", _dataset),
        Route("/.well-known/void", _well_known),
    ]


async def _to_list(request: Request) -> Response:
    return RedirectResponse("data/", 308)


async def _list(request: Request) -> Response:
    edition, lang = service_of(request).edition, lang_of(request)
    if (form := form_of(request)) != HTML:
        return RedirectResponse(f"dataset.{form}", 303)
    doors = [(f"graph.{form}.gz", f"graph.{form}.gz", _(each.says)) for form, each in DUMPS.items()]
    doors += [(f"dataset.{form}", f"dataset.{form}", _("Its description in VoID and DCAT")) for form in FORMS]
    if await run_in_threadpool(portal_of(request).folder, edition):
        doors.insert(0, (f"../{lang}/data.html", _("Tables"), _("every class as CSV, XLSX and Parquet")))
    says = _("Everything on these pages as files, to be used freely under CC BY 4.0.")
    page = pages.page(request, "doors.html", "data/", title=_("Data"), says=says, doors=doors)
    return conditional(request, edition, page)


async def _dump(request: Request) -> Response:
    edition, form = service_of(request).edition, request.path_params["form"]
    if form not in DUMPS or not isinstance(edition.graph, StoredGraph):
        raise HTTPException(404)
    file = await run_in_threadpool(_file, edition, form)
    headers = {"Link": f'<{LICENCE}>; rel="license", <dataset.ttl>; rel="describedby"; type="text/turtle"'}
    sent = FileResponse(file, headers=headers, media_type="application/gzip", filename=f"graph.{form}.gz")
    return conditional(request, edition, sent)


def _file(edition: Edition, form: str) -> Path:
    """The packed graph in the cache, written when it is first asked for."""
    file, graph = cache_dir() / "dumps" / f"{edition.version}.{form}.gz", edition.graph
    assert isinstance(graph, StoredGraph)  # noqa: S101 (another has no file)

    def make() -> None:
        if file.is_file():
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        for old in sorted(file.parent.iterdir(), key=lambda path: path.stat().st_mtime)[: -_KEPT + 1]:
            old.unlink(missing_ok=True)
        with atomic_writer(file) as out, gzip.GzipFile("", "wb", 6, out, mtime=0) as packed:
            buffered = io.BufferedWriter(packed, _PARTS)
            graph.store.dump(buffered, DUMPS[form].form)
            buffered.flush()

    edition.once(f"dump {form}", make)
    return file


async def _well_known(request: Request) -> Response:
    form = form_of(request)
    return RedirectResponse(f"../data/{f'dataset.{form}' if form != HTML else ''}", 303)


async def _dataset(request: Request) -> Response:
    """The description of the data set as RDF."""
    form, service = request.path_params["form"], service_of(request)
    if form not in FORMS:
        raise HTTPException(404)
    edition = service.edition
    counts = await run_in_threadpool(edition.once, "counts", lambda: _counts(edition))
    out = io.BytesIO()
    writer("graph", form)(Graph.of(_described(service.settings.url, counts)), out)
    return conditional(request, edition, Response(out.getvalue(), media_type=FORMS[form]))


class _Counts(NamedTuple):
    triples: int
    subjects: int
    graphs: Mapping[str, int]
    classes: Mapping[str, int]
    properties: int


def _counts(edition: Edition) -> _Counts:
    def of(text: str) -> dict[str, int]:
        return {str(key): int(str(count)) for key, count in table_of(edition.graph, text).rows}

    total = table_of(
        edition.graph, "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?m) (COUNT(DISTINCT ?p) AS ?k) { ?s ?p ?o }"
    )
    triples, subjects, properties = (int(str(count)) for count in total.rows[0])
    graphs = of("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    classes = of(
        f'SELECT ?c (COUNT(DISTINCT ?s) AS ?n) {{ ?s a ?c FILTER(STRSTARTS(STR(?c), "{ids.ONT}")) }} GROUP BY ?c'
    )
    return _Counts(triples, subjects, graphs, classes, properties)


def _described(url: str, counts: _Counts) -> Iterator[Triple]:
    """The data set, its files, its graphs and how many there are of what, for a server at an address."""
    whole, cited = ids.BASE, data_set()
    for kind in (f"{VOID}Dataset", f"{DCAT}Dataset"):
        yield triple(whole, f"{RDF}type", kind)
    for lang, tag in TAGS.items():
        yield triple(whole, f"{DCTERMS}title", Literal(translated(SITE, lang), language=tag))
    yield triple(whole, f"{DCTERMS}description", Literal(cited.title, language="en"))
    yield triple(whole, f"{DCTERMS}license", LICENCE)
    yield triple(whole, f"{DCTERMS}publisher", f"{ids.BASE}project")
    yield triple(whole, f"{DCTERMS}issued", Literal(cited.issued, datatype=NamedNode(f"{XSD}date")))
    yield triple(whole, f"{DCAT}version", Literal(cited.version))
    yield triple(whole, f"{DCAT}landingPage", f"{url}/")
    yield triple(whole, f"{FOAF}homepage", f"{url}/")
    yield triple(whole, f"{VOID}sparqlEndpoint", f"{url}/sparql")
    yield triple(whole, f"{VOID}uriSpace", Literal(ids.BASE))
    yield triple(whole, f"{VOID}exampleResource", ids.thing("place", "cn-harbin"))
    yield triple(whole, f"{VOID}vocabulary", ids.ONT)
    for name, count in (
        ("triples", counts.triples),
        ("distinctSubjects", counts.subjects),
        ("properties", counts.properties),
    ):
        yield triple(whole, VOID + name, Literal(count))
    for graph, count in counts.graphs.items():
        yield triple(whole, f"{VOID}subset", graph)
        yield triple(graph, f"{VOID}triples", Literal(count))
    for kind, count in counts.classes.items():
        part = f"{url}/data/dataset.ttl#{ids.tail(kind).removeprefix('ont#')}"
        yield triple(whole, f"{VOID}classPartition", part)
        yield triple(part, f"{VOID}class", kind)
        yield triple(part, f"{VOID}entities", Literal(count))
    for form, dump in DUMPS.items():
        file = f"{url}/data/graph.{form}.gz"
        yield triple(whole, f"{VOID}dataDump", file)
        yield triple(whole, f"{DCAT}distribution", file)
        yield triple(file, f"{RDF}type", f"{DCAT}Distribution")
        yield triple(file, f"{DCAT}downloadURL", file)
        yield triple(file, f"{DCAT}mediaType", _MEDIA + dump.media)
        yield triple(file, f"{DCAT}compressFormat", f"{_MEDIA}application/gzip")
        yield triple(file, f"{DCTERMS}license", LICENCE)
