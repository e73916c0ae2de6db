"""The workers: who asks waits in a queue with bounds, and an answer takes no more than it may."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter, deque
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import lru_cache, partial
from typing import NamedTuple, ParamSpec, Protocol, TypeVar

from starlette.concurrency import run_in_threadpool

from kg.ask.bounded import Bounds, passed, question, refusal
from kg.ask.tokens import has_dataset, query_form
from kg.base.errors import KgError
from kg.base.languages import _, decimal, grouped
from kg.formats.shown_cells import xml_text
from kg.graph.cache import found_again
from kg.serve.edition import Edition
from kg.serve.kept import Kept, Result
from kg.serve.refusal import Refusal
from kg.serve.settings import Settings
from kg.serve.worker import Worker

# Media type → the form that a worker writes. The first of each is what is sent to who does not care.
TABLES: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
GRAPHS: Mapping[str, str] = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
    "application/n-quads": "nq",
    "application/trig": "trig",
    "text/plain": "nt",
    "application/json": "jsonld",
    "application/xml": "rdf",
    "text/xml": "rdf",
}
P = ParamSpec("P")
T = TypeVar("T")
_SHORT, _LONGEST = 4096, 256 << 10  # characters of a query
_TRIES = 3  # where a worker is ended from outside
_beside = ThreadPoolExecutor(1, "queries")


class _KilledError(Exception):
    """A worker was ended from outside."""


class Dataset(NamedTuple):
    """The graphs that a request asks, whatever its query says: their union, and those that it may name."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class Asker(Protocol):
    """Who answers queries: the workers of this machine, or another engine behind this server."""

    async def ask(
        self, edition: Edition, text: str, media_type: str, *, dataset: Dataset | None = None, client: str = ""
    ) -> Result:
        """The answer of an edition in a media type; raises :class:`Refusal`."""

    async def ready(self, edition: Edition) -> None:
        """Be ready to answer from an edition, and from now on start nothing for another."""

    async def close(self) -> None:
        """End what is running."""

    def state(self) -> Mapping[str, int]:
        """Numbers for those who watch the server."""


class _Checked(NamedTuple):
    """A query that may run: its form, and whether it says itself which graphs it asks."""

    form: str
    has_dataset: bool


async def offered(text: str) -> Mapping[str, str]:
    """The media types in which a query can be answered; raises :class:`Refusal` where it may not run."""
    return TABLES if (await _checked(text)).form in {"SELECT", "ASK"} else GRAPHS


async def _checked(text: str) -> _Checked:
    """What is known of a query; a long one is looked at beside the loop, one after another."""
    try:
        if len(text) <= _SHORT:
            return _looked_at(text)
        if len(text) > _LONGEST:
            raise Refusal(413, KgError(_("a query has at most {n} KB").format(n=_LONGEST >> 10)))
        return await _aside(_looked_at, text)
    except KgError as error:
        raise Refusal(400, error) from None


