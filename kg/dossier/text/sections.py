"""Sections that the dossiers of several kinds of things have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from kg.base.dates import in_words, when
from kg.base.languages import N_, _, current, pick
from kg.dossier.text.phrases import items, label, named, pair, sentence, since, status, table
from kg.formats.documents.document import Block, Line, Span, line
from kg.network.told import KINDS_OF_TIES

if TYPE_CHECKING:
    from kg.dossier.evidence import Finding, Statement
    from kg.dossier.gatherings import Event, Facility
    from kg.dossier.place import NearTie
    from kg.dossier.text.citing import Citing
    from kg.dossier.tie import Conflict, OwnTie, TieLine
    from kg.dossier.unknown import Unknown

AnyTie = TypeVar("AnyTie", bound="TieLine")
# Rows that fit two to four pages.
TIES, NEAR, EVENTS, STATEMENTS, FACILITIES, CONFLICTS, FINDINGS, UNKNOWN = 14, 6, 8, 6, 12, 4, 6, 7
FIELDS = {
    "kind": N_("kind of tie"), "signed": N_("date of signing"), "approved": N_("date of approval"),
    "began": N_("date of the beginning"), "announced": N_("date of the announcement"),
    "startYear": N_("year of the beginning"), "renewed": N_("date of renewal"), "endedOn": N_("date of the end"),
}  # fmt: skip


def own_ties(ties: Iterable[OwnTie], cite: Citing, command: str) -> tuple[Block, ...]:
    """The ties of a place, closer kinds and better attested ones first."""
    headings = (_("Partner"), _("Kind"), _("Since"), _("Status"), _("Sources of the kind"), _("Support"), _("Notes"))

    def row(tie: OwnTie) -> tuple[Line, ...]:
        partner, notes = Span(named(tie.partner), strong=True), cite.span("", tie.witnesses_of_kind or tie.sources)
        return (partner,), *_told(tie), line(named(tie.support)), (notes,)

    return table(headings, closest_first(ties), row, TIES, command, numeric=(4,))


def near_ties(ties: Iterable[NearTie], command: str) -> tuple[Block, ...]:
    """The ties of what lies in a place, or of what holds it: whose they are is said in every row."""
    headings = (_("Whose"), _("Partner"), _("Kind"), _("Since"), _("Status"), _("Sources of the kind"))

    def row(tie: NearTie) -> tuple[Line, ...]:
        return line(named(tie.place)), line(named(tie.partner)), *_told(tie)

    return table(headings, closest_first(ties), row, NEAR, command, numeric=(5,))


def other_ties(ties: Iterable[TieLine], command: str = "") -> tuple[Block, ...]:
    """Ties of any places."""
    headings = (_("Places"), _("Kind"), _("Since"), _("Status"), _("Sources of the kind"))

    def row(tie: TieLine) -> tuple[Line, ...]:
        return line(pair(tie.parties)), *_told(tie)

    return table(headings, closest_first(ties), row, NEAR, command, numeric=(4,))


def _told(tie: TieLine) -> tuple[Line, ...]:
    return line(named(tie.kind)), line(since(tie)), line(status(tie)), line(str(tie.sources_of_kind or 0))


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
            (cite.span(text, event.sources),),
        )

    return table((_("Date"), _("Kind"), _("What happened")), latest, row, EVENTS, command)


def happened(event: Event) -> str:
    """What happened, without a full stop; an event of many places is told with the format that it belongs to."""
    told = sentence(event.label(current()))
    return _("{name} ({other})").format(name=told, other=named(event.tie)) if len(event.parties) > 2 else told


def last_event(every: Sequence[Event], cite: Citing) -> Iterator[Span]:
    """The sentence on the latest event that has a date and has happened."""
    past = [each for each in every if each.date and not each.is_planned]
    if past:
        event = max(past, key=lambda each: (each.date, each.id))
        text = _("The last dated event known here ({date}): {event}.")
        yield cite.span(text.format(date=in_words(event.date), event=happened(event)), event.sources)


def statements(every: Iterable[Statement], cite: Citing, command: str, *, by_name: bool = True) -> tuple[Block, ...]:
    """What experts say, in the words of this project, with their names as published."""

    def told(each: Statement) -> Line:
        said = cite.span(each.text(current()), each.sources)
        return (*_speaker(each), said) if by_name else (said,)

    return items(every, told, STATEMENTS, command)


def _speaker(statement: Statement) -> Line:
    """The name of an expert in the language of the reader, with the published one where that is another."""
    name, published = pick(statement.expert, current()), statement.expert.get("ru", "")
    other = _(" ({other})").format(other=published) if published and published != name else ""
    return Span(name, strong=True), Span(other + _(": "))


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

    return items(sorted(kinds), told, FACILITIES, command)


def facility_told(facility: Facility) -> str:
    """A facility by its name, with the end of its time where it has one."""
    name, until = facility.label(current()), facility.until
    return _("{name} (until {date})").format(name=name, date=in_words(until, of=True)) if until else name


def conflicts(every: Sequence[tuple[str, Conflict]], cite: Citing, command: str) -> tuple[Block, ...]:
    """Where sources differ: each side with its sources, what is taken, and the rules that chose."""

    def told(each: tuple[str, Conflict]) -> Line:
        return _conflict(*each, cite)

    rules = dict.fromkeys(pick(each.rule, current()) for _name, each in every[:CONFLICTS])
    stated = items(rules, lambda rule: line(_("Rule: {rule}").format(rule=rule)), len(rules))
    return (*items(every, told, CONFLICTS, command), *stated)


def _conflict(name: str, conflict: Conflict, cite: Citing) -> Line:
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

    return items([each for each in every if each.kind in kinds], told, FINDINGS, command)


def unknown(every: Iterable[Unknown], cite: Citing, command: str) -> tuple[Block, ...]:
    """What is missing, and where one would look."""

    def told(each: Unknown) -> Line:
        text = _("{what} Where to look: {where}.")
        hint = sentence(pick(each.hint, current()))
        return (cite.span(text.format(what=pick(each.what, current()), where=hint), each.where),)

    return items(every, told, UNKNOWN, command)
