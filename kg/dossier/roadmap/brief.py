"""The road map in brief: what its parts come to, counted from their lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kg.base.languages import _, clauses, current
from kg.dossier.roadmap.ground import Ground
from kg.dossier.roadmap.ties import last_trace, verdict
from kg.formats.documents.document import Block, Facts, Grid, Heading, Items, Line, line


def brief(ground: Ground, blocks: Sequence[Block]) -> Iterator[Block]:
    """A row a part that has lines; each says which part it sums up."""
    parts = _parts(blocks)
    rows: list[tuple[str, Line]] = []
    if ground.place.ties:
        rows.append(("1. " + _("Ties of its own"), line(_ties(ground))))
    for number, name in ((2, _("Problems named")), (3, _("Measures, and where they were tried"))):
        if count := sum(len(each.lines) for each in parts[number] if isinstance(each, Items)):
            rows.append((f"{number}. {name}", line(str(count))))
    grid = next((each for each in parts[4] if isinstance(each, Grid)), None)
    if grid and grid.rows:
        partner, chance, _why = grid.rows[0]
        rows.append(("4. " + _("First to approach"), (*partner, *line(_(" – ")), *chance)))
    for number, name in ((5, _("Formats")), (6, _("Points to verify"))):
        if count := sum(len(each.lines) for each in parts[number] if isinstance(each, Items)):
            rows.append((f"{number}. {name}", line(str(count))))
    if dates := next((each for each in parts[7] if isinstance(each, Items)), None):
        rows.append(("7. " + _("Next date"), dates.lines[0]))
    if rows:
        yield Heading(_("In brief"))
        yield Facts(tuple(rows))


def _ties(ground: Ground) -> str:
    kinds = Counter(tie.kind.label(current()) for tie in ground.place.ties)
    urgency = Counter(verdict(ground, tie, last_trace(ground, tie))[0] for tie in ground.place.ties)
    words = (_("lapsed"), _("undated"), _("stale"), _("current"))
    told = [f"{kind}{_(': ')}{count}" for kind, count in kinds.items()]
    told += [f"{word}{_(': ')}{urgency[number]}" for number, word in enumerate(words) if urgency[number]]
    return clauses(told)


def _parts(blocks: Sequence[Block]) -> dict[int, list[Block]]:
    found: dict[int, list[Block]] = {}
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            found[len(found) + 1] = []
        else:
            found[len(found)].append(block)
    return found
