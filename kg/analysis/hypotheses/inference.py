"""What a design says of a trait: effects with errors, p-values of permutations, and what it could have shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from kg.analysis.hypotheses.designs import ASKED, Design
from kg.analysis.hypotheses.development import Matrix
from kg.analysis.hypotheses.estimates import Remark
from kg.analysis.hypotheses.models import (
    Effect,
    Model,
    effects_of,
    has_settled,
    inflation_of,
    is_constant,
    overdispersion,
)
from kg.analysis.hypotheses.pairs import two_sided

POWER = 0.8


def model_of(design: Design) -> Model:
    """The fitted design; without effects where it cannot be fitted."""
    traits, rows = tuple(design.columns), len(design.outcome)
    unfitted = Model(design.name, rows, (), {}, {}, measure=design.measure)
    if problem := _problem(design, traits):
        return unfitted._replace(notes=(problem,))
    matrix = design.matrix(traits)
    try:
        fitted = design.fit(matrix)
    except np.linalg.LinAlgError:
        return unfitted._replace(notes=(Remark("traits-alike"),))
    if not has_settled(fitted):
        return unfitted._replace(notes=(Remark("not-converged"),))
    diagnostics = {"log_likelihood": float(fitted.llf), "alpha": overdispersion(fitted)}
    return unfitted._replace(
        effects=effects_of(fitted, traits), diagnostics=diagnostics, inflation=inflation_of(matrix, traits)
    )


def _problem(design: Design, traits: Sequence[str]) -> Remark | None:
    units = design.grid[0] if design.grid else len(design.outcome)
    if is_constant(design.outcome):
        return Remark("same-outcome" if design.outcome.any() else "no-tie")
    if units < 10 * len(ASKED):
        return Remark("too-few-units", {"units": units, "traits": len(traits), "needed": 10 * len(ASKED)})
    flat = tuple(trait for trait in ASKED if is_constant(design.columns[trait]))
    if flat:
        return Remark("does-not-vary", {"traits": flat})
    border = design.columns["border"] > 0
    return None if design.outcome[border].any() else Remark("separated", {"traits": ("border",)})


def permuted(design: Design, trait: str, rounds: int, seed: int) -> float | None:
    """The two-sided p-value of a trait when what the others do not say of it is dealt anew among the units.

    What is left of the trait after regression on the others is permuted (Potter, Statistics in Medicine 24, 2005; for
    pairs by rows and by columns, as in Dekker, Krackhardt, Snijders 2007), and its score statistic in the model without
    it compared, divided by its standard error (DiCiccio, Romano, Journal of the American Statistical Association
    112, 2017). No model is fitted anew, so a thousand rounds take less than one fit.
    """
    others = [other for other in design.columns if other != trait]
    residuals = _score(design.fit(design.matrix(others)))
    basis = np.column_stack([np.ones(len(residuals)), design.matrix(others)])
    left = design.columns[trait] - basis @ np.linalg.lstsq(basis, design.columns[trait], rcond=None)[0]
    chance, grid = np.random.default_rng(seed), design.grid or (len(left), 1)
    table = left.reshape(grid)
    drawn = np.array([_statistic(table[rows][:, columns].ravel(), residuals, grid) for rows, columns in (
        (chance.permutation(grid[0]), chance.permutation(grid[1])) for _ in range(rounds)
    )])  # fmt: skip
    return two_sided(_statistic(left, residuals, grid), drawn)


def _score(fitted: Any) -> Matrix:
    """What a little more of its linear predictor would add to the log-likelihood of each row."""
    return np.asarray(fitted.model.score_obs(fitted.params)[:, 0])


def _statistic(column: Matrix, residuals: Matrix, grid: tuple[int, int]) -> float:
    """The sum of the products by its standard error, clustered by row and by column where there is more than one."""
    products = (column * residuals).reshape(grid)
    cells = float((products**2).sum())
    spread = float((products.sum(axis=1) ** 2).sum())
    if grid[1] > 1:
        spread += float((products.sum(axis=0) ** 2).sum()) - cells
    return float(products.sum() / np.sqrt(max(spread, cells, 1e-300)))


def over(effect: Effect, span: float) -> Effect:
    """An effect of one standard deviation as that of a natural range."""
    ratios = {name: getattr(effect, name) ** span for name in ("ratio", "low", "high", "narrow_low", "narrow_high")}
    return effect._replace(**ratios)


def least_shown(effect: Effect) -> float:
    """The smallest ratio above 1 that a test at 5 % finds in 80 of 100 samples like this one.

    >>> least_shown(Effect("border", 1.0, 0.5, 2.0, 0.56, 1.79, 1.0))
    2.69...
    """
    from scipy.stats import norm  # noqa: PLC0415 (takes longer to import than to run)

    half = np.log(effect.high / effect.low) / 2  # as many standard errors as the interval of its distribution has
    return float(np.exp(half * (1 + norm.ppf(POWER) / norm.ppf(0.975))))
