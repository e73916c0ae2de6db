"""Lines of a road map: each with its evidence, or none at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.base.languages import _
from kg.dossier.evidence import Source
from kg.dossier.text.citing import Citing
from kg.dossier.text.commands import asked
from kg.formats.documents.document import Block, Items, Line, Paragraph, Span


def told(cite: Citing, *pieces: str | Span, sources: Iterable[Source] = (), by: str = "") -> tuple[Line, ...]:
    """One line with the notes of its sources and the command that computes it; no line where there is neither.

    >>> told(Citing(), "Signed in 1993")
    ()
    >>> [span.text for line in told(Citing(), "Three ties", by="kg hubs") for span in line]
    ['Three ties', ' (kg hubs)']
    """
    spans = [Span(piece) if isinstance(piece, str) else piece for piece in pieces]
    keys = cite.keys(sources)
    if not (keys or by or any(span.notes for span in spans)):
        return ()
    if by:
        spans.append(Span(_(" ({command})").format(command=by)))
    return ((*spans, *([Span("", keys)] if keys else [])),)


def listed_or(lines: Sequence[Line], otherwise: str, by: str, *, boxes: bool = False) -> tuple[Block, ...]:
    """The lines as a list; where there is none, what was looked at without finding any."""
    return (Items(tuple(lines), boxes=boxes),) if lines else (nothing(otherwise, by),)


def nothing(told_instead: str, by: str) -> Paragraph:
    """A sentence in place of lines: nothing is known, and what was asked."""
    return Paragraph((Span(told_instead), *asked(by)))
