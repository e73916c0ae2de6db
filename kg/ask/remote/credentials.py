"""Names and passwords for servers that want them."""

from __future__ import annotations

import http.client
import urllib.request
from typing import IO, NamedTuple

from kg.ask.remote.faults import EndpointError
from kg.ask.remote.http import is_loopback


class Credentials(NamedTuple):
    """A name and a password; the password never shows.

    >>> Credentials("dba", "secret")
    Credentials(user='dba', password=…)
    """

    user: str
    password: str

    def __repr__(self) -> str:
        return f"Credentials(user={self.user!r}, password=…)"


def handlers(url: str, credentials: Credentials | None) -> tuple[urllib.request.BaseHandler, ...]:
    """The urllib handlers that answer when the server at ``url`` asks for credentials, by digest or basic."""
    if credentials is None:
        return ()
    passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    passwords.add_password(None, url, credentials.user, credentials.password)
    return (_Digest(passwords), _Basic(url, passwords))


class _Digest(urllib.request.HTTPDigestAuthHandler):
    """Digest that answers the last challenge again with the next request, so that a body is not sent twice."""

    _challenge: dict[str, str] | None = None

    def http_request(self, req: urllib.request.Request) -> urllib.request.Request:
        if self._challenge is not None and not req.has_header(self.auth_header):
            answered = self.get_authorization(req, self._challenge)
            if answered:
                req.add_unredirected_header(self.auth_header, f"Digest {answered}")
        return req

    https_request = http_request

    def retry_http_digest_auth(self, req: urllib.request.Request, auth: str) -> http.client.HTTPResponse | None:
        """The answer to the request with credentials; the challenge is kept for the next request."""
        self._challenge = urllib.request.parse_keqv_list(urllib.request.parse_http_list(auth.partition(" ")[2]))
        return super().retry_http_digest_auth(req, auth)


class _Basic(urllib.request.HTTPBasicAuthHandler):
    """Basic, which shows the password to whoever listens, and so over TLS or to this machine only."""

    def __init__(self, url: str, passwords: urllib.request.HTTPPasswordMgr) -> None:
        super().__init__(passwords)
        self._url = url

    def http_error_401(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage
    ) -> http.client.HTTPResponse | None:
        """The answer to the request with credentials; raises where that would show the password."""
        if not headers.get("WWW-Authenticate", "").lower().startswith("basic"):
            return None
        if req.type != "https" and not is_loopback(req.full_url):
            raise EndpointError(self._url, "wants the password in clear text over plain HTTP", hint="use https")
        return super().http_error_401(req, fp, code, msg, headers)
