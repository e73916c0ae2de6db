"""Answers packed with gzip for who takes them so; what is large is packed beside the loop."""

from __future__ import annotations

import gzip

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.accept import weighed

_LEAST, _LARGE = 1024, 32 << 10
_LEVEL = 5
_PACKED_ALREADY = ("image/", "font/", "application/zip", "application/gzip", "application/vnd.openxml")


class Packed:
    """An application whose answers are packed where they are whole and worth it; what is sent in parts passes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        wanted = weighed(Headers(scope=scope).get("accept-encoding", ""))
        is_wanted = wanted.get("gzip", wanted.get("*", 0.0)) > 0
        start: Message | None = None

        async def sent(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            if start is not None:
                headers = MutableHeaders(scope=start)
                headers.add_vary_header("Accept-Encoding")
                if is_wanted and not message.get("more_body") and _is_worth(start["status"], headers, message["body"]):
                    message = {**message, "body": await _packed(message["body"])}
                    headers["Content-Encoding"] = "gzip"
                    headers["Content-Length"] = str(len(message["body"]))
                begun, start = start, None
                await send(begun)
            await send(message)

        await self._app(scope, receive, sent)


def _is_worth(status: int, headers: Headers, body: bytes) -> bool:
    kind = headers.get("content-type", "")
    return (
        status == 200
        and len(body) >= _LEAST
        and "content-encoding" not in headers
        and not kind.startswith(_PACKED_ALREADY)
    )


async def _packed(body: bytes) -> bytes:
    if len(body) < _LARGE:
        return gzip.compress(body, _LEVEL, mtime=0)
    return await run_in_threadpool(gzip.compress, body, _LEVEL, mtime=0)
