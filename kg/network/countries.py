"""The countries of a network, by their codes."""

from __future__ import annotations

from collections.abc import Sequence

from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import _, listed
from kg.gazetteer.folding import fold
from kg.network.ties import Network


def country_code(network: Network, given: str) -> str:
    """The code of a country by its code or its name in any language, empty for none.

    Raises :class:`KgError` for an unknown one.
    """
    known = sorted({node.country for node in network.nodes.values()})
    labels = {fold(name): id for id in known if id in network.nodes for name in network.nodes[id].labels.values()}
    code = labels.get(fold(given), given.lower())
    if code and code not in known:
        raise without_place(given, known)
    return code


def without_place(country: str, known: Sequence[str]) -> KgError:
    """The error that no place is in a country, with those in which there are some."""
    message = _("no place is in the country '{code}'").format(code=shown(country))
    return KgError(message, hint=did_you_mean(country, known, _("it may be: {what}").format(what=listed(known))))
