"""What was counted, in one line that commands print beside their numbers."""

from __future__ import annotations

from collections.abc import Iterable

from kg.base.languages import N_, _, counted_off
from kg.network.standing import Selection

KINDS_OF_TIES = {
    "sister": N_("sister ties"),
    "partner": N_("partner ties"),
    "intention": N_("ties that are intended"),
    "contact": N_("contacts"),
    "unknown": N_("ties of unknown kind"),
}


def counted(
    kinds: Iterable[str], as_of: int | None, chosen: Selection, *, ended: bool = False, possible: bool = False
) -> str:
    """The kinds, the state of which year, and how many are certain and possible; the words of :func:`select`.

    >>> counted(["sister"], 2004, Selection((), 7))
    'Counted: sister ties; state of 2004: 0 certain; possible by their bounds and left out: 7'
    >>> counted(["sister", "partner", "intention"], None, Selection((), 0))
    'Counted: sister ties, partner ties and ties that are intended; ended ones left out'
    """
    named = counted_off([_(KINDS_OF_TIES[kind]) for kind in kinds])
    if as_of is None:
        told = _("Counted: {kinds}; ended ones included") if ended else _("Counted: {kinds}; ended ones left out")
    elif possible:
        told = _("Counted: {kinds}; state of {year}: {certain} certain; possible by their bounds and included: {count}")
    else:
        told = _("Counted: {kinds}; state of {year}: {certain} certain; possible by their bounds and left out: {count}")
    certain = len(chosen.links) - (chosen.possible if possible else 0)
    return told.format(kinds=named, year=as_of, certain=certain, count=chosen.possible)
