"""Had one asked in an earlier year: would the suggestions have foretold the ties that came after?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kg.analysis.prediction.features import FEATURES, Candidates, Matrix, candidates
from kg.analysis.prediction.learned import learn
from kg.analysis.prediction.scoring import Difference, Score, difference, score
from kg.analysis.question import Question
from kg.base.languages import N_
from kg.network.standing import select
from kg.network.ties import Link, Network
from kg.network.views import Choice

LEARNED, PLAIN = N_("learned combination"), N_("population alone")
MANY = 5  # places of one level: all of fewer may be tied for no reason of the gazetteer


class Backtest(NamedTuple):
    """Scores after a year: ties known by then, pairs to choose from, and those tied later, until a year if one is set.

    ``newcomers`` are the later pairs of a place that had no tie by that year: partners and ways cannot
    foretell them, size, level and nearness can. ``undated`` and ``doubtful`` ties are left out on both
    sides. ``gain`` is the learned combination against population alone. ``full_level`` is the level with
    most places of which every listed place has a tie, ``full_count`` how many these are.
    """

    year: int
    known: int
    pairs: int
    later: int
    newcomers: int
    undated: int
    doubtful: int
    scores: tuple[Score, ...]
    gain: Difference | None
    full_level: str
    full_count: int


class Dated(NamedTuple):
    """The ties of some kinds, ended ones included, by when they began and whether that is known and sure."""

    sure: tuple[Link, ...]
    undated: tuple[Link, ...]
    doubtful: tuple[Link, ...]


def dated(network: Network, choice: Choice) -> Dated:
    """The ties of a choice that formed, by its year if it has one."""
    links = select(network, choice.kinds, ended=True).links
    sure = [link for link in links if link.confidence >= choice.least_confidence]
    end = choice.as_of
    return Dated(
        sure=tuple(link for link in sure if link.start_year is not None and (end is None or link.start_year <= end)),
        undated=tuple(link for link in sure if link.start_year is None),
        doubtful=tuple(link for link in links if link.confidence < choice.least_confidence),
    )


def backtest(question: Question, year: int, sides: tuple[str, str]) -> Backtest:
    """Train on the ties that began by ``year``, rank all other pairs, compare with those tied after.

    Ties that have ended are kept: they were formed. With a year in the choice, only ties that began
    by it count as later. Pairs whose tie is undated or doubtful are not ranked, because it is not known when
    they were tied. The features of size, level and place are today's, because the graph has no earlier
    ones. The places to choose from are those of the gazetteer, which lists some small places only because
    they have a tie, so the scores hold for a choice among the listed places.
    """
    network, drawing = question.network, (question.rounds, question.seed)
    found = dated(network, question.choice)
    before = [link for link in found.sure if (link.start_year or 0) <= year]
    known = candidates(network, before, question.attributes, sides)
    later = known.joined(link for link in found.sure if (link.start_year or 0) > year) & ~known.tied
    tested = ~known.tied & (later | ~known.joined((*found.undated, *found.doubtful)))
    settled = np.logical_and.outer(known.tied.any(axis=1), known.tied.any(axis=0))
    groups = {
        N_("all pairs"): tested,
        N_("with a newcomer"): tested & ~settled,
        N_("without newcomers"): tested & settled,
    }
    ways = _ways_of_ranking(known)
    full_level, full_count = _full_level(network, sides)
    return Backtest(
        year=year,
        known=len(known.across(known.links)),
        pairs=int(tested.sum()),
        later=int(later.sum()),
        newcomers=int((later & ~settled).sum()),
        undated=len(known.across(found.undated)),
        doubtful=len(known.across(found.doubtful)),
        scores=tuple(
            score(method, group, values[held], later[held], *drawing)
            for group, held in groups.items()
            for method, values in ways.items()
        ),
        gain=difference(ways[LEARNED], ways[PLAIN], tested, later, *drawing),
        full_level=full_level,
        full_count=full_count,
    )


def _ways_of_ranking(known: Candidates) -> dict[str, Matrix]:
    """The learned combination, single features, and no order at all: its AUC is 0.5, its hits the expected ones."""
    single = {
        PLAIN: "population",
        N_("nearness alone"): "nearness",
        N_("popularity"): "preferential-attachment",
        N_("shared partners"): "shared-partners",
    }
    return {
        LEARNED: learn(known).scores(known.values),
        **{way: known.values[FEATURES.index(feature)] for way, feature in single.items()},
        "random order": np.zeros(known.tied.shape),
    }


def _full_level(network: Network, sides: tuple[str, str]) -> tuple[str, int]:
    """The level with most places, all of which have a tie, and their number; none where these are few."""
    tied = {end for link in network.links for end in (link.a, link.b)}
    nodes = [node for node in network.nodes.values() if node.country in sides]
    free = {node.level for node in nodes if node.id not in tied}
    full = Counter(node.level for node in nodes if node.level not in free)
    level, count = min(full.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    return (level, count) if count >= MANY else ("", 0)


def default_year(links: Sequence[Link]) -> int | None:
    """The year by which two thirds of the dated ties had begun; none where fewer than three are dated."""
    years = sorted(link.start_year for link in links if link.start_year is not None)
    return years[len(years) * 2 // 3 - 1] if len(years) > 2 else None
