"""The numbers of a network beside those of random networks with the same degrees."""

from __future__ import annotations

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


def expected(subject: Subject, model: str, rounds: int, seed: int, progress: Step = silent) -> dict[str, Expected]:
    """What a null model expects of each measure of the whole, by name, from ``rounds`` drawn networks.

    Random networks have no weights: a measure whose value hangs on the weights of the network is left out, and
    so are those of ``DETERMINED``.
    """
    plain = Subject(subject.graph, subject.pivots, subject.seed)
    plain.ties = subject.ties._replace(weights=subject.ties.matrix)
    shown, bare = network_values(subject), network_values(plain) if subject.has_weights else network_values(subject)
    drawn: dict[str, list[float]] = {name: [] for name, value in bare.items() if value == shown[name]}
    for number, ties in enumerate(rewired(plain.ties, model, rounds, seed)):
        progress(model, number / rounds)
        one = Subject(subject.graph, subject.pivots, subject.seed)
        one.ties = ties
        for name, value in network_values(one).items():
            if name in drawn and name not in DETERMINED and value is not None:
                drawn[name].append(value)
    return {name: _expected(shown[name], np.array(values)) for name, values in drawn.items() if values}


def _expected(value: float | None, drawn: np.ndarray) -> Expected:
    low, high = np.quantile(drawn, (0.025, 0.975)).tolist()
    mean, spread = float(drawn.mean()), float(drawn.std(ddof=1)) if len(drawn) > 1 else 0.0
    alike = value is None or spread <= 1e-12 * max(1.0, abs(mean))
    return Expected(mean, low, high, None if alike else (value - mean) / spread)
