"""What a text says of the command that shows more: a page of the portal says it in words, with a link."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from kg.base.languages import _, listed
from kg.formats.documents.document import Line, Span


class Pages(NamedTuple):
    """Where a reader without a command line is led: the address of all that is known, and the page of a question.

    ``question`` gives title and address of one by its name.
    """

    data: str
    question: Callable[[str], tuple[str, str]]


_PAGES: ContextVar[Pages | None] = ContextVar("pages", default=None)
_QUERY = "kg query "


@contextmanager
def on_pages(pages: Pages) -> Iterator[None]:
    """Texts that are written meanwhile stand on pages."""
    token = _PAGES.set(pages)
    try:
        yield
    finally:
        _PAGES.reset(token)


def more(count: int, command: str) -> Line:
    """How many more there are of a list, and what shows them.

    >>> more(2, "kg hubs")[0].text
    '2 more: kg hubs'
    """
    if pages := _PAGES.get():
        return (Span(_("{n} more in the data of the page (JSON)").format(n=count), url=pages.data),)
    return (Span(_("{n} more: {command}").format(n=count, command=command)),)


def is_on_page() -> bool:
    """Whether the text stands on a page, which names no command."""
    return _PAGES.get() is not None


def asked(commands: str) -> Line:
    """What was asked without finding any.

    >>> "".join(span.text for span in asked("kg query hubs, kg query ties-by-year"))
    ' Asked: kg query hubs, kg query ties-by-year.'
    """
    pages, (before, after) = _PAGES.get(), _(" Asked: {command}.").split("{command}")
    if not pages:
        return (Span(f"{before}{commands}{after}"),)
    spans = [Span(before)]
    for command in commands.split(", "):
        if command.startswith(_QUERY):  # another command has no page
            title, url = pages.question(command.removeprefix(_QUERY).partition(" ")[0])
            spans += [Span(listed(("", "")))] * (len(spans) > 1) + [Span(title, url=url)]
    return (*spans, Span(after)) if len(spans) > 1 else ()
