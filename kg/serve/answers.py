"""Answers in every format there is, written by the workers where they can, and else here."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from itertools import islice

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.ask.results import Answer, Graph, Table, Truth
from kg.ask.tokens import query_form
from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import _
from kg.formats.registry import FORMATS, names, write
from kg.serve.edition import Edition
from kg.serve.kept import Kept, Result
from kg.serve.refusal import Refusal
from kg.serve.responses import negotiated
from kg.serve.service import client_of, service_of

HTML = "html"
JSON, TRIPLES = "application/sparql-results+json", "application/n-triples"
# Every format of answers with its media type; of two with one type, the type alone means the first.
MEDIA: Mapping[str, str] = {
    "json": JSON,
    HTML: "text/html",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sparql-xml": "application/sparql-results+xml",
    "md": "text/markdown",
    "table": "text/plain",
    "latex": "application/x-tex",
    "parquet": "application/vnd.apache.parquet",
    "ttl": "text/turtle",
    "nt": TRIPLES,
    "jsonld": "application/ld+json",
    "trig": "application/trig",
    "rdf": "application/rdf+xml",
    "excel-csv": "text/csv",
    "sparql-csv": "text/csv",
    "sparql-tsv": "text/tab-separated-values",
}
# What the workers write themselves.
_DIRECT = frozenset({"json", "sparql-xml", "sparql-csv", "sparql-tsv", "ttl", "nt", "jsonld", "trig", "rdf"})
_KINDS = {"SELECT": "table", "ASK": "truth"}
_ROOM = 32 << 20  # bytes of written answers that are kept for each build


def formats_of(form: str) -> tuple[str, ...]:
    """The formats in which the answer to a query of a form comes.

    >>> formats_of("ASK")
    ('json', 'html', 'csv', 'sparql-xml', 'table', 'sparql-csv', 'sparql-tsv')
    """
    known = {HTML, *names(_KINDS.get(form, "graph"))}
    return tuple(each for each in MEDIA if each in known)


def wanted(request: Request, form: str) -> str:
    """The format that a request asks for, by ``format=`` or by what it accepts; raises :class:`Refusal`."""
    known = formats_of(form)
    if given := request.query_params.get("format", "").lower():
        if given not in known:
            told = _("no answer of this kind comes as '{name}'").format(name=shown(given))
            raise Refusal(400, KgError(told, hint=did_you_mean(given, known, ", ".join(known))))
        return given
    media: dict[str, str] = {}
    for each in known:
        media.setdefault(MEDIA[each], each)
    media.setdefault("application/json", "json" if "json" in known else "jsonld")
    return media[negotiated(request, [*media], {})]


async def answer_to(request: Request, edition: Edition, text: str, most: int | None = None) -> tuple[Answer, int]:
    """The first rows or triples of the answer to a query, all if no number is given, and how many there are.

    Raises :class:`Refusal`, or :class:`KgError` for a query that may not run.
    """
    form = await run_in_threadpool(query_form, text)
    media_type = JSON if form in _KINDS else TRIPLES
    found = await service_of(request).pool.ask(edition, text, media_type, client=client_of(request))
    return await run_in_threadpool(read, form, found.body, most)


def read(form: str, body: bytes, most: int | None) -> tuple[Answer, int]:
    """The first rows or triples of an answer as it was written in :data:`JSON` or N-Triples, and how many there are."""
    if form not in _KINDS:
        triples = (quad.triple for quad in parse(body, format=RdfFormat.N_TRIPLES))
        graph = Graph.of(islice(triples, most))
        return graph, len(graph) + sum(1 for _more in triples)
    found = parse_query_results(body, format=QueryResultsFormat.JSON)
    if isinstance(found, QueryBoolean):
        return Truth(bool(found)), 1
    assert isinstance(found, QuerySolutions)  # noqa: S101 (there is no third)
    table = Table([each.value for each in found.variables], map(tuple, islice(found, most)))
    return table, len(table) + sum(1 for _more in found)


async def written(
    request: Request, edition: Edition, text: str, form: str, told: Callable[[Answer], Answer], name: str
) -> Response:
    """The answer to a query in a format, as a file of a name; ``told`` puts headings over it and cuts it."""
    kept = edition.once("written", lambda: Kept(_ROOM))
    key = (name, form, text, str(request.url.query))
    found = kept.get(key)
    if found is None:
        answer, _count = await answer_to(request, edition, text)
        found = Result(MEDIA[form], await run_in_threadpool(lambda: body_of(told(answer), form)))
        kept.put(key, found)
    return as_file(found, form, name)


def body_of(answer: Answer, form: str) -> bytes:
    """An answer in a format."""
    out = io.BytesIO()
    write(answer, form, out)
    return out.getvalue()


async def direct(request: Request, edition: Edition, text: str, form: str, name: str) -> Response | None:
    """The answer as a worker writes it; nothing for a format that it does not write."""
    if form not in _DIRECT:
        return None
    found = await service_of(request).pool.ask(edition, text, MEDIA[form], client=client_of(request))
    return as_file(found, form, name)


def as_file(found: Result, form: str, name: str) -> Response:
    """A body that a browser shows where it can, and else keeps under a name."""
    kind = next((FORMATS[each][form] for each in ("table", "graph", "truth") if form in FORMATS[each]), None)
    suffix = (kind.suffix if kind else "") or form
    how = "attachment" if kind and kind.shape == "binary" else "inline"
    headers = {"Content-Disposition": f'{how}; filename="{name}.{suffix}"'}
    return Response(found.body, headers=headers, media_type=found.media_type)
