"""One request and its answer, by httpx, under limits of time and size; redirects and credentials stay at home."""

from __future__ import annotations

import functools
import math
import socket
import ssl
import threading
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import httpx

from kg.ask.remote.faults import EndpointError, Refused, printable
from kg.ask.remote.retry import named_wait, persist
from kg.ask.remote.settings import Credentials, Limits, Patience, checked_address, is_loopback, user_agent
from kg.base.errors import cause
from kg.base.languages import _, decimal, grouped

_LONGEST_REFUSAL = 1 << 16
_MOVED = frozenset({301, 302, 303, 307, 308})
# A proxy of the environment may want a package that is not there: an ImportError.
_BROKEN = (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, LookupError, NotImplementedError, ImportError)


class Reply(NamedTuple):
    """An answer, read to its end."""

    status: int
    headers: httpx.Headers
    body: bytes

    @property
    def content_type(self) -> str:
        """The media type, in small letters and without parameters."""
        return str(self.headers.get("Content-Type", "")).partition(";")[0].strip().lower()


class Wire:
    """Sends requests to one server, with credentials and patience.

    A proxy of the environment is not used for this very machine.
    """

    def __init__(
        self, url: str, limits: Limits, credentials: Credentials | None, contact: str, patience: Patience
    ) -> None:
        self.url = checked_address(url)
        self.limits = limits
        self.patience = patience
        self._login = None if credentials is None else _Login(self.url, credentials)
        self._headers = {"User-Agent": user_agent(contact), "Accept": "*/*", "Accept-Encoding": "identity"}

    @functools.cached_property
    def _client(self) -> httpx.Client:
        return httpx.Client(
            verify=ssl.create_default_context(),  # what the system trusts
            trust_env=not is_loopback(self.url),
            limits=httpx.Limits(max_keepalive_connections=0),  # so that each request has a socket to watch
        )

    def send(
        self,
        method: str,
        url: str,
        body: bytes | None = None,
        headers: Mapping[str, str] = {},
        within: float = math.inf,
    ) -> Reply:
        """The answer, asked for again while the server is busy; ``within`` are the seconds that are left for it.

        Raises :class:`EndpointError` for everything else that goes wrong, a status that is no success included.
        """
        attempt = functools.partial(self._exchange, method, url, body, headers)
        limits = self.limits._replace(total=min(self.limits.total, within))
        return persist(self.url, limits, self.patience, attempt)

    def _exchange(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], deadline: float
    ) -> Reply:
        for _hop in range(self.limits.redirects + 1):
            reply = self._authorised(method, url, body, headers, deadline)
            if reply.status not in _MOVED:
                break
            url = self._moved(url, reply)
            if reply.status == httpx.codes.SEE_OTHER:
                method, body = "GET", None
                headers = {name: value for name, value in headers.items() if name != "Content-Type"}
        else:
            told = _("redirects more than {n} times").format(n=self.limits.redirects)
            raise EndpointError(self.url, told, hint=_("check --endpoint"))
        if not 200 <= reply.status < 300:
            wait = named_wait(reply.headers.get("Retry-After", ""), self.patience.now())
            raise Refused(reply.status, wait, reply.content_type, reply.body.decode("utf-8", "replace"))
        return reply

    def _moved(self, url: str, reply: Reply) -> str:
        """Where a redirect points, on the same host only: a move to another one is for the person to decide."""
        target = urljoin(url, str(reply.headers.get("Location", "")))
        old, new = urlsplit(url), urlsplit(target)
        if new.hostname != old.hostname or new.scheme not in {"https", old.scheme}:
            told = _("redirects to {address}").format(address=printable(target))
            raise EndpointError(self.url, told, hint=_("name that address, if you trust it"))
        return target

    def _authorised(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], deadline: float
    ) -> Reply:
        """The answer to a request, after the server's question for credentials if there is one."""
        try:
            headers = {**self._headers, **headers}
            request = self._client.build_request(method, url, content=body, headers=headers)
            # The same port, or both their schemes' own: another port may be another person's server.
            is_home = request.url.port == httpx.URL(self.url).port
            flow = (self._login if self._login and is_home else httpx.Auth()).sync_auth_flow(request)
            request = next(flow)
            while True:
                reply, response = self._once(request, deadline)
                try:
                    request = flow.send(response)
                except StopIteration:
                    return reply
        except _BROKEN as error:
            raise self._broken(error) from error

    def _once(self, request: httpx.Request, deadline: float) -> tuple[Reply, httpx.Response]:
        left = deadline - self.patience.clock()
        if left <= 0:
            raise self._late()
        silence = min(self.limits.silence, left)
        timeout = httpx.Timeout(silence, connect=min(self.limits.connect, silence))
        request.extensions = {"timeout": timeout.as_dict()}
        with _ended_after(left, request) as is_over:
            try:
                with closing(self._client.send(request, stream=True)) as response:
                    body = self._body(response)
            except _BROKEN as error:
                if is_over.is_set() or (isinstance(error, httpx.ReadTimeout) and left <= self.limits.silence):
                    raise self._late() from None
                raise
        if is_over.is_set() and response.is_success:
            raise self._late()
        return Reply(response.status_code, response.headers, body), response

    def _body(self, response: httpx.Response) -> bytes:
        """The bytes of an answer; of a refusal the first ones are enough, and its status alone is."""
        length = response.headers.get("Content-Length", "")
        announced = int(length) if length.isascii() and length.isdigit() and response.request.method != "HEAD" else 0
        most = self.limits.size if response.is_success else _LONGEST_REFUSAL
        body = bytearray()
        try:
            for chunk in response.iter_raw() if announced <= most or not response.is_success else ():
                body += chunk
                if len(body) > most:
                    break
        except httpx.HTTPError as error:
            if response.is_success and isinstance(error, httpx.RemoteProtocolError):
                told = _("ends its answer early")
                if announced > len(body):
                    told = _("ends its answer {n} bytes early").format(n=grouped(announced - len(body)))
                raise EndpointError(self.url, told, hint=_("ask again")) from None
            if response.is_success:
                raise
        if not response.is_success:
            return bytes(body[:most])
        if max(announced, len(body)) > most:
            told = _("answers with more than {size}").format(size=f"{most >> 20} MB")
            raise EndpointError(self.url, told, hint=_("ask for less at a time"), is_too_much=True)
        if response.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise EndpointError(self.url, _("compresses its answer although it was asked not to"))
        return bytes(body)

    def _late(self) -> EndpointError:
        told = _("has not answered within {seconds} s").format(seconds=decimal(f"{self.limits.total:g}"))
        return EndpointError(self.url, told, hint=_("ask for less, or raise --timeout"), is_too_much=True)

    def _broken(self, error: Exception) -> EndpointError:
        text = cause(error) or type(error).__name__
        if isinstance(error, httpx.ConnectTimeout):
            text = _("no connection within {seconds} s").format(seconds=decimal(f"{self.limits.connect:g}"))
            return EndpointError(self.url, _("cannot be asked: {reason}").format(reason=text))
        if isinstance(error, httpx.TimeoutException):
            told = _("is silent for {seconds} s").format(seconds=decimal(f"{self.limits.silence:g}"))
            return EndpointError(self.url, told, hint=_("ask again later, or raise --timeout"), is_too_much=True)
        if isinstance(error, httpx.ConnectError) and "SSL" not in text:
            return EndpointError(self.url, _("cannot be reached"), hint=_("check --endpoint and the network"))
        if isinstance(error, httpx.NetworkError | OSError | ImportError):
            return EndpointError(self.url, _("cannot be asked: {reason}").format(reason=text))
        told = _("breaks the rules of HTTP: {reason}").format(reason=text)
        return EndpointError(self.url, told, hint=_("check --endpoint and the network"))


