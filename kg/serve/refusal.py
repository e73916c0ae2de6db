"""A request that is not answered, and why."""

from __future__ import annotations

from kg.base.errors import KgError


class Refusal(Exception):
    """A status of HTTP with what a person is told; ``retry_after`` are seconds after which it may be tried again."""

    def __init__(self, status: int, error: KgError, retry_after: int | None = None) -> None:
        super().__init__(str(error))
        self.status = status
        self.error = error
        self.retry_after = retry_after
