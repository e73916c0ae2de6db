"""A server in front of the slice's that computes each answer once, for all tests of all workers."""

from __future__ import annotations

import hashlib
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from kg.base.files import atomic_writer
from tests.wikidata.misbehaving import JSON


class Memory(ThreadingHTTPServer):
    """The server at ``behind``, whose answers to queries that are posted are kept in a folder."""

    daemon_threads = True

    def __init__(self, behind: str, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behind, self.folder = behind, folder

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/query"

    def answer(self, body: bytes, content_type: str) -> bytes:
        """The answer that is kept, or that of the server behind."""
        path = self.folder / hashlib.blake2b(content_type.encode() + b"\0" + body, digest_size=16).hexdigest()
        if not path.is_file():
            headers = {"Content-Type": content_type, "Accept": JSON}
            with urllib.request.urlopen(urllib.request.Request(self.behind, body, headers)) as reply:
                found = reply.read()
            with atomic_writer(path) as stream:
                stream.write(found)
        return path.read_bytes()


class _Handler(BaseHTTPRequestHandler):
    server: Memory

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        found = self.server.answer(body, self.headers["Content-Type"])
        self.send_response(200)
        self.send_header("Content-Type", JSON)
        self.send_header("Content-Length", str(len(found)))
        self.end_headers()
        self.wfile.write(found)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's own name)
        """Nothing is logged."""
