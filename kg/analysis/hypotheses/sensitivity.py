"""What a verdict hangs on: whether distance is held fixed beside the border, and any one unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.analysis.hypotheses.models import TRAITS, Model, count_model
from kg.analysis.hypotheses.units import Unit, complete
from kg.base.languages import N_

# Units on the border are near the other country, so the border's effect at equal distance is that of
# the frontier alone, and its effect without distance that of the whole position.
WITHOUT_DISTANCE = N_("number of ties, distance left out")
NO_DISTANCE = tuple(trait for trait in TRAITS if trait != "distance")


class LeftOut(NamedTuple):
    """The model of all units but one."""

    unit: str
    model: Model


def leave_one_out(units: Sequence[Unit]) -> list[LeftOut]:
    """The count model without each unit in turn, in the order of the units; fits that fail are not listed.

    Deletion diagnostics after Cook, "Detection of influential observation in linear regression",
    Technometrics 19, 1977, with the refitted model itself in place of a distance.
    """
    rows = complete(units)
    fits = [LeftOut(unit.id, count_model([*rows[:place], *rows[place + 1 :]])) for place, unit in enumerate(rows)]
    return [fit for fit in fits if fit.model.effects]
