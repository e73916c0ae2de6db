"""Redirects that stay with the server that was named."""

from __future__ import annotations

import http.client
import urllib.request
from typing import IO
from urllib.parse import urljoin, urlsplit

from kg.ask.remote.faults import EndpointError

_HOPS = "hops"


class SameHostRedirects(urllib.request.BaseHandler):
    """Follows a redirect to the same host with the same method and body, a few times.

    urllib's own handler drops the body of a POST, follows to any host, and takes the headers with the
    credentials along. A move to another host is for the person to decide.
    """

    def __init__(self, url: str, most: int) -> None:
        self._url = url
        self._most = most

    def http_error_301(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,  # noqa: ARG002 (urllib's signature)
        headers: http.client.HTTPMessage,
    ) -> http.client.HTTPResponse | None:
        """The answer from where the redirect points to; raises where it should not be followed."""
        target = urljoin(req.full_url, headers.get("Location", ""))
        fp.close()
        hops = getattr(req, _HOPS, 0) + 1
        if hops > self._most:
            raise EndpointError(self._url, f"redirects more than {self._most} times", hint="check --endpoint")
        old, new = urlsplit(req.full_url), urlsplit(target)
        if (
            new.scheme not in {"http", "https"}
            or new.hostname != old.hostname
            or (old.scheme, new.scheme)
            == (
                "https",
                "http",
            )
        ):
            raise EndpointError(self._url, f"redirects to {target}", hint="name that address, if you trust it")
        again = urllib.request.Request(  # noqa: S310 (the scheme is checked above)
            target,
            data=None if code == http.HTTPStatus.SEE_OTHER else req.data,
            headers=dict(req.headers),
            method="GET" if code == http.HTTPStatus.SEE_OTHER else req.get_method(),
        )
        setattr(again, _HOPS, hops)
        opened: http.client.HTTPResponse = self.parent.open(again, timeout=req.timeout)
        return opened

    http_error_302 = http_error_303 = http_error_307 = http_error_308 = http_error_301
