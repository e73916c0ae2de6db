"""What was counted, in one line that commands print beside their numbers."""

from __future__ import annotations

from collections.abc import Iterable

from kg.base.languages import N_, _, counted_off
from kg.network.standing import Selection

_KINDS = {
    "sister": N_("sister ties"),
    "partner": N_("partner ties"),
    "intention": N_("ties that are intended"),
    "unknown": N_("ties of unknown kind"),
}


def counted(
    kinds: Iterable[str], as_of: int | None, chosen: Selection, *, ended: bool = False, undated: bool = False
) -> str:
    """The kinds, the state of which year, and what became of undated ties; the words of :func:`select`.

    >>> counted(["sister"], 2004, Selection((), 7))
    'Counted: sister ties; state of 2004, undated left out: 7'
    >>> counted(["sister", "partner", "intention"], None, Selection((), 0))
    'Counted: sister ties, partner ties and ties that are intended; ended ones left out'
    """
    named = counted_off([_(_KINDS[kind]) for kind in kinds])
    if as_of is None:
        told = _("Counted: {kinds}; ended ones included") if ended else _("Counted: {kinds}; ended ones left out")
    elif undated:
        told = _("Counted: {kinds}; state of {year}, undated included: {count}")
    else:
        told = _("Counted: {kinds}; state of {year}, undated left out: {count}")
    return told.format(kinds=named, year=as_of, count=chosen.undated)
