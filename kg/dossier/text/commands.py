"""What a text says of the command that shows more: a page of the portal says it in words, with a link."""

from __future__ import annotations

from kg.base.languages import _, listed
from kg.dossier.pages import pages_around
from kg.formats.documents.document import Line, Span

_QUERY = "kg query "


def more(count: int, command: str) -> Line:
    """How many more there are of a list, and what shows them.

    >>> more(2, "kg hubs")[0].text
    '2 more: kg hubs'
    """
    if pages := pages_around():
        return (Span(_("{n} more in the data of the page (JSON)").format(n=count), url=pages.data),)
    return (Span(_("{n} more: {command}").format(n=count, command=command)),)


def asked(commands: str) -> Line:
    """What was asked without finding any.

    >>> "".join(span.text for span in asked("kg query hubs, kg query ties-by-year"))
    ' Asked: kg query hubs, kg query ties-by-year.'
    """
    pages, (before, after) = pages_around(), _(" Asked: {command}.").split("{command}")
    if not pages:
        return (Span(f"{before}{commands}{after}"),)
    spans = [Span(before)]
    for command in commands.split(", "):
        if command.startswith(_QUERY):  # another command has no page
            title, url = pages.question(command.removeprefix(_QUERY).partition(" ")[0])
            spans += [Span(listed(("", "")))] * (len(spans) > 1) + [Span(title, url=url)]
    return (*spans, Span(after)) if len(spans) > 1 else ()
