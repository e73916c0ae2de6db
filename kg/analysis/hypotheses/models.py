"""What explains how many ties a region has: count and yes-or-no models, with intervals and diagnostics."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NamedTuple

import numpy as np

from kg.analysis.hypotheses.development import Matrix, standard
from kg.analysis.hypotheses.estimates import Remark
from kg.analysis.hypotheses.units import Unit, complete
from kg.base.errors import KgError
from kg.base.languages import N_, _

TRAITS = ("border", "distance", "size", "product")
NO_SPREAD = 1e-4  # an overdispersion below this is none
WIDE = 100  # an interval whose bounds are further apart than this, as a ratio, says next to nothing
NUMBER = N_("number of ties")
WITH_FACILITIES = (*TRAITS, "consulate")
# Units on the border are near the other country, so the border's effect at equal distance is that of
# the frontier alone, and its effect without distance that of the whole position.
WITHOUT_DISTANCE = N_("number of ties, distance left out")
NO_DISTANCE = tuple(trait for trait in TRAITS if trait != "distance")


class Effect(NamedTuple):
    """What a trait does, others held fixed.

    ``ratio`` is a rate ratio (ties) or an odds ratio (any tie), for the border or a consulate against
    none, else for one standard deviation more of the logarithm; ``low`` and ``high`` bound it at 95 %,
    ``narrow_low`` and ``narrow_high`` at 90 %, which two one-sided tests of equivalence read.
    """

    trait: str
    ratio: float
    low: float
    high: float
    narrow_low: float
    narrow_high: float
    p: float

    @property
    def is_wide(self) -> bool:
        """Whether the interval is too wide for the ratio to be quoted without a warning."""
        return self.high > WIDE * self.low


class Model(NamedTuple):
    """A fitted model with its diagnostics; without effects where it cannot be fitted, and ``notes`` say why.

    ``measure`` says what the ratios are. Among the diagnostics, ``dispersion`` is the Pearson chi-square
    by the degrees of freedom (1 is as expected). ``inflation`` is the variance inflation factor of
    each trait (above 5, traits say much the same).
    """

    name: str
    units: int
    effects: tuple[Effect, ...]
    diagnostics: dict[str, float]
    inflation: dict[str, float]
    notes: tuple[Remark, ...] = ()
    measure: str = "rate ratio"

    def effect(self, trait: str) -> Effect | None:
        """The effect of a trait, where the model has it."""
        return next((effect for effect in self.effects if effect.trait == trait), None)


def columns_of(units: Sequence[Unit]) -> dict[str, Matrix]:
    """The traits of units by name, a value a unit; logarithms are standardised.

    A trait that does not vary gives a column of one value, which no model can use.
    """
    return {
        "border": np.array([unit.border for unit in units], dtype=float),
        "distance": standard([np.log((unit.distance or 0) + 1) for unit in units]),
        "size": standard([np.log(unit.population or 1) for unit in units]),
        "product": standard([np.log(unit.product or 1) for unit in units]),
        "consulate": np.array([unit.consulates > 0 for unit in units], dtype=float),
        "sources": standard([np.log(unit.sources + 1) for unit in units]),
    }


def matrix_of(units: Sequence[Unit], traits: Sequence[str] = TRAITS) -> Matrix:
    """A row a unit, a column a trait."""
    columns = columns_of(units)
    return np.column_stack([columns[trait] for trait in traits])


def count_model(units: Sequence[Unit], traits: Sequence[str] = TRAITS, name: str = NUMBER) -> Model:
    """The number of ties by negative binomial regression (NB2; Cameron, Trivedi 1998), with robust errors (HC1).

    ``diagnostics``: ``alpha`` the overdispersion, ``poisson_p`` the p-value of the Poisson model
    against it (likelihood ratio, halved because alpha cannot be negative), ``pseudo_r2``
    McFadden's, ``dispersion``, ``log_likelihood``; of border and distance together
    ``border_distance_r``, their correlation, and ``border_distance_p``, the p-value of the Wald test
    that neither has an effect. Where the ties spread no more than Poisson's, the Poisson model stands.
    Units of which a trait is unknown are left out.
    """
    from scipy.stats import chi2  # noqa: PLC0415 (takes longer to import than to run)

    rows = complete(units)
    ties = np.array([unit.ties for unit in rows], dtype=float)
    problem = _problem(units, rows, ties, traits)
    if problem:
        return Model(name, len(rows), (), {}, {}, (problem,))
    matrix = matrix_of(rows, traits)
    poisson, fitted = fit_of("Poisson", ties, matrix, cov_type="HC1"), fit_counts(ties, matrix)
    alpha = overdispersion(fitted)
    if not has_settled(fitted):
        return Model(name, len(rows), (), {}, inflation_of(matrix, traits), (Remark("not-converged"),))
    expected = fitted.predict()
    diagnostics = {
        "alpha": alpha,
        "poisson_p": float(chi2.sf(max(2 * (fitted.llf - poisson.llf), 0.0), 1)) / 2,
        "pseudo_r2": pseudo_r2(fitted),
        "dispersion": float(((ties - expected) ** 2 / (expected + alpha * expected**2)).sum())
        / (len(rows) - matrix.shape[1] - 1 - (alpha > 0)),
        "log_likelihood": float(fitted.llf),
        **_border_and_distance(fitted, matrix, traits),
    }
    notes = () if alpha else (Remark("poisson-enough"),)
    return Model(name, len(rows), effects_of(fitted, traits), diagnostics, inflation_of(matrix, traits), notes)


def any_tie_model(units: Sequence[Unit], traits: Sequence[str] = TRAITS, name: str = "any tie") -> Model:
    """Whether a unit has any tie, by logistic regression.

    Where a trait tells the outcome without error (all border units have a tie, say) its odds ratio
    has no finite estimate: the trait is left out, and ``notes`` say so.
    """
    rows = complete(units)
    any_tie = np.array([unit.ties > 0 for unit in rows], dtype=float)
    matrix = matrix_of(rows, traits) if rows else np.zeros((0, len(traits)))
    separated = tuple(trait for column, trait in zip(matrix.T, traits, strict=True) if _separates(column, any_tie))
    kept = [trait for trait in traits if trait not in separated]
    unfitted = Model(name, len(rows), (), {}, {}, measure="odds ratio")
    problem = _problem(units, rows, any_tie, kept)
    if problem:
        return unfitted._replace(notes=(problem,))
    matrix = matrix_of(rows, kept)
    try:
        fitted = fit_of("Logit", any_tie, matrix)
    except np.linalg.LinAlgError:
        return unfitted._replace(notes=(Remark("traits-alike"),))
    inflation = inflation_of(matrix, kept)
    if not fitted.mle_retvals["converged"] or np.abs(fitted.params).max() > 20:
        return unfitted._replace(inflation=inflation, notes=(Remark("all-separated"),))
    return unfitted._replace(
        effects=effects_of(fitted, kept),
        diagnostics={"pseudo_r2": pseudo_r2(fitted), "log_likelihood": float(fitted.llf)},
        inflation=inflation,
        notes=(Remark("separated", {"traits": separated}),) if separated else (),
    )


def effects_of(
    fitted: Any, traits: Sequence[str], errors: Matrix | None = None, free: float = float("inf")
) -> tuple[Effect, ...]:
    """The effects of the traits of a fitted model, whose constant comes first.

    Its own errors and the normal distribution bound them, unless others with their degrees of freedom are given.
    """
    from scipy.stats import t  # noqa: PLC0415 (takes longer to import than to run)

    slopes, errors = np.asarray(fitted.params), np.asarray(fitted.bse if errors is None else errors)
    halves = [errors * t.ppf(1 - level / 2, free) for level in (0.05, 0.10)]
    bounds = [slopes, *(slopes + sign * half for half in halves for sign in (-1, 1))]
    ratios, p_values = np.exp(np.column_stack(bounds)).tolist(), (2 * t.sf(np.abs(slopes / errors), free)).tolist()
    return tuple(Effect._make((trait, *ratios[n], p_values[n])) for n, trait in enumerate(traits, 1))


def _problem(units: Sequence[Unit], rows: Sequence[Unit], outcome: Matrix, traits: Sequence[str]) -> Remark | None:
    """Why a model of ``rows``, those of the units of which all is known, cannot be fitted."""
    if not any(unit.ties for unit in units):
        return Remark("no-tie")
    if len(rows) < 10 * len(traits):
        return Remark("too-few-units", {"units": len(rows), "traits": len(traits), "needed": 10 * len(traits)})
    if is_constant(outcome):
        return Remark("same-outcome")
    rarer = int(min((outcome > 0).sum(), (outcome == 0).sum()))
    if set(np.unique(outcome)) == {0.0, 1.0} and rarer < 5 * len(traits):
        return Remark("too-few-of-outcome", {"units": rarer, "traits": len(traits), "needed": 5 * len(traits)})
    flat = [trait for trait, column in zip(traits, matrix_of(rows, traits).T, strict=True) if is_constant(column)]
    return Remark("does-not-vary", {"traits": tuple(flat)}) if flat else None


def _border_and_distance(fitted: Any, matrix: Matrix, traits: Sequence[str]) -> dict[str, float]:
    """How far border and distance can be told apart, where a model has both; see :func:`count_model`."""
    if not {"border", "distance"} <= set(traits):
        return {}
    pair = [traits.index("border"), traits.index("distance")]
    neither = np.eye(len(fitted.params))[[place + 1 for place in pair]]  # the constant comes first
    return {
        "border_distance_r": float(np.corrcoef(*matrix[:, pair].T)[0, 1]),
        "border_distance_p": float(fitted.wald_test(neither, scalar=True, use_f=False).pvalue),
    }


def _separates(column: Matrix, outcome: Matrix) -> bool:
    """Whether a yes-or-no trait has a value at which the outcome is always the same."""
    is_yes_or_no = set(np.unique(column)) == {0.0, 1.0}
    return is_yes_or_no and any(is_constant(outcome[column == value]) for value in (0.0, 1.0))


def inflation_of(matrix: Matrix, traits: Sequence[str]) -> dict[str, float]:
    """The variance inflation factors: the diagonal of the inverse of the correlations."""
    if matrix.shape[1] < 2:
        return dict.fromkeys(traits, 1.0)
    inverse = np.linalg.pinv(np.corrcoef(matrix.T))
    return dict(zip(traits, np.diag(inverse).tolist(), strict=True))


def is_constant(values: Matrix) -> bool:
    """Whether all values are one."""
    return values.size == 0 or float(np.ptp(values)) == 0


def fit_counts(outcome: Matrix, matrix: Matrix) -> Any:
    """Counts by negative binomial regression, by Poisson's where they spread no more than it has it; HC1 errors."""
    fitted = fit_of("NegativeBinomial", outcome, matrix, cov_type="HC1")
    is_spread = has_settled(fitted) and overdispersion(fitted) >= NO_SPREAD
    return fitted if is_spread else fit_of("Poisson", outcome, matrix, cov_type="HC1")


