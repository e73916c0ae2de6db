"""Every fault of a remote endpoint as one line: which server, what it did, what to do."""

from __future__ import annotations

import re

from kg.base.errors import KgError
from kg.base.languages import N_, _

_LONGEST = 200
_TAGS = re.compile(r"<[^>]*>")
_TOO_MUCH, _BUSY = frozenset({413, 414, 431, 504}), 429
# What engines say of a question that takes too much time or memory; QLever says so with the status 429 or 500.
_SAYS_TOO_MUCH = re.compile(
    r"time\s*d?-?\s*out|timeout|estimated execution time|tried to allocate|memory limit|manually cancelled",
    re.IGNORECASE,
)
_SAID_IN_JSON = re.compile(r'"exception"\s*:\s*"((?:[^"\\]|\\.)*)"')
_PLAIN = frozenset({"", "text/plain", "application/json"})

# Status → what the server did, and the remedy.
_MEANINGS = {
    400: (N_("refuses the query as malformed"), ""),
    401: (N_("asks for a name and a password"), N_("give --user and set KG_PASSWORD")),
    403: (N_("refuses access"), N_("the server may want credentials, or block this program or network")),
    404: (N_("has no SPARQL service at this address"), N_("check the path of --endpoint")),
    405: (N_("does not accept this kind of request"), N_("check the path of --endpoint")),
    406: (N_("has no answer in a format that is asked for"), ""),
    413: (N_("finds the request too large"), N_("ask for less at a time")),
    414: (N_("finds the request too long"), N_("ask for less at a time")),
    429: (N_("is asked too often"), N_("wait, then ask again")),
    502: (N_("cannot be reached behind its gateway"), N_("ask again later")),
    503: (N_("is overloaded or down for now"), N_("ask again later")),
    504: (N_("ran out of time"), N_("ask for less at a time")),
}
_REFUSES = (N_("refuses the request"), "")
_FAILS = (N_("fails inside"), N_("ask again later"))


class EndpointError(KgError):
    """A fault on the way to an endpoint, at it, or in what it answers.

    ``status`` is the HTTP status where there is one. ``is_too_much`` tells that the question was too
    large or too slow to be answered, so that half of it may succeed.

    >>> str(EndpointError("http://e.org/sparql", "answers nothing", hint="ask again"))
    'http://e.org/sparql answers nothing – ask again'
    """

    def __init__(
        self, url: str, what: str, hint: str | None = None, status: int | None = None, is_too_much: bool = False
    ) -> None:
        super().__init__(f"{printable(url)} {what}", hint)
        self.url = url
        self.status = status
        self.is_too_much = is_too_much


class Refused(Exception):
    """An answer other than success: its status, the wait that it names, and the beginning of its text."""

    def __init__(self, status: int, wait: float | None = None, content_type: str = "", text: str = "") -> None:
        super().__init__(status)
        self.status = status
        self.wait = wait
        self.content_type = content_type
        self.text = text

    @property
    def is_too_much(self) -> bool:
        """True where the server could not do what was asked: the same again would end alike."""
        is_told = self.status == _BUSY or self.status >= 500
        return self.status in _TOO_MUCH or (is_told and bool(_SAYS_TOO_MUCH.search(self.text)))

    @property
    def is_busy(self) -> bool:
        """True where the server has done nothing yet and may be asked again."""
        return self.status == 503 or (self.status == _BUSY and (self.wait is not None or not self.is_too_much))

    def as_error(self, url: str, tries: int = 1) -> EndpointError:
        r"""The refusal as an error, with what the server itself says where that is plain text.

        >>> print(Refused(400, None, "text/plain", "parse error\nat 1:3").as_error("http://e.org/"))
        http://e.org/ refuses the query as malformed (HTTP 400): parse error
        """
        meant = 504 if self.status == _BUSY and not self.is_busy else self.status
        what, hint = _MEANINGS.get(meant, _FAILS if self.status >= 500 else _REFUSES)
        status = f"HTTP {self.status}"
        if tries > 1:
            status = _("HTTP {status}, asked {n} times").format(status=self.status, n=tries)
        in_json = _SAID_IN_JSON.search(self.text)
        said = first_line(in_json[1] if in_json else self.text) if self.content_type in _PLAIN else ""
        whole = _("{name} ({other})").format(name=_(what), other=status) + (f": {said}" if said else "")
        return EndpointError(url, whole, None if said or not hint else _(hint), self.status, self.is_too_much)


def first_line(text: str) -> str:
    r"""The first line of foreign text that says something, short and safe on a terminal.

    >>> first_line("  \n\x1b[31mboom\n at x")
    '[31mboom'
    """
    lines = (printable(line).strip() for line in _TAGS.sub(" ", text).splitlines())
    line = next((line for line in lines if line), "")
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def printable(text: str) -> str:
    """Text without control characters."""
    return "".join(char for char in text if char.isprintable())
