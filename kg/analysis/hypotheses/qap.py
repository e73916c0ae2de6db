"""Several traits of a pair at once: regression on matrices, with p-values from permuted places."""

from __future__ import annotations

import networkx as nx
import numpy as np

from kg.analysis.hypotheses.estimates import Remark, Test
from kg.analysis.hypotheses.pairs import Matrix, Pairs, crossed_units, two_sided
from kg.analysis.measures.adjacency import sides_of
from kg.base.languages import N_
from kg.network.attributes import Attributes
from kg.network.ties import Network

QUESTIONS = {
    "distance": N_("Do units that are near each other have more ties?"),
    "border": N_("Do two border units have more ties with each other?"),
    "crossing": N_("Do units joined by a border crossing have more ties?"),
    "size": N_("Do large units have more ties with each other?"),
    "product": N_("Do rich units have more ties with each other?"),
}


def qap_tests(
    regions: nx.Graph[str], network: Network, attributes: Attributes, rounds: int = 999, seed: int = 0
) -> list[Test]:
    """The ties of each two first-level units, regressed on the traits of the pair.

    ``regions`` is the view ``regions`` with its isolates. Ties (log of 1 + their number) are explained by log distance
    of the centres, both on the border, joined by a crossing, sum of log populations, and sum of log
    products per head (standardised within each country, because the currencies differ). Multiple
    regression with the double semi-partialling of Dekker, Krackhardt, Snijders, "Sensitivity of MRQAP
    tests to collinearity and autocorrelation conditions", Psychometrika 72, 2007: what is left of a
    trait after the others is permuted by rows and by columns, and its t-value compared. Units of
    which a trait is unknown are left out.
    """
    figures = attributes.population, attributes.product_per_head
    first, second = (
        [unit for unit in side if all(unit in known for known in figures) and "lat" in regions.nodes[unit]]
        for side in sides_of(regions)
    )
    of, crossed = Pairs(regions, first, second), crossed_units(network, attributes)
    size, product = (np.nan_to_num(np.add.outer(*of.scores(known))) for known in figures)
    columns = {
        "distance": np.log(of.distance + 1),
        "border": of.border,
        "crossing": of.where("region", lambda a, b: (a, b) in crossed),
        "size": size,
        "product": product,
    }
    outcome = np.array([[np.log1p(regions.get_edge_data(a, b, {}).get("weight", 0)) for b in second] for a in first])
    pairs = Remark("pairs-of-units", {"first": len(first), "second": len(second)})
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
            drawn.append(_t_value(permuted - basis @ (basis.T @ permuted), target, free)[1])
        slope, t_value = _t_value(left.ravel(), target, free)
        tests.append(test._replace(effect=slope, expected=0.0, p=two_sided(t_value, np.array(drawn))))
    return tests


def _t_value(column: Matrix, target: Matrix, free: int) -> tuple[float, float]:
    """The slope of a target on one column, both freed of all others, and its t-value."""
    square = float(column @ column)
    if square < 1e-12:
        return 0.0, 0.0
    slope = float(column @ target) / square
    rest = target - slope * column
    return slope, slope / float(np.sqrt(rest @ rest / free / square))
