"""What is plainly true of a pair: a reason is told only where its words hold."""

from __future__ import annotations

import numpy as np

from kg.analysis.prediction.features import FEATURES, TABLE, Candidates, Facts, Matrix, Usual

NEARER_THAN = 0.75  # of the tied pairs
LARGER_THAN = 0.5  # of the places of the country that have a tie


def usual(known: Candidates) -> Usual:
    """What is usual of the pairs and places that are tied."""
    first, second = (people[known.tied.any(axis=1 - n)] for n, people in enumerate(known.people))
    near = _quantile(known.kilometres[known.tied], 1 - NEARER_THAN)
    return Usual(near, (_quantile(first, LARGER_THAN), _quantile(second, LARGER_THAN)))


def facts(known: Candidates, row: int, column: int) -> Facts:
    """The facts of one pair."""
    peers = known.tied[:, column] & known.tied[:, known.tied[row]].any(axis=1)
    people = known.people
    return Facts(
        through=tuple(known.first[n] for n in np.flatnonzero(peers) if n != row),
        partners=(int(known.tied[row].sum()), int(known.tied[:, column].sum())),
        kilometres=_known(known.kilometres[row, column]),
        people=(_known(people[0][row]), _known(people[1][column])),
        features=dict(zip(FEATURES, known.values[:, row, column].tolist(), strict=True)),
    )


def true_of(found: Facts, than: Usual) -> frozenset[str]:
    """The features whose words in ``reasons.toml`` are true of a pair."""
    return frozenset(name for name, feature in TABLE.items() if feature.is_true(found, than))


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _quantile(values: Matrix, share: float) -> float | None:
    known = values[~np.isnan(values)]
    return float(np.quantile(known, share)) if len(known) else None
