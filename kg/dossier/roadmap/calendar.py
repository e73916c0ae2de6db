"""A calendar of the coming years: anniversaries of ties and formats, cross-years, planned events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.base import ids
from kg.base.dates import in_words
from kg.base.languages import _, current
from kg.dossier.roadmap.formats import units
from kg.dossier.roadmap.ground import Ground
from kg.dossier.roadmap.lines import listed_or, told
from kg.dossier.text.phrases import named
from kg.formats.documents.document import Block, Items, Line, Span

YEARS = 5
ROUND = 5  # an anniversary is a multiple of so many years


def calendar(ground: Ground) -> Iterator[Block]:
    """What falls into the coming years, by year."""
    found = [*_anniversaries(ground), *_formats(ground), *_plans(ground)]
    lines = [line for _year, lines in sorted(found, key=lambda each: each[0]) for line in lines]
    first, last = ground.year, ground.year + YEARS - 1
    yield from listed_or(
        lines,
        _("No anniversary, cross-years or planned event is known for {first}–{last}.").format(first=first, last=last),
        "kg query anniversaries, kg query planned-events",
    )
    crossed = [forum for forum in ground.experience.forums if forum.kind == "cross-years"]
    if crossed and not any((forum.start_year or 0) >= first for forum in crossed):
        latest = max(crossed, key=lambda forum: forum.start_year or 0)
        yield Items(
            told(
                ground.cite,
                _("Cross-years from {year} on are not known here; the last known: {name}").format(
                    year=first, name=latest.label()
                ),
                sources=latest.sources,
            )
        )


def _anniversaries(ground: Ground) -> Iterator[tuple[int, tuple[Line, ...]]]:
    own = {tie.id: tie for tie in ground.place.ties}
    for age, start, *_names, tie in ground.prepared.anniversaries(ground.year, YEARS, ROUND).rows:
        if found := own.get(ids.tail(tie)):
            year, begun = int(str(age)) + int(str(start)), _day(found.dates, int(str(start)))
            what = _("{n} years: {kind}, since {start}").format(n=age, kind=found.kind.label(current()), start=begun)
            label = Span(_("{year}, {name}").format(year=in_words(str(year)), name=named(found.partner)), strong=True)
            yield year, told(ground.cite, label, _(": "), what, sources=found.sources)


def _day(dates: Mapping[str, str], year: int) -> str:
    """The finest date that begins a tie in a year."""
    found = [date for name, date in dates.items() if name in ("signed", "began", "approved") and date[:4] == str(year)]
    return in_words(max(found, key=len, default=str(year)), of=True)


def _formats(ground: Ground) -> Iterator[tuple[int, tuple[Line, ...]]]:
    own = set(units(ground))
    country = ground.question.network.nodes[ground.here].country
    for forum in ground.experience.forums:
        for year in range(ground.year, ground.year + YEARS):
            age = year - (forum.start_year or year)
            label = Span(_("{year}, {name}").format(year=in_words(str(year)), name=forum.label()), strong=True)
            if age > 0 and age % ROUND == 0 and own & forum.members.keys():
                what = _(": {n} years of the format").format(n=age)
                yield year, told(ground.cite, label, what, sources=forum.sources)
            if forum.kind == "cross-years" and forum.start_year == year and country in forum.members:
                yield year, told(ground.cite, label, sources=forum.sources)


def _plans(ground: Ground) -> Iterator[tuple[int, tuple[Line, ...]]]:
    own = set(units(ground))
    mine = {forum.id for forum in ground.experience.forums if own & forum.members.keys()}
    for event in ground.experience.happenings:
        if (
            event.planned
            and (own & event.parties or event.on in mine)
            and ground.year <= (event.year or 0) < ground.year + YEARS
        ):
            label = Span(in_words(event.date), strong=True)
            yield event.year or 0, told(ground.cite, label, _(": "), event.label(), sources=event.sources)
