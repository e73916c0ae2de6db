"""What a server may take and give: all of its limits in one place."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Settings(NamedTuple):
    """The limits of a server; the seconds, memory, rows and bytes are those of one answer."""

    host: str = "127.0.0.1"
    port: int = 8080
    workers: int = 2
    seconds: float = 10.0
    memory: int = 512 << 20
    rows: int = 100_000
    bytes: int = 64 << 20
    queue: int = 64  # requests that wait for a worker, of all clients
    per_client: int = 8  # requests of one client that wait or are answered
    base_url: str = ""  # how the public calls this server; only then headers of a proxy are believed
    body: int = 1 << 20  # bytes of a request
    body_seconds: float = 10.0  # for all of a request, its head and its body each
    head: int = 64 << 10  # bytes of the address and the headers of a request
    idle_seconds: int = 10  # a connection that asks nothing, or whose client takes nothing
    connections: int = 512
    kept: int = 128 << 20  # bytes of answers that are kept
    portal: Path | None = None  # a folder of pages
    builds_portal: bool = True  # where no folder is given
    watch_seconds: float = 5.0  # between two looks whether the sources have changed

    @property
    def url(self) -> str:
        """The address of the server, without a slash at its end.

        >>> Settings(port=8000).url, Settings(host="::1").url, Settings(base_url="https://e.org/ties/").url
        ('http://127.0.0.1:8000', 'http://[::1]:8080', 'https://e.org/ties')
        """
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.base_url.rstrip("/") or f"http://{host}:{self.port}"
