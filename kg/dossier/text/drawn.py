"""The map and the time line of a dossier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.base.languages import _, current
from kg.dossier.pages import pages_around
from kg.dossier.pictures.svg import WIDTH
from kg.dossier.pictures.ties_map import Link, Spot, ties_map
from kg.dossier.pictures.time_line import NARROW, time_line
from kg.dossier.pictures.time_line import Event as Dot
from kg.dossier.pictures.time_line import Stage as Step
from kg.dossier.text.phrases import named, pair
from kg.formats.documents.document import Picture, line

if TYPE_CHECKING:
    from kg.dossier.evidence import Stage
    from kg.dossier.gatherings import Event
    from kg.dossier.pair import Pair
    from kg.dossier.place import Place
    from kg.dossier.tie import OwnTie, Tie, TieLine

SHOWN = 10  # ties that a small map and a short time line hold, the closest and best attested
MAP_MM, LINE_MM = 96, 120


def of_place(place: Place, ties: Sequence[OwnTie]) -> Iterator[Picture]:
    """Where a place and its partners lie, and when its ties came about."""
    shown = ties[:SHOWN]
    spots = [_spot(place, main=True), *(_spot(tie.partner) for tie in shown)]
    links = [_link(place, tie.partner, tie) for tie in shown]
    says = _("Map: {name} and its partners.").format(name=named(place))
    if shown:
        yield from _map(spots, links, says)
    steps = [_step(stage, named(tie.partner)) for tie in shown for stage in tie.stages]
    yield from _line(steps, (), _("Time line: stages of the ties, a row a partner."))


def of_tie(tie: Tie) -> Iterator[Picture]:
    """Where two places lie, and how their tie went on."""
    one, other = tie.parties
    spots = [_spot(one, main=True), _spot(other, main=True)]
    says = _("Map: {name}.").format(name=pair(tie.parties))
    yield from _map(spots, [_link(one, other, tie)], says)
    steps = [_step(stage) for stage in tie.stages]
    yield from _line(steps, _dots(tie.events), _("Time line: stages and events."))


def of_pair(both: Pair) -> Iterator[Picture]:
    """Where two places lie."""
    spots = [_spot(place, main=True) for place in both.parties]
    yield from _map(spots, (), _("Map: {name}.").format(name=pair(both.parties)))


def of_ties(places: Sequence[Place], ties: Sequence[TieLine], says: str) -> Iterator[Picture]:
    """Where some places lie, and the first of their ties."""
    shown, main = ties[:SHOWN], {each.id: each for each in places}
    ends = {each.id: each for tie in shown for each in tie.parties if each.id not in main}
    spots = [*(_spot(each, main=True) for each in main.values()), *map(_spot, ends.values())]
    yield from _map(spots, [_link(one, other, tie) for tie in shown for one, other in [tie.parties]], says)


def _map(spots: Sequence[Spot], links: Sequence[Link], says: str) -> Iterator[Picture]:
    svg, notes = ties_map(spots, links, current())
    if svg:
        yield Picture(svg, says, line(notes), MAP_MM)


def _line(steps: Sequence[Step], dots: Sequence[Dot], says: str) -> Iterator[Picture]:
    """The time line as wide as a document and as wide as a telephone; on a page of the portal the latter alone."""
    narrow = time_line(steps, dots, current(), width=NARROW)
    if narrow:
        legend = _("A mark is a date, a bar the time within which a stage was reached.")
        wide = narrow if pages_around() else time_line(steps, dots, current(), width=WIDTH)
        yield Picture(wide, says, line(legend), LINE_MM, "" if pages_around() else narrow)


def _spot(place: Place, *, main: bool = False) -> Spot:
    at = place.coordinates
    country = place.id.partition("-")[0]
    return Spot(place.id, named(place), country, at and at.lat, at and at.lon, main)


def _link(one: Place, other: Place, tie: TieLine) -> Link:
    return Link(one.id, other.id, tie.kind, named(tie.kind), tie.status == "ended", not tie.start_year)


def _step(stage: Stage, row: str = "") -> Step:
    return Step(stage.kind, named(stage.kind), stage.date, stage.not_before, stage.not_after, row)


def _dots(events: Iterable[Event]) -> list[Dot]:
    return [Dot(each.year, each.label(current()), each.is_planned) for each in events if each.year]
