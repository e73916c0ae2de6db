"""A server on loopback that refuses what QLever refuses, with its status codes and words.

QLever answers a question that takes too much memory with 500 and one that takes too long with 429 (``Server.cpp``,
``MemoryLimitTracker.h`` and ``CancellationHandle.h`` of ad-freiburg/qlever, 1075455). A predicate that is bound by
VALUES takes all triples into its memory, and so do many names at once; many items take too long here.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from contextlib import AbstractContextManager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from tests.wikidata.misbehaving import running

MEMORY = 500, "Tried to allocate 6.6 GB, but only 3.3 GB were available."
TIME = 429, "Operation timed out. In Join"
_VALUES = re.compile(r"(VALUES \?\w+ \{)([^{}]*)\}")
_VARIABLE_PREDICATE = re.compile(r"(?:\?\w+|;)\s+\?\w+\s+[?<\w]")
_TERM = re.compile(r'<[^>]*>|"(?:[^"\\]|\\.)*"(?:@[\w-]+)?|wd:Q\d+')


class QLever(ThreadingHTTPServer):
    """The server: so many names fit its memory, and so many items its time. ``asked`` are the questions it was sent."""

    daemon_threads = True

    def __init__(self, store: Store, names: int, items: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.store, self.names, self.items = store, names, items
        self.asked: Counter[str] = Counter()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/api"

    def refusal(self, query: str) -> tuple[int, str] | None:
        """Why a query is refused, if it is."""
        blocks = [_TERM.findall(block[2]) for block in _VALUES.finditer(query)]
        if any(len(terms) > self.names for terms in blocks if terms[0].startswith('"')):
            return MEMORY
        if _VARIABLE_PREDICATE.search(query[query.index("{") : query.rindex("}")]):
            return MEMORY
        return TIME if any(len(terms) > self.items for terms in blocks if terms[0].startswith("<")) else None

    def answer(self, query: str) -> bytes:
        found = self.store.query(query)
        assert isinstance(found, QuerySolutions)
        return found.serialize(format=QueryResultsFormat.JSON) or b""


class _Handler(BaseHTTPRequestHandler):
    server: QLever

    def do_POST(self) -> None:
        query = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())["query"][0]
        self.server.asked[query] += 1
        if refused := self.server.refusal(query):
            status, told = refused
            body = json.dumps({"exception": told, "query": query, "status": "ERROR"}, indent=1).encode()
        else:
            status, body = 200, self.server.answer(query)
        self.send_response(status)
        self.send_header("Content-Type", "application/json" if refused else "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's own name)
        """Nothing is logged."""


def qlever(store: Store, names: int = 400, items: int = 1000) -> AbstractContextManager[QLever]:
    """The server, running."""
    return running(QLever(store, names, items))
