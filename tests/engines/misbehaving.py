"""A server that does, path by path, what real endpoints do on bad days."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

JSON = "application/sparql-results+json"
GOOD = json.dumps(
    {"head": {"vars": ["n"]}, "results": {"bindings": [{"n": {"type": "literal", "value": "1"}}]}}
).encode()
HUGE = 200 << 20
_BLOCK = bytes(1 << 20)
_PATIENCE = 30.0  # seconds that a silent path stays silent, if nobody hangs up


class Misbehaving(ThreadingHTTPServer):
    """The server and what it has seen: paths, user agents and the bytes of its huge answers that went out."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.over = threading.Event()
        self.seen: list[tuple[str, str, str]] = []
        self.sent = 0
        self.elsewhere = ""
        self.authorizations: list[str] = []

    @property
    def base(self) -> str:
        """The address that the paths below belong to."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def count(self, path: str) -> int:
        """How many requests a path has had."""
        return sum(one == path for one, _, _ in self.seen)

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: clients that hang up are what is tested."""


class _Handler(BaseHTTPRequestHandler):
    server: Misbehaving

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.server.seen.append((self.path, self.command, self.headers.get("User-Agent", "")))
        PATHS[self.path](self)

    do_GET = do_PUT = do_HEAD = do_POST  # noqa: N815 (names that http.server calls)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (http.server's name)
        """Nothing."""

    def answer(self, status: int, kind: str, body: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", headers.pop("length", str(len(body))))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, target: str, status: int = 307) -> None:
        self.answer(status, "text/plain", b"", Location=target)

    def good(self) -> None:
        self.answer(200, JSON, GOOD)

    def at_the_third_time(self, **headers: str) -> None:
        if self.server.count(self.path) < 3:
            self.answer(429, "text/plain", b"slow down", **headers)
        else:
            self.good()

    def locked(self, challenge: str) -> None:
        given = self.headers.get("Authorization", "")
        self.server.authorizations.append(given)
        if given.startswith(challenge.partition(" ")[0]):
            self.good()
        else:
            self.answer(401, "text/plain", b"", WWW_Authenticate=challenge)

    def silent(self) -> None:
        self.server.over.wait(_PATIENCE)

    def broken_chunks(self) -> None:
        self.protocol_version = "HTTP/1.1"
        self.send_response(200)
        self.send_header("Content-Type", JSON)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"ff\r\n{")
        self.close_connection = True

    def dripping_head(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        self.drip(b"X-Padding: ", b"x")

    def dripping_body(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", JSON)
        self.end_headers()
        self.drip(b"{", b" ")

    def drip(self, first: bytes, drop: bytes) -> None:
        self.wfile.write(first)
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end and not self.server.over.wait(0.05):
            self.wfile.write(drop)

    def huge(self, announced: bool) -> None:
        self.send_response(200)
        self.send_header("Content-Type", JSON)
        if announced:
            self.send_header("Content-Length", str(HUGE))
        self.end_headers()
        for _ in range(HUGE // len(_BLOCK)):
            self.wfile.write(_BLOCK)
            self.server.sent += len(_BLOCK)


PATHS: dict[str, Callable[[_Handler], None]] = {
    "/good": _Handler.good,
    "/403": lambda it: it.answer(403, "text/html", b"<html><h1>Forbidden</h1></html>"),
    "/404": lambda it: it.answer(404, "text/plain", b""),
    "/400": lambda it: it.answer(400, "text/plain", b"\n\x1b[2Jparse error at line 3\nat org.example.Parser"),
    "/429": lambda it: it.answer(429, "text/plain", b"slow down"),
    "/429-then-good": lambda it: it.at_the_third_time(),
    "/429-with-seconds": lambda it: it.at_the_third_time(Retry_After="7"),
    "/429-with-date": lambda it: it.at_the_third_time(Retry_After="Thu, 01 Jan 1970 00:00:30 GMT"),
    "/429-for-an-hour": lambda it: it.answer(429, "text/plain", b"slow down", Retry_After="3600"),
    "/500": lambda it: it.answer(500, "text/plain", b"java.util.concurrent.TimeoutException"),
    "/503": lambda it: it.answer(503, "text/html", b"<html>down</html>"),
    "/html": lambda it: it.answer(200, "text/html; charset=utf-8", b"<html><p>Welcome</p></html>"),
    "/truncated": lambda it: it.answer(200, JSON, GOOD[:-12]),
    "/short": lambda it: it.answer(200, JSON, GOOD[:-12], length=str(len(GOOD))),
    "/broken-chunks": _Handler.broken_chunks,
    "/other-columns": lambda it: it.answer(200, JSON, GOOD.replace(b'"n"', b'"m"')),
    "/no-columns": lambda it: it.answer(200, JSON, b'{"head": {"vars": []}, "results": {"bindings": [{}]}}'),
    "/more-columns": lambda it: it.answer(200, JSON, GOOD.replace(b'["n"]', b'["\\u001b[2J", "n"]')),
    "/other-order": lambda it: it.answer(200, JSON, GOOD.replace(b'["n"]', b'["m", "n"]')),
    "/empty": lambda it: it.answer(200, JSON, b""),
    "/other-keys": lambda it: it.answer(200, JSON, b'{"error": "none"}'),
    "/yes": lambda it: it.answer(200, JSON, b'{"head": {}, "boolean": true}'),
    "/text": lambda it: it.answer(200, "text/plain", GOOD),
    "/compressed": lambda it: it.answer(200, JSON, GOOD, Content_Encoding="gzip"),
    "/cut": lambda it: it.answer(200, JSON, GOOD, X_SPARQL_MaxRows="1"),
    "/partial": lambda it: it.answer(200, JSON, GOOD, X_SQL_State="S1TAT", X_SQL_Message="RC...: Returning incomplete"),
    "/silence": _Handler.silent,
    "/drip-head": _Handler.dripping_head,
    "/drip-body": _Handler.dripping_body,
    "/loop": lambda it: it.redirect("/loop"),
    "/moved": lambda it: it.redirect("/good", 301),
    "/elsewhere": lambda it: it.redirect("http://127.0.0.2:9/sparql"),
    "/another-port": lambda it: it.redirect(it.server.elsewhere),
    "/basic": lambda it: it.locked('Basic realm="x"'),
    "/digest": lambda it: it.locked('Digest realm="x", nonce="n", qop="auth"'),
    "/file": lambda it: it.redirect("file:///etc/hostname"),
    "/huge": lambda it: it.huge(announced=False),
    "/huge-announced": lambda it: it.huge(announced=True),
}


@contextmanager
def misbehaving() -> Iterator[Misbehaving]:
    """The server, running on loopback until the block ends."""
    server = Misbehaving()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
