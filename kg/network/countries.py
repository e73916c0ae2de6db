"""The countries of a network, by their codes."""

from __future__ import annotations

from kg.base.errors import KgError, nearest
from kg.network.ties import Network


def country_code(network: Network, given: str) -> str:
    """The code of a country as the network writes it, empty for none; raises :class:`KgError` for an unknown one."""
    code = given.lower()
    known = sorted({node.country for node in network.nodes.values()})
    if code and code not in known:
        near = nearest(code, known)
        raise KgError(f"no place is in the country {given!r}", hint=f"use {' or '.join(near or known)}")
    return code
