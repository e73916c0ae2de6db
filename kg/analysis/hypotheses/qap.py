"""Several traits of a pair at once: regression on matrices, with p-values from permuted places."""

from __future__ import annotations

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.analysis.hypotheses.estimates import Remark, Test
from kg.analysis.hypotheses.pairs import crossed_units, two_sided
from kg.analysis.measures.adjacency import sides_of
from kg.base.geography import haversine
from kg.base.languages import N_
from kg.network.attributes import Attributes
from kg.network.ties import Network

Matrix = NDArray[np.float64]
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
    first, second, columns = _traits(regions, network, attributes)
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


def _traits(
    regions: nx.Graph[str], network: Network, attributes: Attributes
) -> tuple[list[str], list[str], dict[str, Matrix]]:
    population = {id: figure.value for id, figure in attributes.population.items()}
    product = {id: figure.value for id, figure in attributes.product_per_head.items()}
    first, second = (
        [unit for unit in side if unit in population and unit in product and "lat" in regions.nodes[unit]]
        for side in sides_of(regions)
    )
    crossed = crossed_units(network, attributes)
    border = {unit: bool(regions.nodes[unit]["border"]) for unit in (*first, *second)}

    def distance(a: str, b: str) -> float:
        here, there = regions.nodes[a], regions.nodes[b]
        return float(np.log(haversine(here["lat"], here["lon"], there["lat"], there["lon"]) + 1))

    shape = (len(first), len(second))
    pairs = [(a, b) for a in first for b in second]
    columns = {
        "distance": np.array([distance(a, b) for a, b in pairs], dtype=float).reshape(shape),
        "border": np.array([border[a] and border[b] for a, b in pairs], dtype=float).reshape(shape),
        "crossing": np.array([(a, b) in crossed for a, b in pairs], dtype=float).reshape(shape),
        "size": np.add.outer(_scores(first, population), _scores(second, population)),
        "product": np.add.outer(_scores(first, product), _scores(second, product)),
    }
    return first, second, columns


def _scores(units: list[str], figures: dict[str, float]) -> Matrix:
    values = np.log([figures[unit] for unit in units])
    spread = values.std() if len(values) else 0.0
    return np.asarray((values - values.mean()) / spread if spread else np.zeros(len(values)))
