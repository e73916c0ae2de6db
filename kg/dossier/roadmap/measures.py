"""Measures that experts propose here, in comparable places and against the same problems, and where they were tried."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.base.dates import in_words
from kg.base.languages import _, clauses, listed
from kg.dossier.roadmap.experience import Opinion
from kg.dossier.roadmap.ground import Ground
from kg.dossier.roadmap.lines import listed_or, told
from kg.dossier.roadmap.problems import of_peers, own
from kg.dossier.roadmap.tried import events_of, table
from kg.dossier.text.phrases import sentence
from kg.formats.documents.document import Block, Line, Span


def measures(ground: Ground) -> Iterator[Block]:
    """Each measure with who proposes it and against what, then the events that show it tried."""
    by_measure: defaultdict[str, list[Opinion]] = defaultdict(list)
    for each in proposals(ground):
        for code in each.said.measures:
            by_measure[code].append(each)
    ordered = sorted(by_measure.items(), key=lambda item: (-len(item[1]), item[0]))
    yield from listed_or(
        [each for code, proposing in ordered for each in _measure(ground, code, proposing)],
        _("No expert of the place or of comparable ones proposes a measure, nor does any against these problems."),
        "kg query measures-proposed",
    )


def proposals(ground: Ground) -> list[Opinion]:
    """The statements that propose something: own ones, those of peers, and any that name one of the same problems.

    Problems are the same where they are of one group of the scheme, for experts name them more or less closely.
    """
    near = [*own(ground), *(opinion for _peer, opinion in of_peers(ground))]
    groups = {ground.group(code) or code for each in near for code in each.said.problems}
    same = [
        each
        for each in ground.experience.opinions
        if groups & {ground.group(code) or code for code in each.said.problems}
    ]
    return list({each.said.id: each for each in (*near, *same) if each.said.measures}.values())


def _measure(ground: Ground, code: str, proposing: Sequence[Opinion]) -> tuple[Line, ...]:
    found = {source.id: source for each in proposing for source in each.said.sources}
    words = clauses([_proposed(ground, each) for each in proposing])
    label = Span(ground.concept(code, "measure"), strong=True)
    return told(
        ground.cite,
        label,
        ground.cite.span(_(" – proposed by {who}").format(who=words), found.values()),
        *_tried(ground, code),
    )


def _tried(ground: Ground, code: str) -> Iterator[Span]:
    """The events that show a measure tried, and why they count."""
    events = events_of(ground, code)
    for number, event in enumerate(events):
        what = _("{date}: {event}").format(date=in_words(event.date), event=sentence(event.label()))
        yield ground.cite.span((_("; ") if number else _(". Tried – ")) + what, event.sources)
    if events:
        yield Span(_(" (it counts because {why})").format(why=_(table()[code]["why"])))


def _proposed(ground: Ground, opinion: Opinion) -> str:
    who, named = ground.who(opinion), listed(ground.concept(code, "problem") for code in opinion.said.problems)
    return _("{who}, against: {problems}").format(who=who, problems=named) if named else who
