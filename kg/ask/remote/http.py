"""One request and its answer, by httpx, under limits of time and size; redirects and credentials stay at home."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
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


class Asked(NamedTuple):
    """A request, as it is told to a :class:`Wire`."""

    method: str
    url: str
    body: bytes | None = None
    headers: Mapping[str, str] = {}


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

    @cached_property
    def _client(self) -> httpx.Client:
        return httpx.Client(
            verify=ssl.create_default_context(),  # what the system trusts
            trust_env=not is_loopback(self.url),
            limits=httpx.Limits(max_keepalive_connections=0),  # so that each request has a socket to watch
        )

    def send(self, asked: Asked) -> Reply:
        """The answer, asked for again while the server is busy.

        Raises :class:`EndpointError` for everything else that goes wrong, a status that is no success included.
        """
        return persist(self.url, self.limits, self.patience, lambda deadline: self._exchange(asked, deadline))

    def _exchange(self, asked: Asked, deadline: float) -> Reply:
        for _hop in range(self.limits.redirects + 1):
            reply = self._authorised(asked, deadline)
            if reply.status not in _MOVED:
                break
            asked = self._moved(asked, reply)
        else:
            told = _("redirects more than {n} times").format(n=self.limits.redirects)
            raise EndpointError(self.url, told, hint=_("check --endpoint"))
        if not 200 <= reply.status < 300:
            wait = named_wait(reply.headers.get("Retry-After", ""), self.patience.now())
            raise Refused(reply.status, wait, reply.content_type, reply.body.decode("utf-8", "replace"))
        return reply

    def _moved(self, asked: Asked, reply: Reply) -> Asked:
        """The request to where a redirect points, with its method and body: on the same host only.

        A move to another host is for the person to decide.
        """
        target = urljoin(asked.url, reply.headers.get("Location", ""))
        old, new = urlsplit(asked.url), urlsplit(target)
        is_downgrade = new.scheme not in {"https", old.scheme}
        if new.hostname != old.hostname or is_downgrade:
            told = _("redirects to {address}").format(address=printable(target))
            raise EndpointError(self.url, told, hint=_("name that address, if you trust it"))
        if reply.status == httpx.codes.SEE_OTHER:
            headers = {name: value for name, value in asked.headers.items() if name != "Content-Type"}
            return Asked("GET", target, None, headers)
        return asked._replace(url=target)

    def _authorised(self, asked: Asked, deadline: float) -> Reply:
        """The answer to a request, after the server's question for credentials if there is one."""
        headers = {**self._headers, **asked.headers}
        try:
            request = self._client.build_request(asked.method, asked.url, content=asked.body, headers=headers)
        except _BROKEN as error:
            raise self._broken(error) from error
        # The same port, or both their schemes' own: another port may be another person's server.
        is_home = request.url.port == httpx.URL(self.url).port
        login = self._login if self._login and is_home else httpx.Auth()
        flow = login.sync_auth_flow(request)
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
        timeout = httpx.Timeout(silence, connect=min(self.limits.connect, silence)).as_dict()
        watch = _Watch()
        request.extensions = {"timeout": timeout, "trace": watch.trace}
        try:
            with watch.until(left):
                response = self._client.send(request, stream=True)
                try:
                    body = self._body(response)
                finally:
                    response.close()
        except _BROKEN as error:
            if watch.has_fired or (isinstance(error, httpx.ReadTimeout) and left <= self.limits.silence):
                raise self._late() from None
            raise self._broken(error) from error
        if watch.has_fired and response.is_success:
            raise self._late()
        return Reply(response.status_code, response.headers, body), response

    def _body(self, response: httpx.Response) -> bytes:
        """The bytes of an answer; of a refusal the first ones are enough, and its status alone is."""
        body = bytearray()
        if not response.is_success:
            with suppress(httpx.HTTPError):
                for chunk in response.iter_raw():
                    body += chunk
                    if len(body) > _LONGEST_REFUSAL:
                        break
            return bytes(body[:_LONGEST_REFUSAL])
        length = response.headers.get("Content-Length", "")
        announced = int(length) if length.isascii() and length.isdigit() and response.request.method != "HEAD" else 0
        try:
            for chunk in response.iter_raw() if announced <= self.limits.size else ():
                body += chunk
                if len(body) > self.limits.size:
                    break
        except httpx.RemoteProtocolError:
            told = _("ends its answer early")
            if announced > len(body):
                told = _("ends its answer {n} bytes early").format(n=grouped(announced - len(body)))
            raise EndpointError(self.url, told, hint=_("ask again")) from None
        if max(announced, len(body)) > self.limits.size:
            size = f"{self.limits.size >> 20} MB"
            told = _("answers with more than {size}").format(size=size)
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
        return EndpointError(self.url, _("breaks the rules of HTTP: {reason}").format(reason=text))


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


class _Watch:
    """Ends a connection when its time is over, whatever it is doing.

    A socket's own timeout begins anew with every byte; a server that sends one byte now and then
    would be listened to for ever.
    """

    def __init__(self) -> None:
        self.has_fired = False
        self._socket: socket.socket | None = None

    @contextmanager
    def until(self, seconds: float) -> Iterator[None]:
        timer = threading.Timer(seconds, self._fire)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Httpx's hook: told of every step, the opening of a socket among them."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._socket = info["return_value"].get_extra_info("socket")

    def _fire(self) -> None:
        self.has_fired = True
        if self._socket is not None:
            with suppress(OSError):  # it may be closed already
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
