"""The countries of a network, by their codes."""

from __future__ import annotations

from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import _, listed
from kg.network.ties import Network


def country_code(network: Network, given: str) -> str:
    """The code of a country as the network writes it, empty for none; raises :class:`KgError` for an unknown one."""
    code = given.lower()
    known = sorted({node.country for node in network.nodes.values()})
    if code and code not in known:
        message = _("no place is in the country '{code}'").format(code=shown(given))
        raise KgError(message, hint=did_you_mean(code, known, _("it may be: {what}").format(what=listed(known))))
    return code
