"""Had one asked in an earlier year: would the suggestions have foretold the ties that came after?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.network.attributes import Attributes
from kg.network.hubs import select
from kg.network.model import Link, Network
from kg.network.suggestions.features import FEATURES, Candidates, candidates
from kg.network.suggestions.learned import learn

Matrix = NDArray[np.float64]
CUTS = (10, 50, 100)


class Score(NamedTuple):
    """How a way of ranking pairs did.

    ``auc`` is the chance that a pair tied later stands above one that was not (0.5: a guess), ``low``
    and ``high`` bound it at 95 % (drawing the later ties anew); ``hits`` says for each k how many of the k
    pairs ranked first were tied later.
    """

    method: str
    auc: float | None
    low: float | None
    high: float | None
    hits: tuple[tuple[int, int], ...]


class Backtest(NamedTuple):
    """Scores after a year: ties known by then, later ones that could be foretold, and pairs to choose from.

    ``newcomers`` are later ties of a place that had none by that year: partners and ways cannot foretell
    them, size, level and nearness can. ``undated`` ties are left out on both sides.
    """

    year: int
    known: int
    later: int
    newcomers: int
    undated: int
    pairs: int
    scores: tuple[Score, ...]


def backtest(
    network: Network,
    attributes: Attributes,
    kinds: Sequence[str],
    year: int,
    sides: tuple[str, str],
    seed: int = 0,
) -> Backtest:
    """Train on the ties that began by ``year``, rank all other pairs, compare with those tied after.

    Ties that have ended are kept: they were formed. The features of size, level and place are
    today's, because the graph has no earlier ones. The places to choose from are those of the
    gazetteer, which holds some small places only because they have a tie: that flatters every
    method. Baselines: ``random``, and ``popularity``, the product of the partners both had.
    """
    dated = select(network, kinds, ended=True).links
    before = [link for link in dated if link.start_year is not None and link.start_year <= year]
    after = [link for link in dated if link.start_year is not None and link.start_year > year]
    known = candidates(network, before, attributes, sides)
    row, column = ({id: n for n, id in enumerate(ids)} for ids in (known.first, known.second))
    later = np.zeros(known.tied.shape, dtype=bool)
    newcomers = 0
    for link in after:
        a, b = (link.a, link.b) if link.a in row else (link.b, link.a)
        if a not in row or b not in column:
            continue  # a tie within one country, or with a third
        later[row[a], column[b]] = True
        newcomers += not (known.tied[row[a]].any() and known.tied[:, column[b]].any())
    free = ~known.tied
    outcome = later[free]
    ways = _ways_of_ranking(known, seed)
    return Backtest(
        year=year,
        known=len(before),
        later=int(outcome.sum()),
        newcomers=newcomers,
        undated=sum(link.start_year is None for link in dated),
        pairs=int(free.sum()),
        scores=tuple(_score(name, values[free], outcome, seed) for name, values in ways.items()),
    )


def _ways_of_ranking(known: Candidates, seed: int) -> dict[str, Matrix]:
    popularity = known.values[FEATURES.index("preferential-attachment")]
    ways = {
        "learned combination": learn(known).scores(known.values),
        "shared partners": known.values[FEATURES.index("shared-partners")],
        "popularity": popularity,
        "random": np.random.default_rng(seed).random(popularity.shape),
    }
    return {name: np.asarray(values) for name, values in ways.items()}


def _score(name: str, values: Matrix, outcome: NDArray[np.bool_], seed: int) -> Score:
    """AUC counts pairs of equal score as half; hits take them in the order of their ids."""
    wins, others = values[outcome], np.sort(values[~outcome])
    if not len(wins) or not len(others):
        return Score(name, None, None, None, ())
    below = np.searchsorted(others, wins, side="left")
    equal = np.searchsorted(others, wins, side="right") - below
    beaten = (below + equal / 2) / len(others)
    drawn = np.random.default_rng(seed).choice(beaten, (1000, len(beaten))).mean(axis=1)
    low, high = np.quantile(drawn, (0.025, 0.975))
    order = np.lexsort((np.arange(len(values)), -values))
    hits = tuple((cut, int(outcome[order[:cut]].sum())) for cut in CUTS if cut <= len(values))
    return Score(name, float(beaten.mean()), float(low), float(high), hits)


def default_year(links: Sequence[Link]) -> int | None:
    """The year by which two thirds of the dated ties had begun; none where fewer than three are dated."""
    years = sorted(link.start_year for link in links if link.start_year is not None)
    return years[len(years) * 2 // 3 - 1] if len(years) > 2 else None
