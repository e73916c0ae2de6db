"""Two waves that are one: the same respondents but for a few, whose answers the two reports would tell together."""

from __future__ import annotations

from collections import Counter

import numpy as np

from kg.survey.report.responses import Responses


def in_common(one: Responses, other: Responses) -> int:
    """How many respondents of two waves gave all the same answers that nobody else of their wave gave.

    Zero where these are no more than half of the smaller wave: then the waves are two, and some agree by chance.
    """
    rows = [Counter(_rows(each, _shared(one, other))) for each in (one, other)]
    common = sum(1 for row, n in rows[0].items() if n == 1 == rows[1][row])
    return common if 2 * common > min(one.respondents, other.respondents) else 0


def _shared(one: Responses, other: Responses) -> set[tuple[str, str]]:
    """The answers that both could give; what coders settled changes with their work."""
    known = [
        {(item.name, code) for item in each.items if not item.is_coded for code in item.codes} for each in (one, other)
    ]
    return known[0] & known[1]


def _rows(wave: Responses, shared: set[tuple[str, str]]) -> list[bytes]:
    """What each respondent said of the shared answers."""
    said = [
        said
        for item in sorted(wave.items, key=lambda item: item.name)
        for code, said in sorted(zip(item.codes, item.said, strict=True), key=lambda each: each[0])
        if (item.name, code) in shared and not item.is_coded
    ]
    if not said:
        return []
    return [each.tobytes() for each in np.ascontiguousarray(np.array(said).T)]
