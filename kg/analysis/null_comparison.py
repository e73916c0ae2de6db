"""The numbers of a network beside those of random networks with the same degrees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from kg.analysis.null_models import rewired
from kg.analysis.profile import Subject, network_values
from kg.base.progress import Step, silent

# What degrees alone determine, or have on average: it says nothing beside a null model.
DETERMINED = frozenset(
    {"nodes", "edges", "isolates", "mean-degree", "greatest-degree", "degree-gini", "degree-herfindahl", "density"}
)


class Expected(NamedTuple):
    """A measure in random networks: its mean, the bounds of 95 % of them, and how far off the network is.

    ``z`` is the distance of the network from the mean in standard deviations of the random networks; none where
    they are all alike.
    """

    mean: float
    low: float
    high: float
    z: float | None


def expected(
    subject: Subject, values: Mapping[str, float | None], model: str, rounds: int, seed: int, progress: Step = silent
) -> dict[str, Expected]:
    """What a null model expects of each of the ``values`` of the whole, by name, from ``rounds`` drawn networks.

    Random networks have no weights: a value that hangs on the weights of the network is left out, and so are
    those of ``DETERMINED``.
    """
    if not subject.ties.matrix.nnz:
        return {}
    ties = subject.ties._replace(weights=subject.ties.matrix)
    bare = network_values(subject.with_ties(ties)) if (subject.ties.weights.data != 1).any() else values
    drawn: dict[str, list[float]] = {n: [] for n, value in values.items() if n not in DETERMINED and bare[n] == value}
    for number, each in enumerate(rewired(ties, model, rounds, seed)):
        progress(model, number / rounds)
        for name, value in network_values(subject.with_ties(each)).items():
            if name in drawn and value is not None:
                drawn[name].append(value)
    return {name: beside(values[name], np.array(found)) for name, found in drawn.items() if found}


def beside(value: float | None, drawn: np.ndarray) -> Expected:
    """A value of the network beside those of random networks."""
    low, high = np.quantile(drawn, (0.025, 0.975)).tolist()
    mean, spread = float(drawn.mean()), float(drawn.std(ddof=1)) if len(drawn) > 1 else 0.0
    is_alike = spread <= 1e-12 * max(1.0, abs(mean))
    return Expected(mean, low, high, None if value is None or is_alike else (value - mean) / spread)
