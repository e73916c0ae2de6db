"""Sections that the dossiers of several kinds of things have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from kg.base.dates import in_words, when
from kg.base.languages import N_, _, clauses, current, listed, pick
from kg.dossier.place import NearTie
from kg.dossier.text.drawn import of_ties
from kg.dossier.text.phrases import (
    SOME,
    items,
    label,
    linked,
    named,
    pair,
    room,
    section,
    sentence,
    since,
    status,
    table,
)
from kg.dossier.tie import Evidenced
from kg.formats.documents.document import Block, Line, Span, line
from kg.network.told import KINDS_OF_TIES

if TYPE_CHECKING:
    from kg.dossier.comparable_kept import AlikeTie
    from kg.dossier.evidence import Finding, Statement
    from kg.dossier.gatherings import Event, Facility
    from kg.dossier.people import Post, Speaker
    from kg.dossier.place import Place
    from kg.dossier.text.citing import Citing
    from kg.dossier.tie import Conflict, OwnTie, TieLine
    from kg.dossier.unknown import Unknown

AnyTie = TypeVar("AnyTie", bound="TieLine")
# Rows that fit two to four pages.
TIES, NEAR, EVENTS, STATEMENTS, FACILITIES, CONFLICTS, FINDINGS, UNKNOWN, ON_MAP = 12, 4, 5, 4, 8, 3, 3, 6, 8
ALL = 60  # ties of a place on its page: no place has more of its own, and one as many within it
IN_ROWS = 1  # sources cited in a row of a table, the strongest
FIELDS = {
    "kind": N_("kind of tie"), "signed": N_("date of signing"), "approved": N_("date of approval"),
    "began": N_("date of the beginning"), "announced": N_("date of the announcement"),
    "startYear": N_("year of the beginning"), "renewed": N_("date of renewal"), "endedOn": N_("date of the end"),
}  # fmt: skip


def own_ties(ties: Iterable[OwnTie], cite: Citing, command: str) -> tuple[Block, ...]:
    """The ties of a place, closer kinds and better attested ones first."""
    headings = (_("Partner"), _("Kind"), _("Begun"), _("Status"), _("Support (sources of the kind)"))

    def row(tie: OwnTie) -> tuple[Line, ...]:
        sources = tie.witnesses_of_kind or tie.sources
        return (linked(tie.partner, strong=True),), *_told(tie), (cite.span(_support(tie), sources, IN_ROWS),)

    return table(headings, closest_first(ties), row, room(TIES, ALL), command)


def other_ties(ties: Iterable[TieLine], cite: Citing, command: str, on_a_page: int = NEAR) -> tuple[Block, ...]:
    """Ties of any places: of what lies in one, of what holds it, or those that name a concept."""
    headings = (_("Places"), _("Kind"), _("Begun"), _("Status"), _("Support (sources of the kind)"))

    def row(tie: TieLine) -> tuple[Line, ...]:
        sources = tie.sources if isinstance(tie, NearTie | Evidenced) else ()
        return line(_ends(tie)), *_told(tie), (cite.span(_support(tie), sources, IN_ROWS),)

    return table(headings, closest_first(ties), row, room(NEAR, on_a_page), command)


def places_with_ties(
    title: str, places: Sequence[Place], ties: Iterable[Evidenced], cite: Citing, command: str
) -> Iterator[Block]:
    """A map of some places and a table of their ties."""
    if not places:
        return
    ordered = closest_first(ties)
    names = listed([named(each) for each in places[:ON_MAP]])
    says = _("Map: {name} and its partners.") if len(places) == 1 else _("Map: {name}.")
    drawn, told = tuple(of_ties(places, ordered, says.format(name=names))), other_ties(ordered, cite, command, SOME)
    yield from section(title, *drawn, *told)


def comparable_ties(ties: Iterable[AlikeTie], cite: Citing, command: str) -> tuple[Block, ...]:
    """What pairs of comparable places have, the most alike first, with the last of the events of each."""
    headings = (_("Places"), _("Kind"), _("Begun"), _("Status"), _("Last event"))

    def row(tie: AlikeTie) -> tuple[Line, ...]:
        past = [each for each in tie.events if each.date and not each.is_planned]
        place = replace(_ends(tie), notes=cite.keys(tie.witnesses_of_kind or tie.sources, IN_ROWS))
        if not past:
            return (place,), *_told(tie), line(_("none known"))
        last = max(past, key=lambda each: (each.date, each.id))
        event = _("{date}: {event}").format(date=in_words(last.date), event=happened(last))
        return (place,), *_told(tie), (cite.span(event, last.sources, IN_ROWS),)

    return table(headings, ties, row, NEAR, command)


def _told(tie: TieLine) -> tuple[Line, ...]:
    return line(Span(named(tie.kind), thing=tie.iri)), line(since(tie)), line(status(tie))


def _ends(tie: TieLine) -> Span:
    """The two places of a tie, that which lies near first where one does."""
    if isinstance(tie, NearTie):
        text = _("{one} – {other}").format(one=named(tie.place), other=named(tie.partner))
    else:
        text = pair(tie.parties)
    return Span(text, thing=tie.iri)


def _support(tie: TieLine) -> str:
    return _("{name} ({other})").format(name=named(tie.support), other=tie.sources_of_kind or 0)


def closest_first(ties: Iterable[AnyTie]) -> list[AnyTie]:
    """Ties in the order of their kinds, the better attested ones first."""
    kinds = list(KINDS_OF_TIES)
    return sorted(ties, key=lambda tie: (kinds.index(tie.kind), -(tie.sources_of_kind or 0), tie.id))


def events(every: Iterable[Event], cite: Citing, command: str, *, of_format: bool = False) -> tuple[Block, ...]:
    """Events, the latest first; those without a date come last. ``of_format`` leaves out which format it was."""
    latest = sorted(every, key=lambda event: (event.date or str(event.year or ""), event.id), reverse=True)

    def row(event: Event) -> tuple[Line, ...]:
        text = event.label(current()) if of_format else happened(event) + _(". ").strip()
        return (
            line(in_words(event.date) if event.date else when()),
            line(named(event.kind)),
            (cite.span(text, event.sources, thing=event.iri),),
        )

    return table((_("Date"), _("Kind"), _("What happened")), latest, row, room(EVENTS), command)


def happened(event: Event) -> str:
    """What happened, without a full stop; what belongs to a format of many places is told with its name."""
    told = sentence(event.label(current()))
    is_of_format = bool(event.tie) and bool(event.tie.labels) and "--" not in event.tie
    return _("{name} ({other})").format(name=told, other=named(event.tie)) if is_of_format else told


def last_event(every: Sequence[Event], cite: Citing) -> Iterator[Span]:
    """The sentence on the latest event that has a date and has happened."""
    past = [each for each in every if each.date and not each.is_planned]
    if past:
        event = max(past, key=lambda each: (each.date, each.id))
        text = _("The last dated event known here ({date}): {event}.")
        yield cite.span(text.format(date=in_words(event.date), event=happened(event)), event.sources)


def statements(
    every: Iterable[Statement], cite: Citing, command: str, speakers: Iterable[Speaker] = ()
) -> tuple[Block, ...]:
    """What experts say, in the words of this project, with their names and posts as published; without them bare."""
    known, introduced = {each.id: each for each in speakers}, set[str]()

    def told(each: Statement) -> Line:
        said = cite.span(each.text(current()), each.sources)
        speaker = known.get(str(each.expert_id))
        if speaker is None:
            return (said,)
        named_before = speaker.id in introduced
        introduced.add(speaker.id)
        return (*_presented(speaker, posts=not named_before), said)

    return items(every, told, room(STATEMENTS), command)


def _presented(speaker: Speaker, *, posts: bool) -> Line:
    """An expert: the name in the language of the reader; for the first time also the published one and the posts."""
    name = Span(speaker.label(current()), strong=True, thing=speaker.iri)
    published = speaker.labels.get("ru", "") if posts else ""
    other = _(" ({other})").format(other=published) if published not in ("", name.text) else ""
    posts_held = clauses(post_held(post) for post in speaker.posts if posts)
    return name, Span(other + (_(", ") + posts_held if posts_held else "") + _(": "))


def post_held(post: Post, authority: str = "") -> str:
    """A post with its authority and place."""
    return held(post.label(current()), authority, named(post.place) if post.place else "")


def held(title: str, authority: str, place: str) -> str:
    """What a post is called with its authority and place: in Chinese the wider comes first, without commas or repeats.

    >>> from kg.base.languages import speaking
    >>> with speaking("zh"):
    ...     print(held("局长", "黑河市政府", "黑河市"), held("局长", "", "黑河市"), held("Head", "", "黑河市"))
    黑河市政府局长 黑河市局长 Head、黑河市
    """
    if current() != "zh" or title.isascii():  # a title that is not translated
        return listed(filter(None, (title, authority, place)))
    return "".join(("" if place in authority + title else place, authority, title))


def facilities(every: Iterable[Facility], cite: Citing, command: str) -> tuple[Block, ...]:
    """Consulates, crossings, institutes and flights, a line a kind."""
    kinds: dict[str, list[Facility]] = {}
    for each in every:
        kinds.setdefault(named(each.kind), []).append(each)

    def told(kind: str) -> Line:
        spans = [Span(kind, strong=True), Span(_(": "))]
        for at, each in enumerate(kinds[kind]):
            spans += [Span(_("; "))] if at else []
            spans.append(cite.span(facility_told(each), each.sources, 1))
        return tuple(spans)

    return items(sorted(kinds), told, room(FACILITIES), command)


def facility_told(facility: Facility) -> str:
    """A facility by its name, with the end of its time where it has one."""
    name, until = facility.label(current()), facility.until
    return _("{name} (until {date})").format(name=name, date=in_words(until, of=True)) if until else name


def conflicts(every: Sequence[tuple[str, Conflict]], cite: Citing, command: str) -> tuple[Block, ...]:
    """Where sources differ: each side with its sources, what is taken, and the rules that chose."""

    def told(each: tuple[str, Conflict]) -> Line:
        return conflict_told(*each, cite)

    return items(every, told, room(CONFLICTS), command)


def rules(every: Iterable[Conflict]) -> tuple[Block, ...]:
    """The rules that chose where sources differ."""
    known = dict.fromkeys(pick(each.rule, current()) for each in every)
    return items(known, lambda rule: line(_("Rule: {rule}").format(rule=rule)), len(known))


def conflict_told(name: str, conflict: Conflict, cite: Citing) -> Line:
    """One conflict: what is told of whom, each side with its sources, and what is taken."""

    def value(text: str) -> str:
        return label("tie-kind", text) if conflict.field == "kind" else in_words(text)

    field = _(FIELDS[conflict.field])
    spans = [Span(name + _(", ") + field if name else field, strong=True), Span(_(": "))]
    for at, side in enumerate(conflict.sides):
        spans += [Span(_("; "))] if at else []
        spans.append(cite.span(value(side.id), side.sources))
    if conflict.chosen:
        spans.append(Span(_("; ") + _("taken: {value}").format(value=value(conflict.chosen))))
    return tuple(spans)


def findings(every: Iterable[Finding], cite: Citing, command: str, *kinds: str) -> tuple[Block, ...]:
    """Findings of some kinds, in their words."""

    def told(each: Finding) -> Line:
        return (cite.span(each.text(current()), each.sources),)

    return items([each for each in every if each.kind in kinds], told, room(FINDINGS), command)


def unknown(every: Iterable[Unknown], cite: Citing, command: str) -> tuple[Block, ...]:
    """What is missing, and where one would look."""

    def told(each: Unknown) -> Line:
        text = _("{what} Where to look: {where}.")
        hint = sentence(pick(each.hint, current()))
        return (cite.span(text.format(what=pick(each.what, current()), where=hint), each.where),)

    return items(every, told, room(UNKNOWN), command)
