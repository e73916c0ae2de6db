"""What is asked of a network, for everything here that answers with a table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from kg.base.errors import KgError
from kg.base.languages import _, pick
from kg.network.attributes import Attributes
from kg.network.ties import Network
from kg.network.views import Choice


class Question(NamedTuple):
    """What is asked: the network, the choice of ties, and the settings that some reports need.

    The settings are named as the options of commands are.
    """

    network: Network
    attributes: Attributes
    choice: Choice
    lang: str = "en"
    rollup: str = "both"
    country: str = ""
    units: bool = False
    place: str = ""
    until: tuple[int, ...] = ()
    within: int = 10
    everyone: bool = False
    limit: int | None = None
    rounds: int = 999
    seed: int = 0
    concepts: Mapping[str, Mapping[str, str]] = MappingProxyType({})

    def name(self, id: str) -> str:
        """A place, a country, a level or a part of a country as the reader calls it."""
        node = self.network.nodes.get(id)
        return pick(node.labels if node else self.concepts.get(id, {}), self.lang) or id

    def two_countries(self) -> set[str]:
        """The countries that the ties join; raises :class:`KgError` where they are not two."""
        nodes = self.network.nodes
        countries = {nodes[end].country for link in self.network.links for end in (link.a, link.b)}
        if len(countries) != 2:
            told = _("ties of two countries are needed, not of {countries}")
            hint = _("choose other kinds (--kind) or other --sources")
            raise KgError(told.format(countries=", ".join(sorted(countries)) or "0"), hint=hint)
        return countries
