"""A server on loopback that answers as it is told, one reply after another; the last one is repeated."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple, TypeVar

from kg.base import ids

Server = TypeVar("Server", bound=ThreadingHTTPServer)
JSON = "application/sparql-results+json"


class Reply(NamedTuple):
    """What to answer. A length of its own announces more or less than is sent; one that hangs is never ended."""

    status: int = 200
    body: bytes = b""
    content_type: str = JSON
    headers: tuple[tuple[str, str], ...] = ()
    length: int | None = None
    hangs: bool = False


def rows(columns: Sequence[str], *items: Sequence[str]) -> Reply:
    """A sound answer whose cells are items by their Q-ids."""
    bindings = [
        {name: {"type": "uri", "value": ids.WIKIDATA + qid} for name, qid in zip(columns, row, strict=True)}
        for row in items
    ]
    return Reply(body=json.dumps({"head": {"vars": list(columns)}, "results": {"bindings": bindings}}).encode())


class Misbehaving(ThreadingHTTPServer):
    """The server with its replies and what it was asked."""

    daemon_threads = True

    def __init__(self, replies: Sequence[Reply]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies = list(replies)
        self.asked: list[tuple[str, dict[str, str]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/sparql"

    def next_reply(self) -> Reply:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


class _Handler(BaseHTTPRequestHandler):
    server: Misbehaving

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append((body.decode(), dict(self.headers)))
        reply = self.server.next_reply()
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.body) if reply.length is None else reply.length))
        for name, value in reply.headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)
        if reply.hangs:
            self.rfile.read(1)  # until the client is gone

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's own name)
        """Nothing is logged."""


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """A server in a thread of its own, until it is no longer needed."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def misbehaving(*replies: Reply) -> AbstractContextManager[Misbehaving]:
    """The server, running."""
    return running(Misbehaving(replies))
