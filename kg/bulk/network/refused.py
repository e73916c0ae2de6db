"""Which measures an engine reckons, and why it does not do the rest."""

from __future__ import annotations

from collections.abc import Collection

from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import N_, _

MEASURES = ("partners", "strength", "component", "pagerank", "triangles", "clustering", "label-community")
_PATHS = N_("it needs the paths between all places, a round of joins for each place")
_ROUNDS = N_("it needs as many rounds of joins as the network has layers, each for a few places")
_IN_TURN = N_("it moves one place after the other")
_TWO_MODES = N_("an engine takes all names for one kind of things")
REFUSED = {
    **dict.fromkeys(("betweenness", "closeness", "harmonic", "eccentricity"), _PATHS),
    **dict.fromkeys(("weighted-betweenness", "weighted-closeness"), _PATHS),
    **dict.fromkeys(("core", "hits"), _ROUNDS),
    **dict.fromkeys(("community", "constraint"), _IN_TURN),
    **dict.fromkeys(("two-mode-degree", "two-mode-betweenness", "two-mode-closeness"), _TWO_MODES),
    **dict.fromkeys(("two-mode-clustering", "redundancy"), _TWO_MODES),
}


def refuse(names: Collection[str]) -> None:
    """Refuse what an engine does not reckon exactly, with the reason; sampling is for the embedded measures."""
    for name in names:
        if name in REFUSED:
            told = _("an engine does not reckon {measure}: {reason}").format(measure=name, reason=_(REFUSED[name]))
            raise KgError(told, hint=_("leave --engine out; --pivots NUMBER estimates from a sample of places"))
        if name not in MEASURES:
            message = _("no measure of this network is called '{name}'").format(name=shown(name))
            raise KgError(message, hint=did_you_mean(name, MEASURES, ", ".join(MEASURES)))
