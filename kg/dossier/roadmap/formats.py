"""Multi-party formats: those that the place is in, and those that its level and macro-region fit."""

from __future__ import annotations

from collections.abc import Iterator

from kg.base.dates import in_words
from kg.base.languages import _, listed
from kg.dossier.roadmap.experience import Forum
from kg.dossier.roadmap.ground import Ground
from kg.dossier.roadmap.lines import listed_or, told
from kg.formats.documents.document import Block, Line, Span
from kg.network.levels import comparable


def formats(ground: Ground) -> Iterator[Block]:
    """A line a format: taking part, or fitting, with why and with the peers that are in."""
    lines = [
        each for forum in ground.experience.forums for unit in units(ground) for each in _line(ground, forum, unit)
    ]
    yield from listed_or(
        lines,
        _(
            "The place is in none of the formats known here ({n}), and none has a member of its country, level and "
            "macro-region."
        ).format(n=len(ground.experience.forums)),
        "kg query formats-and-members",
    )


def units(ground: Ground) -> list[str]:
    """The place, and the region that holds it: formats of regions are open to a city through its region."""
    return [ground.here, *([ground.region] if ground.region else [])]


def like(ground: Ground, forum: Forum, unit: str) -> list[str]:
    """The members of a place's level and macro-region: their membership speaks for its own."""
    nodes = ground.question.network.nodes
    node = nodes[unit]
    return [
        id
        for id in sorted(forum.members)
        if id != unit
        and id in nodes
        and nodes[id].country == node.country
        and nodes[id].macro_region == node.macro_region != ""
        and nodes[id].level != "country"
        and comparable(nodes[id].level, node.level)
    ]


def _line(ground: Ground, forum: Forum, unit: str) -> tuple[Line, ...]:
    is_here, others = unit == ground.here, like(ground, forum, unit)
    values = {"place": ground.name(unit), "places": listed(ground.question.name(id) for id in others)}
    if unit in forum.members:
        how = _("takes part") if is_here else _("its region takes part: {place}")
    elif others:
        how = _("could fit: members of its level and macro-region are in it ({places})")
        if not is_here:
            how = _("could fit its region, {place}: members of the same level and macro-region are in it ({places})")
    else:
        return ()
    since = _(", since {date}").format(date=in_words(str(forum.start_year))) if forum.start_year else ""
    sources = (*forum.members.get(unit, ()), *forum.sources)
    words = (since, _(" – "), how.format(**values), _peers(ground, forum, is_here=is_here))
    return told(ground.cite, Span(forum.label(), strong=True), *words, sources=sources)


def _peers(ground: Ground, forum: Forum, *, is_here: bool) -> str:
    """The most alike places that are in a format, or their regions."""
    regions = (ground.question.network.nodes[id].region for id in ground.alike)
    others = dict.fromkeys(ground.alike if is_here else regions)
    found = [id for id in others if id in forum.members and id != ground.region]
    if not found:
        return ""
    words = _("; comparable places in it: {places}") if is_here else _("; regions of comparable places in it: {places}")
    return words.format(places=listed(ground.question.name(id) for id in found))
