"""Every fault of a remote endpoint as one line: which server, what it did, what to do."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.base.errors import KgError

_LONGEST = 200
_TAGS = re.compile(r"<[^>]*>")
_TOO_MUCH = frozenset({413, 414, 431, 504})
_TIMED_OUT = re.compile(r"time\s*d?-?\s*out|timeout|estimated execution time", re.IGNORECASE)

# Status → what the server did, and the remedy.
_MEANINGS = {
    400: ("refuses the query as malformed", None),
    401: ("asks for a name and a password", "give --user and set KG_PASSWORD"),
    403: ("refuses access", "the server may want credentials, or block this program or network"),
    404: ("has no SPARQL service at this address", "check the path of --endpoint"),
    405: ("does not accept this kind of request", "check the path of --endpoint"),
    406: ("has no answer in a format that is asked for", None),
    413: ("finds the request too large", "ask for less at a time"),
    414: ("finds the request too long", "ask for less at a time"),
    429: ("is asked too often", "wait, then ask again"),
    502: ("cannot be reached behind its gateway", "ask again later"),
    503: ("is overloaded or down for now", "ask again later"),
    504: ("ran out of time", "ask for less at a time"),
}


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


class Refusal(NamedTuple):
    """An answer other than success: its status, its Retry-After header and the beginning of its text."""

    status: int
    retry_after: str
    content_type: str
    text: str

    def as_error(self, url: str, tries: int = 1) -> EndpointError:
        r"""The refusal as an error, with what the server itself says where that is plain text.

        >>> print(Refusal(400, "", "text/plain", "parse error\nat 1:3").as_error("http://e.org/"))
        http://e.org/ refuses the query as malformed (HTTP 400): parse error
        """
        fallback = ("fails inside", "ask again later") if self.status >= 500 else ("refuses the request", None)
        what, hint = _MEANINGS.get(self.status, fallback)
        times = f", asked {tries} times" if tries > 1 else ""
        said = first_line(self.text) if _is_plain(self.content_type) else ""
        too_much = self.status in _TOO_MUCH or (self.status >= 500 and bool(_TIMED_OUT.search(self.text)))
        whole = f"{what} (HTTP {self.status}{times})" + (f": {said}" if said else "")
        return EndpointError(url, whole, None if said else hint, self.status, too_much)


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


def _is_plain(content_type: str) -> bool:
    return not content_type or content_type.partition(";")[0].strip().lower() in {"text/plain", "application/json"}
