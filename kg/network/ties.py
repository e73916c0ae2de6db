"""The network as plain records: what the graph knows of places and of the ties between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from kg.base.dates import Bounds
from kg.base.errors import KgError
from kg.base.languages import _, current, grouped, ngettext, pick

if TYPE_CHECKING:
    import geopandas
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

    def to_geopandas(self, lang: str = "en") -> geopandas.GeoDataFrame:
        """All places by id, each with the number of its ties and its point (EPSG:4326), empty where none is known.

        Raises :class:`KgError` where geopandas is not installed.

        >>> import kg
        >>> frame = kg.open().network(kinds="sister").to_geopandas("ru")
        >>> frame.loc["cn-harbin", "label"], frame.crs.to_epsg(), round(frame.geometry["cn-harbin"].x)
        ('Харбин', 4326, 127)
        """
        try:
            import geopandas  # noqa: PLC0415 (an extra, and slow to import)
        except ImportError:
            hint = "pip install 'interregional-ties[geo]'"
            raise KgError(
                _("{what} needs {package}").format(what="to_geopandas()", package="geopandas"), hint
            ) from None
        ties = Counter(end for link in self.links for end in (link.a, link.b))
        rows = {
            id: (pick(node.labels, lang) or id, node.level, node.country, node.region, ties[id], node.lon, node.lat)
            for id, node in sorted(self.nodes.items())
        }
        columns = ["label", "level", "country", "region", "ties", "lon", "lat"]
        frame = geopandas.GeoDataFrame.from_dict(rows, orient="index", columns=columns)
        lon, lat = frame.pop("lon"), frame.pop("lat")
        return frame.set_geometry(geopandas.GeoSeries.from_xy(lon, lat, crs="EPSG:4326").where(lat.notna()))

    def __repr__(self) -> str:
        return f"<Network {len(self.nodes)} places, {len(self.links)} ties>"

    def _repr_html_(self) -> str:
        """The places with the most ties, and how many places and ties there are, for notebooks."""
        from kg.ask.results import Table  # noqa: PLC0415 (only notebooks need it)
        from kg.formats.html import html_table  # noqa: PLC0415 (only notebooks ask)

        counts = Counter(end for link in self.links for end in (link.a, link.b))
        rows = [
            (pick(self.nodes[id].labels, current()) or id, counts[id])
            for id in sorted(counts, key=lambda id: (-counts[id], id))
        ]
        places = ngettext("{n} place", "{n} places", len(self.nodes)).format(n=grouped(len(self.nodes)))
        ties = ngettext("{n} tie", "{n} ties", len(self.links)).format(n=grouped(len(self.links)))
        table = Table(["place", "ties"], rows).headed(["place", "ties"], [_("Place"), _("Ties")])
        return html_table(table, count=f"{places}, {ties}")
