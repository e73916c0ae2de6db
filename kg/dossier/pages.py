"""Where a document stands: by itself, or on a page that leads to what others share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple


class Pages(NamedTuple):
    """What a document on a page leads to instead of holding it or naming a command.

    ``land`` is the address of the land of all maps, ``data`` that of all that is known of the thing; ``question``
    gives title and address of a question by its name.
    """

    land: str
    data: str
    question: Callable[[str], tuple[str, str]]


_PAGES: ContextVar[Pages | None] = ContextVar("pages", default=None)


@contextmanager
def on_pages(pages: Pages) -> Iterator[None]:
    """Documents that are made meanwhile stand on pages."""
    token = _PAGES.set(pages)
    try:
        yield
    finally:
        _PAGES.reset(token)


def pages_around() -> Pages | None:
    """The pages on which what is being made stands; nothing where it stands by itself."""
    return _PAGES.get()