def overdispersion(fitted: Any) -> float:
    """The alpha of a negative binomial model, 0 of a Poisson model."""
    return float(fitted.params[-1]) if fitted.model.__class__.__name__ == "NegativeBinomial" else 0.0


def fit_of(kind: str, outcome: Matrix, matrix: Matrix, **how: Any) -> Any:
    """A model of statsmodels with a constant, fitted; what it warns of is read from the result."""
    sm = statsmodels("discrete.discrete_model")
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return getattr(sm, kind)(outcome, with_constant(matrix)).fit(disp=0, maxiter=500, **how)


def statsmodels(module: str) -> Any:
    """A module of statsmodels, which is an extra and slow to import."""
    try:
        return import_module(f"statsmodels.{module}")
    except ImportError:
        raise KgError(_("models need statsmodels"), hint="pip install 'interregional-ties[papers]'") from None


def with_constant(matrix: Matrix) -> Matrix:
    """The columns with a column of ones before them."""
    return np.column_stack([np.ones(len(matrix)), matrix])


def pseudo_r2(fitted: Any) -> float:
    """McFadden's; the model of the constant alone is fitted here, and warns too."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return float(fitted.prsquared)


def has_settled(fitted: Any) -> bool:
    """Whether a fit has converged, to errors that are numbers."""
    is_there = fitted.converged if hasattr(fitted, "converged") else fitted.mle_retvals["converged"]
    return bool(is_there) and bool(np.isfinite(fitted.bse).all())
