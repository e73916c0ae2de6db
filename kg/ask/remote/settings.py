"""What is told to the road to a server: limits, patience, credentials, the address and who asks. No HTTP."""

from __future__ import annotations

import ipaddress
import random
import time
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from kg.ask.remote.faults import printable
from kg.base import ids
from kg.base.errors import KgError, shown
from kg.base.languages import _
from kg.base.version import __version__


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

    @classmethod
    def within(cls, seconds: float | None) -> Limits:
        """The usual limits, or with so many seconds for an answer.

        >>> Limits.within(20)[:3], Limits.within(None) == Limits()
        ((10.0, 20, 20), True)
        """
        usual = cls()
        return usual if seconds is None else usual._replace(silence=min(usual.silence, seconds), total=seconds)


class Patience(NamedTuple):
    """Time and chance, handed in: a random source for jitter, a waiting function and two clocks."""

    rng: random.Random = random.Random()  # noqa: S311 (the jitter of waiting times is no secret)
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time


class Credentials(NamedTuple):
    """A name and a password; the password never shows.

    >>> Credentials("dba", "secret")
    Credentials(user='dba', password=…)
    """

    user: str
    password: str

    def __repr__(self) -> str:
        return f"Credentials(user={self.user!r}, password=…)"


def checked_address(url: str) -> str:
    """The address of a server, if it is one; credentials in it are refused, as addresses are shown in messages."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 (raises where it is no number)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or printable(url) != url or " " in url:
        message = _("'{url}' is no address of an endpoint").format(url=shown(url))
        raise KgError(message, hint=_("write it as http://host:port/path"))
    if parts.username is not None or parts.password is not None:
        message = _("the address of an endpoint may not hold a password")
        raise KgError(message, hint=_("give --user and set KG_PASSWORD"))
    return url.partition("#")[0]


def user_agent(contact: str = "") -> str:
    """The name that endpoints are told: program, version, address, and the person's contact if given.

    >>> user_agent("me@example.org").partition("/")[0]
    'interregional-ties'
    """
    if not contact.isascii() or printable(contact) != contact:
        message = _("'{contact}' is no contact").format(contact=shown(contact))
        raise KgError(message, hint=_("give a mail or web address"))
    return f"interregional-ties/{__version__} (+{ids.BASE}{f'; {contact}' if contact else ''})"


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
