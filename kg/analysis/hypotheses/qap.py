"""Several traits of a pair at once: regression on matrices, with p-values from permuted places."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx
import numpy as np

from kg.analysis.ground import centres, kilometres
from kg.analysis.hypotheses.development import Matrix
from kg.analysis.hypotheses.estimates import Remark, Test
from kg.analysis.hypotheses.pairs import Pairs, touching, two_sided
from kg.analysis.measures.adjacency import sides_of
from kg.base.languages import N_
from kg.network.attributes import Attributes
from kg.network.ties import Network

QUESTIONS = {
    "distance": N_("Do units that are near each other have more ties?"),
    "border": N_("Do units that touch have more ties with each other?"),
    "size": N_("Do large units have more ties with each other?"),
    "product": N_("Do rich units have more ties with each other?"),
}


def qap_tests(
    regions: nx.Graph[str], network: Network, attributes: Attributes, rounds: int = 999, seed: int = 0
) -> list[Test]:
    """The ties of each two first-level units, regressed on the traits of the pair.

    ``regions`` is the view ``regions`` with its isolates. Ties (log of 1 + their number) are explained by log distance
    of the centres of population, whether they touch, sum of log populations, and sum of log products per
    head (standardised within each country, because the currencies differ). Bounds are of the t distribution,
    as if pairs were independent; p-values are not: they come from the double semi-partialling of Dekker,
    Krackhardt, Snijders, "Sensitivity of MRQAP tests to collinearity and autocorrelation conditions",
    Psychometrika 72, 2007: what is left of a trait after the others is permuted by rows and by columns, and
    its t-value compared. Units of which a trait is unknown are left out.
    """
    from scipy.stats import t  # noqa: PLC0415 (takes longer to import than to run)

    figures = attributes.population, attributes.product_per_head
    centre, touch = centres(network, attributes), touching(network, attributes)
    first, second = (
        [unit for unit in side if all(unit in known for known in figures) and centre[unit][0] is not None]
        for side in sides_of(regions)
    )
    of = Pairs(regions, first, second)
    size, product = (np.nan_to_num(np.add.outer(*of.scores(known))) for known in figures)
    columns = {
        "distance": np.log(kilometres([centre[unit] for unit in first], [centre[unit] for unit in second]) + 1),
        "border": of.where("region", lambda a, b: (a, b) in touch),
        "size": size,
        "product": product,
    }
    outcome = np.array([[np.log1p(regions.get_edge_data(a, b, {}).get("weight", 0)) for b in second] for a in first])
    explained = _explained(outcome, columns.values())
    pairs = Remark("pairs-of-units", {"first": len(first), "second": len(second), "r2": explained})
    method = Remark("method-mrqap", {"rounds": rounds})
    chance = np.random.default_rng(seed)
    tests = []
    for name, values in columns.items():
        test = Test("units in pairs", name, QUESTIONS[name], method, outcome.size, notes=(pairs,))
        others = [columns[other].ravel() for other in columns if other != name]
        spread = float(np.ptp(values)) if values.size else 0.0
        flat = Remark("does-not-vary", {"traits": (name,)}) if not spread or outcome.size <= len(columns) + 1 else None
        if flat or not np.ptp(outcome):
            tests.append(test._replace(notes=(pairs, flat or Remark("same-outcome"))))
            continue
        basis, _ = np.linalg.qr(np.column_stack([np.ones(outcome.size), *others]))
        left = (values.ravel() - basis @ (basis.T @ values.ravel())).reshape(outcome.shape)
        target = outcome.ravel() - basis @ (basis.T @ outcome.ravel())
        free = outcome.size - basis.shape[1] - 1
        drawn = []
        for _ in range(rounds):
            rows, cols = chance.permutation(len(first)), chance.permutation(len(second))
            permuted = left[rows][:, cols].ravel()
            drawn.append(np.divide(*_slope(permuted - basis @ (basis.T @ permuted), target, free)))
        slope, error = _slope(left.ravel(), target, free)
        half = float(t.ppf(0.975, free)) * error
        p = two_sided(slope / error, np.array(drawn))
        tests.append(test._replace(effect=slope, low=slope - half, high=slope + half, expected=0.0, p=p))
    return tests


def _slope(column: Matrix, target: Matrix, free: int) -> tuple[float, float]:
    """The slope of a target on one column, both freed of all others, and its standard error."""
    square = float(column @ column)
    if square < 1e-12:
        return 0.0, 1.0
    slope = float(column @ target) / square
    rest = target - slope * column
    return slope, float(np.sqrt(rest @ rest / free / square))


def _explained(outcome: Matrix, columns: Iterable[Matrix]) -> float:
    """The R² of an outcome on all columns."""
    if not outcome.size or not np.ptp(outcome):
        return 0.0
    matrix = np.column_stack([np.ones(outcome.size), *(each.ravel() for each in columns)])
    rest = outcome.ravel() - matrix @ np.linalg.lstsq(matrix, outcome.ravel(), rcond=None)[0]
    return float(1 - (rest @ rest) / outcome.size / outcome.var())
