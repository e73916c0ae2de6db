"""Have units with a trait more ties than those without it, nothing else considered?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from kg.analysis.hypotheses.estimates import CONSULATES_FOLLOW_TIES, UNCONTROLLED, Remark, Test
from kg.analysis.hypotheses.pairs import two_sided
from kg.analysis.hypotheses.units import Unit
from kg.base.languages import N_

CONTRASTS: tuple[tuple[str, str, Callable[[Unit], bool]], ...] = (
    ("border", N_("Do border units have more ties than others?"), lambda unit: unit.border),
    (
        "consulate",
        N_("Do units with a consulate of the other country have more ties?"),
        lambda unit: unit.consulates > 0,
    ),
    ("crossing", N_("Do units with a border crossing have more ties?"), lambda unit: unit.crossings > 0),
)


def contrast_tests(units: Sequence[Unit], rounds: int = 999, seed: int = 0) -> list[Test]:
    """The difference of the mean ties of units with and without a trait, against permuted traits.

    The trait is dealt anew among the units (Fisher, The Design of Experiments, 1935). It says nothing of
    what else these units have in common: the model of :mod:`~kg.analysis.hypotheses.models` does.
    """
    ties = np.array([unit.ties for unit in units], dtype=float)
    chance = np.random.default_rng(seed)
    tests = []
    for name, question, has in CONTRASTS:
        marks = np.array([has(unit) for unit in units], dtype=bool)
        count = int(marks.sum())
        method = Remark("method-permutation", {"rounds": rounds})
        unasked = Test(UNCONTROLLED, name, question, method, len(marks))
        if not 0 < count < len(marks):
            tests.append(unasked._replace(notes=(Remark("all-alike"),)))
            continue
        effect = _difference(ties, marks)
        drawn = np.array([_difference(ties, chance.permutation(marks)) for _ in range(rounds)])
        tests.append(
            unasked._replace(
                effect=effect,
                expected=0.0,
                expected_low=float(np.quantile(drawn, 0.025)),
                expected_high=float(np.quantile(drawn, 0.975)),
                p=two_sided(effect, drawn),
                notes=(
                    Remark("units-with-it", {"count": count}),
                    *([CONSULATES_FOLLOW_TIES] if name == "consulate" else []),
                ),
            )
        )
    return tests


def _difference(ties: np.ndarray, marks: np.ndarray) -> float:
    return float(ties[marks].mean() - ties[~marks].mean())
