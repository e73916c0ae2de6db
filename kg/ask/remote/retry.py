"""When to ask again: what the server wishes, with a cap, jitter and a deadline over all."""

from __future__ import annotations

import datetime
import email.utils
import random
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import NamedTuple, TypeVar

from kg.ask.remote.faults import EndpointError, Refusal
from kg.ask.remote.http import Limits, Refused

T = TypeVar("T")
_BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})


class Patience(NamedTuple):
    """Time and chance, handed in: a waiting function, two clocks and a random source."""

    rng: random.Random
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time

    def persist(self, url: str, limits: Limits, attempt: Callable[[float], T]) -> T:
        """What ``attempt(deadline)`` gives, tried again while the server says that it is busy.

        Other refusals, a wait that is longer than the limits allow and the last try raise
        :class:`EndpointError`.
        """
        deadline = self.clock() + limits.total
        for number in range(1, limits.tries + 1):
            try:
                return attempt(deadline)
            except Refused as refused:
                refusal = refused.refusal
            if refusal.status not in _BUSY or number == limits.tries:
                raise refusal.as_error(url, number)
            wait = self.wait(refusal, number)
            left = deadline - self.clock()
            if wait > limits.longest_wait or wait >= left:
                named = self._named(refusal)
                if named is None:
                    raise refusal.as_error(url, number)
                what = f"is busy (HTTP {refusal.status}) and asks to wait {named:.0f} s"
                raise EndpointError(url, what, hint="ask again then", status=refusal.status)
            self.sleep(wait)
        raise EndpointError(url, "is not asked at all", hint="allow one try at least")

    def wait(self, refusal: Refusal, number: int) -> float:
        """Seconds to wait after the try of that number.

        The time that the server names and up to a second more, so that all who wait do not come back
        at once; without one, a time that doubles from try to try.

        >>> patience = Patience(random.Random(1))
        >>> 7 <= patience.wait(Refusal(429, "7", "", ""), 1) <= 8
        True
        >>> 2 <= patience.wait(Refusal(503, "", "", ""), 2) <= 4
        True
        """
        named = self._named(refusal)
        if named is not None:
            return named + self.rng.random()
        return float(2 ** (number - 1)) * (1 + self.rng.random())

    def _named(self, refusal: Refusal) -> float | None:
        """The seconds that a Retry-After header names, as a number or as a date."""
        header = refusal.retry_after.strip()
        if header.isascii() and header.isdigit():
            return float(header[:9])
        try:
            moment = email.utils.parsedate_to_datetime(header)
        except (TypeError, ValueError):
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=datetime.UTC)
        return max(0.0, moment.timestamp() - self.now())
