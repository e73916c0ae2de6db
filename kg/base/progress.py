"""How long work tells where it is, without knowing who listens."""

from __future__ import annotations

from typing import Protocol


class Step(Protocol):
    """Told the step that begins, and how much of the whole is done (0 to 1) where that is known."""

    def __call__(self, step: str, done: float | None = None) -> None:
        """Take note."""


def silent(step: str, done: float | None = None) -> None:
    """Take no note."""
