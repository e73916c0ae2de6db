"""Work beside the loop that takes its turn: no more pieces of one kind at once, and no endless queue before them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

from kg.base.errors import KgError
from kg.base.languages import _
from kg.serve.edition import Edition
from kg.serve.refusal import Refusal

T = TypeVar("T")


async def in_turn(edition: Edition, kind: str, at_once: int, waiting: int, again: int, work: Callable[[], T]) -> T:
    """What a piece of work of a kind gives.

    Raises :class:`Refusal` where ``waiting`` pieces wait already; ``again`` is in how many seconds to ask once more.
    """
    turns = edition.once(f"turns of {kind}", partial(CapacityLimiter, at_once))
    if turns.statistics().tasks_waiting >= waiting:
        raise Refusal(429, KgError(_("the server is busy"), hint=_("ask again later")), again)
    return await to_thread.run_sync(work, limiter=turns)
