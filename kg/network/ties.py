"""The network as plain records: what the graph knows of places and of the ties between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from kg.base.dates import Bounds
from kg.base.languages import _, current, grouped, ngettext, pick

if TYPE_CHECKING:
    import networkx as nx


class Node(NamedTuple):
    """One place.

    ``region`` is the first-level unit that holds it, itself where it is one; ``within`` is the unit that
    holds it directly, empty for a first-level unit and where none but the region is known.
    """

    id: str
    labels: Mapping[str, str]
    country: str
    level: str
    region: str
    macro_region: str
    border: bool  # the region borders the country of the other side
    lat: float | None
    lon: float | None
    wikidata: str
    within: str = ""


class Link(NamedTuple):
    """One tie of two places; ``sources`` are source ids.

    ``start_year`` and ``end_year`` are stated; where they are not, the bounds say what else is known.
    ``sources_of_kind`` counts the independent sources that call the tie what it is, and ``support`` grades them.
    """

    slug: str
    a: str
    b: str
    kind: str
    status: str
    start_year: int | None
    end_year: int | None
    independent_sources: int
    confidence: float
    sources: tuple[str, ...]
    begun_not_before: int | None = None
    begun_not_after: int | None = None
    ended_not_before: int | None = None
    ended_not_after: int | None = None
    sources_of_kind: int = 0
    support: str = ""

    @property
    def begun(self) -> Bounds:
        """The first and the last year in which it can have begun."""
        if self.start_year is not None:
            return self.start_year, self.start_year
        return self.begun_not_before, self.begun_not_after

    @property
    def over(self) -> Bounds | None:
        """The first and the last year in which it can have ended; ``None`` where nothing says that it did."""
        if self.end_year is not None:
            return self.end_year, self.end_year
        return (self.ended_not_before, self.ended_not_after) if self.status == "ended" else None


class Network(NamedTuple):
    """All places by id and all ties, in the order of their ids.

    ``witnesses`` names the origin of each source that copies another: together they are one witness.
    """

    nodes: Mapping[str, Node]
    links: tuple[Link, ...]
    witnesses: Mapping[str, str] = MappingProxyType({})

    def to_networkx(self, lang: str = "en") -> nx.MultiGraph[str]:
        """The places that have ties, and every tie an edge of its own, its key the kind.

        >>> import kg
        >>> graph = kg.open().network(as_of=2004, kinds="sister").to_networkx("ru")
        >>> graph.nodes["cn-harbin"]["label"], graph.has_edge("cn-harbin", "ru-khabarovsk", key="sister")
        ('Харбин', True)
        """
        from kg.network.views import every_tie  # noqa: PLC0415 (networkx is slow to import)

        return every_tie(self, lang)

    def __repr__(self) -> str:
        return f"<Network {len(self.nodes)} places, {len(self.links)} ties>"

    def _repr_html_(self) -> str:
        """The places with the most ties, and how many places and ties there are, for notebooks."""
        from kg.ask.results import Table  # noqa: PLC0415 (only notebooks need it)
        from kg.formats.html import html_table  # noqa: PLC0415

        counts = Counter(end for link in self.links for end in (link.a, link.b))
        rows = [
            (pick(self.nodes[id].labels, current()) or id, counts[id])
            for id in sorted(counts, key=lambda id: (-counts[id], id))
        ]
        places = ngettext("{n} place", "{n} places", len(self.nodes)).format(n=grouped(len(self.nodes)))
        ties = ngettext("{n} tie", "{n} ties", len(self.links)).format(n=grouped(len(self.links)))
        table = Table(["place", "ties"], rows).headed(["place", "ties"], [_("Place"), _("Ties")])
        return html_table(table, count=f"{places}, {ties}")
