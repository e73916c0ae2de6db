"""Around the application: the language of a request, headers of safety, figures, and a line of log a request."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import IO

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.base.languages import speaking
from kg.serve.service import lang_of

_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
_PART = "part"  # of the server: the module that answered
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
_BUCKETS = (0.001, 0.005, 0.025, 0.1, 0.5, 1, 2.5, 5, 10)


class Figures:
    """What is counted of requests, for Prometheus."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        self._requests = Counter("kg_requests", "Requests answered.", (_PART, "method", "status"), registry=registry)
        self._seconds = Histogram(
            "kg_request_seconds", "Seconds of a request.", (_PART,), buckets=_BUCKETS, registry=registry
        )
        self._bytes = Counter("kg_response_bytes", "Bytes sent.", (_PART,), registry=registry)
        self._state = Gauge("kg_queries", "Queries by what became of them.", ("state",), registry=registry)

    def count(self, part: str, method: str, status: int, size: int, seconds: float) -> None:
        """Count one request to a part of the server."""
        self._requests.labels(part, method if method in _METHODS else "other", status).inc()
        self._seconds.labels(part).observe(seconds)
        self._bytes.labels(part).inc(size)

    def told(self, state: Mapping[str, int]) -> tuple[bytes, str]:
        """The figures, with those of who answers queries, and their media type."""
        for name, number in state.items():
            self._state.labels(name).set(number)
        return generate_latest(self._registry), CONTENT_TYPE_LATEST


class Observed:
    """An application that is watched; nothing of who asks and of what they ask is written down."""

    def __init__(self, app: ASGIApp, figures: Figures, log: IO[str] | None = None) -> None:
        self._app = app
        self._figures = figures
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, and write down how."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status, size = 500, 0
        scope.setdefault("state", {})

        async def sent(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in _SAFE.items() if status != 304 else ():  # what the client has keeps its own
                    headers.setdefault(name, value)
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            with speaking(lang_of(HTTPConnection(scope))):
                await self._app(scope, receive, sent)
        finally:
            self._write(scope, status, size, time.perf_counter() - began)

    def _write(self, scope: Scope, status: int, size: int, seconds: float) -> None:
        endpoint = scope.get("endpoint")
        part = getattr(endpoint, "__module__", type(endpoint).__module__).rpartition(".")[2]
        self._figures.count(part, scope["method"], status, size, seconds)
        if self._log is not None:
            said = {
                "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "method": scope["method"],
                "path": scope["path"][:200],
                "status": status,
                "ms": round(seconds * 1000, 1),
                "bytes": size,
                "cached": scope["state"].get("is_kept", False),
                "worker": scope["state"].get("worker", 0),
            }
            self._log.write(json.dumps(said) + "\n")
