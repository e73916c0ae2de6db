"""When to ask again: what the server wishes, with a cap, jitter and a deadline over all. The loop is tenacity's."""

from __future__ import annotations

import datetime
import email.utils
from collections.abc import Callable
from typing import TypeVar

import tenacity

from kg.ask.remote.faults import EndpointError, Refused
from kg.ask.remote.settings import Limits, Patience
from kg.base.languages import _

T = TypeVar("T")
FIRST_WAIT = 1.0  # seconds, where the server names none; each further wait is twice as long


def persist(url: str, limits: Limits, patience: Patience, attempt: Callable[[float], T]) -> T:
    """What ``attempt(deadline)`` gives, tried again while the server says that it is busy.

    A server that says so has done nothing yet, so a change is as safe to repeat as a question; nothing
    else is repeated. Other refusals, a wait that is longer than the limits allow and the last try raise
    :class:`EndpointError`.
    """
    deadline = patience.clock() + limits.total

    def wait(state: tenacity.RetryCallState) -> float:
        """The time that the server names and up to a second more, else one that doubles from try to try.

        The part that is left to chance keeps all who wait from coming back at once.
        """
        refused = state.outcome.exception() if state.outcome else None
        if isinstance(refused, Refused) and refused.wait is not None:
            return refused.wait + patience.rng.random()
        return FIRST_WAIT * float(2 ** (state.attempt_number - 1)) * (1 + patience.rng.random())

    def is_over(state: tenacity.RetryCallState) -> bool:
        left = min(limits.longest_wait, deadline - patience.clock())
        return state.attempt_number >= limits.tries or state.upcoming_sleep >= left

    loop = tenacity.Retrying(
        retry=tenacity.retry_if_exception(lambda error: isinstance(error, Refused) and error.is_busy),
        wait=wait,
        stop=is_over,
        sleep=patience.sleep,
        reraise=True,
    )
    try:
        return loop(attempt, deadline)
    except Refused as refused:
        tries = loop.statistics["attempt_number"]
        if refused.is_busy and tries < limits.tries and refused.wait is not None:
            what = _("is busy (HTTP {status}) and asks to wait {wait:.0f} s")
            told = what.format(status=refused.status, wait=refused.wait)
            raise EndpointError(url, told, hint=_("ask again then"), status=refused.status) from None
        raise refused.as_error(url, tries) from None


def named_wait(header: str, now: float) -> float | None:
    """The seconds that a Retry-After header names, as a number or as a date.

    >>> named_wait("7", 0), named_wait("Thu, 01 Jan 1970 00:00:30 GMT", 10), named_wait("soon", 0)
    (7.0, 20.0, None)
    """
    if header.strip().isascii() and header.strip().isdigit():
        return float(header.strip()[:9])
    try:
        moment = email.utils.parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return max(0.0, moment.timestamp() - now)
