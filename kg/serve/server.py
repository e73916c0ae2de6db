"""Running the server: its socket, its signals, and the watch over what it serves."""

from __future__ import annotations

import asyncio
import errno
import json
import logging
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import IO

import uvicorn
from starlette.concurrency import run_in_threadpool

from kg.base.errors import KgError, cause
from kg.base.languages import _
from kg.serve.application import application
from kg.serve.edition import Edition
from kg.serve.pool import Asker, Pool
from kg.serve.service import Service
from kg.serve.settings import Settings
from kg.serve.wire import Wire

_LAST_SECONDS = 30  # for who is still answered when the server is to stop


class _Faults(logging.Handler):
    """What fails in a request, as a line of the log like the others."""

    def __init__(self, log: IO[str]) -> None:
        super().__init__(logging.ERROR)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line, with the traceback."""
        self._log.write(json.dumps({"error": self.format(record)}, ensure_ascii=False) + "\n")


class _Server(uvicorn.Server):
    """One that leaves signals to who runs it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def serve(
    settings: Settings,
    opened: Callable[[], Edition],
    seen: Callable[[], object],
    told: Callable[[str], object],
    log: IO[str] | None = None,
    asker: Callable[[Settings], Asker] = Pool,
) -> None:
    """Serve what ``opened`` gives until a signal ends it; raises :class:`KgError` where the port is taken.

    ``seen`` gives what differs when there is something else to open; ``told`` gets the address when all is ready.
    ``asker`` makes who answers queries.
    """
    with _listening(settings) as listener:
        settings = settings._replace(port=listener.getsockname()[1])
        edition = opened()
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            service = Service(settings, edition, asker(settings))
            runner.run(_serve(service, listener, (opened, seen), told, log))


async def _serve(
    service: Service,
    listener: socket.socket,
    source: tuple[Callable[[], Edition], Callable[[], object]],
    told: Callable[[str], object],
    log: IO[str] | None,
) -> None:
    settings = service.settings
    await service.pool.ready(service.edition)
    config = uvicorn.Config(
        application(service, log),
        http=type("Wire", (Wire,), {"settings": settings}),
        ws="none",
        lifespan="on",
        log_config=None,
        log_level="error",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=settings.connections,
        timeout_keep_alive=settings.idle_seconds,
        timeout_graceful_shutdown=_LAST_SECONDS,
    )
    logger = logging.getLogger("uvicorn.error")
    logger.propagate, logger.handlers = False, [_Faults(log)] if log else []
    server = _Server(config)
    opened, seen = source
    changed = asyncio.Event()
    loop = asyncio.get_running_loop()
    handled = [number for name in ("SIGINT", "SIGTERM", "SIGHUP") if (number := getattr(signal, name, None))]
    for number in handled:
        with suppress(NotImplementedError, RuntimeError):  # not every system, and no other thread, has them
            loop.add_signal_handler(number, changed.set if number == handled[-1] else lambda: _stop(server))
    watching = asyncio.create_task(_watch(service, opened, seen, changed, log))
    told(settings.url)
    try:
        await server.serve([listener])
    finally:
        watching.cancel()
        await service.pool.close()


def _stop(server: uvicorn.Server) -> None:
    server.should_exit = True


async def _watch(
    service: Service,
    opened: Callable[[], Edition],
    seen: Callable[[], object],
    changed: asyncio.Event,
    log: IO[str] | None,
) -> None:
    """Open anew where something has changed, or a signal says so; what cannot be opened is told, and not served."""
    known = await run_in_threadpool(seen)
    while True:
        with suppress(TimeoutError):
            await asyncio.wait_for(changed.wait(), service.settings.watch_seconds)
        is_told = changed.is_set()
        changed.clear()
        try:
            found = await run_in_threadpool(seen)
            if found == known and not is_told:
                continue
            known = found
            said = {"reloaded": await service.reload(opened), "version": service.edition.version}
        except (KgError, OSError) as error:
            said = {"reloaded": False, "error": str(error) if isinstance(error, KgError) else cause(error)}
        if log is not None:
            log.write(json.dumps(said, ensure_ascii=False) + "\n")


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=512)
    except OSError as error:
        told = _("{host}, port {port}, cannot be listened at: {error}")
        if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
            hint = _("name one of this machine: --host 127.0.0.1")
        else:
            port = Settings().port if error.errno == errno.EACCES else settings.port + 1
            hint = _("name another: --port {port}").format(port=port)
        number = error.errno or 0
        why = OSError(number, os.strerror(number)) if number > 0 else error  # without the address, which is told before
        raise KgError(told.format(host=settings.host, port=settings.port, error=cause(why)), hint=hint) from None


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop]:
    try:
        import uvloop  # noqa: PLC0415 (not of every system)
    except ImportError:
        return asyncio.new_event_loop
    return uvloop.new_event_loop
