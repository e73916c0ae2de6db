"""Places side by side: what is known of each, with its sources, and where a comparison would mislead.

Figures stand beside each other where they are of one indicator, year and unit; otherwise the row says what differs.
Counts are of the ties that sources state: more of them may mean more ties, or more that somebody wrote down.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, combinations
from typing import TYPE_CHECKING, NamedTuple

from kg.base.dates import in_words, when
from kg.base.errors import KgError
from kg.base.languages import N_, _, as_head, current, listed
from kg.dossier.text.phrases import amount, level, named, own_stage, since, where
from kg.network.attributes import POPULATION, PRODUCT_PER_HEAD
from kg.network.levels import comparable
from kg.network.told import KINDS_OF_TIES

if TYPE_CHECKING:
    from kg.dossier.evidence import Observation, Source
    from kg.dossier.facts import Code
    from kg.dossier.place import Place
    from kg.dossier.position import Position
    from kg.dossier.tie import OwnTie

MOST = 6  # columns that a page holds
FIGURES = {N_("Inhabitants"): POPULATION, N_("Product per head"): PRODUCT_PER_HEAD}  # with their indicators
_YEARS = 10_000


class Cell(NamedTuple):
    """What is known of one place, empty where nothing is, with who says so; ``value`` is a number to reckon with."""

    text: str = ""
    sources: tuple[Source, ...] = ()
    value: float | None = None


class Row(NamedTuple):
    """One thing that is compared: a cell a place, and what is to be known of the comparison."""

    section: str
    label: str
    cells: tuple[Cell, ...]
    remark: str = ""


def comparison(places: Sequence[Place]) -> list[Row]:
    """The rows in the language of the context; raises :class:`KgError` for fewer than two places or too many."""
    places = list(dict.fromkeys(places))
    if not 2 <= len(places) <= MOST:
        raise KgError(_("give two to {most} different places").format(most=MOST))
    parts = (_kind, _figures, _ties, _partners, _fields, _facilities, _position)
    return [
        row._replace(label=as_head(row.label))
        for row in chain.from_iterable(part(places) for part in parts)
        if {cell.text for cell in row.cells} - {"", "0"}
    ]


def partners_in_common(places: Sequence[Place]) -> list[Place]:
    """The places that have a tie with two or more of these, those with most first."""
    ties = Counter(partner for place in places for partner in {tie.partner for tie in place.ties})
    return [each for each, count in sorted(ties.items(), key=lambda each: (-each[1], each[0].id)) if count > 1]


def _each(section: str, label: str, places: Iterable[Place], told: Callable[[Place], Cell], remark: str = "") -> Row:
    return Row(section, label, tuple(told(place) for place in places), remark)


def alone(place: Place) -> dict[str, list[Row]]:
    """The rows of a place that are the same whatever stands beside it, by the part of the comparison."""
    parts = {"kind": _kind, "ties": _ties, "facilities": _facilities, "position": _position}
    return {name: [row._replace(label=as_head(row.label)) for row in part([place])] for name, part in parts.items()}


def _kind(places: Sequence[Place]) -> Iterator[Row]:
    section = _("The places")
    equal = all(comparable(str(one.level), str(other.level)) for one, other in combinations(places, 2))
    remark = "" if equal else _("not of one rank: their numbers of ties are not those of equals")
    yield _each(section, _("Level"), places, lambda place: Cell(level(place)), remark)
    yield _each(section, _("Within"), places, lambda place: Cell(where(place.holders)))


def _figures(places: Sequence[Place]) -> Iterator[Row]:
    for label, preferred in FIGURES.items():
        yield _figure(places, _(label), preferred)


def order(figure: Observation, preferred: Sequence[str]) -> int:
    """Which of the figures of a place is told: the least, which is not doubtful, late, and of a preferred indicator."""
    return (figure.low_trust * _YEARS + _YEARS - (figure.year or 0)) * len(preferred) + preferred.index(
        figure.indicator
    )


def series(place: Place, preferred: Sequence[str]) -> list[Observation]:
    """The figures of a place by some indicators, that to tell first."""
    found = [each for each in place.observations if each.indicator in preferred and each.value]
    return sorted(found, key=partial(order, preferred=preferred))


def _figure(places: Sequence[Place], label: str, preferred: Sequence[str]) -> Row:
    """The latest figures of one indicator, year and unit that all places have, else the best one of each."""
    every, section = [series(place, preferred) for place in places], _("Figures")
    same = set.intersection(*({_same(figure) for figure in figures if figure.year} for figures in every))
    columns = [[next(f for f in figures if _same(f) == key) for figures in every] for key in same]
    if columns:
        chosen = min(columns, key=lambda column: max(order(each, preferred) for each in column))
        cells = (Cell(amount(each.value or 0) + doubt(each), each.sources, each.value) for each in chosen)
        return Row(section, _("{value} ({what})").format(value=label, what=listed(meaning(chosen[0]))), tuple(cells))
    best = [next(iter(figures), None) for figures in every]
    cells = (Cell(_own_figure(each), each.sources) if each else Cell() for each in best)
    return Row(section, label, tuple(cells), _why_not([each for each in best if each], len(places)))


def _same(figure: Observation) -> tuple[str, int | None, str]:
    return str(figure.indicator), figure.year, str(figure.unit)


def _own_figure(figure: Observation) -> str:
    told = _("{value} ({what})").format(value=amount(figure.value or 0), what=listed(meaning(figure)))
    return told + doubt(figure)


def meaning(figure: Observation) -> tuple[str, str, str]:
    """Of what, of when and in what a figure is."""
    of_when = in_words(str(figure.year)) if figure.year else when()
    return figure.indicator.label(current()), of_when, figure.unit.label(current())


def doubt(figure: Observation) -> str:
    """What follows a figure that is little trusted."""
    return _(", doubtful") if figure.low_trust else ""


def _why_not(best: Sequence[Observation], count: int) -> str:
    """What keeps figures from being compared."""
    ways: dict[str, set[object]] = {
        _("indicators differ"): {figure.indicator for figure in best},
        _("years differ"): {figure.year for figure in best if figure.year},
        _("units differ"): {figure.unit for figure in best},
    }
    reasons = [way for way, values in ways.items() if len(values) > 1]
    reasons += [_("not all are dated")] if not all(figure.year for figure in best) else []
    reasons += [_("not known of all")] if len(best) < count else []
    return _("not comparable ({reasons})").format(reasons=listed(reasons))


def _ties(places: Sequence[Place]) -> Iterator[Row]:
    section = _("Ties of its own")

    def counted(kind: str) -> Callable[[Place], Cell]:
        return lambda place: _count([tie for tie in place.ties if tie.kind == kind])

    for kind, label in KINDS_OF_TIES.items():
        yield _each(section, _(label), places, counted(kind))
    yield _each(section, _("first by date"), places, _first)
    yield _each(section, _("without a date"), places, _undated, _("one of them may be older than the first by date"))
    remark = _("not counted above")
    yield _each(
        section, _("Ties of places inside"), places, lambda place: Cell(str(len(place.ties_within) or "")), remark
    )


def _count(ties: Sequence[OwnTie]) -> Cell:
    if not ties:
        return Cell("0")
    by = Counter(tie.status.label(current()) for tie in ties)
    ordered = sorted(by.items(), key=lambda each: (-each[1], each[0]))
    told = listed(_("{what} – {count}").format(what=word, count=count) for word, count in ordered)
    text = _("{value} ({what})").format(value=len(ties), what=told)
    return Cell(text, firsts(tie.sources for tie in ties))


def firsts(sources: Iterable[Sequence[Source]]) -> tuple[Source, ...]:
    """The first source of each thing, once."""
    return tuple({found[0].id: found[0] for found in sources if found}.values())


def _first(place: Place) -> Cell:
    tie = next((tie for tie in place.ties if tie.start_year), None)
    if tie is None:
        return Cell()
    stage = own_stage(tie)
    text = _("{date}: {partner} ({kind})")
    told = {"date": since(tie), "partner": named(tie.partner), "kind": tie.kind.label(current())}
    return Cell(text.format(**told), (stage.sources if stage else ()) or tie.sources)


def _undated(place: Place) -> Cell:
    undated = [tie for tie in place.ties if not tie.start_year]
    return Cell(str(len(undated)), firsts(tie.sources for tie in undated)) if undated else Cell()


def _partners(places: Sequence[Place]) -> Iterator[Row]:
    for one, other in combinations(places, 2):
        tie, both = _with(one, other), (one, other)
        label = _("{one} – {other}").format(one=named(one), other=named(other))
        yield Row(_("Ties between them"), label, tuple(tie if place in both else Cell() for place in places))
    section = _("Partners of two or more")
    for partner in partners_in_common(places):
        yield _each(section, named(partner), places, partial(_with, partner=partner))


def _with(place: Place, partner: Place) -> Cell:
    if place == partner:
        return Cell(_("itself"))
    tie = next((tie for tie in place.ties if tie.partner == partner), None)
    return told_of(tie) if tie else Cell()


def told_of(tie: OwnTie) -> Cell:
    """A tie beside another one of the same partner."""
    return Cell(tie.kind.label(current()) + _(", ") + since(tie), tie.sources)


Named = Sequence[tuple["Code | str", Sequence["Source"]]]


def fields(place: Place) -> dict[str, Named]:
    """What a place works on, takes part in and has trouble with: by the label of the row, each with its sources."""
    return {
        _("Spheres of ties and events"): [
            *((code, tie.sources) for tie in place.ties for code in tie.spheres),
            *((code, event.sources) for event in place.events for code in event.spheres),
        ],
        _("Multi-party formats"): [(each.label(current()), each.sources) for each in place.formats],
        _("Problems that experts name"): [(code, each.sources) for each in place.statements for code in each.problems],
    }


def most_often(found: Named) -> list[str]:
    """The names of what is found, most often first."""
    names = Counter(_name(code) for code, _sources in found)
    return sorted(names, key=lambda name: (-names[name], name))


def _fields(places: Sequence[Place]) -> Iterator[Row]:
    section, every = _("Fields of work, formats, problems"), [fields(place) for place in places]
    for label in every[0]:
        yield _shared(section, label, [each[label] for each in every])


def _shared(section: str, label: str, found: Sequence[Named]) -> Row:
    """What each place has, most often first, and what all have."""
    names = [most_often(each) for each in found]
    cells = [
        Cell(listed(each), firsts(sources for _code, sources in pairs))
        for each, pairs in zip(names, found, strict=True)
    ]
    common = sorted(set.intersection(*map(set, names)))
    told = _("in common – {what}").format(what=listed(common)) if common else _("nothing in common")
    return Row(section, label, tuple(cells), told if all(names) else "")  # where nothing is known, nothing is compared


def _name(code: Code | str) -> str:
    return code.label(current()) if hasattr(code, "label") else code


def _facilities(places: Sequence[Place]) -> Iterator[Row]:
    section = _("Infrastructure of cooperation")
    kinds = {each.kind: each.kind.label(current()) for place in places for each in place.facilities}
    for kind, label in sorted(kinds.items(), key=lambda each: each[1].casefold()):
        yield _each(section, label, places, partial(_of_kind, kind=kind))


def _of_kind(place: Place, kind: str) -> Cell:
    found = [each for each in place.facilities if each.kind == kind]
    names = [
        _("{name} (until {date})").format(name=each.label(current()), date=in_words(each.until, of=True))
        if each.until
        else each.label(current())
        for each in found
    ]
    return Cell(listed(names), firsts(each.sources for each in found))


def _position(places: Sequence[Place]) -> Iterator[Row]:
    section = _("Position in the network of sister and partner ties")
    positions = {place: place.position for place in places}

    def number(name: str) -> Callable[[Place], Cell]:
        return lambda place: Cell(str(getattr(positions[place], name, "")))

    yield _each(section, _("own ties"), places, number("own"))
    yield _each(section, _("partners"), places, number("partners"))
    remark = _("from – to: as far as it depends on which sources were found")

    def rank(name: str) -> Callable[[Place], Cell]:
        return lambda place: _rank(positions[place], name)

    yield _each(section, _("rank among all"), places, rank("among_all"), remark)
    if len({place.country for place in places}) == 1:
        yield _each(section, _("rank in its country"), places, rank("in_country"), remark)


def _rank(position: Position | None, name: str) -> Cell:
    if position is None:
        return Cell()
    found = position.among_all if name == "among_all" else position.in_country
    told = {"rank": found.rank, "among": found.among, "low": found.low, "high": found.high}
    return Cell(_("{rank} of {among} (from {low} to {high})").format(**told))
