"""Phrases that dossiers of every kind use: names, states, times, and lists that are cut with a word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from kg.base.dates import in_words, when
from kg.base.languages import _, current, decimal, grouped, listed, ngettext, pick
from kg.dossier.pages import pages_around
from kg.dossier.text.commands import more
from kg.dossier.tie import Evidenced
from kg.formats.documents.document import Block, Grid, Heading, Items, Line, Paragraph, Span
from kg.schema.codes import LABELS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.dossier.evidence import Stage
    from kg.dossier.facts import Code
    from kg.dossier.place import Place
    from kg.dossier.tie import TieLine

T = TypeVar("T")
SOME = 24  # lines of a list on a page
DASH = "–"
_STAGE_OF = {"sister": "sister", "partner": "partnership", "intention": "intention"}
_HOME = {"ru": "ru", "zh": "cn"}  # the country whose places a language names first


def in_other_scripts(labels: Mapping[str, str]) -> str:
    """The names of a thing in the languages that a reader does not read, for the line under a title."""
    own = pick(labels, current())
    return " · ".join(dict.fromkeys(name for name in labels.values() if name and name != own))


def named(thing: Place | Code) -> str:
    """A place or a concept by its name in the language of the reader."""
    return thing.label(current())


def linked(thing: Place | Code, *, strong: bool = False) -> Span:
    """As that, known for the thing that it is."""
    return Span(named(thing), strong=strong, thing=thing.iri)


def all_linked(things: Iterable[Place | Code]) -> Line:
    """Several of them side by side."""
    gap = Span(listed(["", ""]))
    return tuple(span for at, each in enumerate(things) for span in ((gap, linked(each)) if at else (linked(each),)))


def label(scheme: str, code: str) -> str:
    """What a code is called; one that another graph has made up is called what it is."""
    known = LABELS.get(f"{scheme}/{code}")
    return known[current()] if known else code or "–"


def level(place: Place) -> str:
    """The level of a place in words."""
    return label("level", place.level)


def pair(parties: Sequence[Place]) -> str:
    """Two places as one name, that of the reader's country first."""
    ordered = sorted(parties, key=lambda place: place.id.partition("-")[0] != _HOME.get(current()))
    one, other = map(named, ordered)
    return _("{one} – {other}").format(one=one, other=other)


def where(places: Sequence[Place]) -> str:
    """The units that hold a place, the nearest first; Chinese names the largest first and parts nothing."""
    names = [named(each) for each in places]
    return "".join(reversed(names)) if current() == "zh" else listed(names)


def status(tie: TieLine) -> str:
    """The state of a tie with the year that it was last attested for."""
    word = named(tie.status)
    return word + _(", ") + in_words(str(tie.status_year)) if tie.status_year else word


def time_of(stage: Stage) -> str:
    """When a stage was reached, as far as that is known."""
    return when(stage.date, stage.not_before, stage.not_after)


def own_stage(tie: Evidenced) -> Stage | None:
    """The stage at which a tie became what it is held to be."""
    kind = _STAGE_OF.get(tie.kind, "contact")
    return next((stage for stage in tie.stages if stage.kind == kind), None)


def since(tie: TieLine) -> str:
    """When a tie became what it is held to be, as far as that is known."""
    if stage := own_stage(tie) if isinstance(tie, Evidenced) else None:
        return time_of(stage)
    first, last = (str(year or "") for year in (tie.begun_not_before, tie.begun_not_after))
    return when(first if first == last else "", first, last)


def sentence(text: str) -> str:
    """A sentence that is told inside another: without its full stop."""
    return text.rstrip().rstrip(".。")


def paragraph(sentences: Iterable[Span]) -> Paragraph:
    """Sentences side by side, parted as the language of the reader parts them."""
    gap = "" if current() == "zh" else " "
    return Paragraph(tuple(Span(gap + each.text if at else each.text, each.notes) for at, each in enumerate(sentences)))


def section(title: str, *blocks: Block) -> tuple[Block, ...]:
    """A heading with what stands under it; nothing where nothing does."""
    return (Heading(title), *blocks) if blocks else ()


def room(most: int, on_a_page: int = SOME) -> int:
    """As many lines as a list may have: on paper ``most``, and more on a page, which one scrolls.

    >>> room(4)
    4
    """
    return max(most, on_a_page) if pages_around() else most


def items(things: Iterable[T], told: Callable[[T], Line], most: int, command: str = "") -> tuple[Block, ...]:
    """A list, cut to ``most`` lines, with a line that says how many more there are and what shows them.

    Only what is shown is told, so that no note is cited for what is left out; one more is shown in place of that line.
    """
    every = tuple(things)
    most += len(every) == most + 1
    lines = tuple(told(each) for each in every[:most])
    return (*((Items(lines),) if lines else ()), *rest(len(every) - most, command))


def table(
    headings: Sequence[str],
    things: Iterable[T],
    row: Callable[[T], tuple[Line, ...]],
    most: int,
    command: str = "",
    numeric: Sequence[int] = (),
) -> tuple[Block, ...]:
    """A table, cut in the same way; a column without any content is left out."""
    every = tuple(things)
    most += len(every) == most + 1
    rows = [row(each) for each in every[:most]]
    kept = [at for at in range(len(headings)) if any(span.text or span.notes for cells in rows for span in cells[at])]
    shown = tuple(tuple(cells[at] for at in kept) for cells in rows)
    grid = Grid(
        tuple(headings[at] for at in kept), shown, numeric=tuple(kept.index(at) for at in numeric if at in kept)
    )
    return (*((grid,) if rows else ()), *rest(len(every) - most, command))


def rest(count: int, command: str) -> Iterator[Block]:
    """What is left out of a list, if anything is."""
    if count > 0:
        yield Paragraph(more(count, command))


def amount(value: float) -> str:
    """A figure as the language writes it: whole where it is large, else to four digits.

    >>> amount(617441), amount(0.51239)
    ('617,441', '0.5124')
    """
    return grouped(value) if value >= 1000 or value == int(value) else decimal(f"{value:.4g}")


def of_kind(kind: str, n: int) -> str:
    """So many ties of a kind."""
    told = {
        "sister": ngettext("{n} sister tie", "{n} sister ties", n),
        "partner": ngettext("{n} partner tie", "{n} partner ties", n),
        "intention": ngettext("{n} intended tie", "{n} intended ties", n),
        "contact": ngettext("{n} contact", "{n} contacts", n),
        "unknown": ngettext("{n} tie of unknown kind", "{n} ties of unknown kind", n),
    }
    return told[kind].format(n=n)


def years(every: Iterable[int]) -> str:
    """The first and the last of some years."""
    first, *others = sorted(every)
    last = in_words(str([first, *others][-1]))
    return f"{first}{DASH}{last}" if others and others[-1] != first else last