class _Login(httpx.Auth):
    """Answers when the server asks for a name and a password: by digest, or by Basic where nobody can listen.

    What the server asked for once is answered at once the next time, so that a body is not sent twice.
    """

    def __init__(self, url: str, credentials: Credentials) -> None:
        self._url = url
        self._credentials = credentials
        self._auth: httpx.Auth = httpx.DigestAuth(*credentials)

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Httpx's hook: requests out, responses in."""
        flow = self._auth.auth_flow(request)
        response = yield next(flow)
        with suppress(StopIteration):
            response = yield flow.send(response)
        wants_basic = response.headers.get("WWW-Authenticate", "").lower().startswith("basic")
        if response.status_code == httpx.codes.UNAUTHORIZED and wants_basic and "Authorization" not in request.headers:
            if request.url.scheme != "https" and not is_loopback(str(request.url)):
                raise EndpointError(
                    self._url, _("wants the password in clear text over plain HTTP"), hint=_("use https")
                )
            self._auth = httpx.BasicAuth(*self._credentials)
            yield next(self._auth.auth_flow(request))


@contextmanager
def _ended_after(seconds: float, request: httpx.Request) -> Iterator[threading.Event]:
    """Ends the connection of a request when its time is over, whatever it is doing; the event tells that it was.

    A socket's own timeout begins anew with every byte; a server that sends one byte now and then
    would be listened to for ever.
    """
    is_over = threading.Event()
    sockets: list[socket.socket] = []

    def trace(event: str, info: Mapping[str, Any]) -> None:
        """Httpx's hook: told of every step, the opening of a socket among them."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            sockets.append(info["return_value"].get_extra_info("socket"))

    def end() -> None:
        is_over.set()
        with suppress(OSError):  # it may be closed already
            for one in sockets[-1:]:
                socket.socket.shutdown(one, socket.SHUT_RDWR)

    request.extensions["trace"] = trace
    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield is_over
    finally:
        timer.cancel()
