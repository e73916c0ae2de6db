"""Phrases that dossiers of every kind use: names, kinds, states, times, and lists that are cut with a word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from kg.base.dates import in_words, when
from kg.base.languages import _, current, listed, ngettext, pick
from kg.formats.documents.document import Block, Grid, Heading, Items, Line, Paragraph, Span
from kg.schema.codes import LABELS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.dossier.evidence import Stage
    from kg.dossier.place import Place
    from kg.dossier.tie import OwnTie as Tie

T = TypeVar("T")
DASH = "–"


def in_other_scripts(labels: Mapping[str, str]) -> str:
    """The names of a thing in the languages that a reader does not read, for the line under a title."""
    own = pick(labels, current())
    return " · ".join(dict.fromkeys(name for name in labels.values() if name and name != own))


def named(place: Place) -> str:
    """A place by its name in the language of the reader."""
    return place.label(current())


def level(place: Place) -> str:
    """The level of a place in words."""
    return LABELS[f"level/{place.level}"][current()]


def holders(place: Place) -> list[Place]:
    """The units that hold a place, the nearest first."""
    found = []
    while above := place.within:
        found.append(place := above)
    return found


def where(places: Sequence[Place]) -> str:
    """The units that hold a place, the nearest first; Chinese names the largest first and parts nothing."""
    names = [named(each) for each in places]
    return "".join(reversed(names)) if current() == "zh" else listed(names)


def status(tie: Tie) -> str:
    """The state of a tie with the year that it was last attested for."""
    word = tie.status.label(current())
    return word + _(", ") + in_words(str(tie.status_year)) if tie.status_year else word


def since(tie: Tie) -> str:
    """When a tie began, as far as that is known."""
    stage = own_stage(tie)
    if stage:
        return when(stage.date, stage.not_before, stage.not_after)
    return when("", *(str(year or "") for year in (tie.begun_not_before, tie.begun_not_after)))


_STAGE_OF = {"sister": "sister", "partner": "partnership", "intention": "intention", "contact": "contact"}


def own_stage(tie: Tie) -> Stage | None:
    """The stage at which a tie became what it is held to be."""
    kind = _STAGE_OF.get(tie.kind, "contact")
    return next((stage for stage in tie.stages if stage.kind == kind), None)


def sentence(text: str) -> str:
    """A sentence that is told inside another: without its full stop."""
    return text.rstrip().rstrip(".。")


def section(title: str, *blocks: Block | None) -> tuple[Block, ...]:
    """A heading with what stands under it; nothing where nothing does."""
    kept = tuple(each for each in blocks if each)
    return (Heading(title), *kept) if kept else ()


def items(lines: Iterable[Line], most: int, command: str) -> tuple[Block, ...]:
    """A list, cut to ``most`` lines, with a line that says how many more there are and what shows them."""
    every = tuple(lines)
    return (*((Items(every[:most]),) if every else ()), *rest(len(every) - most, command))


def table(
    headings: Sequence[str], rows: Iterable[tuple[Line, ...]], most: int, command: str, **how: object
) -> tuple[Block, ...]:
    """A table, cut in the same way."""
    every = tuple(rows)
    grid = Grid(tuple(headings), every[:most], **how) if every else None  # type: ignore[arg-type]
    return (*((grid,) if grid else ()), *rest(len(every) - most, command))


def rest(count: int, command: str) -> tuple[Block, ...]:
    """What is left out of a list, if anything is."""
    if count <= 0:
        return ()
    told = ngettext("{n} more row: {command}", "{n} more rows: {command}", count)
    return (Paragraph((Span(told.format(n=count, command=command)),)),)


def span_of_years(years: Iterable[int]) -> str:
    """The first and the last of some years."""
    every = sorted(years)
    last = in_words(str(every[-1]))
    return f"{every[0]}{DASH}{last}" if every[0] != every[-1] else last
