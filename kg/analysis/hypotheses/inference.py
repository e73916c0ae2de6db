"""What a design says of a trait: effects with errors, p-values of permutations, and what it could have shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from kg.analysis.hypotheses.designs import ASKED, Design, clustered
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
    with_constant,
)
from kg.analysis.hypotheses.pairs import two_sided

POWER = 0.8


class Fit(NamedTuple):
    """The results of the library for a design, the errors of its coefficients and their degrees of freedom."""

    results: Any
    errors: Matrix
    free: float


def fit_of(design: Design) -> Fit | Remark:
    """The fitted design, or why it cannot be fitted."""
    traits = tuple(design.columns)
    if problem := _problem(design, traits):
        return problem
    try:
        found = design.fit(design.matrix(traits))
        if not design.grid:
            fit = Fit(found, found.bse, float("inf"))
        else:
            variances = clustered(found.model.score_obs(found.params), found.cov_params(), design.grid)
            fit = Fit(found, np.sqrt(variances), min(design.grid) - 1.0)
    except np.linalg.LinAlgError:
        return Remark("traits-alike")
    return fit if has_settled(found) else Remark("not-converged")


def model_of(design: Design, fit: Fit | Remark) -> Model:
    """The effects and diagnostics of a design; without effects where it could not be fitted."""
    traits = tuple(design.columns)
    unfitted = Model(design.name, len(design.outcome), (), {}, {}, measure=design.measure)
    if isinstance(fit, Remark):
        return unfitted._replace(notes=(fit,))
    return unfitted._replace(
        effects=effects_of(fit.results, traits, fit.errors, fit.free),
        diagnostics={"log_likelihood": float(fit.results.llf), "alpha": overdispersion(fit.results)},
        inflation=inflation_of(design.matrix(traits), traits),
    )


def _problem(design: Design, traits: Sequence[str]) -> Remark | None:
    units = design.grid[0] if design.grid else len(design.outcome)
    if not design.ties:
        return Remark("no-tie")
    if units < 10 * len(ASKED):
        return Remark("too-few-units", {"units": units, "traits": len(traits), "needed": 10 * len(ASKED)})
    if is_constant(design.outcome):
        return Remark("same-outcome")
    flat = tuple(trait for trait in ASKED if is_constant(design.columns[trait]))
    if flat:
        return Remark("does-not-vary", {"traits": flat})
    border = design.columns["border"] > 0
    return None if design.outcome[border].any() else Remark("separated", {"traits": ("border",)})


def permuted(design: Design, fit: Fit, trait: str, rounds: int, seed: int) -> float | None:
    """The two-sided p-value of a trait against what its estimate would be were it dealt anew among the units.

    Residuals of the full model are permuted against what the others leave of the trait (ter Braak in Jöckel and
    others, "Bootstrapping and Related Techniques", 1992; for pairs by rows and by columns, as in Dekker, Krackhardt,
    Snijders 2007), and the estimate, divided by its robust error, is compared with as many of its kind. The residual of
    a row is its score, so no model is fitted anew and a thousand rounds take less than one fit.
    """
    fitted = fit.results
    place = 1 + list(design.columns).index(trait)
    residuals = np.asarray(fitted.model.score_obs(fitted.params)[:, 0])
    others = with_constant(design.matrix([other for other in design.columns if other != trait]))
    left = design.columns[trait] - others @ np.linalg.lstsq(others, design.columns[trait], rcond=None)[0]
    chance, grid = np.random.default_rng(seed), design.grid or (len(left), 1)
    table, drawn = left.reshape(grid), []
    for _ in range(rounds):
        rows, columns = chance.permutation(grid[0]), chance.permutation(grid[1])
        drawn.append(_statistic(table[rows][:, columns].ravel(), residuals, grid))
    return two_sided(float(fitted.params[place] / fit.errors[place]), np.array(drawn))


def _statistic(column: Matrix, residuals: Matrix, grid: tuple[int, int]) -> float:
    """The sum of the products by its standard error, which is clustered as that of the estimate is."""
    products = (column * residuals).reshape(grid)
    rows, columns, cells = (float((sums**2).sum()) for sums in (products.sum(axis=1), products.sum(axis=0), products))
    spread = max(rows, columns, rows + columns - cells) if grid[1] > 1 else cells
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
