"""Linked data: every IRI of the graph answers at its path, with a page for people and RDF for programs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg.ask.asked_tables import table_of
from kg.ask.engine import PREFIXES
from kg.ask.results import Graph, Term, Truth
from kg.base import ids
from kg.base.languages import LANGUAGES, _, current, short_tag
from kg.base.namespaces import RDF
from kg.formats.registry import writer
from kg.formats.shown_cells import is_address, shown
from kg.schema.terms import TIE
from kg.serve import pages
from kg.serve.edition import Edition
from kg.serve.portal_folder import portal_of
from kg.serve.responses import conditional, negotiated
from kg.serve.service import lang_of, service_of
from kg.site.portal.page import SCHEMES, THINGS

HTML = "html"
FORMS: Mapping[str, str] = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_SLUG = r"[A-Za-z0-9][A-Za-z0-9._-]*"
# All that is minted has such a path; nothing else is looked up, put in a header or in a query.
_PATH = re.compile(rf"(?:(?:id|voc|graph|query|ont)(?:/{_SLUG})+|(?:ont|project|query)(?:\.[a-z]+)?)", re.ASCII)
_OWN = f"{ids.BASE}ont"
_INCOMING = 500  # links of others to a thing that its description has
_ABOUT = "CONSTRUCT {{ {iri} ?p ?o }} WHERE {{ {iri} ?p ?o }}"
_TO = (
    "CONSTRUCT {{ ?s ?p {iri} }} WHERE {{ {{ SELECT DISTINCT ?s ?p WHERE {{ ?s ?p {iri} }} ORDER BY ?s ?p "
    "LIMIT {most} }} }}"
)
_ONTOLOGY = (
    "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {{ BIND({iri} AS ?s) ?s ?p ?o }} UNION "
    "{{ ?s <http://www.w3.org/2000/01/rdf-schema#isDefinedBy> {iri} ; ?p ?o }} }}"
)
_CLASSES = {
    "place": TIE.Place, "tie": TIE.Tie, "expert": TIE.Expert, "authority": TIE.Authority, "format": TIE.Format,
    "event": TIE.Event, "source": TIE.Source, "problem": TIE.Problem, "sphere": TIE.Sphere,
    "measure": TIE.ProposedAction,
}  # fmt: skip


class _Value(NamedTuple):
    text: str
    address: str = ""
    tag: str = ""


class _Row(NamedTuple):
    name: str
    address: str
    values: Sequence[_Value]
    id: str = ""


class _Part(NamedTuple):
    id: str
    heading: str
    rows: Sequence[_Row]
    note: str = ""


def routes() -> list[BaseRoute]:
    """The spaces of the IRIs; ``/query`` itself is the query page."""
    paths = ("/ont", "/project", *(f"/{name}.{{form}}" for name in ("ont", "project", "query")))
    spaces = ("/id/{rest:path}", "/voc/{rest:path}", "/graph/{rest:path}", "/query/{rest:path}", "/ont/{rest:path}")
    return [Route(path, thing) for path in (*paths, *spaces)]


def form_of(request: Request) -> str:
    """What a client wants of a thing: ``html``, or one of :data:`FORMS`; raises :class:`Refusal` for another."""
    media = {"text/html": HTML, **{media: form for form, media in FORMS.items()}}
    chosen = negotiated(request, [*media], {form: each for each, form in media.items()})
    return media[chosen]


async def thing(request: Request) -> Response:
    """A thing: 303 to its page or its data, which have addresses of their own; those documents."""
    path = pages.path_of(request)
    if not _PATH.fullmatch(path):
        raise HTTPException(404)
    edition = service_of(request).edition
    stem, _dot, form = path.rpartition(".")
    if await run_in_threadpool(_is_known, edition, path):
        return await run_in_threadpool(_redirected, request, edition, path)
    if form in {HTML, *FORMS} and await run_in_threadpool(_is_known, edition, stem):
        return conditional(request, edition, await run_in_threadpool(_document, request, edition, stem, form))
    raise HTTPException(404)


def _is_known(edition: Edition, path: str) -> bool:
    return bool(path) and edition.graph.ask(f"ASK {{ {NamedNode(ids.BASE + path)} ?p ?o }}") == Truth(True)


def _redirected(request: Request, edition: Edition, path: str) -> Response:
    form, lang = form_of(request), lang_of(request)
    root = pages.up(request)
    target = f"{root}{path}.{form}"
    if form == HTML:
        kind, _slash, name = path.removeprefix("query/").rpartition("/")
        page = portal_of(request).page(edition, ids.BASE + path, lang)
        if page:
            target = root + page
        elif path.startswith("query/") and kind != "prefix" and name in edition.catalogue.names():
            target = f"{root}q/{name}"
        if target != root + page and request.query_params.get("lang") == lang:
            target += f"?lang={lang}"  # asked for here, and not by the client's settings
    headers = {"Vary": "Accept, Accept-Language", "Cache-Control": "public, max-age=60"}
    return RedirectResponse(target, 303, headers | {"Link": signposts(path, root)})


def signposts(path: str, root: str) -> str:
    """The ``Link`` header of a thing: how to cite it, what describes it, its class and its licence (FAIR signposting).

    >>> signposts("project", "").split(", ")[0]
    '<https://w3id.org/interregional-ties/project>; rel="cite-as"'
    """
    kind = path.split("/")[1] if path.count("/") == 2 else ""
    links = [f'<{ids.BASE}{path}>; rel="cite-as"', '<https://schema.org/AboutPage>; rel="type"']
    links += [f'<{_CLASSES[kind]}>; rel="type"'] if kind in _CLASSES else []
    links += [f'<{root}{path}.{form}>; rel="describedby"; type="{media}"' for form, media in FORMS.items()]
    return ", ".join([*links, f'<{LICENCE}>; rel="license"', f'<{root}data/>; rel="collection"'])


def prefixed(iri: str) -> str:
    """An IRI with one of the usual prefixes; what has none of them as :func:`shown` has it.

    >>> prefixed("http://www.w3.org/2004/02/skos/core#altLabel"), prefixed(ids.thing("place", "cn-harbin"))
    ('skos:altLabel', 'cn-harbin')
    """
    if not iri.startswith(ids.ID):
        for prefix, start in PREFIXES.items():
            if iri.startswith(start):
                return f"{prefix}:{iri.removeprefix(start)}"
    return shown(NamedNode(iri))


def path_of_page(address: str) -> str:
    """The path of the thing that a page of the portal is about; empty for another page.

    >>> path_of_page("ru/place/cn-harbin.html"), path_of_page("ru/problem/distance.html"), path_of_page("ru/map.html")
    ('id/place/cn-harbin', 'voc/problem/distance', '')
    """
    lang, _slash, rest = address.partition("/")
    kind, _slash, name = rest.partition("/")
    space = "id" if kind in THINGS else "voc" if kind in SCHEMES else ""
    path = f"{space}/{kind}/{name.removesuffix('.html')}"
    return path if space and lang in LANGUAGES and name.endswith(".html") and _PATH.fullmatch(path) else ""


def _document(request: Request, edition: Edition, path: str, form: str) -> Response:
    root = pages.up(request)
    links = {"Link": signposts(path, root)}
    if form == HTML:
        page = _ontology_page(request, edition) if path == "ont" else _page(request, edition, path)
        page.headers.update(links)
        return page
    about, others = _described(edition, path)
    out = io.BytesIO()
    writer("graph", form)(Graph.of([*about, *others]), out)
    return Response(out.getvalue(), headers=links, media_type=FORMS[form])


def _described(edition: Edition, path: str) -> tuple[Sequence[Triple], Sequence[Triple]]:
    """What is stated of a thing, and the links of others to it; of the ontology, all its terms."""
    iri = str(NamedNode(ids.BASE + path))
    about = edition.graph.ask((_ONTOLOGY if path == "ont" else _ABOUT).format(iri=iri))
    others = Graph(()) if path == "ont" else edition.graph.ask(_TO.format(iri=iri, most=_INCOMING))
    assert isinstance(about, Graph) and isinstance(others, Graph)  # noqa: S101, PT018 (they are constructed)
    return about.triples, others.triples


def _page(request: Request, edition: Edition, path: str) -> Response:
    root, lang, iri = pages.up(request), current(), ids.BASE + path
    about, others = _described(edition, path)

    def name(term: NamedNode) -> str:
        label = edition.graph.label(term.value, lang)
        return prefixed(term.value) if label == ids.tail(term.value) else label

    def value(term: Term) -> _Value:
        if isinstance(term, NamedNode):
            return _Value(name(term), pages.local(term.value, root) or (term.value if is_address(term) else ""))
        tag = short_tag(term.language) if isinstance(term, Literal) and term.language else ""
        return _Value(shown(term), "", term.language or "" if isinstance(term, Literal) and tag != lang else "")

    def rows(triples: Sequence[Triple], *, incoming: bool = False) -> Iterator[_Row]:
        found: dict[NamedNode, list[_Value]] = {}
        for each in triples:
            other = each.subject if incoming else each.object
            found.setdefault(each.predicate, []).append(value(other))
        for predicate in sorted(found, key=lambda term: (term.value != f"{RDF}type", name(term))):
            yield _Row(name(predicate), pages.local(predicate.value, root) or predicate.value, sorted(found[predicate]))

    parts = [_Part("stated", _("What is stated"), [*rows(about)])]
    if others:
        note = _("The first {n} links are shown.").format(n=_INCOMING) if len(others) >= _INCOMING else ""
        parts.append(_Part("linked", _("What is linked to it"), [*rows(others, incoming=True)], note))
    page = portal_of(request).page(edition, iri, lang)
    return _rendered(request, path, edition.graph.label(iri, lang), parts, root + page if page else "")


def _ontology_page(request: Request, edition: Edition) -> Response:
    """All terms, each under its name, to which the IRI of the term leads."""
    question = edition.catalogue.find("ontology-terms")
    filled = question.filled({"lang": [current()]}, edition.graph.names)
    found: dict[str, list[_Row]] = {}
    for label, kind, said, iri in table_of(edition.graph, filled).rows:
        local = str(iri).removeprefix(ids.ONT)
        values = [_Value(str(label))] + ([_Value(str(said))] if said else [])
        found.setdefault(str(kind), []).append(_Row(f"tie:{local}", f"#{local}", values, local))
    parts = [_Part(f"part-{at}", kind.capitalize(), rows) for at, (kind, rows) in enumerate(found.items())]
    return _rendered(request, "ont", edition.graph.label(_OWN, current()), parts)


def _rendered(request: Request, path: str, title: str, parts: Sequence[_Part], page: str = "") -> Response:
    root = pages.up(request)
    named = [(form, f"{root}{path}.{form}") for form in FORMS]
    return pages.page(
        request,
        "thing.html",
        title=title,
        iri=ids.BASE + path,
        page=page,
        parts=parts,
        alternates=[(FORMS[form], address) for form, address in named],
        alternates_named=named,
    )
