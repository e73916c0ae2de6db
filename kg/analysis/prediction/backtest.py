"""Had one asked in earlier years: did as many pairs find one another as was foretold, and those that were foretold?

At each origin everything is done anew with what was so by then (:mod:`kg.analysis.prediction.past`), the choice of
features and the correction included, and is held against the years after it. Places are those of the
gazetteer, which lists some small ones only because they have a tie.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kg.analysis.prediction.features import FEATURES, Mask, Matrix
from kg.analysis.prediction.learned import Model, learn
from kg.analysis.prediction.past import Past
from kg.analysis.prediction.scoring import Score, auc, score

STEP = 5  # years between origins
ORIGINS = 4
TOP = 200  # pairs that are likeliest


class Origin(NamedTuple):
    """What was foretold in a year and what came: ``tied`` later for certain, ``open`` besides.

    ``base`` is the log loss of one chance for all, the share that came, which nobody could have known.
    """

    year: int
    model: Model
    known: int
    tied: int
    open: int
    score: Score
    base: float
    population: float | None  # the AUC of population alone
    top: tuple[float, int, int]  # of the likeliest pairs not tied by then: ties expected, come, and left open
    chances: Matrix  # of the pairs that were neither tied nor are left open
    came: Mask


def backtest(past: Past, within: int, years: Sequence[int] = ()) -> list[Origin]:
    """The origins that can be learned for, the earliest first: those given, else the latest whose outcome is known."""
    first, last = past.years or (0, 0)
    origins = years or range(last - within, first, -STEP)[:ORIGINS]
    found = (_origin(past, year, within) for year in sorted({*origins}))
    return [origin for origin in found if origin]


def _origin(past: Past, year: int, within: int) -> Origin | None:
    model = learn(past, year)
    if model is None:
        return None
    before, later = past.tied(year), past.outcome(year, within)
    values = past.values(year, np.nonzero(~before))
    chances, came, is_open = model.chances(values, within), later.tied[~before], later.open[~before]
    top = np.argsort(-chances, kind="stable")[:TOP]
    likeliest = float(chances[top].sum()), int(came[top].sum()), int(is_open[top].sum())
    values, chances, came = values[:, ~is_open], chances[~is_open], came[~is_open]
    return Origin(
        year=year,
        model=model,
        known=int(before.sum()),
        tied=int(came.sum()),
        open=int(is_open.sum()),
        score=score(chances, came),
        base=score(np.full(len(came), came.mean()), came).log_loss,
        population=auc(values[FEATURES.index("population")], came),
        top=likeliest,
        chances=chances,
        came=came,
    )
