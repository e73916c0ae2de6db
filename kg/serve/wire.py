"""One connection: a head of bounded size and time, and no connection that is held by who sends or takes nothing."""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kg.serve.settings import Settings

_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class Wire(HttpToolsProtocol):
    """The protocol of the server on one connection, looked at from time to time."""

    settings: ClassVar[Settings]

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # of TCP alone
        """Begin to look."""
        super().connection_made(transport)
        self._head = 0  # bytes of a head that is not complete
        self._seen: object = None
        self._look_later()

    def data_received(self, data: bytes) -> None:
        """Take what came; a head that is too large is not read on."""
        self._head += len(data)
        try:
            super().data_received(data)
        except ValueError:  # an address that is none
            self.send_400_response("Invalid HTTP request received.")
        if self._head > self.settings.head and not self.transport.is_closing():
            self.transport.write(_TOO_LARGE)
            self.transport.close()

    def on_headers_complete(self) -> None:
        """The head is complete, and its bytes are no longer counted; one that came at once may still be too large."""
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > self.settings.head:
            raise ValueError("too large")
        super().on_headers_complete()
        self._head = -(1 << 60)

    def on_message_complete(self) -> None:
        """What comes next is another head."""
        super().on_message_complete()
        self._head = 0

    def connection_lost(self, exc: Exception | None) -> None:
        """Look no more."""
        self._timer.cancel()
        super().connection_lost(exc)

    def _look_later(self) -> None:
        self._timer = self.loop.call_later(self.settings.idle_seconds, self._look)

    def _look(self) -> None:
        """End the connection where nothing that it waits for has moved since the last look."""
        waiting = self.transport.get_write_buffer_size()
        cycle = cast("Any", self.cycle)
        is_done = cycle is None or cycle.response_complete
        # A connection that waits for the next request is closed by its own timer, which asks whether one has come.
        is_stuck = waiting or self.transport.is_closing() or (is_done and self._head) or cycle is None
        seen = (waiting, cycle) if is_stuck else None
        if seen is not None and seen == self._seen:
            self.transport.abort()
            return
        self._seen = seen
        self._look_later()
