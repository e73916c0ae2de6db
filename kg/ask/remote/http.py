"""One request and its answer, under limits of time and size."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from kg.ask.remote.faults import EndpointError, Refusal
from kg.ask.remote.redirects import SameHostRedirects

_CHUNK = 1 << 16
_LONGEST_REFUSAL = 1 << 16


class Limits(NamedTuple):
    """What is put up with: seconds to connect, of silence and in all, bytes of an answer, tries.

    ``total`` covers the whole question, with every try and every wait between tries.
    """

    connect: float = 10.0
    silence: float = 75.0
    total: float = 180.0
    size: int = 64 << 20
    redirects: int = 3
    tries: int = 4
    longest_wait: float = 60.0


class Reply(NamedTuple):
    """A successful answer, read to its end."""

    status: int
    content_type: str
    headers: http.client.HTTPMessage
    body: bytes


class Refused(Exception):
    """A status that is no success."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.status)
        self.refusal = refusal


class Wire:
    """Sends requests to one address.

    ``handlers`` are further urllib handlers, such as for credentials. No file, FTP or data address is
    ever opened, and a proxy of the environment is not used for this very machine.
    """

    def __init__(
        self,
        url: str,
        limits: Limits,
        handlers: tuple[urllib.request.BaseHandler, ...] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.url = url
        self.limits = limits
        self.clock = clock
        self._watch = _Watch()
        self._opener = urllib.request.OpenerDirector()
        proxies: dict[str, str] | None = {} if is_loopback(url) else None
        for handler in (
            urllib.request.ProxyHandler(proxies),
            _Http(self._watch, limits.connect),
            _Https(self._watch, limits.connect),
            SameHostRedirects(url, limits.redirects),
            urllib.request.HTTPDefaultErrorHandler(),
            urllib.request.HTTPErrorProcessor(),
            *handlers,
        ):
            self._opener.add_handler(handler)

    def send(self, request: urllib.request.Request, deadline: float) -> Reply:
        """The answer to a request that ends before the deadline (a moment of ``clock``).

        Raises :class:`Refused` for a status that is no success and :class:`EndpointError` for
        everything else that goes wrong.
        """
        left = deadline - self.clock()
        if left <= 0:
            raise self._late()
        try:
            with self._watch.until(left):
                return self._exchange(request, min(self.limits.silence, left))
        except urllib.error.HTTPError as error:
            raise Refused(self._refusal(error, deadline)) from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            if self._watch.has_fired or (isinstance(error, TimeoutError) and left <= self.limits.silence):
                raise self._late() from None
            raise self._broken(error) from error

    def _exchange(self, request: urllib.request.Request, silence: float) -> Reply:
        with self._opener.open(request, timeout=silence) as response:
            body = self._read(response, self.limits.size)
            if self._watch.has_fired:
                raise TimeoutError
            if response.length:
                raise EndpointError(self.url, f"ends its answer {response.length:,} bytes early", hint="ask again")
            if response.headers.get("Content-Encoding", "identity").lower() != "identity":
                raise EndpointError(self.url, "compresses its answer although it was asked not to")
            return Reply(response.status, response.headers.get("Content-Type", ""), response.headers, body)

    def _read(self, response: Any, most: int) -> bytes:
        announced = response.length or 0
        body = bytearray()
        while announced <= most and len(body) <= most and (chunk := response.read1(_CHUNK)):
            body += chunk
        if announced > most or len(body) > most:
            raise EndpointError(
                self.url, f"answers with more than {_size(most)}", hint="ask for less at a time", is_too_much=True
            )
        return bytes(body)

    def _refusal(self, error: urllib.error.HTTPError, deadline: float) -> Refusal:
        text = b""
        try:
            with self._watch.until(max(deadline - self.clock(), 0.01)), error:
                text = error.read(_LONGEST_REFUSAL)
        except (OSError, http.client.HTTPException, ValueError):
            text = b""  # the status alone says enough
        kind = error.headers.get("Content-Type", "")
        return Refusal(error.code, error.headers.get("Retry-After", ""), kind, text.decode("utf-8", "replace"))

    def _late(self) -> EndpointError:
        what = f"has not answered within {self.limits.total:g} s"
        return EndpointError(self.url, what, hint="ask for less, or raise --timeout", is_too_much=True)

    def _broken(self, error: Exception) -> EndpointError:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        if isinstance(reason, TimeoutError):
            what = f"is silent for {self.limits.silence:g} s"
            return EndpointError(self.url, what, hint="ask again later, or raise --timeout", is_too_much=True)
        if isinstance(reason, http.client.IncompleteRead):
            return EndpointError(self.url, "ends its answer early", hint="ask again")
        if isinstance(reason, ConnectionRefusedError | socket.gaierror):
            return EndpointError(self.url, "cannot be reached", hint="check --endpoint and the network")
        if isinstance(reason, OSError) and reason.strerror:
            return EndpointError(self.url, f"cannot be asked: {reason.strerror}")
        return EndpointError(self.url, f"breaks the rules of HTTP: {reason or type(reason).__name__}")


class _Watch:
    """Ends the connection of the moment when its time is over, whatever it is doing.

    A socket's own timeout begins anew with every byte; a server that sends one byte now and then
    would be listened to for ever.
    """

    def __init__(self) -> None:
        self.has_fired = False
        self._socket: socket.socket | None = None

    @contextmanager
    def until(self, seconds: float) -> Iterator[None]:
        self.has_fired = False
        timer = threading.Timer(seconds, self._fire)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def holds(self, opened: socket.socket) -> None:
        self._socket = opened

    def _fire(self) -> None:
        self.has_fired = True
        if self._socket is not None:
            with suppress(OSError):  # it may be closed already
                self._socket.shutdown(socket.SHUT_RDWR)


def _watched(base: Any, watch: _Watch, seconds: float) -> Any:
    """A connection class that has its own time to connect in and tells the watch its socket."""

    class Watched(base):  # type: ignore[misc]  # made for HTTP and for HTTPS alike
        timeout: float

        def connect(self) -> None:
            silence = self.timeout
            self.timeout = min(seconds, silence)
            try:
                super().connect()
            except TimeoutError as error:
                raise ConnectionError(0, f"no connection within {self.timeout:g} s") from error
            self.sock.settimeout(silence)
            watch.holds(self.sock)

    return Watched


class _Http(urllib.request.HTTPHandler):
    def __init__(self, watch: _Watch, seconds: float) -> None:
        super().__init__()
        self._class = _watched(http.client.HTTPConnection, watch, seconds)

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._class, req)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, watch: _Watch, seconds: float) -> None:
        super().__init__()
        self._class = _watched(http.client.HTTPSConnection, watch, seconds)

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._class, req)


def is_loopback(url: str) -> bool:
    """True for an address on this very machine.

    >>> is_loopback("http://localhost:7878/query"), is_loopback("https://example.org/")
    (True, False)
    """
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _size(count: int) -> str:
    return f"{count >> 20} MB" if count >= 1 << 20 else f"{count:,} bytes"