async def _aside(work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """What is made of a text, in the language of this context, one after another and not in the loop."""
    return await asyncio.get_running_loop().run_in_executor(_beside, partial(copy_context().run, work, *args, **named))


@lru_cache(maxsize=128)
def _looked_at(text: str) -> _Checked:
    return _Checked(query_form(text), has_dataset(text))


def short_names(types: Mapping[str, str]) -> dict[str, str]:
    """The short names of media types, as ``format=`` takes them, each with its first media type.

    >>> short_names(TABLES)["json"]
    'application/sparql-results+json'
    """
    names: dict[str, str] = {}
    for media_type, form in types.items():
        names.setdefault(form, media_type)
    return names


class Pool:
    """Some workers, one more that no single client can keep busy, the queue before them, and the answers kept."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._bounds = Bounds(settings.seconds, settings.rows, settings.memory)
        self._idle: deque[Worker] = deque()
        self._free = asyncio.Semaphore(settings.workers + 1)
        self._kept = Kept(settings.kept)
        self._asking: Counter[str] = Counter()  # requests that wait or are answered, by client
        self._owned: dict[str, asyncio.Semaphore] = {}  # workers that a client has
        self._waiting = self._busy = 0
        self._edition: Edition | None = None
        self._replacing: set[asyncio.Task[None]] = set()
        self._counts: Counter[str] = Counter()

    async def ask(
        self, edition: Edition, text: str, media_type: str, *, dataset: Dataset | None = None, client: str = ""
    ) -> Result:
        """The answer of an edition in a media type; raises :class:`Refusal`.

        ``client`` is who asks; for nobody, no bound of one client holds.
        """
        key = (edition.version, text, dataset, media_type)
        if found := self._kept.get(key):
            self._counts["kept"] += 1
            return found
        known = await offered(text)
        if media_type not in known:
            told = _("this query is not answered as {type}").format(type=media_type)
            raise Refusal(406, KgError(told, hint=", ".join(known)))
        base = f"{self._settings.url}/sparql"
        limits = {"most": self._settings.rows, "room": self._settings.bytes}
        union = not (await _checked(text)).has_dataset
        asked = question(text, known[media_type], dataset, base, union=union, **limits)
        for attempt in range(_TRIES):
            try:
                body, pid = await self._answered(edition, text, asked, client, is_last=attempt == _TRIES - 1)
                break
            except _KilledError:  # by somebody else, so that it says nothing of the query
                continue
        else:
            raise AssertionError("the last try tells why it failed")
        if known[media_type] in {"xml", "rdf"}:
            body = await run_in_threadpool(_as_xml, body)
        result = Result(media_type, body, worker=pid)
        self._kept.put(key, result)
        return result

    async def ready(self, edition: Edition) -> None:
        """Start the workers of an edition; those of another are ended when they are idle."""
        self._edition = edition
        missing = self._settings.workers + 1 - sum(each.place == edition.place for each in self._idle)
        self._idle.extendleft(await asyncio.gather(*(self._start(edition) for _ in range(missing))))
        for worker in [each for each in self._idle if each.place != edition.place]:
            self._idle.remove(worker)
            await worker.ended()

    async def close(self) -> None:
        """End all workers that are idle; the others end with this process."""
        for task in self._replacing:
            task.cancel()
        while self._idle:
            await self._idle.pop().ended()

    def state(self) -> Mapping[str, int]:
        """How many wait and are answered now, and how many were answered, kept, killed and refused so far."""
        now = {"waiting": self._waiting, "busy": self._busy, "idle": len(self._idle), "kept_bytes": self._kept.size}
        return {**now, **self._counts}

    async def _answered(
        self, edition: Edition, text: str, asked: bytes, client: str, *, is_last: bool
    ) -> tuple[bytes, int]:
        own = await self._turn(client)
        worker = None
        self._busy += 1
        try:
            worker = self._idle_of(edition) or await self._start(edition)
            return await self._answer(worker, text, asked, is_last), worker.pid
        except KgError as error:  # the store cannot be opened
            raise Refusal(503, error, 1) from None
        finally:
            self._busy -= 1
            if worker is not None and worker.is_alive and self._is_current(worker) and self._is_short():
                self._idle.append(worker)
                self._release(client, own)
            else:
                if worker is not None:
                    worker.kill()
                task = asyncio.create_task(self._replace(client, own))
                self._replacing.add(task)
                task.add_done_callback(self._replacing.discard)

    async def _turn(self, client: str) -> asyncio.Semaphore:
        """Wait for a worker, in a queue with bounds; raises :class:`Refusal` where that is full, or it takes too long.

        What is given bounds the workers of one client: as many as there are for all, and never the one more, which is
        for the next who comes.
        """
        is_own = bool(client) and self._asking[client] >= self._settings.per_client
        if is_own or self._waiting >= self._settings.queue:
            told = _("you have asked {n} questions that are not answered yet") if is_own else _("the server is busy")
            raise self._busy_refusal(429, told.format(n=self._asking[client]))
        own = self._owned.setdefault(client, asyncio.Semaphore(self._settings.workers + (not client)))
        self._asking[client] += 1
        self._waiting += 1
        try:
            async with asyncio.timeout(self._settings.seconds):
                await own.acquire()
                try:
                    await self._free.acquire()
                except BaseException:
                    own.release()
                    raise
        except BaseException as error:
            self._leave(client)
            if isinstance(error, TimeoutError):
                raise self._busy_refusal(503, _("the server is busy")) from None
            raise
        finally:
            self._waiting -= 1
        return own

    def _busy_refusal(self, status: int, told: str) -> Refusal:
        self._counts["refused"] += 1
        return Refusal(status, KgError(told, hint=_("ask again later")), max(1, round(self._settings.seconds / 2)))

    async def _replace(self, client: str, own: asyncio.Semaphore) -> None:
        """Start a worker for one that has ended; who had it ended waits for it, and nobody else."""
        try:
            if self._edition is not None and self._is_short():
                self._idle.append(await self._start(self._edition))
        except KgError:  # whoever needs one tries again, and tells it
            return
        finally:
            self._release(client, own)

    def _release(self, client: str, own: asyncio.Semaphore) -> None:
        self._free.release()
        own.release()
        self._leave(client)

    def _leave(self, client: str) -> None:
        self._asking[client] -= 1
        if not self._asking[client]:
            del self._asking[client], self._owned[client]

    def _is_short(self) -> bool:
        """Whether one more worker is wanted; when another build has come, there are enough without the old ones."""
        return len(self._idle) + self._busy <= self._settings.workers

    def _is_current(self, worker: Worker) -> bool:
        return self._edition is not None and worker.place == self._edition.place

    def _idle_of(self, edition: Edition) -> Worker | None:
        while self._idle:
            worker = self._idle.pop()
            if worker.is_alive and worker.place == edition.place:
                return worker
            worker.kill()
        return None

    async def _start(self, edition: Edition) -> Worker:
        self._counts["started"] += 1
        try:
            return await Worker.started(edition.place, self._settings.memory)
        except KgError:  # it may have been ended from outside, or the graph have gone from the cache
            await asyncio.to_thread(found_again, edition.place)
            return await Worker.started(edition.place, self._settings.memory)

    async def _answer(self, worker: Worker, text: str, asked: bytes, is_last: bool) -> bytes:
        self._counts["asked"] += 1
        seconds = self._settings.seconds
        try:
            async with asyncio.timeout(seconds):
                told, body = await worker.ask(asked)
        except TimeoutError:
            await worker.ended()
            self._counts["late"] += 1
            said = _("the query has not been answered within {n} s").format(n=decimal(f"{seconds:g}"))
            raise Refusal(504, KgError(said, hint=_("ask for less"))) from None
        except (EOFError, asyncio.IncompleteReadError):
            code = await worker.ended()
            self._counts["ended"] += 1
            if code == -signal.SIGKILL and not is_last:
                raise _KilledError from None
            raise Refusal(413 if code == -signal.SIGABRT else 500, passed(code, 0, self._bounds)) from None
        except BaseException:  # what is still to come belongs to nobody
            worker.kill()
            raise
        if "error" not in told:
            return body
        if told["error"] in {"LargeError", "TooManyError"}:
            self._counts["large"] += 1
            raise Refusal(413, self._too_much(told["error"]))
        try:
            raise Refusal(400, await _aside(refusal, text, told, self._settings.rows))
        except MemoryError:
            await worker.ended()
            raise Refusal(413, passed(-signal.SIGABRT, 0, self._bounds)) from None

    def _too_much(self, what: str) -> KgError:
        if what == "TooManyError":
            told = _("the answer has more than {n} rows").format(n=grouped(self._settings.rows))
        else:
            told = _("the answer has more than {n} MB").format(n=grouped(self._settings.bytes >> 20))
        return KgError(told, hint=_("add LIMIT to the query"))


def _as_xml(body: bytes) -> bytes:
    """What XML can hold of a text; readers turn a bare CR into a line end."""
    return xml_text(body.decode()).replace("\r", "&#13;").encode()
