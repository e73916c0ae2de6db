"""Another SPARQL 1.1 engine behind this server: the same gate, queue, limits, formats and answers stand before it."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple, cast

from pyoxigraph import QueryResultsFormat, RdfFormat, parse_query_results, serialize
from starlette.concurrency import run_in_threadpool

from kg.ask.asked_graph import RemoteGraph
from kg.ask.endpoint import Endpoint
from kg.ask.remote.faults import EndpointError, printable
from kg.ask.remote.settings import Credentials, Limits
from kg.ask.remote.targets import query_address
from kg.ask.results import Answer, Graph, Table
from kg.base.errors import KgError
from kg.base.languages import _
from kg.formats.text import write_json, write_truth_json
from kg.serve.edition import Edition
from kg.serve.pool import Pool
from kg.serve.refusal import Refusal
from kg.serve.settings import Settings
from kg.serve.worker import Worker

_FRESH = 60  # seconds for which an answer is kept: nobody tells when what is far has changed
_TABLES = {"xml": QueryResultsFormat.XML, "csv": QueryResultsFormat.CSV, "tsv": QueryResultsFormat.TSV}


class Backend(NamedTuple):
    """Where an engine answers queries, and who asks it: it is this server, whoever asks this server."""

    url: str
    credentials: Credentials | None = None
    contact: str = ""

    def endpoint(self, settings: Settings, graphs: tuple[Sequence[str], Sequence[str]] | None = None) -> Endpoint:
        """The engine under the limits of an answer, asked once; default and named graphs where they are chosen."""
        seconds = settings.seconds
        limits = Limits(connect=min(5.0, seconds), silence=seconds, total=seconds, size=settings.bytes, tries=1)
        default, named = graphs or ((), ())
        return Endpoint(self.url, limits=limits, credentials=self.credentials, contact=self.contact,
                        graphs=default, named=named)  # fmt: skip


def backend_at(url: str, settings: Settings, credentials: Credentials | None, contact: str = "") -> Backend:
    """The engine at an address, which may be that of its query service or of the server; asked once which it is."""
    return Backend(query_address(url, Limits.within(settings.seconds), contact), credentials, contact)


class FarEdition(Edition):
    """What an engine holds; its names are fetched when one is first looked up, and again by a reload."""

    def __init__(self, backend: Backend, settings: Settings) -> None:
        super().__init__(Path(hashlib.sha256(backend.url.encode()).hexdigest()[:16]), "")
        self.graph = RemoteGraph(backend.endpoint(settings._replace(seconds=max(settings.seconds, 60.0))))
        self._began = time.time_ns()

    @property
    def version(self) -> str:
        """A name for what is there now: another one every minute."""
        return f"{self.place}-{self._began:x}-{int(time.time() // _FRESH):x}"

    @version.setter
    def version(self, _given: str) -> None:
        """The name is made of the time."""


class FarPool(Pool):
    """The queue and its bounds before an engine: what would be a process is one request to it."""

    def __init__(self, settings: Settings, backend: Backend) -> None:
        super().__init__(settings)
        self._backend = backend

    async def _start(self, edition: Edition) -> Worker:
        return cast("Worker", _Request(edition.place, self._settings, self._backend))


class _Request:
    """One request at a time, in the place of a worker."""

    pid = 0  # there is no process

    def __init__(self, place: Path, settings: Settings, backend: Backend) -> None:
        self.place = place
        self._settings = settings
        self._backend = backend
        self._endpoint = backend.endpoint(settings)
        self.is_alive = True

    async def ask(self, question: bytes) -> tuple[dict[str, Any], bytes]:
        """What is told of an answer, and the answer, as a worker gives them; raises :class:`Refusal`."""
        return await run_in_threadpool(self._asked, json.loads(question))

    async def ended(self) -> int:
        """Nothing ends: the request has a limit of its own."""
        return 0

    def kill(self) -> None:
        """Nothing is to be ended."""

    def _asked(self, told: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
        graphs = told["graphs"]
        chosen = (graphs["default"], graphs["named"]) if graphs["default"] is not None else None
        endpoint = self._backend.endpoint(self._settings, chosen) if chosen else self._endpoint
        try:
            answer = endpoint.ask(told["text"])
        except EndpointError as error:
            raise self._refusal(error) from error
        except KgError as error:
            raise Refusal(400, error) from None
        if isinstance(answer, Table | Graph) and len(answer) > told["most"]:
            return {"error": "TooManyError", "message": ""}, b""
        body = _written(answer, told["form"])
        return ({"error": "LargeError", "message": ""}, b"") if len(body) > told["room"] else ({}, body)

    def _refusal(self, error: EndpointError) -> Refusal:
        """What the public is told, which is not where the engine stands."""
        if error.status == 400:
            said = str(error).removeprefix(printable(self._backend.url)).strip()
            return Refusal(400, KgError(_("the engine {says}").format(says=said)))
        if error.is_too_much:
            told = _("the engine behind this server gives no answer in this time or of this size")
            return Refusal(504, KgError(told, hint=_("ask for less at a time")))
        told = _("the engine behind this server cannot be asked now")
        return Refusal(503, KgError(told, hint=_("ask again later")), max(1, round(self._settings.seconds)))


def _written(answer: Answer, form: str) -> bytes:
    """An answer in one of the forms that workers write."""
    if isinstance(answer, Graph):
        known = RdfFormat.from_extension(form)
        assert known is not None  # noqa: S101 (the pool has checked the form)
        return serialize(answer.triples, format=known) or b""
    out = BytesIO()
    if isinstance(answer, Table):
        write_json(answer, out)
    else:
        write_truth_json(answer, out)
    if form == "json":
        return out.getvalue()
    results = parse_query_results(out.getvalue(), format=QueryResultsFormat.JSON)
    return results.serialize(format=_TABLES[form]) or b""
